"""Lists of referrals that come back: every row ends as a status, as nothing new, or as a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from ecograph.errors import SourceError
from ecograph.model import Text
from ecograph.state.referrals import LABELS, ReferralLog, Referred, Status
from loaders.countries import find_pack
from loaders.privacy import mask
from loaders.problems import shortened
from loaders.referral_lists import columns as column
from loaders.templates.lists import COUNTRY
from loaders.templates.recognition import BOOKS
from loaders.worklists.reading import (
    BAD_DAY,
    NO_DAY,
    NO_NUMBER,
    TWICE,
    RowProblem,
    hidden_pairs,
    listed_rows,
)

UNKNOWN = Text("this referral was not handed out from this store", "รายการนี้ไม่ได้ส่งออกจากฐานข้อมูลนี้")
CHANGED = Text(
    "the codes of enterprise or program were changed: copy the status into the list as it was handed out",
    "รหัสวิสาหกิจหรือโครงการถูกแก้ไขจากที่ส่งให้ โปรดกรอกสถานะในไฟล์เดิม",
)
NO_STATUS = Text("the row has remarks but no status", "มีการกรอกแต่ไม่ระบุสถานะ")
WHICH = Text("one of {choices} was expected", "ต้องเป็นหนึ่งใน {choices}")
NOBODY = Text("it is not said who says so", "ไม่ระบุผู้บันทึก")


@dataclass(slots=True)
class StatusReport:
    """What became of the rows of a list: each is counted once."""

    recorded: int = 0
    known: int = 0
    blank: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return self.recorded + self.known + self.blank + len(self.problems)


def read_statuses(path: Path, log: ReferralLog) -> StatusReport:
    """Read the statuses of a list that came back, and keep those that can be taken.

    Reading a list again adds nothing.

    Raises
    ------
    SourceError
        When the file cannot be read, or is no list of referrals.
    """
    if not path.is_file():
        raise SourceError(f"{path} does not exist.", "Give the list of referrals that came back.")
    known = hidden_pairs(path, column.MARKER, column.MARKER_HEADER) if path.suffix.lower() in BOOKS else []
    if not known:
        raise SourceError(
            f"{path.name} is no list of referrals: its hidden sheet is missing.",
            "Give the file that `ecograph refer --to` wrote, filled in and saved as .xlsx.",
        )
    reader = _Reader(dict(known), log)
    wanted = (column.NUMBER, *column.IDENTIFYING, *column.FILLED_IN)
    for row, cells in listed_rows(path, column.LIST, column.COLUMNS, wanted):
        reader.take(mask(path.name), row, cells)
    return reader.report


class _Reader:
    """Takes the rows of one list, one after the other."""

    def __init__(self, numbers: Mapping[str, str], log: ReferralLog) -> None:
        self.report = StatusReport()
        self._numbers = numbers
        self._log = log
        self._handed_out = log.handed_out()
        self._seen: set[str] = set()
        self._day = find_pack(COUNTRY).cleaners(b"")["thai_date"]

    def take(self, document: str, row: int, cells: Mapping[Text, str]) -> None:
        """Take one row: as a status, as blank, or as a problem."""
        number = cells[column.NUMBER]
        wrong = self._wrong(number, cells)
        self._seen.add(number)
        if wrong is not None:
            of, why = wrong
            self.report.problems.append(RowProblem(document, row, of, shortened(cells[of]), why))
            return
        status, day = status_of(cells[column.STATUS]), self._said_on(cells)
        if status is None or day is None:
            self.report.blank += 1
            return
        by, note = mask(cells[column.BY]), mask(cells[column.NOTE])
        new = self._log.add(self._numbers[number], status, by=by, said_on=day, note=note)
        self.report.recorded += new
        self.report.known += not new

    def _wrong(self, number: str, cells: Mapping[Text, str]) -> tuple[Text, Text] | None:
        """Return the column and the reason for which a row cannot be taken; None where it can."""
        finding = self._numbers.get(number)
        if finding is None:
            return column.NUMBER, NO_NUMBER
        if number in self._seen:
            return column.NUMBER, TWICE
        if finding not in self._handed_out:
            return column.CODE, UNKNOWN
        came = Referred(finding, "", "", "", tuple(cells[each] for each in column.IDENTIFYING))
        if came.digest != self._handed_out[finding]:
            return column.CODE, CHANGED
        if not any(cells[each] for each in column.FILLED_IN):
            return None
        return self._unsaid(cells)

    def _unsaid(self, cells: Mapping[Text, str]) -> tuple[Text, Text] | None:
        if not cells[column.STATUS]:
            return column.STATUS, NO_STATUS
        if status_of(cells[column.STATUS]) is None:
            return column.STATUS, Text(
                WHICH.en.format(choices=", ".join(f"{one.en} ({one.th})" for one in LABELS.values())),
                WHICH.th.format(choices=", ".join(one.th for one in LABELS.values())),
            )
        if not cells[column.BY]:
            return column.BY, NOBODY
        if not cells[column.ON]:
            return column.ON, NO_DAY
        return (column.ON, BAD_DAY) if self._said_on(cells) is None else None

    def _said_on(self, cells: Mapping[Text, str]) -> date | None:
        if not cells[column.ON]:
            return None
        day: date | None = self._day(pa.array([cells[column.ON]], pa.string())).values[0].as_py()
        return day


def status_of(text: str) -> Status | None:
    """Return the status that a cell names, in either language; None where it names none.

    Examples
    --------
    >>> status_of("ติดต่อแล้ว"), status_of("maybe")
    (<Status.CONTACTED: 'contacted'>, None)
    """
    plain = " ".join(text.split()).casefold()
    return next((each for each, label in LABELS.items() if plain in (label.en, label.th)), None)

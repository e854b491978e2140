"""Work lists that come back: every row ends as a verdict, as not checked yet, or as a problem."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.errors import SourceError
from ecograph.model import Text
from ecograph.state import IdentityLog, JudgementRefused, Verdict
from ecograph.state.verdicts import LABELS, HandedOut, Outcome, VerdictLog
from loaders.countries import find_pack
from loaders.extract import extract
from loaders.privacy import mask
from loaders.problems import shortened
from loaders.recipe import TableRecipe
from loaders.templates.lists import COUNTRY
from loaders.templates.recognition import BOOKS
from loaders.worklists import columns as column

PAIR = 2
NO_NUMBER = Text("the list that was handed out has no such number", "ไม่มีลำดับนี้ในรายการที่ส่งให้")
TWICE = Text("the number is on an earlier row, too", "ลำดับนี้ซ้ำกับแถวก่อนหน้า")
UNKNOWN_CASE = Text("this case was not handed out from this store", "รายการนี้ไม่ได้ส่งออกจากฐานข้อมูลนี้")
CHANGED = Text(
    "the columns that identify the case were changed: copy the verdict into the list as it was handed out",
    "คอลัมน์ที่ระบุรายการถูกแก้ไขจากที่ส่งให้ โปรดกรอกผลในไฟล์เดิม",
)
NO_VERDICT = Text("the row has remarks but no result of a check", "มีการกรอกแต่ไม่ระบุผลตรวจสอบ")
WHICH_VERDICT = Text("one of {choices} was expected", "ต้องเป็นหนึ่งใน {choices}")
NO_CHECKER = Text("it is not said who checked", "ไม่ระบุผู้ตรวจ")
NO_DAY = Text("it is not said when it was checked", "ไม่ระบุวันที่ตรวจ")
BAD_DAY = Text("a day was expected, such as 2025-03-15 or 15 มี.ค. 2568", "ต้องเป็นวันที่ เช่น 15 มี.ค. 2568")
REFUSED = Text("a judgement of identity that stands says otherwise: {why}", "ขัดกับคำวินิจฉัยเดิม: {why}")
SAME_ID = Text(
    "recorded; both rows bear one registered id, so one of the two must be put right at its source",
    "บันทึกแล้ว ทั้งสองแถวใช้เลขทะเบียนเดียวกัน ต้องแก้ไขเลขที่แหล่งข้อมูล",
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row whose verdict could not be taken, or was taken with a remark: where, what, and why."""

    document: str
    row: int
    column: Text
    value: str
    why: Text


@dataclass(slots=True)
class WorklistReport:
    """What became of the rows of a list: each is counted once.

    `judged` are the pairs of enterprises that were judged to be different; `remarks` are on rows
    that were recorded.
    """

    agency: str
    recorded: int = 0
    known: int = 0
    unchecked: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    judged: list[tuple[str, ...]] = field(default_factory=list)
    remarks: list[RowProblem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return self.recorded + self.known + self.unchecked + len(self.problems)


def is_worklist(path: Path) -> bool:
    """Whether a file is a work list."""
    return (
        path.suffix.lower() in BOOKS
        and path.is_file()
        and bool(hidden_pairs(path, column.MARKER, column.MARKER_HEADER))
    )


def read_worklist(path: Path, verdicts: VerdictLog, identities: IdentityLog) -> WorklistReport:
    """Read the verdicts of a list that came back, and keep those that can be taken.

    Reading a list again adds nothing. That two enterprises which were matched by name are different
    becomes a judgement of identity, too.

    Raises
    ------
    SourceError
        When the file cannot be read, or is no work list of this version.
    """
    agency = _agency(path)
    numbers = dict(hidden_pairs(path, column.CASES, column.CASES_HEADER))
    reader = _Reader(agency, numbers, verdicts, identities)
    document = mask(path.name)
    wanted = (column.NUMBER, *column.IDENTIFYING, *column.FILLED_IN)
    for row, cells in listed_rows(path, column.LIST, column.COLUMNS, wanted):
        reader.take(document, row, cells)
    return reader.report


def _agency(path: Path) -> str:
    """Return the agency that a list was handed out to."""
    if not path.is_file():
        raise SourceError(f"{path} does not exist.", "Give the work list that came back.")
    signs = hidden_pairs(path, column.MARKER, column.MARKER_HEADER) if path.suffix.lower() in BOOKS else []
    if not signs:
        raise SourceError(
            f"{path.name} is no work list: its hidden sheets are missing.",
            "Give the file that `ecograph double-service --worklists` wrote, filled in and saved as .xlsx.",
        )
    agency, version = signs[0]
    if version != column.VERSION:
        raise SourceError(
            f"{path.name} is a work list of version {version}, and this program knows {column.VERSION}.",
            "Hand the list out again.",
        )
    return agency


def hidden_pairs(path: Path, sheet: str, header: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the rows of a hidden sheet of two columns; nothing where the workbook has none such."""
    try:
        chunks = list(extract(path, path.name, TableRecipe(files="*", sheet=sheet, header=list(header))))
    except SourceError:
        return []
    rows = [
        [str(cell or "").strip() for cell in row.values()]
        for chunk in chunks
        for row in chunk.table.to_pylist()
    ]
    return [(row[0], row[1]) for row in rows if len(row) >= PAIR and row[0]]


def listed_rows(
    path: Path, sheet: str, columns: Sequence[Text], wanted: Sequence[Text]
) -> Iterator[tuple[int, Mapping[Text, str]]]:
    """Yield the rows of a list with their cells by column, in whichever language it is.

    Parameters
    ----------
    columns, wanted
        All columns of the list, and those that must be there.

    Raises
    ------
    SourceError
        When columns are missing.
    """
    table = TableRecipe(files="*", sheet=sheet, header_rows=1)
    named = {spelling: each for each in columns for spelling in (each.en, each.th)}
    for chunk in extract(path, path.name, table):
        names = {name: named[_plain(name)] for name in chunk.table.column_names if _plain(name) in named}
        missing = [each.th for each in wanted if each not in names.values()]
        if missing:
            raise SourceError(
                f"{path.name} lacks the columns {', '.join(missing)}.",
                "Leave all columns as they were handed out, and fill in the last ones.",
            )
        for row, record in zip(chunk.rows.tolist(), chunk.table.to_pylist(), strict=True):
            yield row, {each: _plain(record[name] or "") for name, each in names.items()}


def _plain(text: Any) -> str:
    return " ".join(str(text).split())


class _Reader:
    """Takes the rows of one list, one after the other."""

    def __init__(
        self, agency: str, numbers: Mapping[str, str], verdicts: VerdictLog, identities: IdentityLog
    ) -> None:
        self.report = WorklistReport(agency)
        self._numbers = numbers
        self._verdicts = verdicts
        self._identities = identities
        self._handed_out = verdicts.handed_out(agency)
        self._seen: set[str] = set()
        self._day = find_pack(COUNTRY).cleaners(b"")["thai_date"]

    def take(self, document: str, row: int, cells: Mapping[Text, str]) -> None:
        """Take one row: as a verdict, as not checked yet, or as a problem."""

        def problem(of: Text, why: Text) -> None:
            self.report.problems.append(RowProblem(document, row, of, shortened(cells[of]), why))

        number = cells[column.NUMBER]
        finding = self._numbers.get(number)
        if finding is None:
            problem(column.NUMBER, NO_NUMBER)
        elif number in self._seen:
            problem(column.NUMBER, TWICE)
        elif finding not in self._handed_out:
            problem(column.CODE, UNKNOWN_CASE)
        elif self._changed(finding, cells):
            problem(column.CODE, CHANGED)
        elif not any(cells[each] for each in column.FILLED_IN):
            self.report.unchecked += 1
        else:
            wrong = self._wrong(cells)
            if wrong:
                problem(*wrong)
            else:
                self._record(document, row, finding, cells)
        self._seen.add(number)

    def _changed(self, finding: str, cells: Mapping[Text, str]) -> bool:
        enterprises, digests = self._handed_out[finding]
        came = HandedOut(finding, enterprises, tuple(cells[each] for each in column.IDENTIFYING))
        return came.digest not in digests

    def _wrong(self, cells: Mapping[Text, str]) -> tuple[Text, Text] | None:
        """Return the column and the reason for which a verdict cannot be taken; None where it can."""
        if not cells[column.VERDICT]:
            return column.VERDICT, NO_VERDICT
        if outcome_of(cells[column.VERDICT]) is None:
            choices = [Text(f"{label.en} ({label.th})", label.th) for label in LABELS.values()]
            listed = Text(", ".join(each.en for each in choices), ", ".join(each.th for each in choices))
            return column.VERDICT, Text(
                WHICH_VERDICT.en.format(choices=listed.en), WHICH_VERDICT.th.format(choices=listed.th)
            )
        if not cells[column.CHECKED_BY]:
            return column.CHECKED_BY, NO_CHECKER
        if not cells[column.CHECKED_ON]:
            return column.CHECKED_ON, NO_DAY
        return (column.CHECKED_ON, BAD_DAY) if self._checked_on(cells) is None else None

    def _checked_on(self, cells: Mapping[Text, str]) -> date | None:
        day: date | None = self._day(pa.array([cells[column.CHECKED_ON]], pa.string())).values[0].as_py()
        return day

    def _record(self, document: str, row: int, finding: str, cells: Mapping[Text, str]) -> None:
        """Keep a verdict; one on who is who first becomes a judgement of identity."""
        outcome, day = outcome_of(cells[column.VERDICT]), self._checked_on(cells)
        if outcome is None or day is None:
            raise AssertionError(cells)
        by, note = mask(cells[column.CHECKED_BY]), mask(cells[column.NOTE])
        enterprises, _ = self._handed_out[finding]
        if outcome is Outcome.DIFFERENT and len(enterprises) == PAIR:
            try:
                self._identities.judge(Verdict.DIFFERENT, *enterprises, by=by, reason=note or finding)
            except JudgementRefused as refusal:
                why = REFUSED.format(why=refusal)
                value = cells[column.VERDICT]
                self.report.problems.append(RowProblem(document, row, column.VERDICT, value, why))
                return
            self.report.judged.append(enterprises)
        elif outcome is Outcome.DIFFERENT:
            value = cells[column.CODE]
            self.report.remarks.append(RowProblem(document, row, column.CODE, value, SAME_ID))
        agency = self.report.agency
        new = self._verdicts.add(finding, agency, outcome, by=by, checked_on=day, note=note)
        self.report.recorded += new
        self.report.known += not new


def outcome_of(text: str) -> Outcome | None:
    """Return the verdict that a cell names, in either language; None where it names none.

    Examples
    --------
    >>> outcome_of("ซ้ำจริง"), outcome_of("maybe")
    (<Outcome.DOUBLE: 'double'>, None)
    """
    plain = _plain(text).casefold()
    return next((each for each, label in LABELS.items() if plain in (label.en.casefold(), label.th)), None)

"""What is on record of applicants, as the rows of a table and as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecograph.analysis.receipts import Receipt, Receipts
from ecograph.errors import SourceError
from ecograph.graph import Ecosystem
from ecograph.model import DataKind, Language, Text
from loaders.applicant_matching import Match, MatchedBy
from loaders.applicants import Applicant
from loaders.countries.thailand.dates import write_day
from loaders.templates.workbook import WHEN

DOCUMENT, ROW, CODE = Text("file", "ไฟล์"), Text("row", "แถว"), Text("enterprise code", "รหัสวิสาหกิจ")
FOUND_AS, MATCHED = Text("on record as", "พบในข้อมูลเป็น"), Text("matched by", "จับคู่ด้วย")
SAME = Text("same services in {years} years", "บริการเดียวกันใน {years} ปี")
TIMES = Text("times supported in {years} years", "จำนวนครั้งที่ได้รับการส่งเสริมใน {years} ปี")
OTHERS = Text("other support in {years} years", "การส่งเสริมอื่นใน {years} ปี")
SCREENED = Text("looked at", "ข้อมูลที่ใช้ตรวจ")
ALIKE = Text("support of one alike in name, to be confirmed", "การส่งเสริมของรายที่ชื่อคล้ายกัน รอยืนยัน")
DATA_KIND = Text("data_kind", "data_kind")
COLUMNS = (DOCUMENT, ROW, CODE, MATCHED, FOUND_AS, SAME, TIMES, OTHERS, ALIKE, SCREENED, DATA_KIND)
LABELS: Mapping[MatchedBy, Text] = {
    MatchedBy.ID: Text("registered id", "เลขทะเบียน"),
    MatchedBy.NAME: Text("name, to be confirmed", "ชื่อ รอยืนยัน"),
    MatchedBy.NOT_FOUND: Text("not in the data held", "ไม่พบในข้อมูลที่มี"),
}
EVERYBODY = Text("all agencies' records", "ข้อมูลของทุกหน่วยงาน")
OWN_ONLY = Text("own records only: no consent on record", "เฉพาะข้อมูลของหน่วยงานเอง เพราะไม่มีความยินยอมในข้อมูล")
UNDATED, UNOWNED, BY_TAGS = (
    Text("day unknown", "ไม่ทราบวันที่"),
    Text("agency unknown", "ไม่ทราบหน่วยงาน"),
    Text("the program offers it; not recorded", "เป็นบริการของโครงการ ไม่มีบันทึกรายบุคคล"),
)
FISCAL = Text("fiscal year {year}", "ปีงบ {thai_year}")
BUDDHIST = 543
FOOTNOTES = (
    Text(
        "“Not in the data held” does not mean never helped.",
        "“ไม่พบ” หมายถึงไม่พบในข้อมูลที่มี มิใช่ไม่เคยได้รับการส่งเสริม",
    ),
    Text(
        "A match by name must be confirmed by a person before anything is decided on it.",
        "การจับคู่ด้วยชื่อต้องมีผู้ยืนยันก่อนนำไปตัดสินใจ",
    ),
    Text(
        "Applicants without consent are screened on the agency's own records only.",
        "ผู้สมัครที่ไม่ได้ให้ความยินยอม ตรวจเฉพาะข้อมูลของหน่วยงานเอง",
    ),
    Text("Nothing of the file was stored.", "ไม่มีการเก็บข้อมูลจากไฟล์นี้"),
)
WIDTH = 30


@dataclass(frozen=True, slots=True)
class CheckedApplicant:
    """An applicant with the enterprise that it is on record as, and what that received.

    `whole` says whether everybody's records were looked at, or the agency's own alone; `alike` is
    what another enterprise received that may be the same, by its name.
    """

    applicant: Applicant
    match: Match
    receipts: tuple[Receipt, ...]
    whole: bool
    alike: tuple[Receipt, ...] = ()

    @property
    def same(self) -> tuple[Receipt, ...]:
        """What it received of the services in question."""
        return tuple(receipt for receipt in self.receipts if receipt.same)

    @property
    def others(self) -> tuple[Receipt, ...]:
        """What else it received."""
        return tuple(receipt for receipt in self.receipts if not receipt.same)

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows: no name is among them."""
        return {
            "document": self.applicant.document,
            "row": self.applicant.row,
            "key": self.applicant.key,
            "matched_by": self.match.by.value,
            "enterprise": self.match.key or None,
            "likeness": round(self.match.likeness, 3) or None,
            "all_records": self.whole,
            "same": [_plain(receipt) for receipt in self.same],
            "others": [_plain(receipt) for receipt in self.others],
            "alike": self.match.alike if self.alike else None,
            "of_alike": [_plain(receipt) for receipt in self.alike],
        }


def check_applicants(
    applicants: Sequence[Applicant], matches: Sequence[Match], receipts: Receipts
) -> list[CheckedApplicant]:
    """Return what is on record of each applicant, in the order of rows."""
    checked = []
    for applicant, match in zip(applicants, matches, strict=True):
        whole = applicant.consents
        agencies = None if whole else receipts.agencies
        found, alike = (receipts.of(key, agencies) if key else [] for key in (match.key, match.alike))
        # Whether another agency knows an applicant is told of nobody who did not consent.
        seen = match if whole or found else Match(MatchedBy.NOT_FOUND)
        checked.append(CheckedApplicant(applicant, seen, tuple(found), whole, tuple(alike)))
    return checked


def table_rows(
    checked: Sequence[CheckedApplicant], ecosystem: Ecosystem, language: Language
) -> list[dict[Text, str | int]]:
    """Return a row for each applicant, by column."""
    return [
        {
            DOCUMENT: one.applicant.document,
            ROW: one.applicant.row,
            CODE: one.applicant.key,
            MATCHED: LABELS[one.match.by](language),
            FOUND_AS: one.match.key,
            SAME: "; ".join(describe(receipt, ecosystem, language) for receipt in one.same),
            TIMES: len(one.receipts),
            OTHERS: "; ".join(describe(receipt, ecosystem, language) for receipt in one.others),
            ALIKE: "; ".join(describe(receipt, ecosystem, language) for receipt in one.alike),
            SCREENED: (EVERYBODY if one.whole else OWN_ONLY)(language),
            DATA_KIND: ecosystem.data_kind.value,
        }
        for one in checked
    ]


def describe(receipt: Receipt, ecosystem: Ecosystem, language: Language) -> str:
    """Return a support in words: from whom, what, and when."""
    agencies = [ecosystem.name("Agency", key)(language) for key in receipt.agencies]
    services = [ecosystem.name("Service", key)(language) for key in receipt.same or receipt.services]
    days = [write_day(day)(language) for day in (receipt.starts_on, receipt.ends_on) if day]
    year = receipt.fiscal_year
    if days:
        when = " – ".join(dict.fromkeys(days))
    else:
        when = (FISCAL.format(year=year, thai_year=year + BUDDHIST) if year else UNDATED)(language)
    parts = [
        ", ".join(agencies) or UNOWNED(language),
        ecosystem.name(receipt.kind, receipt.support)(language),
        ", ".join(services),
        when,
        BY_TAGS(language) if receipt.services and not receipt.recorded else "",
    ]
    return " · ".join(filter(None, parts))


def write_check(
    rows: Sequence[Mapping[Text, str | int]],
    path: Path,
    language: Language,
    *,
    years: int,
    data_kind: DataKind,
) -> None:
    """Write the table as a workbook; every text is written as text.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": WHEN})
            sheet, notes = book.add_worksheet("ผู้สมัคร Applicants"), book.add_worksheet("คำอธิบาย Notes")
            bold, text = (
                book.add_format({"bold": True, "text_wrap": True}),
                book.add_format({"num_format": "@"}),
            )
            sheet.freeze_panes(1, COLUMNS.index(MATCHED))
            sheet.set_column(0, len(COLUMNS) - 1, WIDTH)
            sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
            for at, column in enumerate(COLUMNS):
                sheet.write_string(0, at, column.format(years=years)(language), bold)
                for number, row in enumerate(rows, 1):
                    cell = row[column]
                    if isinstance(cell, str):
                        sheet.write_string(number, at, cell, text)
                    else:
                        sheet.write_number(number, at, cell)
            lines = [f"data_kind: {data_kind.value}", *(note(language) for note in FOOTNOTES)]
            notes.set_column(0, 0, 100)
            for number, line in enumerate(lines):
                notes.write_string(number, 0, line)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another --xlsx.") from None


def _plain(receipt: Receipt) -> dict[str, Any]:
    days = {
        name: day.isoformat() if (day := getattr(receipt, name)) else None
        for name in ("starts_on", "ends_on")
    }
    return {name: getattr(receipt, name) for name in receipt.__slots__} | days

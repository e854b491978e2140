"""The annex of an evaluation meeting as an Excel workbook: rows, sums, and footnotes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ecograph.analysis.results.annex import Annex
from ecograph.analysis.results.measurements import REPORTED
from ecograph.errors import SourceError
from ecograph.model import DataKind, Language, Text
from ecograph.pages.annex import (
    BUDGET_TOTAL,
    FOOTNOTES,
    HEADERS,
    MILLION,
    RULES,
    SILENT,
    THAI_YEARS_AHEAD,
    Column,
    faults,
    rows,
    silent,
    title,
)
from visualisations.wording import SYNTHETIC, UNKNOWN

WHEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date inside the file: the same annex has the same bytes."""
SHEET, SUMS, NOTES = Text("results", "ผล"), Text("sums", "รวม"), Text("notes", "หมายเหตุ")
YEAR, KNOWN, MEASURED = (
    Text("fiscal year (common era)", "ปีงบประมาณ (พ.ศ.)"),
    Text("figures in the sum of results", "จำนวนตัวเลขในผลรวม"),
    Text("measurements", "จำนวนรายการ"),
)
RESULT = Text("result (* with reported ones)", "ผล (* มีผลที่รายงานรวมอยู่)")
DATA_KIND = "data_kind"
A3 = 8
FIGURE = "#,##0.##"
FORMATS = {
    Column.BUDGET: "#,##0.00",
    Column.DISBURSED: "0.0",
    Column.ACHIEVED: "0.0",
    Column.COST: "#,##0",
}
WIDE = {Column.THEME, Column.OTHER_THEME, Column.PROJECT, Column.ACTIVITY, Column.INDICATOR, Column.REMARKS}


def write_workbook(
    annex: Annex, year: int | None, path: Path, language: Language, data_kind: DataKind, foot: list[str]
) -> None:
    """Write an annex: header in row 1, frozen, with filters, no cell merged; numbers are numbers.

    A star and an evaluator stand in a cell's number format, so that the number stays one. Every text
    is written as text, so that no name is taken for a formula. The same annex gives the same bytes.

    Parameters
    ----------
    foot
        Lines on where the data come from, told below the footnotes.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": title(year)(language), "created": WHEN})
            _write_rows(book, annex, language, data_kind)
            _write_sums(book, annex, language)
            _write_notes(book, annex, year, language, data_kind, foot)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another folder.") from None


def _write_rows(book: Any, annex: Annex, language: Language, data_kind: DataKind) -> None:
    sheet = book.add_worksheet(SHEET(language))
    sheet.set_paper(A3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    marked = data_kind is DataKind.SYNTHETIC
    write_head(book, sheet, [*(HEADERS[each](language) for each in Column), *([DATA_KIND] if marked else [])])
    sheet.freeze_panes(1, list(Column).index(Column.ACTIVITY) + 1)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    formats: dict[str, Any] = {}
    for at, each in enumerate(Column):
        sheet.set_column(at, at, 26 if each in WIDE else 13)
    count = 0
    for count, (one, cells) in enumerate(rows(annex, language), 1):
        for at, each in enumerate(Column):
            value = cells[each]
            if isinstance(value, str):
                if value:
                    sheet.write_string(count, at, value, wrapped)
                continue
            shown = FORMATS.get(each, FIGURE)
            if each is Column.ACHIEVED and one.basis == REPORTED:
                shown += '"*"'
            if each is Column.EVALUATED and one.evaluator:
                shown += f'" ({_quoted(one.evaluator)})"'
            if shown not in formats:
                formats[shown] = book.add_format({"num_format": shown, "valign": "top"})
            sheet.write_number(count, at, value, formats[shown])
        if marked:
            sheet.write_string(count, len(Column), data_kind.value, wrapped)
    sheet.autofilter(0, 0, max(count, 1), len(Column) - 1 + marked)


def _quoted(text: str) -> str:
    """Return a text that may stand between quotation marks in a number format."""
    return "".join(sign for sign in text if sign.isprintable() and sign not in '"\\')[:60]


def _write_sums(book: Any, annex: Annex, language: Language) -> None:
    sheet = book.add_worksheet(SUMS(language))
    names = (Column.TARGET, Column.REPORTED, Column.EVALUATED, Column.EXPECTED)
    heads = [HEADERS[Column.INDICATOR], HEADERS[Column.UNIT], YEAR, *(HEADERS[name] for name in names)]
    write_head(book, sheet, [text(language) for text in (*heads, RESULT, KNOWN, MEASURED)])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(heads) + 2, 16)
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": FIGURE})
    starred, plain = book.add_format({"num_format": FIGURE + '"*"'}), book.add_format({"num_format": "0"})
    for row, one in enumerate(annex.sums, 1):
        sheet.write_string(row, 0, one.indicator[1](language), text)
        sheet.write_string(row, 1, one.unit, text)
        ahead = THAI_YEARS_AHEAD if language == "th" else 0
        _number(sheet, row, 2, None if one.year is None else one.year + ahead, plain, language)
        for at, name in enumerate(names, 3):
            _number(sheet, row, at, one.figures[name.value], number, language)
        _number(sheet, row, 7, one.figures["result"], starred if one.marked else number, language)
        sheet.write_number(row, 8, one.known["result"], plain)
        sheet.write_number(row, 9, one.rows, plain)
    sheet.autofilter(0, 0, max(len(annex.sums), 1), len(heads) + 2)


def _number(sheet: Any, row: int, at: int, value: float | None, shown: Any, language: Language) -> None:
    if value is None:
        sheet.write_string(row, at, UNKNOWN(language))
    else:
        sheet.write_number(row, at, value, shown)


def _write_notes(
    book: Any, annex: Annex, year: int | None, language: Language, data_kind: DataKind, foot: list[str]
) -> None:
    sheet = book.add_worksheet(NOTES(language))
    bold = book.add_format({"bold": True, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, title(year)(language), bold)
    total = UNKNOWN(language) if annex.budget is None else f"{annex.budget / MILLION:,.2f}"
    lines = [
        *([SYNTHETIC(language)] if data_kind is DataKind.SYNTHETIC else []),
        f"{BUDGET_TOTAL(language)}: {total}",
        *(f"({number}) {note(language)}" for number, note in enumerate(FOOTNOTES, 1)),
        *(text(language) for text in annex.unsaid),
        *foot,
        f"{SILENT(language)}: {', '.join(name(language) for name in silent(annex)) or '0'}",
        f"{RULES(language)}:",
        *(line(language) for line in faults(annex)),
    ]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line, wrapped)


def write_head(book: Any, sheet: Any, heads: list[str]) -> None:
    """Write the header of a sheet into its first row."""
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"})
    for at, text in enumerate(heads):
        sheet.write_string(0, at, text, head)

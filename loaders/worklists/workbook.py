"""A work list as an Excel workbook: the list, how to read it, and the hidden signs it is known by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from ecograph.model import DataKind, Language, Text
from ecograph.state.verdicts import LABELS
from loaders.countries import find_pack
from loaders.countries.thailand.dates import write_day
from loaders.templates.lists import COUNTRY
from loaders.templates.workbook import OUTSIDE, WHEN
from loaders.worklists import columns as column
from loaders.worklists.rows import WorkRow

WIDTHS = {column.NUMBER: 6, column.DAYS: 12, column.AMOUNT: 16, column.OTHER_AMOUNT: 16}
WIDTH = 26
NOTES_WIDTH = 110
NUMBERS = "#,##0.##"
DATES = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Worklist:
    """What one agency is asked to check.

    Attributes
    ----------
    agency, name
        Its key, and what it is called.
    year
        The fiscal year that was asked for; None for all on record.
    as_of
        When the newest data were loaded; None where nothing is known of it.
    sources, silent
        What the data were read from, and agencies that run a program and have no participant on
        record.
    """

    agency: str
    name: Text
    rows: Sequence[WorkRow]
    year: int | None
    as_of: date | None
    sources: Sequence[str]
    silent: Sequence[str]
    version: int
    data_kind: DataKind


def write_worklist(worklist: Worklist, path: Path, language: Language) -> None:
    """Write a work list. Every text is written as text, so that no name is taken for a formula.

    The same list gives the same bytes.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": _title(worklist)(language), "created": WHEN})
            _write_list(book, worklist, language)
            _write_notes(book, worklist, language)
            _write_signs(book, worklist)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another folder.") from None


def _write_list(book: Any, worklist: Worklist, language: Language) -> None:
    sheet = book.add_worksheet(column.LIST)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7"})
    blank = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FCE4D6"})
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": NUMBERS})
    day = book.add_format({"num_format": DATES})
    sheet.freeze_panes(1, column.COLUMNS.index(column.PROVINCE))
    last = len(worklist.rows)
    for at, each in enumerate(column.COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(each, WIDTH), day if each == column.CHECKED_ON else None)
        sheet.write_string(0, at, each(language), blank if each in column.FILLED_IN else head)
        for row, work in enumerate(worklist.rows, 1):
            value = work.cells.get(each, "")
            if isinstance(value, str):
                if value:
                    sheet.write_string(row, at, value, text)
            else:
                sheet.write_number(row, at, value, number)
    at = column.COLUMNS.index(column.VERDICT)
    choices = {
        "validate": "list",
        "source": [label(language) for label in LABELS.values()],
        "error_message": OUTSIDE(language),
    }
    sheet.data_validation(1, at, max(last, 1), at, choices)
    sheet.autofilter(0, 0, max(last, 1), len(column.COLUMNS) - 1)


def _write_notes(book: Any, worklist: Worklist, language: Language) -> None:
    sheet = book.add_worksheet(column.NOTES)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, NOTES_WIDTH)
    sheet.write_string(0, 0, _title(worklist)(language), bold)
    for row, line in enumerate(_notes(worklist, language), 1):
        sheet.write_string(row, 0, line, wrapped)


def _notes(worklist: Worklist, language: Language) -> Iterable[str]:
    """Yield the lines below the title: footnotes, and where the data come from."""
    if worklist.data_kind is DataKind.SYNTHETIC:
        yield column.SYNTHETIC(language)
    yield from (f"({number}) {note(language)}" for number, note in enumerate(column.FOOTNOTES, 1))
    as_of = write_day(worklist.as_of)(language) if worklist.as_of else column.UNKNOWN(language)
    yield f"{column.AS_OF(language)} {as_of}"
    yield f"{column.SOURCES(language)}: {', '.join(worklist.sources)}"
    yield f"{column.SILENT(language)}: {', '.join(worklist.silent) or '0'}"
    yield f"{column.EDITION(language)}: {worklist.version}"
    yield f"{column.RESULT(language)}: {', '.join(row.case.finding for row in worklist.rows)}"


def _write_signs(book: Any, worklist: Worklist) -> None:
    """Write what the list is known by, and which case each number is."""
    marker = book.add_worksheet(column.MARKER)
    marker.hide()
    for row, pair in enumerate((column.MARKER_HEADER, (worklist.agency, column.VERSION))):
        for at, cell in enumerate(pair):
            marker.write_string(row, at, cell)
    cases = book.add_worksheet(column.CASES)
    cases.hide()
    pairs = [(str(number), row.case.finding) for number, row in enumerate(worklist.rows, 1)]
    for row, pair in enumerate((column.CASES_HEADER, *pairs)):
        for at, cell in enumerate(pair):
            cases.write_string(row, at, cell)


def _title(worklist: Worklist) -> Text:
    ahead = find_pack(COUNTRY).year_offset
    year = worklist.year
    period = column.OF_YEAR.format(year=year, thai_year=year + ahead) if year else column.ALL_YEARS
    return Text(
        column.TITLE.en.format(agency=worklist.name.en, period=period.en),
        column.TITLE.th.format(agency=worklist.name.th, period=period.th),
    )

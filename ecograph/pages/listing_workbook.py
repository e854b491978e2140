"""Listings as an Excel workbook: a sheet for each, and notes."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from ecograph.model import DataKind, Language, Text
from ecograph.pages.annex_workbook import A3, DATA_KIND, NOTES, WHEN, write_head
from visualisations.listing import Cell, Listing
from visualisations.wording import SYNTHETIC

LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""


def write_listings(
    title: Text,
    listings: Sequence[Listing],
    path: Path,
    language: Language,
    data_kind: DataKind,
    notes: Sequence[Text] = (),
) -> None:
    """Write listings: header in row 1, frozen, with filters, no cell merged; numbers are numbers.

    Every text is written as text, so that no name is taken for a formula. The same listings give the
    same bytes.

    Raises
    ------
    SourceError
        When the file cannot be written.
    """
    # Annotated, but not marked as such.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    try:
        with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": title(language), "created": WHEN})
            for listing in listings:
                _write_sheet(book, listing, language, data_kind)
            lines = [*notes, *(note for listing in listings for note in listing.notes)]
            _write_notes(book, title, lines, language, data_kind)
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error}.", "Choose another folder.") from None


def _write_sheet(book: Any, listing: Listing, language: Language, data_kind: DataKind) -> None:
    sheet = book.add_worksheet(listing.id[:LONGEST_NAME])
    sheet.set_paper(A3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    marked = data_kind is DataKind.SYNTHETIC
    heads = [column.label(language) for column in listing.columns]
    write_head(book, sheet, [*heads, *([DATA_KIND] if marked else [])])
    sheet.freeze_panes(1, 1)
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    formats: dict[str, Any] = {}
    for at, column in enumerate(listing.columns):
        sheet.set_column(at, at, 16 if column.numeric else 30)
    for row, cells in enumerate(listing.rows, 1):
        for at, cell in enumerate(cells):
            value = cell.plain(language)
            if isinstance(value, str):
                sheet.write_string(row, at, value, text)
                continue
            shown = _format(cell)
            if shown not in formats:
                formats[shown] = book.add_format({"num_format": shown, "valign": "top"})
            sheet.write_number(row, at, value, formats[shown])
        if marked:
            sheet.write_string(row, len(heads), data_kind.value, text)
    sheet.autofilter(0, 0, max(len(listing.rows), 1), len(heads) - 1 + marked)


def _format(cell: Cell) -> str:
    """Return the format of a number; what stands after it stands in the format."""
    places = (
        "#,##0.##"
        if cell.decimals is None
        else "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
    )
    mark = re.sub(r'["\\]', "", cell.mark)[:60]
    return f'{places}"{mark}"' if mark else places


def _write_notes(
    book: Any, title: Text, notes: Sequence[Text], language: Language, data_kind: DataKind
) -> None:
    sheet = book.add_worksheet(NOTES(language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 120)
    told = [title, *([SYNTHETIC] if data_kind is DataKind.SYNTHETIC else []), *notes]
    for row, line in enumerate(told):
        sheet.write_string(row, 0, line(language), wrapped)

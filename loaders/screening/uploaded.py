"""The file of applicants as it was given, to be handed back: a workbook of which nothing is read anew."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.errors import SourceError
from loaders.extract import FORMATS
from loaders.extract.raw import read_raw_csv, read_raw_sheets

EDITED = (".xlsx", ".xlsm")
MOST_ROWS = 20_000
"""How many rows a sheet may have: all of a workbook is held while it is edited."""
SHEET = "ผู้สมัคร"
LONGEST_TITLE = 31
FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))
ACTING = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""
AS_TEXT = "@"


class Uploaded:
    """A file of applicants as a workbook.

    `remarks` are what could not be kept of it, in the words of the library that reads it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remarks: tuple[str, ...] = ()
        self._widths: dict[str, int] = {}
        suffix = path.suffix.lower()
        if suffix in EDITED:
            self.book = self._loaded()
        elif FORMATS.get(suffix) == "csv":
            self.book = _copied({SHEET: read_raw_csv(path, path.name)}, path)
        elif FORMATS.get(suffix) == "excel":
            self.book = _copied(read_raw_sheets(path, path.name), path)
        else:
            raise SourceError(
                f"{path.name} is no table that can be handed back with columns added.",
                "Give the list of applicants as .xlsx or .csv.",
            )

    def sheet(self, document: str) -> Worksheet:
        """Return the sheet that rows of a document stand in: `file [sheet]`, or a file of one table."""
        named = document.partition(" [")[2].removesuffix("]")
        sheet = self.book[named] if named else self.book.worksheets[0]
        if not isinstance(sheet, Worksheet):
            raise SourceError(f"{document} is no sheet of cells.", "Give the list on a sheet of its own.")
        return sheet

    def row(self, document: str, row: int) -> list[object]:
        """Return what the cells of a row hold."""
        sheet = self.sheet(document)
        if document not in self._widths:
            # Looked for among all cells of the sheet, and so only once.
            self._widths[document] = sheet.max_column
        return [sheet.cell(row, column).value for column in range(1, self._widths[document] + 1)]

    def _loaded(self) -> Workbook:
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                book = load_workbook(self.path)
        except Exception as error:  # noqa: BLE001 - the reader raises whatever a damaged part causes
            raise SourceError(
                f"{self.path.name} cannot be edited: {type(error).__name__}: {error}.",
                "Open it in a spreadsheet, save it again as .xlsx, and give that.",
            ) from None
        for sheet in book.worksheets:
            _check_rows(self.path.name, sheet.max_row)
        self.remarks = tuple(dict.fromkeys(str(warning.message) for warning in caught))
        return book


def put(cell: Cell, value: object) -> None:
    """Write a value into a cell; a text as text, whatever it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.value = text
        cell.data_type = "s"
        cell.number_format = AS_TEXT
        if text.startswith(ACTING):
            cell.quotePrefix = True
    elif value is None or isinstance(value, int | float | date | datetime | time):
        cell.value = value
    else:
        put(cell, str(value))


def _copied(sheets: Mapping[str, Iterable[Sequence[object]]], path: Path) -> Workbook:
    """Return a new workbook with the cells of a file that has none of the kind that can be edited."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.translate(FORBIDDEN)[:LONGEST_TITLE])
        for number, row in enumerate(rows, 1):
            _check_rows(path.name, number)
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    put(_cell(sheet, number, column), value)
    return book


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(cell)
    return cell


def _check_rows(name: str, rows: int) -> None:
    if rows > MOST_ROWS:
        raise SourceError(
            f"{name} has a sheet of more than {MOST_ROWS:,} rows.", "Split the list, and screen each part."
        )

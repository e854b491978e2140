"""Tables as they stand in a file, row by row, for who hands a file back: nothing is skipped or cleaned."""

import csv as reader
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ecograph.errors import SourceError
from loaders.extract.csv import CELL, SAID, first_lines
from loaders.extract.delimiter import find_delimiter
from loaders.extract.encoding import find_encoding

Cells = list[list[object]]


def read_raw_csv(path: Path, document: str) -> Iterator[list[str]]:
    """Yield every record of a delimited text, the first first; what `read_csv` counts is one of these.

    Raises
    ------
    SourceError
        When the text cannot be read.
    """
    reader.field_size_limit(max(CELL, reader.field_size_limit()))
    encoding = find_encoding(path, document)
    lines = first_lines(path, document, encoding.name)
    said = SAID.match(lines[0])
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    delimiter = said[1] if said else find_delimiter(lines, usual)
    try:
        with path.open(encoding=encoding.name, newline="") as file:
            yield from reader.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
    except (UnicodeError, reader.Error) as error:
        raise SourceError(f"{document} cannot be read: {error}.", "Save it as .xlsx.") from None


def read_raw_sheets(path: Path, document: str) -> dict[str, Cells]:
    """Return the cells of every sheet of a workbook in an older or other format (.xls, .ods).

    Raises
    ------
    SourceError
        When it is no workbook.
    """
    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            return {
                name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
                for name in book.sheet_names
            }
    except (CalamineError, OSError) as error:
        raise SourceError(
            f"{document} cannot be read as a workbook: {error}.", "Open it and save it as .xlsx."
        ) from None

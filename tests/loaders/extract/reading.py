"""Files made and read in a line, for tests of formats."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.errors import SourceError
from loaders.extract import Chunk, extract
from loaders.recipe import TableRecipe

Sheets = Mapping[str, Iterable[Iterable[object]]]


def read(path: Path, **options: Any) -> list[Chunk]:
    """Read a file into chunks, with the options of a recipe's table."""
    return list(extract(path, path.name, TableRecipe(files=path.name, **options)))


def attempted(path: Path, **options: Any) -> list[Chunk] | SourceError:
    """Read a file, or return the error with which it is refused."""
    try:
        return read(path, **options)
    except SourceError as error:
        return error


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write bytes, or text in an encoding, and return the file."""
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def workbook(path: Path, sheets: Sheets, change: Callable[[Worksheet], object] = lambda _: None) -> Path:
    """Write sheets after `change` had its way with the first, and return the file."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    change(book.worksheets[0])
    book.save(path)
    return path


def records(chunks: Iterable[Chunk]) -> list[dict[str, Any]]:
    """Return the rows of chunks without their empty cells."""
    return [
        {name: cell for name, cell in row.items() if cell not in (None, "")}
        for chunk in chunks
        for row in chunk.table.to_pylist()
    ]


def numbers(chunks: Iterable[Chunk]) -> list[int]:
    """Return the numbers of the rows."""
    return [int(row) for chunk in chunks for row in chunk.rows]


def skipped(chunks: Iterable[Chunk]) -> dict[str, int]:
    """Return how many rows were skipped, by the reasons that there were."""
    total: dict[str, int] = {}
    for chunk in chunks:
        for reason, count in chunk.skipped.items():
            total[reason] = total.get(reason, 0) + count
    return {reason: count for reason, count in total.items() if count}


def remarks(chunks: Iterable[Chunk]) -> list[tuple[int, str, str]]:
    """Return the row, the column and the reason of what was remarked on."""
    return [(remark.row, remark.column, remark.why) for chunk in chunks for remark in chunk.remarks]


def accounted(chunks: Iterable[Chunk]) -> int:
    """Return how many rows were read or skipped."""
    chunks = list(chunks)
    assert all(chunk.table.num_rows == len(chunk.rows) for chunk in chunks)
    return len(numbers(chunks)) + sum(skipped(chunks).values())

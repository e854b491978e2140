"""Delimited text into chunks."""

import csv as reader
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.errors import SourceError
from loaders.extract.chunk import ROWS, Chunk, Chunks, Remark
from loaders.extract.delimiter import find_delimiter
from loaders.extract.encoding import Encoding, find_encoding
from loaders.extract.header import LOOK_AHEAD, Header, find_header, unique_names
from loaders.problems import Effect

SAMPLE = 1 << 18
"""How many letters are looked at to find the delimiter and the header."""
SPARE = 64
"""How many cells more than the header a row may have."""
UNNAMED = 1_000
"""How many columns a table without a header may have; a longer row is reported."""
CELL = 64 << 20
"""How many letters a cell may have; a quotation mark that is never closed ends here."""
BATCH = 1_000
"""How many rows are held as lists: enough to be quick, few enough to stay in the processor's cache."""
LETTERS = 128 << 20
"""After how many letters a chunk ends, however few rows it has."""
MANY_LINES = 50
"""A row over so many lines is reported: it may have swallowed others."""
SAID = re.compile(r'"?sep=([^"\r\n])"?\s*$', re.IGNORECASE)
"""The first line of a file that tells spreadsheets its delimiter."""
NOTHING = pa.scalar(None, pa.string())
END = "\0"
"""What follows the last line. No other line holds it, so one that was swallowed by a cell shows."""


def read_csv(
    path: Path,
    document: str,
    *,
    encoding: str = "",
    delimiter: str = "",
    header: Sequence[str] = (),
    header_rows: int = 1,
) -> Chunks:
    """Yield the rows of a file, all cells as text.

    The encoding and the delimiter are found unless given. Rows above the header and blank rows are
    counted as skipped. A row may be shorter than the header; cells beyond it are kept in columns
    named by their number. Memory is bounded by the size of a chunk.

    Raises
    ------
    SourceError
        When the text cannot be decoded, the header is not found, or a quotation mark is not closed.
    """
    reader.field_size_limit(max(CELL, reader.field_size_limit()))
    found = find_encoding(path, document, encoding)
    try:
        lines = first_lines(path, document, found.name)
        said = SAID.match(lines[0])
        usual = "\t" if path.suffix.lower() == ".tsv" else ","
        delimiter = delimiter or (said[1] if said else find_delimiter(lines, usual))
        first_rows = list(islice(reader.reader(lines, delimiter=delimiter), LOOK_AHEAD))
        if said:
            first_rows[0] = []
        heading = find_header(first_rows, document, wanted=header, height=header_rows)
        if not header_rows:
            heading = replace(heading, names=heading.names[:UNNAMED])
        yield from _Table(path, document, found, delimiter, heading).chunks()
    except UnicodeError as error:
        raise SourceError(
            f"{document} is not {found.name} text: {_unreadable(error)} cannot be read.",
            "Leave `encoding` out of the recipe to have it found, or give the file's own, such as cp874.",
        ) from None
    except (reader.Error, LookupError) as error:
        if "field larger than field limit" in str(error):
            raise SourceError(
                f"{document} has a cell of more than {CELL >> 20} MB.",
                "Look for a quotation mark that is not closed.",
            ) from None
        raise SourceError(
            f"{document} cannot be read as delimited text: {error}.", "Check its `delimiter` and `encoding`."
        ) from None


def _unreadable(error: UnicodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.object[error.start]:#04x}"
    return "its beginning"


def first_lines(path: Path, document: str, encoding: str) -> list[str]:
    """Return the first lines of a file, none of them cut."""
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(SAMPLE)
    lines = list(StringIO(text.replace("\0", ""), newline=""))
    if len(text) == SAMPLE:
        lines.pop()
    if not lines:
        raise SourceError(
            f"{document} has no line break in its first {SAMPLE:,} letters, so no header can be found.",
            "Check that it is a table with one record a line.",
        )
    return lines


class _Reader(Protocol):
    """What `csv.reader` returns, which has no public name."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


class _Lines:
    """The lines of a file without zero bytes, and how many of those there were; `END` follows.

    `letters` counts what was read since it was last set to 0; a plain file is not looked at line by
    line, and its letters are counted in bytes.
    """

    def __init__(self, file: TextIO, *, plain: bool) -> None:
        self._file = file
        self._plain = plain
        self._letters = 0
        self.zeros = 0

    def __iter__(self) -> Iterator[str]:
        return chain(self._file if self._plain else self._looked_at(), (END,))

    @property
    def letters(self) -> int:
        """How many letters were read since the count began."""
        return self._file.buffer.tell() - self._letters if self._plain else self._letters

    def count_anew(self) -> None:
        """Begin to count letters."""
        self._letters = self._file.buffer.tell() if self._plain else 0

    def next_rows(self, rows: "_Reader") -> list[list[str]]:
        """Return the next rows, as many as may be held."""
        if self._plain:
            return list(islice(rows, BATCH))
        batch = []
        for cells in islice(rows, BATCH):
            batch.append(cells)
            if self._letters > LETTERS:
                break
        return batch

    def _looked_at(self) -> Iterator[str]:
        for line in self._file:
            self._letters += len(line)
            if "\0" in line:
                self.zeros += line.count("\0")
                yield line.replace("\0", "")
            else:
                yield line


class _Table:
    """One file while it is read."""

    def __init__(self, path: Path, document: str, encoding: Encoding, delimiter: str, header: Header) -> None:
        self._path = path
        self._document = document
        self._encoding = encoding
        self._delimiter = delimiter
        self._header = header
        self._names = list(header.names)
        self._remarks: list[Remark] = []

    def chunks(self) -> Chunks:
        """Yield chunks of the rows below the header."""
        skipped = dict(self._header.skipped)
        row = self._header.first_row
        if self._encoding.guessed:
            self._remark(max(row, 1), self._encoding.warning)
        with self._path.open(encoding=self._encoding.name, newline="") as file:
            lines = _Lines(file, plain=self._encoding.plain)
            rows = reader.reader(iter(lines), delimiter=self._delimiter)
            for above in range(row):
                self._check_end(next(rows), above + 1)
            row += 1
            parts: list[pa.Table] = []
            numbers: list[int] = []
            while batch := self._batch(rows, row, lines):
                filled = [index for index, cells in enumerate(batch) if any(map(str.strip, cells))]
                skipped["blank"] = skipped.get("blank", 0) + len(batch) - len(filled)
                numbers += [row + index for index in filled]
                parts.append(self._texts([batch[index] for index in filled], numbers[-len(filled) :]))
                row += len(batch)
                if len(numbers) > ROWS - BATCH or lines.letters > LETTERS:
                    yield self._chunk(parts, numbers, skipped)
                    parts, numbers, skipped = [], [], {}
                    lines.count_anew()
        if parts or skipped or self._remarks:
            yield self._chunk(parts, numbers, skipped)

    def _batch(self, rows: _Reader, row: int, lines: _Lines) -> list[list[str]]:
        """Return the next rows, of which the first has the number `row`; none at the end."""
        line, zeros = rows.line_num, lines.zeros
        batch = lines.next_rows(rows)
        if batch and self._check_end(batch[-1], row + len(batch) - 1):
            batch.pop()
        if rows.line_num - line > len(batch) + MANY_LINES:
            for index, cells in enumerate(batch):
                over = sum(cell.count("\n") + cell.count("\r") for cell in cells)
                if over > MANY_LINES:
                    self._remark(row + index, "it goes over many lines: is a quotation mark not closed?")
        if lines.zeros > zeros:
            self._remark(row, f"{lines.zeros - zeros} zero bytes were removed, here or further down")
        return batch

    def _check_end(self, cells: list[str], row: int) -> bool:
        """Whether a row is the end of the file, and nothing swallowed it."""
        if not cells or not cells[-1].endswith(END):
            return False
        if cells == [END]:
            return True
        raise SourceError(
            f"{self._document}, row {row}: a quotation mark opens a cell and is never closed.",
            "Close or remove it, or export the file again: it may have been cut off.",
        )

    def _texts(self, rows: list[list[str]], numbers: list[int]) -> pa.Table:
        """Return rows as text columns; those beyond the header only as far as they hold anything."""
        expected, most = len(self._header.names), len(self._header.names) + SPARE
        widths = set(map(len, rows))
        width = min(max(widths, default=0), most)
        if max(widths, default=0) > most:
            for number, cells in zip(numbers, rows, strict=True):
                if len(cells) > most:
                    why = (
                        f"it has {len(cells)} cells, the header {expected}; what lies far beyond is not read"
                    )
                    self._remark(number, why, Effect.VALUE_UNKNOWN)
        width = max(width, expected)
        while len(self._names) < width:
            self._names = unique_names([*self._names, None])
        if widths != {width}:
            rows = [[*cells[:width], *[""] * (width - len(cells))] for cells in rows]
        columns: dict[str, pa.Array] = {}
        cells_by_column = zip(*rows, strict=True) if rows else [()] * width
        for name, texts in zip(self._names, cells_by_column, strict=False):
            cells = pa.array(texts, pa.string())
            cells = pc.if_else(pc.equal(cells, ""), NOTHING, cells)
            if len(columns) < expected or cells.null_count < len(cells):
                columns[name] = cells
        return pa.table(columns)

    def _chunk(self, parts: list[pa.Table], numbers: list[int], skipped: dict[str, int]) -> Chunk:
        table = pa.concat_tables([self._texts([], []), *parts], promote_options="default")
        remarks, self._remarks = tuple(self._remarks), []
        return Chunk(self._document, table, np.asarray(numbers, dtype=np.int64), skipped, remarks)

    def _remark(self, row: int, why: str, effect: Effect = Effect.READ_ALL_THE_SAME) -> None:
        self._remarks.append(Remark(row, "", why, effect))

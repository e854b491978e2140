"""Tables and views of an SQLite database into chunks."""

import sqlite3
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyarrow as pa

from ecograph.errors import SourceError
from loaders.extract.cell import cell_text
from loaders.extract.chunk import Chunk, Chunks, Remark, listed
from loaders.extract.header import unique_names

ROWS = 50_000
"""How many rows a chunk has at the most: until they are columns they take much memory."""


def read_sqlite(path: Path, document: str, *, table: str = "", encoding: str = "") -> Chunks:
    """Yield the rows of a table or view (the only one unless named), all cells as text.

    The database is opened for reading only; the first row is row 1. A cell that holds bytes is
    reported and unknown. Documents are called `file [table]`. Memory is bounded by a chunk.

    Raises
    ------
    SourceError
        When the file is no database that can be read, or has no such table.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            database.text_factory = lambda text: text.decode(encoding or "utf-8")
            database.execute("PRAGMA trusted_schema = OFF")
            name = _chosen(database, table, document)
            yield from _chunks(database, name, f"{document} [{name}]")
    except sqlite3.Error as error:
        raise SourceError(
            f"{document} cannot be read as an SQLite database: {error}.", "Copy or export it again."
        ) from None
    except UnicodeError:
        raise SourceError(
            f"{document} holds text that is not {encoding or 'UTF-8'}.", "Give its `encoding` in the recipe."
        ) from None


def _chosen(database: sqlite3.Connection, wanted: str, document: str) -> str:
    entries = database.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
    )
    names = [str(name) for (name,) in entries]
    there = listed(names)
    if wanted and wanted not in names:
        near = get_close_matches(wanted, names, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise SourceError(f"{document} has no table {wanted!r}.", f"{hint}Its tables are: {there}.")
    if not wanted and len(names) != 1:
        raise SourceError(
            f"{document} has {len(names)} tables.", f"Give one in the recipe's `table`: {there}."
        )
    return wanted or names[0]


def _chunks(database: sqlite3.Connection, table: str, document: str) -> Chunks:
    quoted = table.replace('"', '""')
    cursor = database.execute(f'SELECT * FROM "{quoted}"')
    names = unique_names([column[0] for column in cursor.description])
    row = 1
    while (rows := cursor.fetchmany(ROWS)) or row == 1:
        remarks: list[Remark] = []
        columns: dict[str, pa.Array] = {}
        for name, cells in zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True):
            for index, cell in enumerate(cells):
                if isinstance(cell, bytes):
                    remarks.append(Remark(row + index, name, "it holds bytes, not a text or number"))
            texts = [None if isinstance(cell, bytes) else cell_text(cell) for cell in cells]
            columns[name] = pa.array(texts, pa.string())
        numbers = np.arange(row, row + len(rows), dtype=np.int64)
        yield Chunk(document, pa.table(columns), numbers, {}, tuple(remarks))
        row += max(len(rows), 1)

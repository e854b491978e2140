"""Comma- or tab-separated text into chunks."""

import csv as reader
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ecograph.errors import SourceError
from loaders.extract.chunk import ROWS, Chunk, Chunks, column_names, header_position

LOOK_AHEAD = 50
"""How many rows are looked at to find the header."""
SPARE = 16
"""How many cells more than the header a row may have."""


def read_csv(
    path: Path,
    document: str,
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    header: list[str] | None = None,
) -> Chunks:
    """Yield the rows of a file, all cells as text.

    Rows above the header and blank rows are counted as skipped. A row may be shorter than the
    header; cells beyond it are kept in columns named by their number. Memory is bounded by the
    size of a chunk.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            first_rows = list(islice(reader.reader(file, delimiter=delimiter), LOOK_AHEAD))
        at = header_position(first_rows, header or [], document)
        names = column_names(first_rows[at] if first_rows else [])
        yield from _read_rows(path, document, encoding, delimiter, at + 1, names)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{document} is not {encoding} text: byte {error.object[error.start]:#04x} cannot be read.",
            "Give the file's own `encoding` in the recipe, such as utf-8, cp874 or utf-16.",
        ) from None
    except (pd.errors.ParserError, reader.Error, LookupError) as error:
        raise SourceError(
            f"{document} cannot be read as delimited text: {error}.", "Check its `delimiter` and `encoding`."
        ) from None


def _read_rows(
    path: Path, document: str, encoding: str, delimiter: str, skip: int, names: list[str]
) -> Chunks:
    """Yield chunks of the rows below the header; `skip` rows, the header included, are above."""
    wide = names + [f"column {len(names) + extra}" for extra in range(1, SPARE + 1)]
    skipped = {"above the header": skip - 1, "header": 1}
    row = skip + 1
    with path.open(encoding=encoding, newline="") as file:
        above = reader.reader(file, delimiter=delimiter)
        for _ in range(skip):
            next(above, None)
        frames = pd.read_csv(
            file,
            sep=delimiter,
            header=None,
            names=wide,
            dtype=str,
            keep_default_na=False,
            na_values=[""],
            skip_blank_lines=False,
            index_col=False,
            chunksize=ROWS,
        )
        try:
            for frame in frames:
                rows = np.arange(row, row + len(frame), dtype=np.int64)
                row += len(frame)
                full = np.flatnonzero(frame.notna().to_numpy().any(axis=1))
                skipped["blank"] = len(frame) - len(full)
                kept = frame.iloc[full].dropna(axis=1, how="all")
                columns = {name: kept.get(name) for name in names}
                columns |= {name: kept[name] for name in kept.columns if name not in columns}
                yield Chunk(document, _texts(columns, len(kept)), rows[full], skipped)
                skipped = {}
        except pd.errors.EmptyDataError:
            pass
    if skipped:
        yield Chunk(document, _texts(dict.fromkeys(names), 0), np.empty(0, np.int64), skipped)


def _texts(columns: dict[str, "pd.Series[str] | None"], length: int) -> pa.Table:
    """Return text columns; one that holds nothing is all null."""
    arrays = [
        pa.nulls(length, pa.string())
        if column is None
        else pa.array(column, type=pa.string(), from_pandas=True)
        for column in columns.values()
    ]
    return pa.table(dict(zip(columns, arrays, strict=True)))

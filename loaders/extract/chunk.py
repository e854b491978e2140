"""A piece of a source as it was read, before anything is made of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.errors import SourceError

ROWS = 250_000
"""How many rows a chunk has at the most."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of one document.

    Attributes
    ----------
    document
        The file's name, with the sheet where it has sheets.
    table
        The columns as read: texts, or the file's own types; an empty cell is null or "".
    rows
        The number of each row in the document as a person counts them, from 1.
    skipped
        How many rows were read and are in no chunk, by reason (`above the header`, `blank`).
    """

    document: str
    table: pa.Table
    rows: NDArray[np.int64]
    skipped: dict[str, int]


Chunks = Iterator[Chunk]


def folded(name: str) -> str:
    """Return a column name as it is compared: without white space, in lower case."""
    return re.sub(r"\s+", "", name).casefold()


def column_names(cells: Sequence[object]) -> list[str]:
    """Return unique names for the cells of a header; a column without one is `column 8`."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split()) if cell is not None else ""
        name = name or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return names


def header_position(first_rows: Sequence[Sequence[object]], wanted: Sequence[str], document: str) -> int:
    """Return the index of the first row that holds all the cells `wanted` of a header.

    Raises
    ------
    SourceError
        When no row does; it names the nearest cell that was found.
    """
    if not wanted:
        return 0
    needed = {folded(name): name for name in wanted}
    seen: set[str] = set()
    for index, row in enumerate(first_rows):
        cells = {folded(str(cell)) for cell in row if cell is not None}
        if needed.keys() <= cells:
            return index
        seen |= cells
    missing = [name for key, name in needed.items() if key not in seen] or list(wanted)
    near = get_close_matches(folded(missing[0]), sorted(seen), n=1, cutoff=0.6)
    hint = f"The nearest cell is {near[0]!r}." if near else "Give its header in the recipe's `header`."
    raise SourceError(
        f"{document}: no row among the first {len(first_rows)} holds the header cells "
        f"{', '.join(repr(name) for name in wanted)}; {missing[0]!r} was not found.",
        hint,
    )

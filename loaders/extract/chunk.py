"""A piece of a source as it was read, before anything is made of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.errors import SourceError
from loaders.problems import Effect, shortened

ROWS = 250_000
"""How many rows a chunk has at the most."""
LISTED = 12
"""How many names a sentence lists."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to say about a row (`column` is "") or a cell; it never holds the value."""

    row: int
    column: str
    why: str
    effect: Effect = Effect.VALUE_UNKNOWN


@dataclass(frozen=True, slots=True)
class Total:
    """A row that states totals: no data, but something that the data can be checked against.

    `cells` holds its filled cells by column; `section` is the part of the table that it closes.
    """

    row: int
    cells: Mapping[str, str]
    section: str = ""


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
        How many rows were read and are in no chunk, by reason (`above the header`, `blank`, `total`).
    remarks
        What is to be reported of rows and cells, of rows that were skipped too.
    totals
        The rows that state totals.
    """

    document: str
    table: pa.Table
    rows: NDArray[np.int64]
    skipped: dict[str, int]
    remarks: tuple[Remark, ...] = ()
    totals: tuple[Total, ...] = ()


Chunks = Iterator[Chunk]


def folded(name: str) -> str:
    """Return a column name as it is compared: without white space, in lower case."""
    return re.sub(r"\s+", "", name).casefold()


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: shortened, the first ones only.

    >>> listed(["id", "name"])
    "'id', 'name'"
    """
    every = list(names)
    more = f" and {len(every) - LISTED:,} more" if len(every) > LISTED else ""
    return ", ".join(repr(shortened(name)) for name in every[:LISTED]) + more or "none"


def find_column(names: list[str], wanted: str, document: str) -> str:
    """Return the column that a recipe means: the one so named, or else the only one whose name ends so.

    The second is how the lower line of a header of two lines is named.

    Raises
    ------
    SourceError
        When there is no such column, or several end so.
    """
    key = folded(wanted)
    exact = [name for name in names if folded(name) == key]
    ending = exact or [name for name in names if folded(name).endswith(key)]
    if len(ending) > 1 and not exact:
        raise SourceError(
            f"{document}: {wanted!r} may be any of the columns {listed(ending)}.",
            "Give the whole name in the recipe.",
        )
    if not ending:
        near = get_close_matches(key, [folded(name) for name in names], n=1, cutoff=0.6)
        meant = next((name for name in names if near and folded(name) == near[0]), None)
        hint = f"Did you mean {meant!r}?" if meant else f"Its columns are: {listed(names)}."
        raise SourceError(f"{document} has no column {wanted!r}.", hint)
    return ending[0]

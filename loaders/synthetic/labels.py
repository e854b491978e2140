"""Identifiers and names in millions, and the columns that say where a row comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from loaders.synthetic.country import PREFIX

DOCUMENT = "synthetic"
DIGITS = 6
"""The fewest digits of an identifier, so that it never has the thirteen of a person's or a firm's."""


def numbered(before: str, count: int, digits: int) -> pa.Array:
    """Return `count` texts that end in their number, from 1, with leading zeros.

    Examples
    --------
    >>> numbered("Nr. ", 2, 3).to_pylist()
    ['Nr. 001', 'Nr. 002']
    """
    numbers = pa.array(np.arange(1, count + 1, dtype=np.int64)).cast(pa.string())
    return pc.binary_join_element_wise(before, pc.utf8_lpad(numbers, digits, "0"), "")


def identifiers(kind: str, count: int, digits: int) -> list[str]:
    """Return the identifiers of a kind of institution: `SYN-AG-001` and so on."""
    found: list[str] = numbered(f"{PREFIX}{kind}-", count, digits).to_pylist()
    return found


def digits_of(count: int, least: int) -> int:
    """Return how many digits numbers up to `count` are written with, `least` at the least."""
    return max(least, len(str(count)))


def claimed(columns: Mapping[str, Any]) -> pa.Table:
    """Return columns as a table that says of each row that it is made up, and which one it is.

    Document names are a dictionary: one text for millions of rows.
    """
    table = pa.table(dict(columns))
    documents = coded([DOCUMENT], np.zeros(table.num_rows, np.int8))
    rows = pa.array(np.arange(1, table.num_rows + 1, dtype=np.int64))
    return table.append_column("claim_document", documents).append_column("claim_row", rows)


def coded(values: Sequence[str], codes: NDArray[np.integer[Any]]) -> pa.Array:
    """Return texts by their positions among `values`, as an Arrow dictionary; null where negative."""
    indices = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(values), pa.string()))


def dated(days: NDArray[np.int32], known: NDArray[np.bool_]) -> pa.Array:
    """Return days since 1970 as dates; null where not known."""
    return pa.array(days, pa.int32(), mask=~known).cast(pa.date32())

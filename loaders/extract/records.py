"""Records that have no header into chunks: a column is whatever any of them names."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa

from loaders.extract.chunk import Chunk, Chunks, Remark
from loaders.extract.flattening import Doubled, Row
from loaders.problems import Effect

ROWS = 50_000
"""How many records a chunk has at the most: until they are columns they take much memory."""

HALF = "it holds half of a letter (a lone surrogate), which was replaced"
TWICE = "a name stands twice in it, and the last one counts"

Record = tuple[int, Row | None]
"""Its number in the document, and its cells; None where there is something unreadable."""


def record_chunks(
    read: Callable[[], Iterator[Record]],
    document: str,
    remarks: tuple[Remark, ...] = (),
    skipped: dict[str, int] | None = None,
) -> Chunks:
    """Yield records as chunks that all have the same columns.

    Records that do not fit into one chunk are read once more before, to know their columns.

    Parameters
    ----------
    read
        Begins to read the records.
    skipped
        Counts of rows that are in no chunk, complete when the last record was read.
    """
    skipped = {} if skipped is None else skipped
    records = read()
    first = list(islice(records, ROWS))
    following = list(islice(records, 1))
    names = _names(first) if not following else _names(read())
    for reason in skipped if following else ():
        skipped[reason] = 0
    records = read() if following else iter(first)
    part = list(islice(records, ROWS))
    while True:
        rest = list(islice(records, ROWS))
        yield _chunk(document, part, names, {} if rest else dict(skipped), remarks)
        if not rest:
            return
        part, remarks = rest, ()


def _names(records: Sequence[Record] | Iterator[Record]) -> list[str]:
    return list(dict.fromkeys(name for _, row in records for name in row or ()))


def _chunk(
    document: str,
    records: list[Record],
    names: list[str],
    skipped: dict[str, int],
    remarks: tuple[Remark, ...],
) -> Chunk:
    rows = [row or {} for _, row in records]
    noted: list[Remark] = []
    columns = {}
    for name in names:
        cells = [row.get(name) for row in rows]
        try:
            column = pa.array(cells, pa.string())
        except UnicodeEncodeError:
            whole = [cell and _whole(cell) for cell in cells]
            noted += [
                Remark(number, _whole(name), HALF, Effect.READ_ALL_THE_SAME)
                for (number, _), cell, text in zip(records, cells, whole, strict=True)
                if cell != text
            ]
            column = pa.array(whole, pa.string())
        columns[_whole(name)] = column
    noted += [
        Remark(number, "", TWICE, Effect.READ_ALL_THE_SAME)
        for number, row in records
        if isinstance(row, Doubled)
    ]
    # A table without columns has no rows: records that name nothing are rows all the same.
    table = pa.table(columns or {"value": pa.nulls(len(rows), pa.string())})
    wrong = tuple(
        Remark(number, "", "it cannot be read: was the file cut off?", Effect.NOT_READ)
        for number, row in records
        if row is None
    )
    numbers = np.asarray([number for number, _ in records], dtype=np.int64)
    return Chunk(document, table, numbers, skipped, (*remarks, *noted, *wrong))


def _whole(text: str) -> str:
    """Return a text in which letters of which JSON gave only half are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

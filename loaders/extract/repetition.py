"""Cells that repeat the one above: left empty, or marked with a ditto mark."""

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from loaders.extract.cell import text_array
from loaders.extract.chunk import Chunk, Remark

DITTO = (
    '"', "''", "``", "″", "‶", "“", "”", "„", "〃", "״", ",,", "-do-", "- do -", "do.", "ditto",
    "เช่นเดียวกัน", "เช่นเดียวกับข้างบน", "เหมือนบน", "เหมือนข้างบน", "เหมือนกัน",
)  # fmt: skip
BARRIER = "\0"
"""An empty cell that nothing fills; no text holds it."""
NOTHING = pa.scalar(None, pa.string())


class Repetition:
    """What stood last in each column, from chunk to chunk of one document."""

    def __init__(self) -> None:
        self._last: dict[str, str | None] = {}

    def fill(self, column: str, cells: pa.Array, barriers: NDArray[np.bool_]) -> pa.Array:
        """Return cells with the empty ones filled from above, as far as the last barrier."""
        guarded = pc.if_else(pa.array(barriers), pa.scalar(BARRIER), cells)
        return _without_barriers(self._carried("fill", column, guarded))

    def undo_ditto(
        self, column: str, chunk: Chunk, cells: pa.Array, apart: NDArray[np.bool_]
    ) -> tuple[pa.Array, list[Remark]]:
        """Return cells with ditto marks replaced, and remarks on those that have nothing above.

        Rows that stand `apart` are no data: a ditto mark below one means the data above it.
        """
        marked = pc.is_in(pc.utf8_lower(cells), value_set=pa.array(DITTO))
        seen_through = pc.or_(marked, pa.array(apart))
        guarded = pc.if_else(seen_through, NOTHING, pc.fill_null(cells, BARRIER))
        filled = _without_barriers(self._carried("ditto", column, guarded))
        filled = pc.if_else(pa.array(apart), NOTHING, filled)
        alone = np.asarray(pc.and_(marked, pc.is_null(filled)))
        why = "there is nothing above that it could repeat"
        return filled, [Remark(int(row), column, why) for row in chunk.rows[alone]]

    def _carried(self, use: str, column: str, cells: pa.Array) -> pa.Array:
        """Return cells filled from above and from the chunk before."""
        key = f"{use} {column}"
        before = pa.array([self._last.get(key)], pa.string())
        filled = pc.fill_null_forward(pa.concat_arrays([before, cells]))
        self._last[key] = filled[-1].as_py()
        return filled[1:]


def _without_barriers(cells: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(cells, BARRIER), NOTHING, cells)


def trimmed(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as texts without white space around; null where nothing is left."""
    cells = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    cells = pc.utf8_trim_whitespace(text_array(cells))
    return pc.if_else(pc.equal(cells, ""), NOTHING, cells)


def filled_cells(columns: Collection[pa.Array], length: int) -> NDArray[np.int64]:
    """Return how many cells of each row are filled."""
    count = np.zeros(length, dtype=np.int64)
    for cells in columns:
        count += np.asarray(pc.is_valid(cells))
    return count

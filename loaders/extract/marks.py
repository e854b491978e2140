"""Columns of marks, of which the marked ones become one column of names."""

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.extract.chunk import Chunk, Remark
from loaders.extract.repetition import trimmed

MARKED = (
    "/", "//", "\\", "✓", "✔", "✔️", "☑", "✅", "√", "●", "•", "■", "v", "1", "y", "yes",
    "true", "p", "ü", "\uf0fc", "\uf050", "มี", "ใช่", "ได้รับ", "เข้าร่วม",
)  # fmt: skip
"""A tick of the font Wingdings is the letter ü or P."""
UNMARKED = ("-", "–", "—", "0", "n", "no", "false", "☐", "□", "ไม่มี", "ไม่", "ไม่ใช่", "n/a", ".")
JOINT = "|"


def join_marks(
    chunk: Chunk, places: Sequence[tuple[str, str]], own: Collection[str] = ()
) -> tuple[pa.Array, list[Remark]]:
    """Return, for each row, the names of the columns that are marked, and remarks on what is no mark.

    Parameters
    ----------
    places
        The name that a column is to give, and the column.
    own
        What else is a mark here. An x is not one by itself: some mean yes by it, and some no.
    """
    joined = np.full(len(chunk.rows), "", dtype=object)
    remarks: list[Remark] = []
    marks = pa.array([*MARKED, *(text.lower() for text in own)])
    for name, column in places:
        cells = pc.utf8_lower(trimmed(chunk.table.column(column)))
        marked = pc.is_in(cells, value_set=marks)
        known = pc.or_(marked, pc.is_in(cells, value_set=pa.array([*UNMARKED, None], pa.string())))
        here = np.asarray(pc.fill_null(marked, False))
        joined[here & (joined != "")] += JOINT
        joined[here] += name
        strange = ~np.asarray(known)
        why = "a mark such as / or ✓ was expected"
        remarks += [Remark(int(row), column, why) for row in chunk.rows[strange]]
    return pa.array(joined, pa.string(), mask=joined == ""), remarks

"""Tables made for reading by people, brought into the shape of one record a row."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.errors import SourceError
from loaders.extract.chunk import Chunk, Chunks, Remark, Total, find_column
from loaders.extract.marks import join_marks
from loaders.extract.repetition import NOTHING, Repetition, filled_cells, trimmed
from loaders.recipe import TableRecipe

TOTAL_WORDS = (
    "รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมเป็นเงิน", "รวมเงิน", "รวมจำนวน", "รวมงบประมาณ", "รวมสุทธิ",
    "ยอดรวม", "ยอดรวมทั้งสิ้น", "ยอดรวมทั้งหมด", "ผลรวม", "จำนวนรวม", "total", "totals", "grand total",
    "subtotal", "sub-total", "sub total", "sum",
)  # fmt: skip


def tidied(chunks: Chunks, table: TableRecipe) -> Chunks:
    """Yield chunks as the recipe wants them: rid of totals and sections, repetitions spelt out.

    Rows that state totals are kept apart (`Chunk.totals`); these and section rows count as skipped.
    """
    if not (table.totals or table.section or table.fill or table.ditto or table.marks):
        yield from chunks
        return
    tidying: _Tidying | None = None
    for chunk in chunks:
        if tidying is None or tidying.document != chunk.document:
            tidying = _Tidying(chunk.document, table)
        yield tidying.apply(chunk)


class _Tidying:
    """What carries over from one chunk of a document to the next."""

    def __init__(self, document: str, table: TableRecipe) -> None:
        self.document = document
        self._table = table
        self._repetition = Repetition()
        self._section: str | None = None
        words = TOTAL_WORDS if table.totals is True else table.totals or ()
        self._total = "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    def apply(self, chunk: Chunk) -> Chunk:
        plain = [field.name for field in chunk.table.schema if not pa.types.is_nested(field.type)]
        cells = {name: trimmed(chunk.table.column(name)) for name in plain}
        count = filled_cells(cells.values(), len(chunk.rows))
        first = pc.coalesce(*cells.values()) if cells else pa.nulls(len(chunk.rows), pa.string())
        totals = self._totals(first)
        heads = (count == 1) & ~totals & (len(cells) > 1) if self._table.section else np.zeros_like(totals)
        sections = self._sections(first, heads)
        stated = self._stated(chunk, cells, totals, sections)
        repeated, remarks = self._repeated(chunk, cells, totals, heads)
        kept = ~totals & ~heads
        skipped = chunk.skipped | {
            reason: int(rows.sum()) for reason, rows in (("total", totals), ("section", heads)) if rows.any()
        }
        if self._table.section:
            repeated = _with_column(repeated, self._table.section, sections, chunk.document)
        rest = replace(
            chunk,
            table=repeated.filter(pa.array(kept)),
            rows=chunk.rows[kept],
            skipped=skipped,
            totals=stated,
        )
        rest, strange = self._marked(rest)
        return replace(rest, remarks=(*chunk.remarks, *remarks, *strange))

    def _totals(self, first: pa.Array) -> NDArray[np.bool_]:
        """Return which rows begin with a word for a total, as a word: รวม 3 ราย, not รวมโชค."""
        if not self._total:
            return np.zeros(len(first), dtype=bool)
        pattern = rf"^({self._total})($|[^\p{{L}}\p{{M}}])"
        found = pc.match_substring_regex(first, pattern, ignore_case=True)
        return np.asarray(pc.fill_null(found, False))

    def _sections(self, first: pa.Array, heads: NDArray[np.bool_]) -> pa.Array:
        """Return the section of each row: the last head at or above it."""
        titles = pc.if_else(pa.array(heads), first, NOTHING)
        carried = pa.concat_arrays([pa.array([self._section], pa.string()), titles])
        filled = pc.fill_null_forward(carried)
        self._section = filled[-1].as_py()
        return filled[1:]

    def _stated(
        self, chunk: Chunk, cells: dict[str, pa.Array], totals: NDArray[np.bool_], sections: pa.Array
    ) -> tuple[Total, ...]:
        return tuple(
            Total(
                int(chunk.rows[index]),
                {name: column[index].as_py() for name, column in cells.items() if column[index].is_valid},
                sections[index].as_py() or "",
            )
            for index in np.flatnonzero(totals).tolist()
        )

    def _repeated(
        self,
        chunk: Chunk,
        cells: dict[str, pa.Array],
        totals: NDArray[np.bool_],
        heads: NDArray[np.bool_],
    ) -> tuple[pa.Table, list[Remark]]:
        """Return the table with repetitions spelt out; nothing is repeated out of a total or section."""
        table, remarks = chunk.table, []
        wanted = {find_column(list(cells), name, chunk.document) for name in self._table.fill}
        for name in cells if self._table.ditto else wanted:
            column = pc.if_else(pa.array(totals | heads), NOTHING, cells[name])
            if name in wanted:
                column = self._repetition.fill(name, column, heads)
            if self._table.ditto:
                column, alone = self._repetition.undo_ditto(name, chunk, column, totals | heads)
                remarks += alone
            table = table.set_column(table.column_names.index(name), name, column)
        return table, remarks

    def _marked(self, chunk: Chunk) -> tuple[Chunk, list[Remark]]:
        """Return the chunk with a column for each group of marks."""
        remarks: list[Remark] = []
        for marks in self._table.marks:
            names = chunk.table.column_names
            places = [(name, find_column(names, name, chunk.document)) for name in marks.columns]
            joined, strange = join_marks(chunk, places, marks.marked)
            remarks += strange
            chunk = replace(chunk, table=_with_column(chunk.table, marks.column, joined, chunk.document))
        return chunk, remarks


def _with_column(table: pa.Table, name: str, cells: pa.Array, document: str) -> pa.Table:
    if name in table.column_names:
        raise SourceError(
            f"{document} has a column {name!r} already.", "Choose another name for the one that is made."
        )
    return table.append_column(name, cells)

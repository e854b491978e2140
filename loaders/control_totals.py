"""Totals that a file states, held against the rows above them: checked, and never loaded."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import Type
from loaders.cleaning import Cleaner
from loaders.columns import Columns
from loaders.extract import Chunk, Total
from loaders.mapping import admitted
from loaders.problems import Effect, Problem, shortened
from loaders.recipe import ROWS, Expression, TableRecipe, TotalRecipe

CENT = 0.005
"""How far a total may be from a sum: what rounding to two decimals can do."""
EVERYTHING = None
"""The part of a document that is all of it; other parts are sections, by name."""


class ControlTotals:
    """Checks the totals of one load. The cost is linear in rows, of tables with control totals alone.

    A total agrees where all rows above it in its document give it, or those of its section.
    `outcomes` counts stated figures that `agree` and `differ`, and rows of totals in which nothing was
    checked (`not checked`).
    """

    def __init__(self, source: str, cleaners: Mapping[str, Cleaner]) -> None:
        self.outcomes: Counter[str] = Counter()
        self._source = source
        self._cleaners = cleaners
        self._document = ""
        self._running: list[_Running] = []

    def check(self, chunk: Chunk, columns: Columns, table: TableRecipe) -> Iterator[Problem]:
        """Add the rows of a chunk up, and yield a problem for each total in it that differs."""
        if chunk.document != self._document:
            self._document = chunk.document
            self._running = [_Running(recipe) for recipe in table.control_totals]
        addends = [_addends(running.recipe, columns, table.section) for running in self._running]
        start = 0
        for total in chunk.totals:
            end = int(np.searchsorted(chunk.rows, total.row))
            checked = False
            for running, of_chunk in zip(self._running, addends, strict=True):
                running.add(of_chunk, start, end)
                text, value, why = self._stated(running.recipe, chunk, total)
                if value is not None or why:
                    checked = True
                    why = why or running.difference(value or 0.0, total.section)
                    self.outcomes["differ" if why else "agree"] += 1
                if why:
                    yield self._problem(total, running.recipe, text, why)
            self.outcomes["not checked"] += not checked
            start = end
        for running, of_chunk in zip(self._running, addends, strict=True):
            running.add(of_chunk, start, len(chunk.rows))

    def _stated(self, recipe: TotalRecipe, chunk: Chunk, total: Total) -> tuple[str, float | None, str]:
        """Return what a row of totals says: its text, the value, and why that cannot be read."""
        cells = {name: pa.array([total.cells.get(name)], pa.string()) for name in chunk.table.column_names}
        alone = Chunk(chunk.document, pa.table(cells), np.array([total.row]), {})
        reading = Columns(alone, self._cleaners).read(recipe.stated, Type.NUMBER)
        text = total.cells.get(_column(recipe), "")
        return text, reading.values[0].as_py(), reading.faults.get(0, ("", ""))[1]

    def _problem(self, total: Total, recipe: TotalRecipe, text: str, why: str) -> Problem:
        return Problem(
            self._source,
            self._document,
            total.row,
            _column(recipe),
            shortened(text),
            why,
            Effect.TOTAL_DIFFERS,
        )


@dataclass(frozen=True, slots=True)
class _Addends:
    """What the rows of a chunk add to a control total: positions of rows, values, and sections."""

    rows: NDArray[np.int64]
    values: pa.Array
    sections: pa.Array | None


@dataclass(slots=True)
class _Running:
    """What the rows so far give for one control total, by part of the document."""

    recipe: TotalRecipe
    sums: dict[str | None, float] = field(default_factory=lambda: defaultdict(float))
    seen: dict[str | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def nodes(self) -> str:
        """The nodes that are counted; empty where rows are counted or values are added."""
        return "" if self.recipe.count == ROWS else self.recipe.count

    def add(self, addends: _Addends, start: int, end: int) -> None:
        """Add the rows of a chunk from `start` to before `end`."""
        first, last = np.searchsorted(addends.rows, (start, end)).tolist()
        values = addends.values[first:last]
        parts: dict[str | None, pa.Array] = {EVERYTHING: values}
        if addends.sections is not None:
            sections = addends.sections[first:last]
            parts |= {name.as_py(): values.filter(pc.equal(sections, name)) for name in pc.unique(sections)}
        for part, of_part in parts.items():
            if self.nodes:
                self.seen[part].update(of_part.drop_null().to_pylist())
            else:
                self.sums[part] += pc.sum(of_part).as_py() or 0.0

    def difference(self, stated: float, section: str) -> str:
        """Return how the rows so far differ from what is stated; empty where they do not."""
        found = {part: self._result(part) for part in dict.fromkeys((EVERYTHING, section or EVERYTHING))}
        if any(math.isclose(stated, result, rel_tol=1e-9, abs_tol=CENT) for result in found.values()):
            return ""
        parts = f"{found[EVERYTHING]:,.12g}"
        if section:
            parts += f" ({found[section]:,.12g} in its section)"
        what = f"different {self.nodes} above" if self.nodes else "rows above" if self.recipe.count else ""
        rows = f"there are {parts} {what}" if what else f"the rows above add up to {parts}"
        return f"{stated:,.12g} is stated, and {rows}"

    def _result(self, part: str | None) -> float:
        return len(self.seen[part]) if self.nodes else self.sums[part]


def _addends(recipe: TotalRecipe, columns: Columns, section: str) -> _Addends:
    rows = admitted(recipe.when, columns)
    places = pa.array(rows)
    if recipe.count == ROWS:
        values = pa.array(np.ones(len(rows)))
    elif recipe.count:
        values = columns.read(Expression(identity=recipe.count), Type.TEXT).values.take(places)
    else:
        values = columns.read(recipe.stated, Type.NUMBER).values.take(places)
    return _Addends(rows, values, columns.texts(section).take(places) if section else None)


def _column(recipe: TotalRecipe) -> str:
    return recipe.stated.columns[0] if recipe.stated.columns else ""

"""Coverage histogram: how many enterprises there are of each cell and each set of themes.

One pass over links and one over enterprises answer every question of coverage: how many in a cell,
how many of them reached by a theme, by none, by two at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.clients import LINKS
from ecograph.graph.ecosystem import Ecosystem, NodeId

MOST_THEMES = 64
"""A theme is a bit of an integer of 64."""
DENSE = 1 << 24
"""Up to so many possible cells are counted in an array, more of them by hashing those that occur."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Enterprises by cell and set of themes; only what occurs, sorted.

    Attributes
    ----------
    cells
        int32 (rows x groupings), codes as they were given; -1 where unknown.
    themes
        uint64, the themes that reached these enterprises, a bit for each.
    enterprises
        int64, how many they are.
    shape
        How many cells each grouping has, the unknown not counted.
    """

    cells: NDArray[np.int32]
    themes: NDArray[np.uint64]
    enterprises: NDArray[np.int64]
    shape: tuple[int, ...]

    def count(self, by: Sequence[int] = (), themes: int | None = None) -> NDArray[np.int64]:
        """Return how many enterprises are in each cell of some groupings.

        Parameters
        ----------
        by
            Positions of groupings; the array has one axis for each, on which the unknown comes last.
        themes
            Count only those that one of these themes reached (bits); 0 for those that none did, and
            None for all.
        """
        shape = tuple(self.shape[axis] + 1 for axis in by)
        chosen = np.ones(len(self.themes), np.bool_)
        if themes is not None:
            chosen = (self.themes & np.uint64(themes)) != 0 if themes else self.themes == 0
        place = np.zeros(int(chosen.sum()), np.int64)
        for axis, width in zip(by, shape, strict=True):
            # -1 is the last place of an axis.
            place = place * width + self.cells[chosen, axis] % width
        table = np.zeros(int(np.prod(shape, dtype=np.int64)), np.int64)
        np.add.at(table, place, self.enterprises[chosen])
        return table.reshape(shape)


def reached_themes(
    ecosystem: Ecosystem,
    themes: Sequence[Collection[NodeId]],
    counting: Mapping[str, NDArray[np.bool_]] | None = None,
) -> NDArray[np.uint64]:
    """Return for each enterprise the themes that reached it, a bit for each; linear in links.

    Parameters
    ----------
    themes
        Up to 64; of each the programs and funds that address it.
    counting
        As in `ecograph.graph.clients.find_clients`.

    Raises
    ------
    AnalysisError
        When there are more than 64 themes.
    """
    if len(themes) > MOST_THEMES:
        raise AnalysisError(
            f"{len(themes)} themes are too many to count at once; at most {MOST_THEMES} fit.",
            "Count them in parts.",
        )
    bits = np.zeros(len(ecosystem.smes), np.uint64)
    for kind, name in LINKS.items():
        links = ecosystem.smes.links[name]
        number = {(kind, key): position for position, key in enumerate(links.targets)}
        of_target = np.zeros(len(links.targets), np.uint64)
        for bit, members in enumerate(themes):
            found = sorted(number[node] for node in members if node in number)
            of_target[found] |= np.uint64(1) << np.uint64(bit)
        flags = of_target[links.indices]
        if counting is not None and name in counting:
            flags[~counting[name]] = 0
        bits |= links.any_of(flags)
    return bits


def count_coverage(
    codes: Sequence[NDArray[np.integer]],
    themes: NDArray[np.uint64] | None = None,
    counted: NDArray[np.bool_] | None = None,
) -> Histogram:
    """Return the histogram of enterprises by grouping and set of themes; linear in enterprises.

    Parameters
    ----------
    codes
        For each grouping (place, industry, size class ...) the cell of each enterprise, from 0;
        negative where unknown.
    themes
        For each enterprise a bit for each theme that reached it; none when None.
    counted
        Which enterprises count; all when None.

    Raises
    ------
    AnalysisError
        When the arrays differ in length, there are none, or the groupings have more cells in all
        than can be numbered.
    """
    arrays = [*codes, *([] if themes is None else [themes]), *([] if counted is None else [counted])]
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1:
        raise AnalysisError(
            f"The arrays have {sorted(lengths) or 'no'} entries.", "Give one entry for each enterprise."
        )
    if counted is not None:
        codes = [array[counted] for array in codes]
        themes = None if themes is None else themes[counted]
    size = lengths.pop() if counted is None else int(counted.sum())
    code, sets = _numbered(np.zeros(size, np.uint64) if themes is None else themes)
    shape = tuple(int(array.max(initial=-1)) + 1 for array in codes)
    widths = (*(cells + 1 for cells in shape), len(sets))
    possible = int(np.prod([float(width) for width in widths]))
    if possible >= 1 << 62:
        raise AnalysisError(f"The groupings have {possible:.0e} cells in all.", "Group by less at once.")
    cell = np.zeros(size, np.int64)
    for array, width in zip(codes, widths, strict=False):
        cell = cell * width + np.maximum(array, -1) + 1
    cell = cell * len(sets) + code
    return Histogram(*_counted(cell, possible, widths, sets), shape)


def _numbered(values: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the distinct values, sorted, and the position of each value among them."""
    found, distinct = pd.factorize(values)
    order = np.argsort(distinct)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place[found], distinct[order]


def _counted(
    cell: NDArray[np.int64], possible: int, widths: tuple[int, ...], sets: NDArray[np.uint64]
) -> tuple[NDArray[np.int32], NDArray[np.uint64], NDArray[np.int64]]:
    """Return what occurs, as the columns of a histogram."""
    if possible <= DENSE:
        counts = np.bincount(cell, minlength=possible)
        occurring = np.flatnonzero(counts)
        counts = counts[occurring]
    else:
        place, distinct = _numbered(cell.view(np.uint64))
        occurring, counts = distinct.astype(np.int64), np.bincount(place, minlength=len(distinct))
    rest, position = np.divmod(occurring, max(widths[-1], 1))
    columns = []
    for width in reversed(widths[:-1]):
        rest, column = np.divmod(rest, width)
        columns.append(column - 1)
    cells = np.stack(columns[::-1], axis=1) if columns else np.empty((len(occurring), 0), np.int64)
    return cells.astype(np.int32), sets[position], counts

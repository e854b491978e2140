"""Nations of counts with known gaps, put to the rule that the analysis of reach gaps uses.

Counts are drawn at once, area by area: what is tested is the rule, not the counting. A nation has
77 areas of very different sizes, 19 of them in five corridors and the rest outside, three size classes with
rates of their own, and eight themes. Areas differ from each other without any gap: the rate of a
theme in an area is multiplied by a gamma deviate of mean 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.statistics.shortfall import BELOW, Counts, find_shortfalls

AREAS, THEMES, SIZES = 77, 8, 3
CORRIDORS = (4, 3, 4, 4, 4)
"""How many areas each corridor has; all others lie outside."""
RATES = np.array([0.04, 0.08, 0.12])
"""The rate of each size class."""
SHARES = np.array([0.83, 0.15, 0.02])
"""The part of the enterprises in each size class."""
SKEW = 0.9
"""The spread of the logarithm of an area's size."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Nation:
    """What a simulated nation is made of.

    Attributes
    ----------
    enterprises
        How many there are.
    depth
        The part of the expected reach that is missing in the planted cells.
    gaps
        How many cells are planted, each in a theme and a corridor of its own.
    spread
        By how much areas differ without any gap: the standard deviation of the gamma deviates.
    together
        The part of that variance which all areas of one corridor have in common: a property of the
        corridor, which the rule is meant to report.
    """

    enterprises: int
    depth: float = 0.0
    gaps: int = 0
    spread: float = 0.3
    together: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Counts of themes by area and size, the corridor of each area, and the planted cells."""

    themes: tuple[Counts, ...]
    corridor_of: NDArray[np.int64]
    planted: Flags


def draw(nation: Nation, rng: np.random.Generator) -> Drawn:
    """Return the counts of a nation drawn at random."""
    corridors = len(CORRIDORS) + 1
    corridor_of = np.full(AREAS, len(CORRIDORS))
    inside = rng.permutation(AREAS)[: sum(CORRIDORS)]
    corridor_of[inside] = np.repeat(np.arange(len(CORRIDORS)), CORRIDORS)
    weights = np.exp(rng.normal(0, SKEW, AREAS))
    total = np.round(nation.enterprises * np.outer(weights / weights.sum(), SHARES))
    planted = np.zeros((THEMES, corridors), np.bool_)
    chosen = rng.permutation(THEMES)[: nation.gaps]
    planted[chosen, rng.permutation(len(CORRIDORS))[: nation.gaps]] = True
    factors = _deviates(rng, nation.spread**2 * (1 - nation.together), (THEMES, AREAS))
    factors = (
        factors * _deviates(rng, nation.spread**2 * nation.together, (THEMES, corridors))[:, corridor_of]
    )
    factors = factors * np.where(planted, 1 - nation.depth, 1.0)[:, corridor_of]
    rates = np.minimum(factors[:, :, None] * RATES, 1.0)
    counts = rng.binomial(total.astype(np.int64), rates).astype(np.float64)
    area, size = np.repeat(np.arange(AREAS), SIZES), np.tile(np.arange(SIZES), AREAS)
    themes = tuple(Counts(corridor_of[area], area, size, total.ravel(), found.ravel()) for found in counts)
    return Drawn(themes, corridor_of, planted)


def report(drawn: Drawn, areas_of: NDArray[np.int64] | None = None) -> tuple[Flags, NDArray[np.float64]]:
    """Return which cells (themes x corridors) the rule reports, and what it expects of each.

    Parameters
    ----------
    areas_of
        What to learn the dispersion from instead of areas, by area: their corridor, to see that five
        corridors cannot tell it.
    """
    themes: Sequence[Counts] = drawn.themes
    units = AREAS
    if areas_of is not None:
        units = int(areas_of.max()) + 1
        themes = [
            Counts(theme.cell, areas_of[theme.area], theme.stratum, theme.total, theme.count)
            for theme in themes
        ]
    every = np.ones(drawn.planted.shape, np.bool_)
    # The last area is the unknown one, and here nobody is in it.
    found = find_shortfalls(themes, (drawn.planted.shape[1], units + 1, SIZES), every, every)
    verdicts = np.stack([tests.verdict == BELOW for tests in found])
    return verdicts, np.stack([tests.expected for tests in found])


def _deviates(rng: np.random.Generator, variance: float, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return gamma deviates of mean 1."""
    return rng.gamma(1 / variance, variance, shape) if variance > 0 else np.ones(shape)

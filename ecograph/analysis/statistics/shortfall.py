"""Is a cell short of what it should have? One rule for all cells of all themes.

A cell's count is held against what it would be at the rates of the other cells (`standardisation`).
How much cells differ without any gap is learnt from areas, of which there are many, per theme
(`dispersion.overdispersion`): five corridors cannot tell it, for two gaps among them look like
dispersion. A cell that is made of several areas averages over them, so it varies less than one
area does. The lower-tail p is that of a negative binomial; the false discovery rate is held
over all cells of all themes (`discovery`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.statistics.counts import detectable_shortfall, lower_tail, shortfall_limits
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.statistics.dispersion import overdispersion
from ecograph.analysis.statistics.rates import binomial_lower_tail, wilson_interval
from ecograph.analysis.statistics.standardisation import Numbers, Positions, expect

VERSION = 1
"""Counts up when the rule changes."""
LEVEL = 0.05
"""The part of what is called below that may be chance."""
MATERIAL = 0.5
"""A cell is not below when its interval leaves no room for a shortfall of this part of what is expected."""

BELOW, NOT_BELOW, CANNOT_SAY, UNTESTED = "below", "not_below", "cannot_say", "untested"


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one theme, as rows: one for each cell, area and stratum that has anything.

    `total` are those who could be reached, `count` those who were.
    """

    cell: Positions
    area: Positions
    stratum: Positions
    total: Numbers
    count: Numbers


@dataclass(frozen=True)
class Shortfalls:
    """What the rule says of each cell of one theme; every array has one entry for a cell.

    Attributes
    ----------
    total, count, expected
        Those who could be reached, those who were, and those who would be at the rates elsewhere.
    low, high
        Limits of the shortfall `expected - count`.
    detectable
        The least shortfall that would be found with a probability of 80 %; NaN where none would.
    p, q, binomial
        The lower-tail p of the rule, that adjusted over all cells, and the exact binomial p, which
        knows no dispersion and stands beside it for comparison. NaN where not tested.
    rate_low, rate_high
        The Wilson interval of the rate.
    tau2
        The dispersion between areas, a single number.
    dispersion
        That of each cell: `tau2` averaged over its areas, and the uncertainty of what is expected.
    rates
        The rates elsewhere (cells x strata).
    verdict
        `below`, `not_below`, `cannot_say` or `untested`.
    """

    total: Numbers
    count: Numbers
    expected: Numbers
    low: Numbers
    high: Numbers
    detectable: Numbers
    p: Numbers
    q: Numbers
    binomial: Numbers
    rate_low: Numbers
    rate_high: Numbers
    tau2: float
    dispersion: Numbers
    rates: Numbers
    verdict: NDArray[np.str_]


def find_shortfalls(
    themes: Sequence[Counts],
    shape: tuple[int, int, int],
    tested: NDArray[np.bool_],
    reference: NDArray[np.bool_],
    *,
    averaged: bool = True,
    level: float = LEVEL,
) -> list[Shortfalls]:
    """Return what the rule says of the cells of each theme.

    Parameters
    ----------
    shape
        How many cells, areas and strata there are. Rows of the last area are of no known area, and
        tell nothing of dispersion.
    tested, reference
        Which cells (themes x cells) are put to the test, and from which the rates elsewhere may be taken.
    averaged
        Whether a cell is a set of areas, and so averages over what makes areas differ. Where cells
        are something else (industries, sizes), each is taken to vary as one area does.
    level
        The false discovery rate.
    """
    found = [
        _measure(counts, shape, tested[at], reference[at], averaged=averaged)
        for at, counts in enumerate(themes)
    ]
    if not found:
        return []
    q = adjusted(np.concatenate([measured.p for measured in found]))
    return [
        replace(measured, q=part, verdict=_verdicts(measured, part, level))
        for measured, part in zip(found, np.split(q, len(found)), strict=True)
    ]


def _measure(
    counts: Counts,
    shape: tuple[int, int, int],
    tested: NDArray[np.bool_],
    reference: NDArray[np.bool_],
    *,
    averaged: bool,
) -> Shortfalls:
    """Return all that concerns one theme alone; q and verdict wait for the other themes."""
    cells, areas, strata = shape
    total, count = _sums(counts.cell, counts.total, cells), _sums(counts.cell, counts.count, cells)
    elsewhere = expect(counts.cell, counts.stratum, counts.total, counts.count, (cells, strata), reference)
    expected = elsewhere.expected
    tau2 = _between_areas(counts, areas, strata, reference)
    left = _concentration(counts, shape, elsewhere.rates) if averaged else np.ones(cells)
    dispersion = elsewhere.uncertainty + tau2 * left
    low, high = shortfall_limits(count, expected, dispersion)
    rate_low, rate_high = wilson_interval(np.minimum(count, total), total)
    asked = tested & (total > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        binomial = binomial_lower_tail(count, total, expected / total)
    p = np.where(asked, lower_tail(count, expected, dispersion), np.nan)
    return Shortfalls(
        total=total,
        count=count,
        expected=expected,
        low=low,
        high=high,
        detectable=detectable_shortfall(expected, dispersion),
        p=p,
        q=np.full(cells, np.nan),
        binomial=np.where(asked, binomial, np.nan),
        rate_low=rate_low,
        rate_high=rate_high,
        tau2=tau2,
        dispersion=dispersion,
        rates=elsewhere.rates,
        verdict=np.full(cells, UNTESTED),
    )


def _between_areas(counts: Counts, areas: int, strata: int, reference: NDArray[np.bool_]) -> float:
    """Return how much areas differ, from the rows of cells whose counts are known."""
    rows = reference[counts.cell] & (counts.area < areas - 1)
    area, total, count = counts.area[rows], counts.total[rows], counts.count[rows]
    elsewhere = expect(area, counts.stratum[rows], total, count, (areas, strata))
    return overdispersion(_sums(area, count, areas), elsewhere.expected)


def _concentration(counts: Counts, shape: tuple[int, int, int], rates: Numbers) -> Numbers:
    """Return the part of the dispersion between areas that is left in a cell held against the others.

    The sum of the squared shares of areas in what is expected of the cell, and of the other cells:
    1 for a cell of one area against very many.
    """
    cells, areas, _ = shape
    due = counts.total * np.nan_to_num(rates[counts.cell, counts.stratum])
    by_area = _sums(counts.cell.astype(np.int64) * areas + counts.area, due, cells * areas)
    by_area = by_area.reshape(cells, areas)
    others = by_area.sum(axis=0) - by_area
    return _squared_shares(by_area) + _squared_shares(others)


def _squared_shares(values: Numbers) -> Numbers:
    whole = values.sum(axis=1)
    shares = np.ones(len(whole))
    np.divide((values**2).sum(axis=1), whole**2, out=shares, where=whole > 0)
    return shares


def _sums(positions: Positions, values: Numbers, length: int) -> Numbers:
    return np.bincount(positions, values, length).astype(np.float64)


def _verdicts(measured: Shortfalls, q: Numbers, level: float) -> NDArray[np.str_]:
    below = (q <= level) & (measured.count < measured.expected)
    excluded = measured.high < MATERIAL * measured.expected
    verdict = np.where(below, BELOW, np.where(excluded, NOT_BELOW, CANNOT_SAY))
    return np.where(np.isnan(measured.p), UNTESTED, verdict)

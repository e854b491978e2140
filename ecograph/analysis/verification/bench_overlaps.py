"""How often planted duplicates are named, and what is named where nothing was planted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import get_args

import numpy as np

from ecograph.analysis.nulls.trades import Biadjacency, draw_matrices
from ecograph.analysis.verification.bench import NULL_SEEDS, SEEDS, find_exact_interval
from ecograph.analysis.verification.best_power import find_best_power
from ecograph.analysis.verification.simulated_overlaps import (
    LEVEL,
    Drawn,
    Portfolio,
    Sizes,
    draw,
    report,
)

SHARES = (0.2, 0.3, 0.4, 0.5, 0.7)
DUPLICATES, REGIONS = 15, 4
BOUNDED = 20
"""Portfolios of a row for which the best power is reckoned."""
SHUFFLED, STRATIFIED, UNSTRATIFIED = "shuffled", "regions as strata", "regions ignored"


@dataclass(frozen=True, slots=True)
class DuplicateRecall:
    """What became of planted duplicates.

    Attributes
    ----------
    found, planted
        How many were found, of how many.
    interval
        Of the part found, exact, 95 %; as if pairs of one portfolio were found apart from each other.
    discoveries
        The mean part of false pairs among those named, with its 95 % interval.
    best
        The part that the best test could find at the same level, by the first `BOUNDED` portfolios:
        by the number of shared clients, and by any means.
    """

    portfolio: Portfolio
    found: int
    planted: int
    interval: tuple[float, float]
    discoveries: tuple[float, float, float]
    best: tuple[float, float]


@dataclass(frozen=True, slots=True)
class OverlapSilence:
    """How many portfolios without duplicates have any pair named, with an exact interval of that part."""

    sort: str
    reporting: int
    runs: int
    interval: tuple[float, float]


def bench_planted_overlaps(seeds: int = SEEDS, shares: Sequence[float] = SHARES) -> Iterator[DuplicateRecall]:
    """Yield the recall of duplicates by the part of clients shared, and of whose clients it is a part."""
    for sizes, share in product(get_args(Sizes), shares):
        portfolio = Portfolio(duplicates=DUPLICATES, share=share, sizes=sizes)
        found, false = 0, np.zeros(seeds)
        best: list[tuple[float, float]] = []
        for seed in range(seeds):
            drawn = draw(portfolio, np.random.default_rng((seed, int(100 * share))))
            named = report(drawn.clients, drawn.region)
            found += len(named & drawn.planted)
            false[seed] = len(named - drawn.planted) / max(len(named), 1)
            if seed < BOUNDED:
                best += _bound(drawn)
        mean, error = float(false.mean()), float(false.std(ddof=1) / np.sqrt(seeds))
        discoveries = (mean, max(mean - 1.96 * error, 0.0), mean + 1.96 * error)
        planted = seeds * DUPLICATES
        by_count, by_any = np.mean(best, axis=0).tolist()
        interval = find_exact_interval(found, planted)
        yield DuplicateRecall(portfolio, found, planted, interval, discoveries, (by_count, by_any))


def _bound(drawn: Drawn) -> Iterator[tuple[float, float]]:
    """Yield the best power against each planted pair, at the level at which all would be named."""
    programs = len(drawn.clients)
    level = LEVEL * len(drawn.planted) / (programs * (programs - 1) / 2)
    rng = np.random.default_rng(4)
    for first, second in sorted(drawn.planted):
        one, other = drawn.clients[first], drawn.clients[second]
        shared = int((one & other).sum())
        power = find_best_power(drawn.often, one, int(other.sum()), shared, level, rng)
        yield power.by_count, power.by_any


def bench_null_overlaps(seeds: int = NULL_SEEDS) -> Iterator[OverlapSilence]:
    """Yield how often a pair is named: among shuffles that keep all degrees, and where geography alone is
    planted, with and without regions as strata.
    """
    portfolio = Portfolio()
    first = draw(portfolio, np.random.default_rng(1))
    program, enterprise = np.nonzero(first.clients)
    named = []
    for node in draw_matrices(
        Biadjacency(program, enterprise, first.region), seeds, np.random.default_rng(2)
    ):
        shuffled = np.zeros_like(first.clients)
        shuffled[node, enterprise] = True
        named.append(bool(report(shuffled, first.region)))
    yield _silence(SHUFFLED, named)
    apart = [draw(Portfolio(regions=REGIONS), np.random.default_rng((seed, 3))) for seed in range(seeds)]
    yield _silence(STRATIFIED, [bool(report(each.clients, each.region)) for each in apart])
    yield _silence(UNSTRATIFIED, [bool(report(each.clients, each.region * 0)) for each in apart])


def _silence(sort: str, named: Sequence[bool]) -> OverlapSilence:
    return OverlapSilence(sort, sum(named), len(named), find_exact_interval(sum(named), len(named)))

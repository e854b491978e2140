"""How often planted duplicates are named, and what is named where nothing was planted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ecograph.analysis.nulls.trades import draw_matrices
from ecograph.analysis.verification.bench import NULL_SEEDS, SEEDS, find_exact_interval
from ecograph.analysis.verification.simulated_overlaps import Portfolio, as_matrix, draw, report

SHARES = (0.2, 0.3, 0.4, 0.5, 0.7)
DUPLICATES, REGIONS = 15, 4
SHUFFLED, STRATIFIED, UNSTRATIFIED = "shuffled", "regions as strata", "regions ignored"


@dataclass(frozen=True, slots=True)
class DuplicateRecall:
    """Duplicates found of planted, and the mean part of false pairs among those named (95 % interval)."""

    portfolio: Portfolio
    found: int
    planted: int
    discoveries: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class OverlapSilence:
    """How many portfolios without duplicates have any pair named, with an exact interval of that part."""

    sort: str
    reporting: int
    runs: int
    interval: tuple[float, float]


def bench_planted_overlaps(seeds: int = SEEDS, shares: Sequence[float] = SHARES) -> Iterator[DuplicateRecall]:
    """Yield the recall of duplicates by the part of clients shared, of programs of one size and of any."""
    for alike, share in product((True, False), shares):
        portfolio = Portfolio(duplicates=DUPLICATES, share=share, alike=alike)
        found, false = 0, np.zeros(seeds)
        for seed in range(seeds):
            drawn = draw(portfolio, np.random.default_rng((seed, int(100 * share))))
            named = report(drawn.clients, drawn.region)
            found += len(named & drawn.planted)
            false[seed] = len(named - drawn.planted) / max(len(named), 1)
        mean, error = float(false.mean()), float(false.std(ddof=1) / np.sqrt(seeds))
        interval = (mean, max(mean - 1.96 * error, 0.0), mean + 1.96 * error)
        yield DuplicateRecall(portfolio, found, seeds * DUPLICATES, interval)


def bench_null_overlaps(seeds: int = NULL_SEEDS) -> Iterator[OverlapSilence]:
    """Yield how often a pair is named: among shuffles that keep all degrees, and where geography alone is
    planted, with and without regions as strata.
    """
    portfolio = Portfolio()
    first = draw(portfolio, np.random.default_rng(1))
    clients = [np.flatnonzero(row).tolist() for row in first.clients]
    shuffles = draw_matrices(clients, seeds, np.random.default_rng(2))
    named = [bool(report(as_matrix(each, portfolio.enterprises), first.region)) for each in shuffles]
    yield _silence(SHUFFLED, named)
    apart = [draw(Portfolio(regions=REGIONS), np.random.default_rng((seed, 3))) for seed in range(seeds)]
    yield _silence(STRATIFIED, [bool(report(each.clients, each.region)) for each in apart])
    yield _silence(UNSTRATIFIED, [bool(report(each.clients, each.region * 0)) for each in apart])


def _silence(sort: str, named: Sequence[bool]) -> OverlapSilence:
    return OverlapSilence(sort, sum(named), len(named), find_exact_interval(sum(named), len(named)))

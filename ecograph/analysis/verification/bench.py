"""How often gaps that are there are found, and how much of what is reported is not there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ecograph.analysis.statistics.shortfall import LEVEL
from ecograph.analysis.verification.simulated import Nation, draw, report

__all__ = [
    "EXPECTED",
    "LEVEL",
    "NULL_SEEDS",
    "SEEDS",
    "Recall",
    "Silence",
    "bench_null",
    "bench_planted",
    "find_exact_interval",
]

SEEDS = 200
NULL_SEEDS = 300
DEPTHS = (0.25, 0.5, 0.67, 0.8, 1.0)
SIZES = (20_000, 200_000)
SPREADS = (0.15, 0.3)
EXPECTED = (0, 30, 100, 300, 1000, 10**9)
"""Classes of what is expected of a cell, for the table of power."""
GAPS = 2


@dataclass(frozen=True, slots=True)
class Recall:
    """What became of planted gaps of one depth: found of planted, and what was reported besides.

    `discoveries` is the mean part of the reported cells that were not planted, with its 95 %
    interval; `power` has found and planted by class of `EXPECTED`.
    """

    nation: Nation
    found: int
    planted: int
    discoveries: tuple[float, float, float]
    power: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """How many nations without a gap report any, with an exact interval of that part."""

    nation: Nation
    reporting: int
    runs: int
    interval: tuple[float, float]


def bench_planted(
    seeds: int = SEEDS,
    sizes: Sequence[int] = SIZES,
    spreads: Sequence[float] = SPREADS,
    depths: Sequence[float] = DEPTHS,
) -> Iterator[Recall]:
    """Yield the recall of gaps by depth, in nations of several sizes and spreads of areas."""
    for enterprises in sizes:
        for spread in spreads:
            for depth in depths:
                yield _recall(Nation(enterprises, depth, GAPS, spread), seeds)


def bench_null(seeds: int = NULL_SEEDS) -> Iterator[Silence]:
    """Yield how often nations without gaps report any.

    In the last, whole corridors vary together, so that some are below others: no gap was planted, and
    yet there are some to report.
    """
    for nation in (
        Nation(20_000, spread=0.0),
        Nation(200_000, spread=0.15),
        Nation(200_000, spread=0.3),
        Nation(200_000, spread=0.5),
        Nation(200_000, spread=0.3, together=0.25),
    ):
        reporting = sum(
            bool(report(draw(nation, np.random.default_rng((seed, nation.enterprises))))[0].any())
            for seed in range(seeds)
        )
        yield Silence(nation, reporting, seeds, find_exact_interval(reporting, seeds))


def _recall(nation: Nation, seeds: int) -> Recall:
    found, planted = 0, 0
    false = np.zeros(seeds)
    classes = np.zeros((len(EXPECTED) - 1, 2), np.int64)
    for seed in range(seeds):
        drawn = draw(nation, np.random.default_rng((seed, nation.enterprises)))
        reported, expected = report(drawn)
        found += int((reported & drawn.planted).sum())
        planted += int(drawn.planted.sum())
        false[seed] = (reported & ~drawn.planted).sum() / max(int(reported.sum()), 1)
        at = np.digitize(expected[drawn.planted], EXPECTED[1:-1])
        np.add.at(classes, at, np.stack([reported[drawn.planted], np.ones(len(at), np.bool_)], axis=1))
    mean, error = float(false.mean()), float(false.std(ddof=1) / np.sqrt(seeds))
    interval = (mean, max(mean - 1.96 * error, 0.0), mean + 1.96 * error)
    return Recall(nation, found, planted, interval, tuple((int(a), int(b)) for a, b in classes))


def find_exact_interval(count: int, total: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a part, by Clopper & Pearson (1934)."""
    interval = scipy.stats.binomtest(count, total).proportion_ci(method="exact")
    return float(interval.low), float(interval.high)

"""How much better learned referrals are than popularity, with preferences to learn and without any."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ecograph.analysis.referral.similarity import LEARNED
from ecograph.analysis.verification.simulated_referrals import Market, forecast

PREFERENCES = (10.0, 20.0, 30.0, 50.0)
"""How many times as likely a program of the own group is taken up."""
STRONG = 30.0
"""From this preference on a learned score has to be at least `BETTER` times as precise as popularity."""
BETTER = 2.0
EQUAL = (0.9, 1.1)
"""Where the mean ratio may lie where there is nothing to learn."""


@dataclass(frozen=True, slots=True)
class Advantage:
    """The average precision of a score over that of popularity: its mean, with a 95 % interval of that.

    `aupr` and `baseline` are the means of both, and `prevalence` that of a score that knows nothing.
    """

    market: Market
    score: str
    ratio: tuple[float, float, float]
    aupr: float
    baseline: float
    prevalence: float


def bench_planted_referrals(seeds: int) -> Iterator[Advantage]:
    """Yield the advantage by strength of preferences, for each score."""
    for preference in PREFERENCES:
        for score in LEARNED:
            yield _advantage(Market(preference=preference), score, seeds)


def bench_null_referrals(seeds: int) -> Iterator[Advantage]:
    """Yield the advantage where nobody has any preference, for each score."""
    for score in LEARNED:
        yield _advantage(Market(), score, seeds)


def _advantage(market: Market, score: str, seeds: int) -> Advantage:
    found = [forecast(market, seed, score) for seed in range(seeds)]
    ratios = np.array([one.ratio for one in found])
    mean, error = float(ratios.mean()), float(ratios.std(ddof=1) / np.sqrt(seeds))
    return Advantage(
        market,
        score,
        (mean, mean - 1.96 * error, mean + 1.96 * error),
        float(np.mean([one.aupr for one in found])),
        float(np.mean([one.baseline for one in found])),
        float(np.mean([one.prevalence for one in found])),
    )

"""How often the best test there is could find a planted pair: a bound that no analysis can pass.

The bound knows what no analysis knows: how readily every enterprise takes part, whom the first program
has, how many clients the second has, and how many of them were copied.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

DRAWS = 400
"""Draws of a planted pair by which the power of the best test is estimated."""
STEPS, SETTLED = 60, 1e-9
WIDEST = 25
"""The tail of the count is summed over so many further values; what is left out is negligible."""


@dataclass(frozen=True, slots=True)
class Power:
    """The chance that a planted pair is found at a level.

    Attributes
    ----------
    by_count
        By a test that looks at the number of shared clients alone: 1 or 0, as that number is planted.
    by_any
        By the most powerful test of all, which also looks at who is shared (Neyman & Pearson 1933).
    """

    by_count: float
    by_any: float


def find_best_power(
    weights: NDArray[np.float64],
    first: NDArray[np.bool_],
    second: int,
    copied: int,
    level: float,
    rng: np.random.Generator,
) -> Power:
    """Return the best power against one planted pair.

    By chance, the second program draws its clients one after the other with chances in proportion to
    the weights; such a sample is taken as one of independent enterprises of its size. Planted, it has
    `copied` of the clients of the first, any of them alike, and the others by chance. The power of
    the likelihood ratio is estimated by draws of the planted sort, each weighing its inverse.

    Parameters
    ----------
    weights
        How readily each enterprise takes part.
    first
        Which of them are clients of the first program.
    second
        How many clients the second has.
    level
        The p-value at which a pair is reported.
    """
    odds = _find_odds(weights, second)
    inside, outside = odds[first], odds[~first]
    whole = float(find_log_symmetric(odds, np.array([second]))[0])
    counts = np.arange(copied, min(second, len(inside), copied + WIDEST) + 1)
    counts = counts[second - counts <= len(outside)]
    masses = find_log_symmetric(inside, counts) + find_log_symmetric(outside, second - counts) - whole
    by_count = float(np.exp(special.logsumexp(masses)) <= level)
    chosen = rng.random((DRAWS, len(inside))).argpartition(copied - 1, axis=1)[:, :copied]
    # Every set of so many clients of the first is as likely when planted.
    sets = special.gammaln(len(inside) + 1) - special.gammaln(copied + 1)
    sets -= special.gammaln(len(inside) - copied + 1)
    rest = float(find_log_symmetric(outside, np.array([second - copied]))[0])
    ratio = np.sort(whole - sets - rest - np.log(inside)[chosen].sum(axis=1))[::-1]
    size = np.cumsum(np.exp(-ratio)) / DRAWS
    return Power(by_count, float((size <= level).mean()))


def find_log_symmetric(odds: NDArray[np.float64], counts: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the logarithm of the elementary symmetric polynomial of the odds, of each degree of `counts`.

    By the saddlepoint approximation with its second term; with a degree of 20 it is off by less than
    0.001, and degrees 0 and all are exact.

    References
    ----------
    Daniels (1954), Saddlepoint approximations in statistics, Annals of Mathematical Statistics 25.
    """
    logs = np.log(odds)
    found = np.where(counts == len(odds), logs.sum(), 0.0)
    between = (counts > 0) & (counts < len(odds))
    wanted = counts[between].astype(np.float64)[:, None]
    tilt = np.log(wanted / odds.sum())
    for _ in range(STEPS):
        chance = special.expit(logs + tilt)
        spread = (chance * (1 - chance)).sum(axis=1, keepdims=True)
        mean = chance.sum(axis=1, keepdims=True)
        # Newton's method on the logarithm, which the mean follows almost as a line.
        tilt += np.clip(np.log(wanted / mean) * mean / spread, -1, 1)
        if np.abs(mean - wanted).max(initial=0.0) < SETTLED:
            break
    chance = special.expit(logs + tilt)
    spread = chance * (1 - chance)
    second, fourth = spread.sum(axis=1), (spread * (1 - 6 * spread)).sum(axis=1)
    third = (spread * (1 - 2 * chance)).sum(axis=1)
    better = 1 + fourth / (8 * second**2) - 5 * third**2 / (24 * second**3)
    found[between] = np.logaddexp(0, logs + tilt).sum(axis=1) - (wanted * tilt)[:, 0]
    found[between] += np.log(better) - np.log(2 * np.pi * second) / 2
    return found


def _find_odds(weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the odds to be drawn, of samples of a size on average."""
    weights = np.maximum(weights, 1e-9)

    def surplus(pace: float) -> float:
        return float(-np.expm1(-pace * weights).sum() - size)

    pace = optimize.brentq(surplus, 0.0, 50.0 * size / weights.sum() + 1000.0 / weights.max())
    return np.expm1(pace * weights)

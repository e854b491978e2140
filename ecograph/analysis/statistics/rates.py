"""Rates: their interval, and how unlikely one is against another."""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray


def wilson_interval(
    count: ArrayLike, total: ArrayLike, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the Wilson (1927) score interval of a rate; NaN where the total is 0.

    Examples
    --------
    >>> low, high = wilson_interval(3, 10)
    >>> round(float(low), 4), round(float(high), 4)
    (0.1078, 0.6032)
    """
    k, n = np.asarray(count, np.float64), np.asarray(total, np.float64)
    z = float(scipy.special.ndtri((1 + level) / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = k / n
        centre = (rate + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def binomial_lower_tail(count: ArrayLike, total: ArrayLike, rate: ArrayLike) -> NDArray[np.float64]:
    """Return the exact probability of a count as low as this one, or lower, at a rate; 1 of none."""
    k, n = np.asarray(count, np.float64), np.asarray(total, np.float64)
    found = scipy.stats.binom.cdf(k, n, np.clip(np.asarray(rate, np.float64), 0, 1))
    return np.where(n > 0, found, 1.0)

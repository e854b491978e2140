"""Counts that vary more than chance: the negative binomial, and Poisson where they do not.

A count with mean `mu` and over-dispersion `dispersion` (the squared coefficient of variation of what
makes cells differ) has the variance `mu + dispersion * mu**2`; at a dispersion of 0 it is Poisson.
All functions take arrays that broadcast. Limits are found by inverting the distribution itself
(Garwood 1936 for Poisson), so that they agree with its tests.
"""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

NO_DISPERSION = 1e-9
"""Below this a count is taken for Poisson: the two differ by less than rounding."""

SMALLEST = 1e-300
"""Keeps limits finite where cells have nothing to do with each other."""


def lower_tail(count: ArrayLike, expected: ArrayLike, dispersion: ArrayLike = 0.0) -> Numbers:
    """Return the probability of a count as low as this one, or lower.

    An expected count of 0 gives 1: nothing can fall short of it.

    Examples
    --------
    >>> float(lower_tail(0, 3).round(6))
    0.049787
    """
    k, mean, size = _sized(count, expected, dispersion)
    plain = scipy.stats.poisson.cdf(k, mean)
    finite = np.where(np.isinf(size), 1.0, size)
    spread = scipy.stats.nbinom.cdf(k, finite, finite / (finite + mean))
    return np.where(mean <= 0, 1.0, np.where(np.isinf(size), plain, spread)).astype(np.float64)


def mean_limits(
    count: ArrayLike, dispersion: ArrayLike = 0.0, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Return the exact limits of the mean that a count may come from.

    The lower limit of a count of 0 is 0.
    """
    k, _, size = _sized(count, 1.0, dispersion)
    outside = (1 - level) / 2
    lower = np.where(
        np.isinf(size), scipy.special.chdtri(2 * k, 1 - outside) / 2, _mean_at(k - 1, size, 1 - outside)
    )
    upper = np.where(np.isinf(size), scipy.special.chdtri(2 * k + 2, outside) / 2, _mean_at(k, size, outside))
    return np.where(k > 0, lower, 0.0), upper


def shortfall_limits(
    count: ArrayLike, expected: ArrayLike, dispersion: ArrayLike = 0.0, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Return the limits of how far the mean of a count lies below what is expected; negative above it."""
    lower, upper = mean_limits(count, dispersion, level)
    return np.asarray(expected) - upper, np.asarray(expected) - lower


def detectable_shortfall(
    expected: ArrayLike, dispersion: ArrayLike = 0.0, level: float = 0.05, power: float = 0.8
) -> Numbers:
    """Return the least shortfall that a test at `level` finds with a probability of `power`.

    NaN where not even a count of 0 would be found: nothing can be said of so small a cell.
    """
    _, mean, size = _sized(0, expected, dispersion)
    safe = np.maximum(mean, NO_DISPERSION)
    finite = np.where(np.isinf(size), 1.0, size)
    spread = scipy.stats.nbinom.ppf(level, finite, finite / (finite + safe))
    critical = np.where(np.isinf(size), scipy.stats.poisson.ppf(level, safe), spread)
    # `ppf` gives the first count whose tail reaches the level; the last one within it lies below, if at all.
    critical -= lower_tail(critical, safe, dispersion) > level
    known = (critical >= 0) & (mean > 0)
    k = np.maximum(critical, 0)
    reached = np.where(np.isinf(size), scipy.special.chdtri(2 * k + 2, power) / 2, _mean_at(k, size, power))
    return np.where(known, mean - reached, np.nan).astype(np.float64)


def _mean_at(count: Numbers, size: Numbers, probability: float) -> Numbers:
    """Return the mean at which a negative binomial count is `count` or lower with a probability."""
    finite = np.where(np.isinf(size), 1.0, size)
    share = np.maximum(scipy.special.betaincinv(finite, np.maximum(count, 0) + 1, probability), SMALLEST)
    return np.asarray(finite * (1 - share) / share, np.float64)


def _sized(count: ArrayLike, expected: ArrayLike, dispersion: ArrayLike) -> tuple[Numbers, Numbers, Numbers]:
    """Return the three as arrays of one shape, the dispersion as the size of a negative binomial
    (infinite for Poisson).
    """
    k, mean, spread = np.broadcast_arrays(
        np.asarray(count, np.float64), np.asarray(expected, np.float64), np.asarray(dispersion, np.float64)
    )
    size = np.where(spread > NO_DISPERSION, 1 / np.maximum(spread, NO_DISPERSION), np.inf)
    return k, mean, size

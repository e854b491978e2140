"""The Poisson-binomial law: how many of many independent trials of unequal chances succeed."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

SLACK = 100
"""Points of the transform beyond the mean, for laws of a small mean."""


def find_upper_tail(chances: NDArray[np.float64], repeats: NDArray[np.integer], observed: int) -> float:
    """Return the probability of at least `observed` successes, by discrete Fourier transform.

    The characteristic function is taken at no more points than the law has mass: 10 square roots of
    the mean and `SLACK` beyond it, where by Bernstein's inequality less than 1e-20 is left. Rounding
    leaves an absolute error, below 1e-12 with 100,000 trials, so that smaller probabilities are not
    told apart.

    Parameters
    ----------
    chances, repeats
        The distinct chances of success, and how many trials have each.

    References
    ----------
    Hong (2013), On computing the distribution function for the Poisson binomial distribution,
    Computational Statistics & Data Analysis 59.
    """
    trials = int(repeats.sum())
    if observed <= 0:
        return 1.0
    if observed > trials:
        return 0.0
    mean = float(repeats @ chances)
    points = min(trials, int(max(observed, mean + 10 * np.sqrt(mean) + SLACK))) + 1
    angle = 2 * np.pi * np.arange(points) / points
    half = np.sin(angle / 2) ** 2
    modulus, phase = np.zeros(points), np.zeros(points)
    # In logarithms, as a power of a rounded factor would lose a digit with every ten trials.
    with np.errstate(divide="ignore"):
        for chance, repeat in zip(chances, repeats, strict=True):
            modulus += repeat * np.log1p(-4 * chance * (1 - chance) * half) / 2
            phase += repeat * np.arctan2(chance * np.sin(angle), 1 - 2 * chance * half)
    characteristic = np.exp(modulus) * np.exp(1j * phase)
    masses = np.fft.fft(characteristic).real / points
    return float(np.clip(masses[observed:].sum(), 0.0, 1.0))


def approximate_upper_tail(mean: NDArray[np.float64], observed: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return upper tails of Poisson laws of the same means; `bound_error` says how far they may be off."""
    return np.where(observed <= 0, 1.0, special.pdtrc(observed - 1.0, mean))


def bound_error(mean: NDArray[np.float64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the most by which a Poisson tail differs from the exact one.

    Parameters
    ----------
    mean, squares
        The sum of the chances, and the sum of their squares.

    References
    ----------
    Barbour & Hall (1984), On the rate of Poisson convergence: total variation is at most
    (1 - exp(-mean)) / mean times the sum of squares.
    """
    rate = np.divide(-np.expm1(-mean), mean, out=np.ones_like(mean), where=mean > 0)
    return rate * squares

"""How much more areas differ than chance alone would make them: over-dispersion and funnel limits."""

import math
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

WINSORISED = 0.1
"""The part at each end that is pulled in, so that a few gaps do not pass for dispersion."""


def winsorised(values: NDArray[np.float64], part: float = WINSORISED) -> NDArray[np.float64]:
    """Return values with those beyond the `part` and `1 - part` quantiles set to these."""
    low, high = np.quantile(values, [part, 1 - part])
    return np.clip(values, low, high)


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel plot's dispersion: `phi` the mean squared residual, `tau2` the variance between areas."""

    phi: float
    tau2: float

    def limits(
        self, expected: ArrayLike, level: float = 0.95
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the limits of the ratio of observed to expected."""
        z = float(scipy.special.ndtri((1 + level) / 2))
        spread = np.sqrt(1 / np.asarray(expected, np.float64) + self.tau2)
        return np.exp(-z * spread), np.exp(z * spread)


def funnel(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> Funnel:
    """Return the dispersion of a funnel plot of observed over expected (Spiegelhalter 2005).

    Residuals `(observed - expected) / sqrt(expected)` are winsorised, `phi` is their mean square and
    `tau2 = max(0, (n phi - (n - 1)) / (S_w - S_w2 / S_w))` with the weights `w = expected`. Areas
    with nothing expected are left out; without two areas nothing is dispersed.
    """
    observed, expected = observed[expected > 0], expected[expected > 0]
    n = len(expected)
    if n < 2:  # noqa: PLR2004
        return Funnel(math.nan, 0.0)
    phi = float(np.mean(winsorised((observed - expected) / np.sqrt(expected)) ** 2))
    room = float(expected.sum() - (expected**2).sum() / expected.sum())
    return Funnel(phi, max(0.0, (n * phi - (n - 1)) / room))


def overdispersion(observed: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """Return the dispersion of a negative binomial, for use in a test of the same counts.

    The value at which winsorised residuals `(observed - expected) / sqrt(expected + d expected**2)`
    have the mean square that winsorised normal deviates have, within one standard error above: the
    moment estimator of Paule & Mandel (1982), made robust. The `tau2` of a funnel plot is no
    substitute: winsorising takes a third off the mean square of residuals that are pure chance, so
    `tau2` comes out too low and a test that rests on it reports far too much. 0 without two areas.
    """
    observed, expected = observed[expected > 0], expected[expected > 0]
    if len(expected) < 2:  # noqa: PLR2004
        return 0.0

    def excess(dispersion: float) -> float:
        residuals = (observed - expected) / np.sqrt(expected + dispersion * expected**2)
        squares = winsorised(residuals) ** 2
        error = float(np.std(squares)) / math.sqrt(len(squares))
        return float(np.mean(squares)) + error - NORMAL

    if excess(0.0) <= 0:
        return 0.0
    most = 1.0
    while excess(most) > 0 and most < LARGEST:
        most *= 4
    return float(scipy.optimize.brentq(excess, 0.0, most)) if excess(most) < 0 else most


LARGEST = 1e6
"""Where the search ends: areas that have nothing to do with each other."""


def _normal_mean_square(part: float) -> float:
    """Return the mean square of normal deviates winsorised at both ends."""
    z = float(scipy.special.ndtri(1 - part))
    density = math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    return 1 - 2 * part - 2 * z * density + 2 * part * z**2


NORMAL = _normal_mean_square(WINSORISED)

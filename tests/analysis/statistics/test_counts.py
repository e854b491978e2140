"""Over-dispersed counts against sums and integrals done the long way."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from ecograph.analysis.statistics.counts import (
    detectable_shortfall,
    lower_tail,
    mean_limits,
    shortfall_limits,
)

CASES = [(0, 3.0, 0.0), (2, 3.0, 0.5), (7, 12.5, 0.2), (40, 90.0, 0.05), (0, 0.4, 1.5), (250, 240.0, 0.01)]


def mixed(count: int, mean: float, dispersion: float) -> float:
    """Return P(K <= count) for a Poisson whose mean is a gamma of this squared variation."""
    if dispersion == 0:
        return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))
    spread = stats.gamma(1 / dispersion, scale=mean * dispersion)
    low, high = spread.ppf(1e-13), spread.ppf(1 - 1e-13)

    def density(rate: float) -> float:
        return float(stats.poisson.cdf(count, rate) * spread.pdf(rate))

    found, _ = integrate.quad(density, low, high, limit=400, epsabs=1e-11)
    return float(found)


@pytest.mark.parametrize(("count", "mean", "dispersion"), CASES)
def test_the_tail_is_that_of_a_mixture_of_poissons(count: int, mean: float, dispersion: float) -> None:
    assert float(lower_tail(count, mean, dispersion)) == pytest.approx(
        mixed(count, mean, dispersion), abs=1e-7
    )


def test_nothing_falls_short_of_nothing() -> None:
    assert lower_tail([0, 5], 0.0, [0.0, 0.3]).tolist() == [1.0, 1.0]


def test_a_dispersion_that_vanishes_is_none() -> None:
    assert float(lower_tail(3, 8.0, 1e-7)) == pytest.approx(float(lower_tail(3, 8.0, 0.0)), abs=1e-6)


@pytest.mark.parametrize(("count", "mean", "dispersion"), CASES)
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_limits_are_where_the_tails_are(count: int, mean: float, dispersion: float, level: float) -> None:
    low, high = (float(limit) for limit in mean_limits(count, dispersion, level))
    outside = (1 - level) / 2
    assert float(lower_tail(count, high, dispersion)) == pytest.approx(outside, abs=1e-9)
    if count:
        assert 1 - float(lower_tail(count - 1, low, dispersion)) == pytest.approx(outside, abs=1e-9)
    else:
        assert low == 0
    short = shortfall_limits(count, mean, dispersion, level)
    assert [float(limit) for limit in short] == [mean - high, mean - low]


@pytest.mark.parametrize(("mean", "dispersion"), [(3.5, 0.0), (20.0, 0.0), (20.0, 0.1), (300.0, 0.02)])
def test_the_detectable_shortfall_is_found_by_trying(mean: float, dispersion: float) -> None:
    found = float(detectable_shortfall(mean, dispersion, level=0.05, power=0.8))
    critical = max(k for k in range(int(mean)) if lower_tail(k, mean, dispersion) <= 0.05)
    assert float(lower_tail(critical, mean - found, dispersion)) == pytest.approx(0.8, abs=1e-9)
    assert float(lower_tail(critical + 1, mean, dispersion)) > 0.05
    assert 0 < found < mean


def test_of_very_few_nothing_can_be_said() -> None:
    few = detectable_shortfall([0.0, 0.5, 2.9, 3.1], [0.0, 0.0, 0.0, 0.0])
    assert np.isnan(few).tolist() == [True, True, True, False]
    assert np.isnan(detectable_shortfall(50.0, 2.0)), "areas that differ so much say nothing of one"

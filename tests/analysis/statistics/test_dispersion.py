"""Over-dispersion: the published formula step by step, and what a test may rest on."""

import math

import numpy as np
import pytest

from ecograph.analysis.statistics.dispersion import NORMAL, Funnel, funnel, overdispersion, winsorised


def long_way(observed: list[float], expected: list[float]) -> tuple[float, float]:
    """Return phi and tau2 with lists alone, quantiles by linear interpolation."""
    z = sorted((o - e) / math.sqrt(e) for o, e in zip(observed, expected, strict=True))

    def quantile(part: float) -> float:
        place = part * (len(z) - 1)
        below = int(place)
        above = min(below + 1, len(z) - 1)
        return z[below] + (place - below) * (z[above] - z[below])

    low, high = quantile(0.1), quantile(0.9)
    n = len(z)
    phi = sum(min(max(value, low), high) ** 2 for value in z) / n
    weights, squares = sum(expected), sum(e * e for e in expected)
    return phi, max(0.0, (n * phi - (n - 1)) / (weights - squares / weights))


def drawn(spread: float, seed: int, areas: int = 77) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    expected = np.exp(rng.normal(4, 1, areas))
    rates = rng.gamma(1 / spread**2, spread**2, areas) if spread else np.ones(areas)
    return rng.poisson(expected * rates).astype(float), expected


@pytest.mark.parametrize("spread", [0.0, 0.3, 0.8])
def test_the_funnel_is_the_published_formula(spread: float) -> None:
    observed, expected = drawn(spread, 1)
    found = funnel(observed, expected)
    assert (found.phi, found.tau2) == pytest.approx(long_way(observed.tolist(), expected.tolist()), rel=1e-12)


def test_funnel_limits_widen_with_dispersion() -> None:
    low, high = Funnel(1.0, 0.04).limits([25.0])
    assert float(high[0]) == pytest.approx(math.exp(1.959963984540054 * math.sqrt(0.08)), abs=1e-12)
    assert float(low[0] * high[0]) == pytest.approx(1.0)


def test_winsorised_normal_deviates_have_two_thirds_of_the_square() -> None:
    z = np.random.default_rng(3).normal(size=200_000)
    assert np.mean(winsorised(z) ** 2) == pytest.approx(NORMAL, abs=0.006)


@pytest.mark.parametrize("spread", [0.15, 0.3, 0.5])
def test_the_dispersion_of_a_test_is_not_too_small(spread: float) -> None:
    found = [overdispersion(*drawn(spread, seed)) for seed in range(200)]
    mean, error = np.mean(found), np.std(found) / math.sqrt(200)
    assert spread**2 - 3 * error < mean < 1.5 * spread**2
    published = np.mean([funnel(*drawn(spread, seed)).tau2 for seed in range(200)])
    assert published < 0.75 * spread**2, "why the tau2 of a funnel plot is no substitute"


def test_a_few_gaps_do_not_pass_for_dispersion() -> None:
    observed, expected = drawn(0.0, 5)
    clean = overdispersion(observed, expected)
    gaps = observed.copy()
    gaps[:5] = np.round(gaps[:5] / 3)
    assert overdispersion(gaps, expected) < clean + 0.03
    assert overdispersion(gaps[:7], expected[:7]) > 0.1, "among seven, five gaps are what is normal"


def test_nothing_is_dispersed_without_two_areas() -> None:
    assert overdispersion(np.array([3.0, 9.0]), np.array([5.0, 0.0])) == 0.0
    assert funnel(np.array([3.0]), np.array([5.0])).tau2 == 0.0


def test_areas_that_have_nothing_to_do_with_each_other() -> None:
    assert overdispersion(np.array([0.0, 0, 0, 5e9]), np.array([1.0, 1, 1, 1])) > 1e3

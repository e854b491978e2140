"""Concentration and nearness against their definitions."""

import numpy as np
import pytest

from ecograph.analysis.statistics.concentration import density, location_quotients, proximity, theil


def test_theil_splits_into_between_and_within() -> None:
    rng = np.random.default_rng(2)
    amounts, population = rng.integers(0, 50, 12).astype(float), rng.integers(1, 90, 12).astype(float)
    groups = np.arange(12) % 3
    found = theil(amounts, groups, population)
    within = sum(
        amounts[groups == g].sum()
        / amounts.sum()
        * theil(amounts[groups == g], np.zeros(4, np.int64), population[groups == g]).total
        for g in range(3)
    )
    assert found.total == pytest.approx(found.between + within, abs=1e-12)
    assert 0 <= found.between_share <= 1


def test_equal_rates_are_not_unequal_and_have_no_share() -> None:
    found = theil(np.array([5.0, 10]), np.array([0, 1]), np.array([50.0, 100]))
    assert (found.total, np.isnan(found.between_share)) == (0.0, True)
    assert theil(np.zeros(3), np.zeros(3, np.int64)).total == 0.0


def test_a_place_without_anything_has_no_quotient() -> None:
    assert np.isnan(location_quotients(np.array([[0.0, 0], [3, 1]]))[0]).all()


def test_an_activity_says_nothing_of_itself() -> None:
    present = np.array([[1.0, 1, 0], [1, 1, 0], [0, 1, 0]])
    phi = proximity(present)
    assert np.diag(phi).tolist() == [0, 0, 0]
    assert phi[0, 1] == pytest.approx(2 / 3)
    assert density(present, phi)[2].tolist() == [1.0, 0.0, 0.0]

"""The best power: symmetric polynomials against their expansion, and the bound against enumeration."""

from itertools import combinations

import numpy as np
import pytest

from ecograph.analysis.verification.best_power import _find_odds, find_best_power, find_log_symmetric


def test_symmetric_polynomials_are_those_of_the_expansion() -> None:
    odds = np.random.default_rng(1).gamma(1.0, 0.4, 80)
    expanded = np.array([1.0])
    for each in odds:
        expanded = np.convolve(expanded, [1.0, each])
    counts = np.array([0, 10, 20, 35, 60, 80])
    assert find_log_symmetric(odds, counts) == pytest.approx(np.log(expanded[counts]), abs=1e-3)


def test_the_bound_is_that_of_all_samples() -> None:
    """Every sample of 5 of 14, its chance with and without copies; the best are taken up to the level."""
    weights = np.linspace(0.2, 2.0, 14)
    first = np.arange(14) % 2 == 0
    odds, second, copied = _find_odds(weights, 5), 5, 4
    by_chance, planted, shared = [], [], []
    for sample in combinations(range(14), second):
        chosen = np.isin(np.arange(14), sample)
        by_chance.append(odds[chosen].prod())
        shared.append(int((chosen & first).sum()))
        planted.append(odds[chosen & ~first].prod() if shared[-1] == copied else 0.0)
    null, other = (np.array(each) / np.sum(each) for each in (by_chance, planted))
    order = np.argsort(-other / null)
    level = 0.02
    taken = np.cumsum(null[order]) <= level
    found = find_best_power(weights, first, second, copied, level, np.random.default_rng(2))
    assert found.by_any == pytest.approx(other[order][taken].sum(), abs=0.1)
    tail = null[np.array(shared) >= copied].sum()
    assert [
        find_best_power(weights, first, second, copied, at * tail, np.random.default_rng(2)).by_count
        for at in (0.9, 1.1)
    ] == [0.0, 1.0]

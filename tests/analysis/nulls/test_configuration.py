"""The configuration model against published cells and every small pair of degree sequences."""

from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecograph.analysis.nulls.configuration import ConfigurationModel, fit_chances
from ecograph.analysis.nulls.poisson_binomial import (
    approximate_upper_tail,
    bound_error,
    find_upper_tail,
)
from ecograph.errors import AnalysisError
from tests.analysis.nulls.matrices import classes

M = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]])


def fit(matrix: NDArray[np.integer]) -> ConfigurationModel:
    """Fit with the rows as nodes and the columns as enterprises, grouped by degree."""
    degrees, enterprises = np.unique(matrix.sum(axis=0), return_counts=True)
    return ConfigurationModel(enterprises, fit_chances(degrees, enterprises, matrix.sum(axis=1)))


def enumerate_tail(chances: list[float], observed: int) -> float:
    outcomes = product((0, 1), repeat=len(chances))
    return sum(
        float(np.prod([p if hit else 1 - p for p, hit in zip(chances, outcome, strict=True)]))
        for outcome in outcomes
        if sum(outcome) >= observed
    )


def test_published_cells() -> None:
    matrix = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 1]])
    degrees = matrix.sum(axis=1)
    cells = fit_chances(degrees, np.ones(3, int), matrix.sum(axis=0))
    expected = [[0.216, 0.216, 0.568], [0.216, 0.216, 0.568], [0.568, 0.568, 0.863]]
    assert cells == pytest.approx(np.array(expected), abs=5e-4)


def test_tails_of_the_reference_matrix() -> None:
    shared, model = M @ M.T, fit(M)
    tails = [model.find_upper_tail(i, k, int(shared[i, k])) for i, k in combinations(range(3), 2)]
    assert tails == pytest.approx([1.0, 0.555, 1.0], abs=5e-4)
    lower = [1 - model.find_upper_tail(i, k, int(shared[i, k]) + 1) for i, k in combinations(range(3), 2)]
    assert lower == pytest.approx([0.365, 0.856, 0.487], abs=5e-4)


@pytest.mark.parametrize("shape", [(r, c) for r in range(1, 5) for c in range(1, 5)])
def test_every_matrix_keeps_its_degrees_and_has_the_enumerated_tails(shape: tuple[int, int]) -> None:
    """The model knows degrees alone, whatever their order: one matrix stands for all of the same."""
    for matrices in classes(*shape):
        matrix = matrices[0]
        model = fit(matrix)
        assert model.enterprises @ model.chances == pytest.approx(matrix.sum(axis=1), abs=1e-7)
        for first, second in combinations(range(shape[0]), 2):
            both = np.repeat(model.chances[:, first] * model.chances[:, second], model.enterprises)
            assert model.expect_shared()[first, second] == pytest.approx(both.sum(), abs=1e-12)
            for observed in np.unique((matrices[:, first] * matrices[:, second]).sum(axis=1)).tolist():
                tail = model.find_upper_tail(first, second, observed)
                assert tail == pytest.approx(enumerate_tail(both.tolist(), observed), abs=1e-12)


def test_published_poisson_binomial() -> None:
    chances = np.array([0.123, 0.234, 0.345, 0.456, 0.567, 0.678, 0.789, 0.801, 0.911])
    once = np.ones(9, int)
    assert find_upper_tail(chances, once, 5) == pytest.approx(0.6283854, abs=5e-8)
    assert 1 - find_upper_tail(chances, once, 6) == pytest.approx(0.6791345, abs=5e-8)


def test_fewer_points_than_trials_are_exact() -> None:
    law = stats.binom(100_000, 1e-3)
    for observed in (1, 90, 100, 130, 180):
        tail = find_upper_tail(np.array([1e-3]), np.array([100_000]), observed)
        assert tail == pytest.approx(law.sf(observed - 1), abs=1e-12)


def test_the_approximation_stays_within_its_bound() -> None:
    rng = np.random.default_rng(5)
    for scale in (0.01, 0.1, 0.5):
        chances, once = rng.uniform(0, scale, 200), np.ones(200, int)
        mean, squares = np.array([chances.sum()]), np.array([chances @ chances])
        for observed in range(1, 60):
            poisson = approximate_upper_tail(mean, np.array([observed]))[0]
            exact = find_upper_tail(chances, once, observed)
            assert abs(poisson - exact) <= bound_error(mean, squares)[0] + 1e-12


def test_degrees_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(AnalysisError, match="links"):
        fit_chances(np.array([2]), np.array([3]), np.array([1, 1]))

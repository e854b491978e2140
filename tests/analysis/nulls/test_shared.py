"""Pairs held against chance: silent where there is nothing, not where programs were copied."""

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import ConfigurationModel, fit_chances
from ecograph.analysis.nulls.shared import HeldPairs, hold_against_chance

LEVEL = 0.005


def examine(matrix: NDArray[np.bool_]) -> HeldPairs:
    """Test programs (rows) against each other."""
    counted = matrix.astype(np.int64)
    degrees, enterprises = np.unique(counted.sum(axis=0), return_counts=True)
    model = ConfigurationModel(enterprises, fit_chances(degrees, enterprises, counted.sum(axis=1)))
    return hold_against_chance(model, counted @ counted.T, LEVEL)


def drawn(seed: int) -> NDArray[np.bool_]:
    """30 programs of 60 to 200 among 2,000 enterprises, some of which are in many."""
    rng = np.random.default_rng(seed)
    weight = rng.lognormal(0, 0.7, 2000)
    matrix = np.zeros((30, 2000), np.bool_)
    for program in matrix:
        program[rng.choice(2000, rng.integers(60, 200), replace=False, p=weight / weight.sum())] = True
    return matrix


def copied(matrix: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Give each of the first five programs half the clients of another."""
    for first in range(5):
        source, to = np.flatnonzero(matrix[first]), matrix[first + 5]
        size = int(to.sum())
        half = rng.choice(source, min(len(source), size) // 2, replace=False)
        to[:] = False
        to[half] = True
        others = np.setdiff1d(np.arange(2000), source)
        to[rng.choice(others, size - len(half), replace=False)] = True
    return matrix


def test_programs_that_share_by_chance_are_not_named() -> None:
    assert sum(int((examine(drawn(seed)).q <= LEVEL).sum()) for seed in range(10)) == 0


def test_copies_are_named_and_nothing_else() -> None:
    for seed in range(5):
        found = examine(copied(drawn(seed), np.random.default_rng(seed)))
        named = found.q <= LEVEL
        assert {(i, i + 5) for i in range(5)} == set(
            zip(found.first[named].tolist(), found.second[named].tolist(), strict=True)
        )
        assert found.exact[named].all()


def test_what_is_reported_is_what_exact_tails_alone_would_report() -> None:
    matrix = copied(drawn(0), np.random.default_rng(0))
    found = examine(matrix)
    everything = hold_against_chance(_model(matrix), matrix.astype(np.int64) @ matrix.T.astype(np.int64), 1.0)
    assert everything.exact.sum() > found.exact.sum()
    assert ((found.q <= LEVEL) == (everything.q <= LEVEL)).all()


def _model(matrix: NDArray[np.bool_]) -> ConfigurationModel:
    degrees, enterprises = np.unique(matrix.sum(axis=0), return_counts=True)
    return ConfigurationModel(enterprises, fit_chances(degrees, enterprises, matrix.sum(axis=1)))


def test_nodes_without_clients_are_not_tested() -> None:
    matrix = drawn(1)
    matrix[3] = False
    found = examine(matrix)
    assert len(found.p) == 29 * 28 // 2
    assert 3 not in found.first
    assert 3 not in found.second

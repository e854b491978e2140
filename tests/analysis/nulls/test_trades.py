"""Curveball trades against every matrix of the same degrees."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest

from ecograph.analysis.nulls.trades import draw_matrices, estimate_upper_tails

M = [[0, 2, 3], [1], [0, 3]]


def test_upper_tails_of_the_reference_matrix() -> None:
    """By enumeration of the 8 matrices: 1, 1/4, 1; within 3 standard errors."""
    draws = 2000
    tails = estimate_upper_tails(M, 4, draws, np.random.default_rng(1))
    assert [tails[i, k] for i, k in combinations(range(3), 2)] == pytest.approx(
        [1.0, 0.25, 1.0], abs=3 * np.sqrt(0.25 * 0.75 / draws)
    )


def test_every_matrix_of_the_same_degrees_is_drawn_alike() -> None:
    wanted = [3, 1, 2], [2, 1, 1, 2]
    rows = [[set(c) for c in combinations(range(4), size)] for size in wanted[0]]
    every = [
        tuple(map(frozenset, matrix))
        for matrix in product(*rows)
        if [sum(c in row for row in matrix) for c in range(4)] == wanted[1]
    ]
    assert len(every) == 8
    draws = 4000
    found = Counter(tuple(map(frozenset, m)) for m in draw_matrices(M, draws, np.random.default_rng(2)))
    assert set(found) == set(every)
    spread = np.sqrt(draws / 8 * 7 / 8)
    assert all(abs(found[matrix] - draws / 8) < 4 * spread for matrix in every)


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2), (3, 3)])
def test_every_small_matrix_reaches_exactly_the_matrices_of_its_degrees(shape: tuple[int, int]) -> None:
    classes: dict[tuple[tuple[int, ...], ...], set[tuple[frozenset[int], ...]]] = {}
    subsets = [frozenset(np.flatnonzero(bits).tolist()) for bits in product((0, 1), repeat=shape[1])]
    for matrix in product(subsets, repeat=shape[0]):
        margins = tuple(map(len, matrix)), tuple(sum(c in row for row in matrix) for c in range(shape[1]))
        classes.setdefault(margins, set()).add(matrix)
    rng = np.random.default_rng(3)
    for members in classes.values():
        start = [sorted(row) for row in min(members, key=lambda matrix: [sorted(row) for row in matrix])]
        drawn = {tuple(map(frozenset, m)) for m in draw_matrices(start, 25 * len(members), rng)}
        assert drawn == members


def test_the_same_seed_gives_the_same_tails() -> None:
    first, second = (estimate_upper_tails(M, 4, 50, np.random.default_rng(7)) for _ in range(2))
    assert (first == second).all()


def test_one_node_has_nothing_to_trade() -> None:
    assert list(draw_matrices([[0, 1]], 2, np.random.default_rng(0))) == [[{0, 1}], [{0, 1}]]

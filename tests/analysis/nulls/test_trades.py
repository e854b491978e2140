"""Curveball trades against every matrix of the same degrees."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from ecograph.analysis.nulls.trades import Biadjacency, Mixing, draw_matrices, estimate_upper_tails
from ecograph.analysis.verification.simulated_overlaps import Portfolio, draw
from ecograph.errors import AnalysisError
from tests.analysis.nulls.matrices import classes

M = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]])


def links(matrix: NDArray[np.integer] | NDArray[np.bool_]) -> Biadjacency:
    rows, columns = np.nonzero(matrix)
    return Biadjacency(rows, columns, np.zeros(matrix.shape[1], np.int64))


def draw_all(blocks: list[NDArray[np.int64]], draws: int, seed: int) -> list[NDArray[np.int64]]:
    """Return for each matrix all that was drawn for it (draws x rows x columns): strata trade by themselves,
    so that all matrices are drawn at once.
    """
    node, enterprise, stratum = [], [], []
    high, wide = (max(block.shape[axis] for block in blocks) for axis in (0, 1))
    for number, block in enumerate(blocks):
        rows, columns = np.nonzero(block)
        node.append(rows + high * number)
        enterprise.append(columns + wide * number)
        stratum += [number] * wide
    given = Biadjacency(np.concatenate(node), np.concatenate(enterprise), np.array(stratum))
    found = np.zeros((draws, high * len(blocks), wide), np.int64)
    for at, drawn in enumerate(draw_matrices(given, draws, np.random.default_rng(seed))):
        found[at, drawn, given.enterprise % wide] = 1
    return [
        found[:, high * number : high * number + block.shape[0], : block.shape[1]]
        for number, block in enumerate(blocks)
    ]


def test_upper_tails_of_the_reference_matrix() -> None:
    """By enumeration of the 8 matrices: 1, 1/4, 1; within 3 standard errors."""
    draws = 2000
    first, second = np.triu_indices(3, 1)
    found = estimate_upper_tails(links(M), first, second, draws, np.random.default_rng(1))
    assert found.p == pytest.approx([1.0, 0.25, 1.0], abs=3 * np.sqrt(0.25 * 0.75 / draws))
    assert found.mixing.mixed


@pytest.mark.parametrize("shape", [(r, c) for r in range(1, 5) for c in range(1, 5)])
def test_every_matrix_has_the_tails_of_all_of_its_degrees(shape: tuple[int, int]) -> None:
    """Every number of shared clients that some matrix of the same degrees has, for every pair of rows:
    few are beyond 3 standard errors, and none beyond 5. Of all matrices every one is drawn.
    """
    draws = 1000
    every = [matrices for matrices in classes(*shape) if matrices.any()]
    beyond = []
    for matrices, drawn in zip(every, draw_all([each[0] for each in every], draws, 3), strict=True):
        weights = 1 << np.arange(matrices[0].size)
        codes = [set((each.reshape(len(each), -1) @ weights).tolist()) for each in (matrices, drawn)]
        assert codes[0] == codes[1]
        for i, k in combinations(range(shape[0]), 2):
            exact, sampled = ((each[:, i] * each[:, k]).sum(axis=1) for each in (matrices, drawn))
            for observed in np.unique(exact):
                tail = (exact >= observed).mean()
                error = np.sqrt(tail * (1 - tail) / draws)
                off = abs((sampled >= observed).mean() - tail)
                assert off <= 5 * error
                beyond.append(off > 3 * error)
    assert np.sum(beyond) <= 0.01 * len(beyond)


def test_trades_keep_the_clients_of_every_node_in_every_stratum() -> None:
    drawn = draw(Portfolio(programs=12, regions=3), np.random.default_rng(4))
    program, enterprise = np.nonzero(drawn.clients)
    given = Biadjacency(program, enterprise, np.arange(drawn.clients.shape[1]) % 3)
    (node,) = draw_matrices(given, 1, np.random.default_rng(5))
    shuffled = np.zeros_like(drawn.clients)
    shuffled[node, enterprise] = True
    assert (shuffled != drawn.clients).any()
    assert (shuffled.sum(axis=0) == drawn.clients.sum(axis=0)).all()
    for stratum in range(3):
        here = given.stratum == stratum
        assert (shuffled[:, here].sum(axis=1) == drawn.clients[:, here].sum(axis=1)).all()


def test_draws_that_hang_together_have_not_mixed() -> None:
    """On trade of all nodes between two draws leaves too much of the one in the next."""
    given = links(draw(Portfolio(programs=30), np.random.default_rng(1)).clients)
    first, second = np.triu_indices(30, 1)
    few, more = (
        estimate_upper_tails(given, first, second, 150, np.random.default_rng(2), trades).mixing
        for trades in (1, 5)
    )
    assert few.correlation > 0.2
    assert not few.mixed
    assert more.mixed
    assert not Mixing(moved=0.5, rise=0.1, correlation=0.0).mixed


def test_the_same_seed_gives_the_same_tails() -> None:
    pair = np.array([0]), np.array([2])
    first, second = (estimate_upper_tails(links(M), *pair, 50, np.random.default_rng(7)).p for _ in range(2))
    assert (first == second).all()


def test_one_node_has_nothing_to_trade_and_one_draw_is_refused() -> None:
    given = links(np.array([[1, 1]]))
    assert [node.tolist() for node in draw_matrices(given, 2, np.random.default_rng(0))] == [[0, 0]] * 2
    with pytest.raises(AnalysisError, match="1 draws"):
        estimate_upper_tails(given, np.array([0]), np.array([0]), 1, np.random.default_rng(0))

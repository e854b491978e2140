"""Learned scores against walks written out by hand, and what a forecast says of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from ecograph.analysis.referral.evaluation import evaluate
from ecograph.analysis.referral.history import Matrix
from ecograph.analysis.referral.similarity import (
    allocate_resources,
    score_enterprise,
    score_enterprises,
    score_item,
    walk_three,
)
from ecograph.analysis.verification.simulated_referrals import Market, draw

NETWORK = [[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]]


def matrix(rows: list[list[int]]) -> Matrix:
    return sparse.csr_array(np.array(rows, np.float32))


def walked(rows: list[list[int]], item_power: float, client_power: float) -> np.ndarray:
    """Every path from an enterprise to what it had, to a client of that, to what that had."""
    had = np.array(rows, float)
    items, clients = had.sum(axis=0), had.sum(axis=1)
    scores = np.zeros(had.shape)
    for enterprise, row in enumerate(rows):
        mine = [item for item, there in enumerate(row) if there]
        for item in mine:
            for client in np.flatnonzero(had[:, item]):
                for other in np.flatnonzero(had[client]):
                    if other != item:
                        weight = items[item] ** item_power * clients[client] ** client_power
                        scores[enterprise, other] += 1 / weight / len(mine)
    return scores


@pytest.mark.parametrize(
    ("learn", "item_power", "client_power"), [(allocate_resources, 1, 1), (walk_three, 0.5, 0.5)]
)
def test_scores_are_those_of_walks(learn, item_power: float, client_power: float) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    history = matrix(NETWORK)
    found = score_enterprises(history, learn(history), np.arange(len(NETWORK)))
    assert np.allclose(found, walked(NETWORK, item_power, client_power), atol=1e-6)


def test_a_known_allocation() -> None:
    """The first two of four items, held by one of two clients: half of each half goes across."""
    found = allocate_resources(matrix([[1, 1, 0], [1, 0, 1]])).toarray()
    assert found.tolist() == [[0, 0.25, 0.25], [0.5, 0, 0], [0.5, 0, 0]]


@given(
    st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=1, max_size=7),
)
def test_one_enterprise_and_one_item_are_asked_without_pairs(rows: list[list[int]]) -> None:
    history = matrix(rows)
    every = score_enterprises(history, allocate_resources(history), np.arange(len(rows)))
    new = np.array(rows) == 0
    for at in range(len(rows)):
        assert np.allclose(score_enterprise(history, at)[new[at]], every[at][new[at]], atol=1e-6)
    for item in range(4):
        assert np.allclose(score_item(history, item), every[:, item], atol=1e-6)


def test_a_forecast_ranks_what_is_new_alone() -> None:
    before = matrix([[1, 1, 0], [1, 1, 0], [1, 0, 0]])
    after = matrix([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    found = evaluate(before, after, np.random.default_rng(1))
    # Enterprises 1 and 2 take up something new; offered are items 0 to 2, less what they had.
    assert (found.pairs, found.positives) == (3, 2)
    assert found.prevalence == pytest.approx(2 / 3)


def test_preferences_are_learned_and_nothing_is_where_there_are_none() -> None:
    rng = np.random.default_rng(7)
    strong = evaluate(*draw(Market(1500, 60, preference=40), rng), rng)
    none = evaluate(*draw(Market(1500, 60), rng), rng)
    assert strong.ratio > 2
    assert 0.85 < none.ratio < 1.15

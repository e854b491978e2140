"""How links are scored and told from pairs without one, against counting by hand."""

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from ecograph.analysis.links.evaluation import (
    area_under_curve,
    average_precision,
    evaluate_score,
    precision_at,
)
from ecograph.analysis.links.scores import SCORES, score_pairs

SEEDS = range(20)


def drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return scores with many ties."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 5, 6).astype(float), rng.integers(0, 4, 15).astype(float)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_area_is_the_part_of_pairs_in_the_right_order(seed: int) -> None:
    positive, negative = drawn(seed)
    right = sum(float(a > b) + float(a == b) / 2 for a in positive for b in negative)
    assert area_under_curve(positive, negative) == pytest.approx(right / (len(positive) * len(negative)))


@pytest.mark.parametrize("seed", SEEDS)
def test_average_precision_steps_from_score_to_score(seed: int) -> None:
    positive, negative = drawn(seed)
    area, before = 0.0, 0.0
    for level in sorted({*positive, *negative}, reverse=True):
        hits, all_ = (positive >= level).sum(), (positive >= level).sum() + (negative >= level).sum()
        area += (hits / len(positive) - before) * hits / all_
        before = hits / len(positive)
    assert average_precision(positive, negative) == pytest.approx(area)


@pytest.mark.parametrize("seed", SEEDS)
def test_precision_is_the_mean_over_all_orders_of_ties(seed: int) -> None:
    positive, negative = drawn(seed)
    rng, k = np.random.default_rng(seed), 6
    labels = np.array([1] * len(positive) + [0] * len(negative))
    every = np.concatenate([positive, negative])
    last = np.sort(every)[::-1][k - 1]
    tied = np.flatnonzero(every == last)
    sure = np.flatnonzero(every > last)
    found = [labels[[*sure, *some]].mean() for some in combinations(rng.permutation(tied), k - len(sure))]
    assert precision_at(positive, negative, k) == pytest.approx(np.mean(found))


def test_a_score_that_knows_nothing_has_the_prevalence() -> None:
    assert average_precision(np.zeros(3), np.zeros(27)) == pytest.approx(0.1)
    assert area_under_curve(np.zeros(3), np.zeros(27)) == 0.5
    assert math.isnan(area_under_curve(np.zeros(0), np.zeros(2)))
    assert math.isnan(precision_at(np.zeros(1), np.zeros(2), 4))


@pytest.mark.parametrize("seed", range(5))
def test_resource_allocation_and_adamic_adar_are_sums_over_common_neighbours(seed: int) -> None:
    network = nx.gnp_random_graph(7, 0.5, seed=seed)
    for one, other in combinations(network, 2):
        common = [len(network[node]) for node in set(network[one]) & set(network[other])]
        assert score_pairs(network, "resource_allocation", [(one, other)])[0] == pytest.approx(
            sum(1 / degree for degree in common)
        )
        assert score_pairs(network, "adamic_adar", [(one, other)])[0] == pytest.approx(
            sum(1 / math.log(degree) for degree in common)
        )


def test_links_left_out_come_back_and_the_same_seed_gives_the_same() -> None:
    network = nx.karate_club_graph()
    edges, nodes = list(network.edges), list(network)
    before = nx.to_dict_of_dicts(network)
    found = [evaluate_score(network, "resource_allocation", edges, nodes, seed=3) for _ in range(2)]
    assert found[0] == found[1]
    assert nx.to_dict_of_dicts(network) == before


def test_where_only_degrees_count_like_degrees_leave_nothing_to_tell() -> None:
    weights = [40 / math.sqrt(place) for place in range(1, 151)]
    network = nx.expected_degree_graph(weights, seed=1, selfloops=False)
    found = evaluate_score(network, "preferential_attachment", list(network.edges), list(network), seed=1)
    assert found.auc > 0.65
    # Three standard errors of an AUC of as many links as pairs without one.
    error = 3 * math.sqrt(1 / (6 * network.number_of_edges()))
    assert found.matched_auc == pytest.approx(0.5, abs=error)


def test_every_score_has_a_value_for_every_pair() -> None:
    network = nx.path_graph(5)
    for name in SCORES:
        assert len(score_pairs(network, name, list(combinations(network, 2)))) == 10

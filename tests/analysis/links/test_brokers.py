"""Brokers and communities, against shortest ways listed one by one and groups planted."""

from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from ecograph.analysis.links import find_brokers, find_communities
from ecograph.analysis.links.brokers import measure_brokers
from ecograph.analysis.links.communities import partition
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem

LEFT, RIGHT = "abcd", "efgh"


@pytest.fixture(scope="module")
def two_groups(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """Two groups in which each works with each, joined by d's fund for a program of e; i works alone."""
    pairs = [*combinations(LEFT, 2), *combinations(RIGHT, 2)]
    rows: dict[str, list[dict[str, Any]]] = {
        "Agency": [{"id": key} for key in (*LEFT, *RIGHT, "i", "one", "two")],
        "Agency PARTNERS_WITH Agency": [{"source": a, "target": b} for a, b in pairs],
        "Agency PART_OF Agency": [
            *({"source": key, "target": "one"} for key in "abce"),
            *({"source": key, "target": "two"} for key in "dfg"),
        ],
        "FundingSource": [{"id": "fund"}],
        "Program": [{"id": "program"}],
        "Agency MANAGES FundingSource": [{"source": "d", "target": "fund"}],
        "Agency RUNS Program": [{"source": "e", "target": "program"}],
        "FundingSource FUNDS Program": [{"source": "fund", "target": "program"}],
    }
    return ecosystem(tmp_path_factory.mktemp("brokers"), rows)


def test_who_joins_two_groups_is_a_broker_and_nobody_else(two_groups: Ecosystem) -> None:
    result = find_brokers(two_groups)
    found = {finding.subjects[0].key: finding for finding in result.findings}
    assert {key: finding.effect for key, finding in found.items()} == {"d": 12, "e": 12}
    assert found["d"].observed == 4
    assert found["d"].evidence.rows == (("a", "one"), ("b", "one"), ("c", "one"), ("e", "one"))
    assert result.totals == {"agencies": 11, "links": 13, "brokers": 2, "alone": 3}
    assert result.untested[0].en.startswith("3 of 11 agencies")
    with pytest.raises(AnalysisError, match="0 agencies"):
        find_brokers(two_groups, most=0)


def test_groups_of_several_houses_are_found_with_the_links_across(two_groups: Ecosystem) -> None:
    result = find_communities(two_groups)
    found = {"".join(subject.key for subject in one.subjects): one for one in result.findings}
    assert {key: (one.effect, one.evidence.counts["outside"]) for key, one in found.items()} == {
        LEFT: (3, 1),
        RIGHT: (5, 1),
    }
    assert result.totals["modularity"] == pytest.approx(12 / 13 - 1 / 2)
    assert result.totals["modularity"] > result.totals["modularity_of_houses"]


@pytest.mark.parametrize("seed", range(20))
def test_betweenness_counts_shortest_ways_one_by_one(seed: int) -> None:
    network = nx.gnp_random_graph(9, 0.35, seed=seed)
    nodes = [node for node in network if network.degree(node)]
    expected = dict.fromkeys(network, 0.0)
    for one, other in combinations(network, 2):
        if nx.has_path(network, one, other):
            ways = list(nx.all_shortest_paths(network, one, other))
            for node in {*network} - {one, other}:
                expected[node] += sum(node in way for way in ways) / len(ways)
    measured = measure_brokers(network, nodes)
    assert {node: one.pairs for node, one in measured.items()} == pytest.approx(
        {node: expected[node] for node in nodes}
    )
    for node, one in measured.items():
        around = network.subgraph(network[node])
        assert one.effective_size == pytest.approx(len(around) - 2 * around.number_of_edges() / len(around))


def test_nobody_is_joined_where_nothing_is_on_record(tmp_path: Path) -> None:
    empty = ecosystem(tmp_path, {"Agency": [{"id": "a"}]})
    assert find_brokers(empty).findings == find_communities(empty).findings == ()
    assert find_communities(empty).untested[0].en.startswith("No agencies work together")


def test_the_same_seed_gives_the_same_groups_in_whatever_order_nodes_come() -> None:
    network = nx.relabel_nodes(nx.karate_club_graph(), str)
    turned: nx.Graph[str] = nx.Graph()
    turned.add_edges_from(reversed(list(network.edges)))
    assert partition(network, 3) == partition(turned, 3)

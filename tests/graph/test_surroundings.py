"""Neighbourhoods, paths and parts, against the same graph as one plain networkx graph."""

from collections import Counter
from itertools import pairwise, product
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import AnalysisError, ModelError
from ecograph.graph import Ecosystem, NodeId, find_neighbourhood, find_paths
from ecograph.graph import paths as paths_module
from ecograph.graph.adjacency import Adjacency, Places
from ecograph.model import MODEL
from tests.graph.layers import JOINED, layered

ENTERPRISES = 4
SUPPLIES, MENTORS, LOCATED = "SME SUPPLIES SME", "SME MENTORS SME", "SME LOCATED_IN Area"
RUNS, PARTNERS, OFFERS = "Agency RUNS Program", "Agency PARTNERS_WITH Agency", "Program OFFERS Service"


def _ends(kind: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Return pairs of keys of a kind of relationship."""
    declared = MODEL.relationship(kind)
    sides = []
    for name in (declared.source, declared.target):
        prefix, count = ("e", ENTERPRISES) if name == "SME" else (name, 2)
        sides.append(st.integers(0, count - 1).map(lambda number, prefix=prefix: f"{prefix}{number}"))  # type: ignore[misc]
    return st.lists(st.tuples(*sides), max_size=5)


ecosystems = st.fixed_dictionaries(
    {kind: _ends(kind) for kind in (JOINED, SUPPLIES, MENTORS, LOCATED, RUNS, PARTNERS, OFFERS)}
).map(
    lambda pairs: layered(
        {
            kind: [{"source": one, "target": other} for one, other in found]
            for kind, found in pairs.items()
            if kind.startswith("SME")
        },
        ENTERPRISES,
        [
            ((MODEL.relationship(kind).source, one), (MODEL.relationship(kind).target, other), kind)
            for kind, found in pairs.items()
            for one, other in found
            if not kind.startswith("SME")
        ],
    )
)
nodes = st.sampled_from(
    [
        ("SME", "e0"),
        ("SME", "e1"),
        ("Agency", "Agency0"),
        ("Agency", "Agency1"),
        ("Program", "Program0"),
        ("Area", "Area0"),
    ]
)


def everything(ecosystem: Ecosystem) -> "nx.MultiDiGraph[NodeId]":
    """Return all nodes and relationships as one graph, read off one by one."""
    network = ecosystem.institutions.copy()
    keys = ecosystem.smes.keys.to_pylist()
    network.add_nodes_from(("SME", key) for key in keys)
    for kind, links in ecosystem.smes.links.items():
        for who, what in zip(links.enterprises, links.indices, strict=True):
            other = links.targets[what] if links.targets else keys[what]
            network.add_edge(("SME", keys[who]), (links.kind.target, other), None, kind=kind)
    return network


@given(ecosystems, nodes)
def test_around_is_all_neighbours(ecosystem: Ecosystem, node: NodeId) -> None:
    whole = everything(ecosystem)
    adjacency = Adjacency(ecosystem)
    found = adjacency.around(adjacency.locate(node))
    names = {("SME", f"e{position}") for position in found.enterprises} | found.institutions
    assert names == set(nx.all_neighbors(whole, node))
    assert adjacency.degree(adjacency.locate(node)) == whole.degree(node)
    everyone = Places(enterprises=np.arange(ENTERPRISES, dtype=np.int32))
    there = adjacency.around(everyone)
    expected = {other for at in range(ENTERPRISES) for other in nx.all_neighbors(whole, ("SME", f"e{at}"))}
    assert {("SME", f"e{position}") for position in there.enterprises} | there.institutions == expected


@given(ecosystems, nodes, st.integers(1, 3))
def test_a_neighbourhood_with_room_is_whole(ecosystem: Ecosystem, node: NodeId, hops: int) -> None:
    found = find_neighbourhood(ecosystem, node, hops=hops, limit=100)
    distance = nx.single_source_shortest_path_length(everything(ecosystem).to_undirected(), node, cutoff=hops)
    assert {neighbour.node: neighbour.hops for neighbour in (found.centre, *found.nodes)} == distance
    for hop, counts in enumerate(found.reachable, 1):
        assert counts == Counter(other[0] for other, far in distance.items() if far == hop)
    expected = {
        (edge["kind"], one, other)
        for one, other, edge in everything(ecosystem).edges(data=True)
        if min(distance.get(one, hops), distance.get(other, hops)) < hops
    }
    assert set(found.relationships) == expected


@given(ecosystems, nodes)
def test_totals_are_those_of_the_centre(ecosystem: Ecosystem, node: NodeId) -> None:
    expected: Counter[str] = Counter()
    for one, other, edge in everything(ecosystem).edges(data=True):
        undirected = MODEL.relationship(edge["kind"]).undirected
        if one == node or (undirected and other == node):
            expected[f"out {edge['kind']}"] += 1
        if other == node and not undirected:
            expected[f"in {edge['kind']}"] += 1
    assert find_neighbourhood(ecosystem, node, limit=1).totals == expected


def test_one_agency_is_not_hidden_and_the_most_supported_come_first() -> None:
    rows = [{"source": f"e{who}", "target": "Program0"} for who in range(40)]
    rows += [{"source": "e31", "target": "Program1"}, {"source": "e17", "target": "Program1"}]
    ecosystem = layered({JOINED: rows}, 40, [(("Agency", "Agency0"), ("Program", "Program0"), RUNS)])
    found = find_neighbourhood(ecosystem, ("Program", "Program0"), limit=4)
    assert [neighbour.node[1] for neighbour in found.nodes] == ["Agency0", "e17", "e31", "e0"]
    assert found.reachable == ({"SME": 40, "Agency": 1},)
    assert found.totals == {f"in {JOINED}": 40, f"in {RUNS}": 1}
    only = find_neighbourhood(ecosystem, ("Program", "Program0"), kinds=[RUNS])
    assert [neighbour.node for neighbour in only.nodes] == [("Agency", "Agency0")]


def test_what_cannot_surround_is_refused() -> None:
    ecosystem = layered({})
    with pytest.raises(AnalysisError, match="There is no SME 'e99'"):
        find_neighbourhood(ecosystem, ("SME", "e99"))
    with pytest.raises(AnalysisError, match="0 hops"):
        find_neighbourhood(ecosystem, ("SME", "e0"), hops=0)
    with pytest.raises(ModelError):
        find_neighbourhood(ecosystem, ("SME", "e0"), kinds=["Agency RUNS Programs"])


def ways(ecosystem: Ecosystem, start: NodeId, end: NodeId) -> Counter[Any]:
    """Return every shortest path, those that differ in enterprises alone counted together."""
    whole = everything(ecosystem)
    between: dict[tuple[NodeId, NodeId], set[tuple[str, bool]]] = {}
    for one, other, edge in whole.edges(data=True):
        between.setdefault((one, other), set()).add((edge["kind"], True))
        between.setdefault((other, one), set()).add((edge["kind"], False))
    found: Counter[Any] = Counter()
    simple: nx.Graph[NodeId] = nx.Graph()
    simple.add_nodes_from(whole)
    simple.add_edges_from(whole.edges())
    if not nx.has_path(simple, start, end):
        return found
    for path in nx.all_shortest_paths(simple, start, end):
        choices = []
        for one, other in pairwise(path):
            kinds = sorted(between[one, other])
            # Among institutions a step names all its relationships; at an enterprise each is a way.
            counted = "SME" in (one[0], other[0])
            choices.append([(kind,) for kind in kinds] if counted else [tuple(kinds)])
        stops = (start, *(None if node[0] == "SME" else node for node in path[1:-1]), end)
        for steps in product(*choices):
            found[stops, steps] += 1
    return found


@given(ecosystems, nodes, nodes)
def test_paths_are_all_the_shortest_ones(ecosystem: Ecosystem, start: NodeId, end: NodeId) -> None:
    if start == end:
        with pytest.raises(AnalysisError, match="both ends"):
            find_paths(ecosystem, start, end)
        return
    expected = ways(ecosystem, start, end)
    found = find_paths(ecosystem, start, end, longest=20, limit=1000)
    assert found.complete
    assert {(path.stops, path.steps): path.count for path in found.paths} == expected
    assert found.found == len(expected)
    assert found.length == (len(found.paths[0].steps) if expected else None)
    ranks = [(path.enterprises, -path.count) for path in found.paths]
    assert ranks == sorted(ranks)
    back = find_paths(ecosystem, end, start, longest=20, limit=1000)
    assert Counter(path.stops[::-1] for path in back.paths) == Counter(path.stops for path in found.paths)
    if found.length:
        assert find_paths(ecosystem, start, end, longest=found.length - 1).length is None
        assert find_paths(ecosystem, start, end, longest=found.length, limit=1).paths == found.paths[:1]


def shared() -> Ecosystem:
    rows = [{"source": f"e{who}", "target": f"Program{p}"} for who in range(3) for p in (0, 1)]
    rows += [{"source": "e4", "target": f"Program{p}"} for p in (0, 2)]
    runs = [("Agency0", "Program0"), ("Agency1", "Program1"), ("Agency1", "Program2")]
    return layered({JOINED: rows}, 5, [(("Agency", one), ("Program", other), RUNS) for one, other in runs])


def test_a_path_counts_the_enterprises_that_it_leads_over() -> None:
    found = find_paths(shared(), ("Agency", "Agency0"), ("Agency", "Agency1"))
    assert [path.text.en for path in found.paths] == [
        "Agency0 – Program0 – 3 enterprises – Program1 – Agency1",
        "Agency0 – Program0 – 1 enterprise – Program2 – Agency1",
    ]
    assert found.paths[0].text.th == "Agency0 – Program0 – วิสาหกิจ 3 ราย – Program1 – Agency1"


def test_too_many_beginnings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths_module, "MOST_TRAILS", 1)
    found = find_paths(shared(), ("Agency", "Agency0"), ("Agency", "Agency1"))
    assert (found.found, found.complete, found.paths[0].count) == (1, False, 3)

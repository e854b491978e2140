"""All neighbours of a node, a page at a time: an area has half a million."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecograph.graph.adjacency import Adjacency, Positions, among
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import Links
from ecograph.model import MODEL
from ecograph.store.base import Direction


@dataclass(frozen=True, slots=True)
class Adjoining:
    """A node at the other end of relationships of one kind: where they lead, and what each says."""

    node: NodeId
    kind: str
    direction: Direction
    relationships: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class NeighbourPage:
    """Some neighbours, and how many there are by direction and kind (`in SME LOCATED_IN Area`).

    A node that adjoins by two kinds of relationship, or in both directions, is in both counts.
    """

    neighbours: tuple[Adjoining, ...]
    totals: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many neighbours all pages have."""
        return sum(self.totals.values())


def list_neighbours(
    ecosystem: Ecosystem,
    node: NodeId,
    *,
    kinds: Collection[str] = (),
    direction: Direction = "both",
    start: int = 0,
    limit: int = 50,
) -> NeighbourPage:
    """Return a page of the neighbours of a node, in an order that is the same for a version.

    They come by kind of relationship and direction, institutions by key, enterprises by position.

    Parameters
    ----------
    kinds
        Names of relationship kinds to follow; all when empty.
    start, limit
        How many neighbours to pass over, and the most to return.

    Raises
    ------
    AnalysisError
        When the node is not in the ecosystem.
    ModelError
        When there is no such kind.

    Notes
    -----
    The cost is linear in the relationships of the node, of which only those of the page are read.
    """
    adjacency = Adjacency(ecosystem, kinds)
    legs = [leg for leg in _legs(adjacency, node) if direction in ("both", leg.direction)]
    found: list[Adjoining] = []
    passed = 0
    for leg in legs:
        first = max(start - passed, 0)
        last = min(start + limit - passed, leg.count)
        found += [leg.read(at) for at in range(first, last)]
        passed += leg.count
    return NeighbourPage(tuple(found), {f"{leg.direction} {leg.kind}": leg.count for leg in legs})


@dataclass(frozen=True, slots=True)
class _Leg:
    """All neighbours along one kind of relationship in one direction, read one by one."""

    kind: str
    direction: Direction
    count: int
    read: Callable[[int], Adjoining]


def _legs(adjacency: Adjacency, node: NodeId) -> Iterator[_Leg]:
    place = adjacency.locate(node)
    legs = [*_among_institutions(adjacency, node)] if place.institutions else []
    for links in adjacency.links:
        if len(place.enterprises):
            legs += _from_enterprise(adjacency.ecosystem, links, place.enterprises)
        elif links.kind.target == node[0]:
            legs.append(_to_institution(adjacency.ecosystem, links, node))
    yield from sorted((leg for leg in legs if leg.count), key=lambda leg: (leg.kind, leg.direction))


def _among_institutions(adjacency: Adjacency, node: NodeId) -> Iterator[_Leg]:
    network = adjacency.ecosystem.institutions
    ends: dict[tuple[str, Direction], dict[NodeId, list[dict[str, Any]]]] = {}
    for _, other, edge in network.out_edges(node, data=True):
        if edge["kind"] in adjacency.kinds:
            ends.setdefault((edge["kind"], "out"), {}).setdefault(other, []).append(edge)
    for other, _, edge in network.in_edges(node, data=True):
        if edge["kind"] in adjacency.kinds:
            undirected = MODEL.relationship(edge["kind"]).undirected
            if undirected and other == node:
                continue
            way: Direction = "out" if undirected else "in"
            ends.setdefault((edge["kind"], way), {}).setdefault(other, []).append(edge)
    for (kind, way), others in ends.items():
        yield _institution_leg(kind, way, others)


def _institution_leg(kind: str, way: Direction, others: dict[NodeId, list[dict[str, Any]]]) -> _Leg:
    order = sorted(others)

    def read(at: int) -> Adjoining:
        said = [{name: value for name, value in edge.items() if name != "kind"} for edge in others[order[at]]]
        said.sort(key=lambda properties: str(sorted(properties.items(), key=str)))
        return Adjoining(order[at], kind, way, tuple(said))

    return _Leg(kind, way, len(order), read)


def _to_institution(ecosystem: Ecosystem, links: Links, node: NodeId) -> _Leg:
    target = links.number[node[1]]
    enterprises = links.linked_to(target)

    def read(at: int) -> Adjoining:
        return _adjoining(ecosystem, links, int(enterprises[at]), target, leads=False)

    return _Leg(links.kind.name, "in", len(enterprises), read)


def _from_enterprise(ecosystem: Ecosystem, links: Links, place: Positions) -> Iterator[_Leg]:
    position = int(place[0])
    if links.targets:
        targets = np.unique(links.indices[links.indptr[position] : links.indptr[position + 1]])
        yield _Leg(
            links.kind.name,
            "out",
            len(targets),
            lambda at: _adjoining(ecosystem, links, position, int(targets[at]), leads=True),
        )
        return
    forward, backward = (np.unique(found) for found in among(links, place))
    yield _Leg(
        links.kind.name,
        "out",
        len(forward),
        lambda at: _adjoining(ecosystem, links, position, int(forward[at]), leads=True),
    )
    yield _Leg(
        links.kind.name,
        "in",
        len(backward),
        lambda at: _adjoining(ecosystem, links, int(backward[at]), position, leads=False),
    )


def _adjoining(ecosystem: Ecosystem, links: Links, source: int, target: int, *, leads: bool) -> Adjoining:
    """Return one end of the links between an enterprise and what it links to, and what each says."""
    rows = range(int(links.indptr[source]), int(links.indptr[source + 1]))
    said = tuple(links.properties(row) for row in rows if links.indices[row] == target)
    if not leads:
        return Adjoining(("SME", ecosystem.smes.keys[source].as_py()), links.kind.name, "in", said)
    key = links.targets[target] if links.targets else ecosystem.smes.keys[target].as_py()
    return Adjoining((links.kind.target, key), links.kind.name, "out", said)

"""The neighbourhood of a node, read from memory: the most relevant first, and how many there are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from ecograph.errors import AnalysisError
from ecograph.graph.adjacency import Adjacency, Places, Positions, Seen, among
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import Links
from ecograph.model import MODEL, Text

UNDIRECTED = frozenset(kind.name for kind in MODEL.relationships if kind.undirected)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node, what it is called, and over how many relationships it was found."""

    node: NodeId
    name: Text
    hops: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What surrounds a node.

    Attributes
    ----------
    nodes
        The neighbours that were kept, nearest and then most relevant first.
    relationships
        (kind, source, target) of those along which they were found.
    totals
        How many relationships the centre itself has, by kind and direction
        (`in SME PARTICIPATED_IN Program`).
    reachable
        For each number of hops, from 1, how many nodes of each kind are that far away: those kept
        are so many of these.
    """

    centre: Neighbour
    nodes: tuple[Neighbour, ...]
    relationships: tuple[tuple[str, NodeId, NodeId], ...]
    totals: Mapping[str, int]
    reachable: tuple[Mapping[str, int], ...]


def find_neighbourhood(
    ecosystem: Ecosystem, node: NodeId, *, hops: int = 1, kinds: Collection[str] = (), limit: int = 50
) -> Neighbourhood:
    """Return up to `limit` nodes that surround a node.

    Within a hop every kind of relationship, in each direction, gives a node in turn, so that half a
    million enterprises do not hide the one agency. Among institutions those known best come first
    (by confidence), then those with the most relationships; among enterprises those supported the
    most often. What is left equal is settled by key, or by position.

    Parameters
    ----------
    kinds
        Names of relationship kinds to follow; all when empty.

    Raises
    ------
    AnalysisError
        When the node is not in the ecosystem, or there is no hop or room to speak of.
    ModelError
        When there is no such kind.

    Notes
    -----
    The totals are exact, and cost a pass over the relationships of everything that is nearer: at
    most, over all of them once for each hop.
    """
    if hops < 1 or limit < 1:
        raise AnalysisError(f"{hops} hops and {limit} nodes leave nothing to show.", "Ask for 1 or more.")
    adjacency = Adjacency(ecosystem, kinds)
    reachable = _reachable(adjacency, adjacency.locate(node), hops)
    kept: dict[NodeId, int] = {node: 0}
    relationships: dict[tuple[str, NodeId, NodeId], None] = {}
    frontier = [node]
    for hop in range(1, hops + 1):
        found: dict[str, list[tuple[str, NodeId, NodeId]]] = {}
        for start in frontier:
            for leg, edges in _legs(adjacency, start, limit):
                found.setdefault(leg, []).extend(edges)
        frontier = []
        for turn in zip_longest(*(found[leg] for leg in sorted(found))):
            for edge in filter(None, turn):
                for end in edge[1:]:
                    if end not in kept and len(kept) <= limit:
                        kept[end] = hop
                        frontier.append(end)
                if edge[1] in kept and edge[2] in kept:
                    relationships[edge] = None
    named = [Neighbour(other, ecosystem.name(*other), hop) for other, hop in kept.items()]
    totals = _totals(adjacency, node)
    return Neighbourhood(named[0], tuple(named[1:]), tuple(relationships), totals, reachable)


def _reachable(adjacency: Adjacency, start: Places, hops: int) -> tuple[Mapping[str, int], ...]:
    seen, last = Seen(len(adjacency.ecosystem.smes)), start
    seen.add(start)
    counts = []
    for _ in range(hops):
        last = seen.add(adjacency.around(last))
        kinds = sorted(kind for kind, _ in last.institutions)
        enterprises = {"SME": len(last.enterprises)} if len(last.enterprises) else {}
        counts.append({**enterprises, **{kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}})
    return tuple(counts)


def _legs(
    adjacency: Adjacency, node: NodeId, limit: int
) -> Iterator[tuple[str, list[tuple[str, NodeId, NodeId]]]]:
    """Yield what leaves a node along each kind and direction, the most relevant first."""
    if node[0] == "SME":
        yield from _legs_of_enterprise(adjacency, node, limit)
        return
    network = adjacency.ecosystem.institutions
    legs: dict[str, dict[tuple[str, NodeId, NodeId], tuple[int, int, str]]] = {}
    for source, target, edge in (*network.out_edges(node, data=True), *network.in_edges(node, data=True)):
        if edge["kind"] in adjacency.kinds:
            other = target if source == node else source
            rank = edge["confidence"].rank, -int(network.degree(other)), other[1]
            legs.setdefault(_leg(edge["kind"], source == node), {})[edge["kind"], source, target] = rank
    for leg, ranked in legs.items():
        yield leg, sorted(ranked, key=lambda edge: ranked[edge])[:limit]
    for links in adjacency.links:
        if node[0] == links.kind.target:
            found = links.linked_to(links.number[node[1]])
            chosen = _most_supported(adjacency.ecosystem, found, limit)
            name = links.kind.name
            yield _leg(name, False), [(name, other, node) for other in chosen]


def _legs_of_enterprise(
    adjacency: Adjacency, node: NodeId, limit: int
) -> Iterator[tuple[str, list[tuple[str, NodeId, NodeId]]]]:
    at = adjacency.locate(node).enterprises
    for links in adjacency.links:
        name = links.kind.name
        if links.targets:
            targets = np.unique(links.indices[links.indptr[at[0]] : links.indptr[at[0] + 1]])
            keys = sorted(links.targets[target] for target in targets)
            yield _leg(name, True), [(name, node, (links.kind.target, key)) for key in keys[:limit]]
            continue
        forward, backward = (
            _most_supported(adjacency.ecosystem, np.unique(found), limit) for found in among(links, at)
        )
        yield _leg(name, True), [(name, node, other) for other in forward]
        yield _leg(name, False), [(name, other, node) for other in backward]


def _most_supported(ecosystem: Ecosystem, enterprises: Positions, limit: int) -> list[NodeId]:
    """Return the keys of those supported the most often; of equals, the first."""
    # One number for both: the sort of a part is then that of the whole.
    rank = (-ecosystem.smes.supports[enterprises].astype(np.int64) << 32) + enterprises
    if len(rank) > limit:
        rank = np.partition(rank, limit)[:limit]
    first = np.sort(rank) & 0xFFFFFFFF
    return [("SME", ecosystem.smes.keys[int(position)].as_py()) for position in first]


def _leg(kind: str, leads: bool) -> str:
    return f"{'out' if leads or kind in UNDIRECTED else 'in'} {kind}"


def _totals(adjacency: Adjacency, node: NodeId) -> dict[str, int]:
    totals: dict[str, int] = {}

    def add(leg: str, count: int) -> None:
        if count:
            totals[leg] = totals.get(leg, 0) + count

    place = adjacency.locate(node)
    for institution in place.institutions:
        for other, kind, leads in adjacency.edges(institution):
            # An undirected relationship of a node with itself is one.
            if leads or other != institution or kind not in UNDIRECTED:
                add(_leg(kind, leads), 1)
    for links in adjacency.links:
        add(_leg(links.kind.name, True), sum(links.degrees[place.enterprises].tolist()))
        add(_leg(links.kind.name, False), _inward(links, node, place))
    return dict(sorted(totals.items()))


def _inward(links: Links, node: NodeId, place: Places) -> int:
    """Return how many links lead to a node."""
    if node[0] != links.kind.target:
        return 0
    at = links.number[node[1]] if links.targets else int(place.enterprises[0])
    return int(links.reverse.indptr[at + 1] - links.reverse.indptr[at])

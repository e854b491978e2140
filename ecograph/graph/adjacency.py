"""What adjoins what: from sets of nodes to all their neighbours, institutions and enterprises alike."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import Links
from ecograph.graph.pairs import spread
from ecograph.model import MODEL

Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Places:
    """A set of nodes: institutions by name, and enterprises by position, each once and rising."""

    institutions: frozenset[NodeId] = frozenset()
    enterprises: Positions = field(default_factory=lambda: np.empty(0, np.int32))

    def __bool__(self) -> bool:
        return bool(self.institutions) or len(self.enterprises) > 0

    def __and__(self, other: "Places") -> "Places":
        both = self.enterprises[np.isin(self.enterprises, other.enterprises)]
        return Places(self.institutions & other.institutions, both)


class Seen:
    """All nodes that a search has come by."""

    def __init__(self, enterprises: int) -> None:
        self._institutions: set[NodeId] = set()
        self._enterprises = np.zeros(enterprises, np.bool_)

    def add(self, places: Places) -> Places:
        """Return those of a set of nodes that were not seen before, and remember them."""
        fresh = Places(
            places.institutions - self._institutions,
            places.enterprises[~self._enterprises[places.enterprises]],
        )
        self._institutions |= fresh.institutions
        self._enterprises[fresh.enterprises] = True
        return fresh


class Adjacency:
    """The neighbours of nodes along relationships of some kinds, in whichever direction.

    Parameters
    ----------
    kinds
        Names of relationship kinds; all when empty.

    Raises
    ------
    ModelError
        When there is no such kind.
    """

    def __init__(self, ecosystem: Ecosystem, kinds: Collection[str] = ()) -> None:
        self.ecosystem = ecosystem
        chosen = [MODEL.relationship(name) for name in kinds] or MODEL.relationships
        self.kinds = frozenset(kind.name for kind in chosen)
        there = ecosystem.smes.links
        found = [there[kind.name] for kind in chosen if kind.name in there]
        self.links = tuple(links for links in found if links.count)

    def locate(self, node: NodeId) -> Places:
        """Return a node as a set of one.

        Raises
        ------
        AnalysisError
            When it is not in the ecosystem.
        """
        kind, key = node
        position = self.ecosystem.smes.position(key) if kind == "SME" else None
        if position is not None:
            return Places(enterprises=np.array([position], np.int32))
        if node not in self.ecosystem.institutions:
            raise AnalysisError(
                f"There is no {kind} {key!r} in the ecosystem.", "Use `ecograph search` to find its key."
            )
        return Places(frozenset([node]))

    def edges(self, node: NodeId) -> Iterator[tuple[NodeId, str, bool]]:
        """Yield the other end of each relationship with an institution, its kind, and if it leads there."""
        network = self.ecosystem.institutions
        for _, other, edge in network.out_edges(node, data=True):
            if edge["kind"] in self.kinds:
                yield other, edge["kind"], True
        for other, _, edge in network.in_edges(node, data=True):
            if edge["kind"] in self.kinds:
                yield other, edge["kind"], False

    def around(self, places: Places) -> Places:
        """Return all neighbours of a set of nodes; the cost is linear in their relationships."""
        institutions = {other for node in places.institutions for other, _, _ in self.edges(node)}
        marked = np.zeros(len(self.ecosystem.smes), np.bool_)
        for links in self.links:
            if not links.targets:
                for other in among(links, places.enterprises):
                    marked[other] = True
                continue
            target_kind = links.kind.target
            for node in places.institutions:
                if node[0] == target_kind:
                    marked[links.linked_to(links.number[node[1]])] = True
            if not len(places.enterprises):
                continue
            entries, _ = spread(links.indptr, places.enterprises)
            reached = np.bincount(links.indices[entries], minlength=len(links.targets))
            institutions |= {(target_kind, links.targets[target]) for target in np.flatnonzero(reached)}
        return Places(frozenset(institutions), np.flatnonzero(marked).astype(np.int32))

    def degree(self, places: Places) -> int:
        """Return how many relationships a set of nodes has, from either end."""
        network = self.ecosystem.institutions
        total = sum(int(network.degree(node)) for node in places.institutions)
        for links in self.links:
            total += int(links.degrees[places.enterprises].sum())
            inward = np.diff(links.reverse.indptr)
            if links.targets:
                named = {links.number[key] for kind, key in places.institutions if kind == links.kind.target}
                total += int(inward[sorted(named)].sum())
            else:
                total += int(inward[places.enterprises].sum())
        return total


def among(links: Links, enterprises: Positions) -> tuple[Positions, Positions]:
    """Return those that enterprises link to, and those that link to them, for links among enterprises."""
    forward, _ = spread(links.indptr, enterprises)
    column = links.reverse
    backward, _ = spread(column.indptr, enterprises)
    return links.indices[forward], column.indices[backward]

"""An ecosystem: the institutional network as a networkx graph, and the layer of enterprises."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from ecograph.graph.smes import SmeLayer
from ecograph.model import Confidence, DataKind, Text

NodeId = tuple[str, str]
"""A node of the institutional network: its kind and its key."""
Edge = tuple[NodeId, NodeId, dict[str, Any]]
"""A relationship of the institutional network: both ends, and its attributes."""


@dataclass(frozen=True)
class Ecosystem:
    """A country's support ecosystem at one version of its store.

    Attributes
    ----------
    institutions
        Every node that is no enterprise, named by (kind, key), with its known properties and its
        `confidence`; every relationship among them as an edge with `kind` (the name of the
        relationship kind), its known properties and its `confidence`.
    smes
        The enterprises and their links.
    weakest
        Claims weaker than this are not in the ecosystem.
    left_out
        How many nodes and relationships were left out for that, by kind.
    """

    institutions: "nx.MultiDiGraph[NodeId]"
    smes: SmeLayer
    version: int
    data_kind: DataKind
    weakest: Confidence
    left_out: dict[str, int]

    def nodes(self, kind: str) -> list[str]:
        """Return the keys of all institutional nodes of a kind, sorted."""
        return sorted(key for node_kind, key in self.institutions.nodes if node_kind == kind)

    def name(self, kind: str, key: str) -> Text:
        """Return what a node is called: its own names, else its key."""
        node = self.institutions.nodes.get((kind, key), {})
        local, english = node.get("name"), node.get("name_en")
        return Text(str(english or local or key), str(local or english or key))

    def successors(self, node: NodeId, kind: str) -> Iterator[tuple[str, Confidence]]:
        """Yield the keys of the nodes that relationships of a kind lead to, and their confidence."""
        if node in self.institutions:
            for _, (_, key), edge in self.institutions.out_edges(node, data=True):
                if edge["kind"] == kind:
                    yield key, edge["confidence"]

    def edges(self, *kinds: str) -> Iterator[Edge]:
        """Yield the relationships of some kinds among institutions: both ends, and what is known."""
        for kind in kinds:
            yield from self._edges.get(kind, ())

    @cached_property
    def _edges(self) -> dict[str, list[Edge]]:
        """The relationships among institutions by kind: many questions are about a few kinds of many."""
        found: dict[str, list[Edge]] = {}
        for source, target, edge in self.institutions.edges(data=True):
            found.setdefault(edge["kind"], []).append((source, target, edge))
        return found

    @cached_property
    def lineages(self) -> dict[str, set[str]]:
        """The `ancestors` of every industry, by its key."""
        return {key: self.ancestors("Industry", key) for key in self.nodes("Industry")}

    def ancestors(self, kind: str, key: str) -> set[str]:
        """Return a node's key with those of everything that it is a part of, however far up."""
        found, waiting = {key}, [key]
        while waiting:
            for parent, _ in self.successors((kind, waiting.pop()), f"{kind} PART_OF {kind}"):
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

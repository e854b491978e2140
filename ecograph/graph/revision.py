"""An ecosystem as it would be: institutions added, gone or joined otherwise, on a copy in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.labels import Labels
from ecograph.graph.links import UNKNOWN, Links
from ecograph.graph.smes import SmeLayer
from ecograph.model import Confidence

ASSUMED = Confidence.JUDGEMENT
"""How far what is assumed can be trusted: as a judgement, which analyses take in."""
BY_AGREEMENT = "Agency PARTNERS_WITH Agency"
"""Relationships that name the agreement that they follow from, and go with it."""
Join = tuple[str, str, str]
"""A relationship among institutions: its kind, and the keys of its source and target."""


@dataclass(frozen=True)
class Revision:
    """What is otherwise.

    Attributes
    ----------
    added
        Institutions that are not there, with their properties.
    joined
        Relationships that are not there.
    removed
        Institutions that go, with all their relationships and all links of enterprises to them.
    known
        Properties of institutions, in place of those on record.
    """

    added: Mapping[NodeId, Mapping[str, Any]] = field(default_factory=dict)
    joined: tuple[Join, ...] = ()
    removed: frozenset[NodeId] = frozenset()
    known: Mapping[NodeId, Mapping[str, Any]] = field(default_factory=dict)


def revise(ecosystem: Ecosystem, revision: Revision) -> Ecosystem:
    """Return a copy of an ecosystem with a revision; the given one stays as it is.

    No enterprise gets a link that it has not: what is added has no participants. Columns of
    enterprises are shared with the given ecosystem; the cost is a copy of the institutions and, where
    something goes that enterprises link to, one pass over those links.
    """
    network = ecosystem.institutions.copy()
    gone = {node[1] for node in revision.removed if node[0] == "Agreement"}
    network.remove_edges_from(
        [
            (source, target, key)
            for source, target, key, edge in network.edges(keys=True, data=True)
            if edge["kind"] == BY_AGREEMENT and edge.get("agreement") in gone
        ]
    )
    network.remove_nodes_from(revision.removed)
    for node, properties in revision.added.items():
        network.add_node(node, confidence=ASSUMED, **properties)
    for node, properties in revision.known.items():
        network.nodes[node].update(properties)
    for kind, source, target in revision.joined:
        ends = kind.split(" ")
        network.add_edge((ends[0], source), (ends[2], target), None, kind=kind, confidence=ASSUMED)
    return replace(ecosystem, institutions=network, smes=_linked(ecosystem.smes, network))


def _linked(smes: SmeLayer, network: "nx.MultiDiGraph[NodeId]") -> SmeLayer:
    """Return the enterprises with links to what is there, and to nothing else."""
    there: dict[str, list[str]] = {}
    for kind, key in network:
        there.setdefault(kind, []).append(key)
    changed = {}
    for name, links in smes.links.items():
        keys = there.get(links.kind.target, [])
        if links.kind.target != "SME" and set(keys) != set(links.targets):
            changed[name] = retarget(links, keys)
    return smes.with_links(changed) if changed else smes


def retarget(links: Links, keys: Collection[str]) -> Links:
    """Return links whose targets are these alone; a link to another is left out.

    Those that were targets keep their order and come first. The cost is one pass over the links.
    """
    kept = [key for key in links.targets if key in set(keys)]
    targets = (*kept, *sorted(set(keys) - set(kept)))
    shape = (links.shape[0], len(targets))
    if len(kept) == len(links.targets):
        return replace(links, shape=shape, targets=targets)
    number = {key: at for at, key in enumerate(targets)}
    moved = np.array([number.get(key, UNKNOWN) for key in links.targets], np.int32)
    indices = moved[links.indices]
    stays = indices != UNKNOWN
    before = np.concatenate([[0], np.cumsum(stays)]).astype(np.int32)
    return replace(
        links,
        shape=shape,
        targets=targets,
        indptr=before[links.indptr],
        indices=indices[stays],
        columns={name: column[stays] for name, column in links.columns.items()},
        labels={name: _of_links(labels, stays) for name, labels in links.labels.items()},
    )


def _of_links(labels: Labels, stays: NDArray[np.bool_]) -> Labels:
    """Return the texts of some links."""
    lengths = np.diff(labels.indptr)
    indptr = np.concatenate([[0], np.cumsum(lengths[stays])]).astype(np.int32)
    return Labels(labels.vocabulary, indptr, labels.indices[np.repeat(stays, lengths)])

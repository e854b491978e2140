"""An ecosystem: the institutional network as a networkx graph, and the layer of enterprises."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.graph.links import UNKNOWN, Links, build_links, coded
from ecograph.graph.smes import SIZES, SmeLayer
from ecograph.model import MODEL, WEAKEST_ANALYSED, Confidence, DataKind, Layer, Model, RelationshipKind, Text
from ecograph.store import Export, GraphStore

NodeId = tuple[str, str]
"""A node of the institutional network: its kind and its key."""

SME_PROPERTIES = ("size_class", "registered_on", "closed_on")
"""What analyses ask of an enterprise; all else stays in the store."""


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


def open_ecosystem(
    store: GraphStore, weakest: Confidence = WEAKEST_ANALYSED, model: Model = MODEL
) -> Ecosystem:
    """Return the ecosystem that a store holds, without claims weaker than `weakest`."""
    smes = [kind.name for kind in model.nodes if kind.layer is Layer.SMES]
    links = [kind for kind in model.relationships if kind.source in smes]
    wanted: dict[str, tuple[str, ...]] = dict.fromkeys(smes, SME_PROPERTIES)
    wanted |= {
        kind.name: tuple(p.name for p in kind.properties if p.name in LINK_PROPERTIES) for kind in links
    }
    export = store.export(properties=wanted)
    left_out: dict[str, int] = {}
    export = _trusted(export, weakest, left_out)
    keys = {kind.name: export.nodes[kind.name] for kind in model.nodes}
    layer = _sme_layer(export, links, keys)
    network = _institutions(export, model, {kind.name for kind in links}, set(smes))
    return Ecosystem(network, layer, export.version, export.data_kind, weakest, left_out)


LINK_PROPERTIES = ("role", "primary", "fiscal_year", "status", "amount")
"""What analyses ask of an enterprise's links."""


def _trusted(export: Export, weakest: Confidence, left_out: dict[str, int]) -> Export:
    """Return the export without claims that are too weak, counting those left out."""

    def strong(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        kept = {}
        for kind, table in tables.items():
            ranks = np.asarray(table.column("confidence"))
            trusted = ranks <= weakest.rank
            if not trusted.all():
                left_out[kind] = int((~trusted).sum())
            kept[kind] = table if trusted.all() else table.filter(pa.array(trusted))
        return kept

    nodes, relationships = strong(dict(export.nodes)), strong(dict(export.relationships))
    return Export(nodes, relationships, export.version, export.data_kind)


def _positions(table: pa.Table) -> NDArray[np.int32]:
    """Return an array that gives, for a `nid`, its position in the table, or `UNKNOWN`."""
    nids = np.asarray(table.column("nid"))
    positions = np.full(int(nids.max(initial=-1)) + 1, UNKNOWN, np.int32)
    positions[nids] = np.arange(len(nids), dtype=np.int32)
    return positions


def _located(positions: NDArray[np.int32], nids: pa.ChunkedArray) -> NDArray[np.int32]:
    """Return the positions of nodes by their `nid`s; `UNKNOWN` for one that was left out."""
    numbers = np.asarray(nids)
    if len(positions) == 0:
        return np.full(len(numbers), UNKNOWN, np.int32)
    return np.where(numbers < len(positions), positions[np.minimum(numbers, len(positions) - 1)], UNKNOWN)


def _sme_layer(export: Export, kinds: list[RelationshipKind], keys: dict[str, pa.Table]) -> SmeLayer:
    table = export.nodes["SME"]
    positions = {name: _positions(nodes) for name, nodes in keys.items()}
    links: dict[str, Links] = {}
    for kind in kinds:
        rows = export.relationships[kind.name]
        others = keys[kind.target].column("key")
        targets = () if kind.target == kind.source else tuple(others.to_pylist())
        source = _located(positions[kind.source], rows.column("source"))
        target = _located(positions[kind.target], rows.column("target"))
        links[kind.name] = build_links(kind, (table.num_rows, len(others)), targets, source, target, rows)
    return SmeLayer(
        keys=table.column("key").combine_chunks(),
        size_class=coded(table.column("size_class"), SIZES),
        registered=_year(table.column("registered_on")),
        closed=_year(table.column("closed_on")),
        links=links,
    )


def _year(dates: pa.ChunkedArray) -> NDArray[np.int16]:
    return np.asarray(pc.fill_null(pc.year(dates), UNKNOWN), dtype=np.int16)


def _institutions(export: Export, model: Model, links: set[str], smes: set[str]) -> "nx.MultiDiGraph[NodeId]":
    network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    names: dict[str, dict[int, str]] = {}
    confidences = list(Confidence)
    for kind in model.nodes:
        if kind.name in smes:
            continue
        names[kind.name] = {}
        for row in export.nodes[kind.name].to_pylist():
            names[kind.name][row.pop("nid")] = key = row.pop("key")
            network.add_node((kind.name, key), confidence=confidences[row.pop("confidence")], **_known(row))
    for relationship in model.relationships:
        if relationship.name in links:
            continue
        for row in export.relationships[relationship.name].to_pylist():
            source = names[relationship.source].get(row.pop("source"))
            target = names[relationship.target].get(row.pop("target"))
            confidence = confidences[row.pop("confidence")]
            if source is not None and target is not None:
                start, end = (relationship.source, source), (relationship.target, target)
                network.add_edge(
                    start, end, None, kind=relationship.name, confidence=confidence, **_known(row)
                )
    return network


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}

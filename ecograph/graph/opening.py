"""Opening an ecosystem: what a store exports, kind by kind, as a graph and matrices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.errors import StoreBusy
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN, Links, build_links, coded
from ecograph.graph.smes import SIZES, SmeLayer
from ecograph.model import MODEL, WEAKEST_ANALYSED, Confidence, DataKind, Layer, Model, RelationshipKind
from ecograph.store import GraphStore

SME_PROPERTIES = ("size_class", "registered_on", "closed_on", "business_plan")
"""What analyses ask of an enterprise; all else stays in the store."""
LINK_PROPERTIES = ("role", "primary", "fiscal_year", "starts_on", "ends_on", "services", "status", "amount")
"""What analyses ask of an enterprise's links."""
ATTEMPTS = 5
"""How often to begin anew where a load completes while the store is being read."""


def open_ecosystem(
    store: GraphStore, weakest: Confidence = WEAKEST_ANALYSED, model: Model = MODEL
) -> Ecosystem:
    """Return the ecosystem that a store holds, without claims weaker than `weakest`.

    The links of enterprises are read one kind after the other, so that no more than one of them is
    in memory twice.

    Raises
    ------
    StoreBusy
        When loads keep completing while the store is being read.
    """
    for _ in range(ATTEMPTS):
        reader = _Reader(store, weakest)
        try:
            return _open(reader, model)
        except _Moved:
            continue
    raise StoreBusy(
        f"The store changed {ATTEMPTS} times while it was being read.", "Try again when the loads are done."
    )


class _Moved(Exception):
    """The store has a later version than the one that was being read."""


class _Reader:
    """Reads tables of one version of a store, without what is too weak."""

    def __init__(self, store: GraphStore, weakest: Confidence) -> None:
        self._store = store
        self.weakest = weakest
        self.version: int | None = None
        self.data_kind = DataKind.REAL
        self.left_out: dict[str, int] = {}

    def read(
        self, kinds: Iterable[str], properties: Mapping[str, tuple[str, ...]] | None = None
    ) -> dict[str, pa.Table]:
        """Return the tables of some kinds."""
        export = self._store.export(kinds, properties)
        if self.version not in (None, export.version):
            raise _Moved
        self.version, self.data_kind = export.version, export.data_kind
        tables = {**export.nodes, **export.relationships}
        return {kind: self._trusted(kind, table) for kind, table in tables.items()}

    def _trusted(self, kind: str, table: pa.Table) -> pa.Table:
        """Return the table without claims that are too weak, counting those left out."""
        trusted = np.asarray(table.column("confidence")) <= self.weakest.rank
        if trusted.all():
            return table
        self.left_out[kind] = int((~trusted).sum())
        return table.filter(pa.array(trusted))


def _open(reader: _Reader, model: Model) -> Ecosystem:
    smes = {kind.name for kind in model.nodes if kind.layer is Layer.SMES}
    links = [kind for kind in model.relationships if kind.source in smes]
    tables = reader.read([kind.name for kind in model if kind.name not in smes and kind not in links])
    ends = {name: _End.of(tables[name]) for name in tables if " " not in name}
    enterprises = reader.read(smes, dict.fromkeys(smes, SME_PROPERTIES))["SME"]
    ends["SME"] = _End(_positions(enterprises), (), enterprises.num_rows)
    keys = enterprises.column("key").combine_chunks()
    size_class = coded(enterprises.column("size_class"), SIZES)
    registered = _year(enterprises.column("registered_on"))
    closed = _year(enterprises.column("closed_on"))
    planned = np.asarray(enterprises.column("business_plan").cast("int8").fill_null(UNKNOWN), dtype=np.int8)
    # The columns that were read share their memory: none is kept while links are read.
    del enterprises
    built = {kind.name: _links(reader, kind, ends[kind.source], ends[kind.target]) for kind in links}
    layer = SmeLayer(keys, size_class, registered, closed, built, planned)
    network = _institutions(tables, model, {kind.name for kind in links}, smes)
    return Ecosystem(network, layer, reader.version or 0, reader.data_kind, reader.weakest, reader.left_out)


@dataclass(frozen=True, slots=True)
class _End:
    """The nodes of a kind as ends of links: their positions by `nid`, and their keys unless they are
    enterprises.
    """

    positions: NDArray[np.int32]
    keys: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, table: pa.Table) -> "_End":
        """Return the nodes of a table."""
        return cls(_positions(table), tuple(table.column("key").to_pylist()), table.num_rows)


def _links(reader: _Reader, kind: RelationshipKind, source: _End, target: _End) -> Links:
    wanted = tuple(item.name for item in kind.properties if item.name in LINK_PROPERTIES)
    rows = reader.read([kind.name], {kind.name: wanted})[kind.name]
    return build_links(
        kind,
        (source.count, target.count),
        target.keys,
        _located(source.positions, rows.column("source")),
        _located(target.positions, rows.column("target")),
        rows,
    )


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
    found: NDArray[np.int32] = positions[np.minimum(numbers, len(positions) - 1)]
    found[numbers >= len(positions)] = UNKNOWN
    return found


def _year(dates: pa.ChunkedArray) -> NDArray[np.int16]:
    return np.asarray(pc.fill_null(pc.year(dates), UNKNOWN), dtype=np.int16)


def _institutions(
    tables: Mapping[str, pa.Table], model: Model, links: set[str], smes: set[str]
) -> "nx.MultiDiGraph[NodeId]":
    network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    names: dict[str, dict[int, str]] = {}
    confidences = list(Confidence)
    for kind in model.nodes:
        if kind.name in smes:
            continue
        names[kind.name] = {}
        for row in tables[kind.name].to_pylist():
            names[kind.name][row.pop("nid")] = key = row.pop("key")
            network.add_node((kind.name, key), confidence=confidences[row.pop("confidence")], **_known(row))
    for relationship in model.relationships:
        if relationship.name in links:
            continue
        for row in tables[relationship.name].to_pylist():
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

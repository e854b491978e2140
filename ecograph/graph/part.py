"""A part of an ecosystem, small enough to be looked at: as a networkx graph, or as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import NO_DATE, UNKNOWN, Links
from ecograph.graph.pairs import spread
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, RelationshipKind, Type

MOST = 1_000_000
"""The most nodes and relationships of a networkx graph: it takes about 1 kB for each."""

NULLABLE: Mapping[pa.DataType, Any] = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


@dataclass(frozen=True)
class Part:
    """Some nodes of an ecosystem, and some of the relationships between these.

    Attributes
    ----------
    institutions
        Sorted.
    edges
        Relationships among them, as networkx has them.
    enterprises
        int32, their positions.
    links
        By kind, the positions of the links that belong to the part.
    """

    ecosystem: Ecosystem
    institutions: tuple[NodeId, ...]
    edges: tuple[tuple[NodeId, NodeId, dict[str, Any]], ...]
    enterprises: NDArray[np.int32]
    links: Mapping[str, NDArray[np.int64]]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.institutions) + len(self.enterprises)

    @property
    def relationships(self) -> int:
        """How many relationships there are."""
        return len(self.edges) + sum(map(len, self.links.values()))

    def to_networkx(self, most: int = MOST) -> "nx.MultiDiGraph[NodeId]":
        """Return the part as a graph: nodes named by (kind, key), edges with `kind` and what is known.

        Raises
        ------
        AnalysisError
            When it has more than `most` nodes and relationships; nothing is built then.
        """
        size = self.nodes + self.relationships
        if size > most:
            raise AnalysisError(
                f"This part has {self.nodes:,} nodes and {self.relationships:,} relationships; a networkx "
                f"graph of at most {most:,} in all is built.",
                "Narrow it by kinds, theme, corridor or year, or take `to_frames()`.",
            )
        network: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
        whole = self.ecosystem.institutions
        network.add_nodes_from((node, whole.nodes[node]) for node in self.institutions)
        network.add_edges_from(self.edges)
        for kind, frame in self.to_frames().items():
            if kind == "SME":
                network.add_nodes_from((("SME", row.pop("key")), row) for row in _records(frame))
            elif kind in self.links:
                target = MODEL.relationship(kind).target
                network.add_edges_from(
                    (("SME", row.pop("source")), (target, row.pop("target")), {"kind": kind, **row})
                    for row in _records(frame)
                )
        return network

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return a table for each kind of node and of relationship that the part has any of.

        Nodes have a `key` and their properties, relationships `source`, `target` and theirs; missing
        values are missing, and several texts are an array. The cost is linear in the size of the part.
        """
        frames: dict[str, pd.DataFrame] = {}
        whole = self.ecosystem.institutions
        nodes: dict[str, list[dict[str, Any]]] = {}
        for node in self.institutions:
            nodes.setdefault(node[0], []).append({"key": node[1], **whole.nodes[node]})
        frames |= {kind: pd.DataFrame(rows) for kind, rows in nodes.items()}
        if len(self.enterprises):
            frames["SME"] = self._enterprises()
        edges: dict[str, list[dict[str, Any]]] = {}
        for source, target, edge in self.edges:
            row = {"source": source[1], "target": target[1], **edge}
            edges.setdefault(row.pop("kind"), []).append(row)
        frames |= {kind: pd.DataFrame(rows) for kind, rows in edges.items()}
        smes = self.ecosystem.smes
        frames |= {
            kind: _link_frame(smes.links[kind], smes.keys, rows)
            for kind, rows in self.links.items()
            if len(rows)
        }
        return frames

    def _enterprises(self) -> pd.DataFrame:
        smes, at = self.ecosystem.smes, self.enterprises
        return _frame(
            {
                "key": smes.keys.take(pa.array(at)),
                "size_class": _named(SIZES, smes.size_class[at]),
                "registered": _present(smes.registered[at]),
                "closed": _present(smes.closed[at]),
                "area": _named(smes.links["SME LOCATED_IN Area"].targets, smes.area[at]),
                "industry": _named(smes.links["SME OPERATES_IN Industry"].targets, smes.industry[at]),
            }
        )


def _link_frame(links: Links, keys: pa.Array, rows: NDArray[np.int64]) -> pd.DataFrame:
    others = pa.array(links.targets, pa.string()) if links.targets else keys
    columns = {
        "source": keys.take(pa.array(links.enterprises[rows])),
        "target": others.take(pa.array(links.indices[rows])),
    }
    for name, values in links.columns.items():
        columns[name] = _values(links.kind, name, values[rows])
    for name, labels in links.labels.items():
        entries, _ = spread(labels.indptr, rows)
        lengths = np.diff(labels.indptr)[rows]
        offsets = pa.array(np.cumsum(np.append(0, lengths)), pa.int32())
        texts = pa.array(labels.vocabulary, pa.string()).take(pa.array(labels.indices[entries]))
        columns[name] = pa.ListArray.from_arrays(offsets, texts, mask=pa.array(lengths == 0))
    return _frame(columns)


def _values(kind: RelationshipKind, name: str, column: NDArray[Any]) -> pa.Array:
    """Return a column of links as values again."""
    declared = kind.property(name)
    if declared.choices:
        return _named(tuple(choice.value for choice in declared.choices), column)
    if declared.type is Type.BOOLEAN:
        return pa.array(column == 1, mask=column == UNKNOWN)
    if declared.type is Type.DATE:
        return pa.array(column, mask=column == NO_DATE).cast(pa.date32()).cast(pa.timestamp("s"))
    if declared.type is Type.INTEGER:
        return _present(column)
    return pa.array(column, from_pandas=True)


def _named(names: tuple[str, ...], codes: NDArray[np.integer]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(codes.astype(np.int64), mask=codes < 0))


def _present(values: NDArray[np.integer]) -> pa.Array:
    return pa.array(values, mask=values == UNKNOWN)


def _frame(columns: Mapping[str, pa.Array]) -> pd.DataFrame:
    frame: pd.DataFrame = pa.table(dict(columns)).to_pandas(types_mapper=NULLABLE.get)
    return frame


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each with what is known of it."""
    columns = {name: frame[name].astype(object).tolist() for name in frame.columns}
    known = {name: frame[name].notna().tolist() for name in frame.columns}
    return [
        {name: _plain(columns[name][row]) for name in columns if known[name][row]}
        for row in range(len(frame))
    ]


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value

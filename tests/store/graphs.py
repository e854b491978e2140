"""Graphs as rows and as sets of tuples; another store joins the suite by one line in `OPENERS`."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.model import MODEL, NodeKind
from ecograph.store import GraphStore, Node, Source, Upserted, open_store
from tests.shared_server import open_on_server, shared_server

OPENERS: Mapping[str, Callable[[Path], GraphStore]] = {
    "duckdb": lambda folder: open_store(f"duckdb:{folder}", threads=2, memory_limit="1GB"),
    "neo4j": lambda folder: open_on_server(shared_server(), folder),
}

MakeStore = Callable[..., GraphStore]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Fact = tuple[Any, ...]

A = Source("a", "A")
B = Source("b", "B", rank=50)


def load(
    store: GraphStore, source: Source, *parts: Rows, mix: bool = False, allow_shrink: bool = False
) -> list[Upserted]:
    """Write rows by kind in one run, each mapping after the one before it."""
    with store.begin(source, mix=mix, allow_shrink=allow_shrink) as run:
        written = []
        for part in parts:
            for kind, records in part.items():
                is_node = isinstance(MODEL.kinds[kind], NodeKind)
                upsert = run.upsert_nodes if is_node else run.upsert_relationships
                written.append(upsert(kind, table(records)))
    return written


def table(records: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows as a table of every column that any of them has."""
    names = dict.fromkeys(name for record in records for name in record)
    return pa.table({name: [record.get(name) for record in records] for name in names})


def facts(store: GraphStore) -> set[Fact]:
    """Return the graph as tuples: kind, key or ends, and the properties that are known."""
    export = store.export()
    found: set[Fact] = set()
    keys: dict[str, dict[int, str]] = {}
    for kind, nodes in export.nodes.items():
        rows = nodes.to_pylist()
        keys[kind] = {row["nid"]: row["key"] for row in rows}
        found |= {(kind, row["key"], _known(row)) for row in rows}
    for kind, links in export.relationships.items():
        ends = MODEL.relationship(kind)
        for row in links.to_pylist():
            fact = (kind, keys[ends.source][row["source"]], keys[ends.target][row["target"]], _known(row))
            assert fact not in found, "a relationship is there twice"
            found.add(fact)
    return found


def node(store: GraphStore, kind: str, key: str) -> Node:
    """Return a node that must be there."""
    found = store.node(kind, key)
    assert found is not None
    return found


def _known(row: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    left_out = {"nid", "key", "source", "target", "confidence"}
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in row.items()
        if value is not None and name not in left_out
    )

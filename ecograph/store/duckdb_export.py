"""Reading a kind as an Arrow table."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import NodeKind, RelationshipKind
from ecograph.store.columns import ENDS, columns_of, key_columns
from ecograph.store.duckdb_schema import claim_table, contested_table, node_table, quote, resolved_view


def nodes_table(
    cursor: duckdb.DuckDBPyConnection, kind: NodeKind, properties: Sequence[str] | None = None
) -> pa.Table:
    """Return `nid`, `key`, properties and `confidence` of every node, by `nid`."""
    columns = list(columns_of(kind)) if properties is None else [kind.property(n).name for n in properties]
    stated = [column for column in columns if column not in kind.key]
    parts = key_columns(kind)
    # Both tables have each node once: sorted alike, they need no join.
    identities = _sorted(_read(cursor, node_table(kind), ["nid", "key", *(c for c in columns if c in parts)]))
    resolved = _sorted(_read(cursor, _rows_of(cursor, kind), ["nid", *stated, "confidence"]))
    arrays = {"nid": identities.column("nid"), "key": identities.column("key")}
    for column in columns:
        if column in stated:
            arrays[column] = resolved.column(column)
        else:
            arrays[column] = identities.column(column if column in parts else "key")
    arrays["confidence"] = resolved.column("confidence")
    return pa.table(arrays)


def relationships_table(
    cursor: duckdb.DuckDBPyConnection, kind: RelationshipKind, properties: Sequence[str] | None = None
) -> pa.Table:
    """Return `source`, `target`, properties and `confidence` of every relationship."""
    columns = list(columns_of(kind)) if properties is None else [kind.property(n).name for n in properties]
    return _read(cursor, _rows_of(cursor, kind), [*ENDS, *columns, "confidence"])


def _rows_of(cursor: duckdb.DuckDBPyConnection, kind: NodeKind | RelationshipKind) -> str:
    """Return what to read a kind from: its claims themselves where every thing has only one."""
    contested = cursor.execute(f"SELECT 1 FROM {contested_table(kind)} LIMIT 1").fetchall()
    if contested:
        return resolved_view(kind)
    return f"(SELECT *, claim_confidence AS confidence FROM {claim_table(kind)})"


def _read(cursor: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str]) -> pa.Table:
    query = f"SELECT {', '.join(quote(column) for column in columns)} FROM {table}"
    read: pa.Table = cursor.sql(query).to_arrow_table()
    return read


def _sorted(table: pa.Table) -> pa.Table:
    nids = table.column("nid").to_numpy()
    if bool((np.diff(nids) > 0).all()):
        return table
    return table.take(pc.sort_indices(table.column("nid")))

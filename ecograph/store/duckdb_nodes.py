"""Reading single nodes, their claims, and what sources disagree on."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import duckdb

from ecograph.model import MODEL, Confidence, Kind, NodeKind
from ecograph.store.base import Claim, Disagreement, Node, Value
from ecograph.store.columns import ENDS, claimed_columns, identity_columns, key_columns, stated_columns
from ecograph.store.duckdb_resolution import source_order
from ecograph.store.duckdb_schema import (
    claim_table,
    contested_table,
    node_table,
    quote,
    resolved_view,
    same_thing,
)

_CONFIDENCES = tuple(Confidence)


def find_node(cursor: duckdb.DuckDBPyConnection, kind: NodeKind, key: str) -> Node | None:
    """Return a node with its claims, or None."""
    found = cursor.execute(f"SELECT nid FROM {node_table(kind)} WHERE key = ?", [key]).fetchall()
    if not found:
        return None
    nid = int(found[0][0])
    node = read_nodes(cursor, kind, [nid])[nid]
    return Node(node.kind, node.key, node.properties, find_claims(cursor, kind, [key]).get(key, ()))


def find_claims(
    cursor: duckdb.DuckDBPyConnection, kind: NodeKind, keys: Sequence[str]
) -> dict[str, tuple[Claim, ...]]:
    """Return the claims on nodes by their keys, in one question."""
    rows = cursor.execute(
        "SELECT n.key, o.id, d.name, c.claim_row, c.claim_reference, c.claim_confidence, c.claim_first_run, "
        "CASE WHEN s.accumulates THEN c.claim_last_run ELSE s.last_run END "
        f"FROM {node_table(kind)} n JOIN {claim_table(kind)} c ON c.nid = n.nid "
        f"JOIN ({source_order()}) o ON o.number = c.claim_source "
        "JOIN sources s ON s.number = o.number LEFT JOIN documents d ON d.number = c.claim_document "
        "WHERE n.key IN (SELECT unnest(?)) ORDER BY n.key, o.place",
        [list(keys)],
    ).fetchall()
    return {
        key: tuple(
            Claim(source, document, row, reference, _CONFIDENCES[confidence], first, last)
            for _, source, document, row, reference, confidence, first, last in found
        )
        for key, found in groupby(rows, key=itemgetter(0))
    }


def read_nodes(cursor: duckdb.DuckDBPyConnection, kind: NodeKind, nids: Sequence[int]) -> Mapping[int, Node]:
    """Return nodes by number, without their claims."""
    wanted = ", ".join(str(int(nid)) for nid in nids) or "NULL"
    parts, stated = key_columns(kind), tuple(claimed_columns(kind))
    identities = cursor.execute(
        f"SELECT {_listed(('nid', 'key', *parts))} FROM {node_table(kind)} WHERE nid IN ({wanted})"
    ).fetchall()
    rows = cursor.execute(
        f"SELECT {_listed(('nid', *stated))} FROM {resolved_view(kind)} WHERE nid IN ({wanted})"
    ).fetchall()
    said = {row[0]: dict(zip(stated, row[1:], strict=True)) for row in rows}
    nodes: dict[int, Node] = {}
    for nid, key, *values in identities:
        identity = dict(zip(parts, values, strict=True)) if parts else {kind.key[0]: key}
        known: dict[str, Value] = {**identity, **said[nid]}
        nodes[nid] = Node(kind.name, key, {item.name: known[item.name] for item in kind.properties})
    return nodes


def find_disagreements(cursor: duckdb.DuckDBPyConnection, limit: int) -> list[Disagreement]:
    """Return where sources say different things of the same property, in the order of the model."""
    found: list[Disagreement] = []
    for kind in MODEL:
        if cursor.execute(f"SELECT 1 FROM {contested_table(kind)} LIMIT 1").fetchall():
            for column, item in stated_columns(kind).items():
                rows = cursor.execute(_differing(kind, column), [limit - len(found)]).fetchall()
                found.extend(Disagreement(kind.name, key, item.name, *values) for key, *values in rows)
                if len(found) >= limit:
                    return found
    return found


def _differing(kind: Kind, column: str) -> str:
    name, claims = quote(column), claim_table(kind)
    identity = ", ".join(f"c.{quote(c)}" for c in identity_columns(kind))
    if isinstance(kind, NodeKind):
        key, ends = "n.key", f"JOIN {node_table(kind)} n ON n.nid = c.nid"
    else:
        tables = [f"{node_table(MODEL.node(n))}" for n in (kind.source, kind.target)]
        ends = " ".join(f"JOIN {t} {e}_end ON {e}_end.nid = c.{e}" for t, e in zip(tables, ENDS, strict=True))
        others = "".join(f", c.{quote(d)}" for d in kind.discriminators)
        key = f"concat_ws(' ', source_end.key, '->', target_end.key{others})"
    order = source_order()
    return (
        f"WITH o AS ({order}), w AS (SELECT {identity}, arg_min(o.id, o.place) AS winning FROM {claims} c "
        "JOIN o ON o.number = c.claim_source "
        f"SEMI JOIN {contested_table(kind)} k ON {same_thing(kind, 'c', 'k')} "
        f"WHERE c.{name} IS NOT NULL GROUP BY {identity}) "
        f"SELECT {key} AS key, k.{name}, w.winning, c.{name}, o.id FROM {claims} c "
        f"JOIN {contested_table(kind)} k ON {same_thing(kind, 'c', 'k')} "
        f"JOIN w ON {same_thing(kind, 'c', 'w')} JOIN o ON o.number = c.claim_source {ends} "
        f"WHERE c.{name} IS NOT NULL AND c.{name} IS DISTINCT FROM k.{name} ORDER BY 1, o.place LIMIT ?"
    )


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(quote(column) for column in columns)

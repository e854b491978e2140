"""What differs between the files of two versions: both are read side by side, nothing is copied.

A node keeps its number from version to version, so numbers are joined and not keys. Where a node went
and came back it has another number, and the number of one that is gone may be another's: such numbers
are put right first.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from ecograph.model import MODEL, Kind, NodeKind, RelationshipKind
from ecograph.store.changes import KindChanges
from ecograph.store.columns import ENDS, claimed_columns
from ecograph.store.duckdb_connection import explained
from ecograph.store.duckdb_schema import node_table, quote, resolved_view


def find_changes(
    before: Path, after: Path, kinds: Iterable[str], memory_limit: str, threads: int, spill: Path
) -> dict[str, KindChanges]:
    """Return what changed from one version to another, by kind; kinds without a change are left out.

    The cost is one hash join of numbers for each kind, which spills to disk past the memory limit.

    Parameters
    ----------
    kinds
        Names of the kinds to look at.
    """
    wanted = {*kinds}
    with explained(after), _connection(before, after, memory_limit, threads, spill) as connection:
        found = (_compare(connection, kind) for kind in MODEL if kind.name in wanted)
        return {changes.kind.name: changes for changes in found if changes.rows.num_rows}


def _compare(connection: duckdb.DuckDBPyConnection, kind: Kind) -> KindChanges:
    if isinstance(kind, NodeKind):
        return KindChanges(kind, _read(connection, _nodes(connection, kind), ["key"]))
    identity = [*ENDS, *kind.discriminators]
    return KindChanges(kind, _read(connection, _relationships(connection, kind), identity))


def _nodes(connection: duckdb.DuckDBPyConnection, kind: NodeKind) -> str:
    """Return the query of the nodes that are not as they were."""
    moved = _moved(connection, kind)
    view, nodes = resolved_view(kind), node_table(kind)
    return (
        f"SELECT 'added' AS change, key FROM {_unmatched('new', 'old', nodes)} "
        f"WHERE key NOT IN (SELECT key FROM {moved}) "
        f"UNION ALL SELECT 'removed', key FROM {moved} WHERE nid < 0 "
        f"UNION ALL SELECT 'changed', k.key FROM old.{view} o LEFT JOIN {moved} m ON m.old = o.nid "
        f"JOIN new.{view} n ON n.nid = coalesce(m.nid, o.nid) JOIN new.{nodes} k ON k.nid = n.nid "
        f"WHERE {_differs(claimed_columns(kind))}"
    )


def _relationships(connection: duckdb.DuckDBPyConnection, kind: RelationshipKind) -> str:
    """Return the query of the relationships that are not as they were."""
    ends = {end: MODEL.node(getattr(kind, end)) for end in ENDS}
    moved = {end: _moved(connection, node) for end, node in ends.items()}
    view, identity = resolved_view(kind), [*ENDS, *kind.discriminators]
    same = " AND ".join(f"o.{quote(name)} IS NOT DISTINCT FROM n.{quote(name)}" for name in identity)
    columns = ", ".join(f"coalesce(n.{quote(name)}, o.{quote(name)}) AS {quote(name)}" for name in identity)
    joined = (
        "SELECT CASE WHEN o.there IS NULL THEN 'added' WHEN n.there IS NULL THEN 'removed' "
        f"WHEN {_differs(name for name in claimed_columns(kind) if name not in identity)} "
        f"THEN 'changed' END AS change, {columns} FROM ("
        "SELECT l.* REPLACE (coalesce(a.nid, l.source) AS source, coalesce(b.nid, l.target) AS target), "
        f"TRUE AS there FROM old.{view} l LEFT JOIN {moved['source']} a ON a.old = l.source "
        f"LEFT JOIN {moved['target']} b ON b.old = l.target) o "
        f"FULL JOIN (SELECT *, TRUE AS there FROM new.{view}) n ON {same}"
    )
    keys = {
        end: f"(SELECT nid, key FROM new.{node_table(ends[end])} "
        f"UNION ALL SELECT nid, key FROM {moved[end]} WHERE nid < 0)"
        for end in ENDS
    }
    discriminators = "".join(f", c.{quote(name)}" for name in kind.discriminators)
    return (
        f"SELECT c.change, a.key AS source, b.key AS target{discriminators} "
        f"FROM ({joined}) c JOIN {keys['source']} a ON a.nid = c.source "
        f"JOIN {keys['target']} b ON b.nid = c.target WHERE c.change IS NOT NULL"
    )


def _moved(connection: duckdb.DuckDBPyConnection, kind: NodeKind) -> str:
    """Return a table of old nodes that have another number now, below 0 where they are gone; made once."""
    name, nodes = quote(f"moved {kind.name}"), node_table(kind)
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {name} AS "
        "SELECT o.nid AS old, coalesce(n.nid, -1 - o.nid) AS nid, o.key "
        f"FROM {_unmatched('old', 'new', nodes)} o "
        f"LEFT JOIN {_unmatched('new', 'old', nodes)} n ON n.key = o.key"
    )
    return name


def _unmatched(one: str, other: str, nodes: str) -> str:
    """Return the nodes of one version of which number and key do not stand together in the other."""
    return f"(SELECT nid, key FROM {one}.{nodes} ANTI JOIN {other}.{nodes} USING (nid, key))"


def _differs(columns: Iterable[str]) -> str:
    return " OR ".join(f"o.{quote(name)} IS DISTINCT FROM n.{quote(name)}" for name in columns) or "FALSE"


def _read(connection: duckdb.DuckDBPyConnection, query: str, order: Sequence[str]) -> pa.Table:
    by = ", ".join(quote(column) for column in order)
    found: pa.Table = connection.sql(f"SELECT * FROM ({query}) ORDER BY {by}").to_arrow_table()
    return found


@contextmanager
def _connection(
    before: Path, after: Path, memory_limit: str, threads: int, spill: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
        connection.execute(f"SET temp_directory = {_text(spill)}")
        if threads:
            connection.execute(f"SET threads = {int(threads)}")
        for name, path in (("old", before), ("new", after)):
            connection.execute(f"ATTACH {_text(path)} AS {name} (READ_ONLY)")
        yield connection


def _text(path: Path) -> str:
    return f"'{str(path).replace(chr(39), chr(39) * 2)}'"

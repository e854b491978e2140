"""What differs between two versions of a graph, by key: what came, what went, what says something else."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import MODEL, Kind, NodeKind, RelationshipKind
from ecograph.store.base import GraphStore
from ecograph.store.columns import ENDS, columns_of
from ecograph.store.duckdb_claims import registered
from ecograph.store.duckdb_schema import quote

MEMORY = "2GB"
"""What a comparison takes beside the tables that it reads, before it spills to disk."""
SORTS = ("added", "removed", "changed")
"""What can become of a thing; the names of the columns of counts, and of the change of a row."""


@dataclass(frozen=True, slots=True)
class KindChanges:
    """What became of the things of one kind.

    `rows` has a text column `change` (one of `SORTS`) and the identity of each thing: `key` of a node;
    `source` and `target` (keys) and the discriminators of a relationship. Sorted by these.
    """

    kind: Kind
    rows: pa.Table

    @property
    def counts(self) -> dict[str, int]:
        """How many were added, removed and changed."""
        values = pc.value_counts(self.rows.column("change")).to_pylist()
        found = {entry["values"]: entry["counts"] for entry in values}
        return {sort: int(found.get(sort, 0)) for sort in SORTS}


def changes_between(
    before: GraphStore, after: GraphStore, kinds: Iterable[str] | None = None
) -> dict[str, KindChanges]:
    """Return what changed from one version to another, by kind; kinds without a change are left out.

    Kinds that no run in between wrote to are not read. The cost is that of exporting the others from both
    versions and one hash join of each, spilling to disk past the memory limit.

    Parameters
    ----------
    kinds
        Names of the kinds to look at; all when None.
    """
    chosen = touched(before, after) & {*(MODEL.kinds if kinds is None else kinds)}
    found = (_compare(before, after, MODEL.kinds[name]) for name in MODEL.kinds if name in chosen)
    return {changes.kind.name: changes for changes in found if changes.rows.num_rows}


def touched(before: GraphStore, after: GraphStore) -> set[str]:
    """Return the kinds that the runs after the one version, up to the other, may have changed."""
    first, last = sorted((before.version(), after.version()))
    return {
        name
        for run in after.runs() + before.runs()
        if first < run.number <= last
        for counts in (run.created, run.updated, run.withdrawn, run.orphaned)
        for name in counts
    }


def _compare(before: GraphStore, after: GraphStore, kind: Kind) -> KindChanges:
    if isinstance(kind, NodeKind):
        tables = {
            name: store.export([kind.name]).nodes[kind.name].drop_columns(["nid", "confidence"])
            for name, store in (("old", before), ("new", after))
        }
        with _connection() as connection, registered(connection, **tables):
            rows = _read(connection, _joined(kind, ["key"], "old", "new"), ["key"])
        return KindChanges(kind, rows)
    tables = {
        f"{name}_{part}": table
        for name, store in (("old", before), ("new", after))
        for part, table in _relationships(store, kind).items()
    }
    identity = [*ENDS, *kind.discriminators]
    with _connection() as connection, registered(connection, **tables):
        for end in ENDS:
            # Numbers are joined, not keys; what is gone gets a number that nothing in the new version has.
            connection.execute(
                f"CREATE TEMP TABLE {end}_of AS "
                "SELECT o.nid AS old, coalesce(n.nid, -1 - o.nid) AS nid, o.key "
                f"FROM old_{end} o LEFT JOIN new_{end} n ON n.key = o.key"
            )
            connection.execute(
                f"CREATE TEMP VIEW {end}_keys AS SELECT nid, key FROM new_{end} "
                f"UNION ALL SELECT nid, key FROM {end}_of WHERE nid < 0"
            )
        old = (
            "(SELECT l.* REPLACE (a.nid AS source, b.nid AS target) FROM old_links l "
            "JOIN source_of a ON a.old = l.source JOIN target_of b ON b.old = l.target)"
        )
        discriminators = "".join(f", c.{quote(name)}" for name in kind.discriminators)
        named = (
            f"SELECT c.change, a.key AS source, b.key AS target{discriminators} "
            f"FROM ({_joined(kind, identity, old, 'new_links')}) c "
            "JOIN source_keys a ON a.nid = c.source JOIN target_keys b ON b.nid = c.target"
        )
        return KindChanges(kind, _read(connection, named, identity))


def _relationships(store: GraphStore, kind: RelationshipKind) -> dict[str, pa.Table]:
    """Return the relationships of a kind, and the numbers and keys of both ends."""
    export = store.export([kind.name, kind.source, kind.target], {kind.source: (), kind.target: ()})
    links = export.relationships[kind.name].drop_columns(["confidence"])
    return {"links": links, "source": export.nodes[kind.source], "target": export.nodes[kind.target]}


def _joined(kind: Kind, identity: Sequence[str], old: str, new: str) -> str:
    """Return the query that says of each thing in two tables what became of it, where anything did."""
    key = kind.key if isinstance(kind, NodeKind) else ()
    stated = [column for column in columns_of(kind) if column not in (*identity, *key)]
    same = " AND ".join(f"o.{quote(column)} IS NOT DISTINCT FROM n.{quote(column)}" for column in identity)
    differs = " OR ".join(f"o.{quote(column)} IS DISTINCT FROM n.{quote(column)}" for column in stated)
    columns = ", ".join(f"coalesce(n.{quote(each)}, o.{quote(each)}) AS {quote(each)}" for each in identity)
    return (
        "SELECT * FROM (SELECT CASE WHEN o.there IS NULL THEN 'added' WHEN n.there IS NULL THEN 'removed' "
        f"WHEN {differs or 'FALSE'} THEN 'changed' END AS change, {columns} "
        f"FROM (SELECT *, TRUE AS there FROM {old}) o "
        f"FULL JOIN (SELECT *, TRUE AS there FROM {new}) n ON {same}) WHERE change IS NOT NULL"
    )


def _read(connection: duckdb.DuckDBPyConnection, query: str, order: Sequence[str]) -> pa.Table:
    by = ", ".join(quote(column) for column in order)
    found: pa.Table = connection.sql(f"SELECT * FROM ({query}) ORDER BY {by}").to_arrow_table()
    return found


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with TemporaryDirectory(prefix="ecograph-") as spill, duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET memory_limit = $limit", {"limit": MEMORY})
        connection.execute("SET temp_directory = $spill", {"spill": spill})
        yield connection

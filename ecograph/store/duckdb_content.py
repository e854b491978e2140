"""The content hash of a graph: the same keys and properties give the same hash in any store.

Each node and relationship is written as one text, hashed, and the hashes of a kind are added up,
so that neither order nor storage matters and no sorting is needed.
"""

from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa

from ecograph.model import Kind, NodeKind, Property, RelationshipKind, Type
from ecograph.store.columns import columns_of
from ecograph.store.duckdb_claims import registered
from ecograph.store.duckdb_schema import quote


class ContentHash:
    """Adds up a graph, kind by kind, from the tables of an `Export`.

    A property that is null adds nothing, so a property that is new in the model does not change
    the hash of the data there was.
    """

    def __init__(self, *, memory_limit: str, spill: Path) -> None:
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
        self._connection.execute(f"SET temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'")
        self._keys: dict[str, pa.Table] = {}
        self._digests: list[str] = []

    def add_nodes(self, kind: NodeKind, table: pa.Table) -> None:
        """Add the nodes of a kind; before the relationships that they are ends of."""
        self._keys[kind.name] = table.select(["nid", "key"])
        if not table.num_rows:
            return
        with registered(self._connection, things=table):
            self._add(kind, f"SELECT {_text(kind, ['key'])} AS said FROM things t")

    def add_relationships(self, kind: RelationshipKind, table: pa.Table) -> None:
        """Add the relationships of a kind, whose ends are `nid`s of nodes added before."""
        if not table.num_rows:
            return
        with registered(
            self._connection, things=table, sources=self._keys[kind.source], targets=self._keys[kind.target]
        ):
            self._add(
                kind,
                f"SELECT {_text(kind, ['a.key', 'b.key'])} AS said FROM things t "
                "JOIN sources a ON a.nid = t.source JOIN targets b ON b.nid = t.target",
            )

    def hexdigest(self) -> str:
        """Return the hash of what was added, as 64 hexadecimal digits."""
        self._connection.close()
        return sha256("\n".join(sorted(self._digests)).encode()).hexdigest()

    def _add(self, kind: Kind, rows: str) -> None:
        ((count, low, high),) = self._connection.execute(
            "SELECT count(*), sum((number & 18446744073709551615)::HUGEINT), sum((number >> 64)::HUGEINT) "
            f"FROM (SELECT md5_number(said) AS number FROM ({rows}))"
        ).fetchall()
        if count:
            self._digests.append(f"{kind.name}\t{count}\t{low % 2**64:016x}\t{high % 2**64:016x}")


def _text(kind: Kind, keys: list[str]) -> str:
    """Return the expression of a row's text; parts say how long they are, so that none runs into the next."""
    parts = [f"strlen({key}) || ':' || {key}" for key in keys]
    # A null makes its whole part null, and `concat` leaves it out.
    parts += [
        f"'|{item.name}=' || {_value(f't.{quote(column)}', item)}"
        for column, item in sorted(columns_of(kind).items())
    ]
    return f"concat({', '.join(parts)})"


def _value(column: str, item: Property) -> str:
    match item.type:
        case Type.TEXT:
            return f"strlen({column}) || ':' || {column}"
        case Type.TEXTS:
            texts = f"list_transform({column}, lambda x: coalesce(strlen(x) || ':' || x, '-'))"
            return f"len({column}) || ':' || array_to_string({texts}, '')"
        case Type.NUMBER:
            return f"({column} + 0.0)::VARCHAR"
        case _:
            return f"{column}::VARCHAR"

"""Reading a whole graph from a server: its counts, its tables, its hash, everything it holds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from ecograph.model import MODEL, DataKind, NodeKind, RelationshipKind
from ecograph.store.base import Export
from ecograph.store.books import Account
from ecograph.store.duckdb_content import ContentHash
from ecograph.store.duckdb_scratch import Scratch
from ecograph.store.neo4j_books import State, read_books
from ecograph.store.neo4j_connection import Connection
from ecograph.store.neo4j_reading import Reader
from ecograph.store.neo4j_schema import count_of
from ecograph.store.neo4j_tables import KeptTables


def count(connection: Connection) -> dict[str, int]:
    """Return how many things there are of each kind in the model."""
    counts = ", ".join(f"{count_of(kind, MODEL)} AS c{place}" for place, kind in enumerate(MODEL))
    (row,) = connection.read(f"RETURN {counts}")
    return dict(zip(MODEL.kinds, map(int, row), strict=True))


class Graph:
    """The graph of one edition of a store. Whoever reads sees to it that the edition stays the same."""

    def __init__(self, connection: Connection, state: State, folder: Path) -> None:
        self._connection = connection
        self._state = state
        self._reader = Reader(connection)
        self._kept = KeptTables(folder, state.edition)
        self._counts = count(connection)

    def export(
        self, chosen: set[str], wanted: Mapping[str, Sequence[str]], accounts: Sequence[Account]
    ) -> Export:
        """Return the chosen kinds with the wanted properties; all of a kind that `wanted` does not name."""
        return Export(
            {k.name: self._nodes(k, wanted.get(k.name)) for k in MODEL.nodes if k.name in chosen},
            {k.name: self._links(k, wanted.get(k.name)) for k in MODEL.relationships if k.name in chosen},
            self._state.version,
            data_kind_of(accounts),
        )

    def hash(self, folder: Path, memory_limit: str) -> str:
        """Return the content hash of what the server holds; a folder takes what does not fit in memory."""
        content = ContentHash(memory_limit=memory_limit, spill=folder / "spill")
        for kind in MODEL.nodes:
            content.add_nodes(kind, self._reader.nodes(kind))
        for link in MODEL.relationships:
            content.add_relationships(link, self._reader.relationships(link, self._counts[link.name]))
        return content.hexdigest()

    def archive(self, scratch: Scratch) -> None:
        """Write everything, claims and runs included, to an empty file."""
        scratch.put_books(read_books(self._connection))
        for kind in MODEL:
            if self._counts[kind.name]:
                table = self._reader.things(kind, self._counts[kind.name])
                if isinstance(kind, NodeKind):
                    scratch.put_identities(kind, table)
                scratch.put_things(kind, table)
        scratch.checkpoint()

    def _nodes(self, kind: NodeKind, properties: Sequence[str] | None) -> pa.Table:
        return self._kept.table(kind.name, properties, lambda: self._reader.nodes(kind, properties))

    def _links(self, kind: RelationshipKind, properties: Sequence[str] | None) -> pa.Table:
        number = self._counts[kind.name]
        return self._kept.table(
            kind.name, properties, lambda: self._reader.relationships(kind, number, properties)
        )


def data_kind_of(accounts: Sequence[Account]) -> DataKind:
    """Return synthetic as soon as a source that claims anything is."""
    kinds = {account.source.data_kind for account in accounts if any(account.holdings.values())}
    return DataKind.SYNTHETIC if DataKind.SYNTHETIC in kinds else DataKind.REAL

"""A run of a store in Neo4j: read what it concerns, compute it in a scratch file, plan the difference."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from ecograph.errors import StoreError
from ecograph.model import MODEL, Kind, NodeKind, RelationshipKind
from ecograph.store.base import Run, Source, Upserted
from ecograph.store.books import Account, Books
from ecograph.store.duckdb_run import DuckRun
from ecograph.store.duckdb_scratch import Scratch
from ecograph.store.neo4j_plan import Plan, in_order
from ecograph.store.neo4j_reading import Reader
from ecograph.store.things import thing_types


class Neo4jRun(Run):
    """One run. Nothing is written to the server before `complete` has returned a plan.

    A run reads whole kinds: those that its tables name, those that its source holds and may
    withdraw, and the relationships of nodes that may go.
    """

    def __init__(
        self,
        reader: Reader,
        scratch: Scratch,
        books: Books,
        counts: dict[str, int],
        contested: frozenset[str],
        source: Source,
        *,
        mix: bool,
        everything: bool,
    ) -> None:
        """Begin a run.

        `everything` makes it look at every kind: the books do not tell what an interrupted run of
        the source has written.
        """
        self.number = books.version + 1
        self._reader = reader
        self._scratch = scratch
        self._books = books
        self._counts = counts
        self._contested = contested
        self._source = source
        self._everything = everything
        self._identified: set[str] = set()
        self._put: set[str] = set()
        self._failed = False
        self._run: DuckRun = scratch.begin(self.number, source, mix=mix)
        self._settles = source.accumulates and not _accumulated(books, source.id)

    def upsert_nodes(self, kind: str, table: pa.Table) -> Upserted:
        """Write nodes by key."""
        with self._guarded():
            self._need(MODEL.node(kind))
        return self._run.upsert_nodes(kind, table)

    def upsert_relationships(self, kind: str, table: pa.Table) -> Upserted:
        """Write relationships between nodes that are there."""
        with self._guarded():
            declared = MODEL.relationship(kind)
            for end in (declared.source, declared.target):
                self._identify(MODEL.node(end))
            self._need(declared)
        return self._run.upsert_relationships(kind, table)

    def complete(self, *, allow_shrink: bool) -> Plan:
        """Return everything that the run writes."""
        if self._failed:
            raise StoreError("A table of this run could not be written.", "Run the load again.")
        held = self._books.holdings_of(self._source.id)
        if not self._source.accumulates or self._run.rank_changed or self._settles:
            for kind in MODEL:
                if kind.name in held:
                    self._need(kind)
        if self._everything:
            for kind in MODEL:
                self._need(kind)
                # From now on the run withdraws from it too.
                self._run.shrinks(kind)
        for link in MODEL.relationships:
            if any(self._may_go(MODEL.node(end)) for end in (link.source, link.target)):
                self._need(link)
        self._run.complete(allow_shrink=allow_shrink)
        kinds = [kind for kind in MODEL if kind.name in self._put]
        contested = {kind.name for kind in kinds if self._scratch.contested(kind)}
        contested |= self._contested - self._put
        return Plan(
            self._books.version,
            self._source,
            in_order({kind.name: self._scratch.changes(kind) for kind in kinds}),
            {kind.name: self._scratch.count(kind) for kind in kinds},
            sorted(contested),
            self._scratch.books(),
        )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._failed = True
            raise

    def _may_go(self, kind: NodeKind) -> bool:
        return kind.name in self._put and self._run.shrinks(kind)

    def _need(self, kind: Kind) -> None:
        """Bring every thing of a kind here, once."""
        if kind.name in self._put:
            return
        self._put.add(kind.name)
        if not self._counts[kind.name]:
            return
        if isinstance(kind, RelationshipKind):
            for end in (kind.source, kind.target):
                self._identify(MODEL.node(end))
        table = self._reader.things(kind, self._counts[kind.name])
        if isinstance(kind, NodeKind) and kind.name not in self._identified:
            self._scratch.put_identities(kind, table)
            self._identified.add(kind.name)
        self._scratch.put_things(kind, table.select(list(thing_types(kind))))
        if self._settles:
            self._scratch.settle_last_runs(self._source.id, kind)

    def _identify(self, kind: NodeKind) -> None:
        """Bring the numbers and keys of every node of a kind here, once."""
        if kind.name not in self._identified and self._counts[kind.name] and kind.name not in self._put:
            self._identified.add(kind.name)
            self._scratch.put_identities(kind, self._reader.identities(kind))


def _accumulated(books: Books, source: str) -> bool:
    accounts: list[Account] = [account for account in books.accounts if account.source.id == source]
    return not accounts or accounts[0].source.accumulates

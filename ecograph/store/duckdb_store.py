"""The embedded store: reads the current version, writes the next."""

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ecograph.errors import StoreError
from ecograph.model import MODEL, Confidence, DataKind, NodeKind
from ecograph.store.base import (
    Claim,
    ClaimedRelationship,
    Direction,
    Disagreement,
    Export,
    GraphStore,
    Match,
    Neighbourhood,
    Node,
    RunRecord,
    Source,
)
from ecograph.store.changes import KindChanges
from ecograph.store.duckdb_changes import find_changes
from ecograph.store.duckdb_connection import OutdatedTables, connect, connect_draft, explained
from ecograph.store.duckdb_content import ContentHash
from ecograph.store.duckdb_export import nodes_table, relationships_table
from ecograph.store.duckdb_neighbourhood import DuckSurroundings
from ecograph.store.duckdb_nodes import find_claimed, find_claims, find_disagreements, find_node
from ecograph.store.duckdb_run import DuckRun, refuse_mixture
from ecograph.store.duckdb_schema import node_table, resolved_view
from ecograph.store.names import NameIndex, build_names, name_columns
from ecograph.store.neighbourhood import find_neighbourhood
from ecograph.store.versions import PinnedFolder, VersionFolder

OPENING_ATTEMPTS = 5


@dataclass(slots=True)
class Opened:
    """A version that is being read: how many read it, and what was counted of it."""

    connection: duckdb.DuckDBPyConnection
    version: int
    readers: int = 0
    known: dict[str, object] = field(default_factory=dict)


class DuckStore(GraphStore):
    """A graph in a folder of versioned files. Readers of many threads and processes never wait."""

    def __init__(
        self, folder: VersionFolder, *, url: str, memory_limit: str, threads: int, wait: float
    ) -> None:
        self.url = url
        self._folder = folder
        self._memory_limit = memory_limit
        self._threads = threads
        self._wait = wait
        self._lock = threading.RLock()
        self._naming = threading.Lock()
        self._names: tuple[int, NameIndex] | None = None
        self._opened: Opened | None = None
        self._closed = False
        with self._reading():
            pass

    @contextmanager
    def begin(self, source: Source, *, mix: bool = False, allow_shrink: bool = False) -> Iterator[DuckRun]:
        """Open a run; leaving the block completes it, an exception in it undoes everything."""
        self._refuse_closed()
        with self._folder.writing(self._wait):
            current = self._folder.current()
            number = (current[0] if current else 0) + 1
            draft = self._folder.draft_of_current()
            connection = self._draft_connection(draft)
            try:
                with connection, explained(self._folder.path):
                    if not mix:
                        refuse_mixture(connection, source)
                    run = DuckRun(connection, number, source)
                    yield run
                    run.complete(allow_shrink=allow_shrink)
                    connection.execute("CHECKPOINT")
                self._folder.publish(draft, number)
            finally:
                connection.close()
                draft.unlink(missing_ok=True)
                draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)

    def version(self) -> int:
        """Return the number of the last completed run; 0 for an empty store."""
        with self._reading() as (_, version):
            return version

    def kept(self) -> list[int]:
        """Return the numbers of the versions that can be read, the earliest first."""
        return self._folder.kept()

    def at(self, version: int) -> "DuckStore":
        """Return an earlier version, as a store of its own that can only be read."""
        self._refuse_closed()
        folder = PinnedFolder(self._folder.path, version)
        return DuckStore(
            folder, url=self.url, memory_limit=self._memory_limit, threads=self._threads, wait=self._wait
        )

    def changes_since(self, version: int, kinds: Iterable[str] | None = None) -> dict[str, KindChanges]:
        """Return what changed since an earlier version, by kind; kinds without a change are left out."""
        written = {kind for run in self.runs() if run.number > version for kind in run.written}
        # To open it says whether it is kept, and of this program's tables.
        self.at(version).close()
        with self._reading() as (_, number):
            before, after = self._folder.file(version), self._folder.file(number)
            wanted, spill = written & {*(written if kinds is None else kinds)}, self._folder.spill()
            return find_changes(before, after, wanted, self._memory_limit, self._threads, spill)

    def runs(self) -> list[RunRecord]:
        """Return every completed run, the first first."""
        with self._reading() as (cursor, _):
            rows = cursor.execute(
                "SELECT r.number, s.id, r.started, r.finished "
                "FROM runs r JOIN sources s ON s.number = r.source ORDER BY r.number"
            ).fetchall()
            counts: dict[int, dict[str, tuple[int, ...]]] = {}
            for run, kind, *numbers in cursor.execute("SELECT * FROM run_counts").fetchall():
                counts.setdefault(run, {})[kind] = tuple(numbers)
        return [
            RunRecord(number, source, _utc(started), _utc(finished), *_by_kind(counts.get(number, {})))
            for number, source, started, finished in rows
        ]

    def sources(self) -> list[Source]:
        """Return every source that has completed a run, by id."""
        with self._reading() as (cursor, _):
            rows = cursor.execute(
                "SELECT id, title, title_th, rank, data_kind, confidence, accumulates, licence "
                "FROM sources ORDER BY id"
            ).fetchall()
        return [
            Source(
                id_, title, title_th, rank, DataKind(data_kind), Confidence(confidence), accumulates, licence
            )
            for id_, title, title_th, rank, data_kind, confidence, accumulates, licence in rows
        ]

    def counts(self) -> dict[str, int]:
        """Return how many things there are of each kind in the model."""
        with self._reading() as (cursor, version):
            known = self._remembered("counts", version)
            if not isinstance(known, dict):
                tables = (
                    node_table(kind) if isinstance(kind, NodeKind) else resolved_view(kind) for kind in MODEL
                )
                query = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
                (row,) = cursor.execute(f"SELECT {query}").fetchall()
                known = dict(zip(MODEL.kinds, row, strict=True))
                self._remember("counts", version, known)
            return dict(known)

    def content_hash(self) -> str:
        """Return a hash of keys and properties alone: the same data, the same hash, in any store."""
        with self._reading() as (cursor, version):
            known = self._remembered("hash", version)
            if not isinstance(known, str):
                content = ContentHash(memory_limit=self._memory_limit, spill=self._folder.spill())
                for kind in MODEL.nodes:
                    content.add_nodes(kind, nodes_table(cursor, kind))
                for link in MODEL.relationships:
                    content.add_relationships(link, relationships_table(cursor, link))
                known = content.hexdigest()
                self._remember("hash", version, known)
            return known

    def node(self, kind: str, key: str) -> Node | None:
        """Return a node with its claims, or None."""
        with self._reading() as (cursor, _):
            return find_node(cursor, MODEL.node(kind), key)

    def claimed_relationships(self, kind: str, ends: Iterable[tuple[str, str]]) -> list[ClaimedRelationship]:
        """Return the relationships of a kind between pairs of keys, with their claims."""
        with self._reading() as (cursor, _):
            return find_claimed(cursor, MODEL.relationship(kind), ends)

    def claims(self, kind: str, keys: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """Return who says so of nodes of one kind, by their keys."""
        with self._reading() as (cursor, _):
            return find_claims(cursor, MODEL.node(kind), keys)

    def neighbourhood(
        self,
        kind: str,
        key: str,
        *,
        hops: int = 1,
        kinds: Sequence[str] = (),
        direction: Direction = "both",
        limit: int = 200,
    ) -> Neighbourhood | None:
        """Return what surrounds a node, nearest first, or None where there is no such node."""
        followed = tuple(MODEL.relationship(name) for name in kinds) or MODEL.relationships
        with self._reading() as (cursor, _):
            return find_neighbourhood(
                DuckSurroundings(cursor),
                MODEL.node(kind),
                key,
                hops=hops,
                kinds=followed,
                direction=direction,
                limit=limit,
            )

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[Match]:
        """Return nodes by name, in Thai or English, the best match first."""
        chosen = tuple(MODEL.node(name).name for name in kinds)
        with self._reading() as (cursor, version), self._naming:
            names = self._names_of(cursor, version)
            by_key = names.find_keys(text.strip(), chosen, limit)
            by_name = names.search(text, chosen, limit)
        seen = {(match.kind, match.key) for match in by_key}
        return [*by_key, *(match for match in by_name if (match.kind, match.key) not in seen)][:limit]

    def disagreements(self, limit: int = 1000) -> list[Disagreement]:
        """Return where sources say different things of the same property."""
        with self._reading() as (cursor, _):
            return find_disagreements(cursor, limit)

    def export(
        self,
        kinds: Iterable[str] | None = None,
        properties: Mapping[str, Sequence[str]] | None = None,
    ) -> Export:
        """Return the graph as tables."""
        chosen = set(MODEL.kinds) if kinds is None else set(kinds)
        wanted = properties or {}
        for name in (*chosen, *wanted):
            if name not in MODEL.kinds:
                MODEL.relationship(name) if " " in name else MODEL.node(name)
        with self._reading() as (cursor, version):
            return Export(
                {k.name: nodes_table(cursor, k, wanted.get(k.name)) for k in MODEL.nodes if k.name in chosen},
                {
                    k.name: relationships_table(cursor, k, wanted.get(k.name))
                    for k in MODEL.relationships
                    if k.name in chosen
                },
                version,
                _data_kind(cursor),
            )

    def archive(self, path: Path) -> None:
        """Write everything that the store holds, claims and runs included, to a new file."""
        with self._reading():
            current = self._folder.current()
            if current is None:
                raise StoreError(f"The store {self._folder.path} is empty.", "Load something into it first.")
            with self._folder.explained():
                shutil.copyfile(current[1], path)

    def restore(self, path: Path) -> None:
        """Fill the store, which must be empty, with an archive of this or another store."""
        self._refuse_closed()
        with self._folder.writing(self._wait):
            if self._folder.current() is not None:
                raise StoreError(f"The store {self._folder.path} is not empty.", "Give a new one.")
            draft = self._folder.draft()
            try:
                with self._folder.explained():
                    shutil.copyfile(path, draft)
                with explained(self._folder.path), self._draft_connection(draft) as connection:
                    ((number,),) = connection.execute("SELECT max(number) FROM runs").fetchall()
                    connection.execute("CHECKPOINT")
                self._folder.publish(draft, int(number))
            finally:
                draft.unlink(missing_ok=True)
                draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of files and connections."""
        with self._lock:
            self._closed = True
            opened, self._opened = self._opened, None
            if opened is not None:
                self._let_go(opened)
        with self._naming:
            if self._names is not None:
                self._names[1].close()
                self._names = None

    @contextmanager
    def _reading(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, int]]:
        """Give a cursor on the current version and its number; the version stays while the block lasts."""
        with self._lock:
            self._refuse_closed()
            opened = self._current()
            opened.readers += 1
            cursor = opened.connection.cursor()
        try:
            with explained(self._folder.path):
                yield cursor, opened.version
        finally:
            with self._lock:
                cursor.close()
                opened.readers -= 1
                self._let_go(opened)

    def _current(self) -> Opened:
        """Return the current version, opened anew where the pointer has moved."""
        for _ in range(OPENING_ATTEMPTS):
            number, path = self._folder.current() or (0, None)
            before = self._opened
            if before is not None and before.version == number:
                return before
            try:
                connection = connect(
                    path, memory_limit=self._memory_limit, threads=self._threads, spill=self._folder.spill()
                )
            except OutdatedTables:
                self._bring_up_to_date()
                continue
            except FileNotFoundError:
                # Three runs were completed between reading the pointer and opening the file.
                continue
            self._opened = Opened(connection, number)
            if before is not None:
                self._let_go(before)
            return self._opened
        raise StoreError(f"The store {self._folder.path} changes faster than it can be read.", "Try again.")

    def _bring_up_to_date(self) -> None:
        """Give the current version the tables of this program's model; its number stays the same."""
        with self._folder.writing(self._wait):
            number, _ = self._folder.current() or (0, None)
            draft = self._folder.draft_of_current()
            with explained(self._folder.path), self._draft_connection(draft) as connection:
                connection.execute("CHECKPOINT")
            self._folder.publish(draft, number)

    def _draft_connection(self, draft: Path) -> duckdb.DuckDBPyConnection:
        return connect_draft(
            draft, memory_limit=self._memory_limit, threads=self._threads, spill=self._folder.draft("spill")
        )

    def _let_go(self, opened: Opened) -> None:
        """Close a version that is no longer current when its last reader is done."""
        # To close a connection closes its cursors, in the middle of what other threads read.
        if opened is not self._opened and not opened.readers:
            opened.connection.close()

    def _names_of(self, cursor: duckdb.DuckDBPyConnection, version: int) -> NameIndex:
        """Return the index of names of a version, which the first search builds."""
        if self._names is not None and self._names[0] == version:
            return self._names[1]
        path = self._folder.names_of(version)
        if not path.exists():
            with self._folder.explained():
                tables = ((kind, nodes_table(cursor, kind, name_columns(kind))) for kind in MODEL.nodes)
                build_names(path, self._folder.draft("sqlite"), tables)
        opened = NameIndex(path)
        if self._names is not None:
            self._names[1].close()
        self._names = version, opened
        return opened

    def _remembered(self, what: str, version: int) -> object:
        with self._lock:
            opened = self._opened
            return opened.known.get(what) if opened is not None and version == opened.version else None

    def _remember(self, what: str, version: int, value: object) -> None:
        with self._lock:
            if self._opened is not None and version == self._opened.version:
                self._opened.known[what] = value

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError(f"The store {self._folder.path} has been closed.", "Open it again.")


def _data_kind(cursor: duckdb.DuckDBPyConnection) -> DataKind:
    synthetic = cursor.execute(
        "SELECT 1 FROM sources s JOIN holdings h ON h.source = s.number "
        "WHERE s.data_kind = 'synthetic' LIMIT 1"
    ).fetchall()
    return DataKind.SYNTHETIC if synthetic else DataKind.REAL


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _by_kind(counts: dict[str, tuple[int, ...]]) -> Iterator[dict[str, int]]:
    for place in range(5):
        yield {kind: counts[kind][place] for kind in MODEL.kinds if kind in counts and counts[kind][place]}

"""The production store: a graph in a Neo4j database that people and other tools read too."""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ecograph.errors import StoreBusy, StoreError
from ecograph.model import MODEL, DataKind, NodeKind
from ecograph.store.base import (
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
from ecograph.store.books import Account, Books
from ecograph.store.duckdb_content import ContentHash
from ecograph.store.duckdb_scratch import Scratch
from ecograph.store.names import NameIndex, build_names, name_columns
from ecograph.store.neighbourhood import find_neighbourhood
from ecograph.store.neo4j_books import State, read_books, read_runs, read_state
from ecograph.store.neo4j_connection import Connection, Neo4jOptions
from ecograph.store.neo4j_lock import WriterLock
from ecograph.store.neo4j_names import LOCAL_NAMES, find_by_key, search_on_server
from ecograph.store.neo4j_nodes import NodeReader
from ecograph.store.neo4j_plan import plan_of, read_plan
from ecograph.store.neo4j_reading import Reader
from ecograph.store.neo4j_run import Neo4jRun
from ecograph.store.neo4j_schema import count_of, ddl
from ecograph.store.neo4j_writing import PlanWriter, spool_folder

READING_ATTEMPTS = 3
A_DAY = 86_400
T = TypeVar("T")


class Neo4jStore(GraphStore):
    """A graph in a database of a Neo4j server. Threads may share it.

    What was read of a version is kept until the version moves, so that a server that is away for a
    while is missed as little as can be.
    """

    def __init__(
        self, url: str, *, options: Neo4jOptions, memory_limit: str, threads: int, wait: float
    ) -> None:
        self.url = url
        self._options = options
        self._memory_limit = memory_limit
        self._threads = threads
        self._wait = wait
        self._lock = threading.RLock()
        self._known: dict[str, object] = {}
        self._known_of = ("", 0)
        self._names: NameIndex | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._closed = False
        self._connection = Connection(url, options)
        try:
            self._connection.verify()
            read_state(self._connection)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def begin(self, source: Source, *, mix: bool = False, allow_shrink: bool = False) -> Iterator[Neo4jRun]:
        """Open a run; leaving the block completes it, an exception in it undoes everything."""
        self._refuse_closed()
        with self._writing() as lock, self._scratch() as scratch:
            unfinished = self._finish_interrupted(lock, source)
            books = read_books(self._connection)
            if unfinished:
                books = _with_account(books, source)
            scratch.put_books(replace(books, runs=()))
            state = read_state(self._connection)
            run = Neo4jRun(
                Reader(self._connection),
                scratch,
                books,
                self._count(),
                state.contested,
                source,
                mix=mix,
            )
            yield run
            plan = run.complete(allow_shrink=allow_shrink)
            spool = spool_folder(self._options.spool, state.id, plan.books.version)
            PlanWriter(self._connection, lock, spool).write(plan)

    def version(self) -> int:
        """Return the number of the last completed run; 0 for an empty store."""
        return self._state().version

    def runs(self) -> list[RunRecord]:
        """Return every completed run, the first first."""
        self._refuse_closed()
        return read_runs(self._connection)

    def sources(self) -> list[Source]:
        """Return every source that has completed a run, by id."""
        return [account.source for account in self._accounts(self._state())]

    def counts(self) -> dict[str, int]:
        """Return how many things there are of each kind in the model."""
        return dict(self._of_version("counts", self._count))

    def content_hash(self) -> str:
        """Return a hash of keys and properties alone: the same data, the same hash, in any store."""
        return self._of_version("hash", self._hash)

    def node(self, kind: str, key: str) -> Node | None:
        """Return a node with its claims, or None."""
        found = self._node_reader().node(MODEL.node(kind), key)
        return found[1] if found else None

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
        return find_neighbourhood(
            self._node_reader(),
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
        state = self._state()
        if not state.version:
            return []
        by_key = find_by_key(self._connection, text.strip(), chosen, limit)
        counts = self._count()
        if state.loading or sum(counts[kind.name] for kind in MODEL.nodes) > LOCAL_NAMES:
            by_name = search_on_server(self._connection, text, chosen, limit)
        else:
            with self._lock:
                by_name = self._index(state).search(text, chosen, limit)
        seen = {(match.kind, match.key) for match in by_key}
        return [*by_key, *(match for match in by_name if (match.kind, match.key) not in seen)][:limit]

    def disagreements(self, limit: int = 1000) -> list[Disagreement]:
        """Return where sources say different things of the same property."""
        state = self._state()
        contested = [kind for kind in MODEL if kind.name in state.contested]
        return self._node_reader().disagreements(contested, limit)

    def export(
        self,
        kinds: Iterable[str] | None = None,
        properties: Mapping[str, Sequence[str]] | None = None,
    ) -> Export:
        """Return the graph as tables."""
        chosen = set(MODEL.kinds) if kinds is None else set(kinds)
        wanted = dict(properties or {})
        for name in (*chosen, *wanted):
            if name not in MODEL.kinds:
                MODEL.relationship(name) if " " in name else MODEL.node(name)
        for name, asked in wanted.items():
            for item in asked:
                MODEL.kinds[name].property(item)
        return self._steadily(lambda state: self._export(state, chosen, wanted))

    def archive(self, path: Path) -> None:
        """Write everything that the store holds, claims and runs included, to a new file."""
        if not self.version():
            raise StoreError(
                f"The store {self._connection.address} is empty.", "Load something into it first."
            )
        self._steadily(lambda _: self._archive(path))

    def restore(self, path: Path) -> None:
        """Fill the store, which must be empty, with an archive of this or another store."""
        self._refuse_closed()
        with self._writing() as lock, self._temporary() as folder:
            state = read_state(self._connection)
            if state.version or state.loading or any(self._count().values()):
                raise StoreError(f"The store {self._connection.address} is not empty.", "Give an empty one.")
            try:
                shutil.copyfile(path, folder / "archive.duckdb")
            except OSError as error:
                raise StoreError(f"The archive {path} cannot be read: {error.strerror}.") from error
            with self._scratch_at(folder / "archive.duckdb") as scratch:
                plan = plan_of(scratch)
                spool = spool_folder(self._options.spool, state.id, plan.books.version)
                PlanWriter(self._connection, lock, spool).write(plan)

    def close(self) -> None:
        """Let go of files and connections."""
        with self._lock:
            self._closed = True
            self._forget()
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None
        self._connection.close()

    def _export(self, state: State, chosen: set[str], wanted: dict[str, Sequence[str]]) -> Export:
        reader, counts = Reader(self._connection), self._count()
        return Export(
            {k.name: reader.nodes(k, wanted.get(k.name)) for k in MODEL.nodes if k.name in chosen},
            {
                k.name: reader.relationships(k, counts[k.name], wanted.get(k.name))
                for k in MODEL.relationships
                if k.name in chosen
            },
            state.version,
            _data_kind(self._accounts(state)),
        )

    def _archive(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        reader, counts = Reader(self._connection), self._count()
        with self._scratch_at(path) as scratch:
            scratch.put_books(read_books(self._connection))
            for kind in MODEL:
                if counts[kind.name]:
                    table = reader.things(kind, counts[kind.name])
                    if isinstance(kind, NodeKind):
                        scratch.put_identities(kind, table)
                    scratch.put_things(kind, table)
            scratch.checkpoint()

    def _hash(self) -> str:
        reader, counts = Reader(self._connection), self._count()
        with self._temporary() as folder:
            content = ContentHash(memory_limit=self._memory_limit, spill=folder / "spill")
            for kind in MODEL.nodes:
                content.add_nodes(kind, reader.nodes(kind))
            for link in MODEL.relationships:
                content.add_relationships(link, reader.relationships(link, counts[link.name]))
            return content.hexdigest()

    def _count(self) -> dict[str, int]:
        counts = ", ".join(f"{count_of(kind, MODEL)} AS c{place}" for place, kind in enumerate(MODEL))
        (row,) = self._connection.read(f"RETURN {counts}")
        return dict(zip(MODEL.kinds, map(int, row), strict=True))

    def _state(self) -> State:
        self._refuse_closed()
        return read_state(self._connection)

    def _accounts(self, state: State) -> Sequence[Account]:
        return self._known_as("accounts", state, lambda: read_books(self._connection).accounts)

    def _node_reader(self) -> NodeReader:
        return NodeReader(self._connection, self._accounts(self._state()))

    def _index(self, state: State) -> NameIndex:
        """Return the index of the names of a version, which the first search builds."""
        self._remember_only(state)
        if self._names is None:
            reader = Reader(self._connection)
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="ecograph-names-")
            path = Path(self._folder.name) / f"{state.id}-{state.version}.sqlite"
            path.unlink(missing_ok=True)
            tables = ((kind, reader.nodes(kind, name_columns(kind))) for kind in MODEL.nodes)
            build_names(path, path.with_suffix(".draft"), tables)
            self._names = NameIndex(path)
        return self._names

    def _of_version(self, what: str, read: Callable[[], T]) -> T:
        """Return what was read of the current version, or read it."""
        return self._steadily(lambda state: self._known_as(what, state, read))

    def _known_as(self, what: str, state: State, read: Callable[[], T]) -> T:
        with self._lock:
            self._remember_only(state)
            if what in self._known:
                return self._known[what]  # type: ignore[return-value]
        value = read()
        with self._lock:
            if self._known_of == (state.id, state.version):
                self._known[what] = value
        return value

    def _remember_only(self, state: State) -> None:
        if self._known_of != (state.id, state.version):
            self._forget()
            self._known_of = (state.id, state.version)

    def _forget(self) -> None:
        self._known = {}
        if self._names is not None:
            self._names.close()
            self._names = None

    def _steadily(self, read: Callable[[State], T]) -> T:
        """Return what is read of one version: again where a run was completed in the middle of it."""
        for _ in range(READING_ATTEMPTS):
            before = self._state()
            if before.loading:
                break
            value = read(before)
            after = self._state()
            if not after.loading and (before.id, before.version) == (after.id, after.version):
                return value
        raise StoreBusy(
            f"A large run is being written to the store {self._connection.address}.",
            "Read again when it is done. If it was interrupted, run its load again: it goes on.",
        )

    @contextmanager
    def _writing(self) -> Iterator[WriterLock]:
        """Hold the lock of the one writer of a database that has every constraint and index."""
        self._make_schema()
        lock = WriterLock(self._connection, expiry=self._options.lock_expiry, wait=self._wait)
        with lock:
            yield lock

    def _make_schema(self) -> None:
        there = {name for (name,) in self._connection.read("SHOW INDEXES YIELD name")}
        missing = [statement for name, statement in ddl(MODEL).items() if name not in there]
        for statement in missing:
            self._connection.run(statement)
        if missing:
            self._connection.run("CALL db.awaitIndexes(300)")

    def _finish_interrupted(self, lock: WriterLock, source: Source) -> bool:
        """Write the rest of a run that was interrupted; return whether this run must make up for it."""
        loading = read_state(self._connection).loading
        if loading is None:
            return False
        folder = Path(loading.spool)
        plan = read_plan(folder)
        if plan is not None and plan.books.version == loading.run:
            PlanWriter(self._connection, lock, folder).resume(plan, loading.step, loading.row)
            return False
        if loading.source.id == source.id:
            return True
        raise StoreError(
            f"A run of {loading.source.id!r} was interrupted while it was written, and the rest of it is "
            f"not at {folder} on this machine.",
            f"Load {loading.source.id!r} again, here or where it was interrupted.",
        )

    @contextmanager
    def _scratch(self) -> Iterator[Scratch]:
        with self._temporary() as folder, self._scratch_at(folder / "scratch.duckdb") as scratch:
            yield scratch

    def _scratch_at(self, path: Path) -> Scratch:
        return Scratch(path, memory_limit=self._memory_limit, threads=self._threads)

    @contextmanager
    def _temporary(self) -> Iterator[Path]:
        """Give a folder beside the spool; what killed processes left there goes after a day."""
        spool = self._options.spool
        try:
            spool.mkdir(parents=True, exist_ok=True, mode=0o700)
            for left in spool.glob("scratch-*"):
                if time.time() - left.stat().st_mtime > A_DAY:
                    shutil.rmtree(left, ignore_errors=True)
            folder = TemporaryDirectory(prefix="scratch-", dir=spool)
        except OSError as error:
            raise StoreError(
                f"The folder {spool} cannot be written: {error.strerror}.",
                "Free some space, or set ECOGRAPH_HOME.",
            ) from error
        with folder as path:
            yield Path(path)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError(f"The store {self._connection.address} has been closed.", "Open it again.")


def _data_kind(accounts: Sequence[Account]) -> DataKind:
    """Return synthetic as soon as a source that claims anything is."""
    kinds = {account.source.data_kind for account in accounts if any(account.holdings.values())}
    return DataKind.SYNTHETIC if DataKind.SYNTHETIC in kinds else DataKind.REAL


def _with_account(books: Books, source: Source) -> Books:
    """Return the books with an account of a source that claims things, though no run of it was completed."""
    if source.id in {account.source.id for account in books.accounts}:
        return books
    accounts = (*books.accounts, Account(source, books.version + 1))
    return Books(books.version, accounts, books.runs)

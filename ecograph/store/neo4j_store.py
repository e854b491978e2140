"""The production store: a graph in a Neo4j database that people and other tools read too."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ecograph.errors import StoreBusy, StoreError
from ecograph.model import MODEL
from ecograph.store.base import (
    Claim,
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
from ecograph.store.books import Account
from ecograph.store.duckdb_scratch import Scratch
from ecograph.store.neighbourhood import find_neighbourhood
from ecograph.store.neo4j_books import State, read_books, read_runs, read_state
from ecograph.store.neo4j_connection import Connection, Neo4jOptions
from ecograph.store.neo4j_edition import Edition
from ecograph.store.neo4j_graph import Graph, count
from ecograph.store.neo4j_lock import WriterLock
from ecograph.store.neo4j_names import LOCAL_NAMES, find_by_key, search_on_server
from ecograph.store.neo4j_nodes import NodeReader
from ecograph.store.neo4j_plan import Plan, plan_of
from ecograph.store.neo4j_reading import Reader
from ecograph.store.neo4j_recovery import finish_interrupted, make_schema, with_account
from ecograph.store.neo4j_run import Neo4jRun
from ecograph.store.neo4j_spool import Spool
from ecograph.store.neo4j_writing import PlanWriter

READING_ATTEMPTS = 3
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
        self._spool = Spool(options.spool)
        self._edition = Edition()
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
        with self._writing() as lock, self._spool.scratch() as folder:
            unfinished = finish_interrupted(self._connection, lock, self._spool, source)
            books, state = read_books(self._connection), read_state(self._connection)
            if unfinished:
                books = with_account(books, source)
            with self._scratch(folder / "scratch.duckdb") as scratch:
                scratch.put_books(replace(books, runs=()))
                run = Neo4jRun(
                    Reader(self._connection),
                    scratch,
                    books,
                    count(self._connection),
                    state.contested,
                    source,
                    mix=mix,
                    everything=unfinished,
                )
                yield run
                plan = run.complete(allow_shrink=allow_shrink)
                self._write(lock, state, plan)

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
        return dict(self._of_edition("counts", lambda _: count(self._connection)))

    def content_hash(self) -> str:
        """Return a hash of keys and properties alone: the same data, the same hash, in any store."""
        return self._of_edition("hash", self._hash)

    def node(self, kind: str, key: str) -> Node | None:
        """Return a node with its claims, or None."""
        found = self._node_reader().node(MODEL.node(kind), key)
        return found[1] if found else None

    def claims(self, kind: str, keys: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """Return who says so of nodes of one kind, by their keys."""
        return self._node_reader().claims(MODEL.node(kind), keys)

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
        counts = count(self._connection)
        if state.loading or sum(counts[kind.name] for kind in MODEL.nodes) > LOCAL_NAMES:
            by_name = search_on_server(self._connection, text, chosen, limit)
        else:
            with self._edition.lock:
                names = self._edition.names(state, Reader(self._connection))
                by_name = names.search(text, chosen, limit)
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
        return self._steadily(lambda state: self._graph(state).export(chosen, wanted, self._accounts(state)))

    def archive(self, path: Path) -> None:
        """Write everything that the store holds, claims and runs included, to a new file."""
        if not self.version():
            raise StoreError(
                f"The store {self._connection.address} is empty.", "Load something into it first."
            )
        self._steadily(lambda state: self._archive(state, path))

    def restore(self, path: Path) -> None:
        """Fill the store, which must be empty, with an archive of this or another store."""
        self._refuse_closed()
        with self._writing() as lock, self._spool.scratch() as folder:
            state = read_state(self._connection)
            if state.version or state.loading or any(count(self._connection).values()):
                raise StoreError(f"The store {self._connection.address} is not empty.", "Give an empty one.")
            try:
                shutil.copyfile(path, folder / "archive.duckdb")
            except OSError as error:
                raise StoreError(f"The archive {path} cannot be read: {error.strerror}.") from error
            with self._scratch(folder / "archive.duckdb") as scratch:
                self._write(lock, state, plan_of(scratch))

    def close(self) -> None:
        """Let go of files and connections."""
        self._closed = True
        self._edition.close()
        self._connection.close()

    def _graph(self, state: State) -> Graph:
        return Graph(self._connection, state, self._options.spool)

    def _archive(self, state: State, path: Path) -> None:
        path.unlink(missing_ok=True)
        with self._scratch(path) as scratch:
            self._graph(state).archive(scratch)

    def _hash(self, state: State) -> str:
        with self._spool.scratch() as folder:
            return self._graph(state).hash(folder, self._memory_limit)

    def _state(self) -> State:
        self._refuse_closed()
        return read_state(self._connection)

    def _accounts(self, state: State) -> Sequence[Account]:
        return self._edition.known("accounts", state, lambda: read_books(self._connection).accounts)

    def _node_reader(self) -> NodeReader:
        return NodeReader(self._connection, self._accounts(self._state()))

    def _of_edition(self, what: str, read: Callable[[State], T]) -> T:
        """Return what was read of what the store holds now, or read it."""
        return self._steadily(lambda state: self._edition.known(what, state, lambda: read(state)))

    def _steadily(self, read: Callable[[State], T]) -> T:
        """Return what is read of one version: again where a run was completed in the middle of it."""
        for _ in range(READING_ATTEMPTS):
            before = self._state()
            if before.loading:
                break
            value = read(before)
            after = self._state()
            if not after.loading and before.edition == after.edition:
                return value
        raise StoreBusy(
            f"A large run is being written to the store {self._connection.address}.",
            "Read again when it is done. If it was interrupted, run its load again: it goes on.",
        )

    @contextmanager
    def _writing(self) -> Iterator[WriterLock]:
        """Hold the lock of the one writer of a database that has every constraint and index."""
        make_schema(self._connection)
        lock = WriterLock(self._connection, expiry=self._options.lock_expiry, wait=self._wait)
        with lock:
            yield lock

    def _write(self, lock: WriterLock, state: State, plan: Plan) -> None:
        spool = self._spool.plan(state.id, plan.books.version)
        PlanWriter(self._connection, lock, spool).write(plan)

    def _scratch(self, path: Path) -> Scratch:
        return Scratch(path, memory_limit=self._memory_limit, threads=self._threads)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError(f"The store {self._connection.address} has been closed.", "Open it again.")

"""A graph, or the part of it that a run needs, taken from another store into a file to compute in.

Runs of a server's store are computed here by the rules of the embedded one, from the things that
the server holds; what then differs is what the server must be told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from ecograph.model import MODEL, Confidence, DataKind, Kind, NodeKind
from ecograph.store.base import RunRecord, Source
from ecograph.store.books import COUNTED, Account, Books
from ecograph.store.columns import ENDS, identity_columns, key_columns
from ecograph.store.duckdb_claims import registered
from ecograph.store.duckdb_connection import connect_draft, explained
from ecograph.store.duckdb_resolution import resolve
from ecograph.store.duckdb_run import DuckRun, refuse_mixture
from ecograph.store.duckdb_schema import claim_table, contested_table, node_table, quote, same_thing
from ecograph.store.duckdb_things import claims_of_things, things
from ecograph.store.things import thing_types

_SOURCE_FIELDS = (
    "id",
    "title",
    "title_th",
    "rank",
    "data_kind",
    "confidence",
    "accumulates",
    "licence",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run changes of a kind: identities of things that go, and whole things."""

    gone: pa.Table
    changed: pa.Table
    created: pa.Table


class Scratch:
    """A draft of the embedded store, filled with things and books of another. A context manager."""

    def __init__(self, path: Path, *, memory_limit: str, threads: int = 0) -> None:
        self._path = path
        self.connection = connect_draft(
            path, memory_limit=memory_limit, threads=threads, spill=path.with_suffix(".spill")
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.connection.close()

    def put_books(self, books: Books) -> None:
        """Write the books, before anything else."""
        with explained(self._path):
            for number, account in enumerate(books.accounts, start=1):
                source = account.source
                row = [number, *(_plain(getattr(source, name)) for name in _SOURCE_FIELDS), account.last_run]
                self._insert("sources", [row])
                self._insert("holdings", [[kind, number, n] for kind, n in account.holdings.items()])
            documents = [
                (number, name)
                for number, account in enumerate(books.accounts, start=1)
                for name in account.documents
            ]
            self._insert("documents", [[place, *row] for place, row in enumerate(documents, start=1)])
            self.connection.execute("CREATE OR REPLACE TEMP TABLE sources_before AS FROM sources")
            numbers = {account.source.id: n for n, account in enumerate(books.accounts, start=1)}
            for run in books.runs:
                moments = [
                    moment.astimezone(UTC).replace(tzinfo=None) for moment in (run.started, run.finished)
                ]
                self._insert("runs", [[run.number, numbers[run.source], *moments]])
                counts = [getattr(run, name) for name in COUNTED]
                kinds = dict.fromkeys(kind for count in counts for kind in count)
                self._insert(
                    "run_counts", [[run.number, k, *(count.get(k, 0) for count in counts)] for k in kinds]
                )

    def books(self) -> Books:
        """Return the books as they are now."""
        rows = self.connection.execute(
            f"SELECT number, last_run, {', '.join(_SOURCE_FIELDS)} FROM sources ORDER BY id"
        ).fetchall()
        accounts = []
        for number, last_run, *said in rows:
            id_, title, title_th, rank, data_kind, confidence, accumulates, licence = said
            source = Source(
                id_, title, title_th, rank, DataKind(data_kind), Confidence(confidence), accumulates, licence
            )
            documents = self.connection.execute(
                "SELECT name FROM documents WHERE source = ? ORDER BY number", [number]
            ).fetchall()
            held = self.connection.execute(
                "SELECT kind, claims FROM holdings WHERE source = ? ORDER BY kind", [number]
            ).fetchall()
            accounts.append(Account(source, last_run, tuple(name for (name,) in documents), dict(held)))
        runs = tuple(self._runs())
        return Books(runs[-1].number if runs else 0, tuple(accounts), runs)

    def put_identities(self, kind: NodeKind, table: pa.Table) -> None:
        """Write the numbers and keys of every node of a kind."""
        names = ", ".join(quote(name) for name in ("nid", "key", *key_columns(kind)))
        with explained(self._path), registered(self.connection, things=table):
            self.connection.execute(f"INSERT INTO {node_table(kind)} BY NAME SELECT {names} FROM things")

    def put_things(self, kind: Kind, table: pa.Table) -> None:
        """Write every thing of a kind, as the other store holds it; identities of nodes before."""
        with explained(self._path):
            with registered(self.connection, things=table):
                self.connection.execute(f"CREATE OR REPLACE TABLE {_before(kind)} AS FROM things")
            self.connection.execute(
                f"INSERT INTO {claim_table(kind)} BY NAME SELECT row_number() OVER () AS claim, * "
                f"FROM ({claims_of_things(kind, _before(kind))})"
            )
            resolve(self.connection, kind)

    def settle_last_runs(self, source: str, kind: Kind) -> None:
        """Let every claim of a source that now accumulates bear the run that made it last."""
        with explained(self._path):
            self.connection.execute(
                f"UPDATE {claim_table(kind)} SET claim_last_run = s.last_run FROM sources_before s "
                "WHERE claim_source = s.number AND s.id = ? AND NOT s.accumulates",
                [source],
            )

    def begin(self, number: int, source: Source, *, mix: bool) -> DuckRun:
        """Return a run that is computed here."""
        with explained(self._path):
            if not mix:
                refuse_mixture(self.connection, source)
            return DuckRun(self.connection, number, source)

    def changes(self, kind: Kind) -> Changes:
        """Return how things of a kind differ from what was put here."""
        names = list(thing_types(kind))
        same = same_thing(kind, "a", "b")
        differs = " OR ".join(f"a.{quote(c)} IS DISTINCT FROM b.{quote(c)}" for c in names)
        identity = ", ".join(quote(c) for c in identity_columns(kind))
        with explained(self._path):
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE after AS {things(kind)}")
            self.connection.execute(
                f"CREATE TABLE IF NOT EXISTS {_before(kind)} AS SELECT * FROM after LIMIT 0"
            )
            gone = self._table(f"SELECT {identity} FROM {_before(kind)} a ANTI JOIN after b ON {same}")
            created = self._table(f"SELECT * FROM after a ANTI JOIN {_before(kind)} b ON {same}")
            changed = self._table(f"SELECT a.* FROM after a JOIN {_before(kind)} b ON {same} WHERE {differs}")
            self.connection.execute("DROP TABLE after")
        return Changes(gone, changed, created)

    def all_things(self, kind: Kind) -> pa.Table:
        """Return every thing of a kind."""
        with explained(self._path):
            return self._table(things(kind))

    def count(self, kind: Kind) -> int:
        """Return how many things of a kind there are."""
        ((contested,),) = self.connection.execute(f"SELECT count(*) FROM {contested_table(kind)}").fetchall()
        if isinstance(kind, NodeKind):
            query = f"SELECT count(*) FROM {node_table(kind)}"
        else:
            query = f"SELECT count(*) FROM {claim_table(kind)}"
            if contested:
                ends = ", ".join(map(quote, (*ENDS, *kind.discriminators)))
                query = f"SELECT count(*) FROM (SELECT DISTINCT {ends} FROM {claim_table(kind)})"
        ((count,),) = self.connection.execute(query).fetchall()
        return int(count)

    def contested(self, kind: Kind) -> int:
        """Return how many things of a kind several sources claim."""
        ((count,),) = self.connection.execute(f"SELECT count(*) FROM {contested_table(kind)}").fetchall()
        return int(count)

    def checkpoint(self) -> None:
        """Bring everything into the one file, and drop what only a run needs."""
        with explained(self._path):
            for kind in MODEL:
                self.connection.execute(f"DROP TABLE IF EXISTS {_before(kind)}")
            self.connection.execute("CHECKPOINT")

    def _runs(self) -> Iterator[RunRecord]:
        counts: dict[int, dict[str, tuple[int, ...]]] = {}
        for run, kind, *numbers in self.connection.execute("SELECT * FROM run_counts").fetchall():
            counts.setdefault(run, {})[kind] = tuple(numbers)
        rows = self.connection.execute(
            "SELECT r.number, s.id, r.started, r.finished "
            "FROM runs r JOIN sources s ON s.number = r.source ORDER BY r.number"
        ).fetchall()
        for number, source, started, finished in rows:
            of_run = counts.get(number, {})
            by_field = [
                {kind: of_run[kind][place] for kind in MODEL.kinds if kind in of_run and of_run[kind][place]}
                for place in range(len(COUNTED))
            ]
            yield RunRecord(
                number, source, started.replace(tzinfo=UTC), finished.replace(tzinfo=UTC), *by_field
            )

    def _table(self, query: str) -> pa.Table:
        table: pa.Table = self.connection.sql(query).to_arrow_table()
        return table

    def _insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            places = ", ".join("?" for _ in rows[0])
            self.connection.executemany(f"INSERT INTO {table} VALUES ({places})", [list(row) for row in rows])


def _plain(value: object) -> object:
    return value.value if isinstance(value, DataKind | Confidence) else value


def _before(kind: Kind) -> str:
    """Return the table of the things of a kind as they were put here."""
    return quote(f"before {kind.name}")

"""The books of a store in Neo4j: nodes that a person can read, written with the last of a run."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from neo4j import Transaction

from ecograph.errors import StoreError
from ecograph.store.base import RunRecord, Source
from ecograph.store.books import COUNTED, Account, Books, source_fields, source_from_fields
from ecograph.store.neo4j_connection import Connection, rows_of
from ecograph.store.neo4j_schema import FORMAT, RUN, SOURCE, STORE

STORE_NODE = f"(s:{STORE} {{name: 'store'}})"


@dataclass(frozen=True, slots=True)
class Loading:
    """A large run that is being written: what it is, where its changes lie, and how far it came."""

    run: int
    stamp: str
    source: Source
    spool: str
    step: int
    row: int


@dataclass(frozen=True, slots=True)
class State:
    """What a store says of itself now.

    `id` is another for every store there ever was, `stamp` for every run: a store that was set back
    to a backup comes to the same version a second time, with other things in it.
    """

    id: str = ""
    version: int = 0
    stamp: str = ""
    loading: Loading | None = None
    writer: str = ""
    contested: frozenset[str] = frozenset()

    @property
    def edition(self) -> str:
        """The name of what the store holds now, which no other content ever has."""
        return f"{self.id}-{self.version}-{self.stamp}"


def read_state(connection: Connection) -> State:
    """Return the state of a store.

    Raises
    ------
    StoreError
        A newer version of this program wrote the store, or something else did.
    """
    rows = connection.read(f"MATCH {STORE_NODE} RETURN properties(s)")
    if not rows:
        return State()
    said: dict[str, Any] = rows[0][0]
    if said["format"] > FORMAT:
        raise StoreError(
            f"The store {connection.address} was written by a newer version of this program.", "Update it."
        )
    stamp = said.get("stamp") or ""
    if not f"{said['id']}{stamp}".isalnum():
        # They become names of files.
        raise StoreError(f"The books of the store {connection.address} are damaged.", "Restore a backup.")
    loading = None
    if said.get("loading_run") is not None:
        loading = Loading(
            said["loading_run"],
            said["loading_stamp"],
            source_from_fields(json.loads(said["loading_source"])),
            said["loading_spool"],
            said["loading_step"],
            said["loading_row"],
        )
    contested = frozenset(said.get("contested") or ())
    return State(said["id"], said["version"], stamp, loading, said.get("writer") or "", contested)


def make_state(transaction: Transaction) -> None:
    """Make the node of the store, where there is none."""
    rows_of(
        transaction,
        f"MERGE {STORE_NODE} ON CREATE SET s.id = $id, s.version = 0, s.format = $format, "
        "s.made = datetime()",
        id=uuid4().hex,
        format=FORMAT,
    )


def read_books(connection: Connection) -> Books:
    """Return the books of the last completed run."""
    accounts = tuple(
        # An import leaves out a list of nothing.
        Account(
            source_from_fields(said),
            said["last_run"],
            tuple(said.get("documents", ())),
            json.loads(said["holdings"]),
        )
        for (said,) in connection.read(f"MATCH (n:{SOURCE}) RETURN properties(n) ORDER BY n.id")
    )
    runs = tuple(read_runs(connection))
    return Books(runs[-1].number if runs else 0, accounts, runs)


def read_runs(connection: Connection) -> list[RunRecord]:
    """Return every completed run, the first first."""
    return [
        RunRecord(
            said["number"],
            said["source"],
            datetime.fromisoformat(said["started"]),
            datetime.fromisoformat(said["finished"]),
            *(json.loads(said[name]) for name in COUNTED),
        )
        for (said,) in connection.read(f"MATCH (n:{RUN}) RETURN properties(n) ORDER BY n.number")
    ]


def write_books(
    transaction: Transaction, before: int, books: Books, contested: list[str], stamp: str
) -> None:
    """Write the books of a completed run, and with them its version: from now on it counts."""
    rows_of(
        transaction,
        f"UNWIND $rows AS row MERGE (n:{SOURCE} {{id: row.id}}) SET n += row",
        rows=[source_properties(account) for account in books.accounts],
    )
    rows_of(
        transaction,
        f"UNWIND $rows AS row CREATE (n:{RUN}) SET n = row",
        rows=[run_properties(run) for run in books.runs if run.number > before],
    )
    rows_of(
        transaction,
        f"MATCH {STORE_NODE} SET s.version = $version, s.contested = $contested, s.stamp = $stamp "
        "REMOVE s.loading_run, s.loading_stamp, s.loading_source, s.loading_spool, "
        "s.loading_step, s.loading_row",
        version=books.version,
        contested=contested,
        stamp=stamp,
    )


def source_properties(account: Account) -> dict[str, Any]:
    """Return the node of a source."""
    return {
        **source_fields(account.source),
        "last_run": account.last_run,
        "documents": list(account.documents),
        "holdings": json.dumps(dict(account.holdings)),
    }


def run_properties(run: RunRecord) -> dict[str, Any]:
    """Return the node of a run."""
    return {
        "number": run.number,
        "source": run.source,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat(),
        **{name: json.dumps(dict(getattr(run, name))) for name in COUNTED},
    }

"""What a writer does before its own run: the schema, and the rest of a run that was interrupted."""

from dataclasses import replace

from ecograph.errors import StoreError
from ecograph.model import MODEL
from ecograph.store.base import Source
from ecograph.store.books import Account, Books
from ecograph.store.neo4j_books import read_state
from ecograph.store.neo4j_connection import Connection, rows_of
from ecograph.store.neo4j_lock import WriterLock
from ecograph.store.neo4j_plan import read_plan
from ecograph.store.neo4j_schema import ddl
from ecograph.store.neo4j_spool import Spool
from ecograph.store.neo4j_writing import PlanWriter


def make_schema(connection: Connection) -> None:
    """Make the constraints and indexes that the database lacks, and wait until they serve."""
    there = {name for (name,) in connection.read("SHOW INDEXES YIELD name")}
    missing = [statement for name, statement in ddl(MODEL).items() if name not in there]
    for statement in missing:
        _run(connection, statement)
    if missing:
        _run(connection, "CALL db.awaitIndexes(300)")


def finish_interrupted(connection: Connection, lock: WriterLock, spool: Spool, source: Source) -> bool:
    """Write the rest of a run that was interrupted; return whether the source's own run must make up for it.

    Raises
    ------
    StoreError
        The changes that were not written yet are not here, and the run was another source's.
    """
    state = read_state(connection)
    loading = state.loading
    if loading is None:
        spool.clear(state.id)
        return False
    folder = spool.plan(state.id, loading.run)
    plan = read_plan(folder)
    if plan is not None and plan.stamp == loading.stamp:
        PlanWriter(connection, lock, folder).resume(plan, loading.step, loading.row)
        return False
    if loading.source.id == source.id:
        return True
    raise StoreError(
        f"A run of {loading.source.id!r} was interrupted while it was written, and the rest of it is "
        f"not at {folder} on this machine.",
        f"Load {loading.source.id!r} again, here or where it was interrupted ({loading.spool}).",
    )


def with_account(books: Books, source: Source) -> Books:
    """Return the books with an account of a source that claims things, though no run of it was completed."""
    if source.id in {account.source.id for account in books.accounts}:
        return books
    accounts = (*books.accounts, Account(source, books.version + 1))
    return replace(books, accounts=accounts)


def _run(connection: Connection, statement: str) -> None:
    connection.write(lambda transaction: rows_of(transaction, statement))

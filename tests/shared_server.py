"""The one Neo4j server that the tests of a session share, and who has its database."""

import atexit
import os
from functools import cache
from pathlib import Path

import pytest

from ecograph.store import GraphStore, open_store
from tests.neo4j_server import FoundServer, JavaServer, Login, NoServer, find_server

REQUIRED = "ECOGRAPH_REQUIRE_NEO4J"

NO_SERVER = "no Neo4j server"
"""What every test that is skipped for want of a server says."""

_held: dict[Login, Path] = {}
_open: list[GraphStore] = []


def shared_server() -> Login:
    """Return the server of this session; without one, skip the test, or fail it where one is required."""
    found = _find()
    if isinstance(found, Login):
        return found
    if os.environ.get(REQUIRED):
        pytest.fail(f"Neo4j is required and there is no server: {found}.", pytrace=False)
    pytest.skip(f"{NO_SERVER}: {found}")


def own_server(transaction: str = "0", transactions: str = "0") -> JavaServer:
    """Return a server that was not started yet and that one file of tests may do anything to."""
    try:
        return JavaServer(transaction=transaction, transactions=transactions)
    except NoServer as error:
        # Somebody else's server may stand in for ours nearly everywhere, but nobody may kill it.
        if os.environ.get(REQUIRED) and not isinstance(_find(), Login):
            pytest.fail(f"Neo4j is required and there is no server: {error}.", pytrace=False)
        pytest.skip(f"{NO_SERVER} of our own: {error}")


def why_missing() -> str:
    """Return why there is no server; that there is only somebody else's, where that is so."""
    found = _find()
    return found if isinstance(found, str) else "there is none of our own, which tests may kill"


def open_on_server(server: Login, folder: Path, **options: object) -> GraphStore:
    """Return the store in the one database; a folder that is not the last that was asked for gets it empty.

    A server has one database, and a store is all of it: two folders cannot be used side by side, so
    stores of another folder are closed.
    """
    if _held.get(server) != folder:
        while _open:
            _open.pop().close()
        server.empty()
        _held[server] = folder
    login = {"user": server.user, "password": server.password, "database": server.database}
    store = open_store(
        server.url,
        threads=2,
        memory_limit="1GB",
        neo4j={**login, "spool": folder / "spool", "lock_expiry": 10.0, **options},
    )
    _open.append(store)
    return store


@cache
def _find() -> Login | str:
    try:
        server: FoundServer | JavaServer = find_server()
    except NoServer as error:
        return str(error)
    atexit.register(server.dispose)
    return server.login

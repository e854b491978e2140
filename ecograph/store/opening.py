"""Opening a store by its address."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecograph.errors import StoreError
from ecograph.store.base import GraphStore
from ecograph.store.duckdb_store import DuckStore
from ecograph.store.versions import VersionFolder

NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""The schemes of a Neo4j server's address; `+s` asks for encryption."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)


def open_store(
    url: str,
    *,
    memory_limit: str = "2GB",
    threads: int = 0,
    create: bool = True,
    wait: float = 0.0,
    neo4j: Mapping[str, Any] | None = None,
) -> GraphStore:
    """Return the store at an address.

    Parameters
    ----------
    url
        A folder, or `duckdb:` and a folder, or the address of a Neo4j server (`neo4j://host:7687`).
    memory_limit
        The most memory that the store takes, as a number and a unit (`2GB`).
    threads
        How many threads to compute with; 0 for one per processor.
    create
        Whether to make a folder that does not exist.
    wait
        How many seconds a run waits for another writer before it gives up.
    neo4j
        How a server is spoken to: the fields of `Neo4jOptions`, the user and the password among them.

    Raises
    ------
    StoreError
        The address is of no known kind, or what lies there is not a store.
    """
    path = url
    match = _SCHEME.fullmatch(url)
    if match:
        if match.group(1).lower() in NEO4J:
            # Importing the driver takes as long as many a command on the embedded store.
            from ecograph.store.neo4j_connection import Neo4jOptions
            from ecograph.store.neo4j_store import Neo4jStore

            options = Neo4jOptions(**(neo4j or {}))
            return Neo4jStore(url, options=options, memory_limit=memory_limit, threads=threads, wait=wait)
        if match.group(1).lower() != "duckdb":
            raise StoreError(
                f"{match.group(1)!r} is not a kind of store.",
                "A store is a folder, or the address of a server: `neo4j://host:7687`.",
            )
        path = match.group(2)
    if not path.strip():
        raise StoreError("The address of the store is empty.", "Give the path of a folder.")
    folder = VersionFolder(Path(path).expanduser().absolute(), create=create)
    return DuckStore(folder, url=url, memory_limit=memory_limit, threads=threads, wait=wait)

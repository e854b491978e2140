"""Opening a store by its address."""

import re
from pathlib import Path

from ecograph.errors import StoreError
from ecograph.store.base import GraphStore
from ecograph.store.duckdb_store import DuckStore
from ecograph.store.versions import VersionFolder

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)


def open_store(
    url: str, *, memory_limit: str = "2GB", threads: int = 0, create: bool = True, wait: float = 0.0
) -> GraphStore:
    """Return the store at an address.

    Parameters
    ----------
    url
        A folder, or `duckdb:` and a folder.
    memory_limit
        The most memory that the store takes, as a number and a unit (`2GB`).
    threads
        How many threads to compute with; 0 for one per processor.
    create
        Whether to make a folder that does not exist.
    wait
        How many seconds a run waits for another writer before it gives up.

    Raises
    ------
    StoreError
        The address is of no known kind, or what lies there is not a store.
    """
    path = url
    match = _SCHEME.fullmatch(url)
    if match:
        if match.group(1).lower() != "duckdb":
            raise StoreError(
                f"{match.group(1)!r} is not a kind of store.",
                "A store is a folder, or `duckdb:` and a folder.",
            )
        path = match.group(2)
    if not path.strip():
        raise StoreError("The address of the store is empty.", "Give the path of a folder.")
    folder = VersionFolder(Path(path).expanduser().absolute(), create=create)
    return DuckStore(folder, url=url, memory_limit=memory_limit, threads=threads, wait=wait)

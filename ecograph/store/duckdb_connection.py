"""Opening the file of a version, and what every connection to one has in common."""

import json
from hashlib import sha256
from pathlib import Path

import duckdb

from ecograph.errors import StoreError
from ecograph.model import MODEL
from ecograph.store.duckdb_schema import FORMAT, ddl


def connect(path: Path | None, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads a version; to an empty graph where there is no file."""
    if path is None:
        connection = duckdb.connect(":memory:")
        _set_up(connection, memory_limit, threads, spill)
        connection.execute(ddl(MODEL))
        return connection
    connection = _open(path, read_only=True)
    _set_up(connection, memory_limit, threads, spill)
    if _check_format(connection, path) != _fingerprint():
        connection.close()
        raise StoreError(
            f"The store {path.parent} was written with another version of the model.",
            "Load any of its sources again: a run brings it up to date.",
        )
    return connection


def connect_draft(path: Path, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that writes a draft, with every table of the model in it."""
    new = not path.exists()
    connection = _open(path, read_only=False)
    _set_up(connection, memory_limit, threads, spill)
    if new or _check_format(connection, path) != _fingerprint():
        connection.execute(ddl(MODEL))
        connection.execute("DELETE FROM about")
        connection.execute("INSERT INTO about VALUES (?, ?)", [FORMAT, _fingerprint()])
    return connection


def _open(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=read_only)
    except FileNotFoundError:
        raise
    except (duckdb.Error, OSError) as error:
        if not path.exists():
            raise FileNotFoundError(path) from error
        if "newer" in str(error) or "version number" in str(error):
            raise StoreError(
                f"The file {path} was written by a newer version of DuckDB.", "Update this program."
            ) from error
        raise StoreError(
            f"The file {path} cannot be opened as a graph.", "Point CURRENT at an earlier version, or restore a backup."
        ) from error


def _set_up(connection: duckdb.DuckDBPyConnection, memory_limit: str, threads: int, spill: Path) -> None:
    try:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
        connection.execute(f"SET temp_directory = '{str(spill).replace(chr(39), chr(39) * 2)}'")
        if threads:
            connection.execute(f"SET threads = {int(threads)}")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"{memory_limit!r} and {threads} threads cannot be set.", "Write memory as `2GB`, threads as a number."
        ) from error


def _check_format(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    try:
        ((number, fingerprint),) = connection.execute("SELECT format, model FROM about").fetchall()
    except (duckdb.Error, ValueError) as error:
        connection.close()
        raise StoreError(f"The file {path} does not hold a graph.", "Restore the folder from a backup.") from error
    if number > FORMAT:
        connection.close()
        raise StoreError(f"The store {path.parent} was written by a newer version of this program.", "Update it.")
    return str(fingerprint)


def _fingerprint() -> str:
    return sha256(json.dumps(ddl(MODEL)).encode()).hexdigest()[:16]

"""Opening the file of a version, and what every connection to one has in common."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from ecograph.errors import StoreError
from ecograph.model import MODEL
from ecograph.store.duckdb_schema import FORMAT, ddl, quote, tables, views


class OutdatedTables(Exception):
    """A version has the tables of another model than this program's."""


def connect(path: Path | None, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads a version; to an empty graph where there is no file."""
    if path is None:
        return _empty().cursor()
    connection = _open(path, read_only=True)
    _set_up(connection, memory_limit, threads, spill)
    if _check_format(connection, path) != _fingerprint():
        connection.close()
        raise OutdatedTables
    return connection


def connect_draft(path: Path, *, memory_limit: str, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that writes a draft, with every table of the model in it."""
    new = not path.exists()
    connection = _open(path, read_only=False)
    _set_up(connection, memory_limit, threads, spill)
    if new or _check_format(connection, path) != _fingerprint():
        connection.execute(f"BEGIN; {tables(MODEL)} COMMIT;")
        _add_columns(connection)
        connection.execute(f"BEGIN; {views(MODEL)} COMMIT;")
        connection.execute("DELETE FROM about")
        connection.execute("INSERT INTO about VALUES (?, ?)", [FORMAT, _fingerprint()])
    return connection


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """Return a graph with nothing in it, which every store that has had no run yet reads."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"BEGIN; {ddl(MODEL)} COMMIT;")
    return connection


def _add_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the tables of an older model the columns that have come to it since."""
    query = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main'"
    there = {row[:2] for row in connection.execute(query).fetchall()}
    for table, column, kind in _empty().cursor().execute(query).fetchall():
        if table.startswith(("node ", "claim ", "contested ")) and (table, column) not in there:
            connection.execute(f"ALTER TABLE {quote(table)} ADD COLUMN {quote(column)} {kind}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say in one sentence what the database could not do."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise StoreError(
            f"The memory limit of the store {path} is too low.", "Raise the limit, or free space on its disk."
        ) from error
    except duckdb.Error as error:
        sentence = str(error).split("\n", maxsplit=1)[0]
        raise StoreError(f"The store {path} could not do what was asked: {sentence}") from error


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
            f"The file {path} cannot be opened as a graph.",
            "Point CURRENT at an earlier version, or restore a backup.",
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
            f"{memory_limit!r} and {threads} threads cannot be set.",
            "Write memory as `2GB`, threads as a number.",
        ) from error


def _check_format(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    try:
        ((number, fingerprint),) = connection.execute("SELECT format, model FROM about").fetchall()
    except (duckdb.Error, ValueError) as error:
        connection.close()
        raise StoreError(
            f"The file {path} does not hold a graph.", "Restore the folder from a backup."
        ) from error
    if number > FORMAT:
        connection.close()
        raise StoreError(
            f"The store {path.parent} was written by a newer version of this program.", "Update it."
        )
    return str(fingerprint)


def _fingerprint() -> str:
    return sha256(json.dumps(ddl(MODEL)).encode()).hexdigest()[:16]

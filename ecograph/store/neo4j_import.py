"""Files for `neo4j-admin database import full`: a whole graph into a new database, in minutes.

The files hold what a run would write, the books included, so that later runs go on from there.
"""

import csv
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from ecograph.errors import StoreError
from ecograph.model import MODEL, Kind, NodeKind, Type
from ecograph.store.books import Account
from ecograph.store.duckdb_scratch import Scratch
from ecograph.store.neo4j_books import run_properties, source_properties
from ecograph.store.neo4j_schema import FORMAT, RUN, SOURCE, STORE, ddl, key_property

SEPARATOR = "\x1f"
"""Between the elements of a list: a control character that a name can hold by accident alone."""

_TYPES = {
    Type.TEXT: "string",
    Type.TEXTS: "string[]",
    Type.INTEGER: "long",
    Type.NUMBER: "double",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
}
_CLAIM_TYPES = {"claims": "string[]"} | dict.fromkeys(
    ("claim_row", "claim_first_run", "claim_last_run", "claim_count"), "long"
)
SCHEMA, SCRIPT = "schema.cypher", "import.sh"


def write_import(archive: Path, folder: Path, *, memory_limit: str, store_id: str) -> list[str]:
    """Write the files of an archive to an empty folder, and return the command that imports them.

    Parameters
    ----------
    archive
        What a store wrote by `archive`; it is changed and of no use afterwards.
    store_id
        What tells the new store from every other.

    Raises
    ------
    StoreError
        The folder is not empty or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"The folder {folder} is not empty.", "Give an empty one, or a new one.")
        with Scratch(archive, memory_limit=memory_limit) as scratch:
            files = list(_write_graph(scratch, folder))
            files += _write_books(scratch, folder, store_id)
        statements = "".join(f"{statement};\n" for statement in ddl(MODEL).values())
        (folder / SCHEMA).write_text(statements, encoding="utf-8")
        command = _command(files)
        script = f"#!/bin/sh\n# Run in this folder, while the server is stopped.\n{shlex.join(command)}\n"
        (folder / SCRIPT).write_text(script, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be written: {error.strerror}.", "Check the disk."
        ) from error
    return command


def _command(files: list[str]) -> list[str]:
    return [
        "neo4j-admin",
        "database",
        "import",
        "full",
        "neo4j",
        "--overwrite-destination=true",
        "--strict=true",
        "--skip-bad-relationships=false",
        "--skip-duplicate-nodes=false",
        "--ignore-empty-strings=false",
        "--multiline-fields=true",
        "--array-delimiter=U+001F",
        "--legacy-style-quoting=false",
        # Nothing is skipped, so there is nothing to report; and the folder may be mounted read-only.
        "--report-file=/dev/null",
        *files,
    ]


def _write_graph(scratch: Scratch, folder: Path) -> Iterator[str]:
    for kind in MODEL:
        if not scratch.count(kind):
            continue
        table = scratch.all_things(kind)
        _refuse_lists(kind, table)
        name = kind.name.replace(" ", "_")
        _write_table(folder / f"{name}.csv", _header(kind, table), table)
        if isinstance(kind, NodeKind):
            yield f"--nodes={kind.name}={name}.csv"
        else:
            yield f"--relationships={kind.type}={name}.csv"


def _refuse_lists(kind: Kind, table: pa.Table) -> None:
    """Raise where the import would make another list of a list."""
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not pa.types.is_list(column.type):
            continue
        texts = pc.list_flatten(column)
        if pc.any(pc.equal(pc.list_value_length(column), 0)).as_py() or pc.any(pc.equal(texts, "")).as_py():
            raise StoreError(
                f"The {name!r} of some {kind.name} is a list of nothing or holds an empty text, which an "
                "import cannot tell from unknown.",
                "Use `ecograph copy`.",
            )
        if pc.any(pc.match_substring(texts, SEPARATOR)).as_py():
            raise StoreError(
                f"The {name!r} of some {kind.name} holds the control character U+001F, which stands "
                "between the elements of a list in an import.",
                "Use `ecograph copy`.",
            )


def _header(kind: Kind, table: pa.Table) -> list[str]:
    types = {item.name: _TYPES[item.type] for item in kind.properties}
    header = []
    for column in table.column_names:
        if column == "nid":
            # Numbers are unique within a kind: each is a space of its own.
            header.append(f"nid:ID({kind.name}){{id-type:long}}")
        elif column in ("source", "target") and not isinstance(kind, NodeKind):
            which, end = ("START", kind.source) if column == "source" else ("END", kind.target)
            header.append(f":{which}_ID({end})")
        elif column == "key" and isinstance(kind, NodeKind):
            header.append(f"{key_property(kind)}:string")
        else:
            header.append(f"{column}:{_CLAIM_TYPES.get(column) or types.get(column, 'string')}")
    return header


def _write_table(path: Path, header: list[str], table: pa.Table) -> None:
    columns = [_as_text(column) for column in table.columns]
    flat = pa.table(columns, names=[str(place) for place in range(len(columns))])
    with path.open("wb") as file:
        file.write((",".join(header) + "\n").encode())
        pacsv.write_csv(flat, file, pacsv.WriteOptions(include_header=False, quoting_style="needed"))


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pc.binary_join(column, SEPARATOR)
    if pa.types.is_date(column.type) or pa.types.is_boolean(column.type):
        return column.cast(pa.string())
    return column


def _write_books(scratch: Scratch, folder: Path, store_id: str) -> Iterator[str]:
    books = scratch.books()
    contested = [kind.name for kind in MODEL if scratch.contested(kind)]
    store = {
        "name": "store",
        "id": store_id,
        "version": books.version,
        "format": FORMAT,
        "contested": contested,
    }
    yield _write_rows(folder, STORE, [store])
    accounts: list[Account] = list(books.accounts)
    yield _write_rows(folder, SOURCE, [source_properties(account) for account in accounts])
    yield _write_rows(folder, RUN, [run_properties(run) for run in books.runs])


def _write_rows(folder: Path, label: str, rows: list[dict[str, Any]]) -> str:
    with (folder / f"{label}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([f"{name}:{_type_of(value)}" for name, value in rows[0].items()])
        writer.writerows([_plain(value) for value in row.values()] for row in rows)
    return f"--nodes={label}={label}.csv"


def _type_of(value: object) -> str:
    if isinstance(value, list):
        return "string[]"
    if isinstance(value, bool):
        return "boolean"
    return "long" if isinstance(value, int) else "string"


def _plain(value: object) -> object:
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return json.dumps(value) if isinstance(value, bool) else value

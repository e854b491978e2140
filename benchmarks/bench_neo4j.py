"""Measure the production store on a server of our own: `bench_neo4j.py N` for N enterprises.

Seconds are wall seconds, of the program and the server together. Writing goes through
transactions; the import is that of a first load, `neo4j-admin database import full`.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_store import generate, load
from steps import Meter

from ecograph.store import GraphStore, open_store
from ecograph.store.neo4j_import import SCHEMA, write_import
from tests.neo4j_server import JavaServer, NoServer

LARGEST_WRITTEN = 200_000
"""With more enterprises than this, everything but writing through transactions is measured."""


@contextmanager
def timed(what: str, things: int) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds = time.perf_counter() - started
    print(f"{what:45} {seconds:8.1f} s {things / seconds:12,.0f} things/s", flush=True)


def opened(server: JavaServer, folder: Path) -> GraphStore:
    options = {"password": server.login.password, "spool": folder / "spool"}
    return open_store(server.login.url, neo4j=options)


def write(store: GraphStore, embedded: GraphStore, data: Path, things: int) -> None:
    with timed("load through transactions", things):
        load(store, data, Meter())
    with timed("load again, nothing changed", things):
        load(store, data, Meter())
    with timed("load again, 1 % changed", things):
        load(store, data, Meter(), changed=0.01)
    load(embedded, data, Meter())
    load(embedded, data, Meter(), changed=0.01)


def read(store: GraphStore, embedded: GraphStore, things: int) -> None:
    with timed("export", things):
        store.export()
    with timed("content hash", things):
        content = store.content_hash()
    if content != embedded.content_hash():
        raise SystemExit("The server holds something else than the embedded store.")
    print(f"content hash {content}, as in the embedded store")
    for text in ("กาแฟเชียงใหม่", "กาแฟ", "กาแฟเชียงไหม่"):
        with timed(f"search {text}", 1):
            store.search(text)


def main(enterprises: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ecograph-bench-"))
    server = JavaServer(heap="1g", quick=False, pagecache="512m")
    try:
        data = folder / "data"
        data.mkdir()
        generate(data, enterprises)
        embedded = open_store(str(folder / "embedded"))
        load(embedded, data, Meter())
        things = sum(embedded.counts().values())
        print(f"{enterprises:,} enterprises, {things:,} nodes and relationships")
        if enterprises <= LARGEST_WRITTEN:
            server.start()
            store = opened(server, folder)
            write(store, embedded, data, things)
            read(store, embedded, things)
            store.close()
            server.stop()
        embedded.archive(folder / "archive")
        with timed("files for an import", things):
            command = write_import(
                folder / "archive", folder / "import", memory_limit="2GB", store_id="bench"
            )
        with timed("neo4j-admin database import full", things):
            server.admin(*command[1:], cwd=folder / "import")
        server.start()
        with timed("constraints and indexes", things):
            for statement in (folder / "import" / SCHEMA).read_text(encoding="utf-8").split(";\n")[:-1]:
                server.login.query(statement)
            server.login.query("CALL db.awaitIndexes(3600)")
        store = opened(server, folder)
        read(store, embedded, things)
        store.close()
        embedded.close()
    finally:
        server.dispose()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except NoServer as error:
        print(f"No Neo4j server, nothing measured: {error}.")

"""Measure the production store on a server of our own: `bench_neo4j.py N` for N enterprises.

Seconds are wall seconds, of the program and the server together. Writing goes through
transactions; the import is that of a first load, by the command that `ecograph export
neo4j-import` prints.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_store import generate, load
from steps import Meter

from ecograph.graph import open_ecosystem
from ecograph.model import MODEL
from ecograph.store import GraphStore, open_store
from ecograph.store.neo4j_import import SCHEMA
from tests.neo4j_server import JavaServer, NoServer

LARGEST_WRITTEN = 200_000
"""With more enterprises than this, everything but writing through transactions is measured."""

HEAP, PAGECACHE, IMPORT_HEAP = "2g", "2g", "2g"
"""As in deploy/neo4j.conf; the import chooses its memory beside its heap by itself."""


@contextmanager
def timed(what: str, things: int = 0) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds = time.perf_counter() - started
    rate = f"{things / seconds:12,.0f} things/s" if things else ""
    print(f"{what:45} {seconds:8.1f} s {rate}", flush=True)


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
    if store.counts() != embedded.counts():
        raise SystemExit("The server holds another number of things than the embedded store.")
    with timed("export of everything as Arrow", things):
        store.export()
    with timed("open as an ecosystem", things):
        open_ecosystem(store)
    with timed("the same again, from tables that were kept", things):
        open_ecosystem(store)
    with timed("content hash", things):
        content = store.content_hash()
    if content != embedded.content_hash():
        raise SystemExit("The server holds something else than the embedded store.")
    print(f"counts and content hash as in the embedded store: {content}")
    for text in ("กาแฟเชียงใหม่", "กาแฟ", "กาแฟเชียงไหม่"):
        with timed(f"search {text}"):
            store.search(text)
    with timed("a node with its claims"):
        store.node("SME", "0105500000017")
    print(f"peak memory of this process {_gigabytes(resource.RUSAGE_SELF):.1f} GB")


def bring(folder: Path, server: JavaServer, things: int) -> None:
    """Import what the embedded store holds by the printed command, and start the server on it."""
    command = [sys.executable, "-m", "ecograph.cli", "--json", "export", "neo4j-import", "import"]
    places = {"ECOGRAPH_HOME": str(folder / "home"), "ECOGRAPH_STORE": str(folder / "embedded")}
    with timed("ecograph export neo4j-import", things):
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **places}, check=True, capture_output=True, text=True
        )
    print(f"its peak memory {_gigabytes(resource.RUSAGE_CHILDREN):.1f} GB")
    files = folder / "import"
    print(f"files {sum(path.stat().st_size for path in files.iterdir()) / 2**30:.2f} GB")
    with timed("neo4j-admin database import full", things):
        server.admin(*json.loads(done.stdout)["command"][1:], cwd=files, heap=IMPORT_HEAP)
    size = sum(
        path.stat().st_size for path in (server.home / "data" / "databases").rglob("*") if path.is_file()
    )
    print(f"database {size / 2**30:.2f} GB")
    with timed("start of the server"):
        server.start()
    with timed("constraints and indexes", things):
        for statement in (files / SCHEMA).read_text(encoding="utf-8").split(";\n")[:-1]:
            server.login.query(statement)
        server.login.query("CALL db.awaitIndexes(3600)")


def main(enterprises: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ecograph-bench-"))
    server = JavaServer(heap=HEAP, quick=False, pagecache=PAGECACHE)
    try:
        data = folder / "data"
        data.mkdir()
        generate(data, enterprises)
        embedded = open_store(str(folder / "embedded"))
        load(embedded, data, Meter())
        counts = embedded.counts()
        things, links = sum(counts.values()), sum(counts[kind.name] for kind in MODEL.relationships)
        print(f"{enterprises:,} enterprises, {links:,} relationships, {things:,} things in all", flush=True)
        if enterprises <= LARGEST_WRITTEN:
            server.start()
            store = opened(server, folder)
            write(store, embedded, data, things)
            read(store, embedded, things)
            store.close()
            server.stop()
        bring(folder, server, things)
        store = opened(server, folder)
        read(store, embedded, things)
        store.close()
        embedded.close()
    finally:
        server.dispose()
        shutil.rmtree(folder, ignore_errors=True)


def _gigabytes(who: int) -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 2**30


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except NoServer as error:
        print(f"No Neo4j server, nothing measured: {error}.")

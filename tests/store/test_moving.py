"""A store taken elsewhere whole: archives, copies, and the import of a first load."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ecograph.errors import StoreError
from ecograph.model import DataKind
from ecograph.store import GraphStore, open_store
from ecograph.store.neo4j_import import SCHEMA, SCRIPT, write_import
from tests.neo4j_server import JavaServer
from tests.shared_server import own_server
from tests.store import neo4j_writer
from tests.store.graphs import A, B, MakeStore, Rows, facts, load, node

ODD = (
    " x ",
    "'",
    '"',
    '""',
    "\\",
    '\\"',
    "a\r\nb\rc",
    "\t",
    ";|,",
    "\u2028\u200b",
    "=1+1",
    "'); DROP",
    "กำ 🏭",
)
NODES: Rows = {
    "SME": [
        {
            "id": "1",
            "name": 'a "b", c\nd',
            "aliases": ["x", "y,z"],
            "employees": 3,
            "revenue": 1.5,
            "natural_person": True,
            "claim_document": "f.csv",
            "claim_row": 2,
        },
        {"id": "2", "name": "", "revenue": -0.25, "natural_person": False},
        *(
            {"id": f"odd {number}", "name": name, "aliases": [name, "x"], "claim_document": name}
            for number, name in enumerate(ODD)
        ),
    ],
    "Area": [{"code": "TH-10", "name": "กรุงเทพฯ"}],
    "Corridor": [{"scheme": "economic", "id": "E"}],
}
LINKS: Rows = {
    "SME LOCATED_IN Area": [
        {"source": "1", "target": "TH-10", "role": "registered", "primary": True},
        {"source": "1", "target": "TH-10", "role": None, "claim_row": 7},
    ],
    "Area IN_CORRIDOR Corridor": [{"source": "TH-10", "target": "economic:E"}],
}


def fill(store: GraphStore) -> None:
    """Load what has every type, a contested name, and three runs."""
    load(store, A, NODES, LINKS)
    load(store, B, {"SME": [{"id": "1", "name": "of b"}]})
    load(store, replace(A, id="m", accumulates=True), {"SME": [{"id": "3"}]})


def held(store: GraphStore) -> tuple[object, ...]:
    claims = [node(store, "SME", key).claims for key in "123"]
    return (store.content_hash(), facts(store), store.runs(), store.sources(), store.disagreements(), claims)


@pytest.fixture
def source(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "source"))
    fill(store)
    yield store
    store.close()


def test_a_store_moves_there_and_back_with_all_it_holds(
    source: GraphStore, make_store: MakeStore, tmp_path: Path
) -> None:
    source.archive(tmp_path / "there")
    there = make_store()
    there.restore(tmp_path / "there")
    assert held(there) == held(source)
    there.archive(tmp_path / "back")
    back = open_store(str(tmp_path / "back store"))
    back.restore(tmp_path / "back")
    assert held(back) == held(source)
    # And it lives on: the same data again changes nothing.
    load(there, B, {"SME": [{"id": "1", "name": "of b"}]})
    assert there.runs()[-1].unchanged == {"SME": 1}
    assert there.version() == 4


def test_only_an_empty_store_is_filled(source: GraphStore, make_store: MakeStore, tmp_path: Path) -> None:
    store = make_store()
    with pytest.raises(StoreError, match="is empty"):
        store.archive(tmp_path / "nothing")
    load(store, A, {"SME": [{"id": "1"}]})
    source.archive(tmp_path / "there")
    with pytest.raises(StoreError, match="is not empty"):
        store.restore(tmp_path / "there")
    assert facts(store) == {("SME", "1", (("id", "1"),))}


def test_a_copy_on_the_command_line_is_held_against_its_source(
    source: GraphStore, make_store: MakeStore, tmp_path: Path
) -> None:
    target = make_store()
    address, options = target.url, getattr(target, "_options", None)
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "ECOGRAPH_HOME": str(tmp_path / "home"),
    }
    if options is not None:
        environment |= {
            "ECOGRAPH_NEO4J_PASSWORD": options.password,
            "ECOGRAPH_NEO4J_USER": options.user,
            "ECOGRAPH_NEO4J_DATABASE": options.database,
        }
    command = [sys.executable, "-m", "ecograph.cli", "copy", str(tmp_path / "source"), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert source.content_hash() in done.stdout
    again = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    if options is not None:
        assert options.password not in done.stdout + done.stderr + again.stderr
    assert held(target) == held(source)


@pytest.fixture(scope="module")
def imported() -> Iterator[JavaServer]:
    """Give a server of our own that was not started yet."""
    server = own_server()
    yield server
    server.dispose()


def test_a_first_load_is_imported_and_goes_on(
    source: GraphStore, imported: JavaServer, tmp_path: Path
) -> None:
    source.archive(tmp_path / "archive")
    folder = tmp_path / "import"
    command = write_import(tmp_path / "archive", folder, memory_limit="1GB", store_id="s")
    assert shlex.join(command) in (folder / SCRIPT).read_text(encoding="utf-8")
    assert (
        (folder / "SME.csv")
        .read_text(encoding="utf-8")
        .split("\n")[0]
        .startswith("nid:ID(SME){id-type:long},id:string,name:string,name_en:string,aliases:string[]")
    )
    done = imported.admin(*command[1:], cwd=folder, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    imported.start()
    for statement in (folder / SCHEMA).read_text(encoding="utf-8").split(";\n")[:-1]:
        imported.login.query(statement)
    with opened(imported, tmp_path) as store:
        goes_on(store, source)
        before = held(store)
    back_up_and_restore(imported, tmp_path / "backups")
    with opened(imported, tmp_path) as store:
        assert held(store) == before


@contextmanager
def opened(server: JavaServer, folder: Path) -> Iterator[GraphStore]:
    with closing(
        neo4j_writer.open_server(server.login.url, server.login.password, folder / "spool")
    ) as store:
        yield store


def back_up_and_restore(server: JavaServer, backups: Path) -> None:
    """Dump the database as docs/deploy.md says, lose it, and load the dump."""
    server.stop()
    backups.mkdir()
    server.admin("database", "dump", "neo4j", f"--to-path={backups}", "--overwrite-destination=true")
    for lost in ("databases", "transactions"):
        shutil.rmtree(server.home / "data" / lost / "neo4j")
    server.admin("database", "load", "neo4j", f"--from-path={backups}", "--overwrite-destination=true")
    server.start()


def goes_on(store: GraphStore, source: GraphStore) -> None:
    assert store.counts() == source.counts()
    assert held(store) == held(source)
    assert store.export([]).data_kind is DataKind.REAL
    load(store, A, NODES, LINKS)
    load(source, A, NODES, LINKS)
    assert store.runs()[-1].unchanged == source.runs()[-1].unchanged
    assert store.content_hash() == source.content_hash()


@pytest.mark.parametrize(
    ("aliases", "why"), [([], "list of nothing"), (["", "x"], "empty text"), (["a\x1fb"], "U\\+001F")]
)
def test_a_list_that_would_become_another_is_not_imported(
    tmp_path: Path, aliases: list[str], why: str
) -> None:
    store = open_store(str(tmp_path / "source"))
    load(store, A, {"SME": [{"id": "1", "aliases": aliases}]})
    store.archive(tmp_path / "archive")
    store.close()
    with pytest.raises(StoreError, match=why):
        write_import(tmp_path / "archive", tmp_path / "import", memory_limit="1GB", store_id="s")


def test_an_import_wants_an_empty_folder(source: GraphStore, tmp_path: Path) -> None:
    source.archive(tmp_path / "archive")
    (tmp_path / "import").mkdir()
    (tmp_path / "import" / "thesis.doc").touch()
    with pytest.raises(StoreError, match="is not empty"):
        write_import(tmp_path / "archive", tmp_path / "import", memory_limit="1GB", store_id="s")

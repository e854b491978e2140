"""What goes wrong with a server, on a server of our own that may be killed and reconfigured."""

import itertools
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pyarrow as pa
import pytest
from neo4j.exceptions import ServiceUnavailable

from ecograph.errors import StoreBusy, StoreError, StoreUnreachable
from ecograph.store import GraphStore, Source, neo4j_writing, open_store
from ecograph.store.neo4j_connection import Connection, Neo4jOptions, TransactionTooLarge
from ecograph.workspace import PAUSE, Workspace
from tests.api.serving import rows, serving, until_ready
from tests.ecosystems import country, fill
from tests.neo4j_server import JavaServer
from tests.shared_server import own_server
from tests.store import neo4j_writer
from tests.store.graphs import A, B, Rows, facts, load

ROWS = 6_000
PARTNERS = [{"source": "G", "target": "H"}]
SECONDS = 10.0


@pytest.fixture(scope="module")
def server() -> Iterator[JavaServer]:
    """Give a server that only this file uses: nobody else's may be killed."""
    # So little memory for a transaction that a batch of the usual size does not fit.
    server = own_server(transaction="4m", transactions="64m")
    try:
        server.start()
        yield server
    finally:
        server.dispose()


OPEN: list[GraphStore] = []


@pytest.fixture
def spool(server: JavaServer, tmp_path: Path) -> Iterator[Path]:
    """Empty the server, and give a folder for large runs."""
    server.login.empty(rows=200)
    yield tmp_path / "spool"
    while OPEN:
        OPEN.pop().close()


def opened(server: JavaServer, spool: Path) -> GraphStore:
    OPEN.append(neo4j_writer.open_server(server.login.url, server.login.password, spool))
    return OPEN[-1]


def refused(url: str, password: str) -> tuple[StoreError, float]:
    started = time.monotonic()
    with pytest.raises(StoreError) as error:
        open_store(url, neo4j={"password": password})
    return error.value, time.monotonic() - started


def test_a_wrong_password_is_said_within_seconds(server: JavaServer) -> None:
    error, seconds = refused(server.login.url, "wrong-" + server.login.password)
    assert "refuses the user 'neo4j' with this password" in error.message
    assert "ECOGRAPH_NEO4J_PASSWORD" in error.hint
    assert server.login.password not in str(error)
    assert seconds < SECONDS
    # The server refuses everybody for a while after several wrong passwords.
    for _ in range(3):
        refused(server.login.url, "wrong")
    time.sleep(6)


def test_an_absent_server_is_said_within_seconds(server: JavaServer) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    for scheme in ("neo4j", "bolt"):
        error, seconds = refused(f"{scheme}://127.0.0.1:{port}", "x")
        assert error.message == f"No Neo4j server answers at {scheme}://127.0.0.1:{port}."
        assert seconds < SECONDS


def test_a_connection_is_closed_between_calls(server: JavaServer) -> None:
    login = server.login
    connection = Connection(login.url, Neo4jOptions(login.user, login.password, login.database))
    asked, read = threading.Event(), []

    def ask() -> None:
        asked.set()
        read.extend(connection.read("UNWIND range(1, 20000000) AS n RETURN sum(n) AS total"))

    thread = threading.Thread(target=ask)
    thread.start()
    asked.wait()
    time.sleep(0.5)
    connection.close()
    at_once = [row["total"] for row in read]
    thread.join(SECONDS)
    # The call that was under way had its answer before anything was closed; another is refused.
    assert at_once == [20_000_000 * 20_000_001 // 2]
    with pytest.raises(StoreError):
        connection.read("RETURN 1")


def test_an_absent_database_is_said(server: JavaServer) -> None:
    error, _ = refused(f"{server.login.url}/elsewhere", server.login.password)
    assert "has no database 'elsewhere'" in error.message


def test_an_absent_server_shows_no_trace_on_the_command_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecograph.cli", "--store", "neo4j://127.0.0.1:1", "counts"],
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "ECOGRAPH_HOME": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    assert done.returncode == 1
    assert done.stderr.split("\n")[0].startswith("Error: No Neo4j server answers at neo4j://127.0.0.1:1.")
    assert done.stderr.count("\n") == 1


def kill_in_the_middle(
    server: JavaServer, spool: Path, after: str = "MATCH (s:EcographStore) WHERE s.loading_row > 0 RETURN 1"
) -> None:
    """Start a large load in a process, and kill it when a part of it is written."""
    login = server.login
    command = [sys.executable, neo4j_writer.__file__, login.url, login.password, str(spool), str(ROWS)]
    with subprocess.Popen(command) as process:
        while True:
            if login.query(after):
                break
            assert process.poll() is None, "the load was over before it could be killed"
            time.sleep(0.02)
        process.kill()
        process.wait()


def test_a_load_killed_in_the_middle_goes_on_where_it_stopped(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    load(store, B, {"Agency": [{"id": "G"}]})
    before = store.content_hash()
    kill_in_the_middle(server, spool)
    assert 0 < server.login.query("MATCH (n:SME) RETURN count(n)")[0][0] < 2 * ROWS
    # Who reads is told, and what was read of the version before is still known.
    assert store.version() == 1
    for read in (store.export, store.counts):
        with pytest.raises(StoreBusy, match="large run is being written"):
            read()
    assert store.node("Agency", "G") is not None
    # The next run, of whatever source, first writes the rest. The dead writer's lock is no hindrance.
    load(store, Source("c", "C"), {"Agency": [{"id": "H"}]})
    assert [run.source for run in store.runs()] == ["b", "large", "c"]
    counts = store.counts()
    assert (counts["SME"], counts["SME LOCATED_IN Area"], counts["Agency"]) == (ROWS, ROWS, 2)
    assert store.content_hash() != before
    # What the killed process computed in goes after a day; its plan went now.
    assert not list(spool.glob("*-" + "[0-9]" * 6))
    neo4j_writer.load(store, ROWS)
    assert store.runs()[-1].unchanged == {"SME": ROWS, "Area": 1, "SME LOCATED_IN Area": ROWS}


def test_where_the_changes_are_lost_the_same_source_loads_anew(
    server: JavaServer, spool: Path, tmp_path: Path
) -> None:
    kill_in_the_middle(server, spool)
    store = opened(server, tmp_path / "another machine")
    with pytest.raises(StoreError, match="'large' was interrupted"):
        load(store, A, {"SME": [{"id": "1"}]})
    neo4j_writer.load(store, ROWS)
    counts = store.counts()
    assert (store.version(), counts["SME"], counts["SME LOCATED_IN Area"]) == (1, ROWS, ROWS)
    embedded = open_store(str(tmp_path / "embedded"))
    neo4j_writer.load(embedded, ROWS)
    assert store.content_hash() == embedded.content_hash()
    embedded.close()


def test_what_a_lost_run_wrote_is_withdrawn_where_its_source_says_less(
    server: JavaServer, spool: Path, tmp_path: Path
) -> None:
    kill_in_the_middle(server, spool, after="MATCH (:SME)-[r:LOCATED_IN]->() RETURN r LIMIT 1")
    store = opened(server, tmp_path / "another machine")
    embedded = open_store(str(tmp_path / "embedded"))
    less: Rows = {"SME": [{"id": "000001", "name": "another"}, {"id": "new", "name": "new"}]}
    for each in (store, embedded):
        load(each, neo4j_writer.LARGE, less, allow_shrink=True)
    assert facts(store) == facts(embedded)
    assert store.runs()[0].withdrawn["SME"] == ROWS - 1
    load(store, neo4j_writer.LARGE, {"SME": [{"id": "new"}]})
    assert {fact[1] for fact in facts(store)} == {"new"}
    embedded.close()


def test_changes_of_another_attempt_at_the_same_run_are_not_taken_for_its_own(
    server: JavaServer, spool: Path
) -> None:
    # As if what lies here had been spooled and never begun, and the run then begun elsewhere.
    kill_in_the_middle(server, spool)
    ((stamp, written),) = server.login.query(
        "MATCH (s:EcographStore) WITH s, s.loading_stamp AS stamp SET s.loading_stamp = 'other' "
        "RETURN stamp, COUNT { (:SME) }"
    )
    store = opened(server, spool)
    with pytest.raises(StoreError, match="'large' was interrupted"):
        load(store, A, {"SME": [{"id": "1"}]})
    assert server.login.query("RETURN COUNT { (:SME) }")[0][0] == written
    server.login.query("MATCH (s:EcographStore) SET s.loading_stamp = $stamp", stamp=stamp)
    load(store, A, {"SME": [{"id": "1"}]})
    assert store.counts()["SME"] == ROWS + 1


def test_a_lost_answer_is_no_second_write(
    server: JavaServer, spool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, committed = neo4j.Transaction.commit, itertools.count()

    def losing(transaction: neo4j.Transaction) -> None:
        commit(transaction)
        if next(committed) % 2 == 0:
            raise ServiceUnavailable("the answer was lost")

    store, embedded = opened(server, spool), open_store(str(tmp_path / "embedded"))
    neo4j_writer.load(embedded, ROWS)
    load(embedded, B, {"Agency": [{"id": "G"}, {"id": "H"}]}, {"Agency PARTNERS_WITH Agency": PARTNERS})
    with monkeypatch.context() as patch:
        patch.setattr(neo4j.Transaction, "commit", losing)
        patch.setattr(neo4j_writing, "ATOMIC", 100)
        patch.setattr(neo4j_writing, "BATCH", 2_000)
        neo4j_writer.load(store, ROWS)
        load(store, B, {"Agency": [{"id": "G"}, {"id": "H"}]}, {"Agency PARTNERS_WITH Agency": PARTNERS})
    assert next(committed) > 10
    assert store.counts() == embedded.counts()
    assert store.content_hash() == embedded.content_hash()
    assert [run.source for run in store.runs()] == ["large", "b"]
    embedded.close()


def test_ranges_over_the_memory_of_a_transaction_are_halved(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    long = "x" * 2_000
    load(store, A, {"SME": [{"id": f"{number:06}", "name": long} for number in range(4_000)]})
    with pytest.raises(TransactionTooLarge, match="less memory than this needs"):
        opened(server, spool)._connection.read("MATCH (n:SME) RETURN collect(n), collect(n.name)")  # type: ignore[attr-defined]
    names = store.export(["SME"]).nodes["SME"].column("name")
    assert names.unique().to_pylist() == [long]
    assert len(names) == 4_000


def test_a_server_killed_in_the_middle_of_a_load_loses_nothing(
    server: JavaServer, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_writing, "ATOMIC", 100)
    monkeypatch.setattr(neo4j_writing, "BATCH", 500)
    monkeypatch.setattr("ecograph.store.neo4j_connection.PATIENCE", 1.0)
    written = neo4j_writing.PlanWriter._write_batch

    def killing(self: neo4j_writing.PlanWriter, step: object, part: object, place: int, until: int) -> None:
        written(self, step, part, place, until)  # type: ignore[arg-type]
        if until == 3_000:
            server.kill()

    store = opened(server, spool)
    with monkeypatch.context() as patch:
        patch.setattr(neo4j_writing.PlanWriter, "_write_batch", killing)
        with pytest.raises(StoreUnreachable):
            neo4j_writer.load(store, ROWS)
    server.start()
    assert server.login.query("MATCH (n:SME) RETURN count(n)")[0][0] == 3_000
    time.sleep(6)
    neo4j_writer.load(store, ROWS)
    assert [run.created.get("SME") for run in store.runs()] == [ROWS, None]
    assert store.counts()["SME LOCATED_IN Area"] == ROWS


def test_a_read_only_database_is_read_and_not_written(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    load(store, A, {"SME": [{"id": "1"}]})
    server.stop()
    server.configure("server.databases.read_only=neo4j")
    server.start()
    try:
        assert store.counts()["SME"] == 1
        with pytest.raises(StoreError, match="is set read-only"):
            load(store, A, {"SME": [{"id": "2"}]})
    finally:
        server.stop()
        server.configure()
        server.start()
    load(store, A, {"SME": [{"id": "2"}]})
    assert {fact[1] for fact in facts(store)} == {"2"}


def test_batches_over_the_memory_of_a_transaction_are_halved(
    server: JavaServer, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    written = neo4j_writing.PlanWriter._write_batch

    def counting(self: neo4j_writing.PlanWriter, step: object, part: pa.Table, *rest: int) -> None:
        sizes.append(part.num_rows)
        written(self, step, part, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(neo4j_writing.PlanWriter, "_write_batch", counting)
    store = opened(server, spool)
    neo4j_writer.load(store, ROWS)
    assert sizes[0] == ROWS
    assert sizes[1] == ROWS // 2
    counts = store.counts()
    assert (counts["SME"], counts["SME LOCATED_IN Area"]) == (ROWS, ROWS)
    assert "loading_run" not in server.login.query("MATCH (s:EcographStore) RETURN keys(s)")[0][0]


def test_two_loads_at_once_are_one_after_the_other(server: JavaServer, spool: Path) -> None:
    first, second = opened(server, spool), opened(server, spool)
    with first.begin(A) as run:
        with pytest.raises(StoreBusy, match="Another run is writing"), second.begin(B):
            pass
        run.upsert_nodes("SME", pa.table({"id": ["1"]}))
    with second.begin(B) as run:
        assert run.number == 2


def test_a_writer_that_was_taken_for_dead_writes_nothing(server: JavaServer, spool: Path) -> None:
    first, second = opened(server, spool), opened(server, spool)

    def overtaken() -> None:
        with first.begin(A) as run:
            run.upsert_nodes("SME", pa.table({"id": ["1"]}))
            server.login.query("MATCH (s:EcographStore) SET s.heartbeat = 0, s.writer = 'elsewhere 1 x'")
            load(second, B, {"SME": [{"id": "2"}]})

    with pytest.raises(StoreBusy, match="has taken over"):
        overtaken()
    assert {fact[1] for fact in facts(second)} == {"2"}


def test_rows_that_something_else_took_away_are_missed(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    load(store, A, {"SME": [{"id": "1"}, {"id": "2"}]})

    def meddled() -> None:
        with store.begin(A) as run:
            run.upsert_nodes("SME", pa.table({"id": ["1", "2", "3"]}))
            server.login.query("MATCH (n:SME {id: '1'}) DETACH DELETE n")

    with pytest.raises(StoreError, match=r"has 2 of SME, and 3 were expected"):
        meddled()
    assert (store.version(), {fact[1] for fact in facts(store)}) == (1, {"2"})


def test_a_workspace_answers_while_its_server_is_away(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    fill(store, country())
    with Workspace(store) as workspace:
        before = workspace.analyse("reach", by=["corridor"])
        assert workspace.stale == ""
        server.kill()
        assert workspace.analyse("reach", by=["corridor"]) == before
        assert "No Neo4j server answers" in workspace.stale
        assert "version 1" in workspace.stale
        starting = threading.Thread(target=server.start)
        starting.start()
        while starting.is_alive():
            workspace._asked = 0.0
            assert workspace.ecosystem.version == 1
        starting.join()
        fill(store, {"SME": [{"id": "new"}]}, source="other")
        time.sleep(PAUSE)
        assert workspace.ecosystem.version == 2
        assert workspace.stale == ""


def test_the_api_answers_while_its_server_is_away(server: JavaServer, spool: Path) -> None:
    store = opened(server, spool)
    fill(store, rows())
    paths = ["/v1/nodes/Program/P/neighbours", "/v1/reach?by=area", "/v1/counts", "/v1/nodes/Agency/AG"]
    with serving(store, spool.parent / "home") as client:
        before = {path: client.get(path).json() for path in paths}
        server.kill()
        assert "No Neo4j server answers" in until_ready(client, status="stale")["why"]
        starting = threading.Thread(target=server.start)
        starting.start()
        while starting.is_alive():
            assert {path: client.get(path).json() for path in paths} == before
        starting.join()
        until_ready(client, version=1)
        fill(store, {"Agency": [{"id": "NEW"}]}, source="other")
        until_ready(client, version=2)
        assert client.get("/v1/nodes/Agency/NEW").json()["version"] == 2
        assert client.get("/v1/search?q=digital").json()["complete"]

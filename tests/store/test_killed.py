"""Writers that are killed, that meet, and that are read from while they write."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ecograph.errors import StoreBusy
from ecograph.store import open_store
from tests.store import writer
from tests.store.graphs import A, B

KILLS = 16


@contextmanager
def writing(mode: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, writer.__file__, mode, str(folder)]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def ask(process: subprocess.Popen[str], line: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_killed_load_leaves_the_version_before_and_can_be_repeated(tmp_path: Path) -> None:
    writer.prepare(str(tmp_path / "whole"))
    whole = open_store(str(tmp_path / "whole"))
    writer.load(whole)
    loaded = whole.content_hash()
    whole.close()

    folder = tmp_path / "killed"
    before = writer.prepare(str(folder))
    seconds = np.random.default_rng(1)
    outcomes = []
    reader = open_store(str(folder))
    with writing("attempts", folder) as process:
        for _ in range(KILLS):
            outcomes.append(ask(process, f"{seconds.uniform(0.01, 0.5):.3f}"))
            assert reader.content_hash() == (loaded if reader.version() > 1 else before)
    assert outcomes.count("killed") >= KILLS // 2
    writer.load(reader)
    assert reader.content_hash() == loaded
    left = {path.name.split("-")[0] for path in folder.iterdir()}
    assert left <= {"graph", "CURRENT", "LOCK"}
    reader.close()


def test_a_reader_never_sees_half_a_run(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    reader = open_store(str(folder))
    turns = 6
    with writing("swaps", folder) as process:
        assert ask(process, "go") == "done"
        done = threading.Event()

        def write() -> None:
            for _ in range(turns):
                ask(process, "go")
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        seen, reads = set(), 0
        while not done.is_set() or not reads:
            export = reader.export(
                ["SME", "Area", "SME LOCATED_IN Area"], {"SME": ["employees"], "Area": ["inhabitants"]}
            )
            turn = export.nodes["Area"].column("inhabitants").to_pylist()
            assert set(export.nodes["SME"].column("employees").to_pylist()) == set(turn)
            assert export.nodes["SME"].num_rows == writer.ROWS
            assert export.relationships["SME LOCATED_IN Area"].num_rows == writer.ROWS
            assert turn == [export.version]
            seen.add(export.version)
            reads += 1
        thread.join()
    assert reader.version() == turns + 1
    assert len(seen) > 1
    assert sorted(path.name for path in folder.glob("graph-*")) == [f"graph-{n:06}.duckdb" for n in (5, 6, 7)]
    reader.close()


def test_the_second_writer_is_told(tmp_path: Path) -> None:
    first, second = open_store(str(tmp_path)), open_store(str(tmp_path))
    with first.begin(A) as run:
        with pytest.raises(StoreBusy, match="Another run"), second.begin(B):
            pass
        run.upsert_nodes("SME", pa.table({"id": ["1"]}))
    with second.begin(B) as run:
        assert run.number == 2
    first.close()
    second.close()


def test_the_second_writer_waits_when_asked_to(tmp_path: Path) -> None:
    first, second = open_store(str(tmp_path)), open_store(str(tmp_path), wait=30)
    inside, numbers = threading.Event(), []

    def write() -> None:
        inside.wait()
        with second.begin(B) as run:
            numbers.append(run.number)

    thread = threading.Thread(target=write)
    thread.start()
    with first.begin(A):
        inside.set()
        thread.join(0.2)
        assert numbers == []
    thread.join()
    assert numbers == [2]
    first.close()
    second.close()


def test_threads_read_one_store_at_the_same_time(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    writer.load(store)
    wrong: list[object] = []

    def read(turn: int) -> None:
        for number in range(10):
            key = f"{turn * 10 + number:06}"
            found = store.node("SME", key)
            around = store.neighbourhood("SME", key)
            if found is None or found.key != key or around is None or len(around.relationships) != 1:
                wrong.append(key)

    threads = [threading.Thread(target=read, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(1, 3):
        writer.load(store, turn)
    for thread in threads:
        thread.join()
    assert not wrong
    store.close()

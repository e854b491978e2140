"""The log of judgements on disk: append-only, checked as it is written, safe from kills."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ecograph.state import IdentityLog, JudgementRefused, StateDatabase, StateError, Verdict, state_path
from ecograph.state.keys import scoped_key
from tests.identity import writer

A, B, C = (scoped_key("fair", bytes([number]) * 32) for number in range(3))


@pytest.fixture
def log(tmp_path: Path) -> IdentityLog:
    return IdentityLog(StateDatabase(tmp_path / "state.db"))


def judging(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, writer.__file__, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_reading_makes_no_file(log: IdentityLog) -> None:
    assert log.entries() == []
    assert not log.path.exists()


def test_an_entry_says_who_when_and_why(log: IdentityLog) -> None:
    entry, new = log.judge(Verdict.SAME, A, B, by="somchai", reason="ที่อยู่เดียวกัน")
    assert new
    assert log.entries() == [entry]
    assert (entry.number, entry.by, entry.reason) == (1, "somchai", "ที่อยู่เดียวกัน")
    assert entry.at.utcoffset() is not None


def test_saying_it_again_adds_nothing(log: IdentityLog) -> None:
    first, _ = log.judge(Verdict.SAME, A, B, by="somchai")
    again, new = log.judge(Verdict.SAME, B, A, by="malee")
    assert (again, new) == (first, False)
    assert len(log.entries()) == 1


def test_a_contradiction_leaves_no_trace(log: IdentityLog) -> None:
    log.judge(Verdict.SAME, A, B, by="somchai")
    log.judge(Verdict.SAME, B, C, by="somchai")
    with pytest.raises(JudgementRefused):
        log.judge(Verdict.DIFFERENT, A, C, by="malee")
    assert len(log.entries()) == 2


def test_undo_is_an_entry_and_restores_what_was(log: IdentityLog) -> None:
    log.judge(Verdict.SAME, A, B, by="somchai")
    before = log.identities().canonical
    entry, _ = log.judge(Verdict.SAME, B, C, by="somchai")
    undone = log.undo(entry.number, by="malee", reason="another branch")
    assert (undone.verdict, undone.undoes, undone.by) == (Verdict.UNDO, entry.number, "malee")
    assert log.identities().canonical == before
    assert len(log.entries()) == 3
    log.judge(Verdict.DIFFERENT, B, C, by="malee")
    for number, why in ((entry.number, "already, by entry 3"), (3, "is an undo itself"), (9, "no entry 9")):
        with pytest.raises(JudgementRefused, match=why):
            log.undo(number, by="malee")


def test_no_entry_can_be_changed_or_deleted(log: IdentityLog) -> None:
    log.judge(Verdict.SAME, A, B, by="somchai")
    connection = sqlite3.connect(log.path)
    for statement in ("UPDATE judgements SET by = 'x'", "DELETE FROM judgements"):
        with pytest.raises(sqlite3.IntegrityError, match="a judgement"):
            connection.execute(statement)
    connection.close()


def test_two_processes_write_at_once_and_nothing_is_lost(log: IdentityLog) -> None:
    count = 25
    writers = [judging(log.path, name, count) for name in ("one", "two")]
    numbers = [int(line) for process in writers for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in writers] == [0, 0]
    assert sorted(numbers) == list(range(1, 2 * count + 1))
    assert [entry.number for entry in log.entries()] == sorted(numbers)


def test_what_was_written_outlives_a_kill(log: IdentityLog) -> None:
    told = 0
    for _ in range(4):
        process = judging(log.path, f"w{told}", 100_000)
        assert process.stdout is not None
        for _ in range(3):
            told = int(process.stdout.readline())
        process.kill()
        rest = process.communicate(timeout=60)[0].splitlines()
        told = max([told, *(int(line) for line in rest if line)])
        numbers = [entry.number for entry in log.entries()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= told
    entry, _ = log.judge(Verdict.SAME, A, B, by="somchai")
    assert log.entries()[-1] == entry


def test_a_file_of_another_sort_is_one_sentence(log: IdentityLog) -> None:
    log.path.write_bytes(b"no database " * 100)
    with pytest.raises(StateError, match=r"damaged or no state file.*Restore it"):
        log.entries()


def test_a_newer_file_is_refused(log: IdentityLog) -> None:
    log.judge(Verdict.SAME, A, B, by="somchai")
    connection = sqlite3.connect(log.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateError, match="newer ecograph"):
        log.judge(Verdict.SAME, A, C, by="somchai")


def test_the_state_lies_beside_its_store(tmp_path: Path) -> None:
    folder = tmp_path / "north"
    assert state_path(str(folder), tmp_path) == tmp_path / "north.state.db"
    assert state_path(f"duckdb:{folder}", tmp_path) == tmp_path / "north.state.db"
    with_password = state_path("neo4j://user:word@server:7687", tmp_path)
    assert with_password == state_path("neo4j://server:7687", tmp_path).with_name(with_password.name)
    assert with_password.parent == tmp_path

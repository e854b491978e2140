"""Reports of loads are kept beside the store, and the quality of its data follows from them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from ecograph.state import IdentityLog, LoadLog, StateDatabase, Verdict
from ecograph.state.assessment import assess_quality
from ecograph.state.database import SCHEMA
from ecograph.store import GraphStore, Source
from tests.ecosystems import new_store

REPORT = {
    "rows": {"read": 3, "recorded": 2, "rejected": 1, "not wanted": 0},
    "kinds": {"Agency": {"mapped": 3, "refused": 1}},
    "problems": {
        "counts": [
            {"column": "No", "why": "it is empty", "why_th": "ว่าง", "effect": "record not made", "count": 1}
        ]
    },
    "unknowns": {"Agency": {"id": 0, "name": 1, "name_en": 2}},
    "totals": {"agree": 1},
}


def filled(tmp_path: Path) -> GraphStore:
    store = new_store(tmp_path / "store")
    loads = (("register", 10, {"a": "Right", "b": "B"}), ("roster", 20, {"a": "Wrong", "c": "C"}))
    for source, rank, names in (*loads, ("roster", 20, {"a": "Wrong"})):
        with store.begin(Source(source, source, rank=rank), allow_shrink=True) as run:
            table = pa.table({"id": list(names), "name": list(names.values())})
            run.upsert_nodes("Agency", table)
    return store


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    log = LoadLog(StateDatabase(tmp_path / "state.db"))
    assert log.records() == []
    log.add(3, "roster", REPORT)
    log.add(3, "roster", {**REPORT, "totals": {}})
    (record,) = log.records()
    assert (record.version, record.source) == (3, "roster")
    assert record.report == {**REPORT, "totals": {}}


def test_a_file_of_before_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(SCHEMA[0] + "PRAGMA user_version = 1;")
    log = LoadLog(StateDatabase(path))
    assert log.records() == []
    log.add(1, "roster", REPORT)
    assert len(log.records()) == 1
    judgements = IdentityLog(StateDatabase(path))
    judgements.judge(Verdict.SAME, "a", "b", by="somebody")
    assert len(judgements.entries()) == 1


def test_quality_comes_from_runs_reports_and_disagreements(tmp_path: Path) -> None:
    store = filled(tmp_path)
    log = LoadLog(StateDatabase(tmp_path / "state.db"))
    log.add(3, "roster", REPORT)
    quality = assess_quality(store, log)
    register, roster = quality.sources
    assert (register.loads, register.rows, register.retired) == (1, None, {})
    assert (roster.loads, roster.rows, roster.totals) == (2, REPORT["rows"], {"agree": 1})
    assert roster.retired == {"Agency": 1}
    assert (roster.problems, roster.unknown_values) == (1, 3)
    assert [(each.property, each.unknown, each.records) for each in roster.unknowns] == [
        ("name_en", 2, 2),
        ("name", 1, 2),
    ]
    (dispute,) = quality.disputes
    assert (dispute.winner, dispute.loser, dispute.taken, dispute.refused) == (
        "register",
        "roster",
        "Right",
        "Wrong",
    )
    assert quality.all_disputes


def test_a_report_of_another_source_at_the_same_version_is_not_taken(tmp_path: Path) -> None:
    store = filled(tmp_path)
    log = LoadLog(StateDatabase(tmp_path / "state.db"))
    log.add(3, "somebody else", REPORT)
    assert [source.rows for source in assess_quality(store, log).sources] == [None, None]

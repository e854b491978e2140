"""What is decided on findings: kept as said, and told wherever they are found again."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ecograph.findings import Finding, Method, Subject
from ecograph.model import Text
from ecograph.state.database import SCHEMA, StateDatabase
from ecograph.state.decisions import Action, DecisionLog, fold_decided, standing, tell_decisions
from ecograph.state.errors import DecisionRefused, StateError

TODAY = date(2025, 11, 25)


@pytest.fixture
def log(tmp_path: Path) -> DecisionLog:
    return DecisionLog(StateDatabase(tmp_path / "state.db"))


def test_the_last_decision_stands_and_notes_leave_it(log: DecisionLog) -> None:
    assert log.entries() == []
    log.add("f", Action.ACCEPT, by=" unit 4 ")
    log.add("f", Action.DISMISS, by="unit 5", reason="served elsewhere")
    log.add("f", Action.NOTE, by="unit 4", reason="asked the office")
    log.add("f", Action.ASSIGN, by="unit 4", assignee="IPC-04")
    log.add("g", Action.ACCEPT, by="unit 4")
    entries = log.of_findings()["f"]
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    last = standing(entries, TODAY)
    assert last is not None
    assert (last.action, last.by, last.reason) == (Action.DISMISS, "unit 5", "served elsewhere")
    assert entries[0].by == "unit 4"
    assert standing([], TODAY) is None


@pytest.mark.parametrize(("until", "stands"), [(date(2025, 11, 25), True), (date(2025, 11, 24), False)])
def test_what_is_put_off_is_open_again_the_day_after(log: DecisionLog, until: date, stands: bool) -> None:
    log.add("f", Action.ACCEPT, by="a")
    log.add("f", Action.MUTE, by="a", until=until)
    assert (standing(log.entries(), TODAY) is not None) == stands


@pytest.mark.parametrize(
    ("action", "given"),
    [
        (Action.ACCEPT, {"by": "  "}),
        (Action.DISMISS, {"by": "a", "reason": " "}),
        (Action.NOTE, {"by": "a"}),
        (Action.MUTE, {"by": "a"}),
        (Action.ACCEPT, {"by": "a", "until": TODAY}),
        (Action.MUTE, {"by": "a", "until": date(2568, 3, 31)}),
        (Action.ASSIGN, {"by": "a"}),
        (Action.ACCEPT, {"by": "a", "assignee": "b"}),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(
    log: DecisionLog, action: Action, given: dict[str, Any]
) -> None:
    with pytest.raises(DecisionRefused):
        log.add("f", action, **given)
    assert log.entries() == []


@pytest.mark.parametrize("statement", ["UPDATE decisions SET reason = 'x'", "DELETE FROM decisions"])
def test_the_file_itself_keeps_entries_as_they_are(tmp_path: Path, statement: str) -> None:
    database = StateDatabase(tmp_path / "state.db")
    log = DecisionLog(database)
    kept = log.add("f", Action.ACCEPT, by="a")
    with pytest.raises(StateError), database.writing() as connection:
        connection.execute(statement)
    assert log.entries() == [kept]


def test_a_file_of_before_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript("".join(SCHEMA[:3]) + "PRAGMA user_version = 3;")
    log = DecisionLog(StateDatabase(path))
    assert log.entries() == []
    assert log.add("f", Action.ACCEPT, by="a").number == 1


def test_findings_tell_decisions_and_none_is_dropped(log: DecisionLog) -> None:
    findings = [
        Finding(
            "k", (Subject("Theme", key, Text(key, key)),), 1, Text("", ""), Method("m", 1), caveats=(OLD,)
        )
        for key in ("a", "b")
    ]
    log.add(findings[0].id, Action.NOTE, by="x", reason="first")
    log.add(findings[0].id, Action.MUTE, by="x", until=date(2025, 12, 31))
    told = tell_decisions(findings, log.of_findings())
    assert [one.id for one in told] == [one.id for one in findings]
    assert [text.en.split(", by")[0] for text in told[0].caveats] == [
        "Decision: put off until 2025-12-31", "Decision: noted", "old",
    ]  # fmt: skip
    assert told[0].caveats[0].th.startswith("การพิจารณา: พักไว้ถึง 2025-12-31")
    assert told[1] == findings[1]


OLD = Text("old", "เดิม")


def finding(key: str = "a", **more: Any) -> Finding:
    return Finding("k", (Subject("Theme", key, Text(key, key)),), 1, Text("", ""), Method("m", 1), **more)


def test_what_has_changed_since_a_decision_is_told_with_it(log: DecisionLog) -> None:
    then = finding(rung="overlap", effect=5.0, interval=(3.0, 7.0))
    kept = log.add(then.id, Action.ACCEPT, by="x", found=then)
    log.add(then.id, Action.NOTE, by="x", reason="of before this was kept")
    assert log.entries()[0] == kept
    assert log.entries()[1].was is None
    for now, changed in (
        (then, ()),
        (replace(then, effect=6.0, interval=(4.0, 8.0)), ()),
        (replace(then, effect=9.0, interval=(8.0, 10.0)), ("effect",)),
        (replace(then, rung="duplication", verdict="redundant"), ("rung", "verdict")),
    ):
        assert now.id == then.id
        assert kept.changed(now) == changed
        (told,) = tell_decisions([now], log.of_findings())
        said = [text.en for text in told.caveats]
        assert [text.split(",")[0].split(":")[0] for text in said] == [
            "Decision", "Decision", *(["The finding has changed since this was decided"] if changed else []),
        ]  # fmt: skip


def test_what_is_dismissed_or_put_off_comes_last_until_its_day_is_over(log: DecisionLog) -> None:
    findings = [finding(key) for key in "abcd"]
    log.add(findings[0].id, Action.DISMISS, by="x", reason="r")
    log.add(findings[1].id, Action.MUTE, by="x", until=TODAY)
    log.add(findings[2].id, Action.ACCEPT, by="x")

    def order(today: date) -> str:
        return "".join(one.subjects[0].key for one in fold_decided(findings, log.of_findings(), today))

    assert order(TODAY) == "cdab"
    assert order(TODAY + timedelta(days=1)) == "bcda"
    log.add(findings[0].id, Action.ACCEPT, by="y")
    assert order(TODAY + timedelta(days=1)) == "abcd"

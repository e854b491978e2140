"""Results that are kept: as they were, by a name, for good."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Sensitivity, Subject
from ecograph.model import DataKind, Text
from ecograph.state.database import SCHEMA, StateDatabase
from ecograph.state.decisions import Action, DecisionLog
from ecograph.state.errors import SavedRefused, StateError
from ecograph.state.saved import SavedResults

THAI = Text("Digital", "ดิจิทัล")
RESULT = AnalysisResult(
    "reach-gaps",
    (
        Finding(
            "reach-gap",
            (Subject("Theme", "F:t", THAI),),
            3.0,
            THAI,
            Method("counting", 2, "somewhere", {"level": 0.05}),
            period="2024",
            interval=(1.0, 5.0),
            sensitivity=(Sensitivity(THAI, None),),
            evidence=Evidence(
                (("Theme", "F:t"),), (), {"eligible": 7.0}, ("stratum", "n"), (("micro", 7.0),)
            ),
            caveats=(THAI,),
        ),
        Finding("reach-gap", (), None, THAI, Method("counting", 2)),
    ),
    {"year": 2024, "by": ["theme"], "theme": ""},
    4,
    DataKind.SYNTHETIC,
    {"eligible": 7.0},
    (THAI,),
    (Sensitivity(THAI, True, 1.0),),
    9,
    1.5,
)


@pytest.fixture
def kept(tmp_path: Path) -> SavedResults:
    return SavedResults(StateDatabase(tmp_path / "state.db"))


def test_what_is_kept_comes_back_as_it_was(kept: SavedResults) -> None:
    assert kept.entries() == []
    moment = {"agencies": {"a": ["A", "ก"]}}
    entry = kept.add("before.the-meeting", RESULT, moment, by=" unit 4 ", note="why")
    assert kept.entries() == [entry]
    assert (entry.number, entry.by, entry.version, entry.findings) == (1, "unit 4", 4, 2)
    assert (entry.methods, entry.parameters) == ({"counting": 2}, RESULT.parameters)
    for name in ("1", "before.the-meeting"):
        result, then = kept.read(name)
        assert result.to_dict() == RESULT.to_dict()
        assert result.findings == RESULT.findings
        assert then == moment


@pytest.mark.parametrize("name", ["", "  ", "7", "a/b", "../x", "_x", "x" * 81])
def test_an_unfit_name_is_refused(kept: SavedResults, name: str) -> None:
    with pytest.raises(SavedRefused, match="is no name"):
        kept.add(name, RESULT, {}, by="a")
    assert kept.entries() == []


def test_a_name_is_taken_once_and_somebody_takes_it(kept: SavedResults) -> None:
    kept.add("ผลก่อนประชุม", RESULT, {}, by="a")
    with pytest.raises(SavedRefused, match="already"):
        kept.add("ผลก่อนประชุม", RESULT, {}, by="b")
    with pytest.raises(SavedRefused, match="not said who"):
        kept.add("x", RESULT, {}, by=" ")
    with pytest.raises(SavedRefused, match="No result is kept as '2'"):
        kept.read("2")


@pytest.mark.parametrize("statement", ["UPDATE saved_results SET note = 'x'", "DELETE FROM saved_results"])
def test_the_file_itself_keeps_results_as_they_are(tmp_path: Path, statement: str) -> None:
    database = StateDatabase(tmp_path / "state.db")
    kept = SavedResults(database)
    entry = kept.add("x", RESULT, {}, by="a")
    with pytest.raises(StateError), database.writing() as connection:
        connection.execute(statement)
    assert kept.entries() == [entry]


def test_a_file_of_before_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript("".join(SCHEMA[:4]) + "PRAGMA user_version = 4;")
        old.execute(
            "INSERT INTO decisions (finding, action, by, at, reason) "
            "VALUES ('f', 'accept', 'a', '2025-01-01T00:00:00+00:00', '')"
        )
        old.commit()
    database = StateDatabase(path)
    assert SavedResults(database).entries() == []
    assert [entry.action for entry in DecisionLog(database).entries()] == [Action.ACCEPT]
    assert SavedResults(database).add("x", RESULT, {}, by="a").number == 1
    assert [entry.by for entry in DecisionLog(database).entries()] == ["a"]

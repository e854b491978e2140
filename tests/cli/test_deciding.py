"""Decisions on findings on the command line, in this process."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from ecograph.cli import app
from tests.analysis.results.plan import clean_plan
from tests.ecosystems import country, fill, new_store, store_environment

GAPS = ("gaps", "--kind", "plan-gaps")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    variables = store_environment(tmp_path / "store") | {"ECOGRAPH_HOME": str(tmp_path / "home")}
    store = new_store(tmp_path / "store")
    located = [{"source": key, "target": "A0", "role": "registered", "primary": True} for key in "st"]
    enterprises: dict[str, list[dict[str, Any]]] = {
        "SME": [{"id": "s", "size_class": "micro"}, {"id": "t", "size_class": "micro"}],
        "SME LOCATED_IN Area": located,
        "SME PARTICIPATED_IN Program": [{"source": "s", "target": "p", "fiscal_year": 2024}],
    }
    fill(store, country() | clean_plan(indicator={"method": None}) | enterprises)
    store.close()
    return variables


def run(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env=environment)


def as_json(environment: dict[str, str], *arguments: str) -> Any:
    done = run(environment, "--json", *arguments)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return json.loads(done.stdout)


def test_what_is_decided_is_told_with_the_finding(environment: dict[str, str], tmp_path: Path) -> None:
    before = as_json(environment, *GAPS)
    first = before["findings"][0]
    number = "1 1017 00230 70 8"
    reason = f"=served elsewhere, ask {number}"
    kept = as_json(environment, "finding", "dismiss", first["id"][:-2], "--by", "unit 4", "--reason", reason)
    assert (kept["number"], kept["finding"]) == (1, first["id"])
    as_json(environment, "finding", "mute", first["id"], "--until", "2099-12-31", "--by", "unit 4")
    as_json(environment, "finding", "assign", first["id"], "--to", "IPC-04", "--by", "unit 4")
    after = as_json(environment, *GAPS)
    # What is put off comes last, and is there all the same.
    ids = [one["id"] for one in before["findings"]]
    assert [one["id"] for one in after["findings"]] == [*ids[1:], ids[0]]
    assert [one["action"] for one in after["decisions"]] == ["dismiss", "mute", "assign"]
    said = [text["en"] for text in after["findings"][-1]["caveats"]]
    assert said[0].startswith("Decision: assigned to IPC-04, by unit 4 on ")
    assert said[1].startswith("Decision: put off until 2099-12-31")
    assert "served elsewhere" in said[2]
    assert number not in said[2]
    assert as_json(environment, "explain", first["id"])["finding"] == after["findings"][-1]
    path = tmp_path / "gaps.csv"
    printed = run(environment, "--lang", "th", *GAPS, "--csv", str(path)).stdout
    assert "การพิจารณา: มอบหมายให้ IPC-04" in printed
    frame = pd.read_csv(path)
    assert frame["decision"].iloc[-1].startswith("การพิจารณา: มอบหมายให้")
    assert frame["stands"].iloc[-1] == "mute"
    assert frame["decision"][:-1].isna().all()
    assert "ท้ายรายการ: 1" in printed


def test_all_decisions_are_listed_and_written(environment: dict[str, str], tmp_path: Path) -> None:
    assert as_json(environment, "decisions") == {"decisions": []}
    id = as_json(environment, *GAPS)["findings"][0]["id"]
    as_json(environment, "finding", "accept", id, "--by", "a")
    as_json(environment, "finding", "note", id, "--by", "b", "--reason", "=1+1")
    as_json(environment, "finding", "mute", id, "--until", "2001-01-01", "--by", "c")
    path = tmp_path / "decisions.csv"
    run(environment, "decisions", "--csv", str(path))
    frame = pd.read_csv(path)
    assert list(frame["action"]) == ["accept", "note", "mute"]
    assert frame["reason"][1] == "'=1+1"
    assert not frame["stands"].any()
    as_json(environment, "finding", "accept", id, "--by", "a")
    assert [one["stands"] for one in as_json(environment, "decisions")["decisions"]] == [False] * 3 + [True]


def test_a_finding_that_is_not_there_is_refused(environment: dict[str, str]) -> None:
    done = run(environment, "finding", "accept", "nothing-123", "--by", "a")
    assert done.exit_code == 1
    assert "There is no finding 'nothing-123'" in str(done.exception)
    assert run(environment, "finding", "dismiss", "x", "--by", "a").exit_code == 2
    assert as_json(environment, "decisions") == {"decisions": []}


@pytest.mark.parametrize(
    "command",
    [
        "gaps --kind plan-gaps",
        "gaps --kind isolated",
        "kpi lint",
        "kpi alignment",
        "results",
        "reach",
        "unreached",
    ],
)
def test_whatever_lists_a_finding_tells_its_decisions(
    environment: dict[str, str], tmp_path: Path, command: str
) -> None:
    asked = command.split()
    findings = as_json(environment, *asked)["findings"]
    as_json(environment, "finding", "dismiss", findings[0]["id"], "--by", "unit 4", "--reason", "said so")
    told = as_json(environment, *asked)
    assert {one["id"] for one in told["findings"]} == {one["id"] for one in findings}
    assert told["findings"][-1]["id"] == findings[0]["id"]
    assert [one["reason"] for one in told["decisions"]] == ["said so"]
    path = tmp_path / "told.csv"
    csv = [] if command in ("results", "unreached") else ["--csv", str(path)]
    assert "Decision: dismissed, by unit 4" in " ".join(run(environment, *asked, *csv).stdout.split())
    if csv:
        assert pd.read_csv(path)["stands"].dropna().unique().tolist() == ["dismiss"]

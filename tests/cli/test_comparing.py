"""Two years, two versions and kept results compared on the command line, within this process."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from ecograph.cli import app
from ecograph.cli.comparing import ANALYSIS, Of
from ecograph.store import open_store
from ecograph.workspace import ANALYSES
from tests.analysis.overlaps.background import NAMES, background
from tests.ecosystems import fill, new_store, store_environment

JOINED = "SME PARTICIPATED_IN Program"


def rows(shared: int = 20) -> dict[str, Any]:
    """Return two programs that share clients in 2024, and one of an agency that is silent in 2025."""
    clients: list[dict[str, object]] = [
        {"source": f"s{at}", "target": key, "status": "completed", "fiscal_year": 2024}
        for at in range(shared)
        for key in "ab"
    ]
    around = [{**row, "fiscal_year": year} for row in background(400) for year in (2024, 2025)]
    return {
        "SME": [{"id": f"s{at}"} for at in range(400)],
        "Agency": [{"id": "one"}, {"id": "two", "name": "=สอง", "name_en": "=Two"}],
        "Program": [{"id": "a"}, {"id": "b", "name_en": "=Bee"}, *({"id": key} for key in NAMES)],
        "Agency RUNS Program": [
            *({"source": "one", "target": key} for key in ("a", *NAMES)),
            {"source": "two", "target": "b"},
        ],
        JOINED: clients + around,
    }


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("comparing")
    environment = {"ECOGRAPH_HOME": str(home / "home"), **store_environment(home / "store")}
    store = new_store(home / "store")
    fill(store, rows())
    store.close()
    return environment


def run(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env=environment)


def as_json(environment: dict[str, str], *arguments: str) -> Any:
    done = run(environment, "--json", *arguments)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return json.loads(done.stdout)


def test_an_overlap_of_an_agency_that_fell_silent_is_not_closed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "changes.csv"
    asked = ("compare", "--years", "2567", "2568", "--of", "overlaps")
    found = as_json(environment, *asked, "--csv", str(path))
    (comparison,) = found["comparisons"]
    (change,) = comparison["changes"]
    assert (change["status"], change["after"]) == ("unclear", None)
    assert "=Two had records before and has none after" in change["reasons"][0]["en"]
    assert comparison["before"]["parameters"]["year"] == 2024
    frame = pd.read_csv(path)
    assert list(frame["status"]) == ["unclear"]
    # A name that begins like a formula is text in a spreadsheet.
    assert frame["name_en"][0] == "a × =Bee"
    assert {"kind": "Agency", "key": "two", "status": "left"}.items() <= found["growth"]["members"][0].items()
    said = run(environment, "--lang", "th", *asked).stdout
    assert "เทียบไม่ได้" in said
    # What was compared can be explained.
    assert as_json(environment, "explain", change["before"]["id"])["finding"]["id"] == change["before"]["id"]


def test_kept_results_are_listed_shown_and_compared(environment: dict[str, str], tmp_path: Path) -> None:
    as_json(environment, "overlaps", "--year", "2024")
    kept = as_json(environment, "saved", "add", "then", "--by", "unit 4", "--note", "ask 1 1017 00230 70 8")
    assert (kept["name"], kept["analysis"], kept["findings"]) == ("then", "overlaps", 1)
    assert "1017" not in kept["note"]
    as_json(environment, "overlaps", "--year", "2025")
    as_json(environment, "saved", "add", "later", "--by", "unit 4")
    assert {"then", "later"} <= {each["name"] for each in as_json(environment, "saved", "list")["saved"]}
    path = tmp_path / "then.csv"
    shown = as_json(environment, "saved", "show", "then", "--csv", str(path))
    assert [one["id"] for one in shown["result"]["findings"]] == list(pd.read_csv(path)["id"])
    (comparison,) = as_json(environment, "saved", "compare", "then", "later")["comparisons"]
    assert comparison["counts"]["unclear"] == 1
    (today,) = as_json(environment, "saved", "compare", "then", "now")["comparisons"]
    assert today["counts"] == {"new": 0, "closed": 0, "persisting": 1, "unclear": 0, "changed": 0}
    for arguments in (("saved", "list"), ("saved", "show", "then"), ("saved", "compare", "then")):
        assert "then" in run(environment, *arguments).stdout


def test_two_versions_are_compared(tmp_path: Path) -> None:
    # A server keeps its current version alone.
    environment = {"ECOGRAPH_HOME": str(tmp_path / "home"), "ECOGRAPH_STORE": str(tmp_path / "store")}
    store = open_store(environment["ECOGRAPH_STORE"], threads=1)
    fill(store, rows(20))
    later = rows(60)
    later["Agency"] += [{"id": "three"}]
    fill(store, later)
    store.close()
    found = as_json(environment, "compare", "--versions", "1", "2", "--of", "overlaps", "--of", "isolated")
    overlaps = found["comparisons"][0]
    (change,) = overlaps["changes"]
    assert (change["status"], change["changed"]) == ("persisting", ["effect"])
    assert [change[side]["observed"] for side in ("before", "after")] == [20, 60]
    assert found["comparisons"][1]["analysis"] == "isolated"
    counts = {line["kind"]: line for line in found["growth"]["counts"]}
    assert (counts[JOINED]["added"], counts[JOINED]["removed"]) == (80, 0)
    assert found["growth"]["members"] == [
        {"kind": "Agency", "key": "three", "name": {"en": "three", "th": "three"}, "status": "new"}
    ]
    assert "three" in run(environment, "compare", "--versions", "1", "2", "--of", "isolated").stdout
    gone = run(environment, "compare", "--versions", "1", "7")
    assert "Version 7 is not kept. There are: 1, 2." in str(gone.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give two years or two versions"),
        (("--years", "2024", "2025", "--versions", "1", "2"), "Give two years or two versions"),
        (("--years", "2024", "2024"), "not earlier than"),
        (("--versions", "2", "1"), "2 is not earlier than 1"),
        (("--years", "2024", "2025", "--year", "2024"), "--year goes with --versions"),
        (("--years", "2024", "2025", "--of", "isolated"), "asked of all years together"),
    ],
)
def test_what_cannot_be_compared_is_said(
    environment: dict[str, str], arguments: tuple[str, ...], said: str
) -> None:
    done = run(environment, "compare", *arguments)
    assert done.exit_code == 1
    assert said in str(done.exception)


def test_what_is_compared_is_an_analysis() -> None:
    assert {ANALYSIS.get(of, of.value) for of in Of} <= ANALYSES.keys()


def test_decisions_are_told_by_every_listing(environment: dict[str, str], tmp_path: Path) -> None:
    (first,) = as_json(environment, "overlaps", "--year", "2024")["findings"]
    as_json(environment, "saved", "add", "decided", "--by", "unit 4")
    as_json(
        environment, "finding", "dismiss", first["id"], "--by", "unit 4", "--reason", "one follows the other"
    )
    path = tmp_path / "told.csv"
    for asked in (
        ("overlaps", "--year", "2024"),
        ("saved", "show", "decided"),
        ("saved", "compare", "decided", "now"),
        ("compare", "--years", "2024", "2025", "--of", "overlaps"),
    ):
        printed = " ".join(run(environment, *asked, "--csv", str(path)).stdout.split())
        assert f"{first['id']}: Decision: dismissed, by unit 4" in printed, asked
        assert "one follows the other" in printed
        frame = pd.read_csv(path)
        assert frame["stands"].tolist() == ["dismiss"], asked
    values = as_json(environment, "saved", "show", "decided")
    assert [one["action"] for one in values["result"]["decisions"]] == ["dismiss"]
    listed = as_json(environment, "decisions")["decisions"]
    assert (listed[-1]["was_rung"], listed[-1]["was_effect"]) == (first["rung"], first["effect"])

"""What to link next, on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.errors import SourceError
from visualisations.finding_wording import NAMES
from visualisations.gap_wording import VERDICTS

Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a command in this process, on the store of a small demonstration."""
    home = tmp_path_factory.mktemp("linking")
    environment = {"ECOGRAPH_HOME": str(home / "home"), "ECOGRAPH_STORE": str(home / "demo" / "store")}

    def command(*arguments: str) -> str:
        done = CliRunner(env=environment).invoke(app, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    command("demo", "--to", str(home / "demo"), "--enterprises", "1000")
    return command


@pytest.mark.parametrize(
    "command",
    [
        "partnerships --rank score --limit 3",
        "exchanges --limit 3",
        "partnerships --between agency-fund --rank score --limit 3",
        "partnerships --between program-area --limit 3",
        "brokers --limit 3",
        "communities",
        "placements --k 3",
        "funding-routes",
        "pathways --limit 3",
    ],
)
def test_what_to_link_is_asked_printed_and_explained(run: Run, command: str) -> None:
    result = json.loads(run("--json", *command.split()))
    first = result["findings"][0]
    assert len(result["findings"]) == 3 or command in ("communities", "funding-routes")
    assert json.loads(run("--json", "explain", first["id"]))["finding"] == first
    assert first["verdict"] in VERDICTS
    assert first["evidence"]["counts"].keys() <= NAMES.keys()
    printed = run("--lang", "th", *command.split())
    assert first["sentence"]["th"].split(":")[0].split()[0] in " ".join(printed.split())
    assert ("AUC" in printed) == command.startswith("partnerships")
    run("finding", "note", first["id"], "--by", "unit 4", "--reason", "asked them")
    assert f"{first['id']}: Decision: noted, by unit 4" in " ".join(run(*command.split()).split())
    (kept,) = json.loads(run("--json", *command.split()))["decisions"]
    assert (kept["finding"], kept["reason"]) == (first["id"], "asked them")


def test_partnerships_are_written_for_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    run("partnerships", "--limit", "4", "--csv", str(path))
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 5


def test_the_matrix_of_data_is_printed_and_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    printed = run("--lang", "th", "exchanges", "--matrix", "--limit", "5", "--csv", str(path))
    assert "ขาดข้อมูลของหน่วยงานอื่น" in printed
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines[0].split(",")) == 6
    first = json.loads(run("--json", "exchanges", "--matrix"))["findings"][0]
    assert json.loads(run("--json", "explain", first["id"]))["finding"] == first


CHANGES = """title = "East"
[[extend]]
program = "PRG-SEZEC"
corridors = ["EEC"]
[[add.agreements]]
id = "new"
agencies = ["AG-BOI", "AG-CDD"]
data = "clients"
"""


def test_a_change_is_held_against_what_is(run: Run, tmp_path: Path) -> None:
    changes, table, page = tmp_path / "changes.toml", tmp_path / "what-if.csv", tmp_path / "page.html"
    changes.write_text(CHANGES, encoding="utf-8")
    parts = ("--part", "missing-partnerships", "--part", "data-exchange", "--part", "potential")
    found = json.loads(run("--json", "what-if", str(changes), *parts))
    differing = {one["kind"]: one["change"] for one in found["measures"] if one["change"]}
    assert differing["missing-partnerships.partners"] == 1
    assert differing["data-exchange.agreements_with_data"] == 1
    printed = run("--lang", "th", "what-if", str(changes), *parts, "--csv", str(table), "--html", str(page))
    assert "หาก: East" in printed
    assert "ไม่มีการบันทึกข้อมูล" in printed
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) > len(found["measures"])
    written = page.with_stem("page-synthetic").read_text(encoding="utf-8")
    assert "หาก: East" in written


def test_a_fault_of_a_change_is_one_sentence_with_its_line(run: Run, tmp_path: Path) -> None:
    changes = tmp_path / "changes.toml"
    changes.write_text(CHANGES.replace("corridors", "corridor"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"changes\.toml, line 4: 'corridor' .* Did you mean 'corridors'"):
        run("what-if", str(changes))


@pytest.mark.parametrize("page", ["links", "exchanges", "funding"])
def test_pages_are_written(run: Run, tmp_path: Path, page: str) -> None:
    run("view", page, "--output", str(tmp_path / f"{page}.html"))
    assert (tmp_path / f"{page}-synthetic.html").stat().st_size > 10_000

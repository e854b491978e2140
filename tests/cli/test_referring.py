"""Screening and referral on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from ecograph.analysis.verification import bench_referrals
from ecograph.cli import app
from ecograph.errors import EcographError
from visualisations.finding_wording import NAMES
from visualisations.gap_wording import VERDICTS

Run = Callable[..., Result]
LIST = "ชื่อกิจการ,จังหวัด,จำนวนพนักงาน\nร้านตัวอย่าง,อุดรธานี,4\n=1+1,หนองคาย,9\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a command in this process, on the store of a small demonstration."""
    home = tmp_path_factory.mktemp("referring")
    environment = {"ECOGRAPH_HOME": str(home / "home"), "ECOGRAPH_STORE": str(home / "demo" / "store")}

    def command(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(app, arguments)

    assert command("demo", "--to", str(home / "demo"), "--enterprises", "1000").exit_code == 0
    return command


def told(run: Run, *arguments: str) -> Any:
    done = run("--json", *arguments)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_an_enterprise_is_referred_and_its_list_comes_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    found = told(run, "refer", "--sme", "SYN-000001", "--limit", "3", "--to", str(path))
    first = found["findings"][0]
    assert first["kind"] == "referral"
    written = tmp_path / "list-synthetic.xlsx"
    book = openpyxl.load_workbook(written)
    for place, value in {"I2": "ติดต่อแล้ว", "J2": "ก", "K2": "1 พ.ย. 2568"}.items():
        book.worksheets[0][place] = value
    book.save(written)
    assert told(run, "referral", "read", str(written))["recorded"] == 1
    assert told(run, "referral", "status")["contacted"] == 1
    again = told(run, "refer", "--sme", "SYN-000001", "--limit", "3")
    assert again["findings"][0]["caveats"][0]["en"].startswith("Status: contacted")
    printed = run("--lang", "th", "refer", "--sme", "SYN-000001", "--limit", "3").stdout
    assert "ติดต่อแล้ว" in printed
    assert told(run, "explain", first["id"])["finding"]["id"] == first["id"]
    assert first["verdict"] in VERDICTS
    assert first["evidence"]["counts"].keys() <= NAMES.keys()
    book.worksheets[0]["I2"] = "maybe"
    book.save(written)
    assert run("referral", "read", str(written)).exit_code == 3


def test_a_program_invites_and_its_roster_is_looked_at(run: Run) -> None:
    programs = told(run, "search", "Fictitious program", "--kind", "Program", "--limit", "1")
    program = programs["matches"][0]["key"]
    invited = told(run, "refer", "--program", program, "--limit", "5")
    assert all(one["subjects"][1]["key"] == program for one in invited["findings"])
    roster = told(run, "screen", "--roster", program)
    assert roster["analysis"] == "roster-fit"
    assert all(one["evidence"]["counts"].keys() <= NAMES.keys() for one in roster["findings"])
    assert run("--lang", "th", "screen", "--roster", program).exit_code == 0


@pytest.mark.parametrize("name", ["all.parquet", "all.csv"])
def test_a_nation_is_referred_into_a_file(run: Run, tmp_path: Path, name: str) -> None:
    found = told(run, "refer", "--corridor", "all", "--to", str(tmp_path / name))
    path = Path(found["written"])
    assert "synthetic" in path.name
    rows = (
        pq.read_table(path).num_rows
        if name.endswith("parquet")
        else len(path.read_text(encoding="utf-8-sig").splitlines()) - 1
    )
    assert rows == found["rows"] > 900


def test_a_list_is_screened_and_handed_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "applicants.csv"
    path.write_text(LIST, encoding="utf-8")
    out = tmp_path / "screened.xlsx"
    arguments = ("screen", str(path), "--program", "PRG-AGROFULL", "--to", str(out), "--by", "เจ้าหน้าที่ ก")
    found = told(run, *arguments)
    assert sum(found["counts"].values()) == 2
    sheet = openpyxl.load_workbook(found["written"]).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["ชื่อกิจการ", "จังหวัด", "จำนวนพนักงาน"]
    assert heads[-1] == "data_kind"
    assert "committee" in run(*arguments).stdout


def test_what_could_not_be_read_is_told_in_the_reader_s_language(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "applicants.csv"
    rows = [f"บริษัท กขค {at} จำกัด,อุดรธานี,{'หลายคน' if at == 9 else at}" for at in range(1, 10)]
    path.write_text("\n".join(["ชื่อกิจการ,จังหวัด,จำนวนพนักงาน", *rows]), encoding="utf-8")
    screening = ("screen", str(path), "--program", "PRG-AGROFULL", "--to", str(tmp_path / "screened.xlsx"))
    for arguments in (screening, ("check-applicants", str(path), "--program", "PRG-AGROFULL")):
        said = " ".join(run("--lang", "th", *arguments).stdout.split())
        assert "ต้องเป็นตัวเลข" in said
        assert "was expected" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("refer",),
        ("refer", "--sme", "a", "--program", "b"),
        ("refer", "--corridor", "all"),
        ("refer", "--corridor", "none", "--to", "x.csv"),
        ("refer", "--sme", "none"),
        ("refer", "--sme", "SYN-000001", "--to", "x.csv"),
        ("screen",),
        ("screen", "none.xlsx", "--program", "PRG-AGROFULL", "--to", "x.xlsx"),
        ("screen", "none.xlsx", "--program", "PRG-AGROFULL", "--to", "x.csv"),
        ("screen", "none.xlsx", "--program", "PRG-AGROFULL", "--to", "x.xlsx", "--on", "soon"),
        ("referral", "read", "none.xlsx"),
    ],
)
def test_what_is_asked_wrongly_is_one_sentence_and_a_hint(run: Run, arguments: tuple[str, ...]) -> None:
    error = run(*arguments).exception
    assert isinstance(error, EcographError)
    assert error.message.endswith(".")
    assert error.hint


def test_benches_of_referrals_say_what_they_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_referrals, "PREFERENCES", (bench_referrals.STRONG,))
    null = run("--json", "bench", "null", "--of", "referrals", "--seeds", "2")
    rows = json.loads(null.stdout)["rows"]
    assert [row["score"] for row in rows] == ["resource allocation", "paths of length three"]
    assert "resource" in run("bench", "planted", "--of", "referrals", "--seeds", "2").stdout

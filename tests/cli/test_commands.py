"""The command line as a person and as a script use it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.ecosystems import store_environment

ROOT = Path(__file__).parents[2]

RECIPE = """
id = "firms"
title = "Firms"
title_th = "กิจการ"
[source]
id = "firms"
[[tables]]
files = "firms.csv"
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "id"
name = "name"
employees = "staff"
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = "id"
target = "province"
"""
FIRMS = "id,name,staff,province\nF1,กาแฟ ดอย,5,TH-50\nF2,=cmd(),9,TH-57\nF3,Lost,many,TH-99\n"


class Shell:
    """Runs `ecograph` as a process of its own, with a home and a store of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = store_environment(home / "store")

    def __call__(
        self, *arguments: str, code: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "ecograph.cli", *arguments],
            capture_output=True,
            text=True,
            cwd=self.home,
            check=False,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                "ECOGRAPH_HOME": str(self.home / "home"),
                **self.store,
                **environment,
            },
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self("--json", *arguments, code=code).stdout)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell whose store holds the reference pack of Thailand and three firms."""
    home = tmp_path_factory.mktemp("shell")
    (home / "firms.toml").write_text(RECIPE, encoding="utf-8")
    (home / "firms.csv").write_text(FIRMS, encoding="utf-8")
    shell = Shell(home)
    assert shell.json("load", "th-reference")["adds_up"]
    assert shell.json("load", "firms.toml", "firms.csv", code=3)["kinds"]["SME"]["created"] == 3
    return shell


def test_a_load_says_what_became_of_every_row(shell: Shell) -> None:
    printed = shell("check", "firms.toml", "firms.csv", code=3).stdout
    assert "firms.csv, row 4, staff 'many': a number was expected (value left unknown)." in printed
    assert "there is no Area with this key" in printed
    report = shell.json("check", "firms.toml", "firms.csv", code=3)
    assert report["rows"] == {"read": 3, "recorded": 3, "rejected": 0, "not wanted": 0}
    assert report["kinds"]["SME LOCATED_IN Area"]["dangling"] == 1
    listed = Path(report["problems"]["file"]).read_text(encoding="utf-8-sig")
    assert len(listed.splitlines()) == 1 + report["problems"]["total"]


def test_a_check_writes_nothing(shell: Shell) -> None:
    before = shell.json("counts")
    shell("check", "firms.toml", "firms.csv", code=3)
    assert shell.json("counts") == before


def test_loading_again_changes_nothing(shell: Shell) -> None:
    before = shell.json("counts")["content_hash"]
    assert shell.json("load", "firms.toml", "firms.csv", code=3)["kinds"]["SME"]["unchanged"] == 3
    assert shell.json("counts")["content_hash"] == before


def test_counts_search_and_show(shell: Shell) -> None:
    assert shell.json("counts")["counts"]["SME"] == 3
    hits = [(hit["kind"], hit["key"]) for hit in shell.json("search", "กาแฟ")["matches"]]
    assert hits[0] == ("SME", "F1")
    assert ("Area", "TH-50") in [
        (hit["kind"], hit["key"]) for hit in shell.json("search", "Chiang Mai")["matches"]
    ]
    node = shell.json("show", "F1")
    assert node["properties"]["name"] == "กาแฟ ดอย"
    assert (node["claims"][0]["document"], node["claims"][0]["row"]) == ("firms.csv", 2)
    assert [link["target"] for link in node["relationships"]] == ["TH-50"]
    assert "เชียงใหม่" in shell("--lang", "th", "show", "F1").stdout


def test_reach_of_those_nobody_reported_is_unknown(shell: Shell, tmp_path: Path) -> None:
    result = shell.json("reach", "--by", "corridor", "--csv", str(tmp_path / "reach.csv"))
    cells = {finding["subjects"][0]["key"]: finding["evidence"]["counts"] for finding in result["findings"]}
    assert cells["economic:COR-NEC"]["enterprises"] == 2
    assert sum(cell["enterprises"] for cell in cells.values()) == 3
    assert "reached" not in cells["economic:COR-NEC"]
    assert "unknown" in shell("reach").stdout
    assert (tmp_path / "reach.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_reach_by_population_figures_is_the_published_total(shell: Shell) -> None:
    result = shell.json("reach", "--population", "areas")
    assert result["totals"]["eligible"] == 3_255_957
    corridors = [
        finding["evidence"]["counts"]["eligible"]
        for finding in result["findings"]
        if finding["subjects"][0]["key"].startswith("economic:")
    ]
    assert (len(corridors), sum(corridors)) == (5, 970_434)


def test_a_report_is_of_what_the_store_holds(shell: Shell, tmp_path: Path) -> None:
    written = shell.json("report", "--output", str(tmp_path / "report.html"))["report"]
    page = Path(written).read_text(encoding="utf-8")
    counts = shell.json("counts")
    assert counts["content_hash"] in page
    assert f"{counts['counts']['Program']:,}" in page


def test_recipes_runs_and_schema(shell: Shell) -> None:
    assert {"th-reference", "th-dbd-registrations", "th-msme-counts"} <= {
        row["id"] for row in shell.json("recipes")
    }
    assert [run["source"] for run in shell.json("runs")["runs"]][:2] == ["th-reference", "firms"]
    assert "SME" in json.dumps(shell.json("schema"))
    assert "วิสาหกิจ" in shell("--lang", "th", "schema").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("load", "th-referense"),
            "'th-referense' is neither a shipped recipe nor a file. Did you mean 'th-reference'?",
        ),
        (("load", "th-dbd-registrations"), "reads your files. Name the file or folder to load."),
        (("load", "firms.toml", "nowhere.csv"), "nowhere.csv does not exist."),
        (("show", "F9"), "There is no node with the key 'F9' in the store."),
        (("search", "x", "--kind", "SMEs"), "'SMEs' is not a kind of node. Did you mean 'SME'?"),
        (("reach", "--scheme", "economical"), "Did you mean 'economic'?"),
        (("--store", "mongodb://x", "counts"), "mongodb"),
        (("--store", "absent", "counts"), "absent"),
    ],
)
def test_an_error_is_one_sentence_and_exit_code_1(
    shell: Shell, arguments: tuple[str, ...], sentence: str
) -> None:
    done = shell(*arguments, code=1)
    assert sentence in done.stderr.replace("\n", " ")
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr) < 600


def test_a_wrong_call_is_exit_code_2(shell: Shell) -> None:
    shell("reach", "--by", "planet", code=2)


def test_an_unknown_setting_is_refused(shell: Shell) -> None:
    done = shell("counts", code=1, ECOGRAPH_STROE="x")
    assert "ECOGRAPH_STROE is not a setting." in done.stderr


def test_a_strict_load_writes_nothing(shell: Shell) -> None:
    before = shell.json("counts")["content_hash"]
    printed = shell("load", "firms.toml", "firms.csv", "--strict", code=1).stdout
    assert "Nothing was written: --strict was asked for and there are 2 problems" in printed
    assert shell.json("counts")["content_hash"] == before


def test_rejected_rows_are_put_right_and_loaded_again(shell: Shell) -> None:
    rejected = shell.home / "to put right.xlsx"
    report = shell.json("check", "firms.toml", "firms.csv", "--rejected", str(rejected), code=3)
    assert report["rejected"] == {"rows": 1, "file": str(rejected)}
    book = openpyxl.load_workbook(rejected)
    header, row = list(book.worksheets[0].iter_rows())
    (place,) = [cell.column for cell in header if cell.value == "province"]
    row[place - 1].value = "TH-10"
    book.save(rejected)
    report = shell.json("check", "firms.toml", "firms.csv", "--corrections", str(rejected), code=3)
    assert report["rejected"] == {"rows": 0, "file": None}
    assert report["kinds"]["SME LOCATED_IN Area"]["dangling"] == 0


def test_the_quality_of_the_data_is_a_page_and_a_table(shell: Shell) -> None:
    printed = shell("--lang", "th", "quality", "--output", "quality.html").stdout
    assert "คุณภาพข้อมูล" in printed
    page = (shell.home / "quality.html").read_text(encoding="utf-8")
    assert "a number was expected" in page
    found = shell.json("quality", "--output", "quality.html")
    firms = next(source for source in found["sources"] if source["id"] == "firms")
    assert firms["rows"] == {"read": 3, "recorded": 3, "rejected": 0, "not wanted": 0}
    assert {(each["property"], each["unknown"]) for each in firms["unknowns"]} == {("employees", 1)}

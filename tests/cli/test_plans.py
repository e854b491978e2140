"""Crosswalks and matrices on the command line, in Excel and as pages."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.model import DataKind
from tests.ecosystems import fill, new_store, store_environment


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    variables = store_environment(home / "store") | {"ECOGRAPH_HOME": str(home / "home")}
    store = new_store(home / "store")
    rows: dict[str, list[dict[str, object]]] = {
        "Industry": [{"scheme": "L", "code": "x", "level": "target", "name": "<b>เอ็กซ์</b>"}],
        "Theme": [
            {"framework": "F", "id": "p", "first_year": 2024, "last_year": 2024},
            {"framework": "G", "id": "a", "first_year": 2025},
            {"framework": "G", "id": "lone", "first_year": 2025},
        ],
        "Theme CORRESPONDS_TO Theme": [{"source": "F:p", "target": "G:a"}],
        "Program": [{"id": "one", "name": "=cmd", "level": "project", "fiscal_year": 2024, "budget": 2e6}],
        "Program ADDRESSES Theme": [{"source": "one", "target": "F:p"}],
        "Program TARGETS Industry": [{"source": "one", "target": "L:x"}],
    }
    fill(store, rows, kind=DataKind.SYNTHETIC)
    store.close()
    return variables


def run(environment: dict[str, str], *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def test_a_crosswalk_is_printed_written_and_drawn(environment: dict[str, str], home: Path) -> None:
    printed = run(
        environment,
        *("--lang", "th", "crosswalk", "--from", "F", "--to", "G"),
        *("--xlsx", str(home / "cw.xlsx"), "--html", str(home / "cw.html"), "--csv", str(home / "cw.csv")),
    )
    assert "เทียบไม่ได้" in printed
    book = openpyxl.load_workbook(home / "cw-synthetic.xlsx")
    assert [sheet.title for sheet in book] == ["correspondence", "years", "หมายเหตุ"]
    first = [cell.value for cell in book["years"][2]]
    assert first[1:4] == [1, 1, 1]
    page = (home / "cw-synthetic.html").read_text(encoding="utf-8")
    assert "G:lone" in page
    assert "http" not in page.replace("http-equiv", "")
    assert set(pd.read_csv(home / "cw.csv")["kind"]) == {"corresponds", "not-mapped", "compared"}


@pytest.mark.parametrize(
    ("language", "caption"), [("en", "Programs and budgets under"), ("th", "โครงการและงบตามกรอบ")]
)
def test_two_years_compared_say_of_which_theme(
    environment: dict[str, str], language: str, caption: str
) -> None:
    printed = run(environment, "--lang", language, "crosswalk", "--from", "F", "--to", "G")
    assert "G:lone" in printed[printed.index(caption) :]


def test_a_matrix_has_every_program_and_no_formula(environment: dict[str, str], home: Path) -> None:
    values = json.loads(run(environment, "--json", "matrix", "industries"))
    assert values["programs"] == {"one": {"L:x": "named"}}
    run(
        environment,
        *("matrix", "themes", "--list", "F", "--xlsx", str(home / "m.xlsx"), "--csv", str(home / "m.csv")),
    )
    cell = openpyxl.load_workbook(home / "m-synthetic.xlsx")["theme-matrix"]["A2"]
    assert (cell.value, cell.data_type) == ("=cmd", "s")
    assert pd.read_csv(home / "m.csv").iloc[0, 0] == "'=cmd"


def test_a_name_on_the_page_is_no_markup(environment: dict[str, str], home: Path) -> None:
    run(environment, "matrix", "industries", "--html", str(home / "m.html"))
    page = (home / "m-synthetic.html").read_text(encoding="utf-8")
    assert "<b>เอ็กซ์" not in page
    assert "&lt;b&gt;เอ็กซ์" in page

"""Targets, results and faults of indicators on the command line, in this process."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.model import DataKind
from ecograph.pages.annex import HEADERS, Column
from tests.analysis.results.plan import clean_plan
from tests.ecosystems import fill, new_store, store_environment


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("annex")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    variables = store_environment(home / "store") | {"ECOGRAPH_HOME": str(home / "home")}
    rows = clean_plan(indicator={"method": None}, figures={"evaluator": 'Firm "A"'})
    store = new_store(home / "store")
    fill(store, rows, kind=DataKind.SYNTHETIC)
    store.close()
    return variables


def run(environment: dict[str, str], *arguments: str) -> str:
    done = CliRunner().invoke(app, arguments, env=environment)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.stdout


def as_json(environment: dict[str, str], *arguments: str) -> Any:
    return json.loads(run(environment, "--json", *arguments))


def test_results_are_printed_and_given_as_json(environment: dict[str, str]) -> None:
    printed = run(environment, "--lang", "th", "results", "--year", "2024")
    assert "ปีงบประมาณ 2567" in printed
    assert "ข้อมูลสังเคราะห์" in printed
    assert "50.0*" in printed
    values = as_json(environment, "results", "--year", "2024")
    assert [row["program"] for row in values["rows"]] == ["p", "a", "a", "q"]
    assert values["rows"][0]["evaluated"] == 80
    assert values["rows"][3]["evaluated"] is None
    assert values["totals"]["budget"] == 3e6
    first = values["findings"][0]
    assert as_json(environment, "explain", first["id"])["finding"] == first


def test_the_workbook_has_numbers_in_the_order_asked_for(environment: dict[str, str], home: Path) -> None:
    run(environment, "--lang", "th", "results", "--year", "2024", "--xlsx", str(home / "annex.xlsx"))
    book = openpyxl.load_workbook(home / "annex-synthetic.xlsx")
    sheet = book["ผล"]
    head = [cell.value for cell in sheet[1]]
    assert head == [*(HEADERS[column].th for column in Column), "data_kind"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.merged_cells.ranges) == ("E2", "A1:S5", set())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    at = {column: number for number, column in enumerate(Column)}
    first, last = sheet[2], sheet[5]
    assert first[at[Column.PROJECT]].value == "=โครงการ"
    assert first[at[Column.PROJECT]].data_type == "s"
    assert first[at[Column.EVALUATED]].value == 80
    assert first[at[Column.EVALUATED]].number_format == '#,##0.##" (Firm A)"'
    assert last[at[Column.ACHIEVED]].value == 50
    assert last[at[Column.ACHIEVED]].number_format == '0.0"*"'
    assert last[at[Column.EVALUATED]].value == "ไม่ทราบ"
    assert first[at[Column.COST]].value == 25_000
    assert sheet[4][at[Column.BUDGET]].value is None
    assert {row[-1].value for row in sheet.iter_rows(min_row=2)} == {"synthetic"}
    assert [cell.value for cell in book["รวม"][2]][:4] == ["firms", "กิจการ", 2567, 150]
    notes = [str(row[0].value) for row in book["หมายเหตุ"].iter_rows()]
    assert any("3.00" in note for note in notes)
    assert "หน่วยงานที่โครงการในตารางนี้ยังไม่มีข้อมูลผล: 0" in notes
    assert len(next(note for note in notes if note.startswith("รหัสผลลัพธ์")).split("result-")) == 5
    assert any("ไม่ระบุวิธีวัด" in note for note in notes)


def test_the_same_annex_has_the_same_bytes(environment: dict[str, str], home: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        run(environment, "results", "--xlsx", str(home / name))
    assert (home / "one-synthetic.xlsx").read_bytes() == (home / "two-synthetic.xlsx").read_bytes()


def test_faults_are_listed_for_each_agency(environment: dict[str, str], home: Path) -> None:
    path = home / "faults.csv"
    printed = run(environment, "--lang", "th", "kpi", "lint", "--csv", str(path))
    assert "พบข้อที่ต้องแก้ 3 ข้อ" in printed
    frame = pd.read_csv(path, dtype=str)
    assert list(frame["agency"]) == ["one", "one", "two"]
    assert set(frame["rule"]) == {"no-method"}
    assert frame["program_name"][1] == "'=โครงการ"
    assert as_json(environment, "kpi", "lint", "--agency", "two")["totals"]["faults"] == 1
    aligned = as_json(environment, "kpi", "alignment", "--year", "2024")
    assert [one["kind"] for one in aligned["findings"]] == ["theme-without-indicator"]


def test_the_csv_holds_every_column(environment: dict[str, str], home: Path) -> None:
    path = home / "annex.csv"
    run(environment, "--lang", "th", "results", "--csv", str(path))
    frame = pd.read_csv(path)
    assert list(frame.columns) == [
        *(HEADERS[column].th for column in Column),
        "basis",
        "program",
        "data_kind",
    ]
    assert list(frame["บรรลุ (%)"]) == pytest.approx([80, 120, 75, 50])
    assert frame["โครงการ"][0] == "'=โครงการ"

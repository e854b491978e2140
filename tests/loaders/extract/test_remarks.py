"""What readers remark on reaches the report of a load, and the account of rows still adds up."""

from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.store import GraphStore, Source
from loaders.cleaning import CLEANERS
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store
from tests.loaders.extract.reading import workbook

RECIPE = """
id = "roster"
title = "A roster"
[source]
id = "roster"
[[tables]]
files = "{files}"
{options}
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "no"
employees = "staff"
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = "no"
target = {{ column = "place", optional = true }}
"""


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    store = new_store(tmp_path / "store")
    with store.begin(Source("areas", "Areas")) as run:
        run.upsert_nodes("Area", pa.table({"code": ["A1", "A2"]}))
    return store


def run(store: GraphStore, path: Path, tmp_path: Path, files: str, options: str = "") -> LoadReport:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE.format(files=files, options=options), encoding="utf-8")
    return load(read_recipe(recipe, CLEANERS), path, store, cleaners=CLEANERS, secret=b"secret")


def test_hidden_rows_and_formulas_are_problems_and_rows_add_up(store: GraphStore, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["no", "staff", "place"],
        ["E1", 5, "A1"],
        ["E2", 6, '"'],
        [None, "=1+1", None],
        ["E4", "=2+2", "A2"],
        ["รวม", "=SUM(B2:B5)", None],
    ]

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True

    path = workbook(tmp_path / "book.xlsx", {"S": rows}, hide)
    report = run(store, path, tmp_path, "book.xlsx", "totals = true\nditto = true")
    assert report.rows == {"read": 3, "recorded": 3, "rejected": 0, "not wanted": 0}
    assert report.skipped == {"header": 1, "blank": 1, "total": 1}
    assert report.adds_up
    assert {(problem.record, problem.column, problem.effect.value) for problem in report.problems} == {
        (3, "", "read all the same"),
        (4, "staff", "value left unknown"),
        (5, "staff", "value left unknown"),
        (6, "staff", "value left unknown"),
    }
    assert {problem.document for problem in report.problems} == {"book.xlsx [S]"}


def test_a_note_on_a_row_does_not_reject_it(store: GraphStore, tmp_path: Path) -> None:
    rows: list[list[object]] = [["no", "staff", "place"], ["E1", 5, "A1"], [None, 6, None]]

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    report = run(store, workbook(tmp_path / "book.xlsx", {"S": rows}, hide), tmp_path, "book.xlsx")
    assert report.rows == {"read": 2, "recorded": 1, "rejected": 1, "not wanted": 0}


def test_members_of_an_archive_load_like_files(store: GraphStore, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("in/1.csv", "no,staff,place\nE1,5,A1\n")
        archive.writestr("in/2.csv", "no;staff;place\nE2;x;A2\n")
    report = run(store, tmp_path, tmp_path, "data.zip/in/*.csv")
    assert report.documents == ["data.zip/in/1.csv", "data.zip/in/2.csv"]
    assert report.rows["recorded"] == 2
    assert [(problem.document, problem.record) for problem in report.problems] == [("data.zip/in/2.csv", 2)]
    again = run(store, tmp_path / "data.zip", tmp_path, "in/*.csv")
    assert again.documents == report.documents


def test_a_line_that_cannot_be_read_is_a_rejected_row(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"no": "E1", "staff": 1}\n{"no": "E2", "sta', encoding="utf-8")
    report = run(store, path, tmp_path, "a.jsonl")
    assert report.rows == {"read": 2, "recorded": 1, "rejected": 1, "not wanted": 0}
    assert "not read" in {problem.effect.value for problem in report.problems}

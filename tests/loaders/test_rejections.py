"""Rows that lost a record come back in a workbook, are put right there, and are loaded again."""

import csv
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecograph.errors import SourceError
from ecograph.store import GraphStore, Source, open_store
from loaders.cleaning import CLEANERS
from loaders.corrections import PLACE, WITHHELD
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

RECIPE = """
id = "roster"
title = "A roster"
[source]
id = "roster"
[[tables]]
files = "roster.*"
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "No"
name = "Name"
employees = "Staff"
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = "No"
target = "Area"
"""
HEADER = ["No", "Name", "Staff", "Area", "Contact"]
ROWS = [
    ["E1", "One", "5", "A1", "Somebody"],
    ["", "=Two", "6", "A1", "Somebody"],
    ["E3", "Three", "7", "NOWHERE", "Somebody"],
    ["E4", "Four", "many", "A1", "Somebody"],
    ["", "นายทดสอบ ระบบ", "1", "A1", "Somebody"],
    ["", "Six", "1", "1999999001017", "Somebody"],
]


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    store = new_store(tmp_path / "store")
    with store.begin(Source("areas", "Areas")) as run:
        run.upsert_nodes("Area", pa.table({"code": ["A1", "A2"]}))
    return store


def written(folder: Path, rows: list[list[str]] = ROWS) -> Path:
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def run(store: GraphStore, path: Path, **options: object) -> LoadReport:
    file = path.parent / "recipe.toml"
    file.write_text(RECIPE, encoding="utf-8")
    recipe = read_recipe(file, CLEANERS)
    return load(recipe, path, store, cleaners=CLEANERS, secret=b"s", **options)  # type: ignore[arg-type]


def sheet_of(path: Path) -> list[list[object]]:
    (sheet,) = openpyxl.load_workbook(path).worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def corrected(path: Path, changes: dict[tuple[int, str], str]) -> Path:
    """Write cells, given by the row in the source and the column, into a file of rejected rows."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: at for at, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        for (number, name), text in changes.items():
            if row[1].value == str(number):
                row[columns[name]].value = text
    book.save(path)
    return path


def test_rejected_rows_stand_in_a_workbook_with_their_place_and_reason(
    store: GraphStore, tmp_path: Path
) -> None:
    rejected = tmp_path / "rejected.xlsx"
    report = run(store, written(tmp_path), rejected_file=rejected)
    assert (report.rejected, report.rejected_file) == (4, rejected)
    header, *rows = sheet_of(rejected)
    assert header == [*PLACE, "No", "Name", "Staff", "Area"]
    shown = [[cell or "" for cell in row] for row in rows]
    missing = "No: เป็นค่าว่าง แต่เป็นกุญแจของ SME / it is empty, and it is the key of SME (SME)"
    assert [row[:2] + row[3:] for row in shown] == [
        ["roster.csv", "3", "", "=Two", "6", "A1"],
        ["roster.csv", "4", "E3", "Three", "7", "NOWHERE"],
        ["roster.csv", "6", "", WITHHELD, WITHHELD, WITHHELD],
        ["roster.csv", "7", "", WITHHELD, WITHHELD, WITHHELD],
    ]
    assert [row[2] for row in shown] == [
        missing,
        "Area: ไม่มี Area ที่มีกุญแจนี้ / there is no Area with this key (SME LOCATED_IN Area)",
        missing,
        missing,
    ]


def test_put_right_they_load_as_if_the_file_had_said_so(store: GraphStore, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.xlsx"
    source = written(tmp_path)
    run(store, source, rejected_file=rejected)
    corrected(rejected, {(3, "No"): "E2", (4, "Area"): "A2", (6, "No"): "E5", (7, "No"): "E6"})
    report = run(store, source, corrections=rejected, rejected_file=tmp_path / "again.xlsx")
    assert report.rows == {"read": 6, "recorded": 6, "rejected": 0, "not wanted": 0}
    # The last row still names an area by a person's number, which its file alone shows.
    assert report.rejected == 1

    right = tmp_path / "right"
    right.mkdir()
    rows = [list(row) for row in ROWS]
    rows[1][0], rows[2][3], rows[4][0], rows[5][0] = "E2", "A2", "E5", "E6"
    other = open_store(str(right / "store"))
    with other.begin(Source("areas", "Areas")) as areas:
        areas.upsert_nodes("Area", pa.table({"code": ["A1", "A2"]}))
    run(other, written(right, rows))
    assert store.content_hash() == other.content_hash()
    node = store.node("SME", "E2")
    assert node is not None
    assert [(claim.document, claim.row) for claim in node.claims] == [("roster.csv", 3)]


def test_corrections_of_rows_that_are_not_there_are_told(store: GraphStore, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.xlsx"
    source = written(tmp_path)
    run(store, source, rejected_file=rejected)
    corrected(rejected, {(3, PLACE[1]): "300"})
    report = run(store, source, corrections=rejected)
    (problem,) = [problem for problem in report.problems if problem.record == 300]
    assert problem.why == "the files have no such row of data: nothing was corrected"


def test_a_correction_must_be_of_the_type_of_a_typed_column(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "roster.parquet"
    columns = {"No": ["E1", None], "Name": ["A", "B"], "Staff": [5, 6], "Area": ["A1", "A1"]}
    pq.write_table(pa.table(columns), path)
    rejected = tmp_path / "rejected.xlsx"
    assert run(store, path, rejected_file=rejected).rejected == 1
    corrected(rejected, {(2, "No"): "E2", (2, "Staff"): "9"})
    assert run(store, path, corrections=rejected).rejected == 0
    node = store.node("SME", "E2")
    assert node is not None
    assert node.properties["employees"] == 9
    corrected(rejected, {(2, "Staff"): "nine"})
    with pytest.raises(SourceError, match="give the column 'Staff' 'nine'; it holds int64"):
        run(store, path, corrections=rejected)


def test_another_workbook_is_no_file_of_rejected_rows(store: GraphStore, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(SourceError, match=r"other\.xlsx"):
        run(store, written(tmp_path), corrections=other)
    with pytest.raises(SourceError, match="does not exist"):
        run(store, written(tmp_path), corrections=tmp_path / "none.xlsx")


def test_nothing_rejected_writes_no_workbook(store: GraphStore, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.xlsx"
    report = run(store, written(tmp_path, ROWS[:1]), rejected_file=rejected)
    assert (report.rejected, report.rejected_file, rejected.exists()) == (0, None, False)


def test_strict_undoes_all_where_there_is_a_problem(store: GraphStore, tmp_path: Path) -> None:
    before = store.content_hash(), store.version()
    report = run(store, written(tmp_path), strict=True)
    assert report.refused
    assert report.rows["recorded"] == 3
    assert (store.content_hash(), store.version()) == before
    report = run(store, written(tmp_path, ROWS[:1]), strict=True)
    assert not report.refused
    assert store.counts()["SME"] == 1


def test_unknown_values_are_counted_by_property(store: GraphStore, tmp_path: Path) -> None:
    report = run(store, written(tmp_path))
    assert report.unknowns == {"SME": {"id": 0, "name": 0, "employees": 1}, "SME LOCATED_IN Area": {}}

"""Files through a recipe into a store: every row ends as a record or as a problem."""

import csv
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecograph.errors import SourceError
from ecograph.store import GraphStore, Source
from loaders.cleaning import CLEANERS
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
header = ["Enterprise no", "Name"]
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "Enterprise\\nNo"
name = "Name"
employees = "Staff"
size_class = "Size"
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = "Enterprise no"
target = { column = "Areas", split = "|" }
[tables.relationships.properties]
primary = { constant = true }
"""

ROWS = [
    ["List of enterprises", "", "", "", ""],
    ["Enterprise No", "Name", "Staff", "Size", "Areas"],
    ["E1", "  One \n  Ltd ", "1,200", "small", "A1"],
    ["E2", "Two", "many", "small", "A1| A2"],
    ["", "Nameless", "3", "", "A1"],
    ["", "", "", "", ""],
    ["E4", "Four", "-5", "gigantic", ""],
    ["E5", "=HYPERLINK(1)", "5", "micro", "NOWHERE"],
]


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    store = new_store(tmp_path / "store")
    with store.begin(Source("areas", "Areas")) as run:
        run.upsert_nodes("Area", pa.table({"code": ["A1", "A2"]}))
    return store


def written(folder: Path, ending: str, rows: list[list[str]] = ROWS) -> Path:
    """Write the rows as a file and return it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"roster.{ending}"
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    elif ending == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append([cell or None for cell in row])
        for cell in sheet["B"]:
            cell.data_type = "s"
        book.save(path)
    else:
        columns = {name: [row[at] for row in rows[2:]] for at, name in enumerate(rows[1])}
        pq.write_table(pa.table(columns), path)
    return path


def run(store: GraphStore, path: Path, tmp_path: Path, recipe: str = RECIPE, **options: object) -> LoadReport:
    file = tmp_path / "recipe.toml"
    file.write_text(recipe, encoding="utf-8")
    parsed = read_recipe(file, CLEANERS)
    return load(parsed, path, store, cleaners=CLEANERS, secret=b"secret", **options)  # type: ignore[arg-type]


def graph(store: GraphStore) -> tuple[set[object], set[object]]:
    """Return enterprises and their places as sets of tuples."""
    export = store.export(["SME", "Area", "SME LOCATED_IN Area"])
    smes = export.nodes["SME"].to_pylist()
    areas = {row["nid"]: row["key"] for row in export.nodes["Area"].to_pylist()}
    names = {row["nid"]: row["key"] for row in smes}
    located = export.relationships["SME LOCATED_IN Area"].to_pylist()
    return (
        {(row["key"], row["name"], row["employees"], row["size_class"]) for row in smes},
        {(names[row["source"]], areas[row["target"]], row["primary"]) for row in located},
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_every_row_is_accounted_for_in_every_format(store: GraphStore, tmp_path: Path, ending: str) -> None:
    report = run(store, written(tmp_path / "in", ending), tmp_path)
    nodes, places = graph(store)
    assert nodes == {
        ("E1", "One Ltd", 1200, "small"),
        ("E2", "Two", None, "small"),
        ("E4", "Four", None, None),
        ("E5", "=HYPERLINK(1)", 5, "micro"),
    }
    assert places == {("E1", "A1", True), ("E2", "A1", True), ("E2", "A2", None)}
    assert report.adds_up
    blank = 0 if ending == "parquet" else 1
    assert report.rows == {"read": 6 - blank, "recorded": 4, "rejected": 2 - blank, "not wanted": 0}
    assert report.skipped == ({} if ending == "parquet" else {"above the header": 1, "header": 1, "blank": 1})
    where = {(problem.record, problem.column, problem.effect.value) for problem in report.problems}
    first = 1 if ending == "parquet" else 3
    assert {
        (first + 1, "Staff", "value left unknown"),
        (first + 1, "primary", "value left unknown"),
        (first + 2, "Enterprise\nNo", "record not made"),
        (first + 4, "employees", "value left unknown"),
        (first + 4, "size_class", "value left unknown"),
        (first + 5, "Areas", "record not made"),
    } <= where


def test_loading_again_changes_nothing(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "csv")
    run(store, path, tmp_path)
    before = store.content_hash()
    report = run(store, path, tmp_path)
    assert store.content_hash() == before
    assert report.kinds["SME"].unchanged == 4
    assert report.kinds["SME"].created == 0


def test_a_dry_run_reports_the_same_and_writes_nothing(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "in", "csv")
    before, version = store.content_hash(), store.version()
    checked = run(store, path, tmp_path, dry_run=True)
    assert (store.content_hash(), store.version()) == (before, version)
    loaded = run(store, path, tmp_path)
    assert checked.rows == loaded.rows
    assert checked.kinds == loaded.kinds
    assert checked.problems == loaded.problems


def test_the_order_of_rows_does_not_change_the_graph(store: GraphStore, tmp_path: Path) -> None:
    run(store, written(tmp_path / "in", "csv"), tmp_path)
    before = store.content_hash()
    turned = [*ROWS[:2], *reversed(ROWS[2:])]
    run(store, written(tmp_path / "in", "csv", turned), tmp_path)
    assert store.content_hash() == before


def test_problem_file_holds_every_problem_and_no_formula(store: GraphStore, tmp_path: Path) -> None:
    rows = [*ROWS, ["E6", "Six", "=1+1", "", ""]]
    report = run(
        store, written(tmp_path / "in", "csv", rows), tmp_path, problem_file=tmp_path / "problems.csv"
    )
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == report.total_problems
    assert [row["value"] for row in listed if row["column"] == "Staff"] == ["many", "'=1+1"]


def test_a_missing_column_names_the_file_and_the_nearest(store: GraphStore, tmp_path: Path) -> None:
    rows = [["x"], ["Enterprise No", "Name", "Stuff", "Size", "Areas"], ["E1", "One", "1", "", ""]]
    with pytest.raises(SourceError, match=r"roster\.csv has no column 'Staff'.*Did you mean 'Stuff'"):
        run(store, written(tmp_path / "in", "csv", rows), tmp_path)
    assert store.counts()["SME"] == 0


def test_a_file_in_another_encoding_is_one_sentence(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Enterprise No,Name\nE1,ไทย\n".encode("cp874"))
    recipe = RECIPE.replace('files = "roster.*"', 'files = "roster.*"\nencoding = "utf-8"')
    with pytest.raises(SourceError, match="is not utf-8 text"):
        run(store, path, tmp_path, recipe)


@pytest.mark.parametrize(
    ("path", "message"), [("nowhere", "does not exist"), ("empty", "Nothing in .* matches roster")]
)
def test_missing_files_are_one_sentence(store: GraphStore, tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=message):
        run(store, tmp_path / path, tmp_path)


def test_no_citizen_number_enters_store_or_problems(store: GraphStore, tmp_path: Path) -> None:
    number, spaced = "1234567890123", "3-1234-56789-01-2"
    rows = [
        ROWS[1],
        [number, "Person", "1", "", "A1"],
        ["E7", f"shop of {spaced}", number, "", "A1"],
        ["E8", "phone", "call 081 234 5678 or me@example.com", "", ""],
    ]
    problems = tmp_path / "problems.csv"
    report = run(store, written(tmp_path / "in", "csv", rows), tmp_path, problem_file=problems)
    nodes, places = graph(store)
    text = repr(nodes) + repr(places) + problems.read_text(encoding="utf-8-sig") + repr(report)
    for secret in (number, spaced, "081 234 5678", "me@example.com", number[:6]):
        assert secret not in text
    keys = {node[0] for node in nodes}  # type: ignore[index]
    person = next(key for key in keys if key.startswith("person:"))
    assert (person, "A1", True) in places
    assert report.adds_up


def test_a_relationship_may_come_before_its_ends(store: GraphStore, tmp_path: Path) -> None:
    recipe = """
id = "tree"
title = "A tree"
[source]
id = "tree"
[[tables]]
files = "roster.csv"
[[tables.nodes]]
kind = "Agency"
[tables.nodes.properties]
id = "id"
[[tables.relationships]]
kind = "Agency PART_OF Agency"
source = "id"
target = "parent"
"""
    rows = [["id", "parent"], ["child", "parent"], ["parent", ""]]
    report = run(store, written(tmp_path / "in", "csv", rows), tmp_path, recipe)
    assert report.total_problems == 0
    assert store.counts()["Agency PART_OF Agency"] == 1


def test_conditions_maps_and_prefixes(store: GraphStore, tmp_path: Path) -> None:
    recipe = """
id = "funds"
title = "Funds"
[source]
id = "funds"
[[tables]]
files = "roster.csv"
[[tables.nodes]]
kind = "FundingSource"
when = { column = "status", not_in = ["", "draft"] }
[tables.nodes.properties]
id = { column = "no", prefix = "F-" }
instrument = { column = "type", map = { "LOAN" = "loan" } }
"""
    rows = [["no", "type", "status"], ["1", "LOAN", "open"], ["2", "GIFT", "open"], ["3", "LOAN", "draft"]]
    report = run(store, written(tmp_path / "in", "csv", rows), tmp_path, recipe)
    funds = store.export(["FundingSource"]).nodes["FundingSource"].to_pylist()
    assert {(fund["key"], fund["instrument"]) for fund in funds} == {("F-1", "loan"), ("F-2", None)}
    assert report.rows == {"read": 3, "recorded": 2, "rejected": 0, "not wanted": 1}
    assert [problem.value for problem in report.problems] == ["GIFT"]

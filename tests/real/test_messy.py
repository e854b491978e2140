"""Files as messy as their publishers left them: each loads, or fails with one sentence that says what to do.

The data lies outside the project; where it is absent these tests are skipped and say so.
"""

from pathlib import Path

import pytest

from ecograph.errors import EcographError, RecipeError, SourceError
from ecograph.store import GraphStore
from loaders.guessing import propose, read_samples, to_toml
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from tests.real.sources import DATA, SECRET, needs_data, thai_store

MESSY = DATA / "messy"
REGIONS, REGISTER, DUMP, PASTED = (
    MESSY / name
    for name in (
        "NUTS_2013L_CRonly.csv",
        "dbd_201604_cp874_10cols.csv",
        "fp7_organization_mojibake.sql",
        "tsic_pdf_paste_Book1.xlsx",
    )
)

SOURCE = """
id = "messy"
title = "Messy"
[source]
id = "messy"
"""
NUTS = """
[[tables]]
files = "*.csv"
header = ["NUTS-Code", "Description"]
[[tables.nodes]]
kind = "Area"
[tables.nodes.properties]
code = { column = "Code", prefix = "NUTS:" }
name = "Description"
[[tables.relationships]]
kind = "Area PART_OF Area"
when = { column = "Parent", not_in = [""] }
source = { column = "Code", prefix = "NUTS:" }
target = { column = "Parent", prefix = "NUTS:" }
"""
TSIC = """
[[tables]]
files = "*.xlsx"
sheet = "Sheet1 (2)"
header = ["Size", "Text"]
[[tables.nodes]]
kind = "Industry"
[tables.nodes.properties]
scheme = { constant = "TSIC-PASTED" }
code = "Text"
name = "column 3"
level = { column = "Size", map = { 2 = "division", 3 = "group", 4 = "class" } }
"""

pytestmark = needs_data


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    return thai_store(tmp_path)


def loaded(recipe: str, path: Path, store: GraphStore, folder: Path) -> LoadReport:
    """Load a file through the text of a recipe."""
    file = folder / "recipe.toml"
    file.write_text(recipe, encoding="utf-8")
    found = find_recipe(str(file), SECRET)
    return load(found.recipe, path, store, cleaners=found.cleaners, secret=SECRET)


def guessed(path: Path) -> str:
    """Return the recipe that is proposed for a file, unread by any person."""
    return to_toml(propose(path.name, tuple(read_samples(path))))


def attempted(path: Path, store: GraphStore, folder: Path) -> LoadReport | EcographError:
    """Load a file through what is guessed, or return the error with which it is refused."""
    try:
        return loaded(guessed(path), path, store, folder)
    except EcographError as error:
        return error


@pytest.mark.parametrize("path", sorted(MESSY.glob("*")), ids=lambda path: path.name)
def test_a_guess_loads_or_says_what_to_do(path: Path, store: GraphStore, tmp_path: Path) -> None:
    outcome = attempted(path, store, tmp_path)
    if isinstance(outcome, EcographError):
        assert path.name in outcome.message
        assert outcome.hint
        assert "\n" not in str(outcome)
    else:
        assert outcome.adds_up
        assert outcome.rows["recorded"] > 0


def test_lines_that_end_in_carriage_returns_alone(store: GraphStore, tmp_path: Path) -> None:
    report = loaded(SOURCE + NUTS, REGIONS, store, tmp_path)
    assert report.adds_up
    assert report.rows == {"read": 1887, "recorded": 1887, "rejected": 0, "not wanted": 0}
    assert report.skipped == {"header": 1}
    belgium = store.node("Area", "NUTS:2")
    assert belgium
    assert belgium.properties["name"] == "BELGIQUE-BELGIË"
    with pytest.raises(RecipeError, match=r"ecograph template"):
        guessed(REGIONS)


def test_windows_874_below_title_rows(store: GraphStore, tmp_path: Path) -> None:
    report = loaded(guessed(REGISTER), REGISTER, store, tmp_path)
    assert report.adds_up
    assert report.rows["read"] == report.rows["recorded"] == 3987
    assert report.skipped == {"above the header": 2, "header": 1}
    assert {name: kind.created for name, kind in report.kinds.items()} == {
        "SME": 3987,
        "SME LOCATED_IN Area": 3987,
        "SME OPERATES_IN Industry": 3987,
    }


def test_a_database_dump_is_refused_whatever_is_asked_of_it(store: GraphStore, tmp_path: Path) -> None:
    sentence = r"^fp7_organization_mojibake\.sql is an SQL dump.* Load it into a database"
    with pytest.raises(SourceError, match=sentence):
        guessed(DUMP)
    recipe = SOURCE + NUTS.replace("*.csv", "*.sql")
    for told in (recipe, recipe.replace('"*.sql"', '"*.sql"\nformat = "csv"')):
        with pytest.raises(SourceError, match=sentence):
            loaded(told, DUMP, store, tmp_path)


def test_a_workbook_pasted_from_a_pdf(store: GraphStore, tmp_path: Path) -> None:
    report = loaded(SOURCE + TSIC, PASTED, store, tmp_path)
    assert report.adds_up
    rows = report.rows
    assert rows["read"] == rows["recorded"] + rows["rejected"] == 665
    assert rows["recorded"] == 665
    industry = store.node("Industry", "TSIC-PASTED:0112")
    assert industry
    assert industry.properties["name"] == "การปลูกข้าว"
    with pytest.raises(RecipeError, match=r"no row is like a header"):
        guessed(PASTED)

"""What a recipe may say of cells and rows: several columns as one, several separators, two conditions."""

import csv
from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from ecograph.store import GraphStore
from loaders.cleaning import CLEANERS
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

HEADER = ("id", "volume", "page", "kind", "state", "agencies", "plan")
ROWS = [
    ("1", "A", "7", "x", "", "b, c;d", "National plan for enterprises"),
    ("2", "A", "", "x", "old", "b", "National plan for enterprisesss"),
    ("3", "", "", "y", "", "", "National plan for enterprises"),
]
RECIPE = """
id = "lines"
title = "Lines"
[source]
id = "lines"
[[tables]]
files = "lines.csv"
[[tables.nodes]]
kind = "Program"
reference = { column = ["volume", "page"], join = " p. " }
when = { column = "kind", in = ["x"], and = { column = "state", in = [""] } }
[tables.nodes.properties]
id = "id"
[[tables.nodes]]
kind = "Agency"
[tables.nodes.properties]
id = { column = "agencies", split = [", ", ";"] }
[[tables.nodes]]
kind = "Theme"
[tables.nodes.properties]
framework = { constant = "F" }
id = { column = ["volume", "page"], join = "-" }
[[tables.nodes]]
kind = "Program"
[tables.nodes.identity]
called = "plan"
name = "plan"
[tables.nodes.properties]
name = { name_of = "plan" }
level = { constant = "plan" }
"""


def load_lines(folder: Path, recipe: str = RECIPE) -> tuple[GraphStore, LoadReport]:
    with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    (folder / "lines.toml").write_text(recipe, encoding="utf-8")
    store = new_store(folder / "store")
    parsed = read_recipe(folder / "lines.toml", CLEANERS)
    return store, load(parsed, folder, store, cleaners=CLEANERS, secret=b"secret")


def keys(store: GraphStore, kind: str) -> set[str]:
    return set(store.export([kind]).nodes[kind].column("key").to_pylist())


def test_two_conditions_must_both_hold(tmp_path: Path) -> None:
    store, _ = load_lines(tmp_path)
    assert {key for key in keys(store, "Program") if not key.startswith("lines:")} == {"1"}


def test_columns_are_joined_and_empty_ones_left_out(tmp_path: Path) -> None:
    store, report = load_lines(tmp_path)
    program = store.node("Program", "1")
    assert program is not None
    assert [claim.reference for claim in program.claims] == ["A p. 7"]
    assert keys(store, "Theme") == {"F:A-7", "F:A"}
    assert [problem.record for problem in report.problems if problem.kind == "Theme"] == [4]


def test_a_cell_is_split_at_any_of_several_separators(tmp_path: Path) -> None:
    assert keys(load_lines(tmp_path)[0], "Agency") == {"b", "c", "d"}


def test_a_node_bears_the_name_that_its_identity_settled_on(tmp_path: Path) -> None:
    store, report = load_lines(tmp_path)
    programs = store.export(["Program"]).nodes["Program"].to_pylist()
    names = [row["name"] for row in programs if row["level"] == "plan"]
    assert names == ["National plan for enterprises"]
    assert list(report.identity.repaired) == ["National plan for enterprisesss"]


def test_a_name_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="No node of this table has the identity 'plam'"):
        load_lines(tmp_path, RECIPE.replace('name_of = "plan"', 'name_of = "plam"'))

"""Recipes are checked against the model; an error names the file, the line and the nearest name."""

from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from loaders.cleaning import CLEANERS
from loaders.recipe_file import read_recipe
from loaders.toml_lines import line_of

GOOD = """id = "r"
title = "R"

[source]
id = "s"

[[tables]]
files = "a.csv"
[[tables.nodes]]
kind = "Area"
[tables.nodes.properties]
code = "code"

[[tables]]
files = "b.csv"
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = "id"
capital = { column = "capital", clean = "number" }
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = "id"
target = "area"
"""


def test_a_good_recipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(GOOD, encoding="utf-8")
    recipe = read_recipe(path, CLEANERS)
    assert [record.kind for table in recipe.tables for record in table.records] == [
        "Area",
        "SME",
        "SME LOCATED_IN Area",
    ]
    assert recipe.to_source().id == "s"


@pytest.mark.parametrize(
    ("found", "replaced", "message"),
    [
        ('kind = "SME"', 'kind = "SMEs"', r"bad\.toml, line 17: 'SMEs' is not a kind of node.*'SME'"),
        ("capital = {", "capitl = {", r"line 20: 'capitl' is not a property of SME\..*'capital'"),
        ('clean = "number"', 'clean = "nubmer"', r"line 20: 'nubmer' is not a cleaner\..*'number'"),
        (
            "LOCATED_IN",
            "LOCATED_AT",
            r"line 22: 'SME LOCATED_AT Area' is not a kind of relationship.*LOCATED_IN",
        ),
        (
            'files = "b.csv"',
            'flies = "b.csv"',
            r"line 15: 'flies' is not something a recipe has here.*'files'",
        ),
        ('target = "area"\n', "", r"line 21: 'target' is missing"),
        ('id = "id"\n', "", r"line 16: SME needs 'id', a part of its key"),
        ('{ column = "capital", clean = "number" }', "{}", r"line 20: 'capital' cannot be used: .*column"),
        ('title = "R"', 'title = "R', r"bad\.toml is not valid TOML: .*line 2"),
        ('id = "s"', 'id = "s"\nrank = "first"', r"line 6: 'rank' cannot be used"),
    ],
)
def test_a_fault_names_line_and_nearest_name(tmp_path: Path, found: str, replaced: str, message: str) -> None:
    assert found in GOOD
    path = tmp_path / "bad.toml"
    path.write_text(GOOD.replace(found, replaced), encoding="utf-8")
    with pytest.raises(RecipeError, match=message):
        read_recipe(path, CLEANERS)


def test_lines_of_arrays_of_tables() -> None:
    assert line_of(GOOD, ("tables", 0, "nodes", 0, "kind")) == 10
    assert line_of(GOOD, ("tables", 1, "nodes", 0, "properties", "capital", "clean")) == 20
    assert line_of(GOOD, ("tables", 1)) == 14
    assert line_of(GOOD, ()) == 1

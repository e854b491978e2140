"""How a recipe says that its files are read."""

from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from loaders.cleaning import CLEANERS
from loaders.recipe import TableRecipe
from loaders.recipe_file import read_recipe

RECIPE = """
id = "roster"
title = "A roster"
[source]
id = "roster"
[[tables]]
files = "roster.*"
{option}
"""


def table(tmp_path: Path, option: str) -> TableRecipe:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE.format(option=option), encoding="utf-8")
    return read_recipe(path, CLEANERS).tables[0]


def test_options_have_one_form_or_several(tmp_path: Path) -> None:
    assert table(tmp_path, 'sheet = "S*"').sheet == "S*"
    assert table(tmp_path, 'sheet = ["S", "T"]').sheet == ("S", "T")
    assert table(tmp_path, "totals = true").totals is True
    assert table(tmp_path, 'totals = ["Σ"]').totals == ("Σ",)
    assert table(tmp_path, 'records = "a.b"').record_path == "a.b"
    one = table(tmp_path, 'marks = { column = "got", columns = ["a", "b"] }').marks
    several = table(tmp_path, '[[tables.marks]]\ncolumn = "got"\ncolumns = ["a", "b"]').marks
    assert one == several
    assert one[0].columns == ("a", "b")


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ('encoding = "cp999"', r"line 8: 'encoding' cannot be used: .*there is no encoding 'cp999'"),
        ('delimiter = "::"', r"line 8: 'delimiter' cannot be used"),
        ("header_rows = -1", r"line 8: 'header_rows' cannot be used"),
        ('marks = { column = "got", colums = ["a"] }', r"'colums' is not something.*Did you mean 'columns'"),
        ('record = "a"', r"line 8: 'record' is not something.*Did you mean 'records'"),
    ],
)
def test_an_option_that_cannot_be_names_its_line(tmp_path: Path, option: str, why: str) -> None:
    with pytest.raises(RecipeError, match=why):
        table(tmp_path, option)

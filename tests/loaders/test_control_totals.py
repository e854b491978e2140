"""Totals that a file states are held against the rows above them, and never loaded."""

from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from loaders.cleaning import CLEANERS
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

RECIPE = """
id = "list"
title = "A list"
[source]
id = "list"
[[tables]]
files = "list.csv"
header = ["No", "Name"]
totals = true
{section}
{totals}
[[tables.nodes]]
kind = "SME"
[tables.nodes.identity]
name = "Name"
[tables.nodes.properties]
name = "Name"
employees = "Staff"
"""
SUM = '[[tables.control_totals]]\nstated = "Staff"\n'
ROWS = '[[tables.control_totals]]\nstated = "Name"\ncount = "rows"\n'
DIFFERENT = '[[tables.control_totals]]\nstated = "Name"\ncount = "SME"\n'


def loaded(tmp_path: Path, lines: str, totals: str, section: str = "") -> LoadReport:
    recipe, data = tmp_path / "list.toml", tmp_path / "list.csv"
    recipe.write_text(RECIPE.format(totals=totals, section=section), encoding="utf-8")
    data.write_text(f"No,Name,Staff\n{lines}", encoding="utf-8")
    store = new_store(tmp_path / "store")
    parsed = read_recipe(recipe, CLEANERS)
    return load(parsed, data, store, cleaners=CLEANERS, secret=b"s")


def said(report: LoadReport) -> list[tuple[int, str, str, str]]:
    return [(problem.record, problem.column, problem.value, problem.why) for problem in report.problems]


def test_a_total_that_is_the_sum_of_the_rows_above_agrees(tmp_path: Path) -> None:
    report = loaded(tmp_path, "1,A,2\n2,B,\n3,C,5\nTotal,,7\n4,D,100\n", SUM)
    assert report.totals == {"agree": 1}
    assert report.total_problems == 0
    assert report.rows == {"read": 4, "recorded": 4, "rejected": 0, "not wanted": 0}
    assert report.skipped["total"] == 1


def test_one_that_is_not_is_told_with_both_figures(tmp_path: Path) -> None:
    report = loaded(tmp_path, '1,A,2\n2,B,5\nTotal,,"1,008"\n', SUM)
    assert said(report) == [(4, "Staff", "1,008", "1,008 is stated, and the rows above add up to 7")]
    assert report.totals == {"differ": 1}
    assert report.losses == 1


def test_rows_and_different_enterprises_are_counted(tmp_path: Path) -> None:
    report = loaded(tmp_path, "1,A,2\n2,B,5\n3,A,1\nTotal,2,\n", ROWS + DIFFERENT)
    assert said(report) == [(5, "Name", "2", "2 is stated, and there are 3 rows above")]
    assert report.totals == {"agree": 1, "differ": 1}


def test_the_total_of_a_section_and_that_of_all(tmp_path: Path) -> None:
    lines = "North,,\n1,A,2\nTotal,,2\nSouth,,\n2,B,5\n3,C,1\nTotal,,6\nGrand total,,8\nTotal,,9\n"
    report = loaded(tmp_path, lines, SUM, 'section = "Part"')
    why = "9 is stated, and the rows above add up to 8 (6 in its section)"
    assert said(report) == [(10, "Staff", "9", why)]
    assert report.totals == {"agree": 3, "differ": 1}


def test_a_total_that_cannot_be_read_differs(tmp_path: Path) -> None:
    report = loaded(tmp_path, "1,A,2\nTotal,,about seven\n", SUM)
    ((row, column, value, why),) = said(report)
    assert (row, column, value) == (3, "Staff", "about seven")
    assert "number" in why


def test_a_row_of_totals_nobody_checks_is_counted(tmp_path: Path) -> None:
    assert loaded(tmp_path, "1,A,2\nTotal,,7\n", "").totals == {"not checked": 1}
    assert loaded(tmp_path / "", "1,A,2\nTotal,,\n", SUM).totals == {"not checked": 1}


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ('[[tables.control_totals]]\nstated = "Name"\ncount = "Agency"\n', "'Agency' cannot be counted"),
        (
            '[[tables.control_totals]]\nstated = { column = "Name", clean = "nonsense" }\n',
            "'nonsense' is not a cleaner",
        ),
        ('[[tables.control_totals]]\nstatd = "Name"\n', "'statd' is not something a recipe has here"),
    ],
)
def test_what_a_control_total_names_and_is_not_there(tmp_path: Path, totals: str, expected: str) -> None:
    with pytest.raises(RecipeError, match=expected):
        loaded(tmp_path, "1,A,2\n", totals)

"""Tables of one report agree with each other, or there is no report."""

from dataclasses import replace

import pytest

from ecograph.errors import AnalysisError
from tests.visualisations.sample import (
    AREAS,
    CORRIDOR_OF,
    CORRIDORS,
    THEMES,
    area_numbers,
    corridor_numbers,
    crossed,
    reach,
    result,
    results,
)
from visualisations.coverage import read_coverage
from visualisations.suppression import Shown


def test_tables_that_do_not_add_up_to_each_other_are_refused() -> None:
    numbers = {**corridor_numbers(), "": (1, 0)}
    wrong = (reach("corridor", "Corridor", CORRIDORS, numbers), *results()[1:])
    with pytest.raises(AnalysisError, match="same totals"):
        read_coverage(wrong, CORRIDOR_OF, 5)


def test_findings_that_do_not_add_up_to_their_totals_are_refused() -> None:
    short = replace(results()[0], findings=results()[0].findings[1:])
    with pytest.raises(AnalysisError, match="same totals"):
        read_coverage([short], CORRIDOR_OF, 5)


def test_tables_of_different_years_are_refused() -> None:
    other = reach("area", "Area", AREAS, area_numbers(), year=2023)
    with pytest.raises(AnalysisError, match="same year"):
        read_coverage((results()[0], other), CORRIDOR_OF, 5)


def test_a_theme_that_is_not_the_sum_of_its_corridors_is_refused() -> None:
    themes = reach("theme", "Theme", THEMES, dict.fromkeys(THEMES, (9, 1)))
    with pytest.raises(AnalysisError, match="T:1"):
        read_coverage((themes, results()[5]), CORRIDOR_OF, 5)


def test_a_theme_of_which_nobody_has_reported_is_unknown_and_the_others_are_known() -> None:
    findings = [
        replace(f, observed=None, evidence=replace(f.evidence, counts={"eligible": 50}))
        if f.subjects[0].key == "T:1"
        else f
        for f in crossed()
    ]
    grid = read_coverage((result(("theme", "corridor"), tuple(findings[1:-1]), {}, 2024),), {}, 5).grid
    assert grid
    for theme, cells, total in grid.rows:
        unknown = theme.key == "T:1"
        assert {row.reached is None for row in (*cells, total)} == {unknown}


def test_areas_are_hidden_with_their_corridor() -> None:
    coverage = read_coverage(results(), CORRIDOR_OF, 5)
    assert coverage.areas
    assert coverage.corridors
    assert not coverage.corridors.hides
    hidden = {row.subject.key: row.shown for row in coverage.areas.rows if not row.open}
    assert hidden["X-08"] is Shown.SMALL
    assert {CORRIDOR_OF[key] for key in hidden} == {"economic:B"}
    assert len(hidden) == 2


def test_areas_that_do_not_add_up_to_corridors_are_hidden_on_their_own() -> None:
    coverage = read_coverage(results(), {}, 5)
    assert coverage.areas
    assert [row.shown for row in coverage.areas.rows if not row.open].count(Shown.SMALL) == 1


def test_a_theme_is_hidden_in_its_table_as_in_the_grid() -> None:
    findings = tuple(
        replace(f, evidence=replace(f.evidence, counts={"eligible": 2, "reached": 1}))
        for f in crossed()
        if f.subjects[0].key == "T:1" and f.subjects[1].key in ("economic:A", "economic:C")
    )
    themes = reach("theme", "Theme", THEMES, {"T:1": (4, 2)})
    coverage = read_coverage((themes, result(("theme", "corridor"), findings, {}, 2024)), {}, 5)
    assert coverage.themes
    assert coverage.grid
    assert coverage.themes.rows[0].shown is coverage.grid.rows[0][2].shown is Shown.SMALL
    assert {row.shown for row in coverage.grid.rows[0][1]} == {Shown.SMALL}
    assert coverage.themes.total is None

"""Every planted fault is found, and none where there is none."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.results import find_alignment, find_kpi_faults
from ecograph.analysis.results.rules import Rule
from tests.analysis.results.plan import Rows, clean_plan, measured
from tests.ecosystems import ecosystem


def figures(**changed: Any) -> Rows:
    return clean_plan(figures=changed)


def last_result() -> Rows:
    rows = clean_plan()
    rows["Program"].append({"id": "before", "level": "project", "fiscal_year": 2023})
    rows["Program FOLLOWS Program"] = [{"source": "p", "target": "before"}]
    before = measured(
        "before", "firms", 2023, "กิจการ", baseline=1, target_value=90, reported=120, evaluated=100
    )
    rows["Program MEASURED_BY Indicator"].append(before)
    return rows


def units_differ() -> Rows:
    rows = figures(reported=None, evaluated=None)
    rows["Program MEASURED_BY Indicator"].append(measured("p", "firms", 2024, "คน", baseline=1, reported=3))
    return rows


def no_period() -> Rows:
    rows = figures(fiscal_year=None)
    rows["Program"][1].pop("fiscal_year")
    return rows


def no_indicator() -> Rows:
    rows = clean_plan()
    rows["Program"].append({"id": "r", "level": "project", "fiscal_year": 2024})
    return rows


PLANTED = {
    Rule.NO_INDICATOR: (no_indicator, {"r"}),
    Rule.NO_UNIT: (lambda: figures(unit=None), {"p"}),
    Rule.NO_BASELINE: (lambda: figures(baseline=None), {"p"}),
    Rule.NO_TARGET: (lambda: figures(target_value=None), {"p"}),
    Rule.NO_PERIOD: (no_period, {"p"}),
    Rule.NO_METHOD: (lambda: clean_plan(indicator={"method": None}), {"p", "a", "q"}),
    Rule.NO_LEVEL: (lambda: clean_plan(indicator={"level": None}), {"p", "a", "q"}),
    Rule.LAST_RESULT: (last_result, {"p"}),
    Rule.EXPECTED_ONLY: (lambda: figures(expected=90, reported=None, evaluated=None), {"p"}),
    Rule.EXPECTED_AS_RESULT: (lambda: figures(expected=90), {"p"}),
    Rule.UNIT_DIFFERS: (units_differ, {"p"}),
    Rule.NO_GOAL: (lambda: clean_plan(no_goal={}), {"p", "a", "q"}),
}


def test_every_rule_is_planted() -> None:
    assert set(PLANTED) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_planted_fault_is_found_where_it_is(rule: Rule, tmp_path: Path) -> None:
    plant, programs = PLANTED[rule]
    found = find_kpi_faults(ecosystem(tmp_path, plant()), year=2024).findings
    assert {one.subjects[0].key for one in found if one.verdict == rule} == programs
    others = {one.verdict for one in found} - {rule}
    assert others == ({Rule.NO_TARGET} if rule is Rule.UNIT_DIFFERS else set())


def test_a_target_taken_from_what_was_reported_last_year_is_found(tmp_path: Path) -> None:
    """It was evaluated otherwise, and is a copy all the same."""
    rows = last_result()
    rows["Program MEASURED_BY Indicator"][-1] |= {"reported": 100, "evaluated": 90}
    found = find_kpi_faults(ecosystem(tmp_path, rows), year=2024).findings
    assert [one.subjects[0].key for one in found if one.verdict == Rule.LAST_RESULT] == ["p"]


def test_nothing_is_found_in_a_clean_plan_and_only_one_agency_s_when_asked(tmp_path: Path) -> None:
    clean = find_kpi_faults(ecosystem(tmp_path / "clean", clean_plan()))
    assert (clean.findings, clean.totals["indicators"], clean.totals["without_fault"]) == ((), 4, 4)
    assert clean.untested == ()
    faulty = ecosystem(tmp_path / "faulty", clean_plan(indicator={"method": None}))
    assert {one.subjects[0].key for one in find_kpi_faults(faulty, agency="two").findings} == {"q"}


def test_without_a_strategy_no_goal_is_missed(tmp_path: Path) -> None:
    rows = clean_plan()
    del rows["Goal"], rows["Indicator SUPPORTS Goal"]
    there = ecosystem(tmp_path, rows)
    assert find_kpi_faults(there).findings == ()
    aligned = find_alignment(there, year=2024)
    assert aligned.untested[0].en.startswith("Strategy not loaded")
    assert {one.kind for one in aligned.findings} == {"theme-without-indicator"}


def test_alignment_names_goals_indicators_and_themes(tmp_path: Path) -> None:
    rows = clean_plan(no_goal={})
    rows["Goal"].append({"id": "lost"})
    rows["Program MEASURED_BY Indicator"] = [
        row for row in rows["Program MEASURED_BY Indicator"] if row["target"] == "firms"
    ]
    found = find_alignment(ecosystem(tmp_path, rows), year=2024)
    assert [(one.kind, one.subjects[0].key) for one in found.findings] == [
        ("indicator-without-goal", "firms"),
        ("goal-without-indicator", "lost"),
        ("theme-without-indicator", "F:bare"),
        ("theme-without-goal", "F:old"),
    ]
    assert found.untested == ()


def test_where_nothing_is_measured_no_program_is_said_to_lack_an_indicator(tmp_path: Path) -> None:
    rows = clean_plan()
    del rows["Program MEASURED_BY Indicator"]
    found = find_kpi_faults(ecosystem(tmp_path, rows), year=2024)
    assert found.findings == ()
    assert [text.en for text in found.untested] == ["No program says by which indicators it is measured."]

"""Targets and results: what is added, what is not, and what is never mixed."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.results import find_results
from ecograph.analysis.results.annex import find_annex
from ecograph.analysis.results.measurements import Measurement
from ecograph.analysis.results.sums import FIELDS, add_up
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from ecograph.model import Text
from tests.analysis.results.plan import clean_plan, measured
from tests.ecosystems import ecosystem


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """The plan, with an indicator of two units, and a program that nothing measures."""
    rows = clean_plan()
    rows["Program"].append({"id": "r", "level": "project", "fiscal_year": 2024})
    rows["Program MEASURED_BY Indicator"] += [
        measured("q", "firms", 2024, "คน", target_value=1000, reported=900),
        measured("q", "value", 2024, "ร้อยละ", target_value=80, expected=85),
        measured("q", "firms", 2023, "กิจการ", target_value=7, evaluated=7),
    ]
    return ecosystem(tmp_path_factory.mktemp("annex"), rows)


def test_evaluated_comes_before_reported_and_expected_is_no_result(there: Ecosystem) -> None:
    found = {
        tuple(subject.key for subject in one.subjects): one for one in find_results(there, year=2024).findings
    }
    first = found["p", "firms", "กิจการ"]
    assert (first.observed, first.expected, first.verdict) == (80, 100, "evaluated")
    assert first.evidence.counts["budget_per_enterprise"] == 2e6 / 80
    reported = found["q", "firms", "กิจการ"]
    assert (reported.observed, reported.verdict) == (25, "reported")
    only = found["q", "value", "ร้อยละ"]
    assert (only.observed, only.verdict, only.evidence.counts["expected"]) == (None, "expected", 85)
    assert "achieved" not in only.evidence.counts
    assert "budget_per_enterprise" not in found["q", "firms", "คน"].evidence.counts
    assert len(found) == 6
    assert len({one.id for one in find_results(there).findings}) == 7


def test_parts_are_not_added_again_and_units_not_to_each_other(there: Ecosystem) -> None:
    annex = find_annex(there, 2024)
    assert annex.budget == 3e6
    sums = {(one.indicator[0], one.unit): one for one in annex.sums}
    assert set(sums) == {("firms", "กิจการ"), ("firms", "คน"), ("value", "ล้านบาท")}
    firms = sums["firms", "กิจการ"]
    assert firms.figures == {"target": 150, "expected": None, "reported": 115, "evaluated": 80, "result": 105}
    assert (firms.known["target"], firms.known["evaluated"], firms.rows, firms.marked) == (2, 1, 3, True)
    assert sums["firms", "คน"].figures["result"] == 900


def test_a_part_counts_where_its_whole_has_no_figure() -> None:
    def one(program: str, wholes: set[str], **figures: Any) -> Measurement:
        named = ("i", Text("i", "i"))
        return Measurement(
            program, (program, Text("", "")), None, frozenset(wholes), 2024, named, "firms", **figures
        )

    whole, part, other = (
        one("w", set(), target=9.0),
        one("p", {"w"}, target=4.0, reported=3.0),
        one("o", set()),
    )
    (sums,) = add_up([whole, part, other])
    assert sums.figures == {"target": 9, "expected": None, "reported": 3, "evaluated": None, "result": 3}
    assert {name: sums.known[name] for name in FIELDS} == {
        "target": 1, "expected": 0, "reported": 1, "evaluated": 0, "result": 1,
    }  # fmt: skip


def test_rows_stand_in_order_with_their_themes(there: Ecosystem) -> None:
    annex = find_annex(there, 2024)
    order = [(one.program, one.indicator and one.indicator[0], one.unit) for one, _ in annex.rows]
    assert order == [
        ("p", "firms", "กิจการ"),
        ("a", "value", "ล้านบาท"),
        ("a", "firms", "กิจการ"),
        ("q", "value", "ร้อยละ"),
        ("q", "firms", "กิจการ"),
        ("q", "firms", "คน"),
        ("r", None, ""),
    ]
    first, activity = annex.rows[0][0], annex.rows[1][0]
    assert [key for key, _ in first.themes] == ["F:old"]
    assert [key for key, _ in first.other_themes] == ["G:new"]
    assert activity.themes == first.themes
    assert (activity.project[0], activity.activity and activity.activity[0]) == ("p", "a")
    assert annex.rows[-1][1] == ("no-indicator",)


def test_a_year_of_another_era_is_refused(there: Ecosystem) -> None:
    with pytest.raises(AnalysisError, match="not a fiscal year") as refused:
        find_results(there, year=2567)
    assert "2024" in refused.value.hint


def test_without_anything_nothing_is_said_to_be_nought(tmp_path: Path) -> None:
    found = find_results(ecosystem(tmp_path, {"Agency": [{"id": "one"}]}))
    assert found.findings == ()
    assert "budget" not in found.totals
    assert any("No indicator is on record" in text.en for text in found.untested)

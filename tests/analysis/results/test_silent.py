"""Agencies that have told no result."""

from pathlib import Path

from ecograph.analysis.results.annex import find_annex
from ecograph.pages.annex import silent
from tests.analysis.results.plan import clean_plan
from tests.ecosystems import ecosystem


def test_an_agency_without_any_result_is_named(tmp_path: Path) -> None:
    rows = clean_plan()
    rows["Program MEASURED_BY Indicator"][-1] |= {"reported": None, "expected": 30}
    assert [name.en for name in silent(find_annex(ecosystem(tmp_path, rows), 2024))] == ["two"]

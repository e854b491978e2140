"""Clusters, inequality and what is within reach, on countries laid out by hand."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.gaps import find_clusters, find_inequality, find_within_reach
from ecograph.errors import AnalysisError
from tests.analysis.gaps.test_reach_gaps import AREAS, regular
from tests.ecosystems import country, ecosystem

LOW = {f"A{area}": 2 for area in range(6, 11)}


def in_a_row(served: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Return the regular country with its provinces in a row, each adjoining the next."""
    rows = regular(served)
    rows["Area ADJOINS Area"] = [{"source": f"A{at}", "target": f"A{at + 1}"} for at in range(AREAS - 1)]
    return rows


def test_low_provinces_side_by_side_are_a_cluster(tmp_path: Path) -> None:
    result = find_clusters(ecosystem(tmp_path, in_a_row(LOW)), theme="t", seed=3)
    *found, overall = result.findings
    assert {finding.subjects[1].key for finding in found} <= LOW.keys()
    middle = next(finding for finding in found if finding.subjects[1].key == "A8")
    assert middle.verdict == "low"
    assert middle.observed == 6
    assert middle.expected == pytest.approx(3 * (18 * 20 + 5 * 2 - 2 + 20) / 23, rel=0.1)
    assert overall.verdict == "clustered"
    assert result.seed == 3
    assert (
        result.to_dict()
        == find_clusters(ecosystem(tmp_path / "two", in_a_row(LOW)), theme="t", seed=3).to_dict()
    )


def test_low_provinces_apart_are_none(tmp_path: Path) -> None:
    apart = {f"A{area}": 8 for area in (3, 9, 14, 20)}
    result = find_clusters(ecosystem(tmp_path, in_a_row(apart)), theme="t")
    assert [finding.verdict for finding in result.findings] == ["no_pattern"]


def test_provinces_reached_alike_have_no_pattern_to_test(tmp_path: Path) -> None:
    result = find_clusters(ecosystem(tmp_path, in_a_row({})), theme="t")
    assert result.findings == ()
    assert "alike" in result.untested[0].en


@pytest.mark.parametrize(("areas", "reported"), [(False, True), (True, False)])
def test_without_a_map_or_a_report_there_is_nothing_to_say(
    tmp_path: Path, areas: bool, reported: bool
) -> None:
    rows = in_a_row({})
    if not areas:
        del rows["Area ADJOINS Area"]
    if not reported:
        del rows["SME PARTICIPATED_IN Program"]
    result = find_clusters(ecosystem(tmp_path, rows), theme="t")
    assert result.findings == ()
    assert ("fewer than 20" if not areas else "unknown, not zero") in result.untested[0].en


def test_what_is_unequal_lies_between_corridors_or_within_them(tmp_path: Path) -> None:
    between = find_inequality(ecosystem(tmp_path / "b", regular({"A2": 60})), theme="t")
    within = find_inequality(ecosystem(tmp_path / "w", regular({"A0": 40, "A1": 0})), theme="t")
    (first,), (second,) = (
        [finding for finding in result.findings if finding.subjects[0].key == "F:t"]
        for result in (between, within)
    )
    assert first.evidence.counts["between"] == pytest.approx(first.evidence.counts["total"])
    assert second.evidence.counts["between"] == pytest.approx(0, abs=1e-12)
    assert "100% lies between" in first.sentence.en
    assert len(first.evidence.rows) == AREAS


def test_provinces_that_are_reached_alike_are_not_unequal(tmp_path: Path) -> None:
    (found,) = find_inequality(ecosystem(tmp_path, regular()), theme="t").findings
    assert "reached alike" in found.sentence.en


def test_what_others_have_together_is_within_reach(tmp_path: Path) -> None:
    """Nine provinces have both industries; Y makes 10 alone; the rest have neither, but a third."""
    rows = country(AREAS)
    rows["Industry"] = [{"scheme": "I", "code": code, "level": "section"} for code in "STU"]
    rows["Industry PART_OF Industry"] = []
    rows["SME"], rows["SME LOCATED_IN Area"], rows["SME OPERATES_IN Industry"] = [], [], []
    for area in range(AREAS):
        mix = "S" if area == 2 else "ST" if area < 10 else "U"
        for number in range(6):
            key = f"e{area}-{number}"
            rows["SME"].append({"id": key})
            rows["SME LOCATED_IN Area"].append({"source": key, "target": f"A{area}", "primary": True})
            industry = f"I:{mix[number % len(mix)]}"
            rows["SME OPERATES_IN Industry"].append({"source": key, "target": industry, "primary": True})
    del rows["Industry PART_OF Industry"]
    result = find_within_reach(ecosystem(tmp_path, rows), what="industry")
    of_y = [finding for finding in result.findings if finding.subjects[1].key == "economic:Y"]
    assert [finding.subjects[0].key for finding in of_y] == ["I:T"]
    assert of_y[0].observed == 1.0
    assert of_y[0].evidence.counts["amount"] == 0


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"what": "colour"}, "'colour' is nothing that a place has"),
        ({"by": "size"}, "'size' is not a place"),
        ({"scheme": "none"}, "no corridors of the scheme 'none'"),
    ],
)
def test_a_wrong_question_is_one_sentence(tmp_path: Path, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        find_within_reach(ecosystem(tmp_path, country()), **parameters)


def test_themes_that_nobody_reported_are_not_within_reach(tmp_path: Path) -> None:
    rows = regular()
    del rows["SME PARTICIPATED_IN Program"]
    result = find_within_reach(ecosystem(tmp_path, rows))
    assert result.findings == ()
    assert "unknown, not zero" in result.untested[0].en

"""Findings that are no cells of a table: no small count of enterprises, nor what would give one away."""

from collections.abc import Mapping

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.model import DataKind, Text
from visualisations.protection import protect
from visualisations.suppression import Shown


def finding(key: str, counts: Mapping[str, float]) -> Finding:
    words = Text("x", "x")
    return Finding(
        "unmet-need",
        (Subject("Corridor", key, words),),
        counts.get("unmet"),
        words,
        Method("m", 1),
        evidence=Evidence(counts=counts),
    )


def shown(*findings: Finding) -> list[Shown]:
    result = AnalysisResult("unmet-needs", findings, {}, 1, DataKind.REAL)
    found = protect(result, 5)
    return [found[each.id] for each in findings]


def test_a_small_count_hides_its_finding_and_the_next_in_size() -> None:
    small = finding("A", {"asking": 40, "unmet": 3})
    assert shown(
        small, finding("B", {"asking": 60, "unmet": 50}), finding("C", {"asking": 50, "unmet": 20})
    ) == [
        Shown.SMALL,
        Shown.OPEN,
        Shown.COVER,
    ]


def test_two_small_counts_cover_each_other() -> None:
    assert shown(
        finding("A", {"asking": 40, "unmet": 3}),
        finding("B", {"asking": 2, "unmet": 2}),
        finding("C", {"asking": 50, "unmet": 20}),
    ) == [Shown.SMALL, Shown.SMALL, Shown.OPEN]


def test_few_institutions_and_nobody_are_no_secret() -> None:
    assert shown(finding("A", {"programs": 2, "asking": 0}), finding("B", {"asking": 5})) == [
        Shown.OPEN,
        Shown.OPEN,
    ]

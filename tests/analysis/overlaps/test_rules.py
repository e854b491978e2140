"""Overlaps of small ecosystems: each rule by a pair that it fits, counted by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.overlaps import find_overlaps
from ecograph.analysis.overlaps.compared import measure
from ecograph.errors import AnalysisError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from tests.analysis.overlaps.background import NAMES, PROGRAMS, background
from tests.ecosystems import ecosystem

SHARED = 30
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def joined(program: str, first: int, last: int, **more: Any) -> list[dict[str, Any]]:
    return [{"source": f"s{at}", "target": program, **more} for at in range(first, last)]


def made(folder: Path, first: Mapping[str, Any], second: Mapping[str, Any], **more: Any) -> Ecosystem:
    """Return two programs with 30 clients in common of 31 each, among others of 400."""
    rows: dict[str, Any] = {
        "SME": [{"id": f"s{at}"} for at in range(400)],
        "Agency": [{"id": key} for key in ("x", "y", "z", *NAMES)],
        "Program": [{"id": key} for key in ("a", "b", "quiet", *NAMES)],
        "Agency RUNS Program": [
            {"source": "x", "target": "a"},
            {"source": "y", "target": "b"},
            *({"source": name, "target": name} for name in NAMES),
        ],
        "Service": [{"id": "train"}, {"id": "coach"}],
        "SME PARTICIPATED_IN Program": [
            *joined("a", 0, SHARED + 1, status="completed", **first),
            *joined("b", 1, SHARED + 2, status="completed", **second),
            *background(400),
        ],
        **{name.replace("_to_", " "): value for name, value in more.items()},
    }
    return ecosystem(folder, rows)


def only(found: Ecosystem, **asked: Any) -> Finding:
    (finding,) = find_overlaps(found, **asked).findings
    return finding


def during(year: int, month: int, service: str | None = None) -> dict[str, Any]:
    known = {"services": [service]} if service else {}
    return {"fiscal_year": year, "starts_on": date(year, month, 1), "ends_on": date(year, month, 28), **known}


OFFERS = [{"source": "a", "target": "train"}, {"source": "b", "target": "coach"}]
ALIKE = [{"source": "a", "target": "train"}, {"source": "b", "target": "train"}]


@pytest.mark.parametrize(
    ("first", "second", "offers", "expected"),
    [
        (during(2024, 3, "train"), during(2024, 3, "train"), ALIKE, ("duplication", "redundant", "same")),
        (during(2024, 3), during(2024, 3), ALIKE, ("overlap", "undetermined", "perhaps")),
        (during(2024, 3), during(2024, 3), ALIKE[:1], ("overlap", "undetermined", "unknown")),
        (during(2024, 3), during(2024, 8), ALIKE, ("overlap", "undetermined", "apart")),
        (during(2024, 3), during(2024, 8), OFFERS, ("overlap", "complementary", "progression")),
        (during(2024, 3), during(2024, 3), OFFERS, ("overlap", "complementary", "services")),
    ],
)
def test_each_rule_has_its_pair(
    tmp_path: Path,
    first: dict[str, Any],
    second: dict[str, Any],
    offers: list[dict[str, str]],
    expected: tuple[str, str, str],
) -> None:
    finding = only(made(tmp_path, first, second, **{"Program OFFERS Service": offers}))
    assert (finding.rung, finding.verdict, finding.cause) == expected
    assert finding.observed == SHARED
    assert finding.p is not None
    assert finding.p < 1e-9
    assert finding.evidence.counts["pairs_tested"] == (PROGRAMS + 2) * (PROGRAMS + 1) / 2
    assert finding.evidence.counts["clients_jaccard"] == pytest.approx(SHARED / (SHARED + 2))


def test_what_follows_on_record_is_no_duplication(tmp_path: Path) -> None:
    twice = during(2024, 3, "train")
    follows = {"Program FOLLOWS Program": [{"source": "b", "target": "a"}]}
    finding = only(made(tmp_path, twice, twice, **follows))
    assert (finding.rung, finding.verdict, finding.cause) == ("overlap", "complementary", "follows")
    assert finding.evidence.relationships == (("Program FOLLOWS Program", "b", "a"),)


def test_agencies_are_compared_by_what_they_run(tmp_path: Path) -> None:
    twice = during(2024, 3, "train")
    small = made(tmp_path, twice, twice, **{"Program OFFERS Service": ALIKE})
    finding = only(small, level="Agency")
    assert finding.rung == "duplication"
    assert finding.evidence.counts["same_service_same_period"] == SHARED
    assert ("Agency RUNS Program", "x", "a") in finding.evidence.relationships
    assert ("services", 1, 1, 1, 1.0, 1.0) in finding.evidence.rows
    assert "1 of 33 have no clients" in " ".join(text.en for text in find_overlaps(small, "Agency").untested)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"name_en": "Digital training, phase 1"}, {"name_en": "phase 1 DIGITAL training"}, True),
        ({"name_en": "Digital training, phase 1"}, {"name_en": "Digital training, phase 2"}, False),
        ({"name_en": "Export coaching"}, {"name": "โค้ช", "name_en": "EC"}, True),
        ({"name_en": "Digital", "fiscal_year": 2024}, {"name_en": "Digital", "fiscal_year": 2025}, False),
        ({"name_en": "Digital training"}, {"name_en": "Food fairs"}, False),
    ],
)
def test_one_under_two_names_is_no_overlap(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], expected: bool
) -> None:
    programs = [{"id": "a", **first}, {"id": "b", **second}, *({"id": key} for key in NAMES)]
    none = {"Agency": [{"id": "x"}], "Agency RUNS Program": [{"source": "x", "target": "a"}]}
    finding = only(made(tmp_path, during(2024, 3), during(2024, 3), Program=programs, **none))
    assert (finding.kind == "same-under-two-names") == expected
    assert (finding.rung == "") == expected
    assert ("may be one" in finding.sentence.en) == expected


def test_a_pair_asked_for_at_two_levels_is_two_findings(tmp_path: Path) -> None:
    small = made(tmp_path, during(2024, 3), during(2024, 3))
    one, other = only(small, confirm=0), only(small, level="support", confirm=0)
    assert one.subjects == other.subjects[:2]
    assert one.id != other.id


def test_only_the_year_asked_for_is_compared(tmp_path: Path) -> None:
    small = made(tmp_path, during(2024, 3), during(2023, 3))
    assert only(small).observed == SHARED
    result = find_overlaps(small, year=2024)
    assert not result.findings
    assert (result.totals["nodes"], result.totals["pairs_tested"]) == (1, 0)


def test_few_shared_clients_are_counted_and_not_named(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "SME": [{"id": f"s{at}"} for at in range(2000)],
        "Program": [{"id": key} for key in ("a", "b", *NAMES)],
        "SME PARTICIPATED_IN Program": [*joined("a", 0, 4), *joined("b", 0, 4), *background(2000)],
    }
    result = find_overlaps(ecosystem(tmp_path, rows))
    assert not result.findings
    assert result.totals["pairs_beyond_chance"] == 1
    assert any("fewer than 5" in text.en for text in result.untested)


def test_a_store_without_clients_says_so_and_bad_questions_are_refused(tmp_path: Path) -> None:
    small = ecosystem(tmp_path, {"SME": [{"id": "s"}], "Program": [{"id": "a"}]})
    assert "1 of 1 have no clients" in find_overlaps(small).untested[1].en
    with pytest.raises(AnalysisError, match="0 pairs"):
        find_overlaps(small, most=0)
    with pytest.raises(AnalysisError, match="not one theme"):
        find_overlaps(small, theme="none")
    with pytest.raises(AnalysisError, match="Did you mean 2025"):
        find_overlaps(small, year=2568)


def test_aspects_without_a_record_are_unknown() -> None:
    assert measure("areas", frozenset(), frozenset("a")).overlap is None
    found = measure("areas", frozenset("ab"), frozenset("bcd"))
    assert (found.overlap, found.jaccard) == (0.5, 0.25)

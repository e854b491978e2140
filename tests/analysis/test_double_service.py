"""Double service as findings: how cases are graded, what is never listed, and what is said of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.double_service import find_double_service
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from tests.ecosystems import Rows, ecosystem

DAY = dt.date(2025, 4, 1)
JOINED = "SME PARTICIPATED_IN Program"


def joined(who: str, program: str, since: int, days: int, *services: str, **more: Any) -> dict[str, Any]:
    """Return a participation from a day on, counted from `DAY`."""
    period = {"starts_on": DAY + dt.timedelta(since), "ends_on": DAY + dt.timedelta(since + days - 1)}
    return {
        "source": who,
        "target": program,
        "fiscal_year": 2025,
        "services": list(services) or None,
        **period,
        **more,
    }


BASE: dict[str, Rows] = {
    "SME": [{"id": key} for key in ("e1", "e2", "e3", "e4")],
    "Agency": [{"id": "A"}, {"id": "B"}],
    "Service": [{"id": "train"}, {"id": "coach"}, {"id": "loan"}, {"id": "guarantee"}],
    "Program": [
        {"id": "pa", "starts_on": DAY, "ends_on": DAY + dt.timedelta(99)},
        {"id": "pb", "starts_on": DAY, "ends_on": DAY + dt.timedelta(99)},
        {"id": "part"},
        {"id": "next"},
    ],
    "Agency RUNS Program": [
        {"source": "A", "target": "pa"},
        {"source": "B", "target": "pb"},
        {"source": "B", "target": "next"},
    ],
    "Program PART_OF Program": [{"source": "part", "target": "pa"}],
    "Program FOLLOWS Program": [{"source": "next", "target": "pa"}],
    "Program OFFERS Service": [{"source": "pa", "target": "train"}, {"source": "pb", "target": "train"}],
}


def found(folder: Path, *rows: dict[str, Any], **asked: Any) -> AnalysisResult:
    return find_double_service(ecosystem(folder, {**BASE, JOINED: rows}), **asked)


def graded(result: AnalysisResult) -> list[tuple[str, str, float | None]]:
    return [(finding.subjects[0].key, finding.verdict, finding.observed) for finding in result.findings]


def test_what_both_record_is_confirmed_and_what_a_program_says_is_possible(tmp_path: Path) -> None:
    result = found(
        tmp_path,
        joined("e1", "pa", 0, 30, "coach"),
        joined("e1", "pb", 20, 30, "coach", "train"),
        joined("e2", "pa", 0, 10, "train"),
        joined("e2", "pb", 0, 10),
    )
    assert graded(result) == [("e1", "confirmed", 10), ("e2", "possible", 10)]
    first, second = result.findings
    assert (first.rung, second.rung) == ("duplication", "overlap")
    assert first.period == "2025-04-21/2025-04-30"
    assert first.cause == "builds_on"
    assert second.cause == "same_work"
    assert [row[:3] for row in first.evidence.rows] == [(1, "pa", "A"), (2, "pb", "B")]
    assert result.totals["confirmed_enterprises"] == 1
    assert "10 days from 2025-04-21 to 2025-04-30" in first.sentence.en


def test_a_progression_and_a_bundle_are_never_listed(tmp_path: Path) -> None:
    result = found(
        tmp_path,
        joined("e1", "pa", 0, 30, "train"),
        joined("e1", "pb", 0, 30, "coach"),
        joined("e2", "pa", 0, 30, "loan"),
        joined("e2", "pb", 0, 30, "guarantee"),
        joined("e3", "pa", 0, 30, "coach"),
        joined("e3", "next", 0, 30, "coach"),
        joined("e4", "pa", 0, 30, "coach"),
        joined("e4", "part", 0, 30, "coach"),
    )
    assert result.findings == ()
    told = " ".join(text.en for text in result.untested)
    assert "1 overlaps are of one program" in told
    assert "1 overlaps are of a program and the one that follows it" in told


@pytest.mark.parametrize("status", ["withdrawn", "refused", "applied", "referred"])
def test_who_was_not_served_was_not_served_twice(tmp_path: Path, status: str) -> None:
    rows = joined("e1", "pa", 0, 9, "coach"), joined("e1", "pb", 0, 9, "coach", status=status)
    assert found(tmp_path, *rows).findings == ()


def test_enterprises_alike_in_name_are_for_a_person_to_identify(tmp_path: Path) -> None:
    rows = (
        joined("e1", "pa", 0, 9, "coach"),
        joined("e2", "pb", 0, 9, "coach"),
        joined("e3", "pa", 0, 9),
        joined("e4", "pb", 0, 9),
    )
    alike = [("e2", "e1"), ("e3", "e4"), ("e1", "nobody"), ("e1", "e1")]
    system = ecosystem(tmp_path, {**BASE, JOINED: rows})
    assert graded(find_double_service(system, alike=alike)) == [("e1", "to_identify", 9)]
    judged = find_double_service(system, alike=[], same=[("e2", "e1")])
    assert graded(judged) == [("e1", "confirmed", 9)]
    assert "compared by name" in " ".join(text.en for text in find_double_service(system).untested)


def test_a_question_is_of_either_record(tmp_path: Path) -> None:
    rows = joined("e1", "pa", 0, 9, "coach"), joined("e1", "pb", 0, 9, "coach", fiscal_year=2026)
    system = ecosystem(tmp_path, {**BASE, JOINED: rows})
    for asked in ({"agency": "A"}, {"agency": "B"}, {"year": 2025}, {"year": 2026}):
        assert len(find_double_service(system, **asked).findings) == 1
    assert find_double_service(system, year=2024).findings == ()
    with pytest.raises(AnalysisError, match="no agency 'C'"):
        find_double_service(system, agency="C")
    with pytest.raises(AnalysisError, match="Did you mean 2025"):
        find_double_service(system, year=2568)


def test_a_year_without_records_is_unknown_and_not_zero(tmp_path: Path) -> None:
    rows = joined("e1", "pa", 0, 9, "coach"), joined("e1", "pb", 0, 9, "coach")
    system = ecosystem(tmp_path, {**BASE, JOINED: rows})
    assert "unknown, not zero" in find_double_service(system, year=2024).untested[0].en
    assert not any("not zero" in text.en for text in find_double_service(system, year=2025).untested)


def test_all_are_counted_where_few_are_listed(tmp_path: Path) -> None:
    rows = [joined(f"e{n}", program, 0, 9 + n, "coach") for n in range(1, 5) for program in ("pa", "pb")]
    result = found(tmp_path, *rows, most=1)
    assert graded(result) == [("e4", "confirmed", 13)]
    assert result.totals["confirmed"] == 4
    assert "3 more cases" in " ".join(text.en for text in result.untested)


def test_without_services_on_record_it_is_unknown(tmp_path: Path) -> None:
    base = {kind: rows for kind, rows in BASE.items() if kind != "Program OFFERS Service"}
    result = find_double_service(ecosystem(tmp_path, base))
    assert "unknown, not zero" in result.untested[0].en


def test_the_same_data_give_the_same_ids_in_any_order(tmp_path: Path) -> None:
    rows = [joined("e1", "pa", 0, 30, "coach"), joined("e1", "pb", 20, 30, "coach", "train")]
    one = find_double_service(ecosystem(tmp_path / "one", {**BASE, JOINED: rows}))
    other = find_double_service(ecosystem(tmp_path / "other", {**BASE, JOINED: rows[::-1]}))
    assert [finding.to_dict() for finding in one.findings] == [f.to_dict() for f in other.findings]

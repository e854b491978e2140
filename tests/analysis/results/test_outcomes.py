"""Outcomes by corridor: what is counted once, what is in doubt, and what is not summed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.analysis.results.measurements import Measurement
from ecograph.analysis.results.outcomes import KIND, TWICE, Outcome, count_once, find_outcomes, outcome_of
from ecograph.analysis.results.places import NATIONWIDE, SEVERAL, UNSAID, find_places
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from ecograph.model import Text
from tests.analysis.results.plan import measured
from tests.ecosystems import country, ecosystem

X, Y = "economic:X", "economic:Y"


def program(key: str, level: str = "project", **more: Any) -> dict[str, Any]:
    return {"id": key, "level": level, "fiscal_year": 2024, **more}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """A national project with activities in corridors, namesakes of two agencies, and programs anywhere."""
    rows: dict[str, list[dict[str, Any]]] = {
        "Area": country()["Area"],
        "Area PART_OF Area": country()["Area PART_OF Area"],
        "Corridor": country()["Corridor"],
        "Area IN_CORRIDOR Corridor": country()["Area IN_CORRIDOR Corridor"],
        "Agency": [{"id": "one"}, {"id": "two"}],
        "Program": [
            program("nation"),
            program("nation-x", "activity"),
            program("nation-y", "activity"),
            program("bsc", name="โครงการ BSC"),
            program("ops-bsc", name="โครงการ bsc "),
            program("both"),
            program("lost"),
        ],
        "Program PART_OF Program": [
            {"source": "nation-x", "target": "nation"},
            {"source": "nation-y", "target": "nation"},
        ],
        "Agency RUNS Program": [{"source": "one", "target": "bsc"}, {"source": "two", "target": "ops-bsc"}],
        "Program COVERS Area": [
            {"source": "nation", "target": "C"},
            {"source": "nation-x", "target": "D0"},
            {"source": "bsc", "target": "A2"},
        ],
        "Program COVERS Corridor": [
            {"source": "nation-y", "target": Y},
            {"source": "ops-bsc", "target": X},
            {"source": "both", "target": X},
            {"source": "both", "target": Y},
        ],
        "Indicator": [
            {"id": "jobs", "name_en": "Jobs created"},
            {"id": "kept", "name_en": "Employment kept"},
            {"id": "sales", "name": "ยอดขายที่เพิ่มขึ้น"},
        ],
        "Program MEASURED_BY Indicator": [
            measured("nation", "jobs", 2024, "คน", evaluated=100),
            measured("nation-x", "jobs", 2024, "คน", reported=30),
            measured("nation-y", "kept", 2024, "คน", reported=40),
            measured("bsc", "jobs", 2024, "คน", reported=7),
            measured("ops-bsc", "jobs", 2024, "คน", reported=7),
            measured("both", "jobs", 2024, "คน", reported=5),
            measured("both", "kept", 2024, "คน", reported=5),
            measured("lost", "jobs", 2024, "คน", expected=9),
            measured("lost", "jobs", 2024, "ตำแหน่ง", reported=3),
            measured("lost", "sales", 2024, "ร้อยละ", reported=12),
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("outcomes"), rows)


def by_place(result: AnalysisResult, unit: str = "คน") -> dict[str, Finding]:
    chosen = [one for one in result.findings if one.kind == KIND and one.unit == unit]
    return {one.subjects[0].key: one for one in chosen}


def test_each_program_is_in_the_corridor_that_it_names(there: Ecosystem) -> None:
    places = find_places(there, "economic")
    found = {key: places.of(key) for key in there.nodes("Program")}
    assert found == {
        "nation": NATIONWIDE,
        "nation-x": X,
        "nation-y": Y,
        "bsc": Y,
        "ops-bsc": X,
        "both": SEVERAL,
        "lost": UNSAID,
    }
    with pytest.raises(AnalysisError, match="no corridors of the scheme"):
        find_places(there, "none")


def test_a_part_of_a_corridor_is_not_the_corridor(there: Ecosystem) -> None:
    places = find_places(there, "border")
    assert places.cells == {"A3": SEVERAL}


def test_what_a_project_and_its_activity_report_is_counted_once(there: Ecosystem) -> None:
    result = find_outcomes(there, year=2024)
    rows = by_place(result)
    assert rows[NATIONWIDE].observed == 100
    assert rows[X].evidence.counts["inside_another"] == 30
    assert rows[Y].evidence.counts["inside_another"] == 40
    # By hand: 100 of the project, 7 once, 5 once.
    assert result.totals["jobs (คน, 2024)"] == 112
    least = sum(one.observed or 0 for one in rows.values())
    inside = sum(one.evidence.counts["inside_another"] for one in rows.values())
    assert least - inside == 112


def test_figures_of_namesakes_are_in_doubt_and_told(there: Ecosystem) -> None:
    result = find_outcomes(there, year=2024)
    twice = {one.verdict: one for one in result.findings if one.kind == TWICE}
    assert set(twice) == {"part", "indicators", "agencies"}
    assert {subject.key for subject in twice["agencies"].subjects[:2]} == {"bsc", "ops-bsc"}
    doubted = [one for one in by_place(result).values() if one.evidence.counts["in_doubt"]]
    assert [(one.observed, one.interval) for one in doubted] == [(30.0, (30.0, 37.0))]
    assert doubted[0].caveats


def test_unknown_is_not_zero_and_units_stay_apart(there: Ecosystem) -> None:
    result = find_outcomes(there, year=2024)
    lost = by_place(result)[UNSAID]
    assert (lost.observed, lost.evidence.counts["expected_only"]) == (None, 9)
    places = by_place(result, "ตำแหน่ง")
    assert {key: one.observed for key, one in places.items()} == {X: None, Y: None, UNSAID: 3}
    said = [text.en for text in result.untested]
    assert any(text.startswith("Income or sales: 1 figures in percent") for text in said)
    assert any(text.startswith("Greenhouse gases cut: no indicator") for text in said)
    assert not find_outcomes(there, year=2020).totals


@given(
    parents=st.lists(st.integers(0, 6), min_size=1, max_size=7),
    results=st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=7, max_size=7),
)
def test_of_nested_programs_the_outermost_with_a_result_count(
    parents: list[int], results: list[int | None]
) -> None:
    """Program n is part of an earlier one or of none; what counts is held against a walk up from each."""
    above = {n: parent if parent < n else None for n, parent in enumerate(parents)}

    def walk(n: int) -> list[int]:
        whole = above[n]
        return [] if whole is None else [whole, *walk(whole)]

    found = [
        Measurement(
            f"p{n}",
            (f"p{n}", Text(f"{n}", f"{n}")),
            None,
            frozenset(f"p{whole}" for whole in walk(n)),
            2024,
            reported=results[n],
        )
        for n in above
        if results[n] is not None
    ]
    kept, doubles = count_once(found)
    told = {n for n in above if results[n] is not None}
    outermost = {n for n in told if not told & set(walk(n))}
    assert {one.program for one in kept} == {f"p{n}" for n in outermost}
    assert len(kept) + len(doubles) == len(told)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("ลดก๊าซเรือนกระจก", Outcome.EMISSIONS),
        ("การจ้างงาน/สร้างงาน", Outcome.JOBS),
        ("มูลค่าทางเศรษฐกิจ", Outcome.VALUE),
        ("ยอดขาย/รายได้ที่เพิ่มขึ้น", Outcome.INCOME),
        ("รายได้จากคาร์บอนเครดิต", None),
        ("jobber", None),
    ],
)
def test_an_indicator_is_known_by_its_name(name: str, outcome: Outcome | None) -> None:
    assert outcome_of(Text(name, name)) is outcome

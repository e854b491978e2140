"""Frameworks compared: what maps, what does not, and that nothing is counted twice on a side."""

from typing import Any

import pytest

from ecograph.analysis.results.crosswalk import ALONE, COMPARED, PAIR, find_crosswalk
from ecograph.analysis.results.frameworks import NOT_MAPPED, OTHER, UNSAID, find_frameworks
from ecograph.errors import AnalysisError
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem

OLD, NEW = "F", "G"


def theme(framework: str, key: str, **more: Any) -> dict[str, Any]:
    return {"framework": framework, "id": key, **more}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """Three pillars, of which one is many-to-many and one maps to nothing, and three areas."""
    first = {"first_year": 2024, "last_year": 2024}
    program = {"level": "project"}
    rows: dict[str, list[dict[str, Any]]] = {
        "Theme": [
            *(theme(OLD, key, **first) for key in ("p1", "p2", "p3")),
            *(theme(NEW, key, first_year=2025) for key in ("a", "a-1", "b", "c")),
            theme("H", "z"),
        ],
        "Theme PART_OF Theme": [{"source": "G:a-1", "target": "G:a"}],
        "Theme CORRESPONDS_TO Theme": [
            {"source": "F:p1", "target": "G:a-1"},
            {"source": "F:p1", "target": "G:b"},
            {"source": "F:p2", "target": "G:b", "share": 0.5},
        ],
        "Program": [
            {"id": "one", "fiscal_year": 2024, "budget": 10.0, **program},
            {"id": "two", "fiscal_year": 2024, "budget": 6.0, **program},
            {"id": "two-a", "fiscal_year": 2024, "budget": 2.0, "level": "activity"},
            {"id": "three", "fiscal_year": 2024, **program},
            {"id": "four", "fiscal_year": 2024, **program},
            {"id": "five", "fiscal_year": 2024, **program},
            {"id": "new", "fiscal_year": 2025, "budget": 4.0, **program},
            {"id": "always", **program},
            {"id": "plan", "level": "plan", "fiscal_year": 2024, "budget": 99.0},
        ],
        "Program PART_OF Program": [
            {"source": "two-a", "target": "two"},
            {"source": "two", "target": "plan"},
        ],
        "Program ADDRESSES Theme": [
            {"source": "one", "target": "F:p1"},
            {"source": "two", "target": "F:p2"},
            {"source": "three", "target": "F:p3"},
            {"source": "four", "target": "H:z"},
            {"source": "new", "target": "G:a-1"},
            {"source": "new", "target": "G:c"},
            {"source": "always", "target": "G:a"},
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("crosswalk"), rows)


def compared(there: Ecosystem, **asked: Any) -> dict[str, Finding]:
    result = find_crosswalk(there, **({"source": OLD, "target": NEW} | asked))
    return {one.subjects[0].key: one for one in result.findings if one.kind == COMPARED}


def test_pairs_and_what_does_not_map_are_rows(there: Ecosystem) -> None:
    result = find_crosswalk(there, source=OLD, target=NEW)
    assert (result.parameters["source_year"], result.parameters["target_year"]) == (2024, 2025)
    pairs = {
        tuple(one.key for one in each.subjects): each.evidence.counts
        for each in result.findings
        if each.kind == PAIR
    }
    assert set(pairs) == {("F:p1", "G:a-1"), ("F:p1", "G:b"), ("F:p2", "G:b")}
    assert pairs["F:p2", "G:b"] == {"before": 2, "after": 0, "share": 0.5}
    alone = [each.subjects[0].key for each in result.findings if each.kind == ALONE]
    assert alone == ["F:p3", "G:c"]


def test_each_program_counts_once_on_a_side_and_the_split_is_told(there: Ecosystem) -> None:
    rows = compared(there)
    before = {key: one.evidence.counts["programs_before"] for key, one in rows.items()}
    # By hand: one is in a and b, two and its activity in b, always in a.
    assert before == {"G:a": 2, "G:b": 3, "G:c": 0, NOT_MAPPED: 1, OTHER: 1, UNSAID: 1}
    evenly = {key: one.evidence.counts["evenly_before"] for key, one in rows.items()}
    assert evenly == {"G:a": 1.5, "G:b": 2.5, "G:c": 0, NOT_MAPPED: 1, OTHER: 1, UNSAID: 1}
    assert (rows["G:b"].evidence.counts["least_before"], rows["G:b"].evidence.counts["most_before"]) == (2, 3)
    result = find_crosswalk(there, source=OLD, target=NEW)
    for side in ("before", "after"):
        shares = sum(one.evidence.counts[f"evenly_{side}"] for one in rows.values())
        assert shares == result.totals[f"programs_{side}"]


def test_budgets_are_added_once_and_shared_out(there: Ecosystem) -> None:
    rows = compared(there)
    # 10 of one in two halves; 6 of two, of which 2 are its activity's.
    assert rows["G:a"].evidence.counts["budget_evenly_before"] == 5
    assert rows["G:b"].evidence.counts["budget_evenly_before"] == 11
    assert find_crosswalk(there, source=OLD, target=NEW).totals["budget_before"] == 16
    assert "budget_evenly_before" not in rows[NOT_MAPPED].evidence.counts


def test_what_a_program_names_itself_comes_before_correspondence(there: Ecosystem) -> None:
    counts = compared(there)["G:a"].evidence.counts
    assert (counts["direct_before"], counts["mapped_before"]) == (1, 1)
    assert (counts["direct_after"], counts["mapped_after"]) == (2, 0)


def test_two_years_under_one_framework(there: Ecosystem) -> None:
    rows = compared(there, source=NEW, source_year=2024, target_year=2025)
    assert rows["G:c"].evidence.counts["programs_after"] == 1
    assert rows[OTHER].evidence.counts["programs_before"] == 5
    assert rows["G:c"].effect == 0.5


def test_frameworks_without_correspondence_say_so(there: Ecosystem) -> None:
    result = find_crosswalk(there, source="H", target=NEW)
    assert result.untested[0].en.startswith("No correspondence between H and G")
    assert find_frameworks(there).compared == (OLD, NEW)
    with pytest.raises(AnalysisError, match="no framework 'Gx'"):
        find_crosswalk(there, source=OLD, target="Gx")


def test_the_other_way_round_the_pairs_are_the_same(there: Ecosystem) -> None:
    back = find_crosswalk(there, source=NEW, target=OLD)
    pairs = {tuple(one.key for one in each.subjects) for each in back.findings if each.kind == PAIR}
    assert pairs == {("G:a-1", "F:p1"), ("G:b", "F:p1"), ("G:b", "F:p2")}

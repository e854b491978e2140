"""Programs by industries and themes: every program has a mark, whatever it names."""

from typing import Any

import pytest

from ecograph.analysis.results.matrix import ALL, OTHER, UNSAID, Mark, find_matrix, industry_lists
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from tests.ecosystems import ecosystem


def industry(scheme: str, code: str, level: str = "target") -> dict[str, Any]:
    return {"scheme": scheme, "code": code, "level": level}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = {
        "Industry": [
            industry("L", "x"),
            industry("L", "y"),
            industry("M", "z"),
            industry("T", "A", "section"),
            industry("T", "01", "division"),
        ],
        "Industry PART_OF Industry": [
            {"source": "T:01", "target": "L:x"},
            {"source": "L:x", "target": "T:A"},
        ],
        "Theme": [{"framework": "F", "id": key} for key in ("t", "t-a", "u")],
        "Theme PART_OF Theme": [{"source": "F:t-a", "target": "F:t"}],
        "Agency": [{"id": "one"}],
        "Program": [
            {"id": key, "level": level, "budget": budget}
            for key, level, budget in (
                ("p", "project", 10.0),
                ("p-a", "activity", 4.0),
                ("q", "project", 6.0),
                ("every", "project", None),
                ("none", "project", 1.0),
                ("wide", "project", None),
                ("plan", "plan", 50.0),
            )
        ],
        "Program PART_OF Program": [{"source": "p-a", "target": "p"}],
        "Agency RUNS Program": [{"source": "one", "target": "p"}],
        "Program TARGETS Industry": [
            {"source": "p", "target": "L:x"},
            {"source": "p-a", "target": "T:01"},
            {"source": "q", "target": "L:y"},
            {"source": "q", "target": "M:z"},
            {"source": "every", "target": "L:x"},
            {"source": "every", "target": "L:y"},
            {"source": "wide", "target": "T:A"},
        ],
        "Program ADDRESSES Theme": [
            {"source": "p", "target": "F:t"},
            {"source": "p-a", "target": "F:t-a"},
            {"source": "q", "target": "F:u"},
        ],
    }
    return ecosystem(tmp_path_factory.mktemp("matrix"), rows)


def test_industries_of_a_list_with_all_other_and_not_on_record(there: Ecosystem) -> None:
    assert industry_lists(there) == ("L", "M")
    found = find_matrix(there, "Industry")
    assert [one.key for one in found.columns] == ["L:x", "L:y", ALL, OTHER, UNSAID]
    assert found.marks == {
        ("p", "L:x"): Mark.NAMED,
        ("p-a", "L:x"): Mark.PART,
        ("q", "L:y"): Mark.NAMED,
        ("q", OTHER): Mark.NAMED,
        ("every", "L:x"): Mark.NAMED,
        ("every", "L:y"): Mark.NAMED,
        ("every", ALL): Mark.NAMED,
        ("none", UNSAID): Mark.NAMED,
        ("wide", "L:x"): Mark.WIDER,
    }
    assert {program for program, _ in found.marks} == {one.key for one in found.programs}
    # 10 of p and its part, taken once; 6 of q in halves.
    assert {key: one.evenly for key, one in found.budgets.items()} == {
        "L:x": 10,
        "L:y": 3,
        OTHER: 3,
        UNSAID: 1,
    }


def test_a_theme_named_as_a_whole_says_nothing_of_its_parts(there: Ecosystem) -> None:
    found = find_matrix(there, "Theme")
    assert [one.key for one in found.columns][:3] == ["F:t", "F:t-a", "F:u"]
    assert found.inside == {"F:t-a": "F:t"}
    marks = {key: mark for key, mark in found.marks.items() if key[0].startswith("p")}
    assert marks == {
        ("p", "F:t"): Mark.NAMED,
        ("p-a", "F:t"): Mark.PART,
        ("p-a", "F:t-a"): Mark.NAMED,
    }
    assert found.programs_of[UNSAID] == 3


def test_a_list_that_is_not_there_is_refused(there: Ecosystem) -> None:
    with pytest.raises(AnalysisError, match="no list of target industries 'K'"):
        find_matrix(there, "Industry", "K")

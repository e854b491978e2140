"""Placements: whom an extension could help, against counting enterprise by enterprise."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.links import find_placements
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem
from tests.ecosystems import country, ecosystem

PROGRAMS: dict[str, dict[str, Any]] = {
    "wide": {"themes": ["F:t"], "covers": ["economic:Y"], "budget": 600},
    "narrow": {"themes": ["F:u"], "covers": ["economic:Y"], "industry": "I:S", "budget": 100},
    "micro": {"themes": ["F:t", "F:u"], "covers": ["economic:X"], "sizes": ["micro"], "budget": None},
    "silent": {"themes": ["F:t"], "covers": []},
}
SMES = [
    (
        f"s{number}",
        f"A{number % 3}",
        ("I:10", "I:20", None)[number % 5 % 3],
        ("micro", "small", "large", None)[number % 4],
    )
    for number in range(48)
]
JOINED = {"s0": "micro", "s2": "wide", "s3": "micro", "s5": "narrow", "s9": "micro"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    rows: dict[str, list[dict[str, Any]]] = country() | {
        "Program": [
            {"id": key, "budget": one.get("budget"), "size_classes": one.get("sizes")}
            for key, one in PROGRAMS.items()
        ],
        "Program ADDRESSES Theme": [
            {"source": key, "target": theme} for key, one in PROGRAMS.items() for theme in one["themes"]
        ],
        "Program COVERS Corridor": [
            {"source": key, "target": place} for key, one in PROGRAMS.items() for place in one["covers"]
        ],
        "Program TARGETS Industry": [
            {"source": key, "target": one["industry"]} for key, one in PROGRAMS.items() if "industry" in one
        ],
        "SME": [{"id": key, "size_class": size} for key, _, _, size in SMES],
        "SME LOCATED_IN Area": [{"source": key, "target": area} for key, area, _, _ in SMES],
        "SME OPERATES_IN Industry": [
            {"source": key, "target": industry} for key, _, industry, _ in SMES if industry
        ],
        "SME PARTICIPATED_IN Program": [{"source": sme, "target": key} for sme, key in JOINED.items()],
    }
    return ecosystem(tmp_path_factory.mktemp("placements"), rows)


def helped(program: str, corridor: str) -> set[str]:
    """Return the enterprises that an extension could help, asked one by one."""
    one, found = PROGRAMS[program], set()
    for key, area, industry, size in SMES:
        has = set(PROGRAMS[JOINED[key]]["themes"]) if key in JOINED else set()
        fits = size in one["sizes"] if "sizes" in one else True
        fits &= industry == "I:10" if "industry" in one else True
        inside = area in ("A0", "A1") if corridor == "economic:X" else area == "A2"
        opens = {theme for theme in one["themes"] if theme not in has and _eligible(theme, industry, size)}
        if fits and inside and size != "large" and opens:
            found.add(key)
    return found


def _eligible(theme: str, industry: str | None, size: str | None) -> bool:
    """Return whether any program of a theme takes an enterprise for sure."""
    if theme == "F:t":
        return True
    return industry == "I:10" or size == "micro"


EXTENSIONS = [("wide", "economic:X"), ("narrow", "economic:X"), ("micro", "economic:Y")]


def pairs(result: AnalysisResult) -> list[tuple[str, str]]:
    return [(one.subjects[0].key, one.subjects[1].key) for one in result.findings]


@pytest.mark.parametrize("k", [1, 2, 3])
def test_most_enterprises_are_helped_each_counted_once(small: Ecosystem, k: int) -> None:
    result = find_placements(small, k=k)
    best = max(len(set().union(*(helped(*one) for one in chosen))) for chosen in combinations(EXTENSIONS, k))
    assert result.totals["together"] == best == len(set().union(*(helped(*one) for one in pairs(result))))
    assert result.totals["optimal"] == 1
    assert result.totals["extensions"] == len(EXTENSIONS)
    for one, pair in zip(result.findings, pairs(result), strict=True):
        assert one.observed == len(helped(*pair))
    assert sum(one.effect or 0 for one in result.findings) == best
    assert any(text.en.startswith("No other choice helps more") for text in result.untested)
    assert any(text.en.startswith("1 programs neither say") for text in result.untested)


def test_within_a_budget_what_costs_too_much_or_has_no_price_is_not_chosen(small: Ecosystem) -> None:
    result = find_placements(small, budget=150)
    assert pairs(result) == [("narrow", "economic:X")]
    assert result.findings[0].evidence.counts["cost"] == 100
    assert any(text.en.startswith("1 extensions have no budget") for text in result.untested)
    assert pairs(find_placements(small, budget=650)) == [("wide", "economic:X")]


def test_a_question_that_cannot_be_answered_says_so(small: Ecosystem) -> None:
    with pytest.raises(AnalysisError, match="0 extensions"):
        find_placements(small, k=0)
    with pytest.raises(AnalysisError, match="budget of 0"):
        find_placements(small, budget=0)


def test_where_nothing_is_on_record_nothing_is_placed(tmp_path: Path) -> None:
    result = find_placements(ecosystem(tmp_path, dict(country())))
    assert result.findings == ()
    assert result.untested[0].en.startswith("No extension would help")

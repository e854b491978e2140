"""What plans name without a program, and what programs do not name."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.gaps import find_plan_gaps
from ecograph.findings import AnalysisResult, Finding
from tests.ecosystems import country, ecosystem

Rows = dict[str, list[dict[str, Any]]]


def of_kind(result: AnalysisResult, kind: str) -> dict[str, Finding]:
    return {" × ".join(s.key for s in one.subjects): one for one in result.findings if one.kind == kind}


def plan() -> Rows:
    """Return a country with themes, target industries and products, some of them named by programs."""
    return {
        **country(),
        "Theme": [
            {"framework": "F", "id": "t", "first_year": 2024},
            {"framework": "F", "id": "t-a"},
            {"framework": "F", "id": "t-b"},
            {"framework": "F", "id": "u", "last_year": 2023},
            {"framework": "G", "id": "v"},
        ],
        "Theme PART_OF Theme": [
            {"source": "F:t-a", "target": "F:t"},
            {"source": "F:t-b", "target": "F:t"},
        ],
        "Theme CORRESPONDS_TO Theme": [{"source": "F:t", "target": "G:v"}],
        "Industry": [
            *country()["Industry"],
            {"scheme": "L", "code": "new", "level": "target"},
            {"scheme": "L", "code": "half", "level": "target"},
        ],
        "Industry PART_OF Industry": [
            *country()["Industry PART_OF Industry"],
            {"source": "I:20", "target": "L:new"},
            {"source": "I:20", "target": "L:half"},
            {"source": "I:10", "target": "L:half"},
        ],
        "Corridor PROMOTES Industry": [
            {"source": "economic:X", "target": "L:new"},
            {"source": "economic:X", "target": "L:target"},
            {"source": "economic:Y", "target": "L:target"},
        ],
        "Product": [{"id": "ships"}, {"id": "hulls"}, {"id": "drones"}],
        "Product PART_OF Product": [{"source": "hulls", "target": "ships"}],
        "Agency": [{"id": "one"}],
        "Program": [{"id": "p"}, {"id": "q"}, {"id": "part"}],
        "Program PART_OF Program": [{"source": "part", "target": "p"}],
        "Agency RUNS Program": [{"source": "one", "target": key} for key in ("p", "part")],
        "Program ADDRESSES Theme": [{"source": "p", "target": "F:t"}],
        "Program TARGETS Industry": [{"source": "p", "target": "I:10"}],
        "Program TARGETS Product": [{"source": "p", "target": "ships"}],
        "Program COVERS Area": [{"source": "p", "target": "A0"}],
        "SME": [{"id": "e0"}, {"id": "e1"}, {"id": "big", "size_class": "large"}],
        "SME LOCATED_IN Area": [
            {"source": key, "target": "A0", "primary": True, "role": "operating"}
            for key in ("e0", "e1", "big")
        ],
        "SME OPERATES_IN Industry": [
            {"source": "e0", "target": "I:20"},
            {"source": "e1", "target": "I:10"},
            {"source": "big", "target": "I:20"},
        ],
        "SME MAKES Product": [
            {"source": "e0", "target": "drones"},
            {"source": "e1", "target": "hulls"},
            {"source": "big", "target": "drones"},
        ],
    }


def test_themes_that_nobody_addresses(tmp_path: Path) -> None:
    result = find_plan_gaps(ecosystem(tmp_path, plan()))
    found = of_kind(result, "theme-without-program")
    assert {*found} == {"F:u", "G:v"}
    assert "addressed: F:t." in found["G:v"].caveats[0].en
    parts = of_kind(result, "theme-parts-not-named")
    assert parts["F:t"].evidence.counts == {"parts_not_named": 2, "parts": 2, "naming": 2}
    assert parts["F:t"].verdict == "unknown"
    in_force = find_plan_gaps(ecosystem(tmp_path / "again", plan()), year=2024)
    assert {*of_kind(in_force, "theme-without-program")} == {"G:v"}


def test_target_industries_and_products_that_nobody_names(tmp_path: Path) -> None:
    result = find_plan_gaps(ecosystem(tmp_path, plan()))
    industries = of_kind(result, "industry-without-program")
    assert {key: (one.effect, one.verdict) for key, one in industries.items()} == {
        "L:new": (1, "industry-without-program")
    }
    products = of_kind(result, "product-without-program")
    assert {key: (one.effect, one.interval, one.verdict) for key, one in products.items()} == {
        "drones": (1, None, "product-without-program"),
        "hulls": (0, (0, 1), "unknown"),
    }


@pytest.mark.parametrize(
    ("targeted", "verdict", "said"),
    [
        ("I:T", "unknown", "Something that all of it is part of is named: I:T"),
        ("L:half", "unknown", "Something that all of it is part of is named: L:half"),
        ("L:new", None, ""),
        ("I:20", None, ""),
        ("I:S", "industry-without-program", ""),
    ],
)
def test_what_is_wider_is_not_known_to_mean_it(
    tmp_path: Path, targeted: str, verdict: str | None, said: str
) -> None:
    rows = plan() | {"Program TARGETS Industry": [{"source": "p", "target": targeted}]}
    found = of_kind(find_plan_gaps(ecosystem(tmp_path, rows)), "industry-without-program")
    assert (found["L:new"].verdict if "L:new" in found else None) == verdict
    if said:
        assert said in found["L:new"].sentence.en


def test_a_list_that_shares_a_part_is_told_beside_the_gap(tmp_path: Path) -> None:
    rows = plan() | {"Program TARGETS Industry": [{"source": "p", "target": "L:new"}]}
    found = of_kind(find_plan_gaps(ecosystem(tmp_path, rows)), "industry-without-program")
    assert (found["L:half"].verdict, found["L:half"].effect) == ("industry-without-program", 2)
    assert found["L:half"].sentence.en.endswith("Others that share a part of it are named: L:new.")


def test_industries_that_a_corridor_promotes(tmp_path: Path) -> None:
    found = of_kind(find_plan_gaps(ecosystem(tmp_path, plan())), "promoted-industry-without-program")
    assert {key: (one.verdict, one.effect, one.interval) for key, one in found.items()} == {
        "L:new × economic:X": ("no_program", 1, None),
        # `part` does not say where it works, and names what the program it is part of names.
        "L:target × economic:Y": ("unknown", 0, None),
    }
    rows = plan() | {"Program COVERS Area": [{"source": key, "target": "A0"} for key in ("p", "part")]}
    found = of_kind(find_plan_gaps(ecosystem(tmp_path / "b", rows)), "promoted-industry-without-program")
    assert found["L:target × economic:Y"].verdict == "elsewhere"
    rows["SME"] = [*rows["SME"], {"id": "guest"}]
    rows["SME LOCATED_IN Area"] = [
        *rows["SME LOCATED_IN Area"],
        {"source": "guest", "target": "A2", "primary": True, "role": "operating"},
    ]
    rows["SME PARTICIPATED_IN Program"] = [{"source": "guest", "target": "part", "fiscal_year": 2024}]
    told = of_kind(find_plan_gaps(ecosystem(tmp_path / "d", rows)), "promoted-industry-without-program")
    assert told["L:target × economic:Y"].verdict == "elsewhere", (
        "what says where it works is held to its word"
    )
    del rows["Program COVERS Area"][1]
    told = of_kind(find_plan_gaps(ecosystem(tmp_path / "e", rows)), "promoted-industry-without-program")
    assert "L:target × economic:Y" not in told, "what does not say is where enterprises took part in it"
    assert find_plan_gaps(ecosystem(tmp_path / "c", plan()), scheme="border").parameters["scheme"] == "border"


def test_programs_that_name_nothing_are_told_by_agency(tmp_path: Path) -> None:
    result = find_plan_gaps(ecosystem(tmp_path, plan()))
    for kind in ("programs-without-target", "programs-without-theme"):
        found = of_kind(result, kind)
        assert {key: (one.effect, one.observed) for key, one in found.items()} == {"": (1, 1)}
        assert [*found[""].evidence.rows] == [("q",)]


def test_indicators_and_goals(tmp_path: Path) -> None:
    rows = plan() | {
        "Indicator": [{"id": "used"}, {"id": "stray"}],
        "Goal": [{"id": "met"}, {"id": "unmeasured"}],
        "Indicator SUPPORTS Goal": [{"source": "used", "target": "met"}],
        "Program MEASURED_BY Indicator": [
            {"source": "p", "target": "stray", "fiscal_year": 2024, "unit": unit} for unit in ("a", "b")
        ],
    }
    result = find_plan_gaps(ecosystem(tmp_path, rows))
    indicators = of_kind(result, "indicator-without-goal")
    assert {key: one.effect for key, one in indicators.items()} == {"stray": 1}
    assert {*of_kind(result, "goal-without-indicator")} == {"unmeasured"}
    del rows["Goal"], rows["Indicator SUPPORTS Goal"]
    without = find_plan_gaps(ecosystem(tmp_path / "b", rows))
    assert not of_kind(without, "indicator-without-goal")
    assert any("No strategic goal is on record" in text.en for text in without.untested)


def test_what_nobody_has_ever_stated_is_no_gap(tmp_path: Path) -> None:
    rows = {
        key: found for key, found in plan().items() if " TARGETS " not in key and " ADDRESSES " not in key
    }
    result = find_plan_gaps(ecosystem(tmp_path, rows))
    assert result.findings == ()
    assert sum("cannot be told" in text.en for text in result.untested) == 3

"""Reach against a count by brute force, on ecosystems drawn at random."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis import find_reach, find_unreached
from ecograph.analysis.support import UNDETERMINED, YES, eligible, themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.model import Confidence
from tests.ecosystems import country, ecosystem

CORRIDOR = {
    "A0": "economic:X",
    "D0": "economic:X",
    "A1": "economic:X",
    "A2": "economic:Y",
    "A3": "*outside",
    None: "",
}
LINEAGE = {"I:10": {"I:10", "I:S", "L:target"}, "I:20": {"I:20", "I:T"}, None: set()}
PROGRAMS: dict[str, dict[str, Any]] = {
    "p": {"themes": ["F:t"], "industries": ["L:target"], "sizes": ["micro", "small"], "services": ["train"]},
    "q": {"themes": ["F:t-a"], "industries": [], "sizes": [], "services": ["loan"]},
    "r": {"themes": ["F:u"], "industries": ["I:T"], "sizes": [], "services": []},
    "s": {"themes": [], "industries": [], "sizes": [], "services": []},
}
ANSWERS = {"train": {"skills"}, "loan": {"cash"}}
STATUSES = ["completed", "accepted", "applied", "withdrawn", None]
BELOW = {"F:t": {"F:t", "F:t-a"}, "F:u": {"F:u"}}


def random_rows(
    seed: int, enterprises: int = 60
) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """Return rows of an ecosystem, and its enterprises as plain dictionaries for the oracle."""
    draw = random.Random(seed)  # noqa: S311  (cases for a test)
    smes: list[dict[str, Any]] = [
        {
            "id": f"e{number}",
            "size": draw.choice(["micro", "small", "medium", "large", None]),
            "area": draw.choice(["A0", "A1", "A2", "A3", "D0", None]),
            "industry": draw.choice(["I:10", "I:20", None]),
            "needs": set(draw.sample(["skills", "cash"], draw.randint(0, 2))),
            "registered": draw.choice([None, 2020, 2024]),
            "closed": draw.choice([None, None, 2022]),
            "joined": [
                (draw.choice(list(PROGRAMS)), draw.choice([2022, 2023]), draw.choice(STATUSES))
                for _ in range(draw.randint(0, 2))
            ],
            "financed": [
                ("f", 2023, draw.choice(["approved", "refused", None])) for _ in range(draw.randint(0, 1))
            ],
        }
        for number in range(enterprises)
    ]
    rows: dict[str, list[dict[str, Any]]] = dict(country())
    rows["SME"] = [
        {
            "id": sme["id"],
            "size_class": sme["size"],
            "registered_on": _day(sme["registered"]),
            "closed_on": _day(sme["closed"]),
        }
        for sme in smes
    ]
    rows["SME LOCATED_IN Area"] = [
        {"source": sme["id"], "target": sme["area"], "primary": True, "role": "operating"}
        for sme in smes
        if sme["area"]
    ] + [{"source": sme["id"], "target": "A1", "role": "registered"} for sme in smes[::5] if sme["area"]]
    rows["SME OPERATES_IN Industry"] = [
        {"source": sme["id"], "target": sme["industry"], "primary": True} for sme in smes if sme["industry"]
    ]
    rows["SME HAS_NEED Need"] = [
        {"source": sme["id"], "target": need} for sme in smes for need in sorted(sme["needs"])
    ]
    rows["Program"] = [
        {"id": key, "size_classes": program["sizes"] or None} for key, program in PROGRAMS.items()
    ]
    rows["FundingSource"] = [{"id": "f"}]
    rows["FundingSource ADDRESSES Theme"] = [{"source": "f", "target": "F:u"}]
    for field, kind in (
        ("themes", "ADDRESSES Theme"),
        ("industries", "TARGETS Industry"),
        ("services", "OFFERS Service"),
    ):
        rows[f"Program {kind}"] = [
            {"source": key, "target": target}
            for key, program in PROGRAMS.items()
            for target in program[field]
        ]
    rows["SME PARTICIPATED_IN Program"] = [
        {"source": sme["id"], "target": program, "fiscal_year": year, "status": status}
        for sme in smes
        for program, year, status in sme["joined"]
    ]
    rows["SME FINANCED_BY FundingSource"] = [
        {"source": sme["id"], "target": fund, "fiscal_year": year, "status": status}
        for sme in smes
        for fund, year, status in sme["financed"]
    ]
    # A participation of the same program and year twice is one relationship, and the last one wins.
    for sme in smes:
        sme["joined"] = list(
            {(program, year): (program, year, status) for program, year, status in sme["joined"]}.values()
        )
    return rows, smes


def _day(year: int | None) -> dt.date | None:
    return None if year is None else dt.date(year, 6, 1)


def verdict(sme: dict[str, Any], theme: str, year: int | None) -> str:
    """Return yes, no or unknown: whether an enterprise is eligible, by the words of the method."""
    if sme["size"] == "large":
        return "no"
    if year is None and sme["closed"]:
        return "no"
    if year is not None and ((sme["registered"] or 0) > year or (sme["closed"] or 9999) < year):
        return "no"
    if not theme:
        return "yes"
    answers = []
    rules = [program for program in PROGRAMS.values() if set(program["themes"]) & BELOW[theme]]
    if theme == "F:u":
        rules.append({"industries": [], "sizes": [], "services": []})
    for rule in rules:
        conditions = []
        if rule["industries"]:
            known = sme["industry"] is not None
            conditions.append(
                ("yes" if LINEAGE[sme["industry"]] & set(rule["industries"]) else "no")
                if known
                else "unknown"
            )
        if rule["sizes"]:
            conditions.append(("yes" if sme["size"] in rule["sizes"] else "no") if sme["size"] else "unknown")
        if rule["services"] and sme["needs"]:
            answered = {need for service in rule["services"] for need in ANSWERS[service]}
            conditions.append("yes" if answered & sme["needs"] else "no")
        answers.append("no" if "no" in conditions else "unknown" if "unknown" in conditions else "yes")
    return "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"


def helped(sme: dict[str, Any], theme: str, year: int | None) -> bool:
    """Return whether an enterprise was reached, by the words of the method."""
    joined = any(
        status in ("accepted", "completed", None)
        and (year is None or when == year)
        and (not theme or set(PROGRAMS[program]["themes"]) & BELOW[theme])
        for program, when, status in sme["joined"]
    )
    financed = any(
        status in ("approved", "repaid", None) and (year is None or when == year) and theme in ("", "F:u")
        for _, when, status in sme["financed"]
    )
    return joined or financed


def cells(result: AnalysisResult) -> dict[tuple[str, ...], tuple[float, ...]]:
    """Return the counts of each cell that is not empty."""
    fields = ("enterprises", "eligible", "reached", "undetermined", "reached_otherwise")
    found = {
        tuple(subject.key for subject in finding.subjects): tuple(
            finding.evidence.counts[field] for field in fields
        )
        for finding in result.findings
    }
    return {key: counts for key, counts in found.items() if any(counts)}


@pytest.mark.parametrize("seed", range(4))
def test_reach_is_what_a_count_by_hand_gives(tmp_path: Path, seed: int) -> None:
    rows, smes = random_rows(seed)
    found = ecosystem(tmp_path, rows)
    cases = [("", None), ("", 2022), ("F:t", None), ("F:t", 2023), ("F:u", 2023)]
    for theme, year in cases:
        result = find_reach(found, by=("corridor", "size"), theme=theme, year=year)
        expected: dict[tuple[str, ...], list[float]] = {}
        for sme in smes:
            key = (*((theme,) if theme else ()), CORRIDOR[sme["area"]], sme["size"] or "")
            counts = expected.setdefault(key, [0, 0, 0, 0, 0])
            answer, reached = verdict(sme, theme, year), helped(sme, theme, year)
            counts[0] += 1
            counts[1] += answer == "yes"
            counts[2] += answer == "yes" and reached
            counts[3] += answer == "unknown"
            counts[4] += answer != "yes" and reached
        assert cells(result) == {key: tuple(counts) for key, counts in expected.items()}
        assert result.totals["enterprises"] == len(smes)


def test_cells_add_up_to_the_totals_along_every_dimension(tmp_path: Path) -> None:
    rows, smes = random_rows(9)
    rows["Area"] = [*rows["Area"], {"code": "R", "level": "region", "scheme": "G"}]
    rows["Area PART_OF Area"] = [*rows["Area PART_OF Area"], {"source": "A1", "target": "R"}]
    found = ecosystem(tmp_path, rows)
    totals = find_reach(found).totals
    for by in ("corridor", "area", "region", "industry", "size"):
        result = find_reach(found, by=(by,))
        for field in ("enterprises", "eligible", "reached"):
            assert sum(finding.evidence.counts[field] for finding in result.findings) == totals[field], by
    everyone = find_reach(found, by=("theme",))
    assert [finding.subjects[0].key for finding in everyone.findings] == ["F:t", "F:u"]
    parts = find_reach(found, by=("theme",), theme="t")
    assert [finding.subjects[0].key for finding in parts.findings] == ["F:t", "F:t-a"]
    assert everyone.totals == {}
    assert len(smes) == totals["enterprises"]


def test_unreached_are_those_that_nobody_helped(tmp_path: Path) -> None:
    rows, smes = random_rows(3)
    result = find_unreached(ecosystem(tmp_path, rows))
    alone = [sme for sme in smes if verdict(sme, "", None) == "yes" and not helped(sme, "", None)]
    assert result.totals["unreached"] == len(alone)
    assert sum(finding.observed or 0 for finding in result.findings) == len(alone)
    named = {key for finding in result.findings for kind, key in finding.evidence.nodes if kind == "SME"}
    assert named <= {sme["id"] for sme in alone}


def test_no_program_and_no_report_are_told_apart(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        **country(),
        "Theme": [{"framework": "F", "id": name} for name in ("reached", "silent", "empty")],
        "Theme PART_OF Theme": [],
        "SME": [{"id": "e0"}, {"id": "e1"}],
        "Program": [{"id": "p"}, {"id": "q"}],
        "Program ADDRESSES Theme": [
            {"source": "p", "target": "F:reached"},
            {"source": "q", "target": "F:silent"},
        ],
        "SME PARTICIPATED_IN Program": [{"source": "e0", "target": "p", "fiscal_year": 2024}],
    }
    del rows["Theme PART_OF Theme"]
    result = find_reach(ecosystem(tmp_path, rows), by=("theme",))
    found = {finding.subjects[0].key: finding for finding in result.findings}
    assert (found["F:reached"].observed, found["F:reached"].evidence.counts["rate"]) == (1, 0.5)
    assert found["F:silent"].observed is None
    assert "nobody has reported" in found["F:silent"].sentence.en
    assert found["F:empty"].observed == 0
    assert "no program or fund" in found["F:empty"].sentence.en


def test_population_figures_of_areas_are_the_denominator(tmp_path: Path) -> None:
    rows, _ = random_rows(1)
    result = find_reach(ecosystem(tmp_path, rows), population="areas")
    found = {finding.subjects[0].key: finding.evidence.counts.get("eligible") for finding in result.findings}
    assert (found["economic:X"], found["economic:Y"], found["*outside"]) == (30, 15, 15)
    by_size = find_reach(ecosystem(tmp_path / "again", rows), by=("corridor", "size"), population="areas")
    sizes = {
        tuple(subject.key for subject in finding.subjects): finding.evidence.counts.get("eligible")
        for finding in by_size.findings
    }
    assert (sizes["economic:X", "micro"], sizes["economic:X", "small"]) == (20, 10)
    assert found[""] is None
    assert result.totals["eligible"] == 60
    assert all(finding.evidence.counts.get("unreached", 0) >= 0 for finding in result.findings)


def test_weak_claims_are_left_out_and_findings_inherit_the_weakest(tmp_path: Path) -> None:
    rows, _ = random_rows(2)
    tags = rows["Program ADDRESSES Theme"]
    rows["Program ADDRESSES Theme"] = [
        {**tags[0], "claim_confidence": "judgement"},
        {**tags[1], "claim_confidence": "memory"},
        *tags[2:],
    ]
    found = ecosystem(tmp_path, rows)
    assert {member[1] for member in themed(found, "t").members} == {"p"}
    assert found.left_out == {"Program ADDRESSES Theme": 1}
    result = find_reach(found, theme="t")
    assert {finding.confidence for finding in result.findings} == {Confidence.JUDGEMENT}
    assert {finding.confidence for finding in find_reach(found).findings} == {Confidence.READ}


def test_zones_that_cover_a_part_say_so(tmp_path: Path) -> None:
    rows, _ = random_rows(2)
    result = find_reach(ecosystem(tmp_path, rows), scheme="border")
    assert any("part of its province" in text.en for text in result.untested)


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    rows, _ = random_rows(5)
    turned = {kind: list(reversed(items)) for kind, items in rows.items() if not kind.startswith("SME PART")}
    turned["SME PARTICIPATED_IN Program"] = rows["SME PARTICIPATED_IN Program"]
    one = find_reach(ecosystem(tmp_path / "one", rows), by=("theme", "corridor", "industry")).to_dict()
    two = find_reach(ecosystem(tmp_path / "two", turned), by=("theme", "corridor", "industry")).to_dict()
    assert one == two


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"by": ("planet",)}, "'planet' is not something to group by"),
        ({"scheme": "economics"}, "Did you mean 'economic'"),
        ({"theme": "nothing"}, "'nothing' is not one theme"),
        ({"industry": "I:99"}, "'I:99' is not an industry"),
        ({"by": ("corridor", "area")}, "corridor and area are both places"),
        ({"year": 2567}, "2567 is not a fiscal year of the common era.*Did you mean 2024"),
        ({"year": -1}, "-1 is not a fiscal year"),
        ({"population": "people"}, "'people' is not a population"),
        ({"population": "areas", "theme": "F:t"}, "not split by industry or theme"),
    ],
)
def test_a_wrong_question_is_one_sentence(tmp_path: Path, parameters: dict[str, Any], message: str) -> None:
    found = ecosystem(tmp_path, {**country(), "SME": [{"id": "e"}]})
    with pytest.raises(AnalysisError, match=message):
        find_reach(found, **parameters)


def test_an_empty_ecosystem_has_no_one_to_reach(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, country())
    result = find_reach(found)
    assert result.totals["eligible"] == 0
    assert find_unreached(found).findings == ()


def test_a_store_without_themes_has_no_theme_to_show(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, {"SME": [{"id": "e"}]})
    assert find_reach(found, by=("theme",)).findings == ()


def test_where_nobody_has_reported_reach_is_unknown_and_not_zero(tmp_path: Path) -> None:
    rows, smes = random_rows(1)
    for kind in ("SME PARTICIPATED_IN Program", "SME FINANCED_BY FundingSource"):
        del rows[kind]
    found = ecosystem(tmp_path, rows)
    result = find_reach(found)
    assert "reached" not in result.totals
    assert result.totals["enterprises"] == len(smes)
    assert {finding.observed for finding in result.findings} == {None}
    assert all("reached" not in finding.evidence.counts for finding in result.findings)
    assert "unknown, not zero" in result.untested[0].en
    assert find_unreached(found).findings == ()
    assert find_unreached(found).totals == {}
    with_a_year = find_reach(ecosystem(tmp_path / "other", random_rows(1)[0]), year=1999)
    assert "reached" not in with_a_year.totals


def test_an_unknown_industry_is_undetermined_not_a_no(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        **country(),
        "SME": [{"id": "known"}, {"id": "unknown"}],
        "SME OPERATES_IN Industry": [{"source": "known", "target": "I:20"}],
        "Program": [{"id": "r"}],
        "Program TARGETS Industry": [{"source": "r", "target": "I:T"}],
        "Program ADDRESSES Theme": [{"source": "r", "target": "F:u"}],
    }
    found = ecosystem(tmp_path, rows)
    answers = dict(zip(found.smes.keys.to_pylist(), eligible(found, themed(found, "u"), None), strict=True))
    assert answers == {"known": YES, "unknown": UNDETERMINED}

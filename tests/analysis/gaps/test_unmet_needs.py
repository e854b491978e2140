"""Unmet needs against a count by brute force: enterprise by enterprise, need by need."""

from collections import Counter
from pathlib import Path

import pytest

from ecograph.analysis.gaps import find_unmet_needs
from tests.analysis.gaps.worlds import (
    ANSWERS,
    CELLS,
    NO,
    UNDETERMINED,
    YES,
    Row,
    answer_of,
    counts,
    draw_world,
    place_answer,
    rows_of,
)
from tests.ecosystems import ecosystem


@pytest.mark.parametrize("seed", range(8))
def test_needs_are_met_unmet_or_unknown_as_counted_one_by_one(tmp_path: Path, seed: int) -> None:
    rows, smes, members = draw_world(seed)
    expected: Counter[tuple[str, str, str]] = Counter()
    asking: Counter[str] = Counter()
    for sme in filter(counts, smes):
        for need in sme["needs"]:
            asking[need] += 1
            offering = [one for one in members if ANSWERS[need] & {*one["services"]}]
            if not offering:
                continue
            best = max(answer_of(one, sme, smes) for one in offering)
            near = max(place_answer(one, sme, smes) for one in offering)
            sure = max(
                answer_of(one, sme, smes) if place_answer(one, sme, smes) == YES else NO for one in offering
            )
            cell = CELLS.get(sme["area"] or "", "")
            expected[need, cell, {NO: "unmet", YES: "met", UNDETERMINED: "unknown"}[best]] += 1
            if best == NO:
                expected[need, cell, "not_in_reach" if near == NO else "not_taken"] += 1
            if best == UNDETERMINED:
                why = "enterprise_unknown" if sure == UNDETERMINED else "place_unknown"
                expected[need, cell, why] += 1
    result = find_unmet_needs(ecosystem(tmp_path, rows))
    seen: set[tuple[str, str]] = set()
    for finding in (one for one in result.findings if one.kind == "unmet-need"):
        need, cell = (subject.key for subject in finding.subjects)
        seen.add((need, cell))
        for name in ("unmet", "met", "unknown", "not_in_reach", "not_taken", "place_unknown"):
            assert finding.evidence.counts[name] == expected[need, cell, name], (need, cell, name)
        assert finding.effect == expected[need, cell, "unmet"]
        assert finding.interval == (finding.effect, finding.effect + expected[need, cell, "unknown"])
        assert finding.evidence.counts["enterprise_unknown"] == expected[need, cell, "enterprise_unknown"]
    wanted = {(need, cell) for (need, cell, name), _ in expected.items() if name in ("unmet", "unknown")}
    assert seen == wanted
    alone = {one.subjects[0].key: one for one in result.findings if one.kind == "need-without-service"}
    assert alone["lost"].effect == asking["lost"]
    assert {one.subjects[0].key for one in result.findings if one.kind == "need-not-offered"} >= {"unheard"}
    effects = [one.effect or 0 for one in result.findings if one.kind == "unmet-need"]
    assert effects == sorted(effects, reverse=True)


def test_what_nobody_offers_is_told_with_those_who_ask(tmp_path: Path) -> None:
    smes = [
        {"id": f"e{n}", "size": None, "area": "A0", "industry": None, "needs": ["unheard"], "joined": []}
        for n in range(3)
    ]
    member: Row = {"kind": "Program", "key": "p", "covers": ["C"], "industries": [], "sizes": []}
    rows = rows_of(smes, [{**member, "services": ["train"]}])
    result = find_unmet_needs(ecosystem(tmp_path, rows))
    found = {(one.kind, one.subjects[0].key): one for one in result.findings}
    assert found["need-not-offered", "unheard"].effect == 3
    assert found["service-not-offered", "listen"].effect == 3
    assert found["service-not-offered", "spare"].effect == 0
    assert found["need-not-offered", "unheard"].sentence.en.endswith("Enterprises that ask for it: 3.")
    assert result.totals["unmet"] == 3


def test_without_needs_on_record_numbers_are_unknown_and_not_zero(tmp_path: Path) -> None:
    rows, _, _ = draw_world(1)
    del rows["SME HAS_NEED Need"]
    result = find_unmet_needs(ecosystem(tmp_path, rows))
    assert {one.kind for one in result.findings} <= {
        "need-without-service",
        "need-not-offered",
        "service-not-offered",
    }
    assert {one.effect for one in result.findings} == {None}
    assert all("not on record" in one.sentence.en for one in result.findings)
    assert "unmet" not in result.totals
    assert any("No need of any enterprise" in text.en for text in result.untested)


def test_without_services_on_record_nothing_is_called_unmet(tmp_path: Path) -> None:
    rows, _, _ = draw_world(1)
    for kind in ("Program OFFERS Service", "FundingSource OFFERS Service"):
        rows.pop(kind, None)
    result = find_unmet_needs(ecosystem(tmp_path, rows))
    assert result.findings == ()
    assert any("whether needs are met cannot be said" in text.en for text in result.untested)


def test_programs_of_other_years_meet_no_need(tmp_path: Path) -> None:
    sme: Row = {"id": "e", "size": None, "area": "A0", "industry": None, "needs": ["skills"], "joined": []}
    member: Row = {"kind": "Program", "key": "p", "covers": ["C"], "industries": [], "sizes": []}
    rows = rows_of([sme], [{**member, "services": ["train"]}])
    rows["Program"] = [{"id": "p", "fiscal_year": 2024}]
    found = ecosystem(tmp_path, rows)
    assert not [one for one in find_unmet_needs(found, year=2024).findings if one.kind == "unmet-need"]
    later = find_unmet_needs(found, year=2025)
    assert later.findings[0].kind == "need-without-service"
    assert ("need-not-offered", "skills") in {(one.kind, one.subjects[0].key) for one in later.findings}

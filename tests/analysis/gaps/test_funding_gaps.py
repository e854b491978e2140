"""Funding gaps: eligibility against one enterprise after the other, and budgets never added twice."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.analysis.gaps import budget_shares, find_funding_gaps
from ecograph.analysis.gaps.budgets import find_budgets, share_out
from ecograph.analysis.gaps.relations import find_relations
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from tests.analysis.gaps.worlds import (
    CELLS,
    NO,
    UNDETERMINED,
    YES,
    answer_of,
    counts,
    draw_world,
    person_answer,
    place_answer,
)
from tests.ecosystems import country, ecosystem
from tests.graph.layers import PROGRAMS, layered

PART_OF = "Program PART_OF Program"
EDGES = st.lists(st.tuples(st.integers(0, PROGRAMS - 1), st.integers(0, PROGRAMS - 1)), max_size=4)
BUDGETS = st.lists(st.none() | st.integers(0, 9), min_size=PROGRAMS, max_size=PROGRAMS)


def of_kind(result: AnalysisResult, kind: str) -> dict[str, Finding]:
    return {one.subjects[0].key: one for one in result.findings if one.kind == kind}


@pytest.mark.parametrize("seed", range(8))
def test_eligibility_is_yes_no_or_a_need_for_information(tmp_path: Path, seed: int) -> None:
    rows, smes, members = draw_world(seed)
    result = find_funding_gaps(ecosystem(tmp_path, rows))
    found = of_kind(result, "fund-eligibility")
    funds = [member for member in members if member["kind"] == "FundingSource"]
    assert {*found} == {fund["key"] for fund in funds}
    among = [sme for sme in smes if counts(sme)]
    for fund in funds:
        answers = Counter(answer_of(fund, sme, smes) for sme in among)
        evidence = found[fund["key"]].evidence.counts
        assert (evidence["yes"], evidence["no"], evidence["unknown"]) == tuple(
            answers[answer] for answer in (YES, NO, UNDETERMINED)
        )
        open_ones = [sme for sme in among if answer_of(fund, sme, smes) == UNDETERMINED]
        placeless = sum(place_answer(fund, sme, smes) == UNDETERMINED for sme in open_ones)
        assert evidence["fund_place"] == (0 if fund["covers"] else placeless)
        assert evidence["enterprise_place"] == (placeless if fund["covers"] else 0)
        sizeless = [sme for sme in open_ones if fund["sizes"] and sme["size"] is None]
        assert evidence["enterprise_size"] == len(sizeless)
        by_industry = {**fund, "sizes": []}
        unsure = sum(person_answer(by_industry, sme) == UNDETERMINED for sme in open_ones)
        assert evidence["enterprise_industry"] == unsure
    without = of_kind(result, "no-fund-in-reach")
    best = Counter(
        (CELLS.get(sme["area"] or "", ""), max(answer_of(fund, sme, smes) for fund in funds)) for sme in among
    )
    for cell in {*CELLS.values(), ""}:
        wanted = best[cell, NO], best[cell, UNDETERMINED]
        assert (cell in without) == any(wanted)
        if cell in without:
            assert (without[cell].effect, without[cell].evidence.counts["unknown"]) == wanted


def budgeted(edges: list[tuple[int, int]], amounts: list[int | None]) -> Ecosystem:
    ends = [(("Program", f"Program{a}"), ("Program", f"Program{b}"), PART_OF) for a, b in edges]
    found = layered({}, 1, ends)
    for number, amount in enumerate(amounts):
        if amount is not None:
            found.institutions.nodes["Program", f"Program{number}"]["budget"] = float(amount)
    return found


def budgets_of(edges: list[tuple[int, int]], amounts: list[int | None]) -> tuple[dict[str, float], float]:
    found = budgeted(edges, amounts)
    programs = [("Program", key) for key in found.nodes("Program")]
    budgets = find_budgets(found, find_relations(found, [PART_OF]), programs)
    return dict(budgets.own), budgets.total


@given(EDGES, BUDGETS)
def test_the_budgets_of_trees_add_up_once(edges: list[tuple[int, int]], amounts: list[int | None]) -> None:
    parents: dict[int, int] = {}
    for part, whole in edges:
        if part < whole:
            parents.setdefault(part, whole)

    def total(whole: int) -> int:
        parts = sum(total(part) for part, parent in parents.items() if parent == whole)
        return max(amounts[whole] or 0, parts)

    own, found = budgets_of(sorted(parents.items()), amounts)
    assert found == sum(total(root) for root in range(PROGRAMS) if root not in parents)
    assert all(amount >= 0 for amount in own.values())


@given(EDGES, BUDGETS)
def test_circles_and_shared_parts_never_add_more_than_what_is_stated(
    edges: list[tuple[int, int]], amounts: list[int | None]
) -> None:
    own, found = budgets_of(edges, amounts)
    stated = [amount or 0 for amount in amounts]
    assert max(stated) <= found <= sum(stated)
    assert {*own} >= {f"Program{number}" for number, amount in enumerate(amounts) if amount is not None}


def test_a_plan_counts_beyond_its_parts_and_parts_beyond_their_plan() -> None:
    edges = [(0, 3), (1, 3)]
    assert budgets_of(edges, [30, 50, 7, 100]) == (
        {"Program0": 30, "Program1": 50, "Program2": 7, "Program3": 20},
        107,
    )
    assert budgets_of(edges, [30, 50, None, 60])[1] == 80
    assert budgets_of(edges, [30, 50, None, None])[1] == 80


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 20).map(float)),
    st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from("xyz"), max_size=4)),
)
def test_shares_add_up_and_lie_between_least_and_most(
    amounts: dict[str, float], labels: dict[str, list[str]]
) -> None:
    shares = share_out(amounts, labels)
    told = sum(amount for key, amount in amounts.items() if labels.get(key))
    assert sum(share.evenly for share in shares.values()) == pytest.approx(told)
    for name, share in shares.items():
        assert share.least <= share.evenly + 1e-9
        assert share.evenly <= share.most + 1e-9
        assert share.most == sum(amount for key, amount in amounts.items() if name in labels.get(key, ()))


def money() -> dict[str, list[dict[str, Any]]]:
    """Return a plan with two projects, other programs, and funds of which one ended."""
    return {
        **country(),
        "Agency": [{"id": "one"}, {"id": "two"}],
        "Program": [
            {"id": "plan", "budget": 100.0, "disbursed": 60.0, "status": "closed"},
            {"id": "first", "budget": 40.0, "disbursed": 30.0, "status": "closed"},
            {"id": "second", "budget": 50.0},
            {"id": "old", "budget": 30.0, "disbursed": 10.0, "fiscal_year": 2024},
            {"id": "running", "budget": 30.0, "disbursed": 1.0, "fiscal_year": 2025},
            {"id": "poor"},
        ],
        "Program PART_OF Program": [
            {"source": "first", "target": "plan"},
            {"source": "second", "target": "plan"},
        ],
        "Agency RUNS Program": [
            *({"source": "one", "target": key} for key in ("plan", "first", "second", "running")),
            *({"source": "two", "target": key} for key in ("old", "poor")),
        ],
        "FundingSource": [
            {"id": "ended", "valid_until": dt.date(2024, 9, 30), "envelope": 5.0},
            {"id": "open", "valid_until": dt.date(2025, 1, 1)},
            {"id": "silent"},
        ],
        "FundingSource FUNDS Program": [{"source": "open", "target": "plan", "fiscal_year": 2025}],
        "FundingSource ADDRESSES Theme": [{"source": "open", "target": "F:t"}],
        "Program ADDRESSES Theme": [
            {"source": "first", "target": "F:t-a"},
            {"source": "second", "target": "F:u"},
            {"source": "old", "target": "F:t"},
            {"source": "old", "target": "F:u"},
        ],
        "Program OFFERS Service": [
            {"source": "first", "target": "train"},
            {"source": "old", "target": "loan"},
        ],
        "SME": [{"id": "e0"}, {"id": "e1"}, {"id": "e2"}],
        "SME HAS_NEED Need": [
            {"source": "e0", "target": "skills"},
            {"source": "e1", "target": "skills"},
            {"source": "e2", "target": "skills"},
            {"source": "e0", "target": "cash"},
        ],
        "SME PARTICIPATED_IN Program": [
            {"source": "e0", "target": "second", "fiscal_year": 2025},
            {"source": "e1", "target": "first", "fiscal_year": 2025},
        ],
    }


def test_money_is_told_once_and_by_who_has_it(tmp_path: Path) -> None:
    result = find_funding_gaps(ecosystem(tmp_path, money()))
    assert result.totals["budget"] == 160
    unpaid = of_kind(result, "programs-without-funds")
    assert [unpaid[key].evidence.counts["lacking"] for key in ("one", "two")] == [1, 2]
    assert [unpaid[key].effect for key in ("one", "two")] == [0, 1]
    assert [*unpaid["one"].evidence.rows] == [("running",)]
    undisbursed = of_kind(result, "budget-not-disbursed")
    assert {key: one.effect for key, one in undisbursed.items()} == {"one": 40, "two": 20}
    assert {*of_kind(result, "fund-past-validity")} == {"ended"}
    assert {*of_kind(result, "fund-without-theme")} == {"ended", "silent"}
    need = of_kind(result, "budget-share-of-need")["skills"]
    assert [need.observed, need.expected, need.effect] == [40, 52.5, 12.5]
    assert need.verdict == "short"
    assert of_kind(result, "budget-share-of-need")["cash"].effect == -12.5
    theme = of_kind(result, "budget-share-of-theme")["F:u"]
    assert [theme.observed, theme.expected] == [65, 60]
    assert theme.interval is not None
    assert [*theme.interval] == [60 - 80, 60 - 50]
    assert any("1 of 3 funds do not say until when" in text.en for text in result.untested)


def test_a_year_decides_what_is_in_force(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, money())
    assert {*of_kind(find_funding_gaps(found, year=2025), "fund-eligibility")} == {"open", "silent"}
    assert {*of_kind(find_funding_gaps(found, year=2026), "fund-past-validity")} == {"ended", "open"}
    assert find_funding_gaps(found, year=2024).totals["budget"] == 130


def test_without_money_on_record_nothing_is_called_a_gap(tmp_path: Path) -> None:
    result = find_funding_gaps(
        ecosystem(tmp_path, {**country(), "SME": [{"id": "e"}], "Program": [{"id": "p"}]})
    )
    assert result.findings == ()
    said = " ".join(text.en for text in result.untested)
    for words in ("No fund is on record", "which fund pays for which program", "No program has a budget"):
        assert words in said


@pytest.mark.parametrize(
    ("least", "most", "says"),
    [
        (11, 30, "short"),
        (-30, -11, "over"),
        (-10, 10, "alike"),
        (2, 9, "alike"),
        (2, 11, "unknown"),
        (-11, 4, "unknown"),
        (-40, 40, "unknown"),
    ],
)
def test_shares_that_hardly_differ_are_alike(least: float, most: float, says: str) -> None:
    assert budget_shares._verdict(least, most, 10) == says


def test_what_is_alike_is_counted_and_not_listed(tmp_path: Path) -> None:
    data = money()
    for program in data["Program"]:
        # Three ask for what the first offers, one for what the old one does.
        program["budget"] = {"first": 90.0, "old": 30.0}.get(program["id"])
    result = find_funding_gaps(ecosystem(tmp_path, data))
    assert of_kind(result, "budget-share-of-need") == {}
    assert any(text.en.startswith("2 needs and themes have within a tenth") for text in result.untested)

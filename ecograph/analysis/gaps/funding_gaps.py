"""Funding gaps: enterprises without a fund, funds without a theme or a future, programs without money."""

import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import NEEDED, counted_enterprises, find_admission
from ecograph.analysis.gaps.budget_shares import (
    ALIKE,
    ALIKE_LEFT_OUT,
    EXCEEDED,
    LEFT_OUT,
    NO_BUDGETS,
    OF_NEED,
    OF_THEME,
    find_shares_of_need,
    find_shares_of_theme,
    needs_of_programs,
)
from ecograph.analysis.gaps.budgets import Budgets, find_budgets
from ecograph.analysis.gaps.fund_eligibility import ELIGIBILITY, NO_FUND, find_eligibility, find_without_fund
from ecograph.analysis.gaps.fund_state import (
    EXPIRED,
    NO_MONEY,
    NO_THEME,
    UNDISBURSED,
    find_expired,
    find_undisbursed,
    find_without_money,
    find_without_theme,
)
from ecograph.analysis.gaps.period import last_year_on_record, members_in_force
from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.gaps.untagged import RUNS, programs_by_agency
from ecograph.analysis.question import check_question
from ecograph.findings import AnalysisResult, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

ANALYSIS = "funding-gaps"
METHOD = Method("funds and budgets against programs, themes, needs and enterprises", 1)
ORDER = (NO_FUND, OF_NEED, OF_THEME, NO_MONEY, UNDISBURSED, EXPIRED, NO_THEME, ELIGIBILITY)
FUNDS = "FundingSource FUNDS Program"
KINDS = (
    *NEEDED,
    FUNDS,
    RUNS,
    "FundingSource ADDRESSES Theme",
    "Program ADDRESSES Theme",
    "Program OFFERS Service",
    "Need ANSWERED_BY Service",
    "Theme PART_OF Theme",
    "Program PART_OF Program",
)
NO_FUNDS = Text(
    "No fund is on record: who has one in reach cannot be said.",
    "ไม่มีข้อมูลแหล่งทุน จึงบอกไม่ได้ว่าวิสาหกิจใดเข้าถึงแหล่งทุน",
)
NO_ENTERPRISES = Text(
    "No enterprise that funds are for is on record: whom each takes cannot be counted.",
    "ไม่มีข้อมูลวิสาหกิจที่เป็นกลุ่มเป้าหมาย จึงนับไม่ได้ว่าแหล่งทุนแต่ละรายการรับผู้ใด",
)
NOBODY_PAYS = Text(
    "No record says which fund pays for which program: programs without a fund cannot be told.",
    "ไม่มีข้อมูลว่าแหล่งทุนใดให้ทุนแก่โครงการใด จึงบอกไม่ได้ว่าโครงการใดไม่มีแหล่งทุน",
)
NO_NEEDS = Text(
    "No need of any enterprise is on record: the budget cannot be held against needs.",
    "ไม่มีข้อมูลความต้องการของวิสาหกิจ จึงเทียบงบประมาณกับความต้องการไม่ได้",
)
NO_YEAR = Text(
    "No fiscal year is on record: which funds are past their validity cannot be said without a year.",
    "ไม่มีข้อมูลปีงบประมาณ จึงบอกไม่ได้ว่าแหล่งทุนใดหมดอายุ หากไม่ระบุปี",
)
NO_VALIDITY = Text(
    "{number:,} of {all:,} funds do not say until when they are valid.",
    "แหล่งทุน {number:,} จาก {all:,} รายการไม่ระบุวันสิ้นสุด",
)
ALL_YEARS = Text(
    "All funds on record count, whenever they were valid; ask for a year to count those in force in it.",
    "นับแหล่งทุนทุกรายการในข้อมูลไม่ว่าใช้ได้เมื่อใด หากต้องการเฉพาะที่ยังใช้ได้ให้ระบุปี",
)


def find_funding_gaps(
    ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return what lacks money, and what money lacks.

    In this order: places where enterprises have no fund in reach that takes them; needs and themes
    by how far their share of the budget is short, where it differs by more than a tenth; agencies
    with programs that no fund pays for, and with budgets that were not disbursed; funds past their
    validity; funds without a theme; and for each fund whom it takes: yes, no, or more information is
    needed. Budgets of a plan and of its parts are never added twice.

    Parameters
    ----------
    by, scheme
        The places: corridor, area or region.
    year
        Count only what is in force in this fiscal year; None for all on record, and then the last
        fiscal year on record says which funds are past their validity.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    check_question((by,), "smes", "", "", year)
    place = find_place(ecosystem, by, scheme)
    relations = find_relations(ecosystem, KINDS)
    about = Statement(ecosystem, METHOD, str(year or ""), used_scheme(by, scheme))
    programs = members_in_force(ecosystem, "Program", year)
    funds = members_in_force(ecosystem, "FundingSource", year)
    every_fund = members_in_force(ecosystem, "FundingSource", None)
    last = year or last_year_on_record(ecosystem)
    findings: list[Finding] = []
    counted = counted_enterprises(ecosystem, year)
    if funds and counted.any():
        admission = find_admission(ecosystem, relations, funds, place, year)
        counts = admission.count(counted)
        findings += find_without_fund(about, relations, admission, range(len(funds)), counts, place)
        findings += find_eligibility(about, relations, admission, counts)
    budgets = find_budgets(ecosystem, relations, programs)
    needs = needs_of_programs(relations, programs)
    shares = [
        *find_shares_of_need(about, relations, budgets, needs, _asking(ecosystem, counted)),
        *find_shares_of_theme(about, relations, budgets, programs),
    ]
    unlike = [share for share in shares if share.verdict != ALIKE]
    findings += unlike
    agencies = programs_by_agency(relations, programs)
    if relations.recorded(FUNDS):
        findings += find_without_money(about, relations, agencies, budgets)
    findings += find_undisbursed(about, relations, agencies, last)
    findings += find_expired(about, every_fund, last)
    findings += find_without_theme(about, relations, funds)
    return about.result(
        ANALYSIS,
        findings,
        ORDER,
        {"by": by, "scheme": scheme, "year": year},
        totals={"programs": len(programs), "funds": len(funds)}
        | ({"budget": budgets.total} if budgets.own else {}),
        untested=(
            *_untested(ecosystem, relations, every_fund, last),
            *_of_budgets(ecosystem, budgets, needs),
            *([ALIKE_LEFT_OUT.format(number=alike)] if (alike := len(shares) - len(unlike)) else ()),
            *(() if year or not funds else (ALL_YEARS,)),
            *place.caveats,
        ),
        seconds=time.perf_counter() - started,
    )


def _asking(ecosystem: Ecosystem, counted: NDArray[np.bool_]) -> dict[str, int]:
    """Return how many of the enterprises that count ask for each need."""
    links = ecosystem.smes.links["SME HAS_NEED Need"]
    asking = links.indices[np.repeat(counted, links.degrees)]
    found = np.bincount(asking, minlength=len(links.targets)).tolist()
    return dict(zip(links.targets, found, strict=True))


def _untested(
    ecosystem: Ecosystem, relations: Relations, funds: list[NodeId], last: int | None
) -> Iterator[Text]:
    nodes = ecosystem.institutions.nodes
    if not funds:
        yield NO_FUNDS
    elif last is None:
        yield NO_YEAR
    elif not len(ecosystem.smes):
        yield NO_ENTERPRISES
    if not relations.recorded(FUNDS):
        yield NOBODY_PAYS
    silent = sum("valid_until" not in nodes[fund] for fund in funds)
    if silent:
        yield NO_VALIDITY.format(number=silent, all=len(funds))


def _of_budgets(ecosystem: Ecosystem, budgets: Budgets, needs: dict[str, list[str]]) -> Iterator[Text]:
    if not budgets.own:
        yield NO_BUDGETS
        return
    if not ecosystem.smes.links["SME HAS_NEED Need"].count:
        yield NO_NEEDS
    else:
        left = sum(amount for key, amount in budgets.own.items() if not needs.get(key))
        if left:
            yield LEFT_OUT.format(number=left, all=budgets.total)
    if budgets.exceeded:
        yield EXCEEDED.format(number=len(budgets.exceeded))

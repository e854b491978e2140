"""Funds that are past their validity or serve no theme, and programs without money on record."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ecograph.analysis.gaps.budgets import PART_OF, Budgets
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import Statement, number
from ecograph.analysis.gaps.untagged import RUNS, lacking
from ecograph.findings import Evidence, Finding
from ecograph.graph import NodeId
from ecograph.model import Text

NO_MONEY, UNDISBURSED, EXPIRED, NO_THEME = (
    "programs-without-funds",
    "budget-not-disbursed",
    "fund-past-validity",
    "fund-without-theme",
)
FUNDS, ADDRESSES = "FundingSource FUNDS Program", "FundingSource ADDRESSES Theme"
SENTENCES = {
    NO_MONEY: Text(
        "{where}: no fund on record pays for {number} of {all} programs; {neither} of them have no budget on "
        "record either.",
        "{where}: โครงการ {number} จาก {all} โครงการไม่มีแหล่งทุนในข้อมูล "
        "ในจำนวนนี้ {neither} โครงการไม่มีข้อมูลงบประมาณด้วย",
    ),
    UNDISBURSED: Text(
        "{where}: {disbursed} of a budget of {budget} was disbursed ({share:.0%}) by {programs} finished "
        "programs; {left} was not.",
        "{where}: โครงการที่สิ้นสุดแล้ว {programs} โครงการ เบิกจ่าย {disbursed} จากงบประมาณ {budget} ({share:.0%}) "
        "คงเหลือ {left}",
    ),
    EXPIRED: Text(
        "{where}: valid until {day}, before {year}{basis}. Records of finance by it: {records}.",
        "{where}: ใช้ได้ถึง {day} ก่อนปี {year}{basis} (ค.ศ.) จำนวนรายการที่ให้ทุน: {records}",
    ),
    NO_THEME: Text(
        "{where}: the fund addresses no theme on record. Its envelope: {envelope}.",
        "{where}: แหล่งทุนนี้ไม่ระบุประเด็นนโยบาย วงเงินรวม: {envelope}",
    ),
}


LAST_ON_RECORD = Text(", the last fiscal year on record", " ซึ่งเป็นปีงบประมาณล่าสุดในข้อมูล")


def find_without_money(
    about: Statement,
    relations: Relations,
    agencies: Mapping[str, Sequence[str]],
    budgets: Budgets,
) -> Iterator[Finding]:
    """Yield the agencies with programs that no fund pays for: neither them, nor what they are part of,
    nor a part of them. `effect` counts those that have no budget on record either.
    """
    paid = {*relations.sources[FUNDS]}
    keys = {key for programs in agencies.values() for key in programs}
    without = {
        key
        for key in keys
        if not paid & {key, *relations.above(PART_OF, key), *relations.below(PART_OF, key)}
    }
    budgeted = {
        key
        for key in keys
        if key in budgets.own or any(one in budgets.own for one in relations.above(PART_OF, key))
    }
    counts = {
        agency: {"neither": float(sum(key in without and key not in budgeted for key in programs))}
        for agency, programs in agencies.items()
    }
    confidence = relations.confidence(FUNDS, RUNS, PART_OF)
    yield from lacking(about, NO_MONEY, SENTENCES[NO_MONEY], agencies, without, confidence, counts, "neither")


def find_undisbursed(
    about: Statement, relations: Relations, agencies: Mapping[str, Sequence[str]], last: int | None
) -> Iterator[Finding]:
    """Yield the agencies whose finished programs disbursed less than their budget.

    Finished is what says so, or is of a fiscal year before the last on record. Of a plan and its
    parts the widest that has both numbers counts.
    """
    nodes = about.ecosystem.institutions.nodes
    both = {
        key
        for programs in agencies.values()
        for key in programs
        if {"budget", "disbursed"} <= nodes["Program", key].keys()
    }
    for agency, programs in agencies.items():
        rows = [
            (key, float(nodes["Program", key]["budget"]), float(nodes["Program", key]["disbursed"]))
            for key in programs
            if key in both
            and not relations.above(PART_OF, key) & both
            and _finished(nodes["Program", key], last)
        ]
        budget, disbursed = sum(row[1] for row in rows), sum(row[2] for row in rows)
        if not agency or disbursed >= budget:
            continue
        numbers = {"budget": budget, "disbursed": disbursed, "left": budget - disbursed}
        yield about.finding(
            UNDISBURSED,
            (about.subject("Agency", agency),),
            SENTENCES[UNDISBURSED],
            {
                **{name: number(value) for name, value in numbers.items()},
                "share": disbursed / budget,
                "programs": number(len(rows)),
            },
            observed=disbursed,
            expected=budget,
            effect=budget - disbursed,
            unit="currency",
            verdict=UNDISBURSED,
            evidence=Evidence(
                nodes=(("Agency", agency),),
                counts={**numbers, "programs": len(rows)},
                columns=("program", "budget", "disbursed"),
                rows=tuple(rows),
            ),
            confidence=relations.confidence(RUNS),
        )


def _finished(node: Mapping[str, object], last: int | None) -> bool:
    if "status" in node:
        return bool(node["status"] == "closed")
    year = node.get("fiscal_year")
    return isinstance(year, int) and last is not None and year < last


def find_expired(about: Statement, funds: Sequence[NodeId], year: int | None) -> Iterator[Finding]:
    """Yield the funds whose validity ended before a year."""
    links = about.ecosystem.smes.links["SME FINANCED_BY FundingSource"]
    records = np.bincount(links.indices, minlength=len(links.targets))
    for kind, key in funds:
        node = about.ecosystem.institutions.nodes[kind, key]
        day = node.get("valid_until")
        if day is None or year is None or day.year >= year:
            continue
        count = int(records[links.number[key]]) if links.count else None
        yield about.finding(
            EXPIRED,
            (about.subject(kind, key),),
            SENTENCES[EXPIRED],
            {
                "day": day.isoformat(),
                "year": str(year),
                "records": number(count),
                "basis": Text("", "") if about.period else LAST_ON_RECORD,
            },
            observed=count,
            effect=node.get("envelope"),
            unit="currency",
            verdict=EXPIRED,
            evidence=Evidence(
                nodes=((kind, key),),
                counts={"last_year_valid": day.year, "year": year}
                | ({} if count is None else {"records": count}),
            ),
            confidence=node["confidence"],
        )


def find_without_theme(about: Statement, relations: Relations, funds: Sequence[NodeId]) -> Iterator[Finding]:
    """Yield the funds that address no theme, with their envelope as the effect."""
    for kind, key in funds:
        if relations.targets[ADDRESSES].get(key):
            continue
        envelope = about.ecosystem.institutions.nodes[kind, key].get("envelope")
        yield about.finding(
            NO_THEME,
            (about.subject(kind, key),),
            SENTENCES[NO_THEME],
            {"envelope": number(envelope)},
            observed=0,
            effect=envelope,
            unit="currency",
            verdict=NO_THEME,
            evidence=Evidence(nodes=((kind, key),), counts={"themes": 0.0}),
            confidence=relations.confidence(ADDRESSES),
        )

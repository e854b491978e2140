"""Shares of the budget on record against shares of what enterprises ask for, and of who takes part."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ecograph.analysis.gaps.budgets import Budgets, Share, share_out
from ecograph.analysis.gaps.named import PART_OF
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import UNKNOWN, Statement, number
from ecograph.findings import Evidence, Finding
from ecograph.graph import NodeId
from ecograph.model import Confidence, Text

OF_NEED, OF_THEME = "budget-share-of-need", "budget-share-of-theme"
ALIKE = "alike"
MATERIAL = 0.1
"""Shares that differ by no more than this part of what is expected are alike, and no finding."""
ANSWERED, OFFERS, ADDRESSES = "Need ANSWERED_BY Service", "Program OFFERS Service", "Program ADDRESSES Theme"
SENTENCES = {
    OF_NEED: Text(
        "{where}: {demand:.1%} of the needs on record are this one. Programs that answer it have {money} of "
        "a budget of {total}: {share:.1%} (at least {least:.1%}, at most {most:.1%}, as a program may answer "
        "several).",
        "{where}: เป็น {demand:.1%} ของความต้องการในข้อมูล โครงการที่ตอบความต้องการนี้ได้งบประมาณ {money} จาก {total} "
        "คิดเป็น {share:.1%} (อย่างน้อย {least:.1%} อย่างมาก {most:.1%} เพราะโครงการหนึ่งอาจตอบหลายข้อ)",
    ),
    OF_THEME: Text(
        "{where}: {demand:.1%} of the participations on record are in its programs. These have {money} of a "
        "budget of {total}: {share:.1%} (at least {least:.1%}, at most {most:.1%}, as a program may address "
        "several).",
        "{where}: เป็น {demand:.1%} ของการเข้าร่วมในข้อมูล โครงการในประเด็นนี้ได้งบประมาณ {money} จาก {total} "
        "คิดเป็น {share:.1%} (อย่างน้อย {least:.1%} อย่างมาก {most:.1%} เพราะโครงการหนึ่งอาจตอบหลายประเด็น)",
    ),
}
COSTS_DIFFER = Text(
    "Needs and themes differ in what they cost: an unlike share is a question to ask, not by itself a fault.",
    "ความต้องการและประเด็นแต่ละข้อมีต้นทุนต่างกัน สัดส่วนที่ต่างกันเป็นคำถามที่ควรถาม มิใช่ความผิดพลาดในตัวเอง",
)
DIVIDED = Text(
    "Budgets of programs with several are divided evenly; programs without a budget on record are not in it.",
    "งบประมาณของโครงการที่มีหลายข้อแบ่งเท่ากัน โครงการที่ไม่มีข้อมูลงบประมาณไม่นับรวม",
)
NO_BUDGETS = Text(
    "No program has a budget on record: shares of the budget cannot be said.",
    "ไม่มีข้อมูลงบประมาณของโครงการ จึงบอกสัดส่วนงบประมาณไม่ได้",
)
LEFT_OUT = Text(
    "A budget of {number:,.0f} of {all:,.0f} is of programs that say nothing of the needs they answer, and "
    "is in no share of need.",
    "งบประมาณ {number:,.0f} จาก {all:,.0f} เป็นของโครงการที่ไม่ระบุความต้องการที่ตอบ จึงไม่อยู่ในสัดส่วนตามความต้องการ",
)
ALIKE_LEFT_OUT = Text(
    "{number:,} needs and themes have within a tenth the share of the budget that their share of needs or "
    "participations asks for, and are not listed.",
    "ความต้องการและประเด็น {number:,} รายการได้งบประมาณใกล้เคียงกับสัดส่วนความต้องการหรือการเข้าร่วม "
    "(ต่างกันไม่เกินหนึ่งในสิบ) จึงไม่แสดง",
)
EXCEEDED = Text(
    "{number:,} programs have a smaller budget than their parts together; the parts are counted.",
    "โครงการ {number:,} รายการมีงบประมาณน้อยกว่าผลรวมของส่วนย่อย จึงนับตามส่วนย่อย",
)


def needs_of_programs(relations: Relations, programs: Sequence[NodeId]) -> dict[str, list[str]]:
    """Return the needs that each program answers by the services it offers."""
    answering = relations.sources[ANSWERED]
    return {
        key: [
            need for service in relations.targets[OFFERS].get(key, ()) for need in answering.get(service, ())
        ]
        for _, key in programs
    }


def find_shares_of_need(
    about: Statement,
    relations: Relations,
    budgets: Budgets,
    needs: Mapping[str, Sequence[str]],
    asking: Mapping[str, int],
) -> Iterator[Finding]:
    """Yield each need with its share of the budget, what falls shortest of its share of needs first.

    `asking` is how many enterprises ask for each need; `effect` is how much budget is short of the
    share of needs (negative where it is over), of what goes to any need.
    """
    yield from _shares(
        about, OF_NEED, "Need", share_out(budgets.own, needs), asking, relations.confidence(ANSWERED, OFFERS)
    )


def find_shares_of_theme(
    about: Statement, relations: Relations, budgets: Budgets, programs: Sequence[NodeId]
) -> Iterator[Finding]:
    """Yield each theme that is part of no other with its shares, one framework after the other."""
    ecosystem, part_of = about.ecosystem, PART_OF["Theme"]
    nodes, confidence = ecosystem.institutions.nodes, relations.confidence(ADDRESSES, part_of)
    links = ecosystem.smes.links["SME PARTICIPATED_IN Program"]
    records = dict(
        zip(links.targets, np.bincount(links.indices, minlength=len(links.targets)).tolist(), strict=True)
    )
    tops: dict[str, dict[str, list[str]]] = {}
    for _, key in programs:
        for theme in relations.targets[ADDRESSES].get(key, ()):
            for top in (theme, *relations.above(part_of, theme)):
                if top not in relations.targets[part_of]:
                    framework = str(nodes["Theme", top].get("framework", ""))
                    tops.setdefault(framework, {}).setdefault(key, []).append(top)
    for labels in tops.values():
        people = share_out({key: float(records.get(key, 0)) for key in labels}, labels)
        demand = {name: round(share.evenly) for name, share in people.items()}
        yield from _shares(about, OF_THEME, "Theme", share_out(budgets.own, labels), demand, confidence)


def _shares(
    about: Statement,
    kind: str,
    node: str,
    money: Mapping[str, Share],
    demand: Mapping[str, int],
    confidence: Confidence,
) -> Iterator[Finding]:
    total, asked = sum(share.evenly for share in money.values()), sum(demand.values())
    if not total or not asked:
        return
    for name in sorted({*money, *demand}):
        share = money.get(name, Share(0.0, 0.0, 0.0))
        wanted = demand.get(name, 0) / asked
        least, most = wanted * total - share.most, wanted * total - share.least
        yield about.finding(
            kind,
            (about.subject(node, name),),
            SENTENCES[kind],
            {
                "demand": wanted,
                "money": number(share.evenly),
                "total": number(total),
                "share": share.evenly / total,
                "least": share.least / total,
                "most": min(share.most / total, 1.0),
            },
            observed=share.evenly,
            expected=wanted * total,
            effect=wanted * total - share.evenly,
            interval=(least, most),
            unit="currency",
            verdict=_verdict(least, most, wanted * total * MATERIAL),
            evidence=Evidence(
                nodes=((node, name),),
                counts={
                    "asking": demand.get(name, 0),
                    "asking_in_all": asked,
                    "budget_evenly": share.evenly,
                    "budget_least": share.least,
                    "budget_most": share.most,
                    "budget_in_all": total,
                },
            ),
            caveats=(DIVIDED, COSTS_DIFFER),
            confidence=confidence,
        )


def _verdict(least: float, most: float, material: float) -> str:
    """Return what a difference says that lies between two bounds."""
    if least > material:
        return "short"
    if most < -material:
        return "over"
    return ALIKE if -material <= least and most <= material else UNKNOWN

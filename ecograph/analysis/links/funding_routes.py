"""Funding routes: from asking for finance by a business plan and a guarantee to a loan; where they break."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.statement import Statement, fill, number
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.question import check_question
from ecograph.analysis.support import LARGE, need_bits, reaching
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, Links
from ecograph.model import Text

ANALYSIS, KIND = "funding-routes", "funding-route"
METHOD = Method("the furthest step that each enterprise has got to on record", 1)
FINANCED = "SME FINANCED_BY FundingSource"
GUARANTEE, LOAN = "guarantee", "loan"
PLAN_WORDS = ("business plan", "business-plan", "แผนธุรกิจ")
"""What the name of a service says that prepares a business plan."""
STEPS: Mapping[str, Text] = {
    "nothing": Text("nothing on record", "ไม่มีข้อมูล"),
    "asks": Text("asks for finance", "ต้องการเงินทุน"),
    "plan": Text("has a business plan", "มีแผนธุรกิจ"),
    "refused": Text("was refused or withdrew", "ไม่อนุมัติหรือถอนคำขอ"),
    "applied": Text("has applied", "ยื่นคำขอแล้ว"),
    "guarantee": Text("has a guarantee and no loan", "ได้รับการค้ำประกันแต่ยังไม่ได้สินเชื่อ"),
    "loan": Text("has a loan", "ได้รับสินเชื่อ"),
}
"""The steps of the route, each further than those before it; an enterprise counts at its furthest."""
NOTHING, ASKS, PLAN, REFUSED, APPLIED, GUARANTEED, LENT = range(len(STEPS))
SENTENCE = Text(
    "{where}: of {asking} enterprises that ask for finance on record, {loan} have a loan, {guarantee} a "
    "guarantee and no loan, {applied} have applied, {refused} were refused or withdrew, {plan} have a "
    "business plan and went no further, {asks} have none of these on record. Most of those without a loan "
    "stand at: {step}.",
    "{where}: วิสาหกิจที่ต้องการเงินทุนในข้อมูล {asking} ราย ได้สินเชื่อแล้ว {loan} ราย "
    "ได้ค้ำประกันแต่ยังไม่ได้สินเชื่อ {guarantee} ราย ยื่นคำขอแล้ว {applied} ราย "
    "ไม่อนุมัติหรือถอนคำขอ {refused} ราย มีแผนธุรกิจแต่ไปไม่ถึงขั้นต่อไป {plan} ราย "
    "ไม่มีข้อมูลขั้นใด {asks} ราย ผู้ที่ยังไม่ได้สินเชื่อส่วนใหญ่อยู่ที่: {step}",
)
NOBODY = Text(
    "{where}: no enterprise asks for finance on record; {loan} have a loan.",
    "{where}: ไม่มีข้อมูลวิสาหกิจที่ต้องการเงินทุน ได้สินเชื่อแล้ว {loan} ราย",
)
UNKNOWN_PLAN = Text(
    "Of those who ask, it is not on record of {number} whether they have a business plan.",
    "ในผู้ที่ต้องการเงินทุน ไม่มีข้อมูลว่ามีแผนธุรกิจหรือไม่ {number} ราย",
)
FURTHEST = Text(
    "Each enterprise counts once, at the furthest step on record; a loan without a guarantee or a plan is a "
    "loan all the same.",
    "นับวิสาหกิจแต่ละรายครั้งเดียวที่ขั้นไกลที่สุดในข้อมูล สินเชื่อที่ไม่มีการค้ำประกันหรือแผนธุรกิจก็นับเป็นสินเชื่อ",
)
NO_FINANCE_NEED = Text(
    "No need on record is answered by a loan or a guarantee: who asks for finance is not known.",
    "ไม่มีความต้องการที่ตอบได้ด้วยสินเชื่อหรือการค้ำประกัน จึงไม่ทราบว่าใครต้องการเงินทุน",
)
NO_FUNDS = Text(
    "No loan and no guarantee is on record of anybody: where the route goes on is not known.",
    "ไม่มีข้อมูลสินเชื่อหรือการค้ำประกันของรายใด จึงไม่ทราบเส้นทางต่อไป",
)


def find_funding_routes(
    ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return for each place how many enterprises stand at which step of the way to finance.

    `effect` counts those who ask for finance on record and have no loan, `observed` those with a loan.
    Asking is a need that a service of a loan or a guarantee answers; a business plan is one on record, or
    the service of preparing one, received. Large and closed enterprises are left out. The rows of the
    evidence add up to the enterprises of the place. The cost is linear in links.

    Parameters
    ----------
    by, scheme
        The places: corridor, area or region.
    year
        Count only finance of this fiscal year.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    check_question((by,), "smes", "", "", year)
    place, smes = find_place(ecosystem, by, scheme), ecosystem.smes
    asking, plan = find_asking(ecosystem), find_plans(ecosystem)
    steps = find_steps(ecosystem, asking, plan, year)
    counted = smes.active(year) & (smes.size_class != LARGE)
    width = len(STEPS)
    codes = (place.codes.astype(np.int64) * width + steps)[counted]
    shape = (len(place.subjects), width)
    everyone = np.bincount(codes, minlength=shape[0] * width).reshape(shape)
    those = np.bincount(codes[asking[counted]], minlength=shape[0] * width).reshape(shape)
    unsure = np.bincount(place.codes[counted & asking & (plan < 0)], minlength=shape[0])
    about = Statement(ecosystem, METHOD, str(year or ""), used_scheme(by, scheme))
    financed = ecosystem.smes.links[FINANCED]
    return about.result(
        ANALYSIS,
        list(_findings(about, place, everyone, those, unsure, financed)),
        (KIND,),
        {"by": by, "scheme": scheme, "year": year},
        totals={
            "enterprises": int(counted.sum()),
            "asking": int((counted & asking).sum()),
            **{name: int(everyone[:, at].sum()) for at, name in enumerate(STEPS)},
        },
        untested=[
            FURTHEST,
            *([] if asking.any() else [NO_FINANCE_NEED]),
            *([] if everyone[:, REFUSED:].any() else [NO_FUNDS]),
            *place.caveats,
        ],
        seconds=time.perf_counter() - started,
    )


def _findings(
    about: Statement,
    place: Grouping,
    everyone: NDArray[np.int64],
    those: NDArray[np.int64],
    unsure: NDArray[np.int64],
    financed: Links,
) -> Iterator[Finding]:
    names = list(STEPS)
    labels = [place.confidence, *([financed.weakest] if financed.weakest else [])]
    for at, subject in enumerate(place.subjects):
        if not everyone[at].any():
            continue
        asking, stuck = int(those[at].sum()), those[at, ASKS:LENT]
        counts: dict[str, float] = {name: int(those[at, step]) for step, name in enumerate(names)}
        counts |= {"asking": asking, "enterprises": int(everyone[at].sum()), "plan_unknown": int(unsure[at])}
        step = names[ASKS + int(stuck.argmax())] if stuck.any() else "loan"
        words: dict[str, object] = {name: number(value) for name, value in counts.items()}
        lent = int(everyone[at, LENT])
        counts["lent"] = lent
        yield about.finding(
            KIND,
            (subject,),
            SENTENCE if asking else NOBODY,
            words | {"step": STEPS[step]} | ({} if asking else {"loan": number(lent)}),
            observed=lent,
            effect=int(stuck.sum()) if asking else None,
            unit="SMEs",
            verdict=f"stands-at-{step}" if asking else "unknown",
            evidence=Evidence(
                nodes=((subject.kind, subject.key),),
                counts=counts,
                columns=("step", "enterprises", "asking"),
                rows=tuple(
                    (name, int(everyone[at, step]), int(those[at, step])) for step, name in enumerate(names)
                ),
            ),
            caveats=(FURTHEST, fill(UNKNOWN_PLAN, number=number(counts["plan_unknown"]))),
            confidence=max(labels, key=lambda label: label.rank),
        )


def find_asking(ecosystem: Ecosystem) -> NDArray[np.bool_]:
    """Return which enterprises have a need on record that a service of a loan or a guarantee answers."""
    money = set(_funds(ecosystem, GUARANTEE)) | set(_funds(ecosystem, LOAN))
    offered = {
        service
        for (_, fund), (_, service), _ in ecosystem.edges("FundingSource OFFERS Service")
        if fund in money
    }
    edges = ecosystem.edges("Need ANSWERED_BY Service")
    needs = frozenset(need for (_, need), (_, service), _ in edges if service in offered)
    return np.asarray((ecosystem.smes.needs & need_bits(ecosystem, needs)) != 0)


def find_plans(ecosystem: Ecosystem) -> NDArray[np.int8]:
    """Return whether each enterprise has a business plan: 1, 0, or -1 where it is not on record."""
    smes = ecosystem.smes
    stated = smes.business_plan
    plans = np.full(len(smes), -1, np.int8) if stated is None else stated.copy()
    joined = smes.links["SME PARTICIPATED_IN Program"]
    labels = joined.labels.get("services")
    if labels is not None:
        services = [("Service", key) for key in labels.vocabulary]
        known = [_names(ecosystem, service) for service in services]
        planning = np.array([any(word in name for word in PLAN_WORDS) for name in known], np.bool_)
        owner = np.repeat(np.arange(joined.count), np.diff(labels.indptr))
        received = np.zeros(joined.count, np.bool_)
        received[owner[planning[labels.indices]]] = True
        plans[joined.enterprises[received & reaching(joined, "Program")]] = 1
    return plans


def _names(ecosystem: Ecosystem, node: tuple[str, str]) -> str:
    known: Mapping[str, Any] = ecosystem.institutions.nodes.get(node, {})
    return " ".join(str(known.get(name, "")) for name in ("name", "name_en")).casefold()


def find_steps(
    ecosystem: Ecosystem, asking: NDArray[np.bool_], plan: NDArray[np.int8], year: int | None
) -> NDArray[np.int64]:
    """Return the furthest step of each enterprise, as a position in `STEPS`."""
    links = ecosystem.smes.links[FINANCED]
    steps = np.where(asking, ASKS, NOTHING)
    steps[plan == 1] = PLAN
    of_year = np.ones(links.count, np.bool_) if year is None else links.columns["fiscal_year"] == year
    choices = links.kind.property("status").values
    applied = links.columns["status"] == choices.index("applied")
    granted = reaching(links, "FundingSource")
    money = {kind: _of_funds(links, _funds(ecosystem, kind)) & of_year for kind in (GUARANTEE, LOAN)}
    either = money[GUARANTEE] | money[LOAN]
    for step, flags in (
        (REFUSED, either & ~granted & ~applied),
        (APPLIED, either & applied),
        (GUARANTEED, money[GUARANTEE] & granted),
        (LENT, money[LOAN] & granted),
    ):
        steps[links.enterprises[flags]] = step
    return steps


def _funds(ecosystem: Ecosystem, instrument: str) -> list[str]:
    nodes = ecosystem.institutions.nodes
    keys = ecosystem.nodes("FundingSource")
    return [key for key in keys if nodes["FundingSource", key].get("instrument") == instrument]


def _of_funds(links: Links, funds: list[str]) -> NDArray[np.bool_]:
    wanted = np.isin(np.asarray(links.targets, dtype=str), funds)
    return wanted[links.indices] if len(wanted) else np.zeros(links.count, np.bool_)

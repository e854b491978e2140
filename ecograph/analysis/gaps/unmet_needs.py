"""Unmet needs: what enterprises ask for, and no program or fund that would take them offers in reach.

A need is met by what offers a service that answers it, covers the place of the enterprise, and takes
its industry and size class. Where a program does not say where it works, or too little is on record
of the enterprise, it is not known whether the need is met: neither met nor unmet.
"""

import time
from collections.abc import Iterator, Sequence

import numpy as np

from ecograph.analysis.gaps.admission import NEEDED, Admission, find_admission
from ecograph.analysis.gaps.needs import ANSWERED, OFFERS, Asking, Offers
from ecograph.analysis.gaps.period import members_in_force
from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.relations import find_relations
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement, number
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.question import check_question
from ecograph.analysis.support import NO, SUPPORT, UNDETERMINED, YES
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS = "unmet-needs"
METHOD = Method("needs on record against services in reach", 1)
NO_SERVICE, NOT_OFFERED, UNMET, SERVICE = (
    "need-without-service",
    "need-not-offered",
    "unmet-need",
    "service-not-offered",
)
SENTENCES = {
    NO_SERVICE: Text(
        "{where}: no service on record answers this need. Enterprises that ask for it: {asking}.",
        "{where}: ไม่มีบริการใดในข้อมูลที่ตอบความต้องการนี้ จำนวนวิสาหกิจที่แจ้งความต้องการ: {asking}",
    ),
    NOT_OFFERED: Text(
        "{where}: no program or fund on record offers a service that answers this need. Enterprises that "
        "ask for it: {asking}.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ให้บริการตอบความต้องการนี้ จำนวนวิสาหกิจที่แจ้งความต้องการ: {asking}",
    ),
    UNMET: Text(
        "{where}: of {asking} enterprises that ask for this, {unmet} have nothing in reach that would take "
        "them, {met} have, and of {unknown} it is not known.",
        "{where}: วิสาหกิจที่แจ้งความต้องการนี้ {asking} ราย ไม่มีโครงการหรือแหล่งทุนที่เข้าถึงได้ {unmet} ราย "
        "มี {met} ราย และไม่ทราบ {unknown} ราย",
    ),
    UNKNOWN: Text(
        "{where}: of {asking} enterprises that ask for this, {met} have something in reach; of {unknown} it "
        "is not known.",
        "{where}: วิสาหกิจที่แจ้งความต้องการนี้ {asking} ราย มีโครงการหรือแหล่งทุนที่เข้าถึงได้ {met} ราย "
        "ไม่ทราบ {unknown} ราย",
    ),
    SERVICE: Text(
        "{where}: no program or fund on record offers this service. Needs on record that it answers: "
        "{asking}; agencies on record as providing it: {agencies}.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ให้บริการนี้ จำนวนความต้องการในข้อมูลที่บริการนี้ตอบ: {asking} "
        "จำนวนหน่วยงานที่มีข้อมูลว่าให้บริการนี้: {agencies}",
    ),
}
NONE_ASKED = Text(
    "No need of any enterprise is on record: whether needs are met cannot be said.",
    "ไม่มีข้อมูลความต้องการของวิสาหกิจ จึงบอกไม่ได้ว่าความต้องการได้รับการตอบสนองหรือไม่",
)
NOT_ASKED = Text(
    "Of {number:,} of {all:,} enterprises no need is on record: what they need is not known.",
    "วิสาหกิจ {number:,} รายจาก {all:,} รายไม่มีข้อมูลความต้องการ จึงไม่ทราบว่าต้องการอะไร",
)
NO_OFFERS = Text(
    "No program or fund says which services it offers: whether needs are met cannot be said.",
    "ไม่มีโครงการหรือแหล่งทุนใดระบุบริการที่ให้ จึงบอกไม่ได้ว่าความต้องการได้รับการตอบสนองหรือไม่",
)
SILENT = Text(
    "{number:,} of {all:,} programs and funds do not say which services they offer; they may answer needs "
    "that are counted as unmet here.",
    "โครงการและแหล่งทุน {number:,} จาก {all:,} รายการไม่ระบุบริการ อาจตอบความต้องการที่นับว่ายังไม่มีในที่นี้",
)
FREE_TEXT = Text(
    "Needs written in words that no recipe maps are problems of the load, and are not counted here.",
    "ความต้องการที่เขียนเป็นข้อความและยังจับคู่ไม่ได้ อยู่ในรายการปัญหาของการนำเข้า ไม่นับในที่นี้",
)
WHY = {
    "not_in_reach": Text(
        "{number} have nothing in reach of their place.", "{number} รายไม่มีโครงการหรือแหล่งทุนในพื้นที่"
    ),
    "not_taken": Text(
        "{number} are of an industry or size that nothing in reach takes.",
        "{number} รายอยู่ในอุตสาหกรรมหรือขนาดที่โครงการในพื้นที่ไม่รับ",
    ),
    "place_unknown": Text(
        "{number} are unknown because those who offer it do not say where they work, or where the "
        "enterprise is.",
        "ไม่ทราบ {number} ราย เพราะผู้ให้บริการไม่ระบุพื้นที่ หรือไม่ทราบที่ตั้งของวิสาหกิจ",
    ),
    "enterprise_unknown": Text(
        "{number} are unknown because the industry or size of the enterprise is not on record.",
        "ไม่ทราบ {number} ราย เพราะไม่มีข้อมูลอุตสาหกรรมหรือขนาดของวิสาหกิจ",
    ),
}
"""Why enterprises have nothing in reach, or why that is not known, by the name of the count."""


def find_unmet_needs(
    ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return a finding for each need and place with enterprises whose need nothing in reach meets.

    Before them come needs that no service answers and needs whose services nobody offers; after them
    services that nobody offers. `effect` is the number of enterprises, and the interval of an unmet
    need reaches to those of whom it is not known.

    Parameters
    ----------
    by, scheme
        The places: corridor, area or region.
    year
        Count only programs and funds in force in this fiscal year; None for all on record.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    check_question((by,), "smes", "", "", year)
    place = find_place(ecosystem, by, scheme)
    kinds = {ANSWERED, "Agency PROVIDES Service", *OFFERS.values(), *NEEDED}
    relations = find_relations(ecosystem, kinds)
    members = [member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)]
    offers = Offers(ecosystem, relations, members)
    admission = find_admission(ecosystem, relations, members, place, year)
    about = Statement(ecosystem, METHOD, str(year or ""), used_scheme(by, scheme))
    asking = Asking(ecosystem, admission, year)
    findings: list[Finding] = []
    if relations.recorded(*OFFERS.values()):
        findings += _needs(about, offers, asking, admission, place)
        findings += _services(about, offers, asking)
    return about.result(
        ANALYSIS,
        findings,
        (NO_SERVICE, NOT_OFFERED, UNMET, SERVICE),
        {"by": by, "scheme": scheme, "year": year},
        totals=_totals(findings, asking),
        untested=(*_untested(ecosystem, offers, asking), *place.caveats),
        seconds=time.perf_counter() - started,
    )


def _needs(
    about: Statement, offers: Offers, asking: Asking, admission: Admission, place: Grouping
) -> Iterator[Finding]:
    for need, services in offers.services_of.items():
        rows = offers.answering(need)
        if not rows:
            kind = NOT_OFFERED if services else NO_SERVICE
            yield _stated(about, kind, ("Need", need), asking.total([need]), services, offers)
        elif asking.recorded:
            yield from _cells(about, need, rows, offers, asking, admission, place)


def _cells(
    about: Statement,
    need: str,
    rows: list[int],
    offers: Offers,
    asking: Asking,
    admission: Admission,
    place: Grouping,
) -> Iterator[Finding]:
    """Yield what is found of a need in each place where somebody may have nothing in reach."""
    counts, answers = asking.of(need), admission.answer(rows)
    near, sure = admission.in_reach(rows)[:, None, None], admission.answer(rows, placed=True)
    parts = {
        "asking": answers >= NO,
        "unmet": answers == NO,
        "met": answers == YES,
        "unknown": answers == UNDETERMINED,
        "not_in_reach": (answers == NO) & (near == NO),
        "not_taken": (answers == NO) & (near > NO),
        "place_unknown": (answers == UNDETERMINED) & (sure != UNDETERMINED),
        "enterprise_unknown": (answers == UNDETERMINED) & (sure == UNDETERMINED),
    }
    table = {name: admission.by_cell(counts * part, len(place.subjects)) for name, part in parts.items()}
    confidence = offers.relations.confidence(ANSWERED, *OFFERS.values(), *NEEDED)
    named = [offers.members[row] for row in rows]
    for cell in np.flatnonzero(table["unmet"] + table["unknown"]).tolist():
        numbers = {name: int(values[cell]) for name, values in table.items()}
        verdict = UNMET if numbers["unmet"] else UNKNOWN
        yield about.finding(
            UNMET,
            (about.subject("Need", need), place.subjects[cell]),
            SENTENCES[verdict],
            {name: number(value) for name, value in numbers.items()},
            observed=numbers["asking"],
            effect=numbers["unmet"],
            interval=(float(numbers["unmet"]), float(numbers["unmet"] + numbers["unknown"])),
            unit="SMEs",
            verdict=verdict,
            evidence=Evidence(
                nodes=(("Need", need), *_node(place, cell), *named[:NAMED]),
                counts={**numbers, "offering": len(rows)},
            ),
            caveats=tuple(
                text.format(number=number(numbers[name])) for name, text in WHY.items() if numbers[name]
            ),
            confidence=max(confidence, place.confidence, key=lambda label: label.rank),
        )


def _node(place: Grouping, cell: int) -> Iterator[tuple[str, str]]:
    subject = place.subjects[cell]
    if subject.key and not subject.key.startswith("*"):
        yield subject.kind, subject.key


def _services(about: Statement, offers: Offers, asking: Asking) -> Iterator[Finding]:
    """Yield the services that nobody offers, with how often what they answer is asked for."""
    for service in about.ecosystem.nodes("Service"):
        if service in offers.of_service:
            continue
        needs = offers.relations.sources[ANSWERED].get(service, ())
        agencies = offers.relations.sources["Agency PROVIDES Service"].get(service, ())
        total = asking.total(needs)
        yield _stated(about, SERVICE, ("Service", service), total, needs, offers, len(agencies))


def _stated(
    about: Statement,
    kind: str,
    node: tuple[str, str],
    total: int | None,
    others: Sequence[str],
    offers: Offers,
    agencies: int = 0,
) -> Finding:
    """Return the finding that a need or a service has nothing to do with the other."""
    needs = node[0] == "Need"
    pairs = [(ANSWERED, node[1], key) if needs else (ANSWERED, key, node[1]) for key in others]
    counts = {"services": float(len(others))} if needs else {"needs": len(others), "agencies": agencies}
    if total is not None:
        counts["asking"] = total
    return about.finding(
        kind,
        (about.subject(*node),),
        SENTENCES[kind],
        {"asking": number(total), "agencies": number(agencies)},
        observed=0,
        effect=total,
        unit="SMEs",
        verdict=kind,
        evidence=Evidence(nodes=(node,), relationships=tuple(pairs), counts=counts),
        confidence=offers.relations.confidence(ANSWERED, *OFFERS.values()),
    )


def _totals(findings: Sequence[Finding], asking: Asking) -> dict[str, float]:
    """Return how many enterprises there are, and how often a need is unmet."""
    if not asking.recorded:
        return {"enterprises": asking.enterprises}
    unmet = sum(one.effect or 0 for one in findings if one.kind != SERVICE)
    return {
        "enterprises": asking.enterprises,
        "needs_not_on_record": asking.without,
        "unmet": unmet,
    }


def _untested(ecosystem: Ecosystem, offers: Offers, asking: Asking) -> Iterator[Text]:
    if not offers.relations.recorded(*OFFERS.values()):
        yield NO_OFFERS
    elif offers.silent:
        yield SILENT.format(number=offers.silent, all=len(offers.members))
    if not asking.recorded:
        yield NONE_ASKED
    elif asking.without:
        yield NOT_ASKED.format(number=asking.without, all=asking.enterprises)
    if ecosystem.nodes("Need"):
        yield FREE_TEXT

"""How the participants of a program fitted what it asks, and what they needed."""

import time

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.referral.offers import Offers, Rule, find_offers
from ecograph.analysis.support import NO, SUPPORT, UNDETERMINED, UNKNOWN_STATUS, YES, reaching
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Method
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

ANALYSIS = KIND = "roster-fit"
METHOD = Method("participants held against the conditions and services of their program", 1)
SENTENCE = Text(
    "{where}: of {participants} participants, {met} met every condition on record, {failed} did not meet "
    "one, and of {unknown} it is not known.",
    "{where}: ผู้เข้าร่วม {participants} ราย ผ่านเงื่อนไขที่มีข้อมูลทุกข้อ {met} ราย ไม่ผ่านอย่างน้อยหนึ่งข้อ {failed} ราย "
    "ไม่ทราบ {unknown} ราย",
)
NEEDS = Text(
    "{stating} of {participants} participants have a need on record; the services answer one of {matched}, "
    "and {share:.0%} of all these needs.",
    "ผู้เข้าร่วมที่มีข้อมูลความต้องการ {stating} จาก {participants} ราย บริการตอบความต้องการได้ {matched} ราย "
    "คิดเป็น {share:.0%} ของความต้องการทั้งหมด",
)
NO_NEEDS = Text(
    "No need of a participant is on record, or the services answer none in particular: how needs fitted is "
    "unknown.",
    "ไม่มีข้อมูลความต้องการของผู้เข้าร่วม หรือไม่มีข้อมูลว่าบริการตอบความต้องการใด จึงไม่ทราบความตรงกับความต้องการ",
)
NOBODY = Text(
    "Nobody is on record to have been reached by it in that period: how it fitted is unknown.",
    "ไม่มีข้อมูลผู้เข้าร่วมในช่วงเวลานั้น จึงไม่ทราบความตรงกับเป้าหมาย",
)
AFTERWARDS = Text(
    "Needs, size and place are those on record now, not those of the day of selection.",
    "ความต้องการ ขนาด และที่ตั้ง เป็นข้อมูลปัจจุบัน มิใช่ข้อมูล ณ วันคัดเลือก",
)


def find_roster_fit(ecosystem: Ecosystem, *, program: str = "", year: int | None = None) -> AnalysisResult:
    """Return how those whom a program reached fitted its conditions, and its services their needs.

    `observed` is how many met every condition, `effect` the part of their needs that is answered. The
    cost is linear in the links of the program.

    Parameters
    ----------
    program
        Its key.
    year
        Only participants of this fiscal year.

    Raises
    ------
    AnalysisError
        When there is no such program.
    """
    started = time.perf_counter()
    if ("Program", program) not in ecosystem.institutions:
        raise AnalysisError(
            f"There is no program {program!r} in the store.", "Use `ecograph search` to find its key."
        )
    offers = find_offers(ecosystem, members=[("Program", program)])
    who = _participants(ecosystem, program, year)
    about = Statement(ecosystem, METHOD, str(year or ""))
    answers = _answers(ecosystem, offers, who)
    worst = np.minimum.reduce([np.full(len(who), YES), *answers.values()])
    counts = {"participants": len(who)} | {
        name: int((worst == answer).sum())
        for name, answer in (("met", YES), ("failed", NO), ("unknown", UNDETERMINED))
    }
    fit = _fit(ecosystem, offers, who)
    evidence = Evidence(
        nodes=(("Program", program),),
        counts=counts | (fit or {}),
        columns=("rule", "yes", "no", "unknown"),
        rows=tuple(
            (rule.value, *(int((found == answer).sum()) for answer in (YES, NO, UNDETERMINED)))
            for rule, found in answers.items()
        ),
    )
    links = ecosystem.smes.links[SUPPORT["Program"]]
    finding = about.finding(
        KIND,
        (about.subject("Program", program),),
        SENTENCE,
        {name: f"{count:,}" for name, count in counts.items()},
        observed=counts["met"],
        effect=fit["share"] if fit else None,
        unit="SMEs",
        evidence=evidence,
        caveats=(NEEDS.format(participants=f"{len(who):,}", **fit) if fit else NO_NEEDS, AFTERWARDS),
        confidence=links.weakest or Confidence.READ,
    )
    return about.result(
        ANALYSIS,
        [finding] if len(who) else [],
        (KIND,),
        {"program": program, "year": year},
        totals={name: float(count) for name, count in counts.items()},
        untested=[UNKNOWN_STATUS] if len(who) else [NOBODY],
        seconds=time.perf_counter() - started,
    )


def _participants(ecosystem: Ecosystem, program: str, year: int | None) -> NDArray[np.int32]:
    """Return whom a program reached, each once."""
    links = ecosystem.smes.links[SUPPORT["Program"]]
    counting = (links.indices == links.number[program]) & reaching(links, "Program")
    if year is not None:
        counting &= links.columns["fiscal_year"] == year
    return np.unique(links.enterprises[counting])


def _answers(ecosystem: Ecosystem, offers: Offers, who: NDArray[np.int32]) -> dict[Rule, NDArray[np.int8]]:
    """Return what the program says to each participant, by what it asks."""
    smes = ecosystem.smes
    found = {
        Rule.INDUSTRY: offers.industries[0, smes.industry[who]],
        Rule.SIZE: offers.sizes[0, smes.size_class[who]],
        Rule.AREA: offers.areas[0, smes.area[who]],
        Rule.NEED: np.where(
            smes.needs[who] == 0, UNDETERMINED, np.where(smes.needs[who] & offers.needs[0], YES, NO)
        ).astype(np.int8),
    }
    return {rule: answers for rule, answers in found.items() if rule is Rule.SIZE or offers.asks[rule][0]}


def _fit(ecosystem: Ecosystem, offers: Offers, who: NDArray[np.int32]) -> dict[str, float] | None:
    """Return how needs on record are answered; None where that is not known."""
    needs = ecosystem.smes.needs[who]
    stated = int(np.bitwise_count(needs).sum())
    if not stated or not offers.needs[0]:
        return None
    answered = np.bitwise_count(needs & offers.needs[0])
    return {
        "stating": int((needs != 0).sum()),
        "matched": int((answered != 0).sum()),
        "share": float(answered.sum() / stated),
    }

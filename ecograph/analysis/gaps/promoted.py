"""Industries that a corridor promotes, and no program or fund that names them works there."""

from collections.abc import Iterator

import numpy as np

from ecograph.analysis.gaps.admission import counted_enterprises
from ecograph.analysis.gaps.named import Named, akin
from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.gaps.presence import find_presence
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement, number
from ecograph.findings import Evidence, Finding
from ecograph.model import Text

PROMOTES = "Corridor PROMOTES Industry"
PROMOTED = "promoted-industry-without-program"
NOBODY, ELSEWHERE = "no_program", "elsewhere"
SENTENCES = {
    NOBODY: Text(
        "{where}: the corridor promotes this industry, and no program or fund on record names it. Active "
        "enterprises of it there: {enterprises}.",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ระบุ จำนวนวิสาหกิจในพื้นที่: {enterprises}",
    ),
    ELSEWHERE: Text(
        "{where}: the corridor promotes this industry; programs and funds that name it ({naming}) say that "
        "they work elsewhere. Active enterprises of it there: {enterprises}.",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่โครงการหรือแหล่งทุนที่ระบุ ({naming} รายการ) ดำเนินการที่อื่น "
        "จำนวนวิสาหกิจในพื้นที่: {enterprises}",
    ),
    UNKNOWN: Text(
        "{where}: the corridor promotes this industry; it is not known whether any program or fund that "
        "names it works there: {unsaid} of {naming} do not say where they work. Active enterprises of it "
        "there: {enterprises}.",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่ไม่ทราบว่ามีโครงการหรือแหล่งทุนที่ระบุดำเนินการที่นี่หรือไม่ "
        "เพราะไม่ระบุพื้นที่ {unsaid} จาก {naming} รายการ จำนวนวิสาหกิจในพื้นที่: {enterprises}",
    ),
}


def find_promoted(about: Statement, named: Named, scheme: str, year: int | None) -> Iterator[Finding]:
    """Yield each industry that a corridor of the scheme promotes with nothing that is known to be there.

    Who has participants from the corridor is there, whatever it says.
    """
    ecosystem = about.ecosystem
    place = find_place(ecosystem, "corridor", scheme)
    promoted = named.relations.targets[PROMOTES]
    operating = ecosystem.smes.links["SME OPERATES_IN Industry"]
    width = len(operating.targets) + 1
    counted = counted_enterprises(ecosystem, year)
    codes = place.codes[counted].astype(np.int64) * width + (ecosystem.smes.industry[counted] + 1)
    counts = np.bincount(codes, minlength=width * len(place.subjects)).reshape(-1, width)[:, 1:]
    presence = find_presence(ecosystem, place, year)
    confidence = max(
        named.relations.confidence(
            PROMOTES, *(f"{source} TARGETS Industry" for source in ("Program", "FundingSource"))
        ),
        place.confidence,
        key=lambda label: label.rank,
    )
    for cell, corridor in enumerate(place.subjects):
        for industry in promoted.get(corridor.key, ()):
            naming = named.naming(industry)
            rows = np.array([presence.members[member] for member in naming], np.int64)
            if (presence.covers[rows, cell] | presence.takes[rows, cell]).any():
                continue
            unsaid = int((~presence.says[rows]).sum())
            known = NOBODY if not naming else UNKNOWN if unsaid else ELSEWHERE
            open_question = known == UNKNOWN or (known == NOBODY and bool(named.wider(industry)))
            inside = np.array([industry in ecosystem.lineages[key] for key in operating.targets], np.bool_)
            count = int(counts[cell, inside].sum()) if operating.count else None
            numbers = {"naming": float(len(naming)), "unsaid": float(unsaid)}
            yield about.finding(
                PROMOTED,
                (about.subject("Industry", industry), corridor),
                SENTENCES[known],
                {"enterprises": number(count), "naming": number(len(naming)), "unsaid": number(unsaid)},
                observed=0,
                effect=0 if count and open_question else count,
                interval=(0.0, float(count)) if count and open_question else None,
                unit="SMEs",
                verdict=UNKNOWN if open_question else known,
                evidence=Evidence(
                    nodes=(("Industry", industry), ("Corridor", corridor.key), *naming[:NAMED]),
                    relationships=((PROMOTES, corridor.key, industry),),
                    counts=numbers | ({} if count is None else {"enterprises": float(count)}),
                ),
                caveats=() if naming else akin(about, named, industry),
                confidence=confidence,
            )

"""Industries that a corridor promotes, and no program or fund that names them works there."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import TARGETS, counted_enterprises
from ecograph.analysis.gaps.extents import PLACED, cells_of, locate
from ecograph.analysis.gaps.named import Named, akin
from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement, number, sentences
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.support import NO, UNDETERMINED, YES
from ecograph.findings import Evidence, Finding
from ecograph.model import Text

PROMOTES = "Corridor PROMOTES Industry"
PROMOTED = "promoted-industry-without-program"
NOBODY, ELSEWHERE = "no_program", "elsewhere"
SENTENCES = {
    NOBODY: Text(
        "{where}: the corridor promotes this industry, and no program or fund on record names it. Active "
        "enterprises of it there: {enterprises}.{akin}",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ระบุ จำนวนวิสาหกิจในพื้นที่: {enterprises}"
        "{akin}",
    ),
    ELSEWHERE: Text(
        "{where}: the corridor promotes this industry; programs and funds that name it ({naming}) say that "
        "they work elsewhere. Active enterprises of it there: {enterprises}.",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่โครงการหรือแหล่งทุนที่ระบุ ({naming} รายการ) ดำเนินการที่อื่น "
        "จำนวนวิสาหกิจในพื้นที่: {enterprises}",
    ),
    UNKNOWN: Text(
        "{where}: the corridor promotes this industry; it is not known whether any program or fund that "
        "names it works there: {unsaid} of {naming} do not say. Active enterprises of it there: "
        "{enterprises}.",
        "{where}: ระเบียงส่งเสริมอุตสาหกรรมนี้ แต่ไม่ทราบว่ามีโครงการหรือแหล่งทุนที่ระบุดำเนินการที่นี่หรือไม่ "
        "เพราะไม่ระบุพื้นที่ {unsaid} จาก {naming} รายการ จำนวนวิสาหกิจในพื้นที่: {enterprises}",
    ),
}


def find_promoted(about: Statement, named: Named, scheme: str, year: int | None) -> Iterator[Finding]:
    """Yield each industry that a corridor of the scheme promotes with nothing that is known to be there.

    There is what covers a part of the corridor, too.
    """
    ecosystem = about.ecosystem
    place = find_place(ecosystem, "corridor", scheme)
    promoted = {
        (cell, industry): named.naming(industry)
        for cell, corridor in enumerate(place.subjects)
        for industry in named.relations.targets[PROMOTES].get(corridor.key, ())
    }
    members = sorted({member for naming in promoted.values() for member in naming})
    located, _ = locate(ecosystem, named.relations, members, year)
    row = {member: at for at, member in enumerate(members)}
    cells = cells_of(ecosystem, place)
    counts = _enterprises(about, place, year)
    confidence = max(
        named.relations.confidence(PROMOTES, *PLACED, *TARGETS.values()),
        place.confidence,
        key=lambda label: label.rank,
    )
    operating = ecosystem.smes.links["SME OPERATES_IN Industry"]
    for (cell, industry), naming in promoted.items():
        corridor = place.subjects[cell]
        best = located[[row[member] for member in naming]][:, cells == cell].max(axis=1, initial=NO)
        if (best == YES).any():
            continue
        unsaid = int((best == UNDETERMINED).sum())
        known = NOBODY if not naming else UNKNOWN if unsaid else ELSEWHERE
        open_question = known == UNKNOWN or (known == NOBODY and bool(named.wider(industry)))
        inside = np.array([industry in ecosystem.lineages[key] for key in operating.targets], np.bool_)
        count = int(counts[cell, inside].sum()) if operating.count else None
        numbers = {"naming": float(len(naming)), "unsaid": float(unsaid)}
        yield about.finding(
            PROMOTED,
            (about.subject("Industry", industry), corridor),
            SENTENCES[known],
            {
                "enterprises": number(count),
                "naming": number(len(naming)),
                "unsaid": number(unsaid),
                "akin": sentences(*akin(about, named, industry)),
            },
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
            confidence=confidence,
        )


def _enterprises(about: Statement, place: Grouping, year: int | None) -> NDArray[np.int64]:
    """Return how many active enterprises each place has of each industry (places x industries)."""
    smes = about.ecosystem.smes
    width = len(smes.links["SME OPERATES_IN Industry"].targets) + 1
    counted = counted_enterprises(about.ecosystem, year)
    codes = place.codes[counted].astype(np.int64) * width + (smes.industry[counted] + 1)
    return np.bincount(codes, minlength=width * len(place.subjects)).reshape(-1, width)[:, 1:]

"""Large firms that are near to smaller ones of the same industry and could mentor them."""

import time

import numpy as np

from ecograph.analysis.gaps.statement import Statement, number
from ecograph.analysis.grouping import group
from ecograph.analysis.question import check_question
from ecograph.analysis.support import LARGE
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "mentors", "mentor-pool"
METHOD = Method("large and smaller enterprises in the same place and industry", 1)
MENTORS = "SME MENTORS SME"
SENTENCE = Text(
    "{where}: {large} large enterprises beside {enterprises} smaller ones, of which {without} have no "
    "support on record. Smaller ones with a mentor on record: {mentored}.",
    "{where}: กิจการขนาดใหญ่ {large} ราย ในพื้นที่และอุตสาหกรรมเดียวกับวิสาหกิจขนาดเล็กกว่า {enterprises} ราย "
    "ซึ่งไม่มีประวัติการส่งเสริม {without} ราย วิสาหกิจที่มีข้อมูลพี่เลี้ยง: {mentored}",
)
COULD = Text(
    "A place and an industry in common say nothing of whether a firm is willing, or fit, to mentor.",
    "พื้นที่และอุตสาหกรรมเดียวกันไม่ได้บอกว่ากิจการนั้นสมัครใจหรือเหมาะที่จะเป็นพี่เลี้ยง",
)
NO_MENTORS = Text("No enterprise is on record to mentor another.", "ไม่มีข้อมูลว่าวิสาหกิจใดเป็นพี่เลี้ยงให้รายอื่น")
NO_LARGE = Text(
    "No enterprise is on record as large: who could mentor cannot be told.",
    "ไม่มีข้อมูลกิจการขนาดใหญ่ จึงบอกไม่ได้ว่าใครอาจเป็นพี่เลี้ยง",
)
NO_SIZE = Text("Of {count} enterprises the size is not on record.", "วิสาหกิจ {count} รายไม่ทราบขนาด")


def find_mentors(
    ecosystem: Ecosystem, *, place: str = "corridor", scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return where large firms stand beside smaller ones of the same industry, the most of these first.

    A finding for each place and section of industry with a large firm, `observed` being the large ones
    and `effect` the smaller ones without support on record. Enterprises whose place or industry is
    unknown are in no row. Linear in enterprises.

    Parameters
    ----------
    place
        `corridor`, `area` or `region`.

    Raises
    ------
    AnalysisError
        When there is no such scheme, or the year is none.
    """
    started = time.perf_counter()
    check_question(("size",), "smes", "", "", year)
    smes = ecosystem.smes
    places, industries = group(ecosystem, place, scheme), group(ecosystem, "industry", "")
    width = len(industries.subjects)
    cell = places.codes.astype(np.int64) * width + industries.codes
    cells = len(places.subjects) * width
    active = smes.active(year)
    large = active & (smes.size_class == LARGE)
    smaller = active & (smes.size_class >= 0) & (smes.size_class != LARGE)
    mentoring = smes.links[MENTORS]
    mentored = np.zeros(len(smes), np.bool_)
    mentored[mentoring.indices] = True
    count = {
        "large": np.bincount(cell[large], minlength=cells),
        "enterprises": np.bincount(cell[smaller], minlength=cells),
        "unreached": np.bincount(cell[smaller & (smes.supports == 0)], minlength=cells),
        "mentored": np.bincount(cell[smaller & mentored], minlength=cells),
    }
    about = Statement(ecosystem, METHOD, str(year or ""), scheme)
    confidence = max(places.confidence, industries.confidence, key=lambda label: label.rank)
    findings = []
    for at in np.flatnonzero((count["large"] > 0) & (count["enterprises"] > 0)).tolist():
        where, what = places.subjects[at // width], industries.subjects[at % width]
        if where.key and what.key:
            numbers = {name: int(found[at]) for name, found in count.items()}
            if not mentoring.count:
                del numbers["mentored"]
            findings.append(_finding(about, (where, what), numbers, confidence))
    unsized = int((active & (smes.size_class < 0)).sum())
    untested = [] if mentoring.count else [NO_MENTORS]
    untested += [] if large.any() else [NO_LARGE]
    untested += [NO_SIZE.format(count=f"{unsized:,}")] if unsized else []
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"place": place, "scheme": scheme, "year": year},
        totals={"large": float(large.sum()), "enterprises": float(smaller.sum())},
        untested=untested,
        seconds=time.perf_counter() - started,
    )


def _finding(
    about: Statement, subjects: tuple[Subject, ...], numbers: dict[str, int], confidence: Confidence
) -> Finding:
    return about.finding(
        KIND,
        subjects,
        SENTENCE,
        {
            "large": f"{numbers['large']:,}",
            "enterprises": f"{numbers['enterprises']:,}",
            "without": f"{numbers['unreached']:,}",
            "mentored": number(numbers.get("mentored")),
        },
        observed=numbers["large"],
        effect=numbers["unreached"],
        unit="SMEs",
        evidence=Evidence(
            nodes=tuple((one.kind, one.key) for one in subjects if not one.key.startswith("*")),
            counts={name: float(value) for name, value in numbers.items()},
        ),
        caveats=(COULD,),
        confidence=confidence,
        verdict=KIND,
    )

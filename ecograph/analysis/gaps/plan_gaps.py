"""What plans name and no program takes up, what programs do not name, and what nothing measures.

Where only something wider than a theme, industry or product is named, or something that shares a
part with it, it is not known whether that is meant: neither named nor a gap.
"""

import time
from collections.abc import Iterator, Mapping, Sequence

from ecograph.analysis.gaps.extents import PLACED
from ecograph.analysis.gaps.measures import MEASURE_KINDS, find_unmeasured, unmeasured_words
from ecograph.analysis.gaps.named import NAMES, PART_OF, Named, find_named
from ecograph.analysis.gaps.period import in_force, members_in_force
from ecograph.analysis.gaps.promoted import PROMOTED, find_promoted
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement
from ecograph.analysis.gaps.unnamed import INDUSTRY, PRODUCT, find_industries, find_products
from ecograph.analysis.gaps.untagged import RUNS, lacking, programs_by_agency
from ecograph.analysis.question import check_question
from ecograph.analysis.support import SUPPORT
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

ANALYSIS = "plan-gaps"
METHOD = Method("what plans name against what programs and funds name", 1)
THEME, PARTS, UNTARGETED, UNTHEMED = (
    "theme-without-program",
    "theme-parts-not-named",
    "programs-without-target",
    "programs-without-theme",
)
SENTENCES = {
    THEME: Text(
        "{where}: no program or fund on record addresses this theme.",
        "{where}: ไม่มีโครงการหรือแหล่งทุนในข้อมูลที่ตอบสนองประเด็นนี้",
    ),
    PARTS: Text(
        "{where}: programs or funds name the theme as a whole; none names {number} of its {all} parts, and "
        "it is not known which they serve.",
        "{where}: โครงการหรือแหล่งทุนระบุประเด็นโดยรวม ไม่มีรายการใดระบุประเด็นย่อย {number} จาก {all} ข้อ "
        "จึงไม่ทราบว่าตอบข้อใด",
    ),
    UNTARGETED: Text(
        "{where}: {number} of {all} programs name no target industry or product.",
        "{where}: โครงการ {number} จาก {all} โครงการไม่ระบุอุตสาหกรรมหรือผลิตภัณฑ์เป้าหมาย",
    ),
    UNTHEMED: Text(
        "{where}: {number} of {all} programs name no theme.",
        "{where}: โครงการ {number} จาก {all} โครงการไม่ระบุประเด็นนโยบาย",
    ),
}
CROSSWALK = Text(
    "A theme that it corresponds to in another framework is addressed: {named}.",
    "ประเด็นที่เทียบได้ในกรอบอื่นมีโครงการตอบสนอง ได้แก่ {named}",
)
OPEN_TO_ALL = Text(
    "{number:,} of {all:,} programs and funds name no industry and may take enterprises of any.",
    "โครงการและแหล่งทุน {number:,} จาก {all:,} รายการไม่ระบุอุตสาหกรรม และอาจรับทุกอุตสาหกรรม",
)
NEVER = {
    "Theme": Text(
        "No program or fund says which theme it addresses: themes without a program cannot be told.",
        "ไม่มีโครงการหรือแหล่งทุนใดระบุประเด็นนโยบาย จึงบอกไม่ได้ว่าประเด็นใดไม่มีโครงการ",
    ),
    "Industry": Text(
        "No program or fund says which industry it targets: industries without a program cannot be told.",
        "ไม่มีโครงการหรือแหล่งทุนใดระบุอุตสาหกรรมเป้าหมาย จึงบอกไม่ได้ว่าอุตสาหกรรมใดไม่มีโครงการ",
    ),
    "Product": Text(
        "No program or fund says which product it targets: products without a program cannot be told.",
        "ไม่มีโครงการหรือแหล่งทุนใดระบุผลิตภัณฑ์เป้าหมาย จึงบอกไม่ได้ว่าผลิตภัณฑ์ใดไม่มีโครงการ",
    ),
}


def find_plan_gaps(
    ecosystem: Ecosystem, *, scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return what plans name without a program, programs that name nothing, and what is not measured.

    Themes first, then industries that corridors promote, target industries and products (with
    `effect` the active enterprises of each), then agencies whose programs name no target or no theme,
    then indicators and goals (`effect` in programs), and last themes of which no part is named.

    Parameters
    ----------
    scheme
        The scheme of the corridors that promote industries.
    year
        Count only themes, programs and funds in force in this fiscal year; None for all on record.

    Raises
    ------
    AnalysisError
        When there is no such scheme, or the year is none.
    """
    started = time.perf_counter()
    check_question(("size",), "smes", "", "", year)
    relations = find_relations(ecosystem, KINDS)
    members = [member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)]
    about = Statement(ecosystem, METHOD, str(year or ""), scheme)
    named = {kind: find_named(relations, members, kind) for kind in NAMES}
    findings: list[Finding] = []
    if named["Theme"].recorded:
        findings += _themes(about, named["Theme"], year)
    if named["Industry"].recorded:
        findings += find_industries(about, named["Industry"], year)
        findings += find_promoted(about, named["Industry"], scheme, year)
    if named["Product"].recorded:
        findings += find_products(about, named["Product"], year)
    findings += _programs(about, relations, members, named)
    findings += find_unmeasured(about, relations, members)
    untested = [NEVER[kind] for kind in NAMES if ecosystem.nodes(kind) and not named[kind].recorded]
    silent = sum(member not in named["Industry"].of for member in members)
    if silent and named["Industry"].recorded:
        untested.append(OPEN_TO_ALL.format(number=silent, all=len(members)))
    return about.result(
        ANALYSIS,
        findings,
        (THEME, PROMOTED, INDUSTRY, PRODUCT, UNTARGETED, UNTHEMED, *MEASURE_KINDS, PARTS),
        {"scheme": scheme, "year": year},
        totals={"programs": sum(kind == "Program" for kind, _ in members)},
        untested=(*untested, *unmeasured_words(ecosystem, relations)),
        seconds=time.perf_counter() - started,
    )


KINDS = (
    *(f"{source} {verb} {target}" for source in SUPPORT for target, verb in NAMES.items()),
    *PART_OF.values(),
    "Theme CORRESPONDS_TO Theme",
    "Corridor PROMOTES Industry",
    *PLACED,
    RUNS,
    "Program MEASURED_BY Indicator",
    "Indicator SUPPORTS Goal",
)


def _themes(about: Statement, named: Named, year: int | None) -> Iterator[Finding]:
    nodes = about.ecosystem.institutions.nodes
    relations, part_of = named.relations, PART_OF["Theme"]
    confidence = relations.confidence(*(f"{kind} ADDRESSES Theme" for kind in SUPPORT), part_of)
    there = [key for key in about.ecosystem.nodes("Theme") if in_force(nodes["Theme", key], year)]
    for key in there:
        naming = named.naming(key)
        wider = [up for up in sorted(relations.above(part_of, key)) if up in named.by]
        parts = [part for part in relations.sources[part_of].get(key, ()) if part in there]
        unnamed = [part for part in parts if not named.naming(part)]
        if not naming and not wider:
            yield about.finding(
                THEME,
                (about.subject("Theme", key),),
                SENTENCES[THEME],
                {},
                observed=0,
                effect=None,
                unit="programs",
                verdict=THEME,
                evidence=Evidence(nodes=(("Theme", key),), counts={"naming": 0.0}),
                caveats=_corresponding(about, named, key),
                confidence=confidence,
            )
        elif key in named.by and unnamed:
            yield about.finding(
                PARTS,
                (about.subject("Theme", key),),
                SENTENCES[PARTS],
                {"number": len(unnamed), "all": len(parts)},
                observed=len(naming),
                effect=None,
                unit="programs",
                verdict=UNKNOWN,
                evidence=Evidence(
                    nodes=(("Theme", key), *naming[:NAMED]),
                    relationships=tuple((part_of, part, key) for part in unnamed),
                    counts={"parts_not_named": len(unnamed), "parts": len(parts), "naming": len(naming)},
                ),
                confidence=confidence,
            )


def _corresponding(about: Statement, named: Named, key: str) -> tuple[Text, ...]:
    """Return which themes of other frameworks stand for one and are addressed."""
    crosswalk = "Theme CORRESPONDS_TO Theme"
    both = (named.relations.targets[crosswalk], named.relations.sources[crosswalk])
    others = sorted({other for ends in both for other in ends.get(key, ()) if named.naming(other)})
    return (about.noted(CROSSWALK, "Theme", others),) if others else ()


def _programs(
    about: Statement, relations: Relations, members: Sequence[NodeId], named: Mapping[str, Named]
) -> Iterator[Finding]:
    """Yield the agencies whose programs name no target, or no theme."""
    programs = [member for member in members if member[0] == "Program"]
    agencies = programs_by_agency(relations, programs)
    targeting = {*named["Industry"].of, *named["Product"].of}
    for kind, recorded, naming, tag in (
        (UNTARGETED, bool(targeting), targeting, "Program TARGETS Industry"),
        (UNTHEMED, named["Theme"].recorded, {*named["Theme"].of}, "Program ADDRESSES Theme"),
    ):
        if recorded:
            without = {key for kind_, key in programs if (kind_, key) not in naming}
            confidence = relations.confidence(RUNS, tag)
            yield from lacking(about, kind, SENTENCES[kind], agencies, without, confidence)

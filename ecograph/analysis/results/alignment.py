"""Indicators and the strategy: goals without indicator, indicators without goal, themes with neither."""

import time
from collections.abc import Iterator

from ecograph.analysis.gaps.measures import MEASURE_KINDS, NO_GOALS, find_unmeasured, unmeasured_words
from ecograph.analysis.gaps.period import in_force, members_in_force
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.question import check_question
from ecograph.analysis.results.measurements import (
    ADDRESSES,
    KINDS,
    MEASURED_BY,
    PART_OF,
    SUPPORTS,
    THEME_PART_OF,
)
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

ANALYSIS = "kpi-alignment"
METHOD = Method("indicators against goals and themes", 1)
NEITHER, NO_GOAL = "theme-without-indicator", "theme-without-goal"
SENTENCES = {
    NEITHER: Text(
        "{where}: no indicator on record measures a program that addresses this theme ({programs} programs).",
        "{where}: ไม่มีตัวชี้วัดในข้อมูลที่วัดผลโครงการซึ่งตอบสนองประเด็นนี้ ({programs} โครงการ)",
    ),
    NO_GOAL: Text(
        "{where}: {programs} programs are measured, and no indicator of theirs supports a goal on record.",
        "{where}: มี {programs} โครงการที่มีตัวชี้วัด แต่ไม่มีตัวชี้วัดใดรองรับเป้าประสงค์ในข้อมูล",
    ),
}
NOT_LOADED = Text(
    "Strategy not loaded: no strategic goal is on record, so neither goals without an indicator nor themes "
    "and indicators without a goal can be told.",
    "ยังไม่ได้นำเข้ายุทธศาสตร์: ไม่มีเป้าประสงค์ในข้อมูล จึงบอกไม่ได้ว่าเป้าประสงค์ใดไม่มีตัวชี้วัด หรือประเด็นและตัวชี้วัดใดไม่มีเป้าประสงค์",
)


def find_alignment(ecosystem: Ecosystem, *, year: int | None = None) -> AnalysisResult:
    """Return goals without indicator, indicators without goal, and themes that lack one or the other.

    A theme counts as measured when a program that addresses it, or a part of it, is, or a program that
    is part of one that does. Without any goal on record nothing is said to lack one.

    Raises
    ------
    AnalysisError
        When the year is none of the common era.
    """
    started = time.perf_counter()
    check_question(("size",), "smes", "", "", year)
    relations = find_relations(ecosystem, KINDS)
    about = Statement(ecosystem, METHOD, str(year or ""))
    programs = members_in_force(ecosystem, "Program", year)
    findings = [
        *find_unmeasured(about, relations, programs),
        *_themes(about, relations, programs, year),
    ]
    goals = ecosystem.nodes("Goal")
    words = [text for text in unmeasured_words(ecosystem, relations) if text != NO_GOALS]
    return about.result(
        ANALYSIS,
        findings,
        (*MEASURE_KINDS, NEITHER, NO_GOAL),
        {"year": year},
        totals={"goals": float(len(goals)), "indicators": float(len(ecosystem.nodes("Indicator")))},
        untested=([] if goals else [NOT_LOADED]) + words,
        seconds=time.perf_counter() - started,
    )


def _themes(
    about: Statement, relations: Relations, programs: list[NodeId], year: int | None
) -> Iterator[Finding]:
    """Yield the themes in force whose programs are not measured, or not towards a goal."""
    if not relations.recorded(MEASURED_BY):
        return
    ecosystem, there = about.ecosystem, {key for _, key in programs}
    for key in ecosystem.nodes("Theme"):
        if not in_force(ecosystem.institutions.nodes["Theme", key], year):
            continue
        parts = {key, *relations.below(THEME_PART_OF, key)}
        naming = {one for part in parts for one in relations.sources[ADDRESSES].get(part, ())}
        within = {one for named in naming for one in (named, *relations.below(PART_OF, named))} & there
        measured = {one for one in within if relations.targets[MEASURED_BY].get(one)}
        used = {each for one in measured for each in relations.targets[MEASURED_BY][one]}
        kind = "" if measured else NEITHER
        if measured and ecosystem.nodes("Goal") and not any(relations.targets[SUPPORTS].get(u) for u in used):
            kind = NO_GOAL
        if kind:
            counted = measured or within
            yield about.finding(
                kind,
                (about.subject("Theme", key),),
                SENTENCES[kind],
                {"programs": f"{len(counted):,}"},
                observed=0,
                effect=len(counted),
                unit="programs",
                verdict=kind,
                evidence=Evidence(
                    nodes=(("Theme", key), *(("Program", one) for one in sorted(counted)[:20])),
                    counts={"programs": len(within), "measured": len(measured)},
                ),
                confidence=relations.confidence(ADDRESSES, MEASURED_BY),
            )

"""Indicators that serve no goal on record, and goals that no indicator serves."""

from collections.abc import Iterator, Sequence

from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import NAMED, Statement
from ecograph.findings import Evidence, Finding
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

INDICATOR, GOAL = "indicator-without-goal", "goal-without-indicator"
MEASURE_KINDS = (INDICATOR, GOAL)
SUPPORTS, MEASURED_BY = "Indicator SUPPORTS Goal", "Program MEASURED_BY Indicator"
SENTENCES = {
    INDICATOR: Text(
        "{where}: the indicator supports no strategic goal on record. Programs measured by it: {programs}.",
        "{where}: ตัวชี้วัดนี้ไม่เชื่อมกับเป้าประสงค์เชิงยุทธศาสตร์ใดในข้อมูล โครงการที่วัดผลด้วยตัวชี้วัดนี้: {programs}",
    ),
    GOAL: Text(
        "{where}: no indicator on record supports this strategic goal.",
        "{where}: ไม่มีตัวชี้วัดใดในข้อมูลที่รองรับเป้าประสงค์เชิงยุทธศาสตร์นี้",
    ),
}
NO_GOALS = Text(
    "No strategic goal is on record: which indicators serve one cannot be said.",
    "ไม่มีข้อมูลเป้าประสงค์เชิงยุทธศาสตร์ จึงบอกไม่ได้ว่าตัวชี้วัดใดรองรับเป้าประสงค์",
)
NO_INDICATORS = Text(
    "No indicator is on record: which goals are measured cannot be said.",
    "ไม่มีข้อมูลตัวชี้วัด จึงบอกไม่ได้ว่าเป้าประสงค์ใดมีการวัดผล",
)
NOT_MEASURED = Text("No program says by which indicators it is measured.", "ไม่มีโครงการใดระบุตัวชี้วัดที่ใช้วัดผล")


def find_unmeasured(about: Statement, relations: Relations, members: Sequence[NodeId]) -> Iterator[Finding]:
    """Yield indicators without a goal, with the programs that they measure, and goals without indicator."""
    ecosystem = about.ecosystem
    indicators, goals = ecosystem.nodes("Indicator"), ecosystem.nodes("Goal")
    if not indicators or not goals:
        return
    confidence = relations.confidence(SUPPORTS, MEASURED_BY)
    for key in indicators:
        if relations.targets[SUPPORTS].get(key):
            continue
        using = relations.sources[MEASURED_BY].get(key, ())
        programs = [member for member in members if member[0] == "Program" and member[1] in {*using}]
        yield about.finding(
            INDICATOR,
            (about.subject("Indicator", key),),
            SENTENCES[INDICATOR],
            {"programs": f"{len(programs):,}"},
            observed=0,
            effect=len(programs),
            unit="programs",
            verdict=INDICATOR,
            evidence=Evidence(
                nodes=(("Indicator", key), *programs[:NAMED]), counts={"programs": len(programs), "goals": 0}
            ),
            confidence=confidence,
        )
    for key in goals:
        if not relations.sources[SUPPORTS].get(key):
            yield about.finding(
                GOAL,
                (about.subject("Goal", key),),
                SENTENCES[GOAL],
                {},
                observed=0,
                effect=None,
                unit="programs",
                verdict=GOAL,
                evidence=Evidence(nodes=(("Goal", key),), counts={"indicators": 0}),
                confidence=confidence,
            )


def unmeasured_words(ecosystem: Ecosystem, relations: Relations) -> Iterator[Text]:
    """Yield what cannot be said of indicators and goals."""
    indicators, goals = ecosystem.nodes("Indicator"), ecosystem.nodes("Goal")
    if not goals:
        yield NO_GOALS
    if not indicators:
        yield NO_INDICATORS
    elif not relations.recorded(MEASURED_BY):
        yield NOT_MEASURED

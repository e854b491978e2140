"""Results of reach gaps in the invented country, made by hand."""

from collections.abc import Sequence
from typing import Any

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Sensitivity, Subject
from ecograph.model import Confidence, DataKind, Text
from tests.visualisations.sample import CORRIDORS, THEMES
from visualisations.facts import Origin
from visualisations.sheet import Sheet, Witness

Cell = tuple[str, str, int, int | None, float | None, str, str]
SHEET_CELLS: tuple[Cell, ...] = (
    ("T:1", "economic:B", 1900, 90, 262.6, "below", "few_participants"),
    ("T:1", "economic:A", 800, 0, 110.4, "no_program", "no_program"),
    ("T:1", "*outside", 9000, 1300, 1210.3, "not_below", ""),
    ("T:1", "economic:C", 40, 3, 5.2, "cannot_say", ""),
    ("T:1", "", 60, 7, None, "nowhere", ""),
)
GRID_CELLS: tuple[Cell, ...] = (
    *SHEET_CELLS,
    ("T:2", "economic:A", 500, 50, 60.0, "not_below", ""),
    ("T:2", "economic:B", 700, 70, 66.0, "not_below", ""),
    ("T:2", "economic:C", 3, 1, 0.4, "cannot_say", ""),
    ("T:2", "*outside", 4000, 410, 400.0, "not_below", ""),
    ("T:2", "", 20, 2, None, "nowhere", ""),
    ("T:3", "economic:A", 300, None, None, "not_reported", "not_reported"),
    ("T:3", "economic:B", 200, None, None, "not_reported", "not_reported"),
)
LINES = (
    Sensitivity(Text("without the capital", "ไม่รวมเมืองหลวง"), False, 170.0),
    Sensitivity(Text("without the largest", "ไม่รวมพื้นที่ที่ใหญ่ที่สุด"), None),
    Sensitivity(Text("manufacturing only", "เฉพาะภาคการผลิต"), True, 12.0),
    Sensitivity(Text("by the place of registration", "ใช้ที่จดทะเบียน"), False, 165.0),
)


def gap(cell: Cell, name: str = "") -> Finding:
    theme, place, eligible, reached, expected, verdict, cause = cell
    where = CORRIDORS[place]
    counts: dict[str, float] = {"enterprises": eligible, "eligible": eligible}
    if reached is not None and verdict not in ("nowhere", "no_program"):
        counts |= {"reached": reached, "rate": reached / eligible, "rate_low": 0.01, "rate_high": 0.2}
    counts |= {"programs_there": 4, "programs_elsewhere": 3}
    effect = None if expected is None or reached is None else expected - reached
    tested = verdict in ("below", "not_below", "cannot_say")
    english, thai = name or where.en, name or where.th
    return Finding(
        kind="reach-gap",
        subjects=(
            Subject("Theme", theme, Text(name or THEMES[theme].en, name or THEMES[theme].th)),
            Subject("Corridor", place, Text(english, thai)),
        ),
        observed=reached,
        expected=expected,
        effect=effect,
        interval=(effect - 30.2, effect + 30.2) if tested and effect is not None else None,
        p=0.0123 if tested else None,
        q=0.0456 if tested else None,
        null="negative binomial" if tested else "",
        verdict=verdict,
        cause=cause,
        sentence=Text(f"{english}: short.", f"{thai}: ขาด"),
        method=Method("shortfall", 1, "Someone 2005"),
        sensitivity=LINES if tested else (),
        evidence=Evidence(counts=counts),
        caveats=(Text(name or "A caveat.", name or "ข้อควรระวัง"),),
        confidence=Confidence.JUDGEMENT,
        data_kind=DataKind.SYNTHETIC,
        period="2024",
        scheme="economic",
    )


def gaps(cells: Sequence[Cell], by: Sequence[str], name: str = "") -> AnalysisResult:
    findings = [gap(cell, name) for cell in cells]
    if "theme" in by:
        theme = Subject("Theme", "T:4", Text(name or "Ageing society", name or "สังคมสูงวัย"))
        findings.append(
            Finding(
                "reach-gap",
                (theme,),
                0,
                Text("Nothing.", "ไม่มี"),
                Method("shortfall", 1),
                verdict="no_program",
            )
        )
    parameters: dict[str, Any] = {"by": list(by), "scheme": "economic", "year": 2024, "population": "smes"}
    untested = (Text("One was not tested.", "ไม่ได้ทดสอบหนึ่งกลุ่ม"),)
    return AnalysisResult("reach-gaps", tuple(findings), parameters, 7, DataKind.SYNTHETIC, {}, untested)


def sheet(cells: Sequence[Cell] = SHEET_CELLS, name: str = "") -> Sheet:
    result = gaps(cells, ["corridor"], name)
    witnesses = [
        Witness(
            ("Program", f"P{at}"),
            Text(f"Program {at}", f"โครงการ {at}"),
            Origin(name or "src", "programs.csv", at),
        )
        for at in range(4)
    ]
    first = result.findings[0].id
    theme = Text(name or "Digital change", name or "ดิจิทัล")
    return Sheet(theme, result, {first: witnesses}, 8, 16)

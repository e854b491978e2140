"""How unequally provinces are reached, and how much of that lies between corridors: Theil's T."""

import math
import time

import numpy as np

from ecograph.analysis.gaps.reach import Asked
from ecograph.analysis.gaps.tally import Tally
from ecograph.analysis.question import asked_themes, check_question
from ecograph.analysis.statistics.concentration import theil
from ecograph.analysis.support import NOTHING_ON_RECORD, Themed, on_record, reporting
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Text

KIND = "inequality"
METHOD = Method("Theil's T of reached over eligible, provinces in corridors", 1, "Theil 1967")
EVERYTHING = Text("All support", "การส่งเสริมทั้งหมด")
SENTENCE = Text(
    "{where}: of what is unequal in reach between provinces, {share:.0%} lies between the {cells} cells "
    "of the scheme and the rest within them.",
    "{where}: ความไม่เท่าเทียมของการเข้าถึงระหว่างจังหวัด อยู่ระหว่าง {cells} กลุ่มของชุดนี้ {share:.0%} ที่เหลืออยู่ภายในกลุ่ม",
)
EQUAL = Text(
    "{where}: provinces are reached alike, or not at all.", "{where}: แต่ละจังหวัดเข้าถึงเท่ากัน หรือไม่มีการเข้าถึงเลย"
)
NO_TEST = Text(
    "A description, not a test: in small provinces part of what is unequal is chance.",
    "เป็นคำอธิบาย มิใช่การทดสอบ จังหวัดเล็กมีความไม่เท่าเทียมจากเหตุบังเอิญปนอยู่",
)


def find_inequality(
    ecosystem: Ecosystem,
    *,
    by: str = "corridor",
    scheme: str = "economic",
    theme: str = "",
    year: int | None = None,
    population: str = "smes",
) -> AnalysisResult:
    """Return a finding for each theme that is on record, the most unequal between corridors first.

    Parameters
    ----------
    by
        What the groups of provinces are: corridor or region.
    theme
        This theme and its parts; by default the themes that are part of no other.
    """
    started = time.perf_counter()
    asked = Asked((by,), scheme, theme, "", year, population)
    check_question(asked.by, population, "", theme, year, split=False)
    reporters = reporting(ecosystem, year)
    themes = [
        found
        for found in asked_themes(ecosystem, theme, apart=True)
        if found.members and on_record(ecosystem, found, year, reporters)
    ]
    tally = asked.count(ecosystem, themes)
    findings = [_finding(ecosystem, asked, tally, about, at) for at, about in enumerate(themes)]
    findings.sort(key=lambda finding: (-finding.evidence.counts["between"], finding.id))
    return AnalysisResult(
        "inequality",
        tuple(findings),
        {
            "by": by,
            "scheme": scheme,
            "theme": theme,
            "year": year,
            "population": population,
            "weakest": ecosystem.weakest,
        },
        ecosystem.version,
        ecosystem.data_kind,
        untested=(NO_TEST,) if findings else (NOTHING_ON_RECORD,),
        seconds=time.perf_counter() - started,
    )


def _finding(ecosystem: Ecosystem, asked: Asked, tally: Tally, theme: Themed, at: int) -> Finding:
    """Return the finding about one theme. Enterprises of an unknown province are left out."""
    areas = len(tally.areas.subjects)
    eligible, reached = (
        np.bincount(tally.area, counts[at], areas)[:-1].astype(np.float64)
        for counts in (tally.eligible, tally.reached)
    )
    place = tally.place or tally.areas
    groups = np.array([place.area_cells[subject.key] for subject in tally.areas.subjects[:-1]], np.int64)
    found = theil(reached, groups, eligible)
    share = found.between_share
    name = ecosystem.name("Theme", theme.key) if theme.key else EVERYTHING
    text = EQUAL if math.isnan(share) else SENTENCE
    numbers = {"share": share, "cells": len({*groups.tolist()})}
    return Finding(
        kind=KIND,
        subjects=(Subject("Theme", theme.key, name),),
        observed=found.total,
        unit="Theil's T",
        sentence=Text(text.en.format(where=name.en, **numbers), text.th.format(where=name.th, **numbers)),
        method=METHOD,
        period=str(asked.year or ""),
        scheme=asked.used_scheme,
        evidence=Evidence(
            nodes=(("Theme", theme.key),) if theme.key else (),
            counts={"total": found.total, "between": found.between, "within": found.within},
            columns=("area", "eligible", "reached"),
            rows=tuple(
                (subject.key, float(eligible[row]), float(reached[row]))
                for row, subject in enumerate(tally.areas.subjects[:-1])
            ),
        ),
        caveats=(NO_TEST,),
        confidence=max(theme.confidence, place.confidence, key=lambda label: label.rank),
        data_kind=ecosystem.data_kind,
    )

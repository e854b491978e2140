"""Indicators of programs held against the rules of the guide, for agencies to put right."""

import time

from ecograph.analysis.gaps.statement import Statement, fill
from ecograph.analysis.results.annex import evidence_of, find_annex, subjects_of
from ecograph.analysis.results.rules import WORDS, Rule
from ecograph.findings import AnalysisResult, Method
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS = "kpi-lint"
METHOD = Method("the rules of the guide to indicators and targets", 1)
SENTENCE = Text("{where}: {why}.", "{where}: {why}")


def find_kpi_faults(ecosystem: Ecosystem, *, year: int | None = None, agency: str = "") -> AnalysisResult:
    """Return every rule that an indicator of a program breaks, the kind of a finding being the rule.

    Parameters
    ----------
    agency
        Only programs that this agency is on record to run.

    Raises
    ------
    AnalysisError
        When the year is none of the common era.
    """
    started = time.perf_counter()
    annex = find_annex(ecosystem, year)
    rows = [(one, broken) for one, broken in annex.rows if not agency or agency in dict(one.agencies)]
    findings = []
    for one, broken in rows:
        about = Statement(ecosystem, METHOD, str(one.year or ""))
        findings += [
            about.finding(
                f"kpi-{rule}",
                subjects_of(about, one),
                fill(SENTENCE, where="{where}", why=WORDS[rule]),
                {},
                observed=None,
                effect=None,
                unit=one.unit,
                evidence=evidence_of(one),
                confidence=one.confidence,
                verdict=rule.value,
            )
            for rule in broken
        ]
    return Statement(ecosystem, METHOD).result(
        ANALYSIS,
        findings,
        tuple(f"kpi-{rule}" for rule in Rule),
        {"year": year, "agency": agency},
        totals={
            "indicators": float(sum(one.indicator is not None for one, _ in rows)),
            "faults": float(len(findings)),
            "without_fault": float(sum(not broken for _, broken in rows)),
        },
        untested=annex.unsaid,
        seconds=time.perf_counter() - started,
    )

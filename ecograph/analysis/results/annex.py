"""The annex of an evaluation: targets, results as reported and as evaluated, for each program."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ecograph.analysis.gaps.budgets import find_budgets
from ecograph.analysis.gaps.measures import NO_GOALS, NO_INDICATORS, NOT_MEASURED
from ecograph.analysis.gaps.relations import find_relations
from ecograph.analysis.gaps.statement import NOT_ON_RECORD, Statement
from ecograph.analysis.question import check_question
from ecograph.analysis.results.measurements import (
    EVALUATED,
    FOLLOWS,
    KINDS,
    REPORTED,
    Measurement,
    find_measurements,
)
from ecograph.analysis.results.rules import Guide, Rule
from ecograph.analysis.results.sums import Sum, add_up
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS, KIND = "results", "result"
METHOD = Method("results as evaluated, else as reported; what is expected apart; none added twice", 1)
EXPECTED = "expected"
SENTENCES = {
    EVALUATED: Text(
        "{where}: {result} of {target}, as evaluated.", "{where}: ผลประเมิน {result} จากเป้าหมาย {target}"
    ),
    REPORTED: Text(
        "{where}: {result} of {target}, as reported and not evaluated (*).",
        "{where}: ผลที่รายงาน {result} จากเป้าหมาย {target} ยังไม่มีผลประเมิน (*)",
    ),
    EXPECTED: Text(
        "{where}: no result on record; {expected} is expected, of {target}.",
        "{where}: ไม่ทราบผล คาดการณ์ {expected} จากเป้าหมาย {target}",
    ),
    "": Text("{where}: no result on record; the target is {target}.", "{where}: ไม่ทราบผล เป้าหมาย {target}"),
}


@dataclass(frozen=True)
class Annex:
    """All that an annex of a year tells.

    Attributes
    ----------
    rows
        Measurements in order, each with the rules that it breaks.
    sums
        What may be added up.
    budget
        The budgets on record of the year's programs, none added twice; None without any.
    unsaid
        What cannot be said, and why.
    """

    rows: Sequence[tuple[Measurement, tuple[Rule, ...]]]
    sums: Sequence[Sum]
    budget: float | None
    unsaid: tuple[Text, ...]


def find_annex(ecosystem: Ecosystem, year: int | None = None) -> Annex:
    """Return the annex of a fiscal year; of all years on record without one.

    Raises
    ------
    AnalysisError
        When the year is none of the common era.
    """
    check_question(("size",), "smes", "", "", year)
    every = find_measurements(ecosystem)
    chosen = every if year is None else find_measurements(ecosystem, year)
    relations = find_relations(ecosystem, KINDS)
    guide = Guide(every, relations.targets[FOLLOWS], bool(ecosystem.nodes("Goal")))
    programs = sorted({one.program for one in chosen})
    budgets = find_budgets(ecosystem, relations, [("Program", key) for key in programs])
    unsaid = []
    if not ecosystem.nodes("Goal"):
        unsaid.append(NO_GOALS)
    if not ecosystem.nodes("Indicator"):
        unsaid.append(NO_INDICATORS)
    elif all(one.indicator is None for one in every):
        unsaid.append(NOT_MEASURED)
    return Annex(
        [(one, guide.broken(one)) for one in chosen],
        add_up(chosen),
        budgets.total if budgets.own else None,
        tuple(unsaid),
    )


def find_results(ecosystem: Ecosystem, *, year: int | None = None) -> AnalysisResult:
    """Return what programs aimed at and what came of it, a finding for each program, indicator and unit.

    `observed` is the result as evaluated, else as reported (`verdict` says which); `expected` of a
    finding is the target. The figure that is only expected is in the evidence. Linear in the
    programs and their indicators; an indicator of many programs is compared with last year's.

    Raises
    ------
    AnalysisError
        When the year is none of the common era.
    """
    started = time.perf_counter()
    annex = find_annex(ecosystem, year)
    findings = [_finding(ecosystem, one) for one, _ in annex.rows if one.indicator]
    totals = {
        "programs": float(len({one.program for one, _ in annex.rows})),
        "measurements": float(len(findings)),
    }
    if annex.budget is not None:
        totals["budget"] = annex.budget
    return AnalysisResult(
        ANALYSIS,
        tuple(findings),
        {"year": year, "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        totals,
        annex.unsaid,
        seconds=time.perf_counter() - started,
    )


def subjects_of(about: Statement, one: Measurement) -> tuple[Subject, ...]:
    """Return the program, the indicator and the unit of a measurement; the unit is no node."""
    indicator = (about.subject("Indicator", one.indicator[0]),) if one.indicator else ()
    unit = (Subject("Unit", one.unit, Text(one.unit, one.unit)),) if one.unit else ()
    return about.subject("Program", one.program), *indicator, *unit


def evidence_of(one: Measurement) -> Evidence:
    """Return who runs a measured program, and every figure of it that is known."""
    figures = {
        "baseline": one.baseline,
        "target": one.target,
        EXPECTED: one.expected,
        REPORTED: one.reported,
        EVALUATED: one.evaluated,
        "achieved": one.achieved,
        "budget": one.budget,
        "budget_per_enterprise": one.cost,
    }
    indicator = ("Indicator", one.indicator[0]) if one.indicator else None
    return Evidence(
        nodes=(
            ("Program", one.program),
            *([indicator] if indicator else ()),
            *(("Agency", key) for key, _ in one.agencies),
        ),
        relationships=(("Program MEASURED_BY Indicator", one.program, indicator[1]),) if indicator else (),
        counts={name: float(value) for name, value in figures.items() if value is not None},
    )


def _finding(ecosystem: Ecosystem, one: Measurement) -> Finding:
    about = Statement(ecosystem, METHOD, str(one.year or ""))
    verdict = one.basis or (EXPECTED if one.expected is not None else "")
    return about.finding(
        KIND,
        subjects_of(about, one),
        SENTENCES[verdict],
        {"result": _figure(one.result), "target": _figure(one.target), EXPECTED: _figure(one.expected)},
        observed=one.result,
        effect=None,
        unit=one.unit,
        evidence=evidence_of(one),
        confidence=one.confidence,
        expected=one.target,
        verdict=verdict or "unknown",
    )


def _figure(value: float | None) -> Text | str:
    return NOT_ON_RECORD if value is None else f"{value:,.10g}"

"""Targets and results of programs, indicators held against the guide, and frameworks compared."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingBase
from api.language import localise
from api.parameters import Cursor, Limit, Year
from api.problems import describe
from api.publishing import publish
from api.shapes import Answer, NodeLabel
from ecograph.analysis.results.annex import find_annex
from ecograph.analysis.results.crosswalk import ANALYSIS as CROSSWALK
from ecograph.analysis.results.lint import ANALYSIS as LINT
from ecograph.analysis.results.measurements import Measurement, Named
from ecograph.analysis.results.rules import Rule
from ecograph.analysis.results.sums import Sum
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from visualisations.suppression import Shown

router = APIRouter(tags=["results"])


class ResultRow(BaseModel):
    """An indicator of a program in a year and unit. Null is not known; expected figures are no results."""

    program: NodeLabel
    project: NodeLabel
    activity: NodeLabel | None
    agencies: list[NodeLabel]
    themes: list[NodeLabel] = Field(description="The uppermost themes in force in the year.")
    other_themes: list[NodeLabel] = Field(description="Those of frameworks of other years.")
    goals: list[NodeLabel]
    indicator: NodeLabel | None
    fiscal_year: int | None
    unit: str
    level: str = Field(description="`output` or `outcome`; empty where it is not on record.")
    baseline: float | None
    target: float | None
    reported: float | None
    evaluated: float | None
    evaluator: str
    expected: float | None
    result: float | None = Field(description="As evaluated, else as reported.")
    basis: str = Field(description="`evaluated` or `reported`; empty without a result.")
    achieved: float | None = Field(description="The result as a share of the target.")
    budget: float | None = Field(description="The program's own; an activity's is inside its project's.")
    disbursed: float | None
    budget_per_enterprise: float | None
    rules: list[Rule] = Field(description="The rules of the guide that it breaks.")


class ResultSum(BaseModel):
    """The sum of one indicator, unit and year; what is part of a program that has the figure is in it."""

    indicator: NodeLabel
    unit: str
    fiscal_year: int | None
    target: float | None
    expected: float | None
    reported: float | None
    evaluated: float | None
    result: float | None
    known: dict[str, int] = Field(description="Of how many figures each is the sum.")
    includes_reported: bool


class ResultsAnswer(Answer):
    """Rows of the annex of an evaluation meeting, page by page, with the sums of all."""

    rows: list[ResultRow]
    sums: list[ResultSum]
    budget: float | None = Field(description="Of all programs of the answer, none added twice.")
    untested: list[str] = Field(description="What cannot be said, and why.")
    total: int
    next: str | None


class RulesAnswer(Answer):
    """Rules that indicators break, page by page."""

    totals: dict[str, float]
    untested: list[str] = Field(description="What was left out, and why.")
    findings: list[FindingBase]
    total: int
    next: str | None


class CrosswalkAnswer(Answer):
    """What of one framework corresponds to what of another, and two years under the second."""

    parameters: dict[str, Any]
    totals: dict[str, float]
    untested: list[str] = Field(description="What was left out, and why.")
    findings: list[FindingBase] = Field(description="`corresponds`, `not-mapped` and `compared`.")


@router.get("/results", response_model=ResultsAnswer, responses=describe("analysis", "cursor-expired"))
def read_results(asked: Asking, year: Year = None, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List what projects and activities aimed at and what came of it: reported, evaluated, expected."""
    start = asked.position(cursor)
    return asked.answer_once(lambda: _results(asked, year, start, limit))


@router.get("/kpi-lint", response_model=RulesAnswer, responses=describe("analysis", "cursor-expired"))
def read_faults(
    asked: Asking,
    year: Year = None,
    agency: Annotated[
        str, Query(max_length=200, description="Only what it runs (key).", examples=["AG-DIPROM"])
    ] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the rules of the guide to indicators that indicators of programs break."""
    result = asked.snapshot.published.analyse(LINT, year=year, agency=agency).result
    start = asked.position(cursor)
    page = result.findings[start : start + limit]
    values = {
        "totals": dict(result.totals),
        "untested": _texts(result.untested),
        "findings": _told(asked, page),
        **_page(asked, result.findings, start, len(page)),
    }
    return asked.answer(localise(values, asked.language))


@router.get("/crosswalk", response_model=CrosswalkAnswer, responses=describe("analysis"))
def read_crosswalk(
    asked: Asking,
    source: Annotated[
        str,
        Query(
            alias="from",
            max_length=200,
            description="A framework.",
            openapi_examples={"pillars": {"value": "DIPROM-PILLARS-2567"}},
        ),
    ],
    target: Annotated[
        str,
        Query(
            alias="to",
            max_length=200,
            description="The framework that it is read as.",
            openapi_examples={"areas": {"value": "INDUSTRY-REFORM"}},
        ),
    ],
    from_year: Year = None,
    to_year: Year = None,
) -> Response:
    """Say what of one framework stands for what of another, and compare two fiscal years under it."""
    question = {"source": source, "target": target, "source_year": from_year, "target_year": to_year}
    return asked.answer_once(
        lambda: _crosswalk(asked, asked.snapshot.published.analyse(CROSSWALK, **question).result)
    )


def _results(asked: Asked, year: int | None, start: int, limit: int) -> dict[str, Any]:
    annex = find_annex(asked.snapshot.ecosystem, year)
    page = annex.rows[start : start + limit]
    values = {
        "rows": [_row(one, broken) for one, broken in page],
        "sums": [_sum(one) for one in annex.sums],
        "budget": annex.budget,
        "untested": _texts(annex.unsaid),
        **_page(asked, annex.rows, start, len(page)),
    }
    return dict(localise(values, asked.language))


def _crosswalk(asked: Asked, result: AnalysisResult) -> dict[str, Any]:
    values = {
        "parameters": dict(result.parameters),
        "totals": dict(result.totals),
        "untested": _texts(result.untested),
        "findings": _told(asked, result.findings),
    }
    return dict(localise(values, asked.language))


def _page(asked: Asked, rows: Any, start: int, count: int) -> dict[str, Any]:
    return {"total": len(rows), "next": asked.next(start + count, len(rows))}


def _told(asked: Asked, findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return findings about programs and themes alone: no group of enterprises is in them."""
    return [publish(one, Shown.OPEN, asked.telling, whole=False) for one in asked.telling.fold(findings)]


def _row(one: Measurement, broken: tuple[Rule, ...]) -> dict[str, Any]:
    program = one.activity or one.project
    return {
        "program": _label("Program", (one.program, program[1])),
        "project": _label("Program", one.project),
        "activity": _label("Program", one.activity) if one.activity else None,
        "agencies": [_label("Agency", named) for named in one.agencies],
        "themes": [_label("Theme", named) for named in one.themes],
        "other_themes": [_label("Theme", named) for named in one.other_themes],
        "goals": [_label("Goal", named) for named in one.goals],
        "indicator": _label("Indicator", one.indicator) if one.indicator else None,
        "fiscal_year": one.year,
        "budget_per_enterprise": one.cost,
        "rules": [rule.value for rule in broken],
        **{name: getattr(one, name) for name in FIGURES},
    }


FIGURES = (
    "unit",
    "level",
    "baseline",
    "target",
    "reported",
    "evaluated",
    "evaluator",
    "expected",
    "result",
    "basis",
    "achieved",
    "budget",
    "disbursed",
)
"""What a row takes from a measurement as it is."""


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "indicator": _label("Indicator", one.indicator),
        "unit": one.unit,
        "fiscal_year": one.year,
        **one.figures,
        "known": one.known,
        "includes_reported": one.marked,
    }


def _label(kind: str, named: Named) -> dict[str, Any]:
    key, name = named
    return {"kind": kind, "key": key, "label": _text(name)}


def _texts(texts: tuple[Text, ...]) -> list[dict[str, str]]:
    return [_text(text) for text in texts]


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "th": text.th}

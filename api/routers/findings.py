"""What analyses find: reach, gaps, and on what a finding rests."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingAnswer, FindingsAnswer
from api.language import localise
from api.problems import Problem, describe
from api.publishing import Publication, publish
from api.question import Question, check, written
from ecograph.errors import AnalysisError
from ecograph.findings import Finding

router = APIRouter(tags=["findings"])
UNANSWERED = describe("analysis")
FindingId = Annotated[
    str,
    Path(
        max_length=100,
        description="As `findings` gave it.",
        openapi_examples={"corridor": {"value": "reach-7d0821047f1d"}},
    ),
]


class GapKind(StrEnum):
    """The kinds of gap that can be asked for."""

    reach = "reach"
    clusters = "clusters"
    within_reach = "within-reach"
    inequality = "inequality"
    unmet_needs = "unmet-needs"
    plan_gaps = "plan-gaps"
    funding_gaps = "funding-gaps"
    single_points = "single-points"
    isolated = "isolated"
    out_of_reach = "out-of-reach"


class AnalysisName(StrEnum):
    """Every analysis whose findings can be asked for."""

    reach = "reach"
    reach_gaps = "reach-gaps"
    clusters = "clusters"
    within_reach = "within-reach"
    inequality = "inequality"
    unmet_needs = "unmet-needs"
    plan_gaps = "plan-gaps"
    funding_gaps = "funding-gaps"
    single_points = "single-points"
    isolated = "isolated"
    out_of_reach = "out-of-reach"
    unreached = "unreached"


@router.get("/reach", response_model=FindingsAnswer, responses=UNANSWERED)
def read_reach(asked: Asking, question: Question) -> Response:
    """Say how many of the eligible enterprises were reached, cell by cell."""
    return asked.answer_once(lambda: _findings(asked, "reach", question))


@router.get("/unreached", response_model=FindingsAnswer, responses=UNANSWERED)
def read_unreached(
    asked: Asking,
    by: Annotated[
        Literal["corridor", "area", "region", "industry", "size"], Query(description="Group by this.")
    ] = "corridor",
    scheme: Annotated[
        str, Query(max_length=200, description="The scheme of corridors or regions.", examples=["economic"])
    ] = "economic",
) -> Response:
    """Say how many enterprises nobody is on record to have helped, place by place."""
    question = {"by": [by], "scheme": scheme}
    return asked.answer_once(lambda: _findings(asked, "unreached", question))


@router.get("/gaps/{kind}", response_model=FindingsAnswer, responses=UNANSWERED)
def read_gaps(
    asked: Asking,
    kind: Annotated[
        GapKind, Path(description="What kind of gap.", openapi_examples={"reach": {"value": "reach"}})
    ],
    question: Question,
) -> Response:
    """Say where support falls short of what it should be, by how many, and how sure that is."""
    analysis = "reach-gaps" if kind is GapKind.reach else kind.value
    return asked.answer_once(lambda: _findings(asked, analysis, question))


@router.get("/findings/{id}", response_model=FindingAnswer, responses=UNANSWERED | describe("not-found"))
def explain_finding(
    asked: Asking,
    id: FindingId,
    question: Question,
    analysis: Annotated[
        AnalysisName | None,
        Query(description="The analysis, with the parameters it was asked with, as in `explain`."),
    ] = None,
) -> Response:
    """Say what a finding rests on: its method and test, its numbers, and the rows to compute it again from.

    Without an analysis, the finding is looked for among those sent lately, then among those that
    each analysis has by default.
    """
    name = analysis.value if analysis else None
    return asked.answer_once(lambda: _explanation(asked, *find_published(asked, id, name, question)))


def _explanation(asked: Asked, publication: Publication, finding: Finding) -> dict[str, Any]:
    threshold = asked.snapshot.published.threshold
    result = publication.result
    values = {
        "analysis": result.analysis,
        "parameters": dict(result.parameters),
        "seed": result.seed,
        "finding": {
            **publish(finding, publication.shown[finding.id], threshold, whole=True),
            **asked.decided.of(finding, publication.shown[finding.id]),
        },
    }
    return dict(localise(values, asked.language))


def _findings(asked: Asked, analysis: str, question: dict[str, Any]) -> dict[str, Any]:
    published = asked.snapshot.published
    parameters = check(asked.snapshot.ecosystem, analysis, question)
    publication = published.analyse(analysis, **parameters)
    result = publication.result
    query = written(analysis, parameters)
    findings = [
        {
            **publish(finding, publication.shown[finding.id], published.threshold, whole=False),
            **asked.decided.of(finding, publication.shown[finding.id]),
            "explain": f"/v1/findings/{finding.id}?{query}",
        }
        for finding in asked.decided.fold(result.findings)
    ]
    values = {
        "analysis": analysis,
        "parameters": dict(result.parameters),
        "totals": dict(result.totals),
        "untested": [{"en": text.en, "th": text.th} for text in result.untested],
        "findings": findings,
    }
    return dict(localise(values, asked.language))


def find_published(
    asked: Asked, id: str, analysis: str | None, question: dict[str, Any]
) -> tuple[Publication, Finding]:
    """Return a finding by its id, and the publication that it is from.

    Raises
    ------
    Problem
        When none of what is looked at has it.
    """
    published = asked.snapshot.published
    if analysis is not None:
        parameters = check(asked.snapshot.ecosystem, analysis, question)
        looked_at = [published.analyse(analysis, **parameters)]
    else:
        looked_at = published.lately
    for publication in looked_at:
        for finding in publication.result.findings:
            if finding.id == id:
                return publication, finding
    for name in AnalysisName if analysis is None else ():
        try:
            publication = published.analyse(name.value)
        except AnalysisError:
            # What an analysis needs is not in the data.
            continue
        for finding in publication.result.findings:
            if finding.id == id:
                return publication, finding
    raise Problem("not-found", f"There is no finding {id!r}.", "Follow `explain` of the finding.")

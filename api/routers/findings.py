"""What analyses find: reach, gaps, and on what a finding rests."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingAnswer, FindingsAnswer
from api.language import localise
from api.parameters import AnalysisName, GapKind
from api.problems import Problem, describe
from api.publishing import Publication, publish, publish_result
from api.question import Question, check, written
from ecograph.errors import AnalysisError
from ecograph.findings import Finding
from ecograph.graph.clients import Level
from ecograph.pages.explained import OVERLAPS, REACH_GAPS, ask_by_default, ask_overlaps

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
    analysis = REACH_GAPS if kind == "reach" else kind
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
    level: Annotated[Level | None, Query(description="Of an overlap: what was compared.")] = None,
) -> Response:
    """Say what a finding rests on: its method and test, its numbers, and the rows to compute it again from.

    Without an analysis, the finding is looked for among those sent lately, then among those that
    each analysis has by default.
    """
    if level is not None:
        question |= {"level": level}
    return asked.answer_once(lambda: _explanation(asked, *find_published(asked, id, analysis, question)))


def _explanation(asked: Asked, publication: Publication, finding: Finding) -> dict[str, Any]:
    result = publication.result
    values = {
        "analysis": result.analysis,
        "parameters": dict(result.parameters),
        "seed": result.seed,
        "finding": publish(finding, publication.shown[finding.id], asked.telling, whole=True),
    }
    return dict(localise(values, asked.language))


def _findings(asked: Asked, analysis: str, question: dict[str, Any]) -> dict[str, Any]:
    published = asked.snapshot.published
    parameters = check(asked.snapshot.ecosystem, analysis, question)
    publication = published.analyse(analysis, **parameters)
    result = publication.result
    query = written(analysis, parameters)
    values = publish_result(publication, asked.telling.fold(result.findings), asked.telling, query)
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
        if analysis == OVERLAPS:
            parameters = ask_overlaps(**parameters)
        looked_at = [published.analyse(analysis, **parameters)]
    else:
        looked_at = published.lately
    for publication in looked_at:
        for finding in publication.result.findings:
            if finding.id == id:
                return publication, finding
    for name, asked_so in ask_by_default(id) if analysis is None else ():
        try:
            publication = published.analyse(name, **asked_so)
        except AnalysisError:
            # What an analysis needs is not in the data.
            continue
        for finding in publication.result.findings:
            if finding.id == id:
                return publication, finding
    raise Problem("not-found", f"There is no finding {id!r}.", "Follow `explain` of the finding.")

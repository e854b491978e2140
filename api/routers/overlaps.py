"""Who serves the same enterprises beyond chance."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingsAnswer
from api.language import localise
from api.parameters import Cursor, Limit, Year
from api.problems import describe
from api.publishing import publish_result
from api.question import written
from ecograph.findings import Finding
from ecograph.graph.clients import Level
from ecograph.pages.explained import FRAGMENTATION, NAMED_ALIKE, OVERLAPS, ask_overlaps
from ecograph.pages.parties import agencies_behind

router = APIRouter(tags=["overlaps"])
Rung = Literal["overlap", "duplication", "none"]
CompareLevel = Annotated[
    Level,
    Query(
        description="What is compared; `support` is programs and funds side by side.",
        openapi_examples={"agencies": {"value": "Agency"}},
    ),
]
Theme = Annotated[
    str,
    Query(
        max_length=200,
        description="Only support that addresses this theme (key).",
        openapi_examples={"digital": {"value": "INDUSTRY-REFORM:POL-1-DIGITAL"}},
    ),
]


class OverlapsAnswer(FindingsAnswer):
    """Pairs that share more clients than by chance, page by page."""

    total: int = Field(description="How many pairs there are with the agency and the rung asked for.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")


@router.get("/overlaps", response_model=OverlapsAnswer, responses=describe("analysis", "cursor-expired"))
def read_overlaps(
    asked: Asking,
    level: CompareLevel = "Program",
    theme: Theme = "",
    year: Year = None,
    scheme: Annotated[
        str,
        Query(max_length=200, description="The scheme of regions within which chance is reckoned."),
    ] = "",
    agency: Annotated[
        str,
        Query(
            max_length=200,
            description="Only pairs that it is, runs or manages one of (key).",
            openapi_examples={"department": {"value": "AG-DIPROM"}},
        ),
    ] = "",
    rung: Annotated[
        Rung | None,
        Query(
            description="Only pairs on this rung of GAO-15-49SP; `none` is one under two names.",
            openapi_examples={"twice": {"value": "duplication"}},
        ),
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List pairs that share more clients than by chance, the most beyond first, page by page.

    A pair that shares fewer than 5 clients is counted and never named. All pairs are tested together,
    whatever agency or rung is asked for.
    """
    start = asked.position(cursor)
    question = ask_overlaps(level, theme, year, scheme)
    return asked.answer_once(lambda: _page(asked, question, agency, rung, start, limit))


@router.get("/fragmentation", response_model=FindingsAnswer, responses=describe("analysis"))
def read_fragmentation(asked: Asking, theme: Theme = "", year: Year = None) -> Response:
    """List themes and places in which several agencies work apart: attributes alone, nothing tested."""
    return asked.answer_once(lambda: _beside(asked, FRAGMENTATION, {"theme": theme, "year": year}))


@router.get("/named-alike", response_model=FindingsAnswer)
def read_named_alike(asked: Asking, level: CompareLevel = "Program") -> Response:
    """List pairs that may be one under two names, whether or not they share clients: data to put right."""
    return asked.answer_once(lambda: _beside(asked, NAMED_ALIKE, {"level": level}))


def _beside(asked: Asked, analysis: str, question: dict[str, Any]) -> dict[str, Any]:
    publication = asked.snapshot.published.analyse(analysis, **question)
    given = {name: value for name, value in question.items() if value not in ("", None)}
    findings = asked.telling.fold(publication.result.findings)
    values = publish_result(publication, findings, asked.telling, written(analysis, given))
    return dict(localise(values, asked.language))


def _page(
    asked: Asked, question: dict[str, Any], agency: str, rung: Rung | None, start: int, limit: int
) -> dict[str, Any]:
    published, ecosystem = asked.snapshot.published, asked.snapshot.ecosystem
    publication = published.analyse(OVERLAPS, **question)
    wanted = "" if rung == "none" else rung

    def fits(finding: Finding) -> bool:
        return (wanted is None or finding.rung == wanted) and (
            not agency or agency in agencies_behind(ecosystem, finding)
        )

    found = [finding for finding in asked.telling.fold(publication.result.findings) if fits(finding)]
    page = found[start : start + limit]
    given = {name: value for name, value in question.items() if name != "most" and value not in ("", None)}
    values = publish_result(publication, page, asked.telling, written(OVERLAPS, given))
    values |= {"total": len(found), "next": asked.next(start + len(page), len(found))}
    return dict(localise(values, asked.language))

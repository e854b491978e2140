"""What to link next: partnerships, placements, and how far enterprises got on the way to finance."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingBase
from api.language import localise
from api.parameters import Year
from api.problems import describe
from api.publishing import publish
from api.shapes import Answer

router = APIRouter(tags=["what to link next"])
UNANSWERED = describe("analysis")
Place = Annotated[Literal["corridor", "area", "region"], Query(description="Places told apart.")]
Scheme = Annotated[
    str, Query(max_length=200, description="The scheme of corridors or regions.", examples=["economic"])
]
Limit = Annotated[int, Query(ge=1, le=200, description="The most findings.")]


class LinksAnswer(Answer):
    """What could be linked, with its reasons."""

    analysis: str
    parameters: dict[str, str | float | bool | None]
    totals: dict[str, float]
    untested: list[str]
    findings: list[FindingBase]


@router.get("/partnerships", response_model=LinksAnswer, responses=UNANSWERED)
def read_partnerships(
    asked: Asking,
    between: Annotated[
        Literal["agencies", "agency-fund", "fund-program", "program-area"],
        Query(description="Whom they are between."),
    ] = "agencies",
    rank: Annotated[
        Literal["shared", "gain", "score"] | None,
        Query(description="What comes first; `shared` is for agencies alone."),
    ] = None,
    limit: Limit = 20,
) -> Response:
    """Say what has much in common, or much to give, and nothing on record that joins it."""
    if between == "agencies":
        return _answer(asked, "missing-partnerships", rank=rank or "shared", most=limit)
    return _answer(asked, "missing-links", kind=between, rank=rank or "gain", most=limit)


@router.get("/placements", response_model=LinksAnswer, responses=UNANSWERED)
def read_placements(
    asked: Asking,
    k: Annotated[int, Query(ge=1, le=100, description="How many extensions.")] = 20,
    budget: Annotated[
        float | None, Query(gt=0, le=1e15, description="What they may cost together, in place of `k`.")
    ] = None,
    by: Place = "corridor",
    scheme: Scheme = "economic",
    theme: Annotated[str, Query(max_length=200, description="Only what addresses it (key).")] = "",
    year: Year = None,
) -> Response:
    """Say which programs to extend to which places, so that most enterprises could be helped."""
    question = {"k": k, "budget": budget, "by": by, "scheme": scheme, "theme": theme, "year": year}
    return _answer(asked, "placements", **question)


@router.get("/funding-routes", response_model=LinksAnswer, responses=UNANSWERED)
def read_funding_routes(
    asked: Asking, by: Place = "corridor", scheme: Scheme = "economic", year: Year = None
) -> Response:
    """Say how far enterprises got on the way to finance, place by place, and where most of them stand."""
    return _answer(asked, "funding-routes", by=by, scheme=scheme, year=year)


def _answer(asked: Asked, analysis: str, **question: str | float | None) -> Response:
    return asked.answer_once(lambda: _findings(asked, analysis, question))


def _findings(asked: Asked, analysis: str, question: dict[str, str | float | None]) -> dict[str, object]:
    published = asked.snapshot.published
    publication = published.analyse(analysis, **question)
    result = publication.result
    values = {
        "analysis": analysis,
        "parameters": {name: value for name, value in result.parameters.items() if value not in ("", None)},
        "totals": dict(result.totals),
        "untested": [{"en": text.en, "th": text.th} for text in result.untested],
        "findings": [
            publish(finding, publication.shown[finding.id], asked.telling, whole=False)
            for finding in asked.telling.fold(result.findings)
        ],
    }
    return dict(localise(values, asked.language))

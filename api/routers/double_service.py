"""The same service given twice, and a planned program held against what exists."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingBase
from api.language import localise
from api.parameters import Year
from api.problems import Problem, describe
from api.publishing import publish
from api.shapes import Answer
from ecograph.analysis.double_service_counts import count_enterprises, protect_counts
from ecograph.analysis.proposals import check_proposal
from ecograph.findings import AnalysisResult
from ecograph.pages.explained import ALL_CASES
from loaders.planned import ProposalBody, resolve
from visualisations.suppression import Shown

router = APIRouter(tags=["double service"])


class DoubleServiceCount(BaseModel):
    """Enterprises with confirmed double service that an agency has a part in."""

    agency: str
    service: str
    enterprises: int | None = Field(description="Null where it is small, or covers a small one.")


class DoubleServiceCounts(Answer):
    """Enterprises by agency and service; an enterprise counts in each cell that it has a case in."""

    counts: list[DoubleServiceCount]
    total: int | None = Field(description="The sum of all counts; null where it would reveal a small one.")
    untested: list[str]


class CasesAnswer(Answer):
    """Findings that name enterprises or programs."""

    analysis: str
    parameters: dict[str, Any]
    totals: dict[str, float]
    untested: list[str] = Field(description="What was left out, and why.")
    findings: list[FindingBase]


@router.get("/double-service/counts", response_model=DoubleServiceCounts)
def count_double_service(asked: Asking) -> Response:
    """Say how many enterprises received the same service twice, by agency and service."""
    return asked.answer_once(lambda: _counts(asked))


@router.get("/double-service", response_model=CasesAnswer, responses=describe("analysis", "key-required"))
def read_double_service(
    asked: Asking,
    agency: Annotated[str, Query(max_length=200, description="Only cases that it has a part in (key).")] = "",
    year: Year = None,
    theme: Annotated[str, Query(max_length=200, description="Only what addresses it (key).")] = "",
    limit: Annotated[int, Query(ge=1, le=1_000, description="The most cases.")] = 200,
) -> Response:
    """List cases of double service with the keys of enterprises, only where the server has keys set up.

    Enterprises are matched by id; those alike in name are found on the command line.
    """
    if not asked.settings.keys():
        raise Problem(
            "key-required",
            "Cases name enterprises, and no keys are set up.",
            "Set ECOGRAPH_API_KEYS_FILE on the server, or ask /v1/double-service/counts.",
        )
    question = {"agency": agency, "year": year, "theme": theme, "most": limit}
    return asked.answer_once(
        lambda: _cases(asked, asked.snapshot.published.analyse("double-service", **question).result)
    )


@router.post("/check-proposal", response_model=CasesAnswer, responses=describe("analysis"))
def check(asked: Asking, proposal: ProposalBody) -> Response:
    """Hold a planned program against what exists: what it shares with which program, and whom to ask."""
    ecosystem = asked.snapshot.ecosystem
    threshold = asked.snapshot.published.threshold
    return asked.answer(_cases(asked, check_proposal(ecosystem, resolve(proposal, ecosystem), threshold)))


def _counts(asked: Asked) -> dict[str, Any]:
    published = asked.snapshot.published
    result = published.analyse("double-service", most=ALL_CASES).result
    shown, total = protect_counts(count_enterprises(result.findings), published.threshold)
    counts = [
        {"agency": agency, "service": service, "enterprises": number}
        for (agency, service), number in shown.items()
    ]
    # How many cases were left out, and beyond a limit, could be subtracted: only what is asked is said.
    said = {"counts": counts, "total": total, "untested": [_text(result.untested[-1])]}
    return dict(localise(said, asked.language))


def _cases(asked: Asked, result: AnalysisResult) -> dict[str, Any]:
    told = asked.telling.fold(asked.opinions.with_verdicts(result.findings))
    findings = [publish(one, Shown.OPEN, asked.telling, whole=False) for one in told]
    values = {
        "analysis": result.analysis,
        "parameters": {name: value for name, value in result.parameters.items() if value not in ("", None)},
        "totals": dict(result.totals),
        "untested": [_text(text) for text in result.untested],
        "findings": findings,
    }
    return dict(localise(values, asked.language))


def _text(text: Any) -> dict[str, str]:
    return {"en": text.en, "th": text.th}

"""What people decide on findings, and results that are kept by a name."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.asked import Asking
from api.finding_shapes import DecisionView
from api.language import localise
from api.opinions import decision_values
from api.parameters import AnalysisName, Cursor, Limit
from api.problems import Problem, describe
from api.question import Question
from api.routers.findings import UNANSWERED, FindingId, find_published
from api.security import Keys
from api.shapes import Answer
from ecograph.state.decisions import Action, standing
from loaders.privacy import mask

router = APIRouter(tags=["decisions"])


class DecisionBody(BaseModel):
    """A decision on a finding."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"action": "dismiss", "by": "Planning division", "reason": "served by another ministry"}
            ]
        },
    )

    action: Action
    by: str = Field(min_length=1, max_length=200, description="Who decides: a unit, or an officer.")
    reason: str = Field(
        default="", max_length=2_000, description="Why; must be given to dismiss, or to note."
    )
    until: date | None = Field(default=None, description="To put off (`mute`): the last day.")
    assignee: str = Field(default="", max_length=200, description="To assign: the unit that is to act.")


class DecisionAnswer(Answer):
    """A decision that was kept."""

    decision: DecisionView


class DecisionsAnswer(Answer):
    """Decisions, the last first."""

    decisions: list[DecisionView]
    total: int
    next: str | None


def may_write(
    request: Request,
    authorization: Annotated[str, Header(description="`Bearer` and a key that may write.")] = "",
) -> None:
    """Raise a problem where no key is shown that may write.

    A password is not enough: a browser sends it with requests that a page from elsewhere makes.
    """
    writers: Keys = request.app.state.writers
    if not (authorization.lower().startswith("bearer ") and writers.know(authorization)):
        raise Problem(
            "write-key-required", "The key may read, and not write." if authorization else "No key."
        )


@router.post(
    "/findings/{id}/decisions",
    response_model=DecisionAnswer,
    status_code=201,
    responses=UNANSWERED | describe("not-found", "write-key-required", "decision-refused"),
    dependencies=[Depends(may_write)],
)
def decide(
    asked: Asking,
    id: FindingId,
    body: DecisionBody,
    question: Question,
    analysis: Annotated[
        AnalysisName | None,
        Query(description="The analysis, with the parameters it was asked with, as in `explain`."),
    ] = None,
) -> Response:
    """Keep a decision on a finding; it is added, and never changed or deleted.

    What may identify a person is taken out of the reason.
    """
    _, found = find_published(asked, id, analysis, question)
    entry = asked.board.log.add(
        found.id,
        body.action,
        by=mask(body.by),
        reason=mask(body.reason),
        until=body.until,
        assignee=mask(body.assignee),
        found=found,
    )
    entries = asked.board.current().decisions.get(found.id, ())
    values = {"decision": decision_values(entry, stands=standing(entries, asked.today) == entry)}
    response = asked.answer(dict(localise(values, asked.language)))
    response.status_code = 201
    return response


@router.get("/decisions", response_model=DecisionsAnswer, responses=describe("cursor", "cursor-expired"))
def list_decisions(
    asked: Asking,
    finding: Annotated[str, Query(max_length=100, description="Only those on this finding.")] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what was decided on findings, the last decision first, and which decisions stand today."""
    start, telling = asked.position(cursor), asked.telling
    stand = {entry.number for entry in telling.standing().values()}
    decisions = telling.opinions.decisions
    entries = [each for name, found in decisions.items() if finding in ("", name) for each in found]
    entries.sort(key=lambda each: -each.number)
    page: list[dict[str, Any]] = [
        decision_values(each, stands=each.number in stand) for each in entries[start : start + limit]
    ]
    values = {"decisions": page, "total": len(entries), "next": asked.next(start + len(page), len(entries))}
    return asked.answer(dict(localise(values, asked.language)))

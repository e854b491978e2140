"""Results that people keep by a name, and what became of their findings."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingBase
from api.language import localise
from api.parameters import Cursor, Limit
from api.problems import Problem, describe
from api.publishing import publish
from api.routers.changes import ChangedFindingsAnswer, answer_comparison
from api.shapes import Answer
from ecograph.analysis.change import Moment
from ecograph.findings import AnalysisResult
from ecograph.pages.explained import EXPLAINED
from ecograph.state.saved import Saved, SavedResults
from ecograph.workspace import asked_again
from visualisations.protection import protect

router = APIRouter(tags=["decisions"])


SavedName = Annotated[
    str,
    Path(
        min_length=1,
        max_length=80,
        description="The name of a kept result, or its number.",
        openapi_examples={"named": {"value": "before-the-meeting"}},
    ),
]


class SavedView(BaseModel):
    """What is known of a kept result."""

    number: int
    name: str
    by: str
    at: datetime
    note: str
    analysis: str
    parameters: dict[str, Any]
    version: int = Field(description="The version of the data that it was made from.")
    methods: dict[str, int] = Field(description="The versions of the methods that it rests on.")
    findings: int


class SavedListAnswer(Answer):
    """Kept results, the first first."""

    saved: list[SavedView]


class SavedAnswer(Answer):
    """A kept result as it was, with what was decided on its findings since."""

    saved: SavedView
    totals: dict[str, float]
    untested: list[str]
    findings: list[FindingBase]


@router.get("/saved", response_model=SavedListAnswer)
def list_saved(asked: Asking) -> Response:
    """List the results that are kept by a name (`ecograph saved add`)."""
    # Others are kept while the version stays.
    return asked.answer_in_part({"saved": [each.to_dict() for each in _log(asked).entries()]})


@router.get(
    "/saved/{name}/changes",
    response_model=ChangedFindingsAnswer,
    responses=describe("analysis", "saved-refused", "cursor"),
)
def list_changes_since(asked: Asking, name: SavedName, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List what became of the findings of a kept result, in the answer to the same question today."""
    start = asked.position(cursor)
    kept, result, moment = _read(asked, name)
    found, hidden = asked.snapshot.changes.since_result(
        kept.name, result, Moment.from_dict(moment), asked_again(kept.analysis, kept.parameters)
    )
    return answer_comparison(asked, kept.version, found, hidden, start, limit)


@router.get("/saved/{name}", response_model=SavedAnswer, responses=describe("analysis", "saved-refused"))
def read_saved(
    asked: Asking,
    name: SavedName,
) -> Response:
    """Return a kept result as it was; small groups are hidden as in every answer."""
    kept, result, _ = _read(asked, name)
    shown = protect(result, asked.snapshot.published.threshold)
    values = {
        "saved": kept.to_dict(),
        "totals": dict(result.totals),
        "untested": [{"en": text.en, "th": text.th} for text in result.untested],
        "findings": [
            publish(one, shown[one.id], asked.telling, whole=False)
            for one in asked.telling.fold(result.findings)
        ],
    }
    return asked.answer(dict(localise(values, asked.language)))


def _read(asked: Asked, name: str) -> tuple[Saved, AnalysisResult, dict[str, Any]]:
    """Return a kept result, and what was on record when it was made.

    Raises
    ------
    Problem
        When its analysis is not published.
    """
    log = _log(asked)
    kept = log.find(name)
    if kept.analysis not in EXPLAINED:
        raise Problem(
            "analysis",
            f"Results of {kept.analysis} are not published.",
            f"There are: {', '.join(EXPLAINED)}.",
        )
    return kept, *log.read(kept.name)


def _log(asked: Asked) -> SavedResults:
    return SavedResults.of_store(asked.settings.store_url, asked.settings.home)

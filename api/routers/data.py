"""What the data is: its model, how much there is of it, and when it changed."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.asked import Asking
from api.language import localise
from api.problems import Problem, describe
from api.shapes import Answer, ChangesAnswer, CountsAnswer, RunsAnswer
from ecograph.model import MODEL
from ecograph.model.dictionary import to_json
from ecograph.store import RunRecord

router = APIRouter(tags=["data"])


class SchemaAnswer(Answer):
    """Every kind of node and relationship, and its properties."""

    nodes: list[dict[str, Any]]
    relationships: list[dict[str, Any]]


@router.get("/schema", response_model=SchemaAnswer)
def read_schema(asked: Asking) -> Response:
    """Return the model: kinds, keys, properties with type, unit and choices, labels in one language."""
    return asked.answer(localise(to_json(MODEL), asked.language))


@router.get("/counts", response_model=CountsAnswer)
def read_counts(asked: Asking) -> Response:
    """Count nodes and relationships by kind."""
    return asked.answer({"counts": dict(asked.snapshot.counts)})


@router.get("/runs", response_model=RunsAnswer)
def list_runs(asked: Asking) -> Response:
    """List what was loaded and when, the last run first."""
    return asked.answer({"runs": [_run(record) for record in reversed(asked.snapshot.runs)]})


@router.get("/changes", response_model=ChangesAnswer, responses=describe("analysis"))
def list_changes(
    asked: Asking,
    since: Annotated[int, Query(ge=0, le=2**31, description="The version that you hold.", examples=[1])],
) -> Response:
    """Say what changed since a version: which sources were loaded, and how much of each kind."""
    if since > asked.snapshot.version:
        raise Problem(
            "analysis",
            f"The data are of version {asked.snapshot.version}, and {since} is not reached yet.",
            "Give a version that an answer named.",
        )
    later = [record for record in asked.snapshot.runs if record.number > since]
    sums: dict[str, Any] = {
        name: dict(sum((Counter(getattr(record, name)) for record in later), Counter[str]()))
        for name in ("created", "updated", "withdrawn", "orphaned")
    }
    return asked.answer({"since": since, "runs": [_run(record) for record in reversed(later)], **sums})


def _run(record: RunRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}

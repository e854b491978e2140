"""What the data is: its model, how much there is of it, and when it changed."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.asked import Asking
from api.language import localise
from api.shapes import Answer, CountsAnswer, RunsAnswer
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
    return asked.answer({"runs": [run_values(record) for record in reversed(asked.snapshot.runs)]})


def run_values(record: RunRecord) -> dict[str, Any]:
    """Return a run as plain values."""
    return {name: getattr(record, name) for name in record.__slots__}

"""Whether the API is alive, and whether it can answer."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import JSON, to_json
from api.live import Live, NotReady
from api.telling import RETRY

router = APIRouter(prefix="/health", tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: str = Field(json_schema_extra={"enum": ["alive"]})


class Ready(BaseModel):
    """What is answered from."""

    status: str = Field(
        description="`stale`: the store cannot be read, and answers are those of `version`.",
        json_schema_extra={"enum": ["ready", "stale", "not-ready"]},
    )
    version: int | None
    loaded: datetime | None = Field(description="When the last run was completed.")
    why: str = Field(description="Why it is stale or not ready; else empty.")


@router.get("/live", response_model=Alive)
def live() -> Response:
    """Say that the process answers."""
    return _said({"status": "alive"})


@router.get("/ready", response_model=Ready, responses={503: {"model": Ready}})
def ready(request: Request) -> Response:
    """Say whether questions are answered, and whether from the data as it is now."""
    watched: Live = request.app.state.live
    stale = watched.stale
    try:
        snapshot = watched.snapshot
    except NotReady as error:
        said = {"status": "not-ready", "version": None, "loaded": None, "why": error.message}
        response = _said(said, 503)
        response.headers["Retry-After"] = RETRY
        return response
    status = "stale" if stale else "ready"
    return _said({"status": status, "version": snapshot.version, "loaded": snapshot.loaded, "why": stale})


def _said(values: Mapping[str, object], status: int = 200) -> Response:
    return Response(to_json(values), status, {"Cache-Control": "no-store"}, JSON)

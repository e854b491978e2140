"""The application: `ecograph serve`, or `uvicorn api.main:app`."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from api.asked import NotModified
from api.cursor import Cursors
from api.live import Live
from api.openapi import describe_api
from api.problems import describe
from api.routers import (
    changes,
    data,
    decisions,
    double_service,
    findings,
    health,
    linking,
    nodes,
    overlaps,
    pages,
    parts,
    referrals,
    results,
    saved,
    what_if,
)
from api.security import Gate, Keys
from api.telling import tell_problems
from ecograph import __version__
from ecograph.settings import Settings, read_settings
from ecograph.workspace import Workspace

SMALLEST_ZIPPED = 1_000
"""Bytes from which on an answer is compressed."""


def create_app(settings: Settings, open_workspace: Callable[[], Workspace] | None = None) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    open_workspace
        Opens the store; that of the settings where it is not given.

    Raises
    ------
    SettingsError
        When keys cannot be used, or the secret cannot be read.
    """
    opening = open_workspace or partial(Workspace.open, settings, create=False)
    live = Live(opening, settings)

    @asynccontextmanager
    async def watch(_: FastAPI) -> AsyncIterator[None]:
        live.start()
        yield
        live.stop()

    app = FastAPI(
        title="ecograph",
        version=__version__,
        lifespan=watch,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.live, app.state.settings = live, settings
    app.state.cursors = Cursors(settings.secret())
    app.state.writers = Keys(settings.write_keys())
    keys = settings.keys()
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED)
    app.add_middleware(Gate, keys=keys)
    tell_problems(app)
    app.add_exception_handler(NotModified, _not_modified)
    version = APIRouter(prefix="/v1", responses=describe("request", "not-ready"))
    for router in (
        data.router,
        changes.router,
        nodes.router,
        findings.router,
        overlaps.router,
        double_service.router,
        results.router,
        decisions.router,
        saved.router,
        parts.router,
        referrals.router,
        linking.router,
        what_if.router,
    ):
        version.include_router(router)
    app.include_router(health.router)
    app.include_router(version)
    # Last, for its addresses begin at the root.
    app.include_router(pages.router)
    describe_api(app, secured=bool(keys))
    return app


async def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)  # noqa: S101 - what it is registered for
    return Response(status_code=304, headers=dict(error.headers))


def __getattr__(name: str) -> FastAPI:
    """Make the `app` that a server asks for, from the environment, when it asks."""
    if name == "app":
        return create_app(read_settings(dict(os.environ)))
    raise AttributeError(name)

"""How a problem is told: as JSON to programs, as a page to browsers; never where it happened."""

import logging
import re
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.guarding import guard
from api.language import choose_language
from api.problems import CODES, MEDIA_TYPE, problem_details
from ecograph.errors import EcographError
from visualisations.problem import render_problem

RETRY = "5"
"""Seconds after which to ask again."""
FOR_PROGRAMS = ("/v1/", "/health/")
"""Where programs ask, whatever they say they accept."""
_COMMAND_LINE = re.compile(r"(^|\s)--\w|`ecograph ")

logger = logging.getLogger(__name__)


def tell(
    request: Request, code: str, detail: str, hint: str = "", errors: list[dict[str, str]] | None = None
) -> Response:
    """Return a problem as whoever asked can read it.

    A hint about the command line helps nobody here: then that of the code takes its place.
    """
    known = code if code in CODES else "internal"
    accepted = request.query_params.get("lang") or request.headers.get("accept-language", "")
    language = choose_language(accepted, request.app.state.settings.language)
    said = "" if _COMMAND_LINE.search(hint) else hint
    body = problem_details(known, detail, said, request.url.path, language, errors)
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"}
    if body["status"] == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = RETRY
    by_browser = _is_browser(request)
    if body["status"] == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="ecograph", charset="UTF-8"' if by_browser else "Bearer"
    if not by_browser:
        return JSONResponse(body, body["status"], headers, MEDIA_TYPE)
    title = CODES[known].title
    hint_page = said or CODES[known].hint(language)
    page = render_problem(title, detail, hint_page, language, f"/?lang={language}").encode()
    return Response(page, body["status"], headers | guard(page), "text/html; charset=utf-8")


def tell_problems(app: FastAPI) -> None:
    """Make every error of an application a problem."""
    app.add_exception_handler(EcographError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_nobody)


def _is_browser(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith(FOR_PROGRAMS)


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, EcographError)  # noqa: S101 - what it is registered for
    return tell(request, error.code, error.message, error.hint)


async def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    faults = [
        {"location": ".".join(map(str, fault["loc"])), "message": str(fault["msg"])}
        for fault in error.errors()
    ]
    detail = "; ".join(f"{fault['location']}: {fault['message']}" for fault in faults)
    return tell(request, "request", detail, errors=faults)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response = tell(request, "method", f"{request.method} is not what {request.url.path} takes.")
        response.headers.update(error.headers or {})
        return response
    if error.status_code == HTTPStatus.NOT_FOUND:
        return tell(request, "no-route", f"There is nothing at {request.url.path}.")
    return tell(request, "request", str(error.detail))


async def _of_nobody(request: Request, error: Exception) -> Response:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return tell(request, "internal", "The answer failed; the log of the server says where.")

"""Problems: what a client is told when there is no answer (RFC 9457), with codes that never change."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from ecograph.errors import EcographError

MEDIA_TYPE = "application/problem+json"
RETRY = "5"
"""Seconds after which to ask again."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sort:
    """The HTTP status of problems with a code, and what they have in common."""

    status: int
    title: str


CODES: Mapping[str, Sort] = {
    "not-found": Sort(404, "There is no such thing"),
    "no-route": Sort(404, "There is no such address"),
    "method": Sort(405, "The method does not fit the address"),
    "request": Sort(400, "The request does not fit the description of the API"),
    "model": Sort(422, "A name is not in the model"),
    "analysis": Sort(422, "The question cannot be answered as put"),
    "too-large": Sort(422, "The answer would be too large"),
    "cursor": Sort(422, "The cursor is not valid"),
    "cursor-expired": Sort(410, "The cursor is of an earlier version"),
    "body-too-large": Sort(413, "The body is too large"),
    "key-required": Sort(401, "A key is required"),
    "local-only": Sort(403, "Without keys, this machine alone is answered"),
    "not-ready": Sort(503, "The data is being read"),
    "store-unreachable": Sort(503, "The store does not answer"),
    "store-busy": Sort(503, "The store is being written"),
    "store": Sort(500, "The store cannot be read"),
    "settings": Sort(500, "The installation is not set up"),
    "internal": Sort(500, "The answer failed in a way nobody foresaw"),
}
"""Every code there is."""


class Problem(EcographError):
    """A problem of the API itself; its code is one of `CODES`."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code


class FieldFault(BaseModel):
    """What is wrong with one parameter."""

    location: str = Field(examples=["query.limit"])
    message: str = Field(examples=["Input should be less than or equal to 200"])


class ProblemDetails(BaseModel):
    """A problem as it is sent: RFC 9457, with a stable code and what to do about it."""

    type: str = Field(examples=["urn:ecograph:problem:not-found"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    code: str = Field(description="Never changes.", json_schema_extra={"enum": [*sorted(CODES)]})
    hint: str = Field(description="What to do about it; may be empty.")
    errors: list[FieldFault] = Field(description="For the code `request`: the parameters at fault.")


def describe(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Return the problems of an endpoint as OpenAPI knows them."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        sort = CODES[code]
        content = {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/ProblemDetails"},
                "example": problem_details(code, sort.title + ".", "", "/v1/counts"),
            }
        }
        found.setdefault(sort.status, {"description": sort.title, "content": content})
    return found


def problem_details(
    code: str, detail: str, hint: str, instance: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Return a problem as plain values."""
    sort = CODES.get(code, CODES["internal"])
    return {
        "type": f"urn:ecograph:problem:{code}",
        "title": sort.title,
        "status": sort.status,
        "detail": detail,
        "instance": instance,
        "code": code,
        "hint": hint,
        "errors": errors or [],
    }


def problem_response(
    code: str, detail: str, hint: str, instance: str, errors: list[dict[str, str]] | None = None
) -> JSONResponse:
    """Return a problem as a response."""
    body = problem_details(code if code in CODES else "internal", detail, hint, instance, errors)
    headers = {"Cache-Control": "no-store"}
    if body["status"] == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = RETRY
    if body["status"] == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, body["status"], headers, MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Make every error of an application a problem; none shows where in the program it happened."""
    app.add_exception_handler(EcographError, _of_ours)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _of_nobody)


async def _of_ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, EcographError)  # noqa: S101 - what it is registered for
    return problem_response(error.code, error.message, error.hint, request.url.path)


async def _of_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    faults = [
        {"location": ".".join(map(str, fault["loc"])), "message": str(fault["msg"])}
        for fault in error.errors()
    ]
    detail = "; ".join(f"{fault['location']}: {fault['message']}" for fault in faults)
    hint = "The parameters are described in /v1/openapi.json."
    return problem_response("request", detail, hint, request.url.path, faults)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        said = f"{request.method} is not what {request.url.path} takes."
        response = problem_response("method", said, "", request.url.path)
        response.headers.update(error.headers or {})
        return response
    if error.status_code == HTTPStatus.NOT_FOUND:
        said = f"There is nothing at {request.url.path}."
        return problem_response("no-route", said, "Addresses stand in /v1/openapi.json.", request.url.path)
    hint = "The parameters are described in /v1/openapi.json."
    return problem_response("request", str(error.detail), hint, request.url.path)


async def _of_nobody(request: Request, error: Exception) -> JSONResponse:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem_response(
        "internal", "The answer failed; the log of the server says where.", "", request.url.path
    )

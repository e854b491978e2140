"""The description of the API that programs read: OpenAPI 3.1."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import ProblemDetails, describe

DESCRIPTION = """\
Who helps which enterprises, where nobody does, and on what each number rests.

- Every answer says of which `version` of the data it is, and whether the data is `synthetic`.
- Labels and sentences are in Thai or English, by `Accept-Language`.
- An `ETag` belongs to a version and the parameters: send it as `If-None-Match`, and get 304 while it holds.
- Problems are RFC 9457 (`application/problem+json`), with a `code` that never changes and a `hint`.
- Unknown is null or absent, never 0. Amounts are in the national currency, years of the common era.
"""


def describe_api(app: FastAPI, *, secured: bool) -> None:
    """Have an application describe itself, with its problems, and keys where they are required."""

    def describe_once() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app, secured=secured)
        return app.openapi_schema

    app.openapi = describe_once  # type: ignore[method-assign]


def _description(app: FastAPI, *, secured: bool) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        openapi_version="3.1.0",
    )
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    details = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    components |= details.pop("$defs", {}) | {"ProblemDetails": details}
    for unused in ("HTTPValidationError", "ValidationError"):
        components.pop(unused, None)
    if secured:
        schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    for path, operations in schema["paths"].items():
        if not path.startswith("/v1/"):
            continue
        for method, operation in operations.items():
            _complete(operation, method, secured=secured)
    return schema


def _complete(operation: dict[str, Any], method: str, *, secured: bool) -> None:
    """Add to the description of an endpoint what holds for all of them."""
    # FastAPI describes its own errors, which are not those that are sent.
    if operation["responses"].get("422", {}).get("description") == "Validation Error":
        del operation["responses"]["422"]
    if method == "get":
        operation["responses"]["304"] = {"description": "The answer that you hold is the answer still."}
    if secured:
        operation["security"] = [{"key": []}]
        operation["responses"]["401"] = describe("key-required")[401]

"""The description of the API is true: each example is replayed, and what it allows is asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.problems import CODES
from ecograph.model import MODEL
from tests.api.serving import HERE

DOCUMENTED = ()


def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/openapi.json").json()
    return found


def test_kinds_are_those_of_the_model(client: TestClient) -> None:
    schemas = described(client)["components"]["schemas"]
    assert schemas["NodeReference"]["properties"]["kind"]["enum"] == [kind.name for kind in MODEL.nodes]
    assert schemas["NeighbourView"]["properties"]["relationship"]["enum"] == [
        kind.name for kind in MODEL.relationships
    ]
    assert schemas["ProblemDetails"]["properties"]["code"]["enum"] == sorted(CODES)
    assert "HTTPValidationError" not in schemas

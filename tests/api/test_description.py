"""The description of the API is true: each example is replayed, and what it allows is asked."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient

from api.problems import CODES
from ecograph.model import MODEL
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.synthetic import generate_nation, write_nation
from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store, on_server, store_environment

SECRET = b"for tests alone"
UNANSWERABLE = (
    "GET /v1/reach",
    "GET /v1/gaps/{kind}",
    "GET /v1/unreached",
    "GET /v1/changes",
    "GET /v1/changes/findings",
    "GET /v1/changes/{kind}",
    "GET /v1/decisions",
    "GET /v1/findings/{id}",
    "GET /v1/nodes/{kind}",
    "GET /v1/nodes/{kind}/{key}/neighbours",
    "GET /v1/paths",
    "GET /v1/subgraph",
    "GET /v1/overlaps",
    "GET /v1/fragmentation",
    "GET /v1/double-service",
    "GET /v1/results",
    "GET /v1/kpi-lint",
    "GET /v1/crosswalk",
    "POST /v1/check-proposal",
    "POST /v1/what-if",
    "GET /v1/referrals",
    "POST /v1/screen",
    "GET /v1/partnerships",
    "GET /v1/placements",
    "GET /v1/funding-routes",
    "GET /v1/saved/{name}",
    "GET /v1/saved/{name}/changes",
)
"""Where a request can fit the description and yet ask for what the data does not have."""
KEYED = {
    "/v1/double-service": 401,
    "/v1/referrals": 401,
    "/v1/screen": 401,
    "/v1/findings/{id}/decisions": 403,
    "/v1/saved/{name}": 404,
    "/v1/saved/{name}/changes": 404,
}
"""What is refused where no keys are set up, or nothing is kept: with which status."""

EARLIER = ("/v1/changes/findings", "/v1/changes/{kind}")
"""What an earlier version is read for, which a server does not keep."""


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


def test_every_endpoint_says_what_it_is_and_what_can_go_wrong(client: TestClient) -> None:
    description = described(client)
    assert description["openapi"].startswith("3.1")
    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert operation["description"]
            if path.startswith("/v1/"):
                assert {"400", "503"} <= operation["responses"].keys()
                assert {"200", "201"} & operation["responses"].keys()
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], parameter


@pytest.fixture(scope="module")
def thailand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of the country that the examples are of, with made-up enterprises."""
    folder = tmp_path_factory.mktemp("thailand")
    store = new_store(folder / "store")
    found = find_recipe("th-reference", SECRET)
    assert found.files is not None
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET)
    write_nation(store, generate_nation(store, 2_000))
    with serving(store, folder / "home") as client:
        yield client


def examples(parameter: dict[str, Any]) -> list[Any]:
    """Return the documented examples of a parameter; of an optional one without, that it is left out."""
    found = [each["value"] for each in parameter.get("examples", {}).values()]
    found += parameter["schema"].get("examples", [])
    if not found and parameter["required"]:
        raise AssertionError(f"{parameter['name']} is required and has no example")
    return found if parameter["required"] else [None, *found]


def test_every_documented_example_is_answered(thailand: TestClient) -> None:
    replayed = 0
    for path, operations in described(thailand)["paths"].items():
        for method, operation in operations.items():
            parameters = operation.get("parameters", [])
            # All required parameters, and one optional one at a time.
            for chosen in product(*map(examples, parameters)):
                given = dict(zip((parameter["name"] for parameter in parameters), chosen, strict=True))
                places = {parameter["name"]: parameter["in"] for parameter in parameters}
                optional = [
                    p["name"] for p in parameters if not p["required"] and given[p["name"]] is not None
                ]
                if len(optional) > 1:
                    continue
                replayed += 1
                replay(thailand, method, path, operation, given, places)
    assert replayed > 30


def replay(
    client: TestClient,
    method: str,
    path: str,
    operation: dict[str, Any],
    given: dict[str, Any],
    places: dict[str, str],
) -> None:
    """Send an example, and see that it is answered."""
    said = {
        place: {name: value for name, value in given.items() if places[name] == place and value is not None}
        for place in ("path", "query", "header")
    }
    body = None
    if "requestBody" in operation:
        schemas = described(client)["components"]["schemas"]
        schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        nodes = schemas["Batch"]["properties"]["nodes"]["examples"][0]
        body = {"nodes": nodes} if schema == "Batch" else schemas[schema]["examples"][0]
    address = path.format(**said["path"])
    response = client.request(method, address, params=said["query"], headers=said["header"], json=body)
    expected = KEYED.get(path, 410 if path in EARLIER and on_server() else 200)
    assert response.status_code == expected, (address, said, response.text)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of `ecograph serve`, run as people do."""
    folder = tmp_path_factory.mktemp("served")
    environment = store_environment(folder / "store")
    store = new_store(folder / "store")
    fill(store, rows())
    store.close()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "ecograph.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env={**os.environ, **environment, "ECOGRAPH_HOME": str(folder / "home")}
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url) as response:  # noqa: S310 - our own server
                if response.status == 200:
                    return
        except URLError:
            time.sleep(0.05)
    raise AssertionError("the server did not get ready")


def test_whatever_the_description_allows_is_answered_as_it_says(address: str, tmp_path: Path) -> None:
    accepted = '"2xx", "401", "403", "404", "5xx"'
    settings = ["[checks]", f"positive_data_acceptance.expected-statuses = [{accepted}]"]
    for operation in UNANSWERABLE:
        # 400 is not among them: what fits the description is never called unfit.
        settings += [
            "[[operations]]",
            f'include-name = "{operation}"',
            f'checks.positive_data_acceptance.expected-statuses = [{accepted}, "410", "422"]',
        ]
    config = tmp_path / "schemathesis.toml"
    config.write_text("\n".join(settings), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run"]
    command += [f"{address}/v1/openapi.json", "--max-examples", "25", "--checks", "all"]
    command += ["--generation-deterministic", "--no-color"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    with urlopen(f"{address}/v1/openapi.json") as response:  # noqa: S310 - our own server
        paths = json.load(response)["paths"]
    assert f"Tested: {sum(map(len, paths.values()))}" in done.stdout

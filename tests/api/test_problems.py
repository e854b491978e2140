"""What a client is told when there is no answer."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.problems import CODES, MEDIA_TYPE


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/nodes/Agency/none", 404, "not-found"),
        ("/v1/nodes/SME/none/neighbours", 404, "not-found"),
        ("/v1/nodes/Agentcy/AG", 400, "request"),
        ("/v1/nodes/Area?where=levle:province", 422, "model"),
        ("/v1/nodes/Area?where=enterprises_micro:many", 422, "analysis"),
        ("/v1/nodes/SME?where=aliases:x", 422, "analysis"),
        ("/v1/nodes/Area?limit=0", 400, "request"),
        ("/v1/nodes/Area?cursor=abc", 422, "cursor"),
        ("/v1/nodes/Area?cursor=%C3%A9", 422, "cursor"),
        ("/v1/search", 400, "request"),
        ("/v1/nowhere", 404, "no-route"),
        ("/nowhere", 404, "no-route"),
    ],
)
def test_a_problem_has_a_stable_code(client: TestClient, path: str, status: int, code: str) -> None:
    response = client.get(path)
    said = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (status, MEDIA_TYPE)
    assert (said["status"], said["code"], said["type"]) == (status, code, f"urn:ecograph:problem:{code}")
    assert said["detail"]
    assert said["title"] == CODES[code].title.en


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    response = client.delete("/v1/counts")
    assert (response.status_code, response.json()["code"], response.headers["Allow"]) == (
        405,
        "method",
        "GET",
    )


def test_validation_names_each_parameter(client: TestClient) -> None:
    said = client.get("/v1/search", params={"limit": 0}).json()
    assert {fault["location"] for fault in said["errors"]} == {"query.q", "query.limit"}
    assert "Did you mean 'Agency'" in client.get("/v1/nodes/Agentcy").text


def test_what_nobody_foresaw_shows_no_trace(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr("api.routers.nodes.list_neighbours", broken)
    response = client.get("/v1/nodes/Agency/AG/neighbours")
    assert (response.status_code, response.json()["code"]) == (500, "internal")
    assert "secret" not in response.text
    assert "ZeroDivision" not in response.text


def test_a_large_body_is_refused(client: TestClient) -> None:
    body = json.dumps({"nodes": [{"kind": "Agency", "key": "x" * 400}] * 3_000})
    response = client.post("/v1/nodes", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (413, "body-too-large")


def test_a_cursor_belongs_to_its_list(client: TestClient) -> None:
    cursor = client.get("/v1/nodes/SME", params={"limit": 5}).json()["next"]
    for path, parameters in (("/v1/nodes/SME", {"limit": 6}), ("/v1/nodes/Area", {"limit": 5})):
        response = client.get(path, params={**parameters, "cursor": cursor})
        assert response.json()["code"] == "cursor"
    forged = cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1]
    assert client.get("/v1/nodes/SME", params={"limit": 5, "cursor": forged}).json()["code"] == "cursor"


def test_a_misspelt_parameter_is_not_passed_over(client: TestClient) -> None:
    said = client.get("/v1/reach", params={"yaer": 2022})
    assert (said.status_code, said.json()["code"]) == (400, "request")
    assert said.json()["hint"] == "Did you mean 'year'?"


def test_a_version_to_come_has_no_changes_yet(client: TestClient) -> None:
    assert client.get("/v1/changes", params={"since": 99}).status_code == 422


def test_problems_are_told_in_the_language_asked_for(client: TestClient) -> None:
    said = client.get("/v1/nowhere", headers={"Accept-Language": "th"})
    assert said.headers["Content-Language"] == "th"
    assert (said.json()["title"], said.json()["hint"]) == (
        CODES["no-route"].title.th,
        CODES["no-route"].hint.th,
    )


def test_no_hint_speaks_of_the_command_line(client: TestClient) -> None:
    said = client.get("/v1/reach", params={"by": "theme", "population": "areas"}).json()
    assert said["code"] == "analysis"
    assert "--" not in said["hint"]

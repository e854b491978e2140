"""What-if over HTTP: the same numbers as in Python, small ones hidden, one at a time, nothing written."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.live import Live
from api.routers import what_if
from ecograph.analysis.whatif import PARTS
from ecograph.store import GraphStore
from tests.analysis.whatif.world import rows
from tests.api.serving import serving
from tests.ecosystems import fill, new_store

WITHOUT = {"title": "Less", "remove": {"programs": ["P"]}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, GraphStore]]:
    folder = tmp_path_factory.mktemp("what-if")
    store = new_store(folder / "store")
    fill(store, rows())
    with serving(store, folder / "home") as client:
        yield client, store


def post(client: TestClient, body: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    answer = client.post("/v1/what-if", json=body, params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_change_is_compared_and_nothing_is_written(served: tuple[TestClient, GraphStore]) -> None:
    client, store = served
    before = store.content_hash()
    found = post(client, WITHOUT)
    assert found["title"] == "Less"
    assert found["changes"] == ["Removed: Program Program P."]
    assert any("reached only where others" in text for text in found["assumptions"])
    assert {one["kind"] for one in found["measures"]} >= {"potential.enterprises", "reach-gap.reached"}
    assert store.content_hash() == before
    thai = client.post("/v1/what-if", json=WITHOUT, headers={"Accept-Language": "th"}).json()
    assert any("เข้าถึงเฉพาะราย" in text for text in thai["assumptions"])


def test_small_numbers_and_small_differences_are_hidden(served: tuple[TestClient, GraphStore]) -> None:
    client, _ = served
    found = post(client, {"remove": {"programs": ["Q"]}})
    numbers = [
        abs(value)
        for one in found["measures"]
        if one["unit"] == "SMEs" and one["hidden"] is None
        for value in (one["before"], one["after"], one["change"])
        if value is not None
    ]
    assert not [value for value in numbers if 0 < value < 5]
    assert any(one["hidden"] for one in found["measures"])
    for one in found["measures"]:
        if one["hidden"]:
            assert one["before"] is one["after"] is one["change"] is None


@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        ({}, "analysis", "Nothing is changed"),
        (
            {"extend": [{"program": "no", "areas": ["A0"]}]},
            "analysis",
            "extend.0.program: There is no Program",
        ),
        ({"extnd": []}, "request", ""),
        ({"remove": {"programs": ["P"] * 300}}, "request", ""),
    ],
)
def test_a_bad_change_is_a_problem(
    served: tuple[TestClient, GraphStore], body: dict[str, Any], code: str, why: str
) -> None:
    answer = served[0].post("/v1/what-if", json=body).json()
    assert (answer["code"], why in answer["detail"]) == (code, True)


def test_one_is_made_at_a_time_and_none_for_long(
    served: tuple[TestClient, GraphStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = served
    live: Live = client.app.state.live  # type: ignore[attr-defined]
    with live.snapshot.published.comparing:
        busy = client.post("/v1/what-if", json=WITHOUT)
    assert (busy.status_code, busy.json()["code"]) == (503, "busy")
    monkeypatch.setattr(what_if, "MOST_SECONDS", -1.0)
    late = client.post("/v1/what-if", json=WITHOUT)
    assert (late.status_code, late.json()["code"]) == (503, "too-long")
    monkeypatch.undo()
    assert post(client, WITHOUT)["measures"]


def test_parts_can_be_asked_for_alone(served: tuple[TestClient, GraphStore]) -> None:
    found = post(served[0], WITHOUT, part=["isolated"])
    assert found["parameters"]["parts"] == ["isolated"]
    assert what_if.Part.__args__ == PARTS  # type: ignore[attr-defined]

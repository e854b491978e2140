"""Nodes over HTTP: by key, kind and name, in a batch, and what adjoins them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


def got(client: TestClient, path: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"/v1{path}", params=parameters)
    assert response.status_code == 200, response.text
    values: dict[str, Any] = response.json()
    return values


def test_a_node_says_what_is_known(client: TestClient) -> None:
    found = got(client, "/nodes/Program/P")
    assert found["label"] == "โครงการดิจิทัล"
    assert found["properties"]["budget"] == 5_000_000
    assert found["units"]["budget"] == "currency"
    assert (found["version"], found["data_kind"], found["claims"]) == (1, "real", None)


def test_claims_say_who_says_so(client: TestClient) -> None:
    (claim,) = got(client, "/nodes/Agency/AG", claims=True)["claims"]
    assert (claim["source"], claim["first_run"], claim["confidence"]) == ("test", 1, "read")


def test_an_enterprise_is_the_same_alone_and_in_a_list(client: TestClient) -> None:
    alone = got(client, "/nodes/SME/000")
    assert (alone["label"], alone["confidence"]) == ("บริษัท 000", "read")
    assert alone["properties"] == {"id": "000", "name": "บริษัท 000", "size_class": "small"}
    listed = got(client, "/nodes/SME", limit=1)["nodes"][0]
    assert listed == {name: alone[name] for name in listed}
    neighbours = got(client, "/nodes/Area/A0/neighbours", relationship="SME LOCATED_IN Area")["neighbours"]
    assert neighbours[0]["label"] == "บริษัท 000"
    # What the store itself says, with its claims, is the same.
    claimed = got(client, "/nodes/SME/000", claims=True)
    assert claimed["properties"] == alone["properties"]


def test_labels_follow_the_language(client: TestClient) -> None:
    for language, label in (("th", "กรมตัวอย่าง"), ("en-GB;q=0.9, de", "Example Department")):
        response = client.get("/v1/nodes/Agency/AG", headers={"Accept-Language": language})
        assert response.json()["label"] == label
        assert response.headers["Content-Language"] == language[:2]
        assert "Accept-Language" in response.headers["Vary"]


def test_nodes_are_listed_by_key_and_narrowed(client: TestClient) -> None:
    areas = got(client, "/nodes/Area")
    assert [node["key"] for node in areas["nodes"]] == ["A0", "A1", "A2", "A3", "C", "D0"]
    assert areas["next"] is None
    provinces = got(client, "/nodes/Area", where=["level:province", "enterprises_micro:10"])
    assert [node["key"] for node in provinces["nodes"]] == ["A0", "A1", "A2", "A3"]
    assert got(client, "/nodes/SME", where="size_class:micro")["total"] == 30
    named = got(client, "/nodes/SME", where=["size_class:micro", "name:บริษัท 007"])["nodes"]
    assert [node["key"] for node in named] == ["007"]
    assert [node["key"] for node in got(client, "/nodes/SME", where="employees:3")["nodes"]] == ["007"]
    for nobody in ("revenue:1", "employees:99999999999999999999", "employees:1", "registered_on:2020-01-01"):
        assert got(client, "/nodes/SME", where=nobody)["total"] == 0


def test_a_list_is_read_to_its_end_by_cursor(client: TestClient) -> None:
    keys: list[str] = []
    page = got(client, "/nodes/SME", limit=7)
    while True:
        keys += [node["key"] for node in page["nodes"]]
        if page["next"] is None:
            break
        page = got(client, "/nodes/SME", limit=7, cursor=page["next"])
    assert keys == [f"{number:03}" for number in range(60)]


@pytest.mark.parametrize(
    ("language", "text", "key"), [("en", "digital", "AG2"), ("th", "ดิจิทัล", "P"), ("th", "บริษัท 059", "059")]
)
def test_search_finds_thai_and_english(client: TestClient, language: str, text: str, key: str) -> None:
    found = got(client, "/search", q=text)
    assert key in {match["key"] for match in found["matches"]}
    assert found["complete"]


def test_a_batch_keeps_its_order_and_says_what_is_missing(client: TestClient) -> None:
    wanted = [("Program", "Q"), ("SME", "001"), ("Agency", "none"), ("Agency", "AG")]
    response = client.post("/v1/nodes", json={"nodes": [{"kind": kind, "key": key} for kind, key in wanted]})
    assert response.status_code == 200, response.text
    said = response.json()
    assert [(node["kind"], node["key"]) for node in said["nodes"]] == [wanted[0], wanted[1], wanted[3]]
    assert said["missing"] == [{"kind": "Agency", "key": "none"}]
    assert "ETag" not in response.headers


def test_neighbours_are_read_to_the_end_with_what_relationships_say(client: TestClient) -> None:
    found: list[dict[str, Any]] = []
    page = got(client, "/nodes/Program/P/neighbours", limit=4)
    while True:
        found += page["neighbours"]
        if page["next"] is None:
            break
        page = got(client, "/nodes/Program/P/neighbours", limit=4, cursor=page["next"])
    assert page["total"] == len(found) == 32
    assert page["totals"] == {
        "in Agency RUNS Program": 1,
        "out Program ADDRESSES Theme": 1,
        "in SME PARTICIPATED_IN Program": 30,
    }
    first = next(neighbour for neighbour in found if neighbour["key"] == "000")
    assert sorted(said["fiscal_year"] for said in first["properties"]) == [2023, 2024]
    assert {"fiscal_year": 2024, "status": "completed", "amount": 10.5, "services": ["train"]} in first[
        "properties"
    ]


def test_neighbours_by_direction_and_relationship(client: TestClient) -> None:
    page = got(client, "/nodes/SME/000/neighbours", direction="out", relationship="SME LOCATED_IN Area")
    assert [(each["key"], each["properties"]) for each in page["neighbours"]] == [
        ("A0", [{"role": "registered", "primary": True}])
    ]
    assert got(client, "/nodes/SME/000/neighbours", direction="in")["total"] == 0


def test_counts_runs_and_changes(client: TestClient) -> None:
    assert got(client, "/counts")["counts"]["SME"] == 60
    (run,) = got(client, "/runs")["runs"]
    assert run["created"]["SME"] == 60
    assert run["finished"].startswith("20")
    assert got(client, "/changes", since=0)["created"]["SME"] == 60
    assert got(client, "/changes", since=1)["runs"] == []


def test_the_schema_is_the_model_in_one_language(client: TestClient) -> None:
    kinds = {kind["name"]: kind["label"] for kind in got(client, "/schema")["nodes"]}
    assert kinds["Agency"] == "Agency"

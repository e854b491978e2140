"""Overlaps over HTTP: pairs beyond chance, narrowed, page by page, and explained."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.serving import serving
from tests.api.test_nodes import got
from tests.ecosystems import fill, new_store
from tests.overlapping import SHARED, apart, overlapping


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a country whose programs share clients."""
    folder = tmp_path_factory.mktemp("overlapping")
    store = new_store(folder / "store")
    fill(store, overlapping())
    with serving(store, folder / "home") as client:
        yield client


def pairs(answer: dict[str, Any]) -> set[frozenset[str]]:
    return {
        frozenset(
            subject["key"] for subject in finding["subjects"] if subject["kind"] in ("Agency", "Program")
        )
        for finding in answer["findings"]
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["AB", "CD"]),
        ({"level": "support"}, ["AB", "CD"]),
        ({"level": "FundingSource"}, []),
        ({"theme": "F:t"}, []),
        ({"year": 2024}, ["AB", "CD"]),
        ({"year": 2023}, []),
        ({"rung": "duplication"}, ["AB"]),
        ({"rung": "overlap"}, ["CD"]),
        ({"rung": "none"}, []),
        ({"agency": "Z"}, ["CD"]),
        ({"agency": "X"}, ["AB", "CD"]),
        ({"level": "Agency", "agency": "Z"}, ["XZ"]),
        ({"level": "Agency"}, ["XY", "XZ"]),
    ],
)
def test_what_is_asked_for_is_what_is_named(
    client: TestClient, asked: dict[str, Any], expected: list[str]
) -> None:
    found = got(client, "/overlaps", **asked)
    assert pairs(found) == {frozenset(pair) for pair in expected}
    assert found["total"] == len(expected)
    assert found["untested"]


def test_a_pair_says_how_many_it_shares_and_what_that_looks_like(client: TestClient) -> None:
    (pair,) = got(client, "/overlaps", rung="duplication")["findings"]
    assert pair["observed"] == SHARED
    assert pair["expected"] < 10
    assert (pair["verdict"], pair["cause"], pair["hidden"]) == ("redundant", "same", None)
    assert pair["counts"]["same_service_same_period"] == SHARED
    thai = client.get("/v1/overlaps?rung=duplication", headers={"Accept-Language": "th"}).json()
    assert "ซ้ำซ้อน" in thai["findings"][0]["sentence"]


def test_pages_follow_each_other(client: TestClient) -> None:
    first = got(client, "/overlaps", limit=1)
    second = got(client, "/overlaps", limit=1, cursor=first["next"])
    assert pairs(first) | pairs(second) == {frozenset("AB"), frozenset("CD")}
    assert second["next"] is None
    other = client.get("/v1/overlaps", params={"limit": 1, "cursor": first["next"], "rung": "overlap"})
    assert other.json()["code"] == "cursor"


@pytest.mark.parametrize("level", ["Program", "Agency"])
def test_each_pair_is_explained(client: TestClient, level: str) -> None:
    for pair in got(client, "/overlaps", level=level, year=2024)["findings"]:
        explained = client.get(pair["explain"]).json()
        assert explained["finding"]["sentence"] == pair["sentence"]
        assert explained["finding"]["evidence"]["columns"][0] == "compared"
        by_id = client.get(f"/v1/findings/{pair['id']}").json()
        assert by_id["finding"]["observed"] == pair["observed"]


def test_small_numbers_are_not_told_where_more_counts_as_small(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, overlapping())
    with serving(store, tmp_path / "home", api_smallest_cell=SHARED + 1) as client:
        for pair in got(client, "/overlaps")["findings"]:
            assert (pair["hidden"], pair["observed"], pair["counts"]) == ("small", None, {})
            assert str(SHARED) not in pair["sentence"]
            explained = client.get(pair["explain"]).json()["finding"]
            assert explained["evidence"]["rows"] == []


@pytest.mark.parametrize("asked", [{"theme": "none"}, {"scheme": "none"}])
def test_what_is_not_there_is_a_problem(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get("/v1/overlaps", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "analysis")


def test_what_rests_on_no_clients_is_told_apart_and_explained(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, apart())
    with serving(store, tmp_path / "home") as client:
        (fragmented,) = got(client, "/fragmentation", theme="F:t")["findings"]
        assert (fragmented["observed"], fragmented["unit"], fragmented["q"]) == (3, "agencies", None)
        assert got(client, "/fragmentation", year=2023)["findings"] == []
        (alike,) = got(client, "/named-alike", level="Agency")["findings"]
        assert [subject["key"] for subject in alike["subjects"]] == ["p", "q"]
        assert got(client, "/named-alike")["findings"] == []
        for finding in (fragmented, alike):
            explained = client.get(finding["explain"])
            assert explained.status_code == 200, explained.text
            assert explained.json()["finding"]["id"] == finding["id"]
            assert client.get(f"/v1/findings/{finding['id']}").status_code == 200

"""Results, rules and crosswalks over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.analysis.results.plan import clean_plan
from tests.api.serving import serving
from tests.ecosystems import fill, new_store


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("results")
    store = new_store(folder / "store")
    fill(store, clean_plan(indicator={"method": None}))
    with serving(store, folder / "home") as found:
        yield found


def test_rows_of_the_annex_come_page_by_page(client: TestClient) -> None:
    first = client.get("/v1/results", params={"year": 2024, "limit": 3}).json()
    assert (first["total"], len(first["rows"]), first["budget"]) == (4, 3, 3e6)
    rest = client.get("/v1/results", params={"year": 2024, "limit": 3, "cursor": first["next"]}).json()
    assert (len(rest["rows"]), rest["next"]) == (1, None)
    row: dict[str, Any] = first["rows"][0]
    assert (row["program"]["key"], row["result"], row["basis"], row["achieved"]) == (
        "p",
        80,
        "evaluated",
        0.8,
    )
    assert row["other_themes"][0]["key"] == "G:new"
    assert rest["rows"][0]["evaluated"] is None
    sums = {(one["indicator"]["key"], one["unit"]): one["result"] for one in first["sums"]}
    assert sums["firms", "กิจการ"] == 105


def test_rules_that_are_broken_are_listed_by_agency(client: TestClient) -> None:
    every = client.get("/v1/kpi-lint", params={"year": 2024}, headers={"Accept-Language": "th"}).json()
    assert {one["verdict"] for one in every["findings"]} == {"no-method"}
    assert "ไม่ระบุวิธีวัด" in every["findings"][0]["sentence"]
    assert client.get("/v1/kpi-lint", params={"agency": "two"}).json()["total"] == 1


def test_a_crosswalk_is_answered_and_a_stranger_refused(client: TestClient) -> None:
    found = client.get("/v1/crosswalk", params={"from": "F", "to": "G"}).json()
    assert [one["kind"] for one in found["findings"]].count("corresponds") == 1
    assert found["totals"]["programs_before"] == 3
    refused = client.get("/v1/crosswalk", params={"from": "F", "to": "none"})
    assert refused.status_code == 422
    assert "There is no framework" in refused.json()["detail"]

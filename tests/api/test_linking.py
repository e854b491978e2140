"""What to link next over HTTP: the findings of Python, and small numbers hidden."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from ecograph.analysis.links import find_funding_routes, find_missing_links
from ecograph.graph import open_ecosystem
from tests.analysis.whatif.world import rows
from tests.api.serving import serving
from tests.ecosystems import fill, new_store


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("linking")
    store = new_store(folder / "store")
    fill(store, rows())
    with serving(store, folder / "home", api_smallest_cell=0) as client:
        client.ecosystem = open_ecosystem(store)  # type: ignore[attr-defined]
        yield client


def test_findings_are_those_of_python(served: TestClient) -> None:
    ecosystem = served.ecosystem  # type: ignore[attr-defined]
    for path, result in (
        ("partnerships?between=agency-fund", find_missing_links(ecosystem, most=20)),
        ("funding-routes", find_funding_routes(ecosystem)),
    ):
        found = served.get(f"/v1/{path}").json()
        assert found["totals"] == pytest.approx(dict(result.totals))
        assert [one["id"] for one in found["findings"]] == [one.id for one in result.findings]
        assert [one["effect"] for one in found["findings"]] == [one.effect for one in result.findings]


def test_partnerships_and_placements_are_answered(served: TestClient) -> None:
    agencies = served.get("/v1/partnerships", headers={"Accept-Language": "th"}).json()
    assert "ไม่มีข้อมูลข้อตกลง" in agencies["findings"][0]["sentence"]
    assert len(served.get("/v1/partnerships?limit=1").json()["findings"]) == 1
    placed = served.get("/v1/placements?k=2").json()
    assert placed["analysis"] == "placements"
    assert len(placed["findings"]) <= 2


def test_small_numbers_are_hidden(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("small")
    store = new_store(folder / "store")
    fill(store, rows())
    with serving(store, folder / "home") as client:
        for one in client.get("/v1/funding-routes").json()["findings"]:
            small = [count for count in one["counts"].values() if 0 < count < 5]
            assert not small
        assert any(one["hidden"] for one in client.get("/v1/funding-routes").json()["findings"])


def test_what_cannot_be_asked_is_a_problem(served: TestClient) -> None:
    assert served.get("/v1/partnerships?between=agency-fund&rank=shared").json()["code"] == "analysis"
    assert served.get("/v1/funding-routes?scheme=nowhere").json()["code"] == "analysis"
    assert served.get("/v1/placements?k=0").json()["code"] == "request"

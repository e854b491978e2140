"""Findings over HTTP: in one language, with small groups hidden, and explained."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.parameters import GAP_KINDS
from api.publishing import MOST_CELLS
from ecograph.analysis import find_reach
from ecograph.graph import open_ecosystem
from tests.api.serving import rows, serving
from tests.api.test_nodes import got
from tests.ecosystems import fill, new_store
from visualisations.protection import OF_ENTERPRISES


def test_reach_is_what_the_analysis_says(client: TestClient) -> None:
    found = got(client, "/reach", by="area", year=2024)
    cells = {finding["subjects"][0]["key"]: finding["counts"] for finding in found["findings"]}
    there = Counter(row["target"] for row in rows()["SME LOCATED_IN Area"])
    helped = Counter(row["target"] for row in rows()["SME LOCATED_IN Area"] if row["source"] < "030")
    assert {key: (cell["eligible"], cell["reached"]) for key, cell in cells.items() if key} == {
        area: (there[area], helped[area]) for area in ("A0", "A1", "A2", "A3")
    }
    assert found["totals"]["reached"] == 30
    assert found["parameters"]["year"] == 2024


def test_sentences_follow_the_language(client: TestClient) -> None:
    sentences = {
        language: client.get("/v1/reach?by=corridor", headers={"Accept-Language": language}).json()
        for language in ("en", "th")
    }
    assert "eligible enterprises were reached" in sentences["en"]["findings"][0]["sentence"]
    assert "เข้าถึง" in sentences["th"]["findings"][0]["sentence"]
    assert sentences["th"]["untested"] != sentences["en"]["untested"]


@pytest.mark.parametrize("by", [["theme", "corridor"], ["industry", "size"], ["area", "size"]])
def test_any_grouping_is_answered(client: TestClient, by: list[str]) -> None:
    found = got(client, "/reach", by=by)
    assert found["parameters"]["by"] == by
    assert found["findings"]


def test_a_finding_leads_to_what_it_rests_on(client: TestClient) -> None:
    listed = got(client, "/gaps/reach", by="area", year=2024)
    assert len(listed["findings"]) >= 4
    for finding in listed["findings"]:
        explained = client.get(finding["explain"]).json()
        said = explained["finding"]
        assert {name: said[name] for name in finding if name != "explain"} == {
            name: value for name, value in finding.items() if name != "explain"
        }
        assert said["method"]["name"]
        assert explained["analysis"] == "reach-gaps"
        assert client.get(f"/v1/findings/{finding['id']}").json()["finding"] == said


def test_a_finding_that_nobody_asked_for_is_found_among_the_defaults(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    wanted = find_reach(open_ecosystem(store)).findings[0].id
    with serving(store, tmp_path / "home") as client:
        assert got(client, f"/findings/{wanted}")["analysis"] == "reach"
        assert client.get("/v1/findings/none").json()["code"] == "not-found"


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("/reach?by=area&by=corridor", "analysis", "both places"),
        ("/reach?theme=none", "analysis", "none"),
        ("/reach?by=colour", "request", "corridor"),
        ("/gaps/clusters?scheme=economic", "analysis", "not asked by scheme"),
        ("/gaps/inequality?by=corridor&by=region", "analysis", "one thing"),
        ("/gaps/none", "request", "reach"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    client: TestClient, path: str, code: str, said: str
) -> None:
    response = client.get(f"/v1{path}")
    assert (response.status_code, response.json()["code"]) == (400 if code == "request" else 422, code)
    assert said in response.json()["detail"]


def test_too_many_cells_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_CELLS > 100
    monkeypatch.setattr("api.question.MOST_CELLS", 5)
    response = client.get("/v1/reach?by=size&by=area")
    assert (response.status_code, response.json()["code"]) == (422, "too-large")


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a country where area A3 has three enterprises."""
    folder = tmp_path_factory.mktemp("uneven")
    given = rows()
    for place in given["SME LOCATED_IN Area"]:
        if place["target"] == "A3" and place["source"] > "020":
            place["target"] = "A2"
    store = new_store(folder / "store")
    fill(store, given)
    with serving(store, folder / "home") as client:
        yield client


def test_a_small_group_is_hidden_with_what_covers_it(uneven: TestClient) -> None:
    found = {
        finding["subjects"][0]["key"]: finding for finding in got(uneven, "/reach", by="area")["findings"]
    }
    small = found["A3"]
    assert small["hidden"] == "small"
    assert small["counts"] == {}
    assert small["observed"] is None
    assert "not shown" in small["sentence"]
    hidden = {key: finding["hidden"] for key, finding in found.items() if finding["hidden"]}
    # Else the total less the others would be the number.
    assert list(hidden.values()).count("cover") == 1
    explained = uneven.get(small["explain"]).json()["finding"]
    assert (explained["counts"], explained["evidence"]["rows"]) == ({}, [])


def test_no_number_of_a_small_stratum_is_sent(uneven: TestClient) -> None:
    shown: list[Any] = []
    for finding in got(uneven, "/gaps/reach", by="area")["findings"]:
        evidence = uneven.get(finding["explain"]).json()["finding"]["evidence"]
        if "eligible" in evidence["columns"]:
            shown += [row[evidence["columns"].index("eligible")] for row in evidence["rows"]]
    numbers = [count for count in shown if count is not None]
    assert numbers
    assert all(count == 0 or count >= 5 for count in numbers)


def test_every_kind_of_gap_is_answered_and_no_small_group_told(client: TestClient) -> None:
    for kind in GAP_KINDS:
        response = client.get(f"/v1/gaps/{kind}")
        assert response.status_code in (200, 422), kind
        for finding in response.json().get("findings", ()):
            told = [value for name, value in finding["counts"].items() if name in OF_ENTERPRISES]
            assert not any(0 < value < 5 for value in told), finding


def test_the_unreached_are_counted_by_place(client: TestClient) -> None:
    said = client.get("/v1/unreached", params={"by": "area"}).json()
    assert sum(finding["observed"] or 0 for finding in said["findings"]) == 30
    assert client.get(said["findings"][0]["explain"]).json()["finding"]["counts"]["unreached"] > 0

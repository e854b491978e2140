"""Decisions on findings over HTTP: who may write, what is kept, and where it is told; and kept results."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ecograph.analysis.change import find_moment
from ecograph.settings import Settings
from ecograph.state.decisions import Action, DecisionLog
from ecograph.state.saved import SavedResults
from ecograph.workspace import ANALYSES
from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store

READER, WRITER = "a-key-of-more-than-twenty-four-letters", "another-key-of-more-than-24-letters"
READ, WRITE = ({"Authorization": f"Bearer {key}"} for key in (READER, WRITER))
ACCEPT = {"action": "accept", "by": "unit 4"}


class Server:
    """A server with a key that may read and one that may write, and what lies beside its store."""

    def __init__(self, client: TestClient, settings: Settings) -> None:
        self.client = client
        self.log = DecisionLog.of_store(settings.store_url, settings.home)
        self.saved = SavedResults.of_store(settings.store_url, settings.home)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(path, params=query, headers=READ)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def decide(self, path: str, body: dict[str, Any], headers: dict[str, str] = WRITE) -> Any:
        return self.client.post(path, json=body, headers=headers)

    @property
    def unreached(self) -> list[dict[str, Any]]:
        return list(self.get("/v1/unreached")["findings"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("decisions")
    (folder / "writers").write_text(f"{WRITER}\n")
    store = new_store(folder / "store")
    fill(store, rows())
    with serving(store, folder / "home", api_keys=READER, api_write_keys_file=folder / "writers") as client:
        yield Server(client, Settings(home=folder / "home"))


def test_only_a_key_that_may_write_writes(server: Server) -> None:
    path = f"/v1/findings/{server.unreached[0]['id']}/decisions"
    before = server.get("/v1/decisions")["total"]
    for headers, status in (
        ({}, 401),
        (READ, 403),
        ({"Authorization": f"Bearer {WRITER}x"}, 401),
        # A browser sends a password with what a page from elsewhere asks for.
        ({"Authorization": "Basic " + "dTphbm90aGVyLWtleS1vZi1tb3JlLXRoYW4tMjQtbGV0dGVycw=="}, 403),
    ):
        refused = server.decide(path, ACCEPT, headers)
        assert refused.status_code == status, refused.text
    assert server.get("/v1/decisions")["total"] == before
    assert server.decide(path, ACCEPT).status_code == 201
    assert server.get("/v1/decisions")["total"] == before + 1
    # Who may write may read.
    assert server.client.get("/v1/counts", headers=WRITE).status_code == 200


def test_without_keys_that_may_write_nothing_is_written(client: TestClient) -> None:
    id = client.get("/v1/unreached").json()["findings"][0]["id"]
    refused = client.post(f"/v1/findings/{id}/decisions", json=ACCEPT)
    assert (refused.status_code, refused.json()["code"]) == (403, "write-key-required")
    assert client.get("/v1/decisions").json()["decisions"] == []


def test_a_decision_is_told_at_once_wherever_the_finding_is(server: Server) -> None:
    listed = server.client.get("/v1/unreached", headers=READ)
    first = listed.json()["findings"][0]
    held = listed.headers["ETag"]
    body = {"action": "dismiss", "by": "unit 4", "reason": "=served elsewhere, ask 1 1017 00230 70 8"}
    answer = server.decide(f"/v1/findings/{first['id']}/decisions", body)
    kept = answer.json()["decision"]
    assert (kept["action"], kept["stands"], kept["changed"]) == ("dismiss", True, [])
    assert "served elsewhere" in kept["reason"]
    assert "1017" not in answer.text
    again = server.client.get("/v1/unreached", headers=READ | {"If-None-Match": held})
    assert again.status_code == 200
    found = again.json()["findings"]
    # Dismissed is last, and there all the same.
    assert [one["id"] for one in found].index(first["id"]) == len(found) - 1
    assert len(found) == len(listed.json()["findings"])
    assert found[-1]["decision"]["number"] == kept["number"]
    explained = server.get(first["explain"])["finding"]
    assert explained["decisions"][0]["reason"] == kept["reason"]
    thai = server.client.get(
        "/v1/decisions", headers=READ | {"Accept-Language": "th"}, params={"finding": first["id"]}
    )
    assert thai.json()["decisions"][0]["sentence"].startswith("การพิจารณา: ไม่ดำเนินการ โดย unit 4")


def test_what_another_process_decides_is_told_too(server: Server) -> None:
    finding = server.unreached[1]
    entry = server.log.add(finding["id"], Action.NOTE, by="unit 5", reason="asked the office")
    found = next(one for one in server.unreached if one["id"] == finding["id"])
    assert found["decisions"][0]["number"] == entry.number
    assert not found["decisions"][0]["stands"]


def test_a_finding_that_is_another_now_says_so(server: Server) -> None:
    finding = server.unreached[2]
    assert finding["hidden"] is None
    ecosystem = server.client.app.state.live.snapshot.ecosystem  # type: ignore[attr-defined]
    (now,) = (one for one in ANALYSES["unreached"](ecosystem).findings if one.id == finding["id"])
    server.log.add(now.id, Action.ACCEPT, by="a", found=replace(now, rung="another"))
    found = next(one for one in server.unreached if one["id"] == finding["id"])
    assert found["decision"]["changed"] == ["rung"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"action": "dismiss", "by": "a"}, 422),
        ({"action": "mute", "by": "a"}, 422),
        ({"action": "accept", "by": "   "}, 422),
        ({"action": "assign", "by": "a"}, 422),
        ({"action": "praise", "by": "a"}, 400),
        ({"action": "accept"}, 400),
        ({"action": "accept", "by": "a", "number": 1}, 400),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    server: Server, body: dict[str, Any], status: int
) -> None:
    before = server.get("/v1/decisions")["total"]
    refused = server.decide(f"/v1/findings/{server.unreached[0]['id']}/decisions", body)
    assert refused.status_code == status
    assert server.get("/v1/decisions")["total"] == before


def test_a_finding_that_is_not_there_is_not_decided_on(server: Server) -> None:
    assert server.decide("/v1/findings/nothing-1/decisions", ACCEPT).status_code == 404


def test_pages_of_decisions_add_up(server: Server) -> None:
    for number in range(3):
        server.log.add("paged", Action.NOTE, by="a", reason=str(number))
    seen, cursor = [], None
    while True:
        query: dict[str, Any] = {"finding": "paged", "limit": 2} | ({"cursor": cursor} if cursor else {})
        said = server.get("/v1/decisions", **query)
        seen += [each["reason"] for each in said["decisions"]]
        cursor = said["next"]
        if cursor is None:
            break
    assert (seen, said["total"]) == (["2", "1", "0"], 3)


def test_kept_results_are_listed_and_shown_as_they_were(server: Server) -> None:
    assert server.get("/v1/saved")["saved"] == []
    ecosystem = server.client.app.state.live.snapshot.ecosystem  # type: ignore[attr-defined]
    result = ANALYSES["reach"](ecosystem)
    then = find_moment(ecosystem).to_dict()
    server.saved.add("ก่อนประชุม", result, then, by="unit 4")
    server.saved.add("cases", ANALYSES["double-service"](ecosystem), then, by="unit 4")
    assert [each["name"] for each in server.get("/v1/saved")["saved"]] == ["ก่อนประชุม", "cases"]
    shown = server.get("/v1/saved/ก่อนประชุม")
    published = {one["id"]: one["observed"] for one in server.get("/v1/reach")["findings"]}
    assert {one["id"]: one["observed"] for one in shown["findings"]} == published
    since = server.get("/v1/saved/1/changes")
    assert since["counts"] == {"persisting": len(since["changes"])}
    assert {each["after"]["id"] for each in since["changes"]} <= published.keys()
    assert all(each["changed"] == [] for each in since["changes"])
    assert server.client.get("/v1/saved/none", headers=READ).json()["code"] == "saved-refused"
    # Cases name enterprises.
    for path in ("/v1/saved/cases", "/v1/saved/cases/changes"):
        assert server.client.get(path, headers=READ).status_code == 422

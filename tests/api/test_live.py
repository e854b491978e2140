"""The ecosystem follows the store, and no request waits for it or fails."""

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from ecograph.errors import StoreError, StoreUnreachable
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.settings import Settings
from ecograph.store import GraphStore
from ecograph.workspace import Workspace
from tests.api.serving import HERE, REFRESH, rows, serving, until_ready
from tests.ecosystems import fill, new_store


def test_a_new_version_is_swapped_in_while_the_old_one_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    opening, opened = threading.Event(), threading.Event()

    def slowly(*given: object) -> Ecosystem:
        opening.set()
        assert opened.wait(20)
        return open_ecosystem(*given)  # type: ignore[arg-type]

    with serving(store, tmp_path / "home") as client:
        tag = client.get("/v1/counts").headers["ETag"]
        cursor = client.get("/v1/nodes/SME?limit=5").json()["next"]
        monkeypatch.setattr("ecograph.workspace.open_ecosystem", slowly)
        fill(store, {"Agency": [{"id": "NEW"}]}, source="other")
        assert opening.wait(20)
        # The new version is being read: answers are those of the old one, at once.
        started = time.monotonic()
        found = client.get("/v1/counts")
        assert (found.json()["version"], found.json()["counts"]["Agency"]) == (1, 2)
        assert time.monotonic() - started < 5
        opened.set()
        until_ready(client, version=2)
        found = client.get("/v1/counts", headers={"If-None-Match": tag})
        assert (found.status_code, found.json()["counts"]["Agency"]) == (200, 3)
        assert client.get("/v1/nodes/Agency/NEW").status_code == 200
        expired = client.get("/v1/nodes/SME", params={"limit": 5, "cursor": cursor})
        assert (expired.status_code, expired.json()["code"]) == (410, "cursor-expired")


def test_no_request_is_dropped_over_many_versions(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    done = threading.Event()
    seen: list[tuple[int, int]] = []

    def ask(client: TestClient) -> None:
        while not done.is_set():
            response = client.get("/v1/nodes/Program/P/neighbours?limit=200")
            seen.append((response.status_code, response.json().get("version", 0)))

    with serving(store, tmp_path / "home") as client:
        asking = [threading.Thread(target=ask, args=(client,)) for _ in range(3)]
        for thread in asking:
            thread.start()
        for number in range(4):
            fill(store, {"Agency": [{"id": f"N{number}"}]}, source=f"s{number}")
            until_ready(client, version=number + 2)
        done.set()
        for thread in asking:
            thread.join()
    assert {status for status, _ in seen} == {200}
    assert {version for _, version in seen} >= {1, 5}


class Away:
    """A store whose server can go away."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self.away = False

    def __getattr__(self, name: str) -> object:
        if self.away and name != "close":
            raise StoreUnreachable("No server answers.", "Start it.")
        return getattr(self._store, name)


def test_with_the_store_away_answers_go_on_and_say_so(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    away = Away(store)
    with serving(away, tmp_path / "home") as client:  # type: ignore[arg-type]
        paths = [
            "/v1/nodes/Program/P",
            "/v1/nodes/Program/P/neighbours",
            "/v1/nodes/SME/000",
            "/v1/reach?by=area",
            "/v1/runs",
            "/v1/counts",
        ]
        before = {path: client.get(path).json() for path in paths}
        away.away = True
        said = until_ready(client, status="stale")
        assert (said["version"], said["why"].startswith("No server answers.")) == (1, True)
        assert {path: client.get(path).json() for path in paths} == before
        search = client.get("/v1/search", params={"q": "ดิจิทัล"})
        found = {match["key"] for match in search.json()["matches"]}
        assert (found, search.json()["complete"]) == ({"AG2", "P"}, False)
        # What is not all there is must not be held for all there is.
        assert "ETag" not in search.headers
        claims = client.get("/v1/nodes/SME/000?claims=true")
        assert (claims.status_code, claims.json()["code"]) == (503, "store-unreachable")
        assert claims.headers["Retry-After"]
        away.away = False
        until_ready(client)
        assert client.get("/v1/search", params={"q": "ดิจิทัล"}).json()["complete"] is True


def test_a_server_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, rows())
    there = threading.Event()

    def open_workspace() -> Workspace:
        if not there.is_set():
            raise StoreUnreachable("No server answers.", "Start it.")
        return Workspace(store)

    app = create_app(Settings(home=tmp_path / "home", api_refresh=REFRESH), open_workspace)
    with TestClient(app, HERE) as client:
        waiting = client.get("/health/ready")
        assert (waiting.status_code, waiting.json()["status"]) == (503, "not-ready")
        refused = client.get("/v1/counts")
        assert (refused.status_code, refused.json()["code"]) == (503, "not-ready")
        assert client.get("/health/live").json() == {"status": "alive"}
        there.set()
        until_ready(client, version=1)
        assert client.get("/v1/counts").status_code == 200


def test_a_store_that_cannot_be_opened_is_said_at_the_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", store=str(tmp_path / "none"))
    with pytest.raises(StoreError, match="none"), TestClient(create_app(settings), HERE):
        pass

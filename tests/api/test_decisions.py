"""Decisions on findings: told over HTTP and on pages as soon as they are made, and hiding nothing."""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ecograph.state.decisions import Action, DecisionLog
from tests.api.serving import PATIENCE, serving
from tests.api.test_nodes import got
from tests.ecosystems import fill, new_store
from tests.overlapping import overlapping


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a country whose programs share clients."""
    folder = tmp_path_factory.mktemp("decided")
    store = new_store(folder / "store")
    fill(store, overlapping())
    with serving(store, folder / "home") as client:
        yield client


def decide(client: TestClient, finding: str, action: Action, **more: Any) -> None:
    settings = client.app.state.settings  # type: ignore[attr-defined]
    log = DecisionLog.of_store(settings.store_url, settings.home)
    log.add(finding, action, by="IPC-04", **more)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = client.app.state.live.opinions.decisions.get(finding, ())  # type: ignore[attr-defined]
        if told and told[-1].action is action:
            return
        time.sleep(0.02)
    raise AssertionError(f"{action} was not heard of")


def test_a_decision_is_told_wherever_the_finding_is(client: TestClient) -> None:
    (pair,) = got(client, "/overlaps", rung="duplication")["findings"]
    assert pair["decisions"] == []
    before = client.get(pair["explain"]).headers["ETag"]
    decide(client, pair["id"], Action.DISMISS, reason="served by another ministry")
    decide(client, pair["id"], Action.NOTE, reason="asked the provincial office")
    (told,) = got(client, "/overlaps", rung="duplication")["findings"]
    assert [(each["action"], each["stands"]) for each in told["decisions"]] == [
        ("dismiss", True),
        ("note", False),
    ]
    assert told["decisions"][0]["reason"] == "served by another ministry"
    assert {name: told[name] for name in told if name != "decisions"} == {
        name: pair[name] for name in pair if name != "decisions"
    }
    explained = client.get(pair["explain"], headers={"If-None-Match": before})
    assert explained.status_code == 200
    assert len(explained.json()["finding"]["decisions"]) == 2
    thai = client.get(pair["explain"], headers={"Accept-Language": "th"}).json()
    assert thai["finding"]["decisions"][0]["label"] == "ไม่ดำเนินการ"


def test_what_was_put_off_is_open_again_after_its_day(client: TestClient) -> None:
    (pair,) = got(client, "/overlaps", rung="overlap")["findings"]
    decide(client, pair["id"], Action.MUTE, until=date(2020, 1, 31))
    (told,) = got(client, "/overlaps", rung="overlap")["findings"]
    (decision,) = told["decisions"]
    assert (decision["until"], decision["stands"]) == ("2020-01-31", False)


def test_pages_say_it_too(client: TestClient) -> None:
    (cell, *_) = got(client, "/gaps/reach", by=["theme", "corridor"])["findings"]
    (agencies, *_) = got(client, "/overlaps", level="Agency")["findings"]
    pages = [f"/finding/{cell['id']}", f"/pair/{agencies['id']}"]
    reason = "<b>agreed</b> with the corridor office"
    for page in pages:
        address = f"{page}?lang=en"
        until_made(client, address)
        decide(client, page.rpartition("/")[2], Action.ACCEPT, reason=reason)
        html = client.get(address).text
        assert "Stands as" in html
        assert "accepted" in html
        assert "&lt;b&gt;agreed&lt;/b&gt; with the corridor office" in html


def until_made(client: TestClient, address: str) -> None:
    """Wait until the pages can be asked for, and see that nothing was accepted so far."""
    end = time.monotonic() + PATIENCE
    while (answer := client.get(address)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.02)
    assert answer.status_code == 200, answer.text
    assert "accepted" not in answer.text

"""Decisions on findings are told on their pages as soon as they are made."""

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from ecograph.settings import Settings
from ecograph.state.decisions import Action, DecisionLog
from tests.api.serving import PATIENCE, serving
from tests.ecosystems import fill, new_store
from tests.overlapping import overlapping

REASON = "<b>agreed</b> with the corridor office"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, DecisionLog]]:
    """Give a client of a country whose programs share clients, and the log of decisions beside it."""
    folder = tmp_path_factory.mktemp("decided")
    store = new_store(folder / "store")
    fill(store, overlapping())
    with serving(store, folder / "home") as client:
        settings: Settings = client.app.state.settings  # type: ignore[attr-defined]
        yield client, DecisionLog.of_store(settings.store_url, settings.home)


@pytest.mark.parametrize(
    ("page", "listed"),
    [
        ("finding", "/v1/gaps/reach?by=theme&by=corridor"),
        ("pair", "/v1/overlaps?level=Agency"),
    ],
)
def test_a_page_tells_what_was_decided(
    served: tuple[TestClient, DecisionLog], page: str, listed: str
) -> None:
    client, log = served
    finding = client.get(listed).json()["findings"][0]["id"]
    address = f"/{page}/{finding}?lang=en"
    end = time.monotonic() + PATIENCE
    while (before := client.get(address)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.02)
    assert before.status_code == 200
    assert "accepted" not in before.text
    log.add(finding, Action.ACCEPT, by="IPC-04", reason=REASON)
    after = client.get(address).text
    assert "Stands as" in after
    assert "accepted" in after
    assert "&lt;b&gt;agreed&lt;/b&gt; with the corridor office" in after

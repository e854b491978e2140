"""What changed since a version or a day, over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import changes
from ecograph.analysis.change import compare_results
from ecograph.findings import Finding
from ecograph.store import open_store
from tests.analysis.change.made import finding as made
from tests.analysis.change.made import result
from tests.api.serving import rows, serving, until_ready
from tests.ecosystems import fill

JOINED = "SME PARTICIPATED_IN Program"


def later() -> dict[str, Any]:
    """Return the country with an agency that came, one that left, and one that is called otherwise."""
    after = rows()
    after["Agency"] = [{"id": "AG", "name": "กรมตัวอย่าง", "name_en": "Renamed"}, {"id": "AG3"}]
    del after["Agency PARTNERS_WITH Agency"]
    after["Agency RUNS Program"] = [{"source": "AG", "target": "P"}]
    after["SME"] += [{"id": f"1{number:02}"} for number in range(70)]
    after[JOINED] = after[JOINED][:20]
    return after


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of an application over the second version; a server keeps one version alone."""
    folder = tmp_path_factory.mktemp("changes")
    store = open_store(str(folder / "store"), threads=1)
    fill(store, rows())
    fill(store, later())
    with serving(store, folder / "home") as client:
        yield client


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_sums_by_kind_name_the_versions_that_are_kept(moved: TestClient) -> None:
    said = get(moved, "/v1/changes", since=1)
    assert (said["since"], said["kept"], len(said["runs"])) == (1, [1, 2], 1)
    assert said["created"] == {"Agency": 1, "SME": 70}
    assert get(moved, "/v1/changes", since=2)["runs"] == []


def test_a_day_stands_for_the_last_version_before_it(moved: TestClient) -> None:
    today = datetime.now(UTC).date()
    assert get(moved, "/v1/changes", since=today.isoformat())["since"] == 0
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert get(moved, "/v1/changes", since=tomorrow)["since"] == 2
    assert moved.get("/v1/changes", params={"since": "yesterday"}).status_code == 400


def test_keys_are_listed_with_what_became_of_them(moved: TestClient) -> None:
    said = get(moved, "/v1/changes/Agency", since=1)
    assert said["counts"] == {"added": 1, "removed": 1, "changed": 1}
    found = [(each["change"], each["key"]) for each in said["changes"]]
    assert found == [("changed", "AG"), ("removed", "AG2"), ("added", "AG3")]
    said = get(moved, f"/v1/changes/{JOINED}", since=1)
    assert said["counts"] == {"added": 0, "removed": 11, "changed": 0}
    first = said["changes"][0]
    assert (first["source"], first["target"], first["key"]) == ("000", "P", None)
    assert first["identity"] == {"fiscal_year": 2023}
    assert get(moved, "/v1/changes/Theme", since=1)["changes"] == []


def test_pages_add_up_and_are_cached(moved: TestClient) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        query = {"since": 1, "limit": 30} | ({"cursor": cursor} if cursor else {})
        said = get(moved, "/v1/changes/SME", **query)
        seen += [each["key"] for each in said["changes"]]
        cursor = said["next"]
        if cursor is None:
            break
    assert seen == [f"1{number:02}" for number in range(70)]
    answer = moved.get("/v1/changes/SME", params={"since": 1})
    again = moved.get(
        "/v1/changes/SME", params={"since": 1}, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/v1/changes/Agency", "/v1/changes/findings"])
def test_a_version_that_is_not_kept_is_told(moved: TestClient, path: str) -> None:
    query = {"since": 0} | ({"analysis": "reach"} if path.endswith("findings") else {})
    answer = moved.get(path, params=query)
    assert (answer.status_code, answer.json()["code"]) == (410, "version-gone")
    assert "There are: 1, 2." in answer.json()["hint"]
    assert moved.get(path, params=query | {"since": 3}).status_code == 422


def test_more_changes_than_are_listed_are_refused(moved: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 60)
    answer = moved.get("/v1/changes/SME", params={"since": 1, "limit": 7})
    assert (answer.status_code, answer.json()["code"]) == (422, "too-large")


def test_findings_are_new_closed_or_persisting(moved: TestClient) -> None:
    said = get(moved, "/v1/changes/findings", since=1, analysis="single-points")
    assert (said["counts"], said["hidden"]) == ({"persisting": 2}, 0)
    first = said["changes"][0]
    assert (first["changed"], first["subjects"][0]["name"]) == (["effect"], "Renamed")
    assert [first[side]["effect"] for side in ("before", "after")] == [30, 20]
    assert get(moved, "/v1/changes/findings", since=1, analysis="isolated")["counts"] == {"new": 1}
    query = {"since": 1, "analysis": "single-points", "limit": 1}
    page = get(moved, "/v1/changes/findings", **query)
    rest = get(moved, "/v1/changes/findings", cursor=page["next"], **query)
    assert [*page["changes"], *rest["changes"]] == said["changes"]
    assert rest["next"] is None


def test_findings_of_small_groups_are_not_listed(moved: TestClient) -> None:
    said = get(moved, "/v1/changes/findings", since=1, analysis="reach")
    shown = {each["id"] for each in get(moved, "/v1/reach")["findings"] if each["hidden"] is None}
    after = [each["after"]["id"] for each in said["changes"] if each["after"]]
    assert set(after) <= shown
    assert said["hidden"] + len(said["changes"]) >= len(shown)


def test_what_differs_by_few_enterprises_is_not_listed() -> None:
    def sides(numbers: dict[str, tuple[float, float]]) -> list[list[Finding]]:
        return [
            [made(f"Area:{key}", kind="k", unit="SMEs", observed=pair[at]) for key, pair in numbers.items()]
            for at in (0, 1)
        ]

    def hidden(numbers: dict[str, tuple[float, float]]) -> set[str]:
        before, after = sides(numbers)
        found = compare_results(result(before), result(after))
        names = {one.id: one.subjects[0].key for one in after}
        return {names[id] for id in changes.hidden_changes(found, {}, 5)}

    assert hidden({"a": (30, 20), "b": (30, 30)}) == set()
    assert hidden({"a": (30, 27), "b": (30, 30), "c": (30, 20), "d": (30, 24)}) == {"a", "d"}
    assert hidden({"a": (30, 27), "b": (30, 32), "c": (30, 20)}) == {"a", "b"}
    assert hidden({"a": (30, 27)}) == {"a"}


def test_a_later_version_is_answered_from_when_it_is_read(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    fill(store, rows())
    with serving(store, tmp_path / "home") as client:
        fill(store, later())
        until_ready(client, version=2)
        assert get(client, "/v1/changes/Agency", since=1)["counts"]["added"] == 1

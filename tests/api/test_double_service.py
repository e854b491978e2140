"""Double service over HTTP: counts for everybody, cases behind a key, and plans held against what exists."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store

KEY = "a-key-of-the-tests-that-is-long-enough"
DAY = dt.date(2024, 3, 1)


def doubled() -> dict[str, list[dict[str, Any]]]:
    """Return a country where 7 enterprises have double training, and 2 a double loan."""
    found = rows()
    period = {"fiscal_year": 2024, "starts_on": DAY, "ends_on": DAY + dt.timedelta(9)}
    found["SME PARTICIPATED_IN Program"] = [
        {"source": f"{n:03}", "target": program, "services": ["train" if n < 7 else "loan"], **period}
        for n in range(9)
        for program in ("P", "Q")
    ]
    found["Program OFFERS Service"] = [{"source": "P", "target": "train"}]
    return found


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, TestClient]]:
    """Give a client of a server without keys, and of one with them."""
    folder = tmp_path_factory.mktemp("doubled")
    store = new_store(folder / "store")
    fill(store, doubled())
    with (
        # A server closes its store when it ends: each has one of its own.
        serving(store, folder / "home") as open_client,
        serving(new_store(folder / "store"), folder / "keyed", api_keys=KEY) as keyed,
    ):
        yield open_client, keyed


def test_small_counts_and_what_covers_them_are_hidden(clients: tuple[TestClient, TestClient]) -> None:
    found = clients[0].get("/v1/double-service/counts").json()
    counts = {(one["agency"], one["service"]): one["enterprises"] for one in found["counts"]}
    # The count of the one agency is that of the other: those of a service are hidden together.
    assert counts == dict.fromkeys(product(("AG", "AG2"), ("loan", "train")))
    assert found["total"] == 18


def test_cases_name_enterprises_and_want_a_key(clients: tuple[TestClient, TestClient]) -> None:
    without, keyed = clients
    refused = without.get("/v1/double-service")
    assert (refused.status_code, refused.json()["code"]) == (401, "key-required")
    assert keyed.get("/v1/double-service").status_code == 401
    bearer = {"Authorization": f"Bearer {KEY}"}
    found = keyed.get("/v1/double-service", params={"agency": "AG2"}, headers=bearer).json()
    assert found["totals"]["confirmed"] == 9
    assert {one["verdict"] for one in found["findings"]} == {"confirmed"}
    assert found["findings"][0]["subjects"][0]["kind"] == "SME"
    wrong = keyed.get("/v1/double-service", params={"agency": "no"}, headers=bearer)
    assert wrong.json()["code"] == "analysis"


def test_a_plan_is_held_against_what_exists(clients: tuple[TestClient, TestClient]) -> None:
    plan = {"name": "plan", "services": ["train"], "fiscal_year": 2024, "clients": 10}
    found = clients[0].post("/v1/check-proposal", json=plan).json()
    (one,) = found["findings"]
    assert (one["subjects"][0]["key"], one["rung"], one["counts"]["clients"]) == ("P", "overlap", 9)
    assert one["expected"] == pytest.approx(10 * 9 / 60)
    thai = clients[0].post("/v1/check-proposal", json=plan, headers={"Accept-Language": "th"}).json()
    assert "จะทับซ้อน" in thai["findings"][0]["sentence"]


@pytest.mark.parametrize(
    ("plan", "code"),
    [({}, "request"), ({"name": "x", "odd": 1}, "request"), ({"name": "x", "services": ["no"]}, "analysis")],
)
def test_a_bad_plan_is_a_problem(clients: tuple[TestClient, TestClient], plan: Any, code: str) -> None:
    answer = clients[0].post("/v1/check-proposal", json=plan)
    assert answer.json()["code"] == code
    assert 400 <= answer.status_code < 500

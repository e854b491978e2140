"""Screening and referrals over HTTP: behind a key, without persons, and nothing is kept."""

import base64
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store

KEY = "a-key-of-the-tests-that-is-long-enough"
BEARER = {"Authorization": f"Bearer {KEY}"}
LIST = "ชื่อกิจการ,จังหวัด\n=1+1,A0\nบริษัท 007 จำกัด,A1\n"


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, TestClient]]:
    """Give a client of a server without keys, and of one with them."""
    folder = tmp_path_factory.mktemp("referrals")
    store = new_store(folder / "store")
    found = rows()
    found["SME"] = [*found["SME"], {"id": "person:abc", "size_class": "micro", "natural_person": True}]
    found["Program"] = [*found["Program"], {"id": "R", "fiscal_year": 2024}]
    found["Program COVERS Area"] = [{"source": "R", "target": "C"}]
    fill(store, found)
    with (
        serving(store, folder / "home") as open_client,
        serving(new_store(folder / "store"), folder / "keyed", api_keys=KEY) as keyed,
    ):
        yield open_client, keyed


def body(text: str = LIST, **more: Any) -> dict[str, Any]:
    return {"program": "P", "name": "list.csv", "file": base64.b64encode(text.encode()).decode(), **more}


def test_both_want_a_key(clients: tuple[TestClient, TestClient]) -> None:
    without, _ = clients
    for answer in (
        without.get("/v1/referrals", params={"program": "P"}),
        without.post("/v1/screen", json=body()),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "key-required")


def test_a_list_comes_back_with_results(clients: tuple[TestClient, TestClient]) -> None:
    answer = clients[1].post("/v1/screen", json=body(by="ก"), headers=BEARER | {"Accept-Language": "th"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert sheet["C1"].value == "ผลคัดกรอง"
    assert {sheet["C2"].value, sheet["C3"].value} <= {"ผ่าน", "รอข้อมูล", "ซ้ำ ควรตรวจสอบ", "ไม่ผ่านเงื่อนไข"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    english = clients[1].post("/v1/screen", json=body(), headers=BEARER | {"Accept-Language": "en"})
    assert openpyxl.load_workbook(io.BytesIO(english.content)).worksheets[0]["C1"].value == "screening"


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"program": "none"}, 422, "analysis"),
        ({"file": "%%%"}, 422, "file"),
        ({"file": base64.b64encode(b"PK\x03\x04").decode(), "name": "x.xlsx"}, 422, "file"),
        ({"name": "../x.csv"}, 400, "request"),
        ({"name": "x.exe"}, 400, "request"),
        ({"file": "A" * 1_000_001}, 413, "body-too-large"),
    ],
)
def test_what_cannot_be_screened_is_a_problem(
    clients: tuple[TestClient, TestClient], wrong: dict[str, Any], status: int, code: str
) -> None:
    answer = clients[1].post("/v1/screen", json=body() | wrong, headers=BEARER)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_referrals_name_no_person(clients: tuple[TestClient, TestClient]) -> None:
    keyed = clients[1]
    found = keyed.get("/v1/referrals", params={"program": "R", "limit": 200}, headers=BEARER).json()
    keys = {one["subjects"][0]["key"] for one in found["findings"]}
    assert len(keys) == 60
    assert not any(key.startswith("person:") for key in keys)
    one = keyed.get("/v1/referrals", params={"enterprise": "031"}, headers=BEARER).json()
    assert "R" in {finding["subjects"][1]["key"] for finding in one["findings"]}
    assert one["findings"][0]["verdict"] in ("yes", "need information")
    hidden = keyed.get("/v1/referrals", params={"enterprise": "person:abc"}, headers=BEARER)
    assert (hidden.status_code, hidden.json()["code"]) == (404, "not-found")
    for asked in ({}, {"enterprise": "a", "program": "b"}, {"enterprise": "none"}):
        assert keyed.get("/v1/referrals", params=asked, headers=BEARER).json()["code"] == "analysis"

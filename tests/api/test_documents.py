"""docs/api.md says what there is."""

import re
from pathlib import Path

from fastapi.testclient import TestClient

from api.problems import CODES
from api.publishing import MOST_CELLS
from api.routers.parts import MOST_PART

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_code_is_listed_with_its_status() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| (`.+`) \|$", TEXT, re.MULTILINE)
    listed = {
        code: {int(status) for status in statuses.split(",")}
        for statuses, codes in rows
        for code in re.findall(r"`([\w-]+)`", codes)
    }
    assert listed.keys() == CODES.keys()
    assert all(CODES[code].status in statuses for code, statuses in listed.items())


def test_every_endpoint_is_listed(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    for path in paths:
        written = re.sub(r"\{(\w+)\}", lambda match: match[1].upper(), path)
        assert re.search(rf"`(GET|POST) {re.escape(written)}[`?]", TEXT), written


def test_limits_are_those_of_the_program() -> None:
    assert f"{MOST_CELLS:,} cells" in TEXT
    assert f"{MOST_PART:,} nodes and relationships" in TEXT

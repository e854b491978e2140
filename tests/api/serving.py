"""An API over a small country, for tests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.main import create_app
from ecograph.settings import Settings
from ecograph.store import GraphStore
from ecograph.workspace import Workspace
from tests.ecosystems import country

REFRESH = 0.05
PATIENCE = 20.0
HERE = "http://127.0.0.1"


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return a country with enterprises, some of them supported."""
    enterprises = [f"{number:03}" for number in range(60)]
    return country() | {
        "Agency": [
            {"id": "AG", "name": "กรมตัวอย่าง", "name_en": "Example Department"},
            {"id": "AG2", "name": "สำนักงานดิจิทัล", "name_en": "Digital Office"},
        ],
        "Agency PARTNERS_WITH Agency": [{"source": "AG", "target": "AG2"}],
        "Program": [
            {"id": "P", "name": "โครงการดิจิทัล", "fiscal_year": 2024, "budget": 5_000_000.0},
            {"id": "Q", "name_en": "Quality", "fiscal_year": 2023},
        ],
        "Agency RUNS Program": [{"source": "AG", "target": "P"}, {"source": "AG2", "target": "Q"}],
        "Program ADDRESSES Theme": [{"source": "P", "target": "F:t"}, {"source": "Q", "target": "F:u"}],
        "SME": [
            {
                "id": key,
                "name": f"บริษัท {key}",
                "size_class": "micro" if int(key) % 2 else "small",
                "employees": 3 if int(key) == 7 else None,
            }
            for key in enterprises
        ],
        "SME LOCATED_IN Area": [
            {
                "source": key,
                "target": f"A{int(key) % 4 if int(key) > 6 else 0}",
                "role": "registered",
                "primary": True,
            }
            for key in enterprises
        ],
        "SME PARTICIPATED_IN Program": [
            {
                "source": key,
                "target": "P",
                "fiscal_year": 2024,
                "status": "completed",
                "amount": 10.5,
                "services": ["train"],
            }
            for key in enterprises[:30]
        ]
        + [{"source": "000", "target": "P", "fiscal_year": 2023}],
    }


@contextmanager
def serving(store: GraphStore, home: Path, **settings: Any) -> Iterator[TestClient]:
    """Give a client of an application over a store, as soon as it answers."""
    app = create_app(Settings(home=home, **{"api_refresh": REFRESH, **settings}), lambda: Workspace(store))
    with TestClient(app, HERE, raise_server_exceptions=False) as client:
        until_ready(client)
        yield client


def until_ready(client: TestClient, version: int | None = None, status: str = "ready") -> dict[str, Any]:
    """Wait until the application has a status, and answers from a version."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said: dict[str, Any] = client.get("/health/ready").json()
        if said["status"] == status and version in (None, said["version"]):
            return said
        time.sleep(0.02)
    raise AssertionError(said)

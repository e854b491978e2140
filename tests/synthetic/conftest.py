"""Countries to make nations of: Thailand as it ships, and one so small that a reader knows all of it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ecograph.store import GraphStore, open_store
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.synthetic import Nation, generate_nation
from tests.ecosystems import fill, new_store

SECRET = b"for tests alone"


@pytest.fixture(scope="session")
def thailand(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """The reference facts of Thailand, and nothing else."""
    return thai_store(tmp_path_factory.mktemp("thailand"), lambda path: open_store(str(path)))


def thai_store(folder: Path, opened: Callable[[Path], GraphStore] = new_store) -> GraphStore:
    """Return a new store with the reference facts of Thailand."""
    store = opened(folder)
    found = find_recipe("th-reference", SECRET)
    assert found.files is not None
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET)
    return store


@pytest.fixture(scope="session")
def demo(thailand: GraphStore) -> Nation:
    """The nation of the demonstration."""
    return generate_nation(thailand)


def small_country(
    corridors: int = 3, themes: int = 5, services: int = 4
) -> Mapping[str, list[dict[str, Any]]]:
    """Return the facts of a country with six provinces, as plain rows."""
    provinces = [
        {"code": f"X-{place}", "level": "province", "enterprises_micro": 70 + place, "enterprises_small": 20}
        for place in range(6)
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "Area": [{"code": "X", "level": "country"}, *provinces, {"code": "X-9", "level": "province"}],
        "Industry": [{"scheme": "I", "code": code, "level": "division"} for code in ("10", "47")],
    }
    if corridors:
        rows["Corridor"] = [{"scheme": "zones", "id": f"Z{place}"} for place in range(corridors)]
        rows["Area IN_CORRIDOR Corridor"] = [
            {"source": f"X-{place}", "target": f"zones:Z{place}"} for place in range(corridors)
        ]
    if themes:
        rows["Theme"] = [{"framework": "F", "id": f"t{place}", "level": "area"} for place in range(themes)]
    if services:
        rows["Service"] = [{"id": f"s{place}"} for place in range(services)]
        rows["Need"] = [{"id": f"n{place}"} for place in range(services)]
        rows["Need ANSWERED_BY Service"] = [
            {"source": f"n{place}", "target": f"s{place}"} for place in range(services)
        ]
    return rows


def small_store(folder: Path, **parts: int) -> GraphStore:
    """Return a new store with a small country."""
    store = new_store(folder)
    fill(store, small_country(**parts))
    return store

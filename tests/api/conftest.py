"""What tests of the API may ask for."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.serving import rows, serving
from tests.ecosystems import fill, new_store


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of an application over a small country."""
    folder = tmp_path_factory.mktemp("api")
    store = new_store(folder / "store")
    fill(store, rows())
    with serving(store, folder / "home") as client:
        yield client

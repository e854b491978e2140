"""Every test of the behaviour of a store runs on every kind of store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecograph.store import GraphStore
from tests.store.graphs import OPENERS, MakeStore


@pytest.fixture(params=sorted(OPENERS))
def make_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeStore]:
    opened: list[GraphStore] = []

    def make(folder: Path | None = None) -> GraphStore:
        store = OPENERS[request.param](folder or tmp_path_factory.mktemp("store"))
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="module", params=sorted(OPENERS))
def shared_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    """Give a store that the tests of one file only read."""
    store = OPENERS[request.param](tmp_path_factory.mktemp("store"))
    yield store
    store.close()


@pytest.fixture
def store(make_store: MakeStore) -> GraphStore:
    return make_store()

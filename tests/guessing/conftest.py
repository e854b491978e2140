"""A store that holds the reference data."""

import pytest

from ecograph.store import GraphStore, open_store
from loaders.load import load
from loaders.recipes import find_recipe


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """The reference data of Thailand; tests write nothing to it."""
    store = open_store(str(tmp_path_factory.mktemp("reference") / "store"))
    found = find_recipe("th-reference", b"secret")
    assert found.files
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=b"secret")
    return store

"""Where real sources and the planner's desk lie, and how tests load them through shipped recipes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

SHARED = Path(__file__).parents[3] / "shared"
DATA, DESK = SHARED / "data", SHARED / "desk"
SECRET = b"a secret for tests"

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real data sets are not beside the project (../shared/data)"
)
needs_desk = pytest.mark.skipif(
    not DESK.is_dir(), reason="the planner's desk is not beside the project (../shared/desk)"
)


def bring(
    store: GraphStore,
    recipe: str,
    path: Path | None = None,
    *,
    problem_file: Path | None = None,
    rejected_file: Path | None = None,
    identities: IdentityLog | None = None,
) -> LoadReport:
    """Load a source through a recipe that ships; without a path, the files that ship with it."""
    found = find_recipe(recipe, SECRET)
    files = path or found.files
    assert files is not None
    return load(
        found.recipe,
        files,
        store,
        cleaners=found.cleaners,
        secret=SECRET,
        identities=identities,
        problem_file=problem_file,
        rejected_file=rejected_file,
    )


def thai_store(folder: Path, opened: Callable[[Path], GraphStore] = new_store) -> GraphStore:
    """Return a store that holds the reference facts of Thailand."""
    store = opened(folder / "store")
    bring(store, "th-reference")
    return store

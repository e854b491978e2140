"""The demonstration and real Thai sources, loaded into both stores: the same counts, the same hash."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecograph.analysis import find_reach
from ecograph.graph import open_ecosystem
from ecograph.store import GraphStore, open_store
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.synthetic import generate_nation, write_nation
from tests.shared_server import open_on_server, shared_server

DATA = Path(__file__).parents[3] / "shared" / "data"
REGISTRATIONS = DATA / "th_dbd_2558_2559" / "monthly"
COUNTS = DATA / "th_msme_2567"
SECRET = b"a secret for tests"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[GraphStore, GraphStore]]:
    server = open_on_server(shared_server(), tmp_path / "server")
    embedded = open_store(str(tmp_path / "embedded"))
    yield embedded, server
    embedded.close()
    server.close()


def bring(store: GraphStore, recipe: str, path: Path | None = None) -> None:
    found = find_recipe(recipe, SECRET)
    files = path or found.files
    assert files is not None
    report = load(found.recipe, files, store, cleaners=found.cleaners, secret=SECRET)
    assert report.adds_up


def hold(stores: tuple[GraphStore, GraphStore]) -> None:
    """See that both stores hold the same, and that an analysis says the same of both."""
    embedded, server = stores
    assert server.counts() == embedded.counts()
    assert server.content_hash() == embedded.content_hash()
    assert server.disagreements() == embedded.disagreements()
    there, here = (find_reach(open_ecosystem(store), by=("corridor",)) for store in stores)
    assert (there.findings, there.totals) == (here.findings, here.totals)


def test_the_demonstration_is_the_same(stores: tuple[GraphStore, GraphStore]) -> None:
    for store in stores:
        bring(store, "th-reference")
        write_nation(store, generate_nation(store, 3_000, 1), allow_shrink=True)
    hold(stores)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real data sets are not beside the project")
def test_real_sources_are_the_same(stores: tuple[GraphStore, GraphStore]) -> None:
    for store in stores:
        bring(store, "th-reference")
        bring(store, "th-msme-counts", COUNTS)
        bring(store, "th-dbd-registrations", REGISTRATIONS)
    assert stores[1].counts()["SME"] == 91_939
    hold(stores)

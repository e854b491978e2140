"""Real, ugly open data through the shipped recipes, held to facts that were counted by hand.

The data lies outside the project; where it is absent these tests are skipped and say so.
"""

from pathlib import Path

import pytest

from ecograph.analysis import find_reach
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.store import GraphStore, open_store
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

DATA = Path(__file__).parents[3] / "shared" / "data"
REGISTRATIONS = DATA / "th_dbd_2558_2559" / "monthly"
COUNTS = DATA / "th_msme_2567"
SECRET = b"a secret for tests"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason=f"the real data sets are not at {DATA.parent.name}/{DATA.name} beside the project",
)


def bring(store: GraphStore, recipe: str, path: Path | None = None) -> LoadReport:
    found = find_recipe(recipe, SECRET)
    files = path or found.files
    assert files is not None
    return load(found.recipe, files, store, cleaners=found.cleaners, secret=SECRET)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = new_store(tmp_path_factory.mktemp("real") / "store")
    bring(store, "th-reference")
    return store


@pytest.fixture(scope="module")
def report(store: GraphStore) -> LoadReport:
    return bring(store, "th-dbd-registrations", REGISTRATIONS)


@pytest.fixture(scope="module")
def ecosystem(store: GraphStore, report: LoadReport) -> Ecosystem:
    assert report.version
    return open_ecosystem(store)


def test_91_939_registrations_none_lost_none_twice(store: GraphStore, report: LoadReport) -> None:
    assert len(report.documents) == 18
    assert report.rows == {"read": 91_939, "recorded": 91_939, "rejected": 0, "not wanted": 0}
    assert report.kinds["SME"].created == 91_939
    assert report.kinds["SME"].repeated == 0
    assert store.counts()["SME"] == 91_939
    assert report.adds_up


def test_each_is_in_one_of_77_provinces_or_listed(report: LoadReport, ecosystem: Ecosystem) -> None:
    located = ecosystem.smes.links["SME LOCATED_IN Area"]
    unresolved = sum(
        count for (column, _, _), count in report.problem_counts.items() if column == "ที่ตั้งสำนักงานใหญ่"
    )
    assert int((located.degrees == 1).sum()) + unresolved == 91_939
    assert set(located.degrees.tolist()) <= {0, 1}
    level = {key: ecosystem.institutions.nodes["Area", key]["level"] for key in ecosystem.nodes("Area")}
    assert {level[located.targets[at]] for at in set(located.indices.tolist())} == {"province"}


def test_36_5_percent_are_in_bangkok(ecosystem: Ecosystem) -> None:
    result = find_reach(ecosystem, by=("area",))
    cells = {finding.subjects[0].key: finding.evidence.counts["enterprises"] for finding in result.findings}
    assert round(cells["TH-10"] / 91_939, 3) == 0.365
    assert sum(cells.values()) == 91_939


def test_the_31_792_of_2559_have_their_industry(ecosystem: Ecosystem) -> None:
    operating = ecosystem.smes.links["SME OPERATES_IN Industry"]
    assert int((operating.degrees > 0).sum()) == 31_792


def test_loading_again_changes_nothing(store: GraphStore, report: LoadReport) -> None:
    before = store.content_hash()
    again = bring(store, "th-dbd-registrations", REGISTRATIONS)
    assert store.content_hash() == before
    assert again.kinds["SME"].unchanged == 91_939
    assert again.withdrawn == {}
    assert again.rows == report.rows


def test_one_month_again_withdraws_no_other(store: GraphStore, report: LoadReport) -> None:
    assert report.version
    before = store.content_hash()
    bring(store, "th-dbd-registrations", REGISTRATIONS / "99_201501.csv")
    assert store.content_hash() == before


def test_msme_counts_of_77_provinces(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    bring(store, "th-reference")
    disagreeing = store.disagreements()
    report = bring(store, "th-msme-counts", COUNTS)
    assert report.rows["recorded"] == 77
    assert report.total_problems == 0
    assert store.disagreements() == disagreeing == []
    result = find_reach(open_ecosystem(store), population="areas")
    assert result.totals["eligible"] == 3_255_957

"""Industrial estates: zones, in the province that their name says or nowhere that is known."""

import pytest

from ecograph.store import GraphStore
from loaders.report import LoadReport
from tests.real.sources import DATA, bring, needs_data, thai_store

pytestmark = needs_data
Loaded = tuple[GraphStore, LoadReport]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    store = thai_store(tmp_path_factory.mktemp("estates"))
    return store, bring(store, "th-estates", DATA / "th_ieat_estates")


def test_73_records_are_70_estates_and_3_offices(loaded: Loaded) -> None:
    store, report = loaded
    assert report.rows == {"read": 73, "recorded": 70, "rejected": 0, "not wanted": 3}
    assert report.total_problems == 0
    assert report.kinds["Corridor"].created == 70
    assert report.kinds["Area IN_CORRIDOR Corridor"].created == 22
    estate = store.node("Corridor", "estate:IEAT-72")
    assert estate is not None
    assert estate.properties["name"] == "นิคมอุตสาหกรรมเวิลด์ (ลำพูน)"


def test_a_placeholder_is_no_place(loaded: Loaded) -> None:
    """The record of Udon Thani bears the coordinates of Phichit, 300 km away."""
    export = loaded[0].export(["Area", "Corridor", "Area IN_CORRIDOR Corridor"])
    areas = {row["nid"]: row["key"] for row in export.nodes["Area"].to_pylist()}
    estates = {row["nid"]: row["key"] for row in export.nodes["Corridor"].to_pylist()}
    links = export.relationships["Area IN_CORRIDOR Corridor"].to_pylist()
    located = {estates[link["target"]]: areas[link["source"]] for link in links}
    assert located["estate:IEAT-68"] == "TH-41"
    assert "estate:IEAT-62" not in located

"""A planned program handed in as a filled-in template: the same questions as of a TOML file."""

from pathlib import Path

import pytest

from ecograph.errors import SourceError
from ecograph.graph import open_ecosystem
from ecograph.state import IdentityLog, StateDatabase
from ecograph.store import GraphStore
from loaders.planned import read_planned
from tests.templates.test_templates import SECRET, blank, fill, store

__all__ = ["store"]
PLAN = {
    "Name of the program": "ที่ปรึกษาดิจิทัล",
    "Run by": "กสอ.",
    "Fiscal year": "2568",
    "Budget": "2,000,000",
    "Size classes admitted": "Micro + Small",
    "Provinces covered": "อุดรธานี; หนองคาย",
    "Service 1": "ฝึกอบรม / Training / workshop",
}


def test_a_template_says_what_is_planned(store: GraphStore, tmp_path: Path) -> None:
    path = fill(blank("programs", tmp_path), [PLAN])
    log = IdentityLog(StateDatabase(tmp_path / "state.db"))
    planned = read_planned(path, store, open_ecosystem(store), identities=log, secret=SECRET)
    assert (planned.name, planned.agency) == ("ที่ปรึกษาดิจิทัล", "AG-DIPROM")
    assert (planned.fiscal_year, planned.budget) == (2025, 2_000_000.0)
    assert (planned.size_classes, planned.services) == (("micro", "small"), ("SVC-TRAIN",))
    assert set(planned.areas) == {"TH-41", "TH-43"}
    two = fill(blank("programs", tmp_path), [PLAN, PLAN | {"Name of the program": "อื่น"}])
    with pytest.raises(SourceError, match="has 2 programs"):
        read_planned(two, store, open_ecosystem(store), identities=log, secret=SECRET)


def test_a_file_that_is_no_plan_is_refused(store: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="neither TOML nor a template"):
        read_planned(
            path,
            store,
            open_ecosystem(store),
            identities=IdentityLog(StateDatabase(tmp_path / "state.db")),
            secret=SECRET,
        )

"""Enterprises in memory are those of the ecosystem, in its order."""

import datetime as dt
from pathlib import Path

import pytest

from api.enterprises import Enterprises
from ecograph.errors import StoreBusy
from ecograph.graph import open_ecosystem
from ecograph.model import MODEL
from tests.ecosystems import fill, new_store


def test_what_an_ecosystem_leaves_out_is_left_out(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    rows = [
        {
            "id": f"{number}",
            "name": f"ชื่อ {number}",
            "name_en": "Five" if number == 5 else None,
            "registered_on": dt.date(2000, 1, number),
            # What is known from memory alone is in no ecosystem.
            "claim_confidence": "memory" if number in (2, 4) else "read",
        }
        for number in range(1, 7)
    ]
    fill(store, {"SME": rows})
    ecosystem = open_ecosystem(store)
    enterprises = Enterprises(store, ecosystem)
    assert ecosystem.smes.keys.to_pylist() == ["1", "3", "5", "6"]
    for row in rows:
        position = ecosystem.smes.position(str(row["id"]))
        if position is None:
            assert row["claim_confidence"] == "memory"
            continue
        known = {
            name: value for name, value in row.items() if value is not None and name != "claim_confidence"
        }
        assert enterprises.properties(position) == known
        assert enterprises.name(position, "th") == row["name"]
        assert enterprises.name(position, "en") == (row["name_en"] or row["name"])
    named = MODEL.node("SME").property("name")
    assert enterprises.having(named, "ชื่อ 5").tolist() == [False, False, True, False]
    assert not enterprises.having(named, "ชื่อ 2").any()


def test_a_store_that_moved_on_is_not_mixed_with_an_earlier_ecosystem(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    fill(store, {"SME": [{"id": "1"}]})
    ecosystem = open_ecosystem(store)
    fill(store, {"SME": [{"id": "2"}]}, source="other")
    with pytest.raises(StoreBusy, match="moved on"):
        Enterprises(store, ecosystem)

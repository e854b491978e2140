"""Opening an ecosystem while loads go on."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecograph.errors import AnalysisError, StoreBusy
from ecograph.graph import (
    count_shared_clients,
    find_clients,
    find_degree_classes,
    find_dependence,
    find_double_service,
    open_ecosystem,
    reached_themes,
    select_part,
)
from ecograph.graph import links as links_module
from ecograph.graph.clients import LEVELS
from ecograph.graph.links import NO_DATE, build_links
from ecograph.model import MODEL
from ecograph.store import Export, GraphStore, open_store
from tests.ecosystems import ecosystem, fill, table

JOINED = "SME PARTICIPATED_IN Program"


def small() -> dict[str, Any]:
    return {"SME": [{"id": "e0"}], "Program": [{"id": "p0"}], JOINED: [{"source": "e0", "target": "p0"}]}


def disturb(store: GraphStore, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let a load complete before each of the first reads of participations."""
    export, loads = store.export, iter(range(1, times + 1))

    def disturbed(
        kinds: Iterable[str] | None = None, properties: Mapping[str, Sequence[str]] | None = None
    ) -> Export:
        wanted = None if kinds is None else list(kinds)
        if wanted == [JOINED]:
            for number in loads:
                fill(store, {"SME": [{"id": f"late{number}"}]}, source=f"late{number}")
                break
        return export(wanted, properties)

    monkeypatch.setattr(store, "export", disturbed)


def test_a_load_in_between_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path))
    fill(store, small())
    disturb(store, monkeypatch, 2)
    found = open_ecosystem(store)
    assert found.version == store.version() == 3
    assert sorted(found.smes.keys.to_pylist()) == ["e0", "late1", "late2"]
    assert found.smes.links[JOINED].shape == (3, 1)


def test_loads_without_end_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path))
    fill(store, small())
    disturb(store, monkeypatch, 100)
    with pytest.raises(StoreBusy, match="changed 5 times"):
        open_ecosystem(store)


def test_links_keep_periods_and_services(tmp_path: Path) -> None:
    told = {"starts_on": dt.date(2024, 1, 2), "ends_on": dt.date(2024, 2, 1), "services": ["อบรม", "loan"]}
    rows = small()
    rows["Program"].append({"id": "p1"})
    rows[JOINED] = [
        {"source": "e0", "target": "p0", "fiscal_year": 2024, **told},
        {"source": "e0", "target": "p1"},
    ]
    links = ecosystem(tmp_path, rows).smes.links[JOINED]
    at, unknown = (list(links.indices).index(links.targets.index(key)) for key in ("p0", "p1"))
    days = links.columns["starts_on"].astype("datetime64[D]").tolist()
    assert days[at] == dt.date(2024, 1, 2)
    assert links.columns["ends_on"].tolist()[unknown] == NO_DATE
    assert sorted(links.labels["services"].of(at)) == ["loan", "อบรม"]
    assert links.labels["services"].of(unknown) == ()


def test_an_empty_store_is_an_empty_ecosystem(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, {})
    assert (len(found.smes), len(found.institutions)) == (0, 0)
    for links in found.smes.links.values():
        assert links.count == 0
        assert links.reverse.nnz == 0
        assert links.indptr.dtype == links.indices.dtype == links.reverse.indices.dtype == np.int32


def test_more_links_than_positions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_module, "MOST_LINKS", 1)
    rows = table(JOINED, [{"fiscal_year": None}] * 2)
    ends = np.zeros(2, np.int32)
    with pytest.raises(AnalysisError, match=r"There are 2 links .*; at most 1 fit"):
        build_links(MODEL.relationship(JOINED), (1, 1), ("p",), ends, ends, rows)


def test_whatever_is_asked_of_nothing_is_nothing(tmp_path: Path) -> None:
    nothing = ecosystem(tmp_path, {})
    for level in LEVELS:
        clients = find_clients(nothing, level)  # type: ignore[arg-type]
        assert count_shared_clients(clients).shape == (0, 0)
        assert find_degree_classes(clients, np.empty(0, np.int32)).clients.shape == (0, 0)
    assert find_dependence(nothing).sole.tolist() == [0]
    assert len(find_double_service(nothing, weakest="year")) == 0
    assert reached_themes(nothing, [set()]).tolist() == []
    assert select_part(nothing).to_networkx().number_of_nodes() == 0
    assert nothing.smes.position("e0") is None

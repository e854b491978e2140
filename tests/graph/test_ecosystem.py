"""The ecosystem in memory: what the store holds, in positions and edges."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.graph import open_ecosystem
from ecograph.graph.links import UNKNOWN, build_links
from ecograph.model import MODEL, Confidence
from tests.ecosystems import country, ecosystem, fill, new_store, table

LOCATED = MODEL.relationship("SME LOCATED_IN Area")


def test_institutions_are_a_graph_with_known_properties_only(tmp_path: Path) -> None:
    found = ecosystem(tmp_path, country())
    node = found.institutions.nodes["Corridor", "economic:X"]
    assert node == {
        "scheme": "economic",
        "id": "X",
        "name": "เอ็กซ์",
        "name_en": "Ex",
        "confidence": Confidence.READ,
    }
    assert found.name("Corridor", "economic:X").en == "Ex"
    assert found.name("Corridor", "economic:Y").th == "economic:Y"
    assert found.ancestors("Area", "D0") == {"D0", "A0", "C"}
    assert [key for key, _ in found.successors(("Area", "A2"), "Area IN_CORRIDOR Corridor")] == ["economic:Y"]


def test_links_to_a_node_that_is_left_out_are_left_out(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    rows: dict[str, Any] = {
        "SME": [{"id": "e0"}, {"id": "e1"}],
        "Program": [{"id": "p"}, {"id": "weak", "claim_confidence": "memory"}],
        "SME PARTICIPATED_IN Program": [
            {"source": "e0", "target": "weak", "fiscal_year": 2024},
            {"source": "e1", "target": "p", "fiscal_year": 2024},
        ],
    }
    fill(store, rows)
    found = open_ecosystem(store)
    links = found.smes.links["SME PARTICIPATED_IN Program"]
    assert links.targets == ("p",)
    assert links.degrees.tolist() == [0, 1]
    everything = open_ecosystem(store, Confidence.MEMORY_LOW)
    assert everything.smes.links["SME PARTICIPATED_IN Program"].degrees.tolist() == [1, 1]


def test_both_directions_agree(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "SME": [{"id": f"e{number}"} for number in range(4)],
        "Area": [{"code": "A"}, {"code": "B"}],
        "SME LOCATED_IN Area": [
            {"source": "e3", "target": "A", "role": "operating"},
            {"source": "e0", "target": "B", "role": "operating"},
            {"source": "e3", "target": "B", "role": "registered", "primary": True},
        ],
    }
    links = ecosystem(tmp_path, rows).smes.links["SME LOCATED_IN Area"]
    forward = {(int(at), links.targets[to]) for at, to in zip(links.enterprises, links.indices, strict=True)}
    column = links.reverse
    backward = {
        (int(at), links.targets[to])
        for to in range(len(links.targets))
        for at in column.indices[column.indptr[to] : column.indptr[to + 1]]
    }
    assert forward == backward == {(0, "B"), (3, "A"), (3, "B")}
    assert [links.targets[at] if at >= 0 else None for at in links.primary()] == ["B", None, None, "B"]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([True, False, None])), max_size=30
    ),
    st.randoms(),
)
def test_primary_is_the_marked_target_else_the_first_by_key(
    ends: list[tuple[int, int, bool | None]], random: "np.random.Generator"
) -> None:
    targets = ("c", "a", "d", "b")
    random.shuffle(ends)
    rows = table("SME LOCATED_IN Area", [{"primary": marked} for _, _, marked in ends] or [{"primary": None}])
    rows = rows.slice(0, len(ends)).append_column("confidence", [np.zeros(len(ends), np.int8)])
    source = np.array([at for at, _, _ in ends], np.int32)
    target = np.array([to for _, to, _ in ends], np.int32)
    links = build_links(LOCATED, (6, 4), targets, source, target, rows)
    for enterprise in range(6):
        mine = [(marked is not True, targets[to]) for at, to, marked in ends if at == enterprise]
        expected = targets.index(min(mine)[1]) if mine else UNKNOWN
        assert links.primary()[enterprise] == expected


def test_any_of_is_a_bitwise_or_of_links(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    source = rng.integers(0, 50, 400).astype(np.int32)
    rows = table("SME LOCATED_IN Area", [{"primary": None}] * 400).append_column(
        "confidence", [np.zeros(400, np.int8)]
    )
    links = build_links(
        LOCATED, (60, 7), tuple("abcdefg"), source, rng.integers(0, 7, 400).astype(np.int32), rows
    )
    flags = rng.integers(0, 1 << 60, 400).astype(np.uint64)
    expected = np.zeros(60, np.uint64)
    for at, flag in zip(links.enterprises, flags, strict=True):
        expected[at] |= flag
    assert (links.any_of(flags) == expected).all()


def test_needs_past_the_64th_share_the_last_bit(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "SME": [{"id": "e0"}, {"id": "e1"}],
        "Need": [{"id": f"n{number:03}"} for number in range(70)],
        "SME HAS_NEED Need": [{"source": "e0", "target": "n069"}, {"source": "e0", "target": "n001"}],
    }
    needs = ecosystem(tmp_path, rows).smes.needs
    assert needs.tolist() == [(1 << 63) | 2, 0]


@pytest.mark.parametrize(("year", "active"), [(None, [True, True, False]), (2021, [True, False, True])])
def test_active_in_a_year(tmp_path: Path, year: int | None, active: list[bool]) -> None:
    rows: dict[str, Any] = {
        "SME": [
            {"id": "always"},
            {"id": "young", "registered_on": dt.date(2023, 1, 1)},
            {"id": "closed", "closed_on": dt.date(2021, 5, 5)},
        ]
    }
    assert ecosystem(tmp_path, rows).smes.active(year).tolist() == active

"""Parts of an ecosystem: what each condition leaves, and the same as a graph and as tables."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ecograph.errors import AnalysisError, ModelError
from ecograph.graph import Ecosystem, Part, select_part
from tests.ecosystems import country, ecosystem
from tests.graph.layers import layered

JOINED, FINANCED = "SME PARTICIPATED_IN Program", "SME FINANCED_BY FundingSource"


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """Four enterprises, three programs and a fund; e3 is joined to nothing but its place."""
    rows = country() | {
        "SME": [
            {"id": "e0", "size_class": "micro", "registered_on": dt.date(2020, 1, 1)},
            {"id": "e1"},
            {"id": "e2", "closed_on": dt.date(2023, 6, 1)},
            {"id": "e3", "size_class": "large"},
        ],
        "Program": [
            {"id": "p0", "name": "หนึ่ง"},
            {"id": "p1", "fiscal_year": 2025},
            {"id": "p2"},
        ],
        "FundingSource": [{"id": "f0"}],
        "Agency": [{"id": "a0", "kind": "กรม"}, {"id": "a1"}],
        "Agency RUNS Program": [{"source": "a0", "target": "p0"}, {"source": "a1", "target": "p2"}],
        "Agency MANAGES FundingSource": [{"source": "a1", "target": "f0"}],
        "Program ADDRESSES Theme": [
            {"source": "p0", "target": "F:t-a"},
            {"source": "p1", "target": "F:t"},
            {"source": "p2", "target": "F:u"},
        ],
        "FundingSource ADDRESSES Theme": [{"source": "f0", "target": "F:u"}],
        "SME LOCATED_IN Area": [
            {"source": "e0", "target": "D0", "role": "operating", "primary": True},
            {"source": "e1", "target": "A2", "role": "operating"},
            {"source": "e2", "target": "A1", "role": "operating"},
            {"source": "e3", "target": "A3", "role": "operating"},
        ],
        "SME OPERATES_IN Industry": [{"source": "e0", "target": "I:10"}],
        "SME HAS_NEED Need": [{"source": "e1", "target": "cash"}],
        JOINED: [
            {
                "source": "e0",
                "target": "p0",
                "fiscal_year": 2024,
                "starts_on": dt.date(2023, 11, 1),
                "services": ["train", "loan"],
                "status": "completed",
            },
            {"source": "e0", "target": "p2", "fiscal_year": 2025, "amount": 500.0},
            {"source": "e1", "target": "p2"},
            {"source": "e2", "target": "p1", "fiscal_year": 2025},
        ],
        FINANCED: [{"source": "e1", "target": "f0", "fiscal_year": 2024, "status": "approved"}],
        "SME SUPPLIES SME": [{"source": "e0", "target": "e1"}, {"source": "e1", "target": "e3"}],
    }
    return ecosystem(tmp_path_factory.mktemp("nation"), rows)


def named(part: Part) -> set[str]:
    """Return the keys of what is in a part, but for what every country has."""
    enterprises = part.ecosystem.smes.keys.take(part.enterprises).to_pylist()
    own = ("Program", "FundingSource", "Agency", "Theme", "Corridor", "Need", "Industry", "Area")
    return {*enterprises, *(key for kind, key in part.institutions if kind in own)}


def ends(part: Part, kind: str) -> list[tuple[str, str]]:
    frame = part.to_frames().get(kind, pd.DataFrame({"source": [], "target": []}))
    return list(zip(frame["source"], frame["target"], strict=True))


def test_without_conditions_everything_is_in(nation: Ecosystem) -> None:
    part = select_part(nation)
    network = part.to_networkx()
    assert set(network.nodes) == set(nation.institutions.nodes) | {("SME", f"e{at}") for at in range(4)}
    links = sum(links.count for links in nation.smes.links.values())
    assert (network.number_of_nodes(), network.number_of_edges()) == (part.nodes, part.relationships)
    assert part.relationships == nation.institutions.number_of_edges() + links
    assert network.nodes["SME", "e0"] == {
        "size_class": "micro",
        "registered": 2020,
        "area": "D0",
        "industry": "I:10",
    }
    assert network.nodes["SME", "e1"] == {"area": "A2"}
    assert network.nodes["Agency", "a0"]["kind"] == "กรม"
    (joined,) = network.get_edge_data(("SME", "e0"), ("Program", "p0")).values()
    assert joined == {
        "kind": JOINED,
        "fiscal_year": 2024,
        "starts_on": pd.Timestamp("2023-11-01"),
        "services": ["train", "loan"],
        "status": "completed",
    }
    (other,) = network.get_edge_data(("SME", "e1"), ("Program", "p2")).values()
    assert other == {"kind": JOINED}


def test_tables_hold_what_is_known(nation: Ecosystem) -> None:
    frames = select_part(nation).to_frames()
    assert set(frames) == {
        *(kind for kind, _ in nation.institutions.nodes),
        *(edge["kind"] for _, _, edge in nation.institutions.edges(data=True)),
        *(name for name, links in nation.smes.links.items() if links.count),
        "SME",
    }
    joined = frames[JOINED].set_index(["source", "target"]).sort_index()
    assert joined.loc[("e0", "p2"), "amount"] == 500
    assert joined["fiscal_year"].isna().tolist() == [False, False, True, False]
    assert joined["status"].isna().sum() == 3
    assert frames["SME"]["closed"].tolist()[2] == 2023
    assert frames["SME SUPPLIES SME"][["source", "target"]].to_numpy().tolist() == [
        ["e0", "e1"],
        ["e1", "e3"],
    ]


def test_kinds_of_node_and_of_relationship(nation: Ecosystem) -> None:
    part = select_part(nation, kinds=["SME", "Program", "Agency", "Agency RUNS Program", JOINED])
    assert set(part.to_frames()) == {"SME", "Program", "Agency", "Agency RUNS Program", JOINED}
    assert set(select_part(nation, kinds=["Program", "Theme"]).to_frames()) == {
        "Program",
        "Theme",
        "Program ADDRESSES Theme",
        "Theme PART_OF Theme",
    }
    with pytest.raises(ModelError, match="Did you mean 'Program'"):
        select_part(nation, kinds=["Programm"])


def test_a_theme_with_its_parts_and_whom_it_supported(nation: Ecosystem) -> None:
    part = select_part(nation, theme="F:t")
    assert named(part) == {"e0", "e2", "p0", "p1", "a0", "F:t", "F:t-a", "D0", "A1", "I:10"}
    assert ends(part, JOINED) == [("e0", "p0"), ("e2", "p1")]
    assert ends(part, "SME SUPPLIES SME") == []
    assert named(select_part(nation, theme="F:u")) == {
        *("e0", "e1", "p2", "f0", "a1", "F:u", "D0", "A2", "cash", "I:10")
    }


def test_a_corridor_with_its_areas_and_what_supported_there(nation: Ecosystem) -> None:
    part = select_part(nation, corridor="economic:X")
    assert named(part) == {
        *("e0", "e2", "p0", "p1", "p2", "a0", "a1", "economic:X", "A0", "A1", "D0"),
        *("F:t-a", "F:t", "F:u", "I:10"),
    }
    both = select_part(nation, corridor="economic:X", theme="F:u")
    assert {key for key in named(both) if key[0] in "ep" and ":" not in key} == {"e0", "p2"}
    assert ends(both, JOINED) == [("e0", "p2")]


def test_a_year_leaves_out_what_states_another(nation: Ecosystem) -> None:
    part = select_part(nation, year=2024)
    assert "p1" not in named(part)
    assert "e2" not in named(part)
    assert ends(part, JOINED) == [("e0", "p0"), ("e1", "p2")]
    assert ends(part, FINANCED) == [("e1", "f0")]
    assert ends(select_part(nation, year=2025), FINANCED) == []


def test_a_graph_that_would_not_fit_is_refused_with_the_number(nation: Ecosystem) -> None:
    part = select_part(nation)
    size = part.nodes + part.relationships
    assert part.to_networkx(most=size).number_of_nodes() == part.nodes
    with pytest.raises(
        AnalysisError, match=f"{part.nodes} nodes and {part.relationships} relat.* at most {size - 1}"
    ) as told:
        part.to_networkx(most=size - 1)
    assert "Narrow it" in told.value.hint


@pytest.mark.parametrize("wrong", [{"theme": "F:x"}, {"corridor": "economic:Q"}])
def test_unknown_names_are_answered_with_what_there_is(nation: Ecosystem, wrong: dict[str, Any]) -> None:
    with pytest.raises(AnalysisError, match="There are: ") as told:
        select_part(nation, **wrong)
    assert "F:t" in told.value.hint or "economic:X" in told.value.hint


def test_a_part_of_nothing(tmp_path: Path) -> None:
    part = select_part(layered({}, enterprises=0), kinds=["SME"])
    assert (part.nodes, part.relationships, part.to_frames()) == (0, 0, {})
    assert part.to_networkx().number_of_nodes() == 0
    assert part.enterprises.dtype == np.int32

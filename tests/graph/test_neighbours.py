"""All neighbours of a node, held against the rows that the graph was made of."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ecograph.errors import AnalysisError, ModelError
from ecograph.graph import Adjoining, Ecosystem, NodeId, list_neighbours
from ecograph.model import MODEL
from tests.ecosystems import country, ecosystem

ROWS: dict[str, list[dict[str, Any]]] = country() | {
    "Agency": [{"id": "a"}, {"id": "b"}],
    "Agency PARTNERS_WITH Agency": [{"source": "a", "target": "b"}, {"source": "a", "target": "a"}],
    "Agency PART_OF Agency": [{"source": "b", "target": "a"}, {"source": "b", "target": "b"}],
    "Program": [{"id": "p"}, {"id": "q"}],
    "SME": [{"id": "1"}, {"id": "2"}, {"id": "3"}],
    "SME LOCATED_IN Area": [
        {"source": "1", "target": "A0", "role": "registered", "primary": True},
        {"source": "1", "target": "A0", "role": "operating", "primary": False},
        {"source": "2", "target": "A0"},
    ],
    "SME PARTICIPATED_IN Program": [
        {
            "source": "1",
            "target": "p",
            "fiscal_year": 2024,
            "starts_on": dt.date(1969, 12, 31),
            "status": "completed",
            "amount": 0.0,
            "services": ["y", "x"],
        },
        {"source": "1", "target": "p", "fiscal_year": 2023},
        {"source": "3", "target": "p"},
    ],
    "SME SUPPLIES SME": [
        {"source": "1", "target": "2"},
        {"source": "2", "target": "1"},
        {"source": "3", "target": "1"},
    ],
}
NODES = {
    (kind.name, ":".join(str(row[part]) for part in kind.key))
    for kind in MODEL.nodes
    for row in ROWS.get(kind.name, ())
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    folder: Path = tmp_path_factory.mktemp("neighbours")
    return ecosystem(folder, ROWS)


def expected(node: NodeId) -> dict[tuple[str, str, NodeId], list[dict[str, Any]]]:
    """Return what the rows say adjoins a node: by kind, direction and other end, what each row says."""
    found: dict[tuple[str, str, NodeId], list[dict[str, Any]]] = {}
    for kind in MODEL.relationships:
        for row in ROWS.get(kind.name, ()):
            source, target = (kind.source, row["source"]), (kind.target, row["target"])
            said = {name: value for name, value in row.items() if name not in ("source", "target")}
            ends = {("out", source, target), ("out" if kind.undirected else "in", target, source)}
            for direction, here, other in ends:
                if here == node:
                    found.setdefault((kind.name, direction, other), []).append(said)
    return found


def said(neighbour: Adjoining) -> list[dict[str, Any]]:
    """Return what relationships say, without the confidence that those among institutions have."""
    each = [{n: v for n, v in row.items() if n != "confidence"} for row in neighbour.relationships]
    # The order of several texts is that of the vocabulary.
    return [row | ({"services": sorted(row["services"])} if "services" in row else {}) for row in each]


@pytest.mark.parametrize("node", sorted(NODES), ids=str)
def test_neighbours_are_those_of_the_rows(whole: Ecosystem, node: NodeId) -> None:
    page = list_neighbours(whole, node, limit=100)
    wanted = expected(node)
    for rows in wanted.values():
        for row in rows:
            if "services" in row:
                row["services"] = sorted(row["services"])
    found = {(each.kind, each.direction, each.node): said(each) for each in page.neighbours}
    assert len(found) == len(page.neighbours) == page.total
    assert {key: sorted(rows, key=str) for key, rows in found.items()} == {
        key: sorted(rows, key=str) for key, rows in wanted.items()
    }


@pytest.mark.parametrize("node", [("SME", "1"), ("Area", "A0"), ("Agency", "a")], ids=str)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_make_up_the_whole(whole: Ecosystem, node: NodeId, limit: int) -> None:
    page = list_neighbours(whole, node, limit=100)
    parts = [
        list_neighbours(whole, node, start=start, limit=limit).neighbours
        for start in range(0, page.total, limit)
    ]
    assert [each for part in parts for each in part] == list(page.neighbours)
    assert list_neighbours(whole, node, start=page.total).neighbours == ()


def test_directions_and_kinds_narrow(whole: Ecosystem) -> None:
    both, out, into = (
        list_neighbours(whole, ("SME", "1"), direction=direction).totals
        for direction in ("both", "out", "in")
    )
    assert both == {**out, **into}
    assert into == {"in SME SUPPLIES SME": 2}
    only = list_neighbours(whole, ("SME", "1"), kinds=["SME LOCATED_IN Area"])
    assert only.totals == {"out SME LOCATED_IN Area": 1}


def test_what_is_not_there_is_said(whole: Ecosystem) -> None:
    with pytest.raises(AnalysisError, match="There is no SME 'x'"):
        list_neighbours(whole, ("SME", "x"))
    with pytest.raises(ModelError):
        list_neighbours(whole, ("SME", "1"), kinds=["SME LOVES Area"])

"""Sankey diagrams: what flows in flows out, as broad as it is, and nothing overlaps."""

import itertools
import re

import pytest

from ecograph.model import Text
from visualisations.sankey import NODE, WIDTH, Flow, Sankey, draw_sankey

NAMES = {key: Text(key, key) for key in "abcdxyz"}
COLUMNS = (
    {key: NAMES[key] for key in "abc"},
    {key: NAMES[key] for key in "xyz"},
    {"d": NAMES["d"]},
)
FIRST = [Flow("a", "x", 30.0), Flow("a", "y", 10.0), Flow("b", "y", 60.0)]
SECOND = [Flow("x", "d", 30.0), Flow("y", "d", 50.0)]


def drawn() -> Sankey:
    found = draw_sankey(COLUMNS, (FIRST, SECOND))
    assert found is not None
    return found


def test_a_node_is_as_high_as_the_more_of_what_comes_and_goes() -> None:
    found = drawn()
    amounts = {node.key: node.amount for node in found.nodes}
    assert amounts == {"a": 40, "b": 60, "x": 30, "y": 70, "d": 80}
    for node in found.nodes:
        assert node.height == pytest.approx(node.amount / found.unit)


def test_nodes_of_a_column_stand_apart_inside_the_drawing() -> None:
    found = drawn()
    for column in range(3):
        nodes = [node for node in found.nodes if node.column == column]
        for above, below in itertools.pairwise(nodes):
            assert above.y + above.height < below.y
        assert all(node.y >= 0 and node.y + node.height <= found.height + 1e-9 for node in nodes)
        assert all(0 <= node.x <= WIDTH - NODE for node in nodes)


def test_ribbons_are_as_broad_as_what_flows_and_share_their_ends() -> None:
    found = drawn()
    assert [ribbon.flow for ribbon in found.ribbons] == [*FIRST, *SECOND]
    starts: dict[str, float] = {}
    for ribbon in found.ribbons:
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", ribbon.path)]
        top, bottom = numbers[1], numbers[-1]
        assert bottom - top == pytest.approx(ribbon.flow.amount / found.unit, abs=0.11)
        key = ribbon.flow.source
        node = next(node for node in found.nodes if node.key == key)
        assert top == pytest.approx(node.y + starts.get(key, 0.0), abs=0.06)
        starts[key] = starts.get(key, 0.0) + ribbon.flow.amount / found.unit


def test_where_nothing_flows_nothing_is_drawn() -> None:
    assert draw_sankey(COLUMNS, ([], [])) is None
    assert draw_sankey(COLUMNS, (FIRST, [])) is None

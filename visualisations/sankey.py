"""A Sankey diagram as shapes for an inline SVG: nodes in columns, and ribbons as wide as what flows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecograph.model import Text

WIDTH, NODE, GAP, LEAST = 960, 14, 10, 1.0
"""Of the drawing: how wide it is, how wide a node, what is between nodes, and how thin a ribbon may be."""
HEIGHT = 420
LABELS = 225
"""What is left for the names beside the first and the last column."""


@dataclass(frozen=True, slots=True)
class Flow:
    """So much that goes from a node to one of the next column."""

    source: str
    target: str
    amount: float


@dataclass(frozen=True, slots=True)
class SankeyNode:
    """A node as drawn: its upper left corner, its height, and where its name stands."""

    key: str
    name: Text
    amount: float
    x: float
    y: float
    height: float
    column: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow as drawn: a path with the breadth of its amount."""

    path: str
    flow: Flow
    source: Text
    target: Text
    column: int


@dataclass(frozen=True, slots=True)
class Sankey:
    """All shapes of a diagram; `unit` is how many of the amount one point of breadth stands for."""

    nodes: tuple[SankeyNode, ...]
    ribbons: tuple[Ribbon, ...]
    height: float
    unit: float


def draw_sankey(columns: Sequence[Mapping[str, Text]], stages: Sequence[Sequence[Flow]]) -> Sankey | None:
    """Return the diagram of flows from column to column, or None where nothing flows.

    Nodes stand in the order given, those without a flow are left out; a node is as high as the greater
    of what comes in and what goes out.

    Parameters
    ----------
    columns
        The names of the nodes of each column, by their keys, from left to right.
    stages
        The flows from each column to the next, one stage fewer than there are columns.
    """
    totals = [_totals(at, stages) for at in range(len(columns))]
    shown = [[key for key in column if totals[at].get(key, 0) > 0] for at, column in enumerate(columns)]
    if not all(shown):
        return None
    most = max(sum(totals[at][key] for key in keys) for at, keys in enumerate(shown))
    longest = max(len(keys) for keys in shown)
    height = max(float(HEIGHT), longest * 26.0)
    scale = (height - GAP * (longest - 1)) / most
    step = (WIDTH - 2 * LABELS - NODE) / (len(columns) - 1)
    places: dict[tuple[int, str], SankeyNode] = {}
    bottom = 0.0
    for at, keys in enumerate(shown):
        top = 0.0
        for key in keys:
            tall = max(totals[at][key] * scale, LEAST)
            # Names of 13 points need room, however little flows.
            places[at, key] = SankeyNode(
                key, columns[at][key], totals[at][key], LABELS + at * step, top, tall, at
            )
            top += max(tall, 15.0) + GAP
        bottom = max(bottom, top - GAP)
    return Sankey(tuple(places.values()), tuple(_ribbons(places, shown, stages, scale)), bottom, 1 / scale)


def _totals(at: int, stages: Sequence[Sequence[Flow]]) -> dict[str, float]:
    """Return for each node of a column the greater of what comes in and what goes out."""
    sides: list[dict[str, float]] = [{}, {}]
    for flow in stages[at - 1] if at > 0 else ():
        sides[0][flow.target] = sides[0].get(flow.target, 0.0) + flow.amount
    for flow in stages[at] if at < len(stages) else ():
        sides[1][flow.source] = sides[1].get(flow.source, 0.0) + flow.amount
    return {key: max(side.get(key, 0.0) for side in sides) for key in {**sides[0], **sides[1]}}


def _ribbons(
    places: Mapping[tuple[int, str], SankeyNode],
    shown: Sequence[Sequence[str]],
    stages: Sequence[Sequence[Flow]],
    scale: float,
) -> list[Ribbon]:
    found = []
    for at, flows in enumerate(stages):
        used = dict.fromkeys(shown[at], 0.0)
        taken = dict.fromkeys(shown[at + 1], 0.0)
        order = {key: place for place, key in enumerate((*shown[at], *shown[at + 1]))}
        for flow in sorted(flows, key=lambda one: (order[one.source], order[one.target])):
            start, end = places[at, flow.source], places[at + 1, flow.target]
            broad = max(flow.amount * scale, LEAST)
            top, to = start.y + used[flow.source], end.y + taken[flow.target]
            used[flow.source] += flow.amount * scale
            taken[flow.target] += flow.amount * scale
            left, right = start.x + NODE, end.x
            middle = (left + right) / 2
            path = (
                f"M{left:.1f},{top:.1f}C{middle:.1f},{top:.1f} {middle:.1f},{to:.1f} {right:.1f},{to:.1f}"
                f"V{to + broad:.1f}C{middle:.1f},{to + broad:.1f} {middle:.1f},{top + broad:.1f} "
                f"{left:.1f},{top + broad:.1f}Z"
            )
            found.append(Ribbon(path, flow, start.name, end.name, at))
    return found

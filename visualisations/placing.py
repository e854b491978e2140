"""Where nodes stand: in layers from left to right. Nothing is left to chance.

A layer is a block of as many columns as it needs, each column a little lower than the one before,
so that names do not run into each other. The order within layers follows the neighbours' (the
barycentre heuristic of Sugiyama, Tagawa and Toda 1981), which keeps links short.
"""

import math
from collections.abc import Hashable, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Point = tuple[float, float]
COLUMN, ROW, BETWEEN = 250, 80, 330
"""Points between the columns of a layer, between the rows of a column, and between layers."""
BROAD = 1.5
"""How much wider than high the whole is to be, at the most."""
SWEEPS = 6


def place_layers(layers: Sequence[Sequence[Node]], links: Sequence[tuple[Node, Node]]) -> dict[Node, Point]:
    """Return where the nodes of layers stand; the layers are given from left to right.

    The cost is linear in links, for each of a few sweeps, but for sorting.
    """
    ordered = _untangle(layers, links)
    rows = _rows([len(layer) for layer in ordered])
    at: dict[Node, Point] = {}
    left = 0.0
    for layer in filter(None, ordered):
        columns = math.ceil(len(layer) / rows)
        # A layer that needs few rows spreads over the height of the others.
        step = min(ROW * rows / len(layer), ROW * 3)
        middle = (len(layer) - 1) / 2
        for position, node in enumerate(layer):
            at[node] = left + position % columns * COLUMN, (position - middle) * step
        left += (columns - 1) * COLUMN + BETWEEN
    return at


def _rows(sizes: Sequence[int]) -> int:
    """Return how many rows make the whole no broader than it should be."""
    rows = 1
    while rows < max(sizes, default=0):
        columns = sum(math.ceil(size / rows) - 1 for size in sizes if size)
        broad = columns * COLUMN + (sum(map(bool, sizes)) - 1) * BETWEEN
        if broad <= BROAD * rows * ROW:
            break
        rows += 1
    return rows


def _untangle(layers: Sequence[Sequence[Node]], links: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Return the layers with their nodes in the order of the middles of their neighbours."""
    neighbours: dict[Node, list[Node]] = {}
    for one, other in links:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    ordered = [list(layer) for layer in layers]
    height = {node: rank for layer in ordered for node, rank in _heights(layer).items()}
    for sweep in range(SWEEPS):
        for layer in ordered if sweep % 2 else reversed(ordered):
            middles = {node: _middle(node, neighbours, height) for node in layer}
            layer.sort(key=lambda node, middles=middles: middles[node])  # type: ignore[misc]
            height |= _heights(layer)
    return ordered


def _heights(layer: Sequence[Node]) -> dict[Node, float]:
    return {node: (rank + 0.5) / len(layer) for rank, node in enumerate(layer)}


def _middle(node: Node, neighbours: dict[Node, list[Node]], height: dict[Node, float]) -> float:
    around = [height[other] for other in neighbours.get(node, ())]
    return sum(around) / len(around) if around else height[node]

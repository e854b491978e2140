"""Rings of GeoJSON polygons, and the border around several of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
_NO_AREA = 1e-12


def rings(geometry: Mapping[str, Any] | None) -> tuple[Ring, ...]:
    """Return all rings of a polygon or of several; nothing for any other geometry.

    >>> rings({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})
    (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)
    """
    kind = geometry.get("type") if geometry else None
    if geometry is None or kind not in ("Polygon", "MultiPolygon"):
        return ()
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return tuple(
        tuple((float(p[0]), float(p[1])) for p in ring) for polygon in polygons for ring in polygon if ring
    )


def outline(shapes: Sequence[Ring]) -> list[list[Point]]:
    """Return the lines that lie on the border of only one of the shapes, joined end to end.

    Neighbours whose common border runs through the same points thus become one shape; where it
    does not, the border between them stays.
    """
    sides = [side for ring in shapes for side in pairwise(ring) if side[0] != side[1]]
    times = Counter(frozenset(side) for side in sides)
    after: dict[Point, list[Point]] = {}
    for start, end in sides:
        if times[frozenset((start, end))] == 1:
            after.setdefault(start, []).append(end)
    lines = []
    for start in list(after):
        while after.get(start):
            line = [start]
            while after.get(line[-1]):
                line.append(after[line[-1]].pop())
            lines.append(line)
    return lines


def centre(ring: Ring) -> Point:
    """Return the centre of gravity of a ring, or the mean of its points where it has no area.

    >>> centre(((0, 0), (2, 0), (2, 2), (0, 2), (0, 0)))
    (1.0, 1.0)
    """
    x_sum = y_sum = doubled = 0.0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x1 * y2 - x2 * y1
        x_sum += (x1 + x2) * cross
        y_sum += (y1 + y2) * cross
        doubled += cross
    if abs(doubled) < _NO_AREA:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return x_sum / (3 * doubled), y_sum / (3 * doubled)

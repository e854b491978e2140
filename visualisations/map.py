"""A map of areas coloured by rate of reach, as shapes for an inline SVG.

Degrees are drawn as they are, east-west shortened by the cosine of the middle latitude
(equirectangular). Nothing is fetched, simplified or repaired here.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ecograph.graph.ecosystem import NodeId
from ecograph.model import Text
from visualisations.colour import bounds, shade
from visualisations.outline import Point, Ring, centre, outline, rings
from visualisations.reach_table import ReachTable, Row

WIDTH, MARGIN = 420, 8


@dataclass(frozen=True, slots=True)
class AreaShape:
    """One area as drawn: `look` is a class of colour (`q0` to `q4`), `hidden` or `none`."""

    path: str
    look: str
    node: NodeId
    name: Text
    row: Row | None
    corridor: Text | None


@dataclass(frozen=True, slots=True)
class CorridorOutline:
    """One corridor as drawn: its border, and where its number stands."""

    path: str
    key: str
    number: int
    at: Point
    name: Text


@dataclass(frozen=True, slots=True)
class AreaMap:
    """All shapes of a map, the limits of its classes, and the areas that it cannot show."""

    height: int
    areas: tuple[AreaShape, ...]
    corridors: tuple[CorridorOutline, ...]
    bounds: tuple[float, ...]
    missing: tuple[Text, ...]

    @property
    def looks(self) -> frozenset[str]:
        """What is to be explained in the legend."""
        return frozenset(area.look for area in self.areas)


def draw_map(
    table: ReachTable,
    shapes: Mapping[str, Mapping[str, Any]],
    corridor_of: Mapping[str, str],
    corridor_names: Mapping[str, Text],
    limits: tuple[float, ...] | None = None,
) -> AreaMap | None:
    """Return the map of a table by area, or None where no area has a shape.

    Parameters
    ----------
    table
        Reach by area.
    shapes
        GeoJSON geometries (polygons, longitude and latitude) by the key of their area.
    corridor_of, corridor_names
        The corridor of each area that has one, and the names of corridors in the order in which
        they are numbered.
    limits
        Where the classes of colour begin; those of the table itself where none are given.
    """
    found = {key: rings(shapes[key]) for key in sorted(shapes)}
    drawn = {key: found_rings for key, found_rings in found.items() if found_rings}
    if not drawn:
        return None
    projection = _Projection(drawn.values())
    limits = limits or class_limits(table)
    areas = []
    for key, area_rings in drawn.items():
        row = table.by_key.get(key)
        name = row.subject.name if row else Text(key, key)
        path = "".join(_path(map(projection, ring)) + "Z" for ring in area_rings)
        areas.append(
            AreaShape(
                path,
                _look(row, limits),
                ("Area", key),
                name,
                row,
                corridor_names.get(corridor_of.get(key, "")),
            )
        )
    corridors = []
    for number, (corridor, name) in enumerate(corridor_names.items(), start=1):
        inside = [drawn[key] for key in drawn if corridor_of.get(key) == corridor]
        if inside:
            lines = outline([ring for area_rings in inside for ring in area_rings])
            path = "".join(_path(map(projection, line)) for line in lines)
            corridors.append(CorridorOutline(path, corridor, number, projection(_label(inside)), name))
    missing = tuple(row.subject.name for row in table.rows if row.named and row.subject.key not in drawn)
    return AreaMap(projection.height, tuple(areas), tuple(corridors), limits, missing)


def class_limits(table: ReachTable) -> tuple[float, ...]:
    """Return where the classes of colour of a table begin."""
    return bounds(row.rate for row in table.rows if row.rate is not None)


class _Projection:
    """From longitude and latitude to a drawing `WIDTH` wide, as high as it needs to be."""

    def __init__(self, areas: Iterable[Sequence[Ring]]) -> None:
        points = [point for area in areas for ring in area for point in ring]
        self.west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, self.north = min(y for _, y in points), max(y for _, y in points)
        self.narrowing = math.cos(math.radians((south + self.north) / 2))
        self.scale = (WIDTH - 2 * MARGIN) / max((east - self.west) * self.narrowing, 1e-9)
        self.height = math.ceil((self.north - south) * self.scale + 2 * MARGIN)

    def __call__(self, point: Point) -> Point:
        x, y = point
        return MARGIN + (x - self.west) * self.narrowing * self.scale, MARGIN + (self.north - y) * self.scale


def _look(row: Row | None, limits: tuple[float, ...]) -> str:
    if row is None or (row.open and row.rate is None):
        return "none"
    return "hidden" if row.rate is None else f"q{shade(row.rate, limits)}"


def _path(points: Iterator[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _label(areas: Sequence[Sequence[Ring]]) -> Point:
    """Return where a number stands: the middle of the area nearest to the middle of all."""
    centres = [centre(max(area, key=len)) for area in areas]
    x, y = (sum(values) / len(centres) for values in zip(*centres, strict=True))
    return min(centres, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)

"""The map: projection, borders, colours, and what it does without shapes."""

import math
import re
from typing import Any

import pytest

from ecograph.findings import Subject
from ecograph.model import Text
from tests.visualisations.reading import Page
from tests.visualisations.sample import SHAPES, report, square
from visualisations import render_report
from visualisations.colour import READABLE, SCALE, bounds, contrast, ink, rules, shade
from visualisations.map import draw_map
from visualisations.outline import outline, rings
from visualisations.reach_table import ReachTable, Row
from visualisations.suppression import Shown

NAMES = {"C:1": Text("One", "หนึ่ง")}


def table(*rows: Row) -> ReachTable:
    return ReachTable(rows, None, None)


def row(key: str, eligible: int = 100, reached: int | None = 10, shown: Shown = Shown.OPEN) -> Row:
    return Row(Subject("Area", key, Text(key, key)), eligible, reached, shown)


def test_neighbours_become_one_outline() -> None:
    two = [ring for at in (0, 1) for ring in rings(square(at, 0))]
    [line] = outline(two)
    assert line[0] == line[-1]
    assert len(set(line)) == 6
    apart = [ring for at in (0, 2) for ring in rings(square(at, 0))]
    assert len(outline(apart)) == 2


def test_a_degree_is_as_wide_as_it_is_at_that_latitude() -> None:
    drawn = draw_map(table(row("a")), {"a": square(0, 0)}, {}, {})
    assert drawn
    points = [
        tuple(map(float, pair.split(","))) for pair in re.findall(r"[\d.]+,[\d.]+", drawn.areas[0].path)
    ]
    wide, high = (max(p[at] for p in points) - min(p[at] for p in points) for at in (0, 1))
    assert wide / high == pytest.approx(math.cos(math.radians(16.5)), rel=1e-3)
    assert points[0][1] > points[2][1], "north is up"


def test_areas_are_coloured_hidden_or_hatched() -> None:
    shapes = {key: square(at, 0) for at, key in enumerate("abcde")}
    rows = table(row("a"), row("b", shown=Shown.COVER), row("c", 0, 0), row("d", reached=None))
    drawn = draw_map(rows, shapes, {"a": "C:1", "b": "C:1"}, NAMES)
    assert drawn
    assert [area.look for area in drawn.areas] == ["q0", "hidden", "none", "none", "none"]
    assert [(corridor.number, corridor.name) for corridor in drawn.corridors] == [(1, NAMES["C:1"])]
    assert drawn.areas[0].corridor == NAMES["C:1"]


@pytest.mark.parametrize(
    "geometry",
    [None, {}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []}],
)
def test_an_area_without_a_polygon_is_named_beside_the_map(geometry: Any) -> None:
    drawn = draw_map(table(row("a"), row("b")), {"a": square(0, 0), "b": geometry}, {}, {})
    assert drawn
    assert drawn.missing == (Text("b", "b"),)
    assert draw_map(table(row("b")), {"b": geometry}, {}, {}) is None


def test_several_polygons_and_holes_are_drawn() -> None:
    one, two = square(0, 0)["coordinates"], square(3, 3)["coordinates"]
    assert len(rings({"type": "MultiPolygon", "coordinates": [one, two]})) == 2
    drawn = draw_map(table(row("a")), {"a": {"type": "MultiPolygon", "coordinates": [one, two]}}, {}, {})
    assert drawn
    assert drawn.areas[0].path.count("M") == drawn.areas[0].path.count("Z") == 2


def test_a_page_lists_areas_without_a_shape() -> None:
    some = {key: shape for key, shape in SHAPES.items() if key != "X-05"}
    visible = Page(render_report(report(area_shapes=some))).visible()
    assert "Not on the map, for lack of a shape: จังหวัดสมมุติ 5Province 5" in visible


@pytest.mark.parametrize("shapes", [None, {}, {"X-01": {"type": "Point", "coordinates": [1, 2]}}])
def test_without_shapes_there_is_a_table_and_no_map(shapes: Any) -> None:
    page = Page(render_report(report(area_shapes=shapes)))
    assert "No map: there are no shapes of areas." in page.visible()
    assert len(page.tables["by-area"].texts("tbody")) == 17
    assert "map" not in {a.get("class") for tag, a in page.tags if tag == "svg"}


def test_the_map_can_be_read_without_seeing_it() -> None:
    page = Page(render_report(report()))
    [svg] = [a for tag, a in page.tags if tag == "svg" and a.get("class") == "map"]
    assert svg["role"] == "img"
    assert svg["aria-labelledby"] == "map-title map-description"
    titles = [text for names, _, text in page.texts if names[-2:] == ("path", "title")]
    assert len(titles) == 16
    assert any("no data" in title for title in titles), "the area without eligible enterprises"


def test_text_on_every_colour_can_be_read() -> None:
    for colour in SCALE:
        assert contrast(ink(colour), colour) >= READABLE
        assert f"background:{colour};color:{ink(colour)}" in rules()
    assert contrast("#51606e", "#ffffff") >= READABLE, "soft text"
    assert contrast("#51606e", "#eef2f5") >= READABLE, "soft text on a shade"
    assert contrast("#a23b00", "#ffffff") >= READABLE, "the mark of made-up data"


def test_classes_are_even_and_round_and_extremes_do_not_stretch_them() -> None:
    rates = [at / 1000 for at in range(1, 100)] + [0.9]
    limits = bounds(rates)
    assert limits == (0.025, 0.05, 0.075, 0.1)
    assert [shade(rate, limits) for rate in (0, 0.025, 0.0499, 0.1, 0.9)] == [0, 1, 1, 4, 4]
    assert bounds([]) == bounds([0.0])
    assert bounds([0.66, 0.7, 0.74]) == (0.7, 0.75, 0.8, 0.85), "nearly the same stays nearly the same"
    assert len(set(bounds([0.0004]))) == 4

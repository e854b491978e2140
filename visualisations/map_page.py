"""The page of areas: where reach is high and low, on a map and in a table."""

from collections.abc import Mapping
from typing import Any

from ecograph.findings import AnalysisResult
from ecograph.model import Text
from visualisations.coverage import Coverage, read_coverage
from visualisations.edition import Edition
from visualisations.map import AreaMap, draw_map
from visualisations.page import render_page

Shapes = Mapping[str, Mapping[str, Any]]
"""GeoJSON geometries by the key of their area."""
TITLE = Text("Reach by area and corridor", "การเข้าถึงรายพื้นที่และระเบียง")


def render_map(
    edition: Edition,
    results: tuple[AnalysisResult, ...],
    shapes: Shapes | None,
    corridor_of: Mapping[str, str],
) -> str:
    """Return reach by area as one HTML page in both languages, which needs nothing but itself.

    Parameters
    ----------
    results
        Results of `find_reach` by corridor and by area, of one version of the store and one year.
    shapes
        GeoJSON geometries by the key of their area; without any the page has its tables alone.
    corridor_of
        The corridor of each area that lies in one, by their keys.

    Raises
    ------
    AnalysisError
        When the results contradict each other.
    """
    coverage = read_coverage(results, corridor_of, edition.threshold)
    return render_page(
        "areas.html.j2",
        ("report.css",),
        ("report.js",),
        edition.paper,
        report=edition,
        coverage=coverage,
        map=_map(coverage, shapes, corridor_of),
    )


def _map(coverage: Coverage, shapes: Shapes | None, corridor_of: Mapping[str, str]) -> AreaMap | None:
    if coverage.areas is None or not shapes:
        return None
    corridors = coverage.corridors.rows if coverage.corridors else ()
    names = {row.subject.key: row.subject.name for row in corridors if row.named}
    return draw_map(coverage.areas, shapes, corridor_of, names)

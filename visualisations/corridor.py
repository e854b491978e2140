"""The page of a corridor: who is reached there by theme, industry, size and area, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.model import Text
from visualisations import corridor_wording as said
from visualisations import gap_wording
from visualisations.coverage import read_coverage
from visualisations.edition import Edition
from visualisations.gap_grid import SHORTFALLS, GapGrid
from visualisations.map import AreaMap, class_limits, draw_map
from visualisations.map_page import Shapes
from visualisations.page import render_page
from visualisations.reach_table import ReachTable, Row, add_up, hide_small, read_row


@dataclass(frozen=True)
class Corridor:
    """All that the page says.

    Attributes
    ----------
    grid
        Reach and gaps by theme and corridor.
    places
        Results of `find_reach` by corridor and by area.
    industries, sizes
        Results of `find_reach` by corridor and industry, and by corridor and size class.
    corridor_of
        The corridor of each area that lies in one, by their keys.
    shapes
        GeoJSON geometries by the key of their area; None: no map.
    """

    key: str
    name: Text
    grid: GapGrid
    places: tuple[AnalysisResult, ...]
    industries: AnalysisResult
    sizes: AnalysisResult
    corridor_of: Mapping[str, str]
    shapes: Shapes | None


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """Reach of a theme in the corridor, and what the test of it came to."""

    theme: Subject
    row: Row
    finding: Finding | None

    @property
    def missing(self) -> bool:
        """Whether something is missing."""
        return self.finding is not None and self.row.open and self.finding.verdict in SHORTFALLS


def render_corridor(edition: Edition, corridor: Corridor) -> str:
    """Return the page of a corridor as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.

    Raises
    ------
    AnalysisError
        When the results contradict each other.
    """
    coverage = read_coverage(corridor.places, corridor.corridor_of, edition.threshold)
    whole = coverage.corridors.by_key.get(corridor.key) if coverage.corridors else None
    inside = [
        row
        for row in (coverage.areas.rows if coverage.areas else ())
        if corridor.corridor_of.get(row.subject.key) == corridor.key
    ]
    areas = ReachTable(tuple(inside), whole, coverage.year) if inside else None
    themes = list(read_themes(corridor))
    missing = [line for line in themes if line.missing]
    return render_page(
        "corridor.html.j2",
        ("report.css", "gaps.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        verdicts=gap_wording.VERDICTS,
        causes=gap_wording.CAUSES,
        year=corridor.grid.grid.year,
        whole=whole,
        around=edition.around(("Corridor", corridor.key)),
        themes=themes,
        full=ReachTable(tuple(line.row for line in themes), None, None).full_scale,
        missing=sorted(missing, key=_most_missing),
        industries=_table(corridor.industries, corridor.key, edition.threshold),
        sizes=_table(corridor.sizes, corridor.key, edition.threshold),
        areas=areas,
        # A colour means the same on this map as on that of the country.
        map=_map(areas, corridor, class_limits(coverage.areas)) if coverage.areas else None,
    )


def read_themes(corridor: Corridor) -> Sequence[ThemeLine]:
    """Return the themes in the corridor, in the order of the grid."""
    return [
        ThemeLine(theme, row, corridor.grid.findings.get((theme.key, corridor.key)))
        for theme, cells, _ in corridor.grid.grid.rows
        for row in cells
        if row.subject.key == corridor.key
    ]


def _most_missing(line: ThemeLine) -> tuple[float, str]:
    return -(line.finding.effect or 0) if line.finding else 0, line.theme.key


def _table(result: AnalysisResult, key: str, threshold: int) -> ReachTable:
    """Return the cells of a corridor, small ones hidden; they add up to its total."""
    rows = tuple(
        read_row(finding, other)
        for finding in result.findings
        for place, other in (finding.subjects[:2],)
        if place.key == key
    )
    rows = tuple(sorted(rows, key=lambda row: (row.subject.key == "", -row.eligible, row.subject.key)))
    return hide_small(ReachTable(rows, add_up(rows), result.parameters.get("year")), threshold)


def _map(areas: ReachTable | None, corridor: Corridor, limits: tuple[float, ...]) -> AreaMap | None:
    """Return a map of the areas inside alone."""
    if areas is None or not corridor.shapes:
        return None
    inside = {key: shape for key, shape in corridor.shapes.items() if key in areas.by_key}
    names = {corridor.key: corridor.name}
    return draw_map(replace(areas, total=None), inside, corridor.corridor_of, names, limits)

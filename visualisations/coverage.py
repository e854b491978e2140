"""All tables of reach in a report, read from results of analyses, with one decision on what is hidden."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from visualisations.reach_table import OUTSIDE, ReachTable, Row, add_up, cell_of, hide_small, read_table, show
from visualisations.suppression import Cell, suppress
from visualisations.theme_grid import ThemeGrid, read_grid


@dataclass(frozen=True)
class Coverage:
    """The tables of a report, None where there is no result; `totals` are those of the analysis."""

    corridors: ReachTable | None = None
    areas: ReachTable | None = None
    industries: ReachTable | None = None
    sizes: ReachTable | None = None
    themes: ReachTable | None = None
    grid: ThemeGrid | None = None
    totals: Mapping[str, float] = field(default_factory=dict)

    @property
    def whole(self) -> Row | None:
        """The total of all tables that have one."""
        tables = (self.corridors, self.areas, self.industries, self.sizes)
        return next((table.total for table in tables if table), None)

    @property
    def year(self) -> int | None:
        """The fiscal year that is counted; None for all years on record."""
        tables = (self.corridors, self.areas, self.industries, self.sizes, self.themes, self.grid)
        return next((table.year for table in tables if table), None)


def read_coverage(
    results: Sequence[AnalysisResult], corridor_of: Mapping[str, str], threshold: int
) -> Coverage:
    """Return the tables that the results of a reach analysis make.

    Parameters
    ----------
    results
        Results; those of other analyses are left aside.
    corridor_of
        The corridor of each area that has one, by their keys. Where areas add up to corridors,
        both tables are hidden together.
    threshold
        Cells with fewer eligible enterprises than this are hidden.

    Raises
    ------
    AnalysisError
        When tables that show the same enterprises do not add up to the same totals.
    """
    found = {frozenset(result.parameters["by"]): result for result in results if result.analysis == "reach"}
    adding = [
        found[frozenset({by})] for by in ("corridor", "area", "industry", "size") if frozenset({by}) in found
    ]
    _check(adding)

    def table(by: str) -> ReachTable | None:
        result = found.get(frozenset({by}))
        return read_table(result) if result else None

    corridors, areas = _places(table("corridor"), table("area"), corridor_of, threshold)
    industries, sizes, themes = table("industry"), table("size"), table("theme")
    crossed = found.get(frozenset({"theme", "corridor"}))
    grid = read_grid(crossed, themes, threshold) if crossed else None
    return Coverage(
        corridors,
        areas,
        hide_small(industries, threshold) if industries else None,
        hide_small(sizes, threshold) if sizes else None,
        _themes(themes, grid, threshold) if themes else None,
        grid,
        adding[0].totals if adding else {},
    )


def _check(results: Iterable[AnalysisResult]) -> None:
    """Refuse results that a reader could not reconcile with each other."""
    sums: set[tuple[int, float | None]] = set()
    years = set()
    for result in results:
        total = add_up(read_table(result).rows)
        sums.add((total.eligible, total.reached))
        if "eligible" in result.totals:
            sums.add((int(result.totals["eligible"]), result.totals.get("reached")))
        years.add(result.parameters.get("year"))
    if len(sums) > 1 or len(years) > 1:
        raise AnalysisError(
            "The tables of the report do not add up to the same totals.",
            "Make all of its results from one version of the store, for the same year and population.",
        )


def _places(
    corridors: ReachTable | None, areas: ReachTable | None, corridor_of: Mapping[str, str], threshold: int
) -> tuple[ReachTable | None, ReachTable | None]:
    """Return the tables by corridor and by area, hidden together where areas add up to corridors."""

    def around(area: Row) -> str:
        return corridor_of.get(area.subject.key, OUTSIDE) if area.named else ""

    if not (corridors and areas and corridors.total and _nest(corridors, areas, around)):
        return (
            hide_small(corridors, threshold) if corridors else None,
            hide_small(areas, threshold) if areas else None,
        )
    cells: dict[Hashable, Cell] = {"total": cell_of(corridors.total)}
    cells |= {("corridor", row.subject.key): cell_of(row, "total") for row in corridors.rows}
    cells |= {("area", row.subject.key): cell_of(row, ("corridor", around(row))) for row in areas.rows}
    shown = suppress(cells, threshold)
    return (
        show(corridors, shown, lambda row: ("corridor", row.subject.key)),
        show(areas, shown, lambda row: ("area", row.subject.key)),
    )


def _nest(corridors: ReachTable, areas: ReachTable, around: Callable[[Row], str]) -> bool:
    """Whether the areas of each corridor add up to it."""
    for corridor in corridors.rows:
        inside = add_up(area for area in areas.rows if around(area) == corridor.subject.key)
        if (inside.eligible, inside.reached) != (corridor.eligible, corridor.reached):
            return False
    return {around(area) for area in areas.rows} <= corridors.by_key.keys()


def _themes(themes: ReachTable, grid: ThemeGrid | None, threshold: int) -> ReachTable:
    """Return the table by theme without a total, for themes overlap, hidden as in the grid."""
    apart = hide_small(replace(themes, total=None), threshold)
    decided = {theme.key: total.shown for theme, _, total in grid.rows} if grid else {}
    rows = tuple(replace(row, shown=decided.get(row.subject.key, row.shown)) for row in apart.rows)
    return replace(apart, rows=rows)

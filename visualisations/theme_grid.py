"""A grid of themes by corridors. Themes overlap, so only its rows add up, each to its own total."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Subject
from visualisations.colour import bounds
from visualisations.reach_table import ReachTable, Row, add_up, cell_of, read_row
from visualisations.suppression import Cell, suppress


@dataclass(frozen=True, slots=True)
class ThemeGrid:
    """Themes by corridors: `rows` hold a cell for each of `columns` and the total of the theme."""

    columns: tuple[Subject, ...]
    rows: tuple[tuple[Subject, tuple[Row, ...], Row], ...]
    year: int | None

    @property
    def bounds(self) -> tuple[float, ...]:
        """Where the classes of colour begin."""
        rates = (row.rate for _, cells, total in self.rows for row in (*cells, total))
        return bounds(rate for rate in rates if rate is not None)

    @property
    def hides(self) -> bool:
        """Whether any cell is hidden."""
        return not all(row.open for _, cells, total in self.rows for row in (*cells, total))


def read_grid(result: AnalysisResult, themes: ReachTable | None, threshold: int) -> ThemeGrid:
    """Return the grid that a result by theme and corridor makes, small cells hidden.

    Cells without a finding have no enterprise. `themes` is the table of the same themes that is
    shown beside the grid.

    Raises
    ------
    AnalysisError
        When a theme's cells do not add up to its row in `themes`.
    """
    columns: dict[str, Subject] = {}
    names: dict[str, Subject] = {}
    found: dict[tuple[str, str], Row] = {}
    for finding in result.findings:
        theme, corridor = finding.subjects
        names.setdefault(theme.key, theme)
        columns.setdefault(corridor.key, corridor)
        found[theme.key, corridor.key] = read_row(finding, corridor)
    rows = []
    for key, theme in names.items():
        silent = any(row.reached is None for (of, _), row in found.items() if of == key)
        nobody = None if silent else 0
        cells = [found.get((key, column.key), Row(column, 0, nobody)) for column in columns.values()]
        total = add_up(cells, theme)
        stated = themes.by_key.get(key, total) if themes else total
        if (stated.eligible, stated.reached) != (total.eligible, total.reached):
            raise AnalysisError(
                f"The corridors do not add up to the theme {key!r}.",
                "Make both results from one version of the store, for the same year.",
            )
        rows.append(_hide_theme(theme, cells, total, threshold))
    return ThemeGrid(tuple(columns.values()), tuple(rows), result.parameters.get("year"))


def _hide_theme(
    theme: Subject, cells: list[Row], total: Row, threshold: int
) -> tuple[Subject, tuple[Row, ...], Row]:
    tree: dict[Hashable, Cell] = {"total": cell_of(total)}
    tree |= {(row.subject.key,): cell_of(row, "total") for row in cells}
    shown = suppress(tree, threshold)
    hidden = tuple(replace(row, shown=shown[row.subject.key,]) for row in cells)
    return theme, hidden, replace(total, shown=shown["total"])

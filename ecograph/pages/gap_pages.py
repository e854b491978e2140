"""Pages about gaps: the heat map, and what it leads to of a theme and of a corridor."""

from ecograph.findings import AnalysisResult
from ecograph.pages.country import corridors_of
from ecograph.pages.issue import Issue, NoSuchPage
from ecograph.pages.sheets import is_called, make_sheet
from visualisations.address import Page
from visualisations.corridor import Corridor, render_corridor
from visualisations.gap_grid import render_heatmap
from visualisations.gap_wording import HEATMAP_TITLE
from visualisations.sheet import Sheet, render_sheet


class GapPages(Issue):
    """The heat map, the sheets of themes, and the pages of corridors."""

    def heatmap(self) -> str:
        """Return the page of themes by corridors."""
        return render_heatmap(self.edition(HEATMAP_TITLE, Page("heatmap")), self.grid)

    def sheet(self, theme: str, population: str = "smes") -> str:
        """Return the sheet of a theme.

        Raises
        ------
        AnalysisError
            When there is no such theme.
        """
        sheet = self.read_sheet(theme, population)
        return render_sheet(self.edition(sheet.title(self.years_ahead), Page("sheet", theme)), sheet)

    def read_sheet(self, theme: str, population: str = "smes") -> Sheet:
        """Return what the sheet of a theme says."""
        of_grid = population == "smes" and any(is_called(row[0].key, theme) for row in self.grid.grid.rows)
        result = self.gaps if of_grid else self._gaps_of(theme, population)
        return make_sheet(self.material, result, theme, self.scheme)

    def corridor(self, key: str) -> str:
        """Return the page of a corridor.

        Raises
        ------
        NoSuchPage
            When there is no such corridor in the scheme.
        """
        ecosystem = self.material.ecosystem
        if key not in self.corridors:
            raise NoSuchPage(
                f"There is no corridor {key!r} in the scheme {self.scheme!r}.",
                f"There are: {', '.join(self.corridors) or 'none'}.",
            )
        name = ecosystem.name("Corridor", key)
        corridor = Corridor(
            key,
            name,
            self.grid,
            self.places,
            self.reach("corridor", "industry"),
            self.reach("corridor", "size"),
            corridors_of(ecosystem, self.scheme),
            self.borders,
        )
        return render_corridor(self.edition(name, Page("corridor", key)), corridor)

    def _gaps_of(self, theme: str, population: str) -> AnalysisResult:
        """Reach gaps of a theme that is no row of the heat map, tested by itself."""
        return self.material.answers.analyse(
            "reach-gaps",
            by=["corridor"],
            theme=theme,
            scheme=self.scheme,
            year=self.year,
            population=population,
        )

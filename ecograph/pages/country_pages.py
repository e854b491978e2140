"""Pages about the whole country: the map, the report, and the quality of the data."""

from ecograph.pages.country import corridors_of
from ecograph.pages.issue import Issue, NoSuchPage
from visualisations import QualityReport, Report, quality_wording, render_quality, render_report
from visualisations.address import Page
from visualisations.map_page import TITLE as MAP_TITLE
from visualisations.map_page import render_map
from visualisations.report import TITLE as REPORT_TITLE

GROUPINGS = (("corridor",), ("area",), ("theme",), ("industry",), ("size",), ("theme", "corridor"))
"""What the report shows reach by."""


class CountryPages(Issue):
    """The map, the report, and the page on the quality of the data."""

    def map(self) -> str:
        """Return the page of areas."""
        ecosystem = self.material.ecosystem
        return render_map(
            self.edition(MAP_TITLE, Page("map")),
            self.places,
            self.borders,
            corridors_of(ecosystem, self.scheme),
        )

    def report(self) -> str:
        """Return the report: who is reached, where, and whom nobody helps."""
        ecosystem = self.material.ecosystem
        results = [self.reach(*by) for by in GROUPINGS]
        results.append(self.material.answers.analyse("unreached", by="corridor", scheme=self.scheme))
        edition = self.edition(REPORT_TITLE, Page("report"))
        return render_report(
            Report(
                **vars(edition),
                results=tuple(results),
                counts=self.material.counts,
                area_shapes=self.borders,
                corridor_of=corridors_of(ecosystem, self.scheme),
                left_out=ecosystem.left_out,
            )
        )

    def quality(self) -> str:
        """Return the page on the quality of the data.

        Raises
        ------
        NoSuchPage
            When no log of loads was given.
        """
        if self.material.quality is None:
            raise NoSuchPage(
                "No log of loads is at hand.", "Use `ecograph quality` where the store was loaded."
            )
        edition = self.edition(quality_wording.TITLE, Page("quality"))
        return render_quality(QualityReport(**vars(edition), quality=self.material.quality))

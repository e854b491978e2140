"""Pages about targets and results."""

from collections.abc import Iterator

from ecograph.analysis.gaps.statement import listed
from ecograph.analysis.results.annex import find_annex
from ecograph.analysis.results.outcomes import ANALYSIS as OUTCOMES
from ecograph.errors import AnalysisError
from ecograph.model import Text
from ecograph.pages.annex import title
from ecograph.pages.annex_listing import annex_notes, annex_sections, outcome_section
from ecograph.pages.country import corridors_of
from ecograph.pages.fitting import fit_page
from ecograph.pages.issue import Issue
from visualisations.address import Page
from visualisations.coverage import read_coverage
from visualisations.listing_page import ListingPage, Section, render_listings
from visualisations.numerals import day
from visualisations.wording import SOURCES

AS_OF = Text("Data as of", "ข้อมูล ณ")


class ResultPages(Issue):
    """The annex of an evaluation meeting."""

    def results(self, *, whole: bool = False) -> str:
        """Return the page of targets, results as reported and as evaluated, which prints on A3.

        Unless it is to be whole, it has as many rows as a page may hold.
        """
        annex = find_annex(self.material.ecosystem, self.year)
        edition, outcomes = self.edition(title(self.year), Page("results")), list(self.outcomes())

        def render(most: int) -> tuple[str, int]:
            rows = annex_sections(annex, self.years_ahead, most)
            sections = [*rows, *outcomes, annex_notes(annex)]
            page = ListingPage(sections, paper="A3 landscape", foot=self.named_sources)
            return render_listings(edition, page), min(most, len(annex.rows))

        every = len(annex.rows)
        return render(every)[0] if whole else fit_page(render, every)

    def outcomes(self) -> Iterator[Section]:
        """Yield outcomes by corridor beside reach; nothing where there is no corridor."""
        try:
            found = self.material.answers.analyse(OUTCOMES, scheme=self.scheme, year=self.year)
            # Hidden together with areas, as on all pages that show them.
            around = corridors_of(self.material.ecosystem, self.scheme)
            reach = read_coverage(self.places, around, self.threshold).corridors
        except AnalysisError:
            return
        yield outcome_section(found, reach.rows if reach else (), self.threshold, self.years_ahead)

    @property
    def as_of(self) -> Text:
        """What stands at the foot of printed pages: as of when the data are."""
        loaded = max((one.loaded_on for one in self.material.sources if one.loaded_on), default=None)
        when = day(loaded, self.years_ahead)
        return Text(f" · {AS_OF.en} {when.en}", f" · {AS_OF.th} {when.th}")

    @property
    def named_sources(self) -> Text:
        """What stands at the foot of large pages: as of when the data are, and from where."""
        titles, when = listed([one.title for one in self.material.sources]), self.as_of
        return Text(f"{when.en} · {SOURCES.en}: {titles.en}", f"{when.th} · {SOURCES.th}: {titles.th}")

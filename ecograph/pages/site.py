"""A set of pages that link to each other: each made of the same material when it is asked for."""

from collections.abc import Callable, Iterator

from ecograph.pages.country_pages import CountryPages
from ecograph.pages.double_service_pages import DoubleServicePages
from ecograph.pages.gap_pages import GapPages
from ecograph.pages.issue import NoSuchPage
from ecograph.pages.link_pages import LinkPages
from ecograph.pages.network_pages import NEIGHBOURS, NetworkPages
from ecograph.pages.overlap_pages import OverlapPages
from ecograph.pages.plan_pages import PlanPages
from ecograph.pages.proposal_pages import ProposalPages
from ecograph.pages.results_pages import ResultPages
from visualisations.address import Page, Sort


class Site(
    CountryPages,
    GapPages,
    NetworkPages,
    OverlapPages,
    DoubleServicePages,
    ProposalPages,
    LinkPages,
    ResultPages,
    PlanPages,
):
    """Pages of one version of a store, for one scheme of corridors and one fiscal year."""

    def pages(self) -> Iterator[Page]:
        """Yield the pages that a planner reads one after the other: no findings, no neighbourhoods."""
        for sort in self.alone:
            yield Page(sort)
        for theme, _, _ in self.grid.grid.rows:
            yield Page("sheet", theme.key)
        for key in self.corridors:
            yield Page("corridor", key)

    def around(self) -> Iterator[Page]:
        """Yield the pages about what surrounds each agency and corridor."""
        for kind, keys in (
            ("Corridor", self.corridors),
            ("Agency", self.material.ecosystem.nodes("Agency")),
        ):
            for key in keys:
                yield Page("neighbourhood", key, kind)

    def findings(self) -> Iterator[Page]:
        """Yield the pages of the findings that the heat map leads to."""
        for finding in self.grid.findings.values():
            yield Page("finding", finding.id)

    def render(self, page: Page, *, hops: int = 1, limit: int = NEIGHBOURS, more: str = "") -> str:
        """Return a page as HTML.

        Parameters
        ----------
        hops, limit, more
            Of the page about a node: how many steps away, how many neighbours at the most, and the
            address of the same page with more of them.

        Raises
        ------
        NoSuchPage
            When there is nothing of that key.
        AnalysisError
            When the data do not allow the page.
        """
        if page.sort == "neighbourhood":
            return self.neighbourhood((page.kind, page.key), hops, limit, more)
        narrowed: dict[Sort, Callable[[Page], str]] = {
            "overlaps": self.overlaps,
            "pair": self.pair,
            "double-service": self.double_service,
            "check-proposal": self.check_proposal,
        }
        if page.sort in narrowed:
            return narrowed[page.sort](page)
        alone: dict[Sort, Callable[[], str]] = {
            "map": self.map,
            "heatmap": self.heatmap,
            "network": self.network,
            "links": self.linking,
            "exchanges": self.exchanges,
            "funding": self.funding,
            "report": self.report,
            "results": self.results,
            "plans": self.plans,
            "quality": self.quality,
        }
        if page.sort in self.alone:
            return alone[page.sort]()
        about: dict[Sort, Callable[[str], str]] = {
            "sheet": self.sheet,
            "corridor": self.corridor,
            "finding": self.finding,
        }
        if page.sort not in about:
            raise NoSuchPage(f"There is no page {page.sort!r} of these data.", "Begin at the map.")
        return about[page.sort](page.key)

"""A set of pages that link to each other: each made of the same material when it is asked for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.graph import NodeId
from ecograph.model import MODEL, Language, Layer, Text
from ecograph.pages.country import corridors_of, country_of, shapes_of
from ecograph.pages.fitting import fit_page
from ecograph.pages.institutions import make_institutions
from ecograph.pages.material import Material
from ecograph.pages.sheets import find_witnesses, is_called, make_sheet
from ecograph.pages.surroundings import make_surroundings
from ecograph.workspace import ANALYSES
from visualisations import (
    QualityReport,
    Report,
    finding_wording,
    quality_wording,
    render_quality,
    render_report,
)
from visualisations.address import Address, Page, Sort, nowhere
from visualisations.corridor import Corridor, render_corridor
from visualisations.edition import Edition, Link, Period
from visualisations.ego import draw_surroundings, render_surroundings
from visualisations.finding import Explained, render_finding
from visualisations.gap_grid import GapGrid, read_gap_grid, render_heatmap
from visualisations.gap_wording import HEATMAP_TITLE, SHEET_LINK
from visualisations.layers import MOST, draw_institutions
from visualisations.map_page import TITLE as MAP_TITLE
from visualisations.map_page import Shapes, render_map
from visualisations.network import render_network, with_origins
from visualisations.network_wording import AROUND
from visualisations.network_wording import TITLE as NETWORK_TITLE
from visualisations.numerals import fiscal_year
from visualisations.protection import protect
from visualisations.reach_table import hide_small, read_table
from visualisations.report import TITLE as REPORT_TITLE
from visualisations.sheet import Sheet, render_sheet
from visualisations.suppression import Shown

GROUPINGS = (("corridor",), ("area",), ("theme",), ("industry",), ("size",), ("theme", "corridor"))
"""What the report shows reach by."""
GAPS = "ecograph.analysis.gaps"
SHORT: Mapping[Sort, Text] = {
    "map": Text("Map", "แผนที่"),
    "heatmap": Text("Gaps by theme", "ช่องว่างรายประเด็น"),
    "network": Text("Network", "เครือข่าย"),
    "report": Text("Report", "รายงาน"),
    "quality": Text("Data quality", "คุณภาพข้อมูล"),
}
"""What the pages of which there is one are called where they are led to."""
NEIGHBOURS = 50
"""How many neighbours of a node are drawn unless more are asked for."""
EXPLAINED = ("reach", "unreached", *(name for name in ANALYSES if ANALYSES[name].__module__.startswith(GAPS)))
"""The analyses whose findings have a page."""
_ID = re.compile(r"[a-z-]+-[0-9a-f]{12}")
FURTHER = "ecograph view neighbourhood"
"""What a page that stands alone tells to type, before the key of a node."""


class NoSuchPage(AnalysisError):
    """A page was asked for that the data do not have."""

    code = "no-such-page"


@dataclass(frozen=True)
class Site:
    """Pages of one version of a store, for one scheme of corridors and one fiscal year.

    Attributes
    ----------
    made_on
        The date on the pages; nothing here reads a clock.
    year
        The fiscal year; None for all years on record.
    address
        Where each page is.
    shapes
        GeoJSON geometries by area; those of the country where none are given.
    years
        Where the same pages of other fiscal years are; None: of all years.
    """

    material: Material
    made_on: date
    language: Language = "th"
    scheme: str = "economic"
    year: int | None = None
    address: Address = nowhere
    notice: Text | None = None
    shapes: Shapes | None = None
    threshold: int = 5
    command: str = field(default=FURTHER)
    years: Mapping[int | None, Address] = field(default_factory=dict)

    def pages(self) -> Iterator[Page]:
        """Yield the pages that a planner reads one after the other: no findings, no neighbourhoods."""
        for sort in self._alone:
            yield Page(sort)
        for theme, _, _ in self._grid.grid.rows:
            yield Page("sheet", theme.key)
        for key in self._corridors:
            yield Page("corridor", key)

    def around(self) -> Iterator[Page]:
        """Yield the pages about what surrounds each agency and corridor."""
        for kind, keys in (
            ("Corridor", self._corridors),
            ("Agency", self.material.ecosystem.nodes("Agency")),
        ):
            for key in keys:
                yield Page("neighbourhood", key, kind)

    def findings(self) -> Iterator[Page]:
        """Yield the pages of the findings that the heat map leads to."""
        for finding in self._grid.findings.values():
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
        alone = self._alone.get(page.sort)
        if alone is not None:
            return alone()
        about: dict[Sort, Callable[[str], str]] = {
            "sheet": self.sheet,
            "corridor": self.corridor,
            "finding": self.finding,
        }
        if page.sort not in about:
            raise NoSuchPage(f"There is no page {page.sort!r} of these data.", "Begin at the map.")
        return about[page.sort](page.key)

    def map(self) -> str:
        """Return the page of areas."""
        ecosystem = self.material.ecosystem
        return render_map(
            self._edition(MAP_TITLE, Page("map")),
            self._places,
            self._shapes,
            corridors_of(ecosystem, self.scheme),
        )

    def heatmap(self) -> str:
        """Return the page of themes by corridors."""
        return render_heatmap(self._edition(HEATMAP_TITLE, Page("heatmap")), self._grid)

    def network(self, most: int = MOST) -> str:
        """Return the page of the institutions in layers, at most so many of them as fit."""
        groups = hide_small(read_table(self._reach("corridor")), self.threshold)
        institutions = make_institutions(
            self.material, self.scheme, self.year, groups, self.threshold, self._years_ahead
        )
        edition = self._edition(NETWORK_TITLE, Page("network"))

        def render(most: int) -> tuple[str, int]:
            drawing = with_origins(draw_institutions(institutions, most), self.material.origins)
            return render_network(edition, drawing, self.command, self.year), len(drawing.nodes)

        return fit_page(render, most)

    def report(self) -> str:
        """Return the report: who is reached, where, and whom nobody helps."""
        ecosystem = self.material.ecosystem
        results = [self._reach(*by) for by in GROUPINGS]
        results.append(self.material.answers.analyse("unreached", by="corridor", scheme=self.scheme))
        edition = self._edition(REPORT_TITLE, Page("report"))
        return render_report(
            Report(
                **vars(edition),
                results=tuple(results),
                counts=self.material.counts,
                area_shapes=self._shapes,
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
        edition = self._edition(quality_wording.TITLE, Page("quality"))
        return render_quality(QualityReport(**vars(edition), quality=self.material.quality))

    def sheet(self, theme: str, population: str = "smes") -> str:
        """Return the sheet of a theme.

        Raises
        ------
        AnalysisError
            When there is no such theme.
        """
        sheet = self.read_sheet(theme, population)
        return render_sheet(self._edition(sheet.title(self._years_ahead), Page("sheet", theme)), sheet)

    def read_sheet(self, theme: str, population: str = "smes") -> Sheet:
        """Return what the sheet of a theme says."""
        of_grid = population == "smes" and any(is_called(row[0].key, theme) for row in self._grid.grid.rows)
        result = self._gaps if of_grid else self._gaps_of(theme, population)
        return make_sheet(self.material, result, theme, self.scheme)

    def corridor(self, key: str) -> str:
        """Return the page of a corridor.

        Raises
        ------
        NoSuchPage
            When there is no such corridor in the scheme.
        """
        ecosystem = self.material.ecosystem
        if key not in self._corridors:
            raise NoSuchPage(
                f"There is no corridor {key!r} in the scheme {self.scheme!r}.",
                f"There are: {', '.join(self._corridors) or 'none'}.",
            )
        name = ecosystem.name("Corridor", key)
        corridor = Corridor(
            key,
            name,
            self._grid,
            self._places,
            self._reach("corridor", "industry"),
            self._reach("corridor", "size"),
            corridors_of(ecosystem, self.scheme),
            self._shapes,
        )
        return render_corridor(self._edition(name, Page("corridor", key)), corridor)

    def neighbourhood(self, node: NodeId, hops: int = 1, limit: int = NEIGHBOURS, more: str = "") -> str:
        """Return the page about what surrounds a node.

        Raises
        ------
        NoSuchPage
            When there is no such node.
        """
        if not self._has(node):
            raise NoSuchPage(f"There is no {node[0]} {node[1]!r} in the data.", "Look for it by its name.")
        edition = self._edition(AROUND.format(name=self.material.ecosystem.name(*node)))

        def render(most: int) -> tuple[str, int]:
            surroundings = make_surroundings(self.material, node, hops, most, self._years_ahead)
            drawing = with_origins(draw_surroundings(surroundings), self.material.origins)
            page = render_surroundings(edition, surroundings, drawing, self.command, more)
            return page, len(surroundings.found.nodes)

        return fit_page(render, limit)

    def finding(self, id: str) -> str:
        """Return the page of a finding.

        Raises
        ------
        NoSuchPage
            When no analysis as it is asked by default, or was asked last, has it.
        """
        asked = [("reach-gaps", {"by": ["theme", "corridor"], "scheme": self.scheme, "year": self.year})]
        try:
            # A finding of reach is explained by the test of the heat map alone, whatever else was asked.
            others = () if id.startswith("reach-gap") or not _ID.fullmatch(id) else EXPLAINED
            result, finding = self.material.answers.find(id, asked, others)
        except AnalysisError as error:
            raise NoSuchPage(error.message, "Begin at the heat map.") from error
        hidden = protect(result, self.threshold)[finding.id] is not Shown.OPEN
        explained = Explained(finding, result, find_witnesses(self.material, finding), hidden)
        return render_finding(self._edition(finding_wording.TITLE), explained)

    @cached_property
    def _alone(self) -> Mapping[Sort, Callable[[], str]]:
        """The pages of which there is one."""
        pages: dict[Sort, Callable[[], str]] = {
            "map": self.map,
            "heatmap": self.heatmap,
            "network": self.network,
            "report": self.report,
        }
        if self.material.quality is not None:
            pages["quality"] = self.quality
        return pages

    @cached_property
    def _grid(self) -> GapGrid:
        return read_gap_grid(self._gaps, self.threshold)

    @cached_property
    def _gaps(self) -> AnalysisResult:
        """Reach gaps by theme and corridor, tested together: what every page says of them."""
        return self.material.answers.analyse(
            "reach-gaps", by=["theme", "corridor"], scheme=self.scheme, year=self.year
        )

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

    @cached_property
    def _places(self) -> tuple[AnalysisResult, ...]:
        return self._reach("corridor"), self._reach("area")

    @cached_property
    def _shapes(self) -> Shapes | None:
        pack = country_of(self.material.ecosystem)
        return self.shapes or (shapes_of(pack) if pack else None)

    @cached_property
    def _years_ahead(self) -> int:
        pack = country_of(self.material.ecosystem)
        return pack.year_offset if pack else 0

    @cached_property
    def _corridors(self) -> list[str]:
        return [key for key in self.material.ecosystem.nodes("Corridor") if key.startswith(f"{self.scheme}:")]

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        alone = [Link(SHORT[sort], Page(sort)) for sort in self._alone]
        if self.address is nowhere:
            return ()
        return (
            *alone,
            *(
                Link(SHEET_LINK.format(theme=theme.name), Page("sheet", theme.key))
                for theme, _, _ in self._grid.grid.rows
            ),
            *(
                Link(self.material.ecosystem.name("Corridor", key), Page("corridor", key))
                for key in self._corridors
            ),
        )

    def _edition(self, title: Text, page: Page | None = None) -> Edition:
        material = self.material
        return Edition(
            title,
            self.made_on,
            material.ecosystem.data_kind,
            material.ecosystem.version,
            material.content_hash,
            material.sources,
            self._links,
            self.address,
            self.language,
            self.threshold,
            self._years_ahead,
            self.notice,
            page,
            tuple(
                Period(fiscal_year(year, self._years_ahead), address(page), year == self.year)
                for year, address in self.years.items()
                if page is not None
            ),
        )

    def _reach(self, *by: str) -> AnalysisResult:
        return self.material.answers.analyse("reach", by=list(by), scheme=self.scheme, year=self.year)

    def _has(self, node: NodeId) -> bool:
        kind, key = node
        ecosystem = self.material.ecosystem
        if MODEL.node(kind).layer is Layer.INSTITUTIONS:
            return node in ecosystem.institutions
        return ecosystem.smes.position(key) is not None

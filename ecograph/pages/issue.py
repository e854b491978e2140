"""What the pages of a site have in common: the question they answer, the data, and what several show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.model import Language, Text
from ecograph.pages.country import country_of, shapes_of
from ecograph.pages.material import Material
from ecograph.state.opinions import Opinions
from visualisations.address import Address, Page, Sort, nowhere
from visualisations.edition import Edition, Link, Period
from visualisations.gap_grid import GapGrid, read_gap_grid
from visualisations.gap_wording import SHEET_LINK
from visualisations.map_page import Shapes
from visualisations.numerals import fiscal_year

SHORT: Mapping[Sort, Text] = {
    "map": Text("Map", "แผนที่"),
    "heatmap": Text("Gaps by theme", "ช่องว่างรายประเด็น"),
    "network": Text("Network", "เครือข่าย"),
    "overlaps": Text("Overlaps", "การทับซ้อน"),
    "double-service": Text("Double service", "บริการซ้ำ"),
    "check-proposal": Text("Check a plan", "ตรวจแผนโครงการ"),
    "links": Text("What to link", "ควรเชื่อมโยง"),
    "exchanges": Text("Data held", "ข้อมูลของหน่วยงาน"),
    "funding": Text("Funding", "เงินทุน"),
    "report": Text("Report", "รายงาน"),
    "results": Text("Results", "เป้าหมายและผล"),
    "plans": Text("Plans", "แผนและกรอบนโยบาย"),
    "quality": Text("Data quality", "คุณภาพข้อมูล"),
}
"""What the pages of which there is one are called where they are led to."""
FURTHER = "ecograph view neighbourhood"
"""What a page that stands alone tells to type, before the key of a node."""


class NoSuchPage(AnalysisError):
    """A page was asked for that the data do not have."""

    code = "no-such-page"


@dataclass(frozen=True)
class Issue:
    """One version of a store, asked for one scheme of corridors and one fiscal year.

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
    opinions
        What people said of findings.
    cases
        Where cases of double service are listed for those who may see them; nothing where nobody may here.
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
    opinions: Opinions = field(default_factory=Opinions)
    cases: str = ""

    @cached_property
    def alone(self) -> tuple[Sort, ...]:
        """The pages of which there is one, in the order in which they are led to."""
        left_out = [] if self.material.quality is not None else ["quality"]
        # Where pages stand alone, nobody is there to answer a form.
        left_out += ["check-proposal"] if self.command else []
        return tuple(sort for sort in SHORT if sort not in left_out)

    @cached_property
    def grid(self) -> GapGrid:
        """Themes by corridors, as the heat map shows them."""
        return read_gap_grid(self.gaps, self.threshold)

    @cached_property
    def gaps(self) -> AnalysisResult:
        """Reach gaps by theme and corridor, tested together: what every page says of them."""
        return self.material.answers.analyse(
            "reach-gaps", by=["theme", "corridor"], scheme=self.scheme, year=self.year
        )

    @cached_property
    def places(self) -> tuple[AnalysisResult, ...]:
        """Reach by corridor, and by area."""
        return self.reach("corridor"), self.reach("area")

    @cached_property
    def borders(self) -> Shapes | None:
        """The shapes of areas: those given, else those of the country."""
        pack = country_of(self.material.ecosystem)
        return self.shapes or (shapes_of(pack) if pack else None)

    @cached_property
    def years_ahead(self) -> int:
        """What the calendar of the country adds to a year of the common era."""
        pack = country_of(self.material.ecosystem)
        return pack.year_offset if pack else 0

    @cached_property
    def corridors(self) -> list[str]:
        """The keys of the corridors of the scheme."""
        return [key for key in self.material.ecosystem.nodes("Corridor") if key.startswith(f"{self.scheme}:")]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What every page leads to."""
        alone = [Link(SHORT[sort], Page(sort)) for sort in self.alone]
        if self.address is nowhere:
            return ()
        return (
            *alone,
            *(
                Link(SHEET_LINK.format(theme=theme.name), Page("sheet", theme.key))
                for theme, _, _ in self.grid.grid.rows
            ),
            *(
                Link(self.material.ecosystem.name("Corridor", key), Page("corridor", key))
                for key in self.corridors
            ),
        )

    def edition(self, title: Text, page: Page | None = None) -> Edition:
        """Return what a page says of itself."""
        material = self.material
        return Edition(
            title,
            self.made_on,
            material.ecosystem.data_kind,
            material.ecosystem.version,
            material.content_hash,
            material.sources,
            self.links,
            self.address,
            self.language,
            self.threshold,
            self.years_ahead,
            self.notice,
            page,
            tuple(
                Period(fiscal_year(year, self.years_ahead), address(page), year == self.year)
                for year, address in self.years.items()
                if page is not None
            ),
        )

    def reach(self, *by: str) -> AnalysisResult:
        """Return who is reached, by what is named."""
        return self.material.answers.analyse("reach", by=list(by), scheme=self.scheme, year=self.year)

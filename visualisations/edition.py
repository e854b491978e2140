"""What every page says of itself: its title, its date, the data it is made of, and where else to look."""

from dataclasses import dataclass
from datetime import date

from ecograph.graph.ecosystem import NodeId
from ecograph.model import MODEL, DataKind, Language, Text
from visualisations.address import Address, Page, nowhere, page_about
from visualisations.paper import Paper, edition_paper
from visualisations.source import Source

KINDS = frozenset(kind.name for kind in MODEL.nodes)


@dataclass(frozen=True, slots=True)
class Link:
    """Another page of the same set, and what it is called."""

    label: Text
    page: Page


@dataclass(frozen=True, slots=True)
class Period:
    """The same page of a fiscal year: what it is called, where it is, and whether it is this one."""

    label: Text
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a page, and whether the page is narrowed so."""

    link: Link
    current: bool


@dataclass(frozen=True)
class Edition:
    """What a page is, and of which data.

    Attributes
    ----------
    generated_on
        The date on the page; nothing here reads a clock.
    links
        Other pages beside this one; none where the page stands alone.
    address
        Where each page of the set is.
    threshold
        Groups with fewer enterprises than this are hidden.
    thai_years_ahead
        What the Thai calendar adds to a year of the common era.
    notice
        What a reader must know before all else, such as that the data are not those of today.
    page
        Which page of the set it is; None where it stands alone.
    periods
        The same page of other fiscal years.
    """

    title: Text
    generated_on: date
    data_kind: DataKind
    store_version: int
    content_hash: str
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    address: Address = nowhere
    language: Language = "th"
    threshold: int = 5
    thai_years_ahead: int = 543
    notice: Text | None = None
    page: Page | None = None
    periods: tuple[Period, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Whether anything on the page was made up: its own kind or a source's."""
        return DataKind.SYNTHETIC in {self.data_kind, *(source.data_kind for source in self.sources)}

    def about(self, node: NodeId) -> str:
        """Return the address of the page that says the most of a node; nothing where there is none.

        What is no node (a size class, outside every corridor, unknown) has no page.
        """
        kind, key = node
        return self.address(page_about(node)) if kind in KINDS and key and not key.startswith("*") else ""

    def around(self, node: NodeId) -> str:
        """Return the address of the page about what surrounds a node; nothing where there is none."""
        kind, key = node
        return self.address(Page("neighbourhood", key, kind)) if kind in KINDS and key else ""

    def finding(self, id: str) -> str:
        """Return the address of the page about a finding; nothing where there is none."""
        return self.address(Page("finding", id))

    def pair(self, id: str, narrowed: tuple[tuple[str, str], ...] = ()) -> str:
        """Return the address of the evidence of a pair that shares clients; nothing where there is none."""
        return self.address(Page("pair", id, narrowed=narrowed))

    @property
    def main(self) -> tuple[Link, ...]:
        """The pages that every page leads to, at its top."""
        return tuple(link for link in self.links if not link.page.key and self.address(link.page))

    @property
    def paper(self) -> Paper:
        """What the page is printed on."""
        return edition_paper(
            self.generated_on,
            self.store_version,
            self.content_hash,
            synthetic=self.synthetic,
            thai_years_ahead=self.thai_years_ahead,
        )

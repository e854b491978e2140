"""What every page says of itself: its title, its date, the data it is made of, and where else to look."""

from dataclasses import dataclass
from datetime import date

from ecograph.model import DataKind, Language, Text
from visualisations.paper import Paper, edition_paper
from visualisations.source import Source


@dataclass(frozen=True, slots=True)
class Link:
    """Another page of the same set: what it is called, and its file."""

    label: Text
    file: str


@dataclass(frozen=True)
class Edition:
    """What a page is, and of which data.

    Attributes
    ----------
    generated_on
        The date on the page; nothing here reads a clock.
    links
        Other pages beside this one; none where the page stands alone.
    threshold
        Groups with fewer enterprises than this are hidden.
    thai_years_ahead
        What the Thai calendar adds to a year of the common era.
    """

    title: Text
    generated_on: date
    data_kind: DataKind
    store_version: int
    content_hash: str
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    language: Language = "th"
    threshold: int = 5
    thai_years_ahead: int = 543

    @property
    def synthetic(self) -> bool:
        """Whether anything on the page was made up: its own kind or a source's."""
        return DataKind.SYNTHETIC in {self.data_kind, *(source.data_kind for source in self.sources)}

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

"""The page on the quality of data: what each source lost, does not know, contradicts, and took back."""

from dataclasses import dataclass
from datetime import date

from ecograph.model import MODEL, DataKind, Language, RelationshipKind, Text
from ecograph.quality import EFFECTS, DataQuality
from visualisations import quality_wording, wording
from visualisations.page import render_page
from visualisations.paper import edition_paper

MOST_LOSSES, MOST_UNKNOWNS = 15, 25
"""How many lines a table of one source has at the most; how many are left out is said."""


@dataclass(frozen=True)
class QualityReport:
    """All that the page says; nothing here reads a clock."""

    quality: DataQuality
    generated_on: date
    language: Language = "th"
    thai_years_ahead: int = 543
    title: Text = quality_wording.TITLE

    @property
    def store_version(self) -> int:
        """The version of the store that the page is about."""
        return self.quality.version

    @property
    def data_kind(self) -> DataKind:
        """Synthetic as soon as one source is."""
        return self.quality.data_kind

    @property
    def synthetic(self) -> bool:
        """Whether anything on the page was made up."""
        return self.data_kind is DataKind.SYNTHETIC


def render_quality(report: QualityReport) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same report gives the same bytes.
    """
    return render_page(
        "quality.html.j2",
        ("report.css",),
        ("report.js",),
        edition_paper(
            report.generated_on,
            report.store_version,
            report.quality.content_hash,
            synthetic=report.synthetic,
            thai_years_ahead=report.thai_years_ahead,
        ),
        report=report,
        quality=report.quality,
        kind=_kind,
        property=_property,
        most_losses=MOST_LOSSES,
        most_unknowns=MOST_UNKNOWNS,
        said=quality_wording,
        effects=EFFECTS,
    )


def _kind(name: str) -> Text:
    kind = MODEL.kinds[name]
    return wording.in_words(kind) if isinstance(kind, RelationshipKind) else kind.label


def _property(kind: str, name: str) -> Text:
    return MODEL.kinds[kind].property(name).label

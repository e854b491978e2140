"""The page on the quality of data: what each source lost, does not know, contradicts, and took back."""

from dataclasses import dataclass

from ecograph.model import MODEL, RelationshipKind, Text
from ecograph.quality import EFFECTS, DataQuality
from visualisations import quality_wording, wording
from visualisations.edition import Edition
from visualisations.page import render_page

MOST_LOSSES, MOST_UNKNOWNS = 15, 25
"""How many lines a table of one source has at the most; how many are left out is said."""


@dataclass(frozen=True, kw_only=True)
class QualityReport(Edition):
    """All that the page says."""

    quality: DataQuality


def render_quality(report: QualityReport) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same report gives the same bytes.
    """
    return render_page(
        "quality.html.j2",
        ("report.css",),
        ("report.js",),
        report.paper,
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

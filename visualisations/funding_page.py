"""The page on funding: where money goes, drawn as a Sankey diagram, and where the way to it breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from visualisations import finding_wording, gap_wording
from visualisations import link_wording as said
from visualisations.edition import Edition
from visualisations.page import render_page
from visualisations.sankey import Flow, draw_sankey

STEPS = ("asks", "plan", "refused", "applied", "guarantee", "loan")
"""The steps in the table, each further than those before it."""


@dataclass(frozen=True)
class Funding:
    """What the page is made of.

    Attributes
    ----------
    columns
        Names of instruments, themes and places, by their keys.
    stages
        Flows in baht from instruments to themes, and from themes to places.
    unknown
        How many have no amount on record.
    routes
        How far enterprises got, place by place; those that may be shown.
    """

    columns: Sequence[Mapping[str, Text]]
    stages: Sequence[Sequence[Flow]]
    unknown: int
    routes: AnalysisResult
    shown: Sequence[Finding]
    year: int | None = None


def render_funding(edition: Edition, found: Funding) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    return render_page(
        "funding.html.j2",
        ("report.css", "links.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        found=found,
        sankey=draw_sankey(found.columns, found.stages),
        steps=[(name, finding_wording.NAMES[name]) for name in STEPS],
        verdicts=gap_wording.VERDICTS,
        hidden_places=len(found.routes.findings) - len(found.shown),
    )

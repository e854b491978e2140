"""The page of a planned program: a form to say what is planned, and what that would share with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ecograph.analysis.proposal_wording import LABELS, RUNGS
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import Text
from visualisations import proposal_wording as said
from visualisations.edition import Edition
from visualisations.page import render_page

MOST_LISTED = 100
"""How many programs are listed at the most."""
WRITTEN = ("name", "fiscal_year", "budget", "clients")
"""The fields that are written; all others are chosen from what is on record."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen, and whether it is."""

    key: str
    name: Text
    chosen: bool


@dataclass(frozen=True)
class Form:
    """What can be said of a plan, as it was said last.

    Attributes
    ----------
    action
        Where the form is sent to.
    values
        What was written, by field.
    options
        What can be chosen, by field.
    carried
        What goes on being asked, and is not seen.
    """

    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)


def render_proposal(edition: Edition, result: AnalysisResult | None, form: Form | None) -> str:
    """Return the page as HTML in both languages: with an answer, a form, or both.

    The same input gives the same bytes.
    """
    findings = result.findings if result else ()
    return render_page(
        "proposal.html.j2",
        ("report.css", "proposal.css"),
        ("report.js",),
        edition.paper,
        form_action="'self'" if form else "'none'",
        report=edition,
        said=said,
        result=result,
        plan=_named(result),
        form=form,
        rungs=RUNGS,
        dimensions=LABELS,
        rows=[(finding, _marks(finding)) for finding in findings[:MOST_LISTED]],
        more=max(len(findings) - MOST_LISTED, 0),
    )


def _named(result: AnalysisResult | None) -> Text:
    name = str(result.parameters["name"]) if result else ""
    return Text(name, name)


def _marks(finding: Finding) -> list[str]:
    """Return a sign for each dimension: shared, not shared, or not on record."""
    signs = {"not on record": "?", "none": "–"}
    return [signs.get(str(row[1]), "✓") for row in finding.evidence.rows]

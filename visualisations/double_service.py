"""The page on double service: how many enterprises each agency has to check, and how far that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ecograph.analysis.double_service_wording import GRADES
from ecograph.graph.ecosystem import NodeId
from ecograph.model import Text
from visualisations import double_service_wording as said
from visualisations.edition import Choice, Edition
from visualisations.page import render_page

Shown = int | None
"""A number, or None where it is hidden."""
MOST_ROWS = 300
"""How many lines are listed at the most."""
COMMAND = "ecograph double-service --worklists to-check --agency"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What an agency has to check of one service: enterprises by grade, those of none left out.

    `cases` is where its cases are listed, empty where they are not.
    """

    agency: NodeId
    agency_name: Text
    service_name: Text
    enterprises: Mapping[str, Shown]
    cases: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """How far an agency is with the cases that it was handed, from none to all of them (0 to 1).

    Their number is not told: it is the sum of numbers that may be hidden.
    """

    agency: NodeId
    name: Text
    part: float

    @property
    def progress(self) -> Text:
        """How far it is, in words that leave the number open."""
        if self.part in (0, 1):
            return said.ALL_CHECKED if self.part else said.NONE_CHECKED
        return said.HALF_CHECKED if self.part >= said.HALF else said.SOME_CHECKED


@dataclass(frozen=True)
class ToCheck:
    """What the page is made of.

    Attributes
    ----------
    sums
        The sum of the cells of each grade that was looked for; None where it would reveal a small one.
    verdicts
        Cases by what the check that stands found.
    left_out
        What is not listed, and why.
    agency
        The agency that the page is narrowed to, in words.
    choices
        Ways to narrow it, by what they narrow.
    """

    rows: Sequence[CaseRow]
    sums: Mapping[str, Shown]
    checks: Sequence[CheckRow]
    verdicts: Sequence[tuple[Text, Shown]]
    left_out: Sequence[Text]
    year: int | None = None
    agency: Text | None = None
    choices: Mapping[Text, Sequence[Choice]] = field(default_factory=dict)

    @property
    def hides(self) -> bool:
        """Whether any number is hidden."""
        numbers = [number for row in self.rows for number in row.enterprises.values()]
        return None in [*numbers, *self.sums.values(), *(number for _, number in self.verdicts)]


def render_double_service(edition: Edition, found: ToCheck) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    return render_page(
        "double_service.html.j2",
        ("report.css", "narrowing.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        found=found,
        rows=found.rows[:MOST_ROWS],
        more=max(len(found.rows) - MOST_ROWS, 0),
        grades=GRADES,
        command=COMMAND,
    )

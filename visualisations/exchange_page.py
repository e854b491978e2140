"""The page of the matrix of data: agencies by data sets, who holds, lacks and shares which."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecograph.model import Text
from visualisations import link_wording as said
from visualisations.edition import Edition
from visualisations.page import render_page

MOST = 120
"""How many agencies are shown."""


@dataclass(frozen=True, slots=True)
class ExchangeCell:
    """What is known of an agency and a data set; `lacks` counts clients, None where that is hidden."""

    holds: bool
    agreed: int
    lacks: int | None


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """An agency with its cells, in the order of the data sets; clients are None where they are few."""

    key: str
    name: Text
    clients: int | None
    cells: tuple[ExchangeCell, ...]


@dataclass(frozen=True)
class Exchange:
    """What the page is made of: data sets, rows, and what to bear in mind."""

    sets: Sequence[Text]
    rows: Sequence[ExchangeRow]
    untested: Sequence[Text]


def render_exchange(edition: Edition, found: Exchange) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    return render_page(
        "exchanges.html.j2",
        ("report.css", "links.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        found=found,
        rows=found.rows[:MOST],
        more=max(len(found.rows) - MOST, 0),
    )

"""Reach as a listing: rows of enterprises, those of small groups without numbers."""

from collections.abc import Iterable

from ecograph.model import Text
from visualisations import wording
from visualisations.listing import Cell, Column, Listing
from visualisations.reach_table import Row
from visualisations.suppression import Shown


def list_reach(id: str, what: Text, rows: Iterable[Row], threshold: int) -> Listing:
    """Return rows of reach; `what` is what they are about."""
    heads = (
        Column(what, width=30),
        Column(wording.ELIGIBLE, numeric=True),
        Column(wording.REACHED, numeric=True),
        Column(wording.RATE, numeric=True),
        Column(wording.NOT_REACHED, numeric=True),
    )
    lines = [[Cell(row.subject.name, look="name"), *reach_cells(row, threshold)] for row in rows]
    return Listing(id, wording.reach_by(what), heads, lines)


def reach_cells(row: Row, threshold: int) -> list[Cell]:
    """Return the eligible, the reached, the rate in percent and the others of a row, as far as shown."""
    if not row.open:
        small = Cell(Text(f"<{threshold}", f"<{threshold}"))
        hidden = Cell(wording.HIDDEN)
        return [small if row.shown is Shown.SMALL else hidden, hidden, hidden, hidden]
    rate = None if row.rate is None else row.rate * 100
    reached = None if row.reached is None else float(row.reached)
    left = None if row.unreached is None else float(row.unreached)
    return [Cell(float(row.eligible)), Cell(reached), Cell(rate, 1, "%"), Cell(left)]

"""A table of reach: rows that add up, and what may be shown of each."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.model import Text
from visualisations.suppression import Cell, Shown, suppress

OUTSIDE = "*outside"
"""The key of the cell of places that lie outside every corridor."""
WHOLE = Subject("", "", Text("Total", "รวม"))
_SCALES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Row:
    """How many of the eligible enterprises of a cell were reached (None: nobody has reported), and
    what is shown of that.
    """

    subject: Subject
    eligible: int
    reached: int | None
    shown: Shown = Shown.OPEN

    @property
    def open(self) -> bool:
        """Whether the numbers may be shown."""
        return self.shown is Shown.OPEN

    @property
    def unreached(self) -> int | None:
        """The eligible enterprises that were not reached."""
        return None if self.reached is None else self.eligible - self.reached

    @property
    def rate(self) -> float | None:
        """The share that was reached; None where it is hidden, not known, or nobody is eligible."""
        if self.reached is None or not self.open or not self.eligible:
            return None
        return self.reached / self.eligible

    @property
    def named(self) -> bool:
        """Whether the row is a node, not "outside" or "unknown"."""
        return self.subject.key not in ("", OUTSIDE)


@dataclass(frozen=True, slots=True)
class ReachTable:
    """Rows that add up to `total`, unless they overlap (themes): then there is no total."""

    rows: tuple[Row, ...]
    total: Row | None
    year: int | None
    scheme: str = ""

    @property
    def by_key(self) -> dict[str, Row]:
        """The rows by the key of what they are about."""
        return {row.subject.key: row for row in self.rows}

    @property
    def full_scale(self) -> float:
        """The rate at which a bar is as long as can be: a round number no rate exceeds."""
        rates = [row.rate for row in self.rows if row.rate is not None]
        return next((scale for scale in _SCALES if max(rates, default=0) <= scale), 1)

    @property
    def has_rates(self) -> bool:
        """Whether any rate is known and shown."""
        return any(row.rate is not None for row in self.rows)

    @property
    def hides(self) -> bool:
        """Whether any row is hidden."""
        return not all(row.open for row in self.rows)


def read_row(finding: Finding, subject: Subject) -> Row:
    """Return the counts of a finding as a row about one of its subjects."""
    counts = finding.evidence.counts
    reached = counts.get("reached")
    return Row(subject, int(counts["eligible"]), None if reached is None else int(reached))


def read_table(result: AnalysisResult) -> ReachTable:
    """Return the findings of a result as a table in their order, nothing hidden yet."""
    rows = tuple(read_row(finding, finding.subjects[-1]) for finding in result.findings)
    return ReachTable(
        rows, add_up(rows), result.parameters.get("year"), str(result.parameters.get("scheme", ""))
    )


def add_up(rows: Iterable[Row], subject: Subject = WHOLE) -> Row:
    """Return the sum of rows; what is unknown in one is unknown in the sum."""
    added = list(rows)
    known = [row.reached for row in added if row.reached is not None]
    return Row(subject, sum(row.eligible for row in added), sum(known) if len(known) == len(added) else None)


def cell_of(row: Row, inside: Hashable = None) -> Cell:
    """Return a row as a cell to protect; an unknown number needs no protection."""
    return Cell(row.eligible, row.reached or 0, inside)


def hide_small(table: ReachTable, threshold: int) -> ReachTable:
    """Return a table with its small rows, and what covers them, hidden."""
    inside = "total" if table.total else None
    cells: dict[Hashable, Cell] = {"total": cell_of(table.total)} if table.total else {}
    cells |= {("row", row.subject.key): cell_of(row, inside) for row in table.rows}
    return show(table, suppress(cells, threshold), lambda row: ("row", row.subject.key))


def show(table: ReachTable, shown: Mapping[Hashable, Shown], key: Callable[[Row], Hashable]) -> ReachTable:
    """Return a table with what is shown of its rows, and of its total, which has the key `total`."""
    rows = tuple(replace(row, shown=shown[key(row)]) for row in table.rows)
    return replace(
        table, rows=rows, total=replace(table.total, shown=shown["total"]) if table.total else None
    )

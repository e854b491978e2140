"""A table of the enterprises that nobody is on record to have helped."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ecograph.findings import AnalysisResult, Subject
from visualisations.reach_table import ReachTable
from visualisations.suppression import Cell, Shown, suppress


@dataclass(frozen=True, slots=True)
class UnreachedRow:
    """How many enterprises of a cell have no support on record, and whether that is shown."""

    subject: Subject
    number: int
    shown: Shown

    @property
    def open(self) -> bool:
        """Whether the number may be shown."""
        return self.shown is Shown.OPEN


@dataclass(frozen=True, slots=True)
class UnreachedTable:
    """Rows, the most enterprises first and the hidden ones last, that add up to `total`.

    `total` is None, and there are no rows, where nobody has reported any support at all.
    """

    rows: tuple[UnreachedRow, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether any row is hidden."""
        return not all(row.open for row in self.rows)


def read_unreached(
    results: Sequence[AnalysisResult], corridors: ReachTable | None, threshold: int
) -> UnreachedTable | None:
    """Return the unreached enterprises by corridor, or None where there is no such result.

    What the table of reach by corridor hides is hidden here; without that table, small numbers are.
    """
    result = next(
        (r for r in results if r.analysis == "unreached" and r.parameters["by"] == "corridor"), None
    )
    if result is None:
        return None
    if "unreached" not in result.totals:
        return UnreachedTable((), None)
    numbers = {
        finding.subjects[0].key: int(finding.evidence.counts["unreached"]) for finding in result.findings
    }
    subjects = {finding.subjects[0].key: finding.subjects[0] for finding in result.findings}
    if corridors:
        subjects = {row.subject.key: row.subject for row in corridors.rows} | subjects
        shown = {row.subject.key: row.shown for row in corridors.rows}
    else:
        tree: dict[Hashable, Cell] = {"total": Cell(sum(numbers.values()), 0)}
        tree |= {("row", key): Cell(number, 0, "total") for key, number in numbers.items()}
        decided = suppress(tree, threshold)
        shown = {key: decided["row", key] for key in numbers}
    rows = [
        UnreachedRow(subject, numbers.get(key, 0), shown.get(key, Shown.OPEN))
        for key, subject in subjects.items()
    ]
    rows.sort(key=lambda row: (not row.open, -row.number if row.open else 0))
    return UnreachedTable(tuple(rows), sum(numbers.values()))

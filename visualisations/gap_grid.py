"""A grid of themes by corridors that says in each cell what a test came to, and its page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ecograph.findings import AnalysisResult, Finding, Subject
from visualisations import gap_wording as said
from visualisations.edition import Edition
from visualisations.page import render_page
from visualisations.reach_table import Row
from visualisations.theme_grid import ThemeGrid, read_grid

LISTED = 10
SHORTFALLS = ("below", "no_program")
"""The verdicts that say that something is missing."""
Place = tuple[str, str]


@dataclass(frozen=True)
class GapGrid:
    """Rates by theme and corridor, small cells hidden, and the finding of each cell.

    `unaddressed` are themes that nothing on record addresses.
    """

    grid: ThemeGrid
    findings: Mapping[Place, Finding]
    unaddressed: tuple[Subject, ...]

    def verdict(self, theme: Subject, row: Row) -> str:
        """Return what the test of a cell came to; nothing where its numbers are hidden."""
        found = self.findings.get((theme.key, row.subject.key))
        return found.verdict if found and row.open else ""

    def href(self, theme: Subject, row: Row, edition: Edition) -> str:
        """Return where the finding of a cell is explained; nothing where its numbers are hidden."""
        found = self.findings.get((theme.key, row.subject.key))
        return edition.finding(found.id) if found and row.open else ""

    @property
    def largest(self) -> tuple[Finding, ...]:
        """The findings of something missing, the most first, of those cells that are shown."""
        shown = {
            (theme.key, row.subject.key) for theme, cells, _ in self.grid.rows for row in cells if row.open
        }
        found = [
            finding
            for place, finding in self.findings.items()
            if place in shown and finding.verdict in SHORTFALLS and (finding.effect or 0) > 0
        ]
        return tuple(sorted(found, key=lambda each: (-(each.effect or 0), each.id))[:LISTED])


def read_gap_grid(result: AnalysisResult, threshold: int) -> GapGrid:
    """Return the grid of a result of reach gaps by theme and corridor.

    Raises
    ------
    AnalysisError
        When its cells contradict each other.
    """
    cells = [finding for finding in result.findings if len(finding.subjects) > 1]
    ordered = sorted(cells, key=_in_order)
    counted = replace(result, findings=tuple(map(with_reached, ordered)))
    return GapGrid(
        read_grid(counted, None, threshold),
        {(finding.subjects[0].key, finding.subjects[-1].key): finding for finding in cells},
        tuple(finding.subjects[0] for finding in result.findings if len(finding.subjects) == 1),
    )


def render_heatmap(edition: Edition, grid: GapGrid) -> str:
    """Return the grid as one HTML page in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    return render_page(
        "heatmap.html.j2",
        ("report.css", "gaps.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        gaps=grid,
        shortfalls=SHORTFALLS,
    )


def with_reached(finding: Finding) -> Finding:
    """Return a finding of a gap whose counts say how many were reached, where that is known."""
    if finding.observed is None or "reached" in finding.evidence.counts:
        return finding
    counts = {**finding.evidence.counts, "reached": finding.observed}
    return replace(finding, evidence=replace(finding.evidence, counts=counts))


def _in_order(finding: Finding) -> tuple[str, bool, bool, str]:
    """Return what cells are sorted by: theme, then corridors by key, outside and unknown last."""
    theme, place = finding.subjects[0].key, finding.subjects[-1].key
    return theme, place == "", place.startswith("*"), place

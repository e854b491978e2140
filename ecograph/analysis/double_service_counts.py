"""Enterprises with double service by agency and service, as they may be published."""

from collections.abc import Iterable, Mapping

from ecograph.analysis.double_service_wording import CONFIRMED
from ecograph.findings import Finding

Cell = tuple[str, str]
"""An agency and a service, by key."""


def count_enterprises(findings: Iterable[Finding]) -> dict[Cell, int]:
    """Return how many enterprises have a confirmed case with each agency and service; cells of none are
    not there. An enterprise counts once in a cell, and in each cell that it has a case in.
    """
    found: dict[Cell, set[str]] = {}
    for finding in findings:
        if finding.verdict != CONFIRMED:
            continue
        keys = {subject.kind: subject.key for subject in reversed(finding.subjects)}
        at = finding.evidence.columns.index("agency")
        for row in finding.evidence.rows:
            for agency in filter(None, str(row[at]).split(" · ")):
                found.setdefault((agency, keys["Service"]), set()).add(keys["SME"])
    return {cell: len(enterprises) for cell, enterprises in sorted(found.items())}


def protect_counts(counts: Mapping[Cell, int], smallest: int) -> tuple[dict[Cell, int | None], int | None]:
    """Return counts of which the small ones, and others to cover them, are None, and their sum.

    A reader knows the sum, and that a hidden count is 1 at the least: what a small count could be at
    the most is the sum of hidden ones less 1 for each other. The smallest open counts are hidden until
    that is `smallest` or more; where nothing is left to hide, the sum is None, too. No other sums may
    be published beside this.

    Examples
    --------
    >>> protect_counts({("A", "s"): 2, ("B", "s"): 9, ("C", "s"): 30}, 5)
    ({('A', 's'): None, ('B', 's'): None, ('C', 's'): 30}, 41)
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < smallest}
    rest = sorted((cell for cell in counts if cell not in hidden), key=lambda cell: (counts[cell], cell))
    while hidden and rest and sum(counts[cell] for cell in hidden) - len(hidden) + 1 < smallest:
        hidden.add(rest.pop(0))
    bare = bool(hidden) and sum(counts[cell] for cell in hidden) - len(hidden) + 1 < smallest
    if len(hidden) == 1 and rest:
        hidden.add(rest.pop(0))
    total = None if bare or len(hidden) == 1 else sum(counts.values())
    return {cell: None if cell in hidden else count for cell, count in counts.items()}, total

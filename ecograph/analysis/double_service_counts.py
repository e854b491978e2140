"""Enterprises with double service by agency and service, as they may be published."""

from collections.abc import Iterable, Mapping

from ecograph.analysis.double_service_wording import CONFIRMED
from ecograph.findings import Finding

Cell = tuple[str, str]
"""An agency and a service, by key."""


def count_enterprises(findings: Iterable[Finding], grade: str = CONFIRMED) -> dict[Cell, int]:
    """Return how many enterprises have a case of a grade with each agency and service; cells of none are
    not there. An enterprise counts once in a cell, and in each cell that it has a case in.
    """
    found: dict[Cell, set[str]] = {}
    for finding in findings:
        if finding.verdict != grade:
            continue
        keys = {subject.kind: subject.key for subject in reversed(finding.subjects)}
        at = finding.evidence.columns.index("agency")
        for row in finding.evidence.rows:
            for agency in filter(None, str(row[at]).split(" · ")):
                found.setdefault((agency, keys["Service"]), set()).add(keys["SME"])
    return {cell: len(enterprises) for cell, enterprises in sorted(found.items())}


def protect_counts(counts: Mapping[Cell, int], smallest: int) -> tuple[dict[Cell, int | None], int | None]:
    """Return counts of which the small ones, and others to cover them, are None, and their sum.

    A case has two agencies, so that where a service has two, the count of the one is that of the other:
    the counts of a service are hidden together. A reader knows the sum, and that a hidden count is 1 at
    the least. The services with the fewest are hidden, too, until each hidden count could be `smallest` or
    more although all of its service are alike; where nothing is left to hide, the sum is None, too. No
    other sums may be published beside this.

    Examples
    --------
    >>> protect_counts({("A", "s"): 2, ("B", "s"): 2, ("C", "t"): 9, ("C", "u"): 30}, 5)
    ({('A', 's'): None, ('B', 's'): None, ('C', 't'): None, ('C', 'u'): 30}, 43)
    """
    services: dict[str, list[int]] = {}
    for (_, service), count in counts.items():
        services.setdefault(service, []).append(count)
    hidden = {service for service, found in services.items() if any(0 < each < smallest for each in found)}
    rest = sorted(services.keys() - hidden, key=lambda service: (sum(services[service]), service))
    while hidden and rest and _could_be(services, hidden) < smallest:
        hidden.add(rest.pop(0))
    bare = bool(hidden) and _could_be(services, hidden) < smallest
    shown = {cell: None if cell[1] in hidden else count for cell, count in counts.items()}
    return shown, None if bare else sum(counts.values())


def _could_be(services: Mapping[str, list[int]], hidden: set[str]) -> float:
    """Return what the hidden counts of a service could be at the most, of the service that this is least for.

    One service alone is told by the sum: it could be nothing else.
    """
    if len(hidden) == 1:
        return 0
    together = sum(sum(services[service]) for service in hidden)
    cells = sum(len(services[service]) for service in hidden)
    return min((together - cells + len(services[service])) / len(services[service]) for service in hidden)

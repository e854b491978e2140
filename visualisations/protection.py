"""What is shown of the findings of a result: no small group, nor what would give one away."""

from collections.abc import Hashable, Sequence

from ecograph.findings import AnalysisResult, Finding
from visualisations.suppression import Cell, Shown, suppress

OF_ENTERPRISES = frozenset(
    {
        "asking",
        "met",
        "unmet",
        "not_in_reach",
        "not_taken",
        "place_unknown",
        "enterprise_unknown",
        "unknown",
        "enterprises",
        "yes",
        "no",
        "neither",
        "enterprise_industry",
        "enterprise_place",
        "enterprise_size",
        "fund_place",
        "clients",
        "sole",
        "unreached",
        "shared",
        "nothing",
        "asks",
        "plan",
        "plan_unknown",
        "refused",
        "applied",
        "guarantee",
        "loan",
        "lent",
        "reverse",
        "clients_first",
        "clients_second",
        "same_service_same_period",
        "possibly_same_service",
        "with_dates",
        "first_earlier",
        "second_earlier",
        "gain",
        "taken",
        "affected",
        "gain_first",
        "gain_second",
        "added",
        "alone",
        "together",
        "makers",
        "without_supplier",
        "large",
        "mentored",
    }
)
"""Counts of enterprises in findings that are no cells of a table of reach; all others are of institutions."""
OF_THEM = "SMEs"
"""The unit of findings whose number itself counts enterprises."""


def protect(result: AnalysisResult, threshold: int) -> dict[str, Shown]:
    """Return what is shown of findings, by their id.

    The cells of a theme lie inside what they have in common, a dimension after the other as their
    subjects are named, and all inside their total, which counts as shown.
    """
    cells: dict[Hashable, Cell] = {}
    inside: dict[Hashable, tuple[int, int, Hashable]] = {}
    for finding in result.findings:
        eligible, reached = _numbers(finding)
        if eligible is None:
            continue
        about = [(subject.kind, subject.key) for subject in finding.subjects]
        themes = tuple(subject for subject in about if subject[0] == "Theme")
        rest = tuple(subject for subject in about if subject[0] != "Theme")
        around: Hashable = None
        for length in range(len(rest)):
            group = ("group", themes, rest[:length])
            so_far = inside.get(group, (0, 0, around))
            inside[group] = (so_far[0] + eligible, so_far[1] + reached, around)
            around = group
        cells[finding.id] = Cell(eligible, reached, around)
    cells |= {group: Cell(*numbers) for group, numbers in inside.items()}
    shown = suppress(cells, threshold)
    others = [finding for finding in result.findings if finding.id not in cells]
    apart = _protect_others(others, threshold)
    return {
        finding.id: shown.get(finding.id, apart.get(finding.id, Shown.OPEN)) for finding in result.findings
    }


def _protect_others(findings: Sequence[Finding], threshold: int) -> dict[str, Shown]:
    """Return what is shown of findings that are no cells of reach: none with a small count of enterprises.

    Counts of one finding add up to each other, and so it is hidden as a whole. Where one alone is
    hidden of those about the same first subject, the next in size is hidden with it, for a total of
    them may be known.
    """
    found: dict[str, Shown] = {}
    groups: dict[Hashable, list[tuple[float, Finding]]] = {}
    for finding in findings:
        counts = [value for name, value in finding.evidence.counts.items() if name in OF_ENTERPRISES]
        if counts and finding.unit == OF_THEM:
            counts.append(finding.observed or 0)
        if not counts:
            continue
        if any(0 < round(value) < threshold for value in counts):
            found[finding.id] = Shown.SMALL
        first = finding.subjects[0] if len(finding.subjects) > 1 else None
        groups.setdefault((finding.kind, first), []).append((max(counts), finding))
    for group in groups.values():
        hidden = [finding for _, finding in group if finding.id in found]
        rest = [(size, finding.id) for size, finding in group if finding.id not in found and size > 0]
        if len(hidden) == 1 and rest:
            found[min(rest)[1]] = Shown.COVER
    return found


def _numbers(finding: Finding) -> tuple[int | None, int]:
    """Return how many are eligible (None where that is not said) and reached."""
    counts = finding.evidence.counts
    eligible = counts.get("eligible")
    if eligible is None:
        return None, 0
    reached = counts.get("reached", finding.observed) or 0
    return round(eligible), min(round(reached), round(eligible))

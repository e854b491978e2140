"""What is shown of the findings of a result: no small group, nor what would give one away."""

from collections.abc import Hashable

from ecograph.findings import AnalysisResult, Finding
from visualisations.suppression import Cell, Shown, suppress


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
    return {finding.id: shown.get(finding.id, Shown.OPEN) for finding in result.findings}


def _numbers(finding: Finding) -> tuple[int | None, int]:
    """Return how many are eligible (None where that is not said) and reached."""
    counts = finding.evidence.counts
    eligible = counts.get("eligible")
    if eligible is None:
        return None, 0
    reached = counts.get("reached", finding.observed) or 0
    return round(eligible), min(round(reached), round(eligible))

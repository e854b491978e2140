"""What is shown of a comparison: no small group on either side, and no small difference of the two."""

from collections.abc import Hashable, Iterable, Sequence

from ecograph.analysis.whatif.result import Measure, Turn, WhatIf
from ecograph.findings import Finding, Subject
from visualisations.protection import OF_ENTERPRISES, protect
from visualisations.suppression import Cell, Shown, suppress

ENTERPRISES = "SMEs"
Subjects = tuple[tuple[str, str], ...]


def protect_measures(found: WhatIf, threshold: int) -> list[Shown]:
    """Return what is shown of each measure.

    Measures of the same subjects are one cell, as small as the smallest of their numbers and of their
    differences, for one follows from another. A cell is hidden too where either side hides it by itself.
    Cells about the same first subject are covered together, as parts of a total that is known.
    """
    hidden = _hidden(found, threshold)
    cells: dict[Hashable, Cell] = {}
    for subjects, numbers in _by_subjects(found.measures).items():
        small = subjects in hidden or any(0 < value < threshold for value in numbers)
        around = ("around", subjects[0] if len(subjects) > 1 else (subjects[0][0],)) if subjects else None
        cells[subjects] = Cell(1 if small else max(numbers, default=0), 0, around)
        if around is not None:
            inside = cells.get(around, Cell(0, 0))
            cells[around] = Cell(inside.eligible + cells[subjects].eligible, 0)
    shown = suppress(cells, threshold)
    return [
        shown.get(_subjects(measure.subjects), Shown.OPEN) if measure.unit == ENTERPRISES else Shown.OPEN
        for measure in found.measures
    ]


def protect_turns(found: WhatIf, threshold: int) -> list[Shown]:
    """Return what is shown of each finding that comes, goes or differs.

    Hidden is what either side hides by itself, and what differs by a small number of enterprises; where
    that is one alone of its kind, the next in size is hidden with it.
    """
    hidden = _hidden(found, threshold)
    shown = [
        Shown.SMALL
        if _subjects(turn.finding.subjects) in hidden
        or any(0 < value < threshold for value in (*_counts(turn), *_differences(turn)))
        else Shown.OPEN
        for turn in found.turns
    ]
    kinds: dict[str, list[int]] = {}
    for at, turn in enumerate(found.turns):
        kinds.setdefault(turn.finding.kind, []).append(at)
    for places in kinds.values():
        rest = [
            (max(_counts(found.turns[at])), at)
            for at in places
            if shown[at] is Shown.OPEN and any(_counts(found.turns[at]))
        ]
        if sum(shown[at] is not Shown.OPEN for at in places) == 1 and rest:
            shown[min(rest)[1]] = Shown.COVER
    return shown


def _hidden(found: WhatIf, threshold: int) -> set[Subjects]:
    """Return the subjects of findings that either side hides by itself."""
    return {
        _subjects(finding.subjects)
        for sides in found.sides.values()
        for side in sides
        for finding, shown in zip(
            side.findings, _in_order(side.findings, protect(side, threshold)), strict=True
        )
        if shown is not Shown.OPEN
    }


def _in_order(findings: Sequence[Finding], shown: dict[str, Shown]) -> list[Shown]:
    return [shown[finding.id] for finding in findings]


def _subjects(subjects: Sequence[Subject]) -> Subjects:
    return tuple((one.kind, one.key) for one in subjects)


def _by_subjects(measures: Iterable[Measure]) -> dict[Subjects, list[int]]:
    """Return the numbers of enterprises, and their differences, by what they are about."""
    found: dict[Subjects, list[int]] = {}
    for measure in measures:
        if measure.unit == ENTERPRISES:
            numbers = (measure.before, measure.after, measure.change)
            known = [abs(round(value)) for value in numbers if value is not None]
            found.setdefault(_subjects(measure.subjects), []).extend(known)
    return found


def _counts(turn: Turn) -> list[int]:
    """Return the numbers of enterprises of a finding on either side."""
    return [
        round(value)
        for side in (turn.before, turn.after)
        if side is not None
        for name, value in side.evidence.counts.items()
        if name in OF_ENTERPRISES or name in ("eligible", "reached")
    ]


def _differences(turn: Turn) -> list[int]:
    """Return by how many enterprises the two sides differ."""
    if turn.before is None or turn.after is None:
        return []
    was, now = turn.before.evidence.counts, turn.after.evidence.counts
    names = {
        name for name in was.keys() & now.keys() if name in OF_ENTERPRISES or name in ("eligible", "reached")
    }
    return [abs(round(now[name] - was[name])) for name in sorted(names)]

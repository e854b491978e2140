"""The numbers that are put side by side, and what they are called."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.question import asked_themes
from ecograph.analysis.support import on_record, reporting
from ecograph.analysis.whatif import wording as said
from ecograph.analysis.whatif.potential import count_potential
from ecograph.analysis.whatif.result import Measure
from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.graph import Ecosystem

Sides = tuple[AnalysisResult, AnalysisResult]
OF_FINDINGS: Mapping[str, tuple[str, ...]] = {
    "reach-gap": ("eligible", "reached"),
    "unreached": ("unreached",),
    "sole-agency": ("sole",),
    "broker": ("pairs", "partners"),
}
"""Numbers of findings that are measures, by the kind of the finding; where it is missing, so are they."""
ABSENT_IS_NONE = ("unreached", "sole-agency", "broker")
"""Kinds of which only what is above 0 is a finding: what is not there counts 0."""


def measure_totals(analysis: str, sides: Sides) -> Iterator[Measure]:
    """Yield the totals of an analysis before and after."""
    for (of, name), (label, unit) in said.TOTALS.items():
        if of == analysis and any(name in side.totals for side in sides):
            before, after = (side.totals.get(name) for side in sides)
            yield Measure(f"{analysis}.{name}", label, unit, (), before, after)


def measure_findings(sides: Sides) -> Iterator[Measure]:
    """Yield the numbers of single findings before and after."""
    was, now = ({finding.id: finding for finding in side.findings} for side in sides)
    for id in dict.fromkeys((*was, *now)):
        finding = now.get(id) or was[id]
        for name in OF_FINDINGS.get(finding.kind, ()):
            label, unit = said.NUMBERS[finding.kind, name]
            before, after = (_number(side.get(id), finding.kind, name) for side in (was, now))
            yield Measure(f"{finding.kind}.{name}", label, unit, finding.subjects, before, after)


def _number(finding: Finding | None, kind: str, name: str) -> float | None:
    if finding is None:
        return 0.0 if kind in ABSENT_IS_NONE else None
    value = finding.evidence.counts.get(name)
    return None if value is None else float(value)


def measure_potential(
    before: Ecosystem, after: Ecosystem, by: str, scheme: str, year: int | None
) -> Iterator[Measure]:
    """Yield, by theme and place, who could be reached by a program or fund that is there, and was not."""
    counts = [dict(_potential(ecosystem, by, scheme, year)) for ecosystem in (before, after)]
    label, unit = said.POTENTIAL
    for subjects in dict.fromkeys((*counts[0], *counts[1])):
        yield Measure(
            "potential.enterprises", label, unit, subjects, counts[0].get(subjects), counts[1].get(subjects)
        )


def _potential(
    ecosystem: Ecosystem, by: str, scheme: str, year: int | None
) -> Iterator[tuple[tuple[Subject, Subject], float | None]]:
    """Yield the potential of each theme in each place; None where no support of the theme is on record."""
    place, reporters = find_place(ecosystem, by, scheme), reporting(ecosystem, year)
    themes = [found for found in asked_themes(ecosystem, "", apart=True) if found.key]
    found = count_potential(ecosystem, place, themes, year)
    for row, theme in enumerate(themes):
        known: Any = on_record(ecosystem, theme, year, reporters)
        subject = Subject("Theme", theme.key, ecosystem.name("Theme", theme.key))
        for at, where in enumerate(place.subjects):
            yield (subject, where), float(found[row, at]) if known else None

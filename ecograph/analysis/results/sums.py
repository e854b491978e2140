"""Sums of targets and results: within one indicator, unit and year, and no part of a program twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecograph.analysis.results.measurements import EVALUATED, REPORTED, Measurement, Named
from ecograph.analysis.results.units import adds_up

FIELDS = ("target", "expected", REPORTED, EVALUATED, "result")


@dataclass(frozen=True, slots=True)
class Sum:
    """What measurements of one indicator, unit and year come to.

    Attributes
    ----------
    figures
        By `target`, `expected`, `reported`, `evaluated`, `result` the sum of what is known; None where
        nothing is.
    known
        How many figures each is the sum of; what is part of a program that has the figure is in it.
    rows
        How many measurements there are, with parts.
    marked
        Whether a result in the sum is only reported.
    """

    indicator: Named
    unit: str
    year: int | None
    figures: dict[str, float | None]
    known: dict[str, int]
    rows: int
    marked: bool


def add_up(measurements: Sequence[Measurement]) -> list[Sum]:
    """Return the sums of measurements whose unit adds up, by year, indicator and unit."""
    groups: dict[tuple[int, str, str], list[Measurement]] = {}
    for one in measurements:
        if one.indicator and adds_up(one.unit):
            groups.setdefault((one.year or 0, one.indicator[0], one.unit), []).append(one)
    return [_sum(group) for _, group in sorted(groups.items())]


def _sum(group: Sequence[Measurement]) -> Sum:
    figures: dict[str, float | None] = {}
    known: dict[str, int] = {}
    marked = False
    for name in FIELDS:
        there = [one for one in group if getattr(one, name) is not None]
        programs = {one.program for one in there}
        outermost = [one for one in there if not one.wholes & programs]
        known[name] = len(outermost)
        figures[name] = sum(getattr(one, name) for one in outermost) if outermost else None
        if name == "result":
            marked = any(one.basis == REPORTED for one in outermost)
    first = group[0]
    if first.indicator is None:
        raise AssertionError
    return Sum(first.indicator, first.unit, first.year, figures, known, len(group), marked)

"""Two results of one analysis laid beside each other: what is new, closed, persisting, and not comparable.

A finding is the same when it is of the same kind, about the same subjects, in the same scheme, and in
the same period unless years are compared. It is *open* where its verdict says that there is
something; a finding that was put to the test and came out well is settled, and what could not be said is
neither. Only what was open, or settled or absent from a whole list, on both sides can be new or closed.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ecograph.analysis.change import wording as said
from ecograph.analysis.change.comparison import Change, Comparison, Status
from ecograph.analysis.change.moment import Moment
from ecograph.analysis.change.obstacles import Obstacles, remarks_on
from ecograph.analysis.change.succession import Succession
from ecograph.analysis.overlaps.telling import KIND as OVERLAP
from ecograph.analysis.overlaps.two_names import TWO_NAMES
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding, differences
from ecograph.model import Text

SETTLED = frozenset({"not_below", "nobody", "high", "no_pattern", "clustered"})
"""Verdicts of findings that say that there is no gap."""
UNSAID = frozenset({"cannot_say", "not_reported", "nowhere", "participants", "untested", "unknown"})
"""Verdicts of findings that say that it is not known."""
OF_THE_LIST = frozenset({"most", "alike", "same", "confirm"})
"""Parameters that say how much was listed, not what was asked."""
BESIDE = frozenset({"confirm"})
"""Parameters of checks that stand beside findings; unasked, they go by the size of the network."""
SYMMETRIC = frozenset({OVERLAP, TWO_NAMES})
"""Kinds of findings about two of which neither comes first."""


def compare_results(
    before: AnalysisResult,
    after: AnalysisResult,
    moments: tuple[Moment, Moment] | None = None,
    labels: tuple[Text, Text] | None = None,
) -> Comparison:
    """Return what became of the findings of one result in another, the greatest effect of a status first.

    Parameters
    ----------
    moments
        What both sides have on record; without them, who reported and what was in force is not looked at.
    labels
        What both sides are called; by default their years, or else their versions.

    Raises
    ------
    AnalysisError
        When the results answer different questions.
    """
    years = tuple(result.parameters.get("year") for result in (before, after))
    across = years[0] != years[1]
    _check(before, after)
    succession = Succession.between(*moments) if moments and across else Succession()
    obstacles = Obstacles.of(before, after, moments, succession)
    changes: list[Change] = []
    for one, other in _pairs(before, after, succession, across=across):
        changes += _change(one, other, (before, after), obstacles, succession)
    order = {status: place for place, status in enumerate(Status)}
    changes.sort(
        key=lambda each: (
            order[each.status],
            not each.differences,
            -(each.finding.effect or 0.0),
            each.finding.id,
        )
    )
    names = labels or (_label(before), _label(after))
    remarks = remarks_on(before, after, moments, across=across)
    return Comparison(after.analysis, before, after, names, tuple(changes), tuple(remarks))


def _check(before: AnalysisResult, after: AnalysisResult) -> None:
    if before.analysis != after.analysis:
        raise AnalysisError(
            f"{before.analysis} and {after.analysis} are different analyses.", "Compare results of one."
        )
    ignored = {*OF_THE_LIST, *BESIDE, "year"}
    names = sorted({*before.parameters, *after.parameters} - ignored)
    for name in names:
        one, other = (_plain(result.parameters.get(name)) for result in (before, after))
        if one != other:
            raise AnalysisError(
                f"The results answer different questions: {name} is {one!r} in one, {other!r} in the other.",
                "Ask both alike, but for the year.",
            )


def _plain(value: object) -> object:
    """Return a parameter as JSON gives it back; what is not given is as good as empty."""
    if value in (None, ""):
        return None
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _label(result: AnalysisResult) -> Text:
    year = result.parameters.get("year")
    if year is None:
        return said.IN_VERSION.format(version=result.store_version)
    return said.IN_YEAR.format(year=year)


def _pairs(
    before: AnalysisResult, after: AnalysisResult, succession: Succession, *, across: bool
) -> Iterator[tuple[Finding | None, Finding | None]]:
    """Yield the findings of both sides that are the same; several of them in the order of their periods."""
    groups: dict[tuple[Any, ...], tuple[list[Finding], list[Finding]]] = {}
    for side, result in enumerate((before, after)):
        for finding in sorted(result.findings, key=lambda each: each.period):
            if not succession.keep(finding, side):
                continue
            key = _identity(finding, succession, across=across)
            groups.setdefault(key, ([], []))[side].append(finding)
    for one, other in groups.values():
        yield from zip_longest(one, other)


def _identity(finding: Finding, succession: Succession, *, across: bool) -> tuple[Any, ...]:
    subjects = [succession.identity(each) for each in finding.subjects]
    if finding.kind in SYMMETRIC:
        subjects.sort()
    return finding.kind, tuple(subjects), finding.scheme, "" if across else finding.period


def _change(
    before: Finding | None,
    after: Finding | None,
    results: tuple[AnalysisResult, AnalysisResult],
    obstacles: Obstacles,
    succession: Succession,
) -> Iterator[Change]:
    """Yield what became of a finding, unless it was open on neither side."""
    was, now = is_open(before), is_open(after)
    if not was and not now:
        return
    reasons = list(obstacles.between(before, after))
    for found, state, result, text in (
        (before, was, results[0], said.UNKNOWN_BEFORE),
        (after, now, results[1], said.UNKNOWN_AFTER),
    ):
        if found is not None and state is None:
            reasons.append(text)
        elif found is None and (cut := _cut(result)):
            reasons.append(said.CUT.format(most=cut))
    if was and now:
        assert before is not None and after is not None  # noqa: S101, PT018 - both are open
        followed = list(succession.told(before, after))
        if reasons:
            yield Change(Status.UNCLEAR, before, after, (), tuple(reasons + followed))
        else:
            yield Change(Status.PERSISTING, before, after, differences(before, after), tuple(followed))
        return
    reasons += obstacles.of_one_side(before, after, closing=bool(was))
    status = Status.UNCLEAR if reasons else Status.CLOSED if was else Status.NEW
    yield Change(status, before, after, (), (*reasons, *obstacles.ended_or_begun(before, after)))


def is_open(finding: Finding | None) -> bool | None:
    """Return whether a finding says that there is something: a gap, an overlap; None where it is not known.

    One that is not there says that there is nothing.
    """
    if finding is None:
        return False
    return None if finding.verdict in UNSAID else finding.verdict not in SETTLED


def _cut(result: AnalysisResult) -> int:
    """Return after how many findings a list was cut; 0 where it was not."""
    most = result.parameters.get("most")
    return most if isinstance(most, int) and len(result.findings) >= most else 0

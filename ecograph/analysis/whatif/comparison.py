"""What if: every measure and finding as it is, and as it would be."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ecograph.analysis.gaps import (
    find_funding_gaps,
    find_isolated,
    find_out_of_reach,
    find_plan_gaps,
    find_reach_gaps,
    find_single_points,
    find_unmet_needs,
)
from ecograph.analysis.gaps.statement import UNKNOWN, fill
from ecograph.analysis.links import find_brokers, find_data_exchange
from ecograph.analysis.overlaps import find_overlaps
from ecograph.analysis.statistics.shortfall import CANNOT_SAY, NOT_BELOW
from ecograph.analysis.unreached import find_unreached
from ecograph.analysis.whatif import wording as said
from ecograph.analysis.whatif.changes import Changed, Changes, apply_changes
from ecograph.analysis.whatif.measures import measure_findings, measure_potential, measure_totals
from ecograph.analysis.whatif.partnerships import compare_partnerships
from ecograph.analysis.whatif.result import Measure, Status, Turn, WhatIf, same
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Text

MANY = 100_000
"""As many findings as there are: a finding may not seem to go because others come before it."""
NOT_OPEN = ("", NOT_BELOW, CANNOT_SAY, UNKNOWN)
"""Verdicts that leave open whether there is anything, or say that there is not."""
Before = Callable[[str, Mapping[str, Any]], AnalysisResult]
"""Answers an analysis by its name, from what was computed before."""


@dataclass(frozen=True)
class Compared:
    """An analysis that is asked on both sides.

    Attributes
    ----------
    asked
        What it takes of place, scheme and year.
    always
        What it is asked besides.
    leave_out
        Kinds of its findings that are not compared, for they are the first of many.
    """

    find: Callable[..., AnalysisResult]
    asked: tuple[str, ...] = ()
    always: Mapping[str, Any] | None = None
    leave_out: tuple[str, ...] = ()


MOST_OVERLAPS = 1_000
ASKED_OVERLAPS = {"level": "Program", "theme": "", "scheme": "", "most": MOST_OVERLAPS}
"""As pages ask for overlaps, so that one answer serves both."""
COMPARED: Mapping[str, Compared] = {
    "reach-gaps": Compared(find_reach_gaps, ("by", "scheme", "year")),
    "unreached": Compared(find_unreached, ("by", "scheme"), leave_out=("unreached",)),
    "unmet-needs": Compared(find_unmet_needs, ("by", "scheme", "year")),
    "out-of-reach": Compared(find_out_of_reach, ("by", "scheme", "year")),
    "plan-gaps": Compared(find_plan_gaps, ("scheme", "year")),
    "funding-gaps": Compared(find_funding_gaps, ("by", "scheme", "year")),
    "single-points": Compared(find_single_points, ("by", "scheme"), leave_out=("sole-support",)),
    "isolated": Compared(find_isolated),
    "overlaps": Compared(find_overlaps, ("year",), ASKED_OVERLAPS),
    "brokers": Compared(find_brokers, always={"most": MANY}),
    "data-exchange": Compared(find_data_exchange, leave_out=("data-exchange",)),
}
"""The analyses that are compared, by their names, in the order in which they are told."""
PARTNERSHIPS, POTENTIAL = "missing-partnerships", "potential"
PARTS = (POTENTIAL, *COMPARED, PARTNERSHIPS)
"""All that can be compared."""


def find_what_if(
    ecosystem: Ecosystem,
    changes: Changes,
    *,
    by: Literal["corridor", "area", "region"] = "corridor",
    scheme: str = "economic",
    year: int | None = None,
    parts: Sequence[str] = PARTS,
    before: Before | None = None,
    watch: Callable[[], None] = lambda: None,
) -> WhatIf:
    """Return every measure and finding before and after some changes, on a copy in memory.

    A finding is *closed* where it is there before and not after, *new* the other way round, and
    *changed* where its verdict, cause or numbers are not the same; one about something that is removed is
    *gone*. A cell that is tested and not below what it should be, or of which nothing can be said, is no
    finding here. The cost is that of the analyses, twice; overlaps are not computed again where no client
    and neither of any pair changes.

    Parameters
    ----------
    by, scheme, year
        As the analyses are asked.
    parts
        Which of `PARTS` to compare.
    before
        Gives answers for the ecosystem as it is that were computed already.
    watch
        Called before each analysis; may raise to end the comparison.

    Raises
    ------
    AnalysisError
        When a change or a part cannot be.
    """
    started = time.perf_counter()
    strangers = [part for part in parts if part not in PARTS]
    if strangers or not parts:
        raise AnalysisError(
            f"{(strangers or [''])[0]!r} cannot be compared.", f"There are: {', '.join(PARTS)}."
        )
    changed = apply_changes(ecosystem, changes)
    asked = {"by": by, "scheme": scheme, "year": year}
    measures: list[Measure] = []
    turns: list[Turn] = []
    untested: list[Text] = []
    results: dict[str, tuple[AnalysisResult, AnalysisResult]] = {}
    if POTENTIAL in parts:
        watch()
        measures += _potential(ecosystem, changed, asked, untested)
    for name, compared in COMPARED.items():
        if name not in parts:
            continue
        watch()
        try:
            results[name] = sides = _both(ecosystem, changed, name, compared, asked, before)
        except AnalysisError as error:
            untested.append(_cannot(name, error))
            continue
        measures += [*measure_totals(name, sides), *measure_findings(sides)]
        turns += _turns(name, sides, compared.leave_out, changed)
        if name == "overlaps" and any(len(side.findings) >= MOST_OVERLAPS for side in sides):
            untested.append(said.FIRST_OVERLAPS)
    if PARTNERSHIPS in parts:
        watch()
        found, pairs, left = compare_partnerships(ecosystem, changed.ecosystem)
        measures += found
        turns += pairs
        untested += [left] if left else []
    return WhatIf(
        changes.title,
        changed.sentences,
        changed.assumptions,
        tuple(measures),
        tuple(turns),
        tuple(dict.fromkeys(untested)),
        {**asked, "parts": list(parts), "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        time.perf_counter() - started,
        results,
    )


def _potential(
    ecosystem: Ecosystem, changed: Changed, asked: Mapping[str, Any], untested: list[Text]
) -> list[Measure]:
    try:
        return list(measure_potential(ecosystem, changed.ecosystem, **asked))
    except AnalysisError as error:
        untested.append(_cannot(POTENTIAL, error))
        return []


def _cannot(part: str, error: AnalysisError) -> Text:
    return fill(said.CANNOT, part=said.PARTS[part], why=error.message)


def _both(
    ecosystem: Ecosystem,
    changed: Changed,
    name: str,
    compared: Compared,
    asked: Mapping[str, Any],
    before: Before | None,
) -> tuple[AnalysisResult, AnalysisResult]:
    """Return the answers of an analysis before and after."""
    parameters = {key: asked[key] for key in compared.asked} | dict(compared.always or {})
    if name == "reach-gaps":
        parameters["by"] = ["theme", asked["by"]]
    was = before(name, parameters) if before else compared.find(ecosystem, **parameters)
    if name == "overlaps" and _keeps_overlaps(ecosystem, changed, was):
        return was, was
    return was, compared.find(changed.ecosystem, **parameters)


def _keeps_overlaps(ecosystem: Ecosystem, changed: Changed, was: AnalysisResult) -> bool:
    """Whether overlaps are the same: nobody's clients change, and no pair is touched."""
    now, then = changed.ecosystem.smes.links, ecosystem.smes.links
    same_clients = all(now[kind].indices is then[kind].indices for kind in then)
    pairs = {(one.kind, one.key) for finding in was.findings for one in finding.subjects}
    return same_clients and not pairs & changed.touched


def _turns(
    name: str, sides: tuple[AnalysisResult, AnalysisResult], leave_out: Sequence[str], changed: Changed
) -> Iterator[Turn]:
    """Yield the findings that come, go or differ, in the order that the analysis gives them after."""
    was, now = (
        {finding.id: finding for finding in side.findings if finding.kind not in leave_out} for side in sides
    )
    for id in dict.fromkeys((*now, *was)):
        status = compare_findings(was.get(id), now.get(id), changed.ecosystem)
        if status:
            yield Turn(name, status, was.get(id), now.get(id))


def compare_findings(before: Finding | None, after: Finding | None, then: Ecosystem) -> Status | None:
    """Return what became of a finding; None where nothing did, or there is nothing on either side."""
    was, now = is_open(before), is_open(after)
    if was != now:
        return Status.NEW if now else end_of(before, then)
    if not now or before is None or after is None:
        return None
    alike = (before.verdict, before.cause) == (after.verdict, after.cause) and all(
        same(getattr(before, number), getattr(after, number)) for number in ("observed", "effect")
    )
    return None if alike else Status.CHANGED


def end_of(finding: Finding | None, then: Ecosystem) -> Status:
    """Return how a finding ended that is not there any more in the ecosystem as it would be."""
    subjects = finding.subjects if finding else ()
    gone = any(one.key[:1] not in ("", "*") and not _is_there(then, one) for one in subjects)
    return Status.GONE if gone else Status.CLOSED


def _is_there(ecosystem: Ecosystem, subject: Subject) -> bool:
    return (subject.kind, subject.key) in ecosystem.institutions


def is_open(finding: Finding | None) -> bool:
    """Whether there is a finding that says that something is there or missing."""
    return finding is not None and finding.verdict not in NOT_OPEN

"""Partnerships before and after: pairs that are joined now, or have come to have something in common."""

from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.links.missing_partnerships import (
    ANALYSIS,
    METHOD,
    Candidate,
    Prospects,
    find_prospects,
    tell_candidate,
)
from ecograph.analysis.links.partners import Couple
from ecograph.analysis.whatif import wording as said
from ecograph.analysis.whatif.result import Measure, Status, Turn
from ecograph.findings import Finding
from ecograph.graph import Ecosystem
from ecograph.model import Text

MOST = 100
"""How many pairs are told of; all are counted."""
Compared = tuple[list[Measure], list[Turn], Text | None]


def compare_partnerships(before: Ecosystem, after: Ecosystem) -> Compared:
    """Return measures of partnerships, the pairs that come, go or differ, and what was left out.

    A missing partnership is *closed* where the two are joined after, or have nothing in common any more.
    Pairs with most clients in common come first.
    """
    sides = find_prospects(before), find_prospects(after)
    was, now = ({one.agencies: one for one in side.candidates} for side in sides)
    found = {
        pair: status
        for pair in {**was, **now}
        if (status := _status(was.get(pair), now.get(pair), after)) is not None
    }
    order = sorted(found, key=lambda pair: (-_shared(was.get(pair), now.get(pair)), pair))
    turns = [
        Turn(
            ANALYSIS,
            found[pair],
            _told(before, sides[0], was.get(pair)),
            _told(after, sides[1], now.get(pair)),
        )
        for pair in order[:MOST]
    ]
    left = said.MORE_PAIRS.format(number=len(order) - MOST) if len(order) > MOST else None
    return list(_measures(sides)), turns, left


def _status(before: Candidate | None, after: Candidate | None, then: Ecosystem) -> Status | None:
    if before is None:
        return Status.NEW
    if after is None:
        gone = any(("Agency", key) not in then.institutions for key in before.agencies)
        return Status.GONE if gone else Status.CLOSED
    alike = (before.shared, before.gains) == (after.shared, after.gains)
    return None if alike else Status.CHANGED


def _shared(before: Candidate | None, after: Candidate | None) -> int:
    return max((one.shared or 0 for one in (before, after) if one), default=0)


def _told(ecosystem: Ecosystem, prospects: Prospects, candidate: Candidate | None) -> Finding | None:
    if candidate is None:
        return None
    return tell_candidate(Statement(ecosystem, METHOD), candidate, prospects)


def _measures(sides: tuple[Prospects, Prospects]) -> list[Measure]:
    couples: list[frozenset[Couple]] = [side.partners.couples for side in sides]
    numbers = {
        "partners": [float(len(pairs)) for pairs in couples],
        "candidates": [float(len(side.candidates)) for side in sides],
    }
    return [
        Measure(f"{ANALYSIS}.{name}", *said.TOTALS[ANALYSIS, name], (), before, after)
        for name, (before, after) in numbers.items()
    ]

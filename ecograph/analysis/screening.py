"""Screening: applicants for a program, by its rules first, then by how their needs fit.

The rank is a proposal: a committee decides. What is not known shuts nobody out, it is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecograph.analysis.receipts import Receipt
from ecograph.analysis.referral.offers import Facts, Offers, Rule
from ecograph.analysis.support import NO, UNDETERMINED

ITSELF = 0
"""The row of the program among its offers."""


class Result(StrEnum):
    """What screening comes to, in the order in which applicants are listed."""

    PASSED = "passed"
    WAITING = "waiting"
    TWICE = "twice"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who applies.

    Attributes
    ----------
    facts
        What is known; None where the row could not be read as an applicant.
    key
        By which two rows are seen to be of one enterprise; empty where that cannot be.
    same
        What it received of the services that the program offers.
    alike
        The same of another one that may be the same enterprise, by its name.
    supports
        How often it was supported on record; None where it is not on record.
    """

    facts: Facts | None
    key: str = ""
    same: tuple[Receipt, ...] = ()
    alike: tuple[Receipt, ...] = ()
    supports: int | None = None

    @property
    def received(self) -> tuple[Receipt, ...]:
        """The same services on record with it, or with one alike in name, that are recorded as received.

        That a program merely offers a service accuses nobody.
        """
        return tuple(one for one in (*self.same, *self.alike) if one.same and one.recorded)


@dataclass(frozen=True, slots=True)
class Screened:
    """What became of a candidate.

    Attributes
    ----------
    rank
        The place proposed, the same for those that nothing tells apart; None unless it passed.
    failed, missing
        The rules that it does not meet, and those of which it is not known.
    matched, unmatched
        Its needs that the program's services answer, and the others.
    again
        The position of an earlier candidate that is the same enterprise.
    """

    result: Result
    rank: int | None
    failed: tuple[Rule, ...]
    missing: tuple[Rule, ...]
    matched: tuple[str, ...]
    unmatched: tuple[str, ...]
    again: int | None

    @property
    def fit(self) -> float | None:
        """The part of its needs that is answered; None without any on record."""
        needs = len(self.matched) + len(self.unmatched)
        return len(self.matched) / needs if needs else None


def screen(candidates: Sequence[Candidate], offers: Offers) -> list[Screened]:
    """Return what became of each candidate for the one program of `offers`, in the order given.

    A rule that is not met decides; then the same service received, or an earlier row of the same
    enterprise; then what is not known. Those that pass are ranked by the part of their needs that
    is answered, then by how many are, then those supported least often first.
    """
    first: dict[str, int] = {}
    screened = []
    for at, candidate in enumerate(candidates):
        again = first.setdefault(candidate.key, at) if candidate.key else at
        screened.append(_judge(candidate, offers, again if again != at else None))
    ranks = _ranks(candidates, screened)
    return [
        Screened(one.result, ranks.get(at), one.failed, one.missing, one.matched, one.unmatched, one.again)
        for at, one in enumerate(screened)
    ]


def listing_order(screened: Sequence[Screened]) -> list[int]:
    """Return positions as they are to be listed: by result, then by rank, then as they came."""
    place = {result: at for at, result in enumerate(Result)}
    return sorted(
        range(len(screened)), key=lambda at: (place[screened[at].result], screened[at].rank or 0, at)
    )


def _judge(candidate: Candidate, offers: Offers, again: int | None) -> Screened:
    if candidate.facts is None:
        return Screened(Result.WAITING, None, (), (), (), (), None)
    failed, missing = judge_rules(offers, candidate.facts)
    matched, unmatched = split_needs(offers, candidate.facts.needs)
    if failed:
        result = Result.FAILED
    elif candidate.received or again is not None:
        result = Result.TWICE
    else:
        result = Result.WAITING if missing else Result.PASSED
    return Screened(result, None, failed, missing, matched, unmatched, again)


def judge_rules(offers: Offers, facts: Facts, row: int = ITSELF) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return the rules of one program that are not met, and those of which it is not known.

    What a program does not ask is neither.
    """
    answers: Mapping[Rule, int] = {
        rule: int(found[row]) for rule, found in offers.answer(facts).items() if _is_asked(offers, rule, row)
    }
    return (
        tuple(rule for rule, answer in answers.items() if answer == NO),
        tuple(rule for rule, answer in answers.items() if answer == UNDETERMINED),
    )


def _is_asked(offers: Offers, rule: Rule, row: int) -> bool:
    # That large enterprises are no SMEs goes without saying.
    return rule is Rule.SIZE or bool(offers.asks[rule][row])


def split_needs(
    offers: Offers, needs: Sequence[str], row: int = ITSELF
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the needs that a program's services answer, and the others."""
    answered = offers.answers_to(row)
    return tuple(one for one in needs if one in answered), tuple(one for one in needs if one not in answered)


def _ranks(candidates: Sequence[Candidate], screened: Sequence[Screened]) -> dict[int, int]:
    passed = [at for at, one in enumerate(screened) if one.result is Result.PASSED]
    keys = {
        at: (-(screened[at].fit or 0.0), -len(screened[at].matched), candidates[at].supports or 0)
        for at in passed
    }
    first: dict[tuple[float, int, int], int] = {}
    for rank, key in enumerate(sorted(keys.values()), 1):
        first.setdefault(key, rank)
    return {at: first[key] for at, key in keys.items()}

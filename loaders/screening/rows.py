"""What is appended to each row of a list of applicants."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ecograph.analysis.grouping import OUTSIDE
from ecograph.analysis.referral.next_service import NextService
from ecograph.analysis.screening import Candidate, Result, Screened
from ecograph.graph import Ecosystem
from ecograph.graph.links import UNKNOWN
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, Language, Text
from ecograph.state.keys import is_exact
from loaders.applicant_check import CheckedApplicant, describe
from loaders.countries.thailand.text import fold
from loaders.problems import Effect, Problem
from loaders.reasons import in_thai
from loaders.screening import columns as column
from loaders.screening.facts import LOCATED, Known

LEFT_OUT = (Effect.VALUE_UNKNOWN, Effect.RECORD_NOT_MADE)
CITIZEN, NUMBER = re.compile(r"[1-8]\d{12}"), re.compile(r"[\d\s-]+")
SEPARATORS = re.compile(r"[^0-9]")
DIGITS = 13
MOST_RECEIPTS = 3
"""How many receipts are told in a sentence; all are in their column."""
Cells = Mapping[Text, str | int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of one row: None for what is not known of one that was not read."""

    checked: CheckedApplicant | None
    known: Known | None
    candidate: Candidate
    screened: Screened
    next: NextService | None
    problems: tuple[Problem, ...]
    texts: tuple[str, ...]


class Teller:
    """Puts into words what became of applicants."""

    def __init__(self, ecosystem: Ecosystem, language: Language, scheme: str) -> None:
        self._ecosystem = ecosystem
        self._language: Language = language
        self._areas = ecosystem.smes.links[LOCATED].targets
        nodes = ecosystem.institutions.nodes
        self._corridors: dict[str, list[str]] = {}
        for (_, area), corridor, _ in ecosystem.edges("Area IN_CORRIDOR Corridor"):
            if nodes[corridor].get("scheme") == scheme:
                self._corridors.setdefault(area, []).append(corridor[1])

    def tell(self, told: Told, row_of: Mapping[int, int]) -> Cells:
        """Return the cells of a row.

        Parameters
        ----------
        row_of
            The row in the file of each position among the candidates.
        """
        checked, known, screened = told.checked, told.known, told.screened
        cells: dict[Text, str | int | None] = {
            column.RESULT: self._say(column.RESULTS[screened.result]),
            column.RANK: screened.rank,
            column.REASON: self._reason(told, row_of),
            column.MATCHED_NEEDS: self.names("Need", screened.matched),
            column.OTHER_NEEDS: self.names("Need", screened.unmatched),
            column.MISSING: "; ".join(self._missing(told)),
            column.DATA_KIND: self._ecosystem.data_kind.value,
        }
        if checked is None or known is None:
            return cells
        received = [*checked.same, *(one for one in checked.alike if one.same)]
        supports = told.candidate.supports
        return cells | {
            column.SAME: "; ".join(describe(one, self._ecosystem, self._language) for one in received),
            column.TIMES: self._say(column.UNKNOWN) if supports is None else supports,
            column.SIZE: self._size(known),
            column.PLACE: self.place(known),
            column.PLAN: self._say(_answer(known.business_plan)),
            column.NEXT: self._next(told.next),
            column.FOUND_BY: self._say(column.FOUND[checked.match.by]),
            column.REPAIRED: "; ".join(self._repairs(told)),
        }

    def names(self, kind: str, keys: Iterable[str]) -> str:
        """Return the names of nodes."""
        return "; ".join(self._say(self._ecosystem.name(kind, key)) for key in keys)

    def province(self, known: Known) -> str:
        """Return the province of an applicant; `UNKNOWN` where it is not known."""
        key = self._province(known)
        return self._say(self._ecosystem.name("Area", key)) if key else self._say(column.UNKNOWN)

    def size(self, known: Known) -> str:
        """Return the size class of an applicant; `UNKNOWN` where it is not known."""
        if known.facts.size == UNKNOWN:
            return self._say(column.UNKNOWN)
        choices = MODEL.node("SME").property("size_class").choices
        return self._say(next(one.label for one in choices if one.value == SIZES[known.facts.size]))

    def place(self, known: Known) -> str:
        """Return the province of an applicant with its corridor."""
        key = self._province(known)
        if not key:
            return self.province(known)
        corridors = self.names("Corridor", sorted(self._corridors.get(key, ()))) or self._say(OUTSIDE)
        return f"{self.province(known)} / {corridors}"

    def _province(self, known: Known) -> str:
        if known.facts.area == UNKNOWN:
            return ""
        inside = self._ecosystem.ancestors("Area", self._areas[known.facts.area])
        nodes = self._ecosystem.institutions.nodes
        return min((key for key in inside if nodes["Area", key].get("level") == "province"), default="")

    def _size(self, known: Known) -> str:
        basis = f" ({self._say(known.basis)})" if known.basis else ""
        return f"{self.size(known)}{basis}"

    def _reason(self, told: Told, row_of: Mapping[int, int]) -> str:
        screened = told.screened
        if told.checked is None:
            return self._say(column.UNREAD)
        if screened.result is Result.FAILED:
            what = ", ".join(self._say(column.FAILS[rule]) for rule in screened.failed)
            failed = self._say(column.FAILED).format(what=what)
            return "; ".join([failed, *self._twice(told, row_of)])
        if screened.result is Result.TWICE:
            return "; ".join(self._twice(told, row_of))
        if screened.result is Result.WAITING:
            what = ", ".join(self._say(column.RULES[rule]) for rule in screened.missing)
            return self._say(column.WAITS).format(what=what)
        needs = len(screened.matched) + len(screened.unmatched)
        fits = self._say(column.FITS).format(matched=len(screened.matched), all=needs) if needs else ""
        return self._say(column.PASSES) + fits

    def _twice(self, told: Told, row_of: Mapping[int, int]) -> Iterable[str]:
        candidate = told.candidate
        for template, receipts in ((column.HAD, candidate.same), (column.HAD_ALIKE, candidate.alike)):
            recorded = [one for one in receipts if one.same and one.recorded][:MOST_RECEIPTS]
            if recorded:
                what = ", ".join(describe(one, self._ecosystem, self._language) for one in recorded)
                yield self._say(template).format(what=what)
        if told.screened.again is not None:
            yield self._say(column.AGAIN).format(row=row_of[told.screened.again])

    def _missing(self, told: Told) -> Iterable[str]:
        if told.checked is None:
            yield self._say(column.IDENTITY)
        yield from (self._say(column.RULES[rule]) for rule in told.screened.missing)
        for problem in told.problems:
            if problem.effect in LEFT_OUT:
                yield self._problem(problem)

    def _repairs(self, told: Told) -> Iterable[str]:
        key = told.checked.applicant.key if told.checked else ""
        for text in (text for text in told.texts if NUMBER.fullmatch(fold(text))):
            plain = SEPARATORS.sub("", fold(text))
            if is_exact(key) and key.isdigit() and text != key:
                if plain == key:
                    yield self._say(column.NUMBER_READ).format(number=key)
                elif f"0{plain}" == key and len(plain) == DIGITS - 1:
                    yield self._say(column.NUMBER_ZERO).format(number=key)
            elif not key.isdigit() and text != plain and CITIZEN.fullmatch(plain):
                yield self._say(column.PERSON_NUMBER)
        yield from (self._problem(one) for one in told.problems if one.effect is Effect.READ_ALL_THE_SAME)

    def _problem(self, problem: Problem) -> str:
        why = in_thai(problem.why) if self._language == "th" else problem.why
        return f"{' '.join(problem.column.split())}: {why}".removeprefix(": ")

    def _next(self, found: NextService | None) -> str:
        if found is None:
            return self._say(column.NONE)
        if found.member is None:
            member = self._say(column.NOBODY_NEAR)
        else:
            member = self._say(self._ecosystem.name(*found.member))
            member += "" if found.sure else self._say(column.ASK_FIRST)
        service, need = self.names("Service", [found.service]), self.names("Need", [found.need])
        return self._say(column.OFFERED_BY).format(service=service, need=need, member=member)

    def _say(self, text: Text) -> str:
        return text(self._language)


def texts_of(cells: Sequence[object]) -> tuple[str, ...]:
    """Return the cells of a row as texts, whole numbers without a fraction."""
    found = []
    for cell in cells:
        if isinstance(cell, float) and cell.is_integer():
            found.append(str(int(cell)))
        elif cell is not None:
            found.append(str(cell).strip())
    return tuple(found)


def _answer(flag: bool | None) -> Text:
    return column.UNKNOWN if flag is None else column.YES if flag else column.NO

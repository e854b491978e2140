"""Reach gaps in plain words, each with all that it can be recomputed from."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ecograph.analysis.gaps.presence import Member, Presence
from ecograph.analysis.gaps.state import NO_PROGRAM, NOT_REPORTED, NOWHERE, PARTICIPANTS, TESTED, State
from ecograph.analysis.gaps.tally import Cells, Tally, counts_of
from ecograph.analysis.gaps.wording import (
    CAUSES,
    MADE_UP,
    POPULATION_OF_AREAS,
    SENTENCES,
    SILENT,
    UNSAID,
)
from ecograph.analysis.statistics import shortfall
from ecograph.analysis.statistics.shortfall import BELOW, CANNOT_SAY, Counts, Shortfalls
from ecograph.analysis.support import UNKNOWN_STATUS, Themed
from ecograph.findings import Evidence, Finding, Method, Sensitivity, Subject
from ecograph.graph import Ecosystem
from ecograph.model import DataKind, Text

METHOD = "shortfall against the rates of other cells"
REFERENCE = "Spiegelhalter 2005; Benjamini & Hochberg 1995"
NULL = (
    "negative binomial around the rates of the other cells, by size class and industry section; "
    "over-dispersion learnt from areas"
)
KIND = "reach-gap"
NAMED = 20
"""How many programs and funds the evidence of one cell names; all are counted."""
SILENT_NAMED = 3
Row = tuple[str | float, ...]
Lines = Sequence[tuple[Text, Shortfalls | None]]


@dataclass(frozen=True)
class About:
    """What all findings of an analysis share."""

    ecosystem: Ecosystem
    presence: Presence
    cells: Cells
    period: str
    scheme: str
    industry: str
    of_areas: bool

    def cells_of(
        self, theme: Themed, at: int, state: State, tally: Tally, tests: Shortfalls, lines: Lines
    ) -> Iterator[Finding]:
        """Yield a finding for each cell of a theme (the one `at` in the tally) that has enterprises, or
        is a node.
        """
        rows = _strata(counts_of(tally, self.cells, at), self.cells, tests)
        enterprises = np.bincount(self.cells.of, tally.enterprises, len(self.cells))
        for cell, subjects in enumerate(self.cells.subjects):
            special = any(subject.key in ("", "*outside") for subject in subjects)
            if tests.total[cell] or enterprises[cell] or not special:
                counts = {"enterprises": int(enterprises[cell])}
                yield self._cell(theme, state, tests, cell, counts, rows.get(cell, ()), lines)

    def unaddressed(self, theme: Themed) -> Finding:
        """Return the finding about a theme that nothing addresses."""
        subjects = self._about(theme)
        where = _names(subjects)
        return Finding(
            kind=KIND,
            subjects=subjects,
            observed=0,
            sentence=_filled(SENTENCES["unaddressed"], where=where),
            method=Method(METHOD, shortfall.VERSION, REFERENCE),
            period=self.period,
            scheme=self.scheme,
            verdict=NO_PROGRAM,
            cause=NO_PROGRAM,
            evidence=Evidence(nodes=tuple((s.kind, s.key) for s in subjects), counts={"programs": 0}),
            data_kind=self.ecosystem.data_kind,
        )

    def _cell(
        self,
        theme: Themed,
        state: State,
        tests: Shortfalls,
        cell: int,
        counts: dict[str, int],
        rows: tuple[Row, ...],
        lines: Lines,
    ) -> Finding:
        known = str(state.state[cell])
        verdict = str(tests.verdict[cell]) if known == TESTED else known
        members = self._members(state, cell)
        tested, expects = known == TESTED, known in (TESTED, NO_PROGRAM) and tests.expected[cell] > 0
        shown = tested or known in (NO_PROGRAM, NOWHERE, PARTICIPANTS)
        count, expected = float(tests.count[cell]), float(tests.expected[cell])
        cause = _cause(verdict, state, self.cells, cell)
        subjects = (*self._about(theme), *self.cells.subjects[cell])
        numbers = {
            "k": count,
            "n": tests.total[cell],
            "e": expected,
            "s": expected - count,
            "low": max(tests.low[cell], 0.0),
            "high": max(tests.high[cell], 0.0),
            "d": tests.detectable[cell],
        }
        return Finding(
            kind=KIND,
            subjects=subjects,
            observed=count if shown else None,
            expected=expected if expects else None,
            effect=expected - count if expects else None,
            interval=(float(tests.low[cell]), float(tests.high[cell])) if tested else None,
            p=float(tests.p[cell]) if tested else None,
            q=float(tests.q[cell]) if tested else None,
            null=NULL if tested else "",
            verdict=verdict,
            cause=cause,
            sentence=_sentence(verdict, cause, _names(subjects), numbers, expects),
            method=self._method(tests),
            period=self.period,
            scheme=self.scheme,
            sensitivity=tuple(_lines(lines, tests, cell)) if tested else (),
            evidence=Evidence(
                nodes=(
                    *((s.kind, s.key) for s in subjects if s.key and s.key != "*outside"),
                    *members[:NAMED],
                ),
                relationships=tuple(
                    edge for member in members[:NAMED] for edge in self.presence.edges.get(member, ())[:NAMED]
                ),
                counts=counts | _figures(tests, cell, tested) | _present(state, self.cells, cell),
                columns=("stratum", "eligible", "reached", "rate elsewhere"),
                rows=rows if expects else (),
            ),
            caveats=self._caveats(state, cell, known),
            confidence=max(theme.confidence, self.cells.confidence, key=lambda label: label.rank),
            data_kind=self.ecosystem.data_kind,
        )

    def _about(self, theme: Themed) -> tuple[Subject, ...]:
        keys = (("Theme", theme.key), ("Industry", self.industry))
        return tuple(Subject(kind, key, self.ecosystem.name(kind, key)) for kind, key in keys if key)

    def _members(self, state: State, cell: int) -> list[Member]:
        """Return the programs and funds of a theme that are in a cell's place, by key."""
        place = self.cells.places[cell]
        there = self.presence.covers[state.members, place] | self.presence.takes[state.members, place]
        at = {*state.members[there].tolist()}
        return [member for member, position in self.presence.members.items() if position in at]

    def _method(self, tests: Shortfalls) -> Method:
        return Method(
            METHOD,
            shortfall.VERSION,
            REFERENCE,
            {"level": shortfall.LEVEL, "material": shortfall.MATERIAL, "tau2": tests.tau2},
        )

    def _caveats(self, state: State, cell: int, known: str) -> tuple[Text, ...]:
        found = [UNKNOWN_STATUS] if known == TESTED else []
        place = self.cells.places[cell]
        unsaid = int(state.standing.unsaid[place])
        if unsaid and known != NOWHERE:
            found.append(UNSAID.format(number=unsaid))
        silent = state.members[~self.presence.reports[state.members]]
        if len(silent) and known in (TESTED, NOT_REPORTED):
            found.append(self._silent(silent.tolist()))
        if self.of_areas:
            found.append(POPULATION_OF_AREAS)
            if self.ecosystem.data_kind is DataKind.SYNTHETIC:
                found.append(MADE_UP)
        return tuple(found)

    def _silent(self, members: list[int]) -> Text:
        """Return who has not reported."""
        wanted = {*members}
        keys = [member for member, at in self.presence.members.items() if at in wanted]
        agencies = sorted({agency for key in keys for agency in self.presence.agencies.get(key, ())})
        names = [self.ecosystem.name("Agency", agency) for agency in agencies[:SILENT_NAMED]]
        more = "…" if len(agencies) > SILENT_NAMED else ""
        english, thai = (", ".join(name(language) for name in names) + more for language in ("en", "th"))
        return Text(
            SILENT.en.format(number=len(members), names=f": {english}" if english else ""),
            SILENT.th.format(number=len(members), names=f": {thai}" if thai else ""),
        )


def _cause(verdict: str, state: State, cells: Cells, cell: int) -> str:
    """Return why a cell is low: nothing there, nothing there that says so, few who take part, no report."""
    if verdict in (NO_PROGRAM, NOT_REPORTED):
        return verdict
    if verdict != BELOW:
        return ""
    there = not cells.averaged or state.standing.there[cells.places[cell]]
    return "few_participants" if there else "none_on_record"


def _sentence(verdict: str, cause: str, where: Text, numbers: dict[str, float], expects: bool) -> Text:
    key = verdict
    if verdict == NO_PROGRAM and not expects:
        key = "no_program_no_rate"
    if verdict == CANNOT_SAY and math.isnan(numbers["d"]):
        key = "cannot_say_at_all"
    text = _filled(SENTENCES[key], where=where, **numbers)
    if cause in CAUSES and verdict == BELOW:
        return Text(f"{text.en} {CAUSES[cause].en}", f"{text.th} {CAUSES[cause].th}")
    return text


def _lines(lines: Lines, tests: Shortfalls, cell: int) -> Iterator[Sensitivity]:
    """Yield whether a cell's verdict stands in each variant; unknown where the cell itself is gone."""
    for name, other in lines:
        if other is None or not other.total[cell]:
            yield Sensitivity(name, None)
        else:
            short = float(other.expected[cell] - other.count[cell])
            yield Sensitivity(name, bool(other.verdict[cell] != tests.verdict[cell]), short)


def _figures(tests: Shortfalls, cell: int, tested: bool) -> dict[str, float]:
    """Return the numbers of a cell that are known."""
    total, count = float(tests.total[cell]), float(tests.count[cell])
    figures = {"eligible": total}
    if not tested:
        return figures
    figures |= {"reached": count, "rate": count / total}
    named = {
        "rate_low": tests.rate_low,
        "rate_high": tests.rate_high,
        "detectable": tests.detectable,
        "binomial_p": tests.binomial,
        "dispersion": tests.dispersion,
    }
    return figures | {
        name: float(values[cell]) for name, values in named.items() if not math.isnan(values[cell])
    }


def _present(state: State, cells: Cells, cell: int) -> dict[str, float]:
    place = cells.places[cell]
    return {
        "programs_there": int(state.standing.there[place]),
        "programs_reporting": int(state.standing.reporting[place]),
        "programs_unsaid": int(state.standing.unsaid[place]),
        "programs_elsewhere": int(state.standing.elsewhere[place]),
    }


def _strata(counts: Counts, cells: Cells, tests: Shortfalls) -> dict[int, tuple[Row, ...]]:
    """Return for each cell the lines that its expected count is the sum of: eligible times rate."""
    width = len(cells.strata)
    codes, size = counts.cell * width + counts.stratum, len(cells) * width
    total, count = np.bincount(codes, counts.total, size), np.bincount(codes, counts.count, size)
    rates = np.nan_to_num(tests.rates).ravel()
    found: dict[int, list[Row]] = {}
    for code in np.flatnonzero(total).tolist():
        line = (cells.strata[code % width], int(total[code]), int(count[code]), float(rates[code]))
        found.setdefault(code // width, []).append(line)
    return {cell: tuple(lines) for cell, lines in found.items()}


def _names(subjects: Sequence[Subject]) -> Text:
    english, thai = (" × ".join(subject.name(language) for subject in subjects) for language in ("en", "th"))
    return Text(english, thai)


def _filled(text: Text, where: Text, **numbers: float) -> Text:
    return Text(text.en.format(where=where.en, **numbers), text.th.format(where=where.th, **numbers))

"""Reach gaps: cells whose enterprises are reached less than those of other cells, fairly tested.

A low cell is one of three things, and says which: nothing of the theme is there (a structural
finding, without a test), something is there and few take part, or those who are there have not
reported (unknown, not low). Those that can be tested are, by the one rule of
`ecograph.analysis.statistics.shortfall`, over all cells of all themes at once.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import find_presence
from ecograph.analysis.gaps.reach_findings import About
from ecograph.analysis.gaps.sensitivity import Variant, other_location, variants_of
from ecograph.analysis.gaps.state import (
    NO_PROGRAM,
    NOBODY,
    NOT_REPORTED,
    NOWHERE,
    PARTICIPANTS,
    TESTED,
    State,
    holds_participants_alone,
    state_of,
    without_comparison,
)
from ecograph.analysis.gaps.tally import Cells, Tally, count_enterprises, counts_of, make_cells, with_figures
from ecograph.analysis.question import PLACES, asked_themes, check_question
from ecograph.analysis.statistics.shortfall import (
    BELOW,
    CANNOT_SAY,
    NOT_BELOW,
    Shortfalls,
    find_shortfalls,
)
from ecograph.analysis.support import NOTHING_ON_RECORD, Themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import Text

ORDER = ((BELOW, NO_PROGRAM), (NOT_BELOW,), (CANNOT_SAY,))
"""What comes first, each with the greatest shortfall first; last comes what is not known."""


def find_reach_gaps(
    ecosystem: Ecosystem,
    *,
    by: Sequence[str] = ("theme", "corridor"),
    scheme: str = "economic",
    theme: str = "",
    industry: str = "",
    year: int | None = None,
    population: str = "smes",
) -> AnalysisResult:
    """Return a finding for each cell: whether it is below what it should be, and by how many.

    The greatest shortfall comes first. The parameters are those of `ecograph.analysis.find_reach`;
    with the population figures of areas, all micro, small and medium enterprises count as eligible.

    Raises
    ------
    AnalysisError
        When a name is unknown, or there is nothing to group by but themes.
    """
    started = time.perf_counter()
    asked = Asked(tuple(by), scheme, theme, industry, year, population)
    check_question(by, population, industry, theme, year, split=False)
    if {*by} <= {"theme"}:
        raise AnalysisError(
            "A gap is a shortfall against other cells, and themes alone have none.",
            "Group by corridor, area, region, industry or size as well.",
        )
    themes = asked_themes(ecosystem, theme, apart="theme" in by)
    addressed = [found for found in themes if found.members]
    role, location = other_location(ecosystem)
    moves = location is not None and asked.place and not asked.of_areas
    tally, *moved = asked.count_at(ecosystem, addressed, None, *([location] if moves else []))
    presence = find_presence(ecosystem, tally.place, year)
    cells = asked.cells(ecosystem, tally)
    states = [state_of(tally, cells, presence, found, at) for at, found in enumerate(addressed)]
    if not asked.of_areas and holds_participants_alone(ecosystem):
        states = [without_comparison(state) for state in states]
    variants = [*variants_of(ecosystem, tally), Variant(role, moved[0] if moved else None)]
    lines = [
        (variant.name, None if variant.tally is None else asked.test(ecosystem, variant.tally, states))
        for variant in variants
    ]
    about = About(ecosystem, presence, cells, str(year or ""), asked.used_scheme, industry, asked.of_areas)
    findings: list[Finding] = []
    for at, shortfalls in enumerate(asked.test(ecosystem, tally, states)):
        others = [(name, None if tests is None else tests[at]) for name, tests in lines]
        findings += about.cells_of(addressed[at], at, states[at], tally, shortfalls, others)
    findings += [about.unaddressed(found) for found in themes if not found.members]
    findings.sort(key=_rank)
    return AnalysisResult(
        "reach-gaps",
        tuple(findings),
        asked.parameters() | {"weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        _totals(tally, len(addressed)),
        _untested(states, cells),
        findings[0].sensitivity if findings and findings[0].verdict == BELOW else (),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True)
class Asked:
    """What was asked: the parameters of `find_reach_gaps`."""

    by: tuple[str, ...]
    scheme: str
    theme: str
    industry: str
    year: int | None
    population: str

    @property
    def of_areas(self) -> bool:
        """Whether the eligible are the population figures of areas."""
        return self.population == "areas"

    @property
    def place(self) -> str:
        """The dimension that is a place, or empty."""
        return next((dimension for dimension in self.by if dimension in PLACES), "")

    @property
    def used_scheme(self) -> str:
        """The scheme, where the cells come in one."""
        return self.scheme if {"corridor", "region"} & {*self.by} else ""

    def parameters(self) -> dict[str, object]:
        """Return what repeats the question."""
        return {
            "by": list(self.by),
            "scheme": self.used_scheme or self.scheme,
            "theme": self.theme,
            "industry": self.industry,
            "year": self.year,
            "population": self.population,
        }

    def count(self, ecosystem: Ecosystem, themes: Sequence[Themed]) -> Tally:
        """Count the enterprises."""
        return self.count_at(ecosystem, themes, None)[0]

    def count_at(
        self, ecosystem: Ecosystem, themes: Sequence[Themed], *locations: NDArray[np.int32] | None
    ) -> list[Tally]:
        """Count the enterprises once for each way to locate them."""
        found = count_enterprises(
            ecosystem,
            themes,
            place=self.place,
            scheme=self.scheme,
            industry=self.industry,
            year=self.year,
            everyone=self.of_areas,
            locations=locations,
        )
        return [with_figures(ecosystem, tally) if self.of_areas else tally for tally in found]

    def cells(self, ecosystem: Ecosystem, tally: Tally) -> Cells:
        """Return the cells of a tally. Figures of areas are not split for those of unknown size."""
        unsized = self.of_areas and bool(tally.reached[:, tally.size == len(SIZES)].any())
        return make_cells(ecosystem, tally, self.by, sizes=not unsized)

    def test(self, ecosystem: Ecosystem, tally: Tally, states: Sequence[State]) -> list[Shortfalls]:
        """Put the cells of all themes to the test."""
        cells = self.cells(ecosystem, tally)
        themes = [counts_of(tally, cells, theme) for theme in range(len(states))]
        known = np.array([state.state for state in states]).reshape(len(states), len(cells))
        shape = (len(cells), len(tally.areas.subjects), len(cells.strata))
        reference = np.isin(known, (TESTED, NOWHERE))
        return find_shortfalls(themes, shape, known == TESTED, reference, averaged=cells.averaged)


def _rank(finding: Finding) -> tuple[int, float, str]:
    """Return what findings are sorted by."""
    place = next((at for at, verdicts in enumerate(ORDER) if finding.verdict in verdicts), len(ORDER))
    return (place, -(finding.effect or 0.0), finding.id)


def _totals(tally: Tally, themes: int) -> dict[str, float]:
    """Return what the cells of one theme add up to."""
    if themes != 1:
        return {"enterprises": float(tally.enterprises.sum())}
    return {
        "enterprises": float(tally.enterprises.sum()),
        "eligible": float(tally.eligible.sum()),
        "reached": float(tally.reached.sum()),
    }


def _untested(states: Sequence[State], cells: Cells) -> tuple[Text, ...]:
    """Return in words what was not put to the test."""
    words: list[Text] = []
    found = np.concatenate([state.state for state in states]) if states else np.empty(0, np.str_)
    if (found == NOT_REPORTED).any() and np.isin(found, (NOT_REPORTED, NOBODY)).all():
        words.append(NOTHING_ON_RECORD)
    for state, text in ((NOT_REPORTED, UNREPORTED), (NOWHERE, UNPLACED), (PARTICIPANTS, UNCOMPARED)):
        number = int((found == state).sum())
        if number:
            words.append(text.format(number=number))
    return (*words, *cells.caveats)


UNREPORTED = Text(
    "Cells not tested: {number}, where those who work have not reported; reach is unknown, not low.",
    "ไม่ได้ทดสอบ {number} กลุ่ม เพราะผู้ดำเนินการยังไม่ส่งข้อมูล จึงไม่ทราบการเข้าถึง มิใช่ต่ำ",
)
UNPLACED = Text(
    "Cells not tested: {number}, of which the place, the industry or the size is not known.",
    "ไม่ได้ทดสอบ {number} กลุ่ม เพราะไม่ทราบที่ตั้ง อุตสาหกรรม หรือขนาด",
)
UNCOMPARED = Text(
    "Cells not tested: {number}; the store holds enterprises that were reached and hardly any others, so "
    "there is nobody to compare them with. Ask with --population areas, or load a register of enterprises.",
    "ไม่ได้ทดสอบ {number} กลุ่ม เพราะข้อมูลมีแต่รายที่เข้าถึงแล้ว จึงไม่มีผู้ให้เปรียบเทียบ "
    "ให้ใช้ --population areas หรือโหลดทะเบียนวิสาหกิจ",
)

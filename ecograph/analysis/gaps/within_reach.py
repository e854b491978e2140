"""What a corridor lacks and could add next: the themes or industries nearest to what it has.

Two activities are near where the places that have one have the other, too. What a place lacks and
what is near to much of what it has is within its reach.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.reach import Asked
from ecograph.analysis.gaps.tally import Tally
from ecograph.analysis.question import asked_themes, check_question
from ecograph.analysis.statistics.concentration import density, location_quotients, proximity
from ecograph.analysis.support import NOTHING_ON_RECORD, on_record, reporting
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

KIND = "within-reach"
WHATS = ("theme", "industry")
NAMED = 3
"""How many activities are named for each place."""
METHOD = Method(
    "density of proximities between activities of provinces, the diagonal excluded",
    1,
    "Hidalgo et al. 2007; Hidalgo & Hausmann 2009",
)
SENTENCE = Text(
    "{where} has less of {what} than others and is near to it: {share:.0%} of what goes with it is there "
    "already.",
    "{where} มี {what} น้อยกว่าที่อื่นแต่อยู่ใกล้ เพราะ {share:.0%} ของสิ่งที่มักมาคู่กันมีอยู่แล้ว",
)
DESCRIPTIVE = Text(
    "A description, not a test: it says what is near, not what is needed.",
    "เป็นคำอธิบาย มิใช่การทดสอบ บอกว่าสิ่งใดอยู่ใกล้ มิใช่สิ่งใดจำเป็น",
)


def find_within_reach(
    ecosystem: Ecosystem,
    *,
    what: str = "theme",
    by: str = "corridor",
    scheme: str = "economic",
    year: int | None = None,
) -> AnalysisResult:
    """Return for each place the activities that it lacks and that are nearest to what it has.

    A place *has* a theme, or an industry, of which its share is at least that of the country
    (location quotient of 1 or more): of the enterprises reached, or of all enterprises.

    Parameters
    ----------
    what
        `theme` or `industry` (sections).

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    if what not in WHATS:
        raise AnalysisError(f"{what!r} is nothing that a place has.", f"There are: {', '.join(WHATS)}.")
    asked = Asked((by,), scheme, "", "", year, "smes")
    check_question(asked.by, "smes", "", "", year)
    if not asked.place:
        raise AnalysisError(f"{by!r} is not a place.", "Ask by corridor, area or region.")
    activities = _themes(ecosystem, asked) if what == "theme" else _industries(ecosystem, asked)
    findings = tuple(_findings(ecosystem, asked, activities)) if activities.subjects else ()
    return AnalysisResult(
        "within-reach",
        findings,
        {"what": what, "by": by, "scheme": scheme, "year": year, "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        untested=(DESCRIPTIVE,) if activities.subjects else (NOTHING_ON_RECORD,),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True)
class Activities:
    """How much of each activity there is: by province and by place (provinces or places x activities)."""

    tally: Tally
    subjects: tuple[Subject, ...]
    by_area: NDArray[np.float64]
    by_place: NDArray[np.float64]
    confidence: Confidence


def _themes(ecosystem: Ecosystem, asked: Asked) -> Activities:
    reporters = reporting(ecosystem, asked.year)
    themes = [
        found
        for found in asked_themes(ecosystem, "", apart=True)
        if found.members and on_record(ecosystem, found, asked.year, reporters)
    ]
    tally = asked.count(ecosystem, themes)
    subjects = tuple(Subject("Theme", found.key, ecosystem.name("Theme", found.key)) for found in themes)
    confidence = max(
        (found.confidence for found in themes), key=lambda label: label.rank, default=Confidence.READ
    )
    return _activities(tally, subjects, tally.reached.astype(np.float64), confidence)


def _industries(ecosystem: Ecosystem, asked: Asked) -> Activities:
    tally = asked.count(ecosystem, [])
    subjects = tally.industry.subjects[:-1]
    rows = np.arange(len(subjects))[:, None] == tally.section
    return _activities(tally, subjects, rows * tally.active.astype(np.float64), tally.industry.confidence)


def _activities(
    tally: Tally, subjects: tuple[Subject, ...], amounts: NDArray[np.float64], confidence: Confidence
) -> Activities:
    """Return amounts (activities x rows of the tally) summed by province and by place."""
    place = tally.place or tally.areas

    def summed(positions: NDArray[np.int64], length: int) -> NDArray[np.float64]:
        sums = [np.bincount(positions, amount, length) for amount in amounts]
        return np.array(sums, np.float64).reshape(len(amounts), length).T

    return Activities(
        tally,
        subjects,
        summed(tally.area, len(tally.areas.subjects))[:-1],
        summed(tally.cell, len(place.subjects)),
        max(confidence, place.confidence, key=lambda label: label.rank),
    )


def _findings(ecosystem: Ecosystem, asked: Asked, activities: Activities) -> Iterator[Finding]:
    """Yield for each place that is a node the nearest activities that it lacks."""
    of_areas = _present(activities.by_area)
    phi = proximity(of_areas[of_areas.any(axis=1)])
    has = _present(activities.by_place)
    near = density(has, phi)
    place = activities.tally.place or activities.tally.areas
    for cell, subject in enumerate(place.subjects):
        if subject.key in ("", "*outside") or not has[cell].any():
            continue
        lacking = [at for at in np.argsort(-near[cell], kind="stable").tolist() if not has[cell, at]]
        for at in lacking[:NAMED]:
            if near[cell, at] > 0:
                yield _finding(
                    ecosystem, asked, activities, (subject, cell, at), phi[at], has[cell], near[cell, at]
                )


def _present(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 where a place has at least the country's share of an activity."""
    return (np.nan_to_num(location_quotients(amounts)) >= 1).astype(np.float64)


def _finding(
    ecosystem: Ecosystem,
    asked: Asked,
    activities: Activities,
    about: tuple[Subject, int, int],
    phi: NDArray[np.float64],
    has: NDArray[np.float64],
    share: float,
) -> Finding:
    subject, cell, at = about
    activity = activities.subjects[at]
    return Finding(
        kind=KIND,
        subjects=(activity, subject),
        observed=float(share),
        unit="density",
        sentence=Text(
            SENTENCE.en.format(where=subject.name.en, what=activity.name.en, share=share),
            SENTENCE.th.format(where=subject.name.th, what=activity.name.th, share=share),
        ),
        method=METHOD,
        period=str(asked.year or ""),
        scheme=asked.used_scheme,
        evidence=Evidence(
            nodes=((activity.kind, activity.key), (subject.kind, subject.key)),
            counts={
                "amount": float(activities.by_place[cell, at]),
                "location_quotient": float(location_quotients(activities.by_place)[cell, at]),
                "density": float(share),
            },
            columns=("activity", "proximity", "present"),
            rows=tuple(
                (other.key, float(phi[row]), float(has[row]))
                for row, other in enumerate(activities.subjects)
                if row != at
            ),
        ),
        caveats=(DESCRIPTIVE,),
        confidence=activities.confidence,
        data_kind=ecosystem.data_kind,
    )

"""Next best placements: which programs to extend to which corridor, for most enterprises helped."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.statement import Statement, number
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.links.coverage import Choice, Problem, choose
from ecograph.analysis.links.openings import MOST_THEMES, Openings, find_openings
from ecograph.analysis.question import asked_themes, check_question
from ecograph.analysis.support import NOTHING_ON_RECORD, TAGS, Themed, on_record, reporting
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "placements", "placement"
METHOD = Method(
    "maximum coverage of enterprises not yet reached with a theme that they are eligible for",
    1,
    "Church & ReVelle 1974; Nemhauser, Wolsey & Fisher 1978; Khuller, Moss & Naor 1999",
)
SENTENCE = Text(
    "{where}: {added} more enterprises could be helped with a theme that they have not been reached with "
    "({alone} by this extension alone; {together} together with those before it).",
    "{where}: ช่วยวิสาหกิจได้เพิ่มอีก {added} รายในประเด็นที่ยังเข้าไม่ถึง (เฉพาะรายการนี้ {alone} ราย "
    "รวมกับรายการก่อนหน้า {together} ราย)",
)
COULD = Text(
    "Who could be helped, not who will be: a program's capacity is not on record.",
    "เป็นจำนวนที่ช่วยได้ มิใช่จำนวนที่จะเข้าร่วมจริง เพราะไม่มีข้อมูลความจุของโครงการ",
)
COST = Text(
    "Cost taken: its budget on record divided by the places where it is, {cost}.",
    "ต้นทุนที่ใช้คำนวณ: งบประมาณของโครงการหารจำนวนพื้นที่ที่ดำเนินการ {cost}",
)
UNKNOWN_COST = Text("Cost: not on record.", "ต้นทุน: ไม่มีข้อมูล")
OPTIMAL = Text(
    "No other choice helps more: {value} is the optimum (greedy choice: {greedy}).",
    "ไม่มีชุดใดช่วยได้มากกว่านี้ {value} คือค่าที่ดีที่สุด (วิธีเลือกทีละรายการ: {greedy})",
)
BOUND = Text(
    "No choice helps more than {bound}; this one helps {value}, at most {gap:.1%} less than the best.",
    "ไม่มีชุดใดช่วยได้เกิน {bound} ชุดนี้ช่วยได้ {value} ต่ำกว่าค่าที่ดีที่สุดไม่เกิน {gap:.1%}",
)
UNSAID = Text(
    "{number:,} programs neither say where they work nor have participants on record: they are not placed.",
    "โครงการ {number:,} รายการไม่ระบุพื้นที่และไม่มีข้อมูลผู้เข้าร่วม จึงไม่นำมาพิจารณา",
)
NO_BUDGET = Text(
    "{number:,} extensions have no budget on record: within a budget they cannot be weighed.",
    "การขยาย {number:,} รายการไม่มีข้อมูลงบประมาณ จึงเทียบภายใต้วงเงินไม่ได้",
)
SILENT_OF = Text(
    "Of {named}, no support is on record: who was reached is not known.", "ไม่มีข้อมูลการเข้าถึงของ {named}"
)
FURTHER = Text(
    "{number:,} more themes are not told apart, and left out.", "ยังมีอีก {number:,} ประเด็นที่ไม่ได้นำมาคำนวณ"
)
NOTHING = Text(
    "No extension would help anybody, as far as is on record.", "จากข้อมูลที่มี ไม่พบการขยายที่ช่วยผู้ใดได้เพิ่ม"
)


def find_placements(
    ecosystem: Ecosystem,
    *,
    k: int = 20,
    budget: float | None = None,
    by: str = "corridor",
    scheme: str = "economic",
    theme: str = "",
    year: int | None = None,
) -> AnalysisResult:
    """Return extensions of programs to places that together could help most enterprises.

    An enterprise counts once, however many extensions could help it. `effect` is how many an extension
    adds to those before it, `observed` how many it could help alone. The totals hold what all could help
    together, and the optimum or an upper bound of it.

    Parameters
    ----------
    k
        How many extensions; not used within a budget.
    budget
        What they may cost together, in the currency of the records. An extension costs the program's
        budget divided by the places where it is.
    by, scheme
        The places: corridor, area or region.
    theme
        One theme, else all apart.

    Raises
    ------
    AnalysisError
        When a name is unknown, or `k` or the budget is not above 0.
    """
    started = time.perf_counter()
    check_question((by,), "smes", "", theme, year)
    if k < 1 or (budget is not None and not budget > 0):
        asked = f"{k} extensions" if budget is None else f"A budget of {budget:g}"
        raise AnalysisError(f"{asked} cannot be placed.", "Ask for 1 extension or more, or a budget above 0.")
    place, reporters = find_place(ecosystem, by, scheme), reporting(ecosystem, year)
    addressed = [found for found in asked_themes(ecosystem, theme, apart=not theme) if found.members]
    reported = [found for found in addressed if on_record(ecosystem, found, year, reporters)]
    themes = reported[:MOST_THEMES]
    openings = find_openings(ecosystem, place, themes, year)
    candidates, costs = _candidates(ecosystem, openings, place)
    priced = np.ones(len(candidates), np.bool_) if budget is None else costs > 0
    kept = candidates[priced]
    price = np.ones(len(kept)) if budget is None else costs[priced]
    problem = _problem(openings, kept, price, float(k) if budget is None else budget)
    choice = choose(problem)
    about = Statement(ecosystem, METHOD, str(year or ""), used_scheme(by, scheme))
    labels = [place.confidence, *(found.confidence for found in themes)]
    confidence = max(labels, key=lambda label: label.rank)
    numbers = {
        "together": choice.value,
        "greedy": choice.greedy,
        "bound": choice.bound,
        "optimal": float(choice.exact),
        "extensions": len(candidates),
    }
    findings = list(
        _findings(about, choice, problem, (openings, place, themes), kept, costs[priced], confidence)
    )
    result = about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"k": k, "budget": budget, "by": by, "scheme": scheme, "theme": theme, "year": year},
        totals=numbers,
        untested=[
            *_quality(choice),
            *([UNSAID.format(number=openings.unsaid)] if openings.unsaid else []),
            *([] if priced.all() else [NO_BUDGET.format(number=int((~priced).sum()))]),
            *(
                about.noted(SILENT_OF, "Theme", [one.key])
                for one in addressed
                if one not in themes and one.key
            ),
            *([] if reporters else [NOTHING_ON_RECORD]),
            *place.caveats,
        ],
        seconds=time.perf_counter() - started,
    )
    return replace(result, findings=tuple(findings))


def _candidates(
    ecosystem: Ecosystem, openings: Openings, place: Grouping
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return pairs of a program and a place where it is not, and what each costs; NaN is not known."""
    nodes = np.array([bool(one.key) and not one.key.startswith("*") for one in place.subjects], np.bool_)
    pairs = np.argwhere(~openings.there & nodes[None, :]).astype(np.int64)
    stated = [ecosystem.institutions.nodes["Program", key].get("budget") for key in openings.programs]
    budgets = np.array([np.nan if value is None else float(value) for value in stated], np.float64)
    wide = np.maximum((openings.there & nodes[None, :]).sum(axis=1), 1)
    return pairs, (budgets / wide)[pairs[:, 0]]


def _problem(
    openings: Openings, pairs: NDArray[np.int64], costs: NDArray[np.float64], budget: float
) -> Problem:
    """Return the problem whose sets are extensions, and whose cells are enterprises of a place alike."""
    places, patterns = openings.enterprises.shape
    indices = [
        np.flatnonzero(openings.helps[program] & (openings.enterprises[at] > 0)) + at * patterns
        for program, at in pairs.tolist()
    ]
    lengths = [0, *(len(found) for found in indices)]
    entries = np.concatenate([np.empty(0, np.int64), *indices])
    shape = (len(pairs), places * patterns)
    covers = csr_array((np.ones(len(entries)), entries, np.cumsum(lengths)), shape=shape)
    used = np.unique(entries)
    return Problem(
        csr_array(covers[:, used]), openings.enterprises.ravel()[used].astype(np.float64), costs, budget
    )


def _quality(choice: Choice) -> Iterator[Text]:
    """Yield how far the choice may be from the best."""
    if not choice.chosen:
        yield NOTHING
        return
    words = {"value": number(choice.value), "greedy": number(choice.greedy), "bound": number(choice.bound)}
    if choice.exact:
        yield OPTIMAL.format(**words)
    else:
        yield BOUND.format(**words, gap=1 - choice.value / choice.bound)


def _findings(
    about: Statement,
    choice: Choice,
    problem: Problem,
    world: tuple[Openings, Grouping, list[Themed]],
    pairs: NDArray[np.int64],
    costs: NDArray[np.float64],
    confidence: Confidence,
) -> Iterator[Finding]:
    """Yield the extensions chosen, with what each adds."""
    openings, place, themes = world
    together = 0.0
    for at, added in zip(choice.chosen, choice.added, strict=True):
        key, subject = openings.programs[int(pairs[at, 0])], place.subjects[int(pairs[at, 1])]
        together += added
        alone, cost = problem.value([at]), None if np.isnan(costs[at]) else float(costs[at])
        counts: dict[str, float] = {"added": added, "alone": alone, "together": together}
        addresses = _addresses(about.ecosystem, key)
        yield about.finding(
            KIND,
            (about.subject("Program", key), subject),
            SENTENCE,
            {name: number(value) for name, value in counts.items()},
            observed=alone,
            effect=added,
            unit="SMEs",
            verdict=KIND,
            evidence=Evidence(
                nodes=(
                    ("Program", key),
                    (subject.kind, subject.key),
                    *(("Theme", one.key) for one in themes if one.key and ("Program", key) in one.members),
                ),
                relationships=addresses,
                counts=counts if cost is None else {**counts, "cost": cost},
            ),
            caveats=(COULD, UNKNOWN_COST if cost is None else COST.format(cost=number(cost))),
            confidence=confidence,
        )


def _addresses(ecosystem: Ecosystem, program: str) -> tuple[tuple[str, str, str], ...]:
    """Return the relationships by which a program addresses its themes."""
    edges = ecosystem.edges(TAGS[0])
    return tuple(sorted((TAGS[0], program, theme) for (_, key), (_, theme), _ in edges if key == program))

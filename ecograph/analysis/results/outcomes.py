"""Jobs, income, value and greenhouse gases by corridor: what programs brought about, none counted twice.

A result is counted once where a project and an activity of it both report it, and where one program
reports the same figure under two indicators. Where programs of the same name that other agencies run
report the same figure, nobody can say whether it is one result or two: the least counts it once,
the most each time, and both are told. Units are never summed, nor is one turned into another.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ecograph.analysis.gaps.statement import NAMED, Statement, number
from ecograph.analysis.question import check_question
from ecograph.analysis.results.measurements import REPORTED, Measurement, find_measurements
from ecograph.analysis.results.places import Places, find_places
from ecograph.analysis.results.units import adds_up
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text
from ecograph.store.folding import fold_text

ANALYSIS, KIND, TWICE = "outcomes", "outcome", "counted-twice"
METHOD = Method("results by corridor, each counted once", 1)


class Outcome(StrEnum):
    """What indicators can tell of beyond reach."""

    JOBS = "jobs"
    INCOME = "income"
    VALUE = "value"
    EMISSIONS = "emissions"


LABELS: Mapping[Outcome, Text] = {
    Outcome.JOBS: Text("Jobs", "การจ้างงาน"),
    Outcome.INCOME: Text("Income or sales", "รายได้หรือยอดขาย"),
    Outcome.VALUE: Text("Economic value", "มูลค่าทางเศรษฐกิจ"),
    Outcome.EMISSIONS: Text("Greenhouse gases cut", "ก๊าซเรือนกระจกที่ลดได้"),
}
NAMES: Mapping[Outcome, re.Pattern[str]] = {
    Outcome.JOBS: re.compile(r"จ้างงาน|สร้างงาน|ตำแหน่งงาน|\bjobs?\b|\bemployment\b"),
    Outcome.INCOME: re.compile(r"รายได้|ยอดขาย|\bincomes?\b|\bsales\b|\bturnover\b|\brevenues?\b"),
    Outcome.VALUE: re.compile(r"มูลค่าทางเศรษฐกิจ|\beconomic value\b"),
    Outcome.EMISSIONS: re.compile(r"ก๊าซเรือนกระจก|คาร์บอน|\bco2e?\b|\bghg\b|\bgreenhouse\b|\bemissions?\b"),
}
"""By which words in the name of an indicator it is known; one that names two kinds is of none."""
SENTENCES = {
    True: Text(
        "{where}: {least} {unit}, each result counted once ({figures} figures).",
        "{where}: {least} {unit} นับผลแต่ละรายการครั้งเดียว ({figures} รายการ)",
    ),
    False: Text("{where}: no result on record.", "{where}: ไม่มีข้อมูลผล"),
}
DOUBTED = Text(
    "It is {most} {unit} where figures of programs of the same name that other agencies run are different "
    "results.",
    "จะเป็น {most} {unit} หากตัวเลขของโครงการชื่อเดียวกันของหน่วยงานอื่นเป็นคนละผล",
)
ELSEWHERE = Text(
    "{inside} {unit} of it are in results of wider programs that stand in another row.",
    "ในจำนวนนี้ {inside} {unit} อยู่ในผลของโครงการที่ใหญ่กว่าซึ่งแสดงในแถวอื่น",
)
NOT_EVALUATED = Text("Reported and not evaluated in part (*).", "บางส่วนเป็นผลที่รายงาน ยังไม่มีผลประเมิน (*)")
EXPECTED = Text("Expected and not in the sum: {expected} {unit}.", "ค่าคาดการณ์ ไม่รวมในผล: {expected} {unit}")
SAME = {
    "part": Text(
        "{where}: {part} reports {figure} {unit} and is part of {whole}, which reports too; it is not added.",
        "{where}: {part} รายงาน {figure} {unit} แต่เป็นส่วนหนึ่งของ {whole} ซึ่งรายงานผลแล้ว จึงไม่บวกซ้ำ",
    ),
    "indicators": Text(
        "{where}: {part} reports {figure} {unit} under more than one indicator; it is counted once.",
        "{where}: {part} รายงาน {figure} {unit} ในมากกว่าหนึ่งตัวชี้วัด จึงนับครั้งเดียว",
    ),
    "agencies": Text(
        "{where}: {part} and {whole} have the same name, other agencies, and report the same figure, "
        "{figure} {unit}: one result or two is not on record.",
        "{where}: {part} และ {whole} ชื่อเดียวกันแต่ต่างหน่วยงาน รายงานตัวเลขเดียวกัน {figure} {unit} "
        "ข้อมูลไม่บอกว่าเป็นผลเดียวกันหรือไม่",
    ),
}
NO_INDICATOR = Text(
    "{outcome}: no indicator on record of the period is known by its name to carry it.",
    "{outcome}: ไม่มีตัวชี้วัดของช่วงเวลานี้ที่ชื่อบอกว่าวัดเรื่องนี้",
)
RELATIVE = Text(
    "{outcome}: {count} figures in percent or without a unit are not summed.",
    "{outcome}: ตัวเลข {count} รายการเป็นร้อยละหรือไม่มีหน่วยนับ จึงไม่นำมารวม",
)


@dataclass(frozen=True, slots=True)
class Double:
    """A figure that another one may hold already: of a part, under another indicator, of another agency."""

    why: str
    one: Measurement
    other: Measurement


def outcome_of(name: Text) -> Outcome | None:
    """Return what an indicator tells of by its name; None where that is nothing, or not one thing.

    Examples
    --------
    >>> outcome_of(Text("Jobs created", "การจ้างงาน")), outcome_of(Text("Income from carbon", "รายได้คาร์บอน"))
    (<Outcome.JOBS: 'jobs'>, None)
    """
    said = f"{name.en} {name.th}".casefold()
    found = [outcome for outcome, words in NAMES.items() if words.search(said)]
    return found[0] if len(found) == 1 else None


def count_once(group: Sequence[Measurement]) -> tuple[list[Measurement], list[Double]]:
    """Return the figures of one outcome, unit and year that count, and those that another one may hold.

    What counts still has the doubtful figures of other agencies in it.
    """
    by_program: dict[str, list[Measurement]] = {}
    for one in group:
        by_program.setdefault(one.program, []).append(one)
    kept: list[Measurement] = []
    doubles: list[Double] = []
    seen: dict[tuple[str, float | None], Measurement] = {}
    for one in group:
        whole = next((by_program[key][0] for key in sorted(one.wholes) if key in by_program), None)
        if whole is not None:
            doubles.append(Double("part", one, whole))
        elif (one.program, one.result) in seen:
            doubles.append(Double("indicators", one, seen[one.program, one.result]))
        else:
            seen[one.program, one.result] = one
            kept.append(one)
    return kept, doubles + list(_namesakes(kept))


def _namesakes(kept: Sequence[Measurement]) -> Iterator[Double]:
    """Yield the figures that a program of the same name, run by other agencies, reports as well."""
    first: dict[tuple[str, float | None], Measurement] = {}
    for one in kept:
        name = (one.activity or one.project)[1].th
        same = first.setdefault((re.sub(r"\W+", "", fold_text(name)), one.result), one)
        if same.program != one.program and dict(same.agencies).keys() != dict(one.agencies).keys():
            yield Double("agencies", one, same)


def find_outcomes(
    ecosystem: Ecosystem, *, scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return jobs, income, value and greenhouse gases by corridor, and the figures that are in another.

    A finding for each place, outcome, unit and year, `observed` being the least that the results
    come to, with `interval` up to the most; None where no result is on record. Programs that work in
    several corridors, in the whole country or nobody knows where have rows of their own. The rows
    of an outcome, unit and year add up to its total and what of them is `inside_another` row. Linear
    in measurements.

    Raises
    ------
    AnalysisError
        When there is no such scheme, or the year is none.
    """
    started = time.perf_counter()
    check_question(("size",), "smes", "", "", year)
    places = find_places(ecosystem, scheme)
    groups: dict[tuple[Outcome, str, int], list[Measurement]] = {}
    relative: dict[Outcome, int] = {}
    for one in find_measurements(ecosystem, year):
        outcome = outcome_of(one.indicator[1]) if one.indicator else None
        if outcome is None:
            continue
        if adds_up(one.unit):
            groups.setdefault((outcome, one.unit, one.year or 0), []).append(one)
        else:
            relative[outcome] = relative.get(outcome, 0) + 1
    found: list[Finding] = []
    totals: dict[str, float] = {}
    for (outcome, unit, of_year), group in sorted(groups.items()):
        about = Statement(ecosystem, METHOD, str(of_year or ""), scheme)
        told = _Told(about, places, outcome, unit, group)
        found += told.findings()
        if told.kept:
            totals[f"{outcome} ({unit}, {of_year})" if of_year else f"{outcome} ({unit})"] = told.least
    named = {outcome for outcome, _, _ in groups}
    untested = [NO_INDICATOR.format(outcome=LABELS[one]) for one in Outcome if one not in named]
    untested += [RELATIVE.format(outcome=LABELS[one], count=count) for one, count in sorted(relative.items())]
    return AnalysisResult(
        ANALYSIS,
        tuple(found),
        {"scheme": scheme, "year": year, "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        totals,
        tuple(untested),
        seconds=time.perf_counter() - started,
    )


class _Told:
    """What is told of one outcome in one unit and year."""

    def __init__(
        self, about: Statement, places: Places, outcome: Outcome, unit: str, group: Sequence[Measurement]
    ) -> None:
        self._about, self._places, self._outcome, self._unit = about, places, outcome, unit
        self._group = group
        self.kept, self._doubles = count_once([one for one in group if one.result is not None])
        self._where = {one.program: places.of(one.program) for one in group}

    @property
    def least(self) -> float:
        """All results, each once, those in doubt too."""
        return _sum(self.kept) - _doubted(self._doubles)

    def findings(self) -> Iterator[Finding]:
        for subject in self._places.subjects:
            here = [one for one in self._group if self._where[one.program] == subject.key]
            # A corridor without a result is told; a cell that is none is told where there is something.
            if here or subject.key in self._places.corridors:
                yield self._finding(subject, here)
        for each in self._doubles:
            yield self._double(each)

    def _finding(self, place: Subject, here: Sequence[Measurement]) -> Finding:
        kept, _ = count_once([one for one in here if one.result is not None])
        held = {id(one) for one in self.kept}
        inside = _sum([one for one in kept if id(one) not in held])
        doubted = _doubted([each for each in self._doubles if each.one in here])
        expected = [one.expected for one in here if one.expected is not None and one.result is None]
        least = _sum(kept) - doubted if kept else None
        counts = {
            "figures": float(len(kept)),
            "inside_another": inside,
            "in_doubt": doubted,
            **({"expected_only": sum(expected)} if expected else {}),
            **({"result": least} if least is not None else {}),
        }
        return self._about.finding(
            KIND,
            (place, *self._subjects),
            SENTENCES[bool(kept)],
            {"least": _figure(least), "unit": self._unit, "figures": number(len(kept))},
            observed=least,
            effect=None,
            interval=(least, _sum(kept)) if least is not None and doubted else None,
            unit=self._unit,
            evidence=Evidence(
                nodes=tuple(("Program", key) for key in sorted({one.program for one in here})[:NAMED]),
                counts=counts,
            ),
            caveats=tuple(self._caveats(kept, inside, doubted, sum(expected))),
            confidence=max((one.confidence for one in here), key=_rank, default=Confidence.READ),
            verdict=REPORTED if any(one.basis == REPORTED for one in kept) else "",
        )

    @property
    def _subjects(self) -> tuple[Subject, Subject]:
        unit = Subject("Unit", self._unit, Text(self._unit, self._unit))
        return Subject("Outcome", self._outcome.value, LABELS[self._outcome]), unit

    def _caveats(
        self, kept: Sequence[Measurement], inside: float, doubted: float, expected: float
    ) -> Iterator[Text]:
        if doubted:
            yield DOUBTED.format(most=_figure(_sum(kept)), unit=self._unit)
        if inside:
            yield ELSEWHERE.format(inside=_figure(inside), unit=self._unit)
        if any(one.basis == REPORTED for one in kept):
            yield NOT_EVALUATED
        if expected:
            yield EXPECTED.format(expected=_figure(expected), unit=self._unit)

    def _double(self, double: Double) -> Finding:
        name = self._about.ecosystem.name
        programs = [double.one.program, double.other.program]
        return self._about.finding(
            TWICE,
            (*(self._about.subject("Program", key) for key in dict.fromkeys(programs)), *self._subjects),
            SAME[double.why],
            {
                "part": name("Program", programs[0]),
                "whole": name("Program", programs[1]),
                "figure": _figure(double.one.result),
                "unit": self._unit,
            },
            observed=double.one.result,
            effect=None,
            unit=self._unit,
            evidence=Evidence(
                nodes=tuple(("Program", key) for key in dict.fromkeys(programs)),
                counts={"figure": double.one.result or 0.0},
            ),
            confidence=max(double.one.confidence, double.other.confidence, key=_rank),
            verdict=double.why,
        )


def _doubted(doubles: Sequence[Double]) -> float:
    return _sum([double.one for double in doubles if double.why == "agencies"])


def _sum(measurements: Sequence[Measurement]) -> float:
    return sum(one.result for one in measurements if one.result is not None)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _rank(label: Confidence) -> int:
    return label.rank

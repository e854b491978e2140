"""Agencies and funds out of reach: what the enterprises of a place cannot turn to.

An agency is in reach where it says that it serves the area, or where a program or fund of its own is;
a fund, where it says so. What does not say where it works may be in reach anywhere: it is unknown.
Where a unit of an agency serves another place and a sister unit this one, the sister stands for it.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import counted_enterprises
from ecograph.analysis.gaps.extents import PLACED, Answers, Extents, cells_of, locate
from ecograph.analysis.gaps.period import members_in_force
from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.gaps.statement import NAMED, UNKNOWN, Statement, fill, number
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.question import check_question
from ecograph.analysis.support import NO, SUPPORT, UNDETERMINED, YES
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Text

ANALYSIS = "out-of-reach"
METHOD = Method("places served and covered against places of enterprises", 1)
AGENCIES, FUNDS = "agencies-out-of-reach", "funds-out-of-reach"
SERVES, PART_OF = "Agency SERVES Area", "Agency PART_OF Agency"
OWNS = {"Program": "Agency RUNS Program", "FundingSource": "Agency MANAGES FundingSource"}
OUT, PARTLY, SISTER, IN_REACH = (
    "out of reach",
    "of some out of reach",
    "a sister unit serves here",
    "in reach",
)
SENTENCES = {
    AGENCIES: Text(
        "{where}: agencies out of reach of its {enterprises} enterprises: {out}; out of reach of some: "
        "{partly}; in reach: {inside}; not known: {unknown}.",
        "{where}: วิสาหกิจ {enterprises} ราย หน่วยงานที่ไม่มีรายใดเข้าถึง {out} แห่ง บางรายเข้าไม่ถึง {partly} แห่ง "
        "เข้าถึงได้ {inside} แห่ง ไม่ทราบ {unknown} แห่ง",
    ),
    FUNDS: Text(
        "{where}: funds out of reach of its {enterprises} enterprises: {out}; out of reach of some: "
        "{partly}; in reach: {inside}; not known: {unknown}.",
        "{where}: วิสาหกิจ {enterprises} ราย แหล่งทุนที่ไม่มีรายใดเข้าถึง {out} รายการ บางรายเข้าไม่ถึง {partly} รายการ "
        "เข้าถึงได้ {inside} รายการ ไม่ทราบ {unknown} รายการ",
    ),
}
UNITS = {AGENCIES: "agencies", FUNDS: "funds"}
BY_SISTERS = Text(
    "Of those in reach, {number} serve another place themselves, and a sister unit serves here.",
    "ในจำนวนที่เข้าถึงได้ {number} แห่งดูแลพื้นที่อื่น โดยมีหน่วยงานในสังกัดเดียวกันดูแลพื้นที่นี้",
)
NO_ENTERPRISES = Text(
    "No enterprise that support is for is on record: what is out of reach of any cannot be said.",
    "ไม่มีข้อมูลวิสาหกิจที่เป็นกลุ่มเป้าหมาย จึงบอกไม่ได้ว่าสิ่งใดเข้าไม่ถึง",
)
UNSAID = Text(
    "{number} of {all} {what} do not say where they work, and no program or fund of theirs does: they are "
    "not known to be out of reach.",
    "{what} {number} จาก {all} รายการไม่ระบุพื้นที่ดำเนินการ จึงไม่ทราบว่าเข้าไม่ถึงหรือไม่",
)
WHAT = {AGENCIES: Text("agencies", "หน่วยงาน"), FUNDS: Text("funds", "แหล่งทุน")}


def find_out_of_reach(
    ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic", year: int | None = None
) -> AnalysisResult:
    """Return for each place how many agencies, and how many funds, its enterprises cannot reach.

    `effect` counts those that none of the enterprises can; the rows of the evidence name each agency
    or fund that is not in reach of all, and of how many enterprises.

    Parameters
    ----------
    by, scheme
        The places: corridor, area or region.
    year
        Count only programs and funds in force in this fiscal year; None for all on record.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    check_question((by,), "smes", "", "", year)
    place = find_place(ecosystem, by, scheme)
    relations = find_relations(ecosystem, (*PLACED, *OWNS.values(), SERVES, PART_OF))
    about = Statement(ecosystem, METHOD, str(year or ""), used_scheme(by, scheme))
    members = [member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)]
    located, _ = locate(ecosystem, relations, members, year)
    rows = dict(zip(members, located, strict=True))
    agencies = _agencies(ecosystem, relations, rows)
    reach = {
        AGENCIES: _Reach(agencies, _sisters(relations, agencies)),
        FUNDS: _Reach({member: row for member, row in rows.items() if member[0] == "FundingSource"}, {}),
    }
    here = _enterprises(ecosystem, place, year)
    findings: list[Finding] = []
    untested: list[Text] = [] if here.any() else [NO_ENTERPRISES]
    for kind, found in reach.items():
        if here.any():
            findings += _findings(about, kind, relations, found, here, place)
        silent = sum(bool((row[:-1] == UNDETERMINED).all()) for row in found.rows.values())
        if silent:
            untested.append(fill(UNSAID, number=number(silent), all=number(len(found.rows)), what=WHAT[kind]))
    return about.result(
        ANALYSIS,
        findings,
        (AGENCIES, FUNDS),
        {"by": by, "scheme": scheme, "year": year},
        totals={"enterprises": float(here.sum())}
        | {UNITS[kind]: float(len(found.rows)) for kind, found in reach.items()},
        untested=(*untested, *place.caveats),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True)
class _Reach:
    """Where each agency or fund is, by location; and where the units of the same agency are together."""

    rows: Mapping[NodeId, Answers]
    sisters: Mapping[NodeId, Answers]


def _agencies(
    ecosystem: Ecosystem, relations: Relations, rows: Mapping[NodeId, Answers]
) -> dict[NodeId, Answers]:
    """Return where each agency is: where it serves, and where what it runs or manages is."""
    extents = Extents(ecosystem, relations)
    found = {}
    for key in ecosystem.nodes("Agency"):
        owned = [
            rows[kind, own]
            for kind, owns in OWNS.items()
            for own in relations.targets[owns].get(key, ())
            if (kind, own) in rows
        ]
        served = [("Area", area) for area in relations.targets[SERVES].get(key, ())]
        if served or not owned:
            owned.append(extents.within(served))
        found["Agency", key] = np.maximum.reduce(owned)
    return found


def _sisters(relations: Relations, agencies: Mapping[NodeId, Answers]) -> dict[NodeId, Answers]:
    """Return, for each agency that is part of another, where any unit of that is."""
    found: dict[NodeId, Answers] = {}
    for units in relations.sources[PART_OF].values():
        rows = [agencies["Agency", unit] for unit in units]
        together = np.maximum.reduce(rows)
        for unit in units:
            node = ("Agency", unit)
            found[node] = np.maximum(found[node], together) if node in found else together
    return found


def _enterprises(ecosystem: Ecosystem, place: Grouping, year: int | None) -> NDArray[np.int64]:
    """Return how many enterprises there are in each location of each cell (locations x cells)."""
    cells = cells_of(ecosystem, place)
    areas = ecosystem.smes.area[counted_enterprises(ecosystem, year)]
    counts = np.bincount(areas + 1, minlength=len(cells))
    table = np.zeros((len(cells), len(place.subjects)), np.int64)
    table[np.arange(len(cells)), cells] = np.roll(counts, -1)
    return table


def _findings(
    about: Statement, kind: str, relations: Relations, reach: _Reach, here: NDArray[np.int64], place: Grouping
) -> Iterator[Finding]:
    """Yield each place with something out of reach of some or all of its enterprises."""
    nodes, rows = list(reach.rows), list(reach.rows.values())
    if not nodes:
        return
    answers = np.array(rows)
    together = np.array([reach.sisters.get(node, row) for node, row in reach.rows.items()])
    table = {answer: (answers == answer) @ here for answer in (NO, UNDETERMINED, YES)}
    covered = (together == YES) @ here
    enterprises = here.sum(axis=0)
    confidence = max(
        relations.confidence(*PLACED, *OWNS.values(), SERVES), place.confidence, key=lambda label: label.rank
    )
    for cell in np.flatnonzero(enterprises).tolist():
        total = int(enterprises[cell])
        no, yes = table[NO][:, cell], table[YES][:, cell]
        verdicts = np.select(
            [yes == total, (no > 0) & (covered[:, cell] == total), no == total, no > 0],
            [IN_REACH, SISTER, OUT, PARTLY],
            UNKNOWN,
        )
        numbers = {name: int((verdicts == name).sum()) for name in (OUT, PARTLY, SISTER, IN_REACH, UNKNOWN)}
        if not numbers[OUT] + numbers[PARTLY]:
            continue
        shown = [at for at in np.argsort(-no, kind="stable").tolist() if verdicts[at] in (OUT, PARTLY)]
        subject = place.subjects[cell]
        node = (
            [(subject.kind, subject.key)]
            if (subject.kind, subject.key) in about.ecosystem.institutions
            else []
        )
        sisters = (BY_SISTERS.format(number=number(numbers[SISTER])),) if numbers[SISTER] else ()
        yield about.finding(
            kind,
            (subject,),
            SENTENCES[kind],
            {
                "enterprises": number(total),
                "out": number(numbers[OUT]),
                "partly": number(numbers[PARTLY]),
                "inside": number(numbers[IN_REACH] + numbers[SISTER]),
                "unknown": number(numbers[UNKNOWN]),
            },
            observed=numbers[IN_REACH] + numbers[SISTER],
            effect=numbers[OUT],
            interval=(float(numbers[OUT]), float(numbers[OUT] + numbers[UNKNOWN])),
            unit=UNITS[kind],
            verdict=OUT if numbers[OUT] else PARTLY,
            evidence=Evidence(
                nodes=(*node, *(nodes[at] for at in shown[:NAMED])),
                counts={name.replace(" ", "_"): value for name, value in numbers.items()}
                | {"enterprises": total},
                columns=("key", "verdict", "enterprises without", "not known", "enterprises with"),
                rows=tuple(
                    (
                        nodes[at][1],
                        str(verdicts[at]),
                        int(no[at]),
                        int(table[UNDETERMINED][at, cell]),
                        int(yes[at]),
                    )
                    for at in shown
                ),
            ),
            caveats=sisters,
            confidence=confidence,
        )

"""Which enterprises each fund takes: yes, no, or more information is needed, and which."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import NEEDED, Admission
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import UNKNOWN, Statement, number, sentences
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.support import NO, UNDETERMINED, YES
from ecograph.findings import Evidence, Finding
from ecograph.graph import NodeId
from ecograph.model import Text

ELIGIBILITY, NO_FUND = "fund-eligibility", "no-fund-in-reach"
FUND_KINDS = tuple(kind for kind in NEEDED if not kind.startswith("Program "))
SENTENCES = {
    ELIGIBILITY: Text(
        "{where}: {yes} enterprises are eligible by size class, industry and area, {no} are not, and for "
        "{unknown} more information is needed.{missing}",
        "{where}: วิสาหกิจที่เข้าเกณฑ์ขนาด อุตสาหกรรม และพื้นที่ {yes} ราย ไม่เข้าเกณฑ์ {no} ราย "
        "ต้องการข้อมูลเพิ่ม {unknown} ราย{missing}",
    ),
    NO_FUND: Text(
        "{where}: {no} of {all} enterprises have no fund in reach that takes them, {yes} have one, and for "
        "{unknown} it is not known.",
        "{where}: วิสาหกิจ {no} จาก {all} ราย ไม่มีแหล่งทุนที่เข้าถึงได้ มี {yes} ราย ไม่ทราบ {unknown} ราย",
    ),
    UNKNOWN: Text(
        "{where}: of {all} enterprises {yes} have a fund in reach that takes them; for {unknown} it is not "
        "known.",
        "{where}: วิสาหกิจ {all} ราย มีแหล่งทุนที่เข้าถึงได้ {yes} ราย ไม่ทราบ {unknown} ราย",
    ),
}
MISSING = {
    "fund_place": Text(
        "The fund does not say where it works ({number} enterprises).", "แหล่งทุนไม่ระบุพื้นที่ ({number} ราย)"
    ),
    "enterprise_place": Text(
        "Missing: the place of {number} enterprises, or it is not on record exactly enough.",
        "ขาดข้อมูลที่ตั้งที่ชัดเจนพอของวิสาหกิจ {number} ราย",
    ),
    "enterprise_industry": Text(
        "Missing: the industry of {number} enterprises, or it is not on record exactly enough.",
        "ขาดข้อมูลอุตสาหกรรมที่ชัดเจนพอของวิสาหกิจ {number} ราย",
    ),
    "enterprise_size": Text(
        "Missing: the size class of {number} enterprises.", "ขาดข้อมูลขนาดของวิสาหกิจ {number} ราย"
    ),
}
"""What information is needed, by the name of the count; an enterprise may lack several."""
IN_WORDS = Text(
    "The fund has conditions in words, which are not tested here.", "แหล่งทุนมีเงื่อนไขเป็นข้อความ ซึ่งไม่ได้ทดสอบในที่นี้"
)
STATES_NOTHING = Text(
    "The fund states no size class and no industry: by these nobody is shut out.",
    "แหล่งทุนไม่ระบุขนาดหรืออุตสาหกรรม จึงไม่มีผู้ใดถูกตัดออกด้วยเกณฑ์เหล่านี้",
)


def find_eligibility(
    about: Statement, relations: Relations, admission: Admission, counts: NDArray[np.int64]
) -> Iterator[Finding]:
    """Yield for each fund how many enterprises it takes, and of how many that cannot be said.

    `effect` is the number of enterprises that information would settle.
    """
    nodes = about.ecosystem.institutions.nodes
    confidence = relations.confidence(*FUND_KINDS)
    for row, (kind, key) in enumerate(admission.members):
        answers = admission.answer([row])
        numbers = _sums(counts, answers)
        missing = _missing(admission, row, counts * (answers == UNDETERMINED))
        node = nodes[kind, key]
        lacking = [MISSING[name].format(number=number(count)) for name, count in missing.items() if count]
        caveats = []
        if (admission.industries[row] == YES).all() and (admission.sizes[row] == YES).all():
            caveats.append(STATES_NOTHING)
        if node.get("eligibility") or node.get("terms") or node.get("collateral"):
            caveats.append(IN_WORDS)
        yield about.finding(
            ELIGIBILITY,
            (about.subject(kind, key),),
            SENTENCES[ELIGIBILITY],
            {name: number(value) for name, value in numbers.items()} | {"missing": sentences(*lacking)},
            observed=numbers["yes"],
            effect=numbers["unknown"],
            unit="SMEs",
            verdict="need-information" if numbers["unknown"] else "told",
            evidence=Evidence(nodes=((kind, key),), counts=numbers | missing),
            caveats=tuple(caveats),
            confidence=max(confidence, node["confidence"], key=lambda label: label.rank),
        )


def _sums(counts: NDArray[np.int64], answers: NDArray[np.int8]) -> dict[str, int]:
    found = np.bincount(answers.ravel(), counts.ravel(), 3).astype(np.int64)
    return {"yes": int(found[YES]), "no": int(found[NO]), "unknown": int(found[UNDETERMINED])}


def _missing(admission: Admission, row: int, unknown: NDArray[np.int64]) -> dict[str, int]:
    """Return of how many enterprises each information is missing, among those that need any."""
    place = unknown[admission.locations[row] == UNDETERMINED].sum()
    says = bool(admission.says[row])
    return {
        "fund_place": 0 if says else int(place),
        "enterprise_place": int(place) if says else 0,
        "enterprise_industry": int(unknown[:, admission.industries[row] == UNDETERMINED].sum()),
        "enterprise_size": int(unknown[:, :, admission.sizes[row] == UNDETERMINED].sum()),
    }


def find_without_fund(
    about: Statement,
    relations: Relations,
    admission: Admission,
    rows: Sequence[int],
    counts: NDArray[np.int64],
    place: Grouping,
) -> Iterator[Finding]:
    """Yield the places where enterprises have no fund in reach, or where that is not known.

    `rows` are the funds; `effect` is the number of enterprises that all of them leave out.
    """
    answers, cells = admission.answer(rows), len(place.subjects)
    table = {
        name: admission.by_cell(counts * (answers == answer), cells)
        for name, answer in (("no", NO), ("yes", YES), ("unknown", UNDETERMINED))
    }
    confidence = max(relations.confidence(*FUND_KINDS), place.confidence, key=lambda label: label.rank)
    for cell in np.flatnonzero(table["no"] + table["unknown"]).tolist():
        numbers = {name: int(values[cell]) for name, values in table.items()}
        numbers["all"] = sum(numbers.values())
        subject = place.subjects[cell]
        node: tuple[NodeId, ...] = ((subject.kind, subject.key),) if subject.key else ()
        yield about.finding(
            NO_FUND,
            (subject,),
            SENTENCES[NO_FUND if numbers["no"] else UNKNOWN],
            {name: number(value) for name, value in numbers.items()},
            observed=numbers["yes"],
            effect=numbers["no"],
            interval=(float(numbers["no"]), float(numbers["no"] + numbers["unknown"])),
            unit="SMEs",
            verdict=NO_FUND if numbers["no"] else UNKNOWN,
            evidence=Evidence(
                nodes=tuple(one for one in node if one in about.ecosystem.institutions),
                counts={**numbers, "funds": len(rows)},
            ),
            confidence=confidence,
        )

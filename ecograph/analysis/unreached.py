"""Enterprises that nobody is on record to have helped, in any year, by any program or fund."""

import time

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import group
from ecograph.analysis.support import NOTHING_ON_RECORD, YES, eligible, everything, on_record, reached
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem
from ecograph.model import Text

METHOD = Method("enterprises without any support on record", 1)


def unreached(ecosystem: Ecosystem) -> NDArray[np.int64]:
    """Return the positions of the eligible enterprises that no program or fund has reached."""
    anything = everything(ecosystem)
    helped = reached(ecosystem, [anything], None)[0]
    return np.flatnonzero((eligible(ecosystem, anything, None) == YES) & ~helped)


def find_unreached(ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic") -> AnalysisResult:
    """Return a finding for each cell that has unreached enterprises, the most first.

    The evidence names the first ten of them; `unreached` gives all. Where no support is on record
    at all there is no finding: nobody has reported.
    """
    started = time.perf_counter()
    grouping = group(ecosystem, by, scheme)
    known = on_record(ecosystem, everything(ecosystem), None)
    positions = unreached(ecosystem) if known else np.empty(0, np.int64)
    cells = grouping.codes[positions]
    counts = np.bincount(cells, minlength=len(grouping.subjects))
    findings = []
    for cell in np.argsort(-counts, kind="stable").tolist():
        if not counts[cell]:
            continue
        subject, number = grouping.subjects[cell], int(counts[cell])
        keys = [ecosystem.smes.keys[int(at)].as_py() for at in positions[cells == cell][:10]]
        findings.append(
            Finding(
                kind="unreached",
                subjects=(subject,),
                observed=number,
                sentence=Text(
                    f"{subject.name.en}: {number:,} enterprises have no support on record.",
                    f"{subject.name.th}: {number:,} ราย ไม่มีประวัติการได้รับการส่งเสริมในข้อมูล",
                ),
                method=METHOD,
                scheme=scheme if by in ("corridor", "region") else "",
                evidence=Evidence(nodes=tuple(("SME", key) for key in keys), counts={"unreached": number}),
                caveats=(NOT_ON_RECORD, *grouping.caveats),
                confidence=grouping.confidence,
                data_kind=ecosystem.data_kind,
            )
        )
    return AnalysisResult(
        "unreached",
        tuple(findings),
        {"by": by, "scheme": scheme, "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        {"unreached": float(len(positions)), "enterprises": float(len(ecosystem.smes))} if known else {},
        () if known else (NOTHING_ON_RECORD,),
        seconds=time.perf_counter() - started,
    )


NOT_ON_RECORD = Text(
    "Not on record does not mean never helped: some agencies may not have reported.",
    "ไม่มีในข้อมูลไม่ได้แปลว่าไม่เคยได้รับ บางหน่วยงานอาจยังไม่ส่งข้อมูล",
)

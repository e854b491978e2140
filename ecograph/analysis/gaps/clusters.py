"""Where low reach lies together: provinces and their neighbours, by Gi* and Moran's I."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.reach import Asked
from ecograph.analysis.gaps.tally import counts_of
from ecograph.analysis.question import asked_themes, check_question
from ecograph.analysis.statistics.clusters import PERMUTATIONS, Clusters
from ecograph.analysis.statistics.clusters import find_clusters as find_lying_together
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.statistics.standardisation import expect
from ecograph.analysis.support import NOTHING_ON_RECORD, Themed, on_record
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

KIND = "cluster"
LEVEL = 0.05
FEWEST = 20
"""With fewer areas than this nothing can be said of where they lie."""
METHOD = "Gi* of reached over expected, binary neighbours, other areas shuffled"
NULL = "the ratios of provinces shuffled over the map"
REFERENCE = "Getis & Ord 1992; Ord & Getis 1995; Moran 1950; by esda"
LOW = Text(
    "In and around {where} ({areas} provinces) reach is low together: reached {k:,.0f}, expected {e:,.0f}, "
    "short {s:,.0f}.",
    "{where} และจังหวัดที่ติดกัน (รวม {areas} จังหวัด) เข้าถึงต่ำเป็นกลุ่ม เข้าถึง {k:,.0f} ราย ควรเป็น {e:,.0f} ราย "
    "ขาด {s:,.0f} ราย",
)
HIGH = Text(
    "In and around {where} ({areas} provinces) reach is high together: reached {k:,.0f}, expected {e:,.0f}.",
    "{where} และจังหวัดที่ติดกัน (รวม {areas} จังหวัด) เข้าถึงสูงเป็นกลุ่ม เข้าถึง {k:,.0f} ราย ควรเป็น {e:,.0f} ราย",
)
ALIKE = Text(
    "{where}: neighbouring provinces are reached alike, more than chance would have it.",
    "{where}: จังหวัดที่ติดกันเข้าถึงใกล้เคียงกันเกินกว่าที่เกิดโดยบังเอิญ",
)
NO_PATTERN = Text(
    "{where}: no pattern among neighbouring provinces can be told from chance.",
    "{where}: ไม่พบรูปแบบระหว่างจังหวัดที่ติดกันที่ต่างจากเหตุบังเอิญ",
)
TOO_FEW = Text(
    "{number} areas with neighbours are on record; where low reach lies cannot be asked of fewer than "
    "{fewest}.",
    "มีพื้นที่ที่ทราบพื้นที่ติดกัน {number} แห่ง ซึ่งน้อยกว่า {fewest} แห่ง จึงวิเคราะห์การเกาะกลุ่มไม่ได้",
)
ALL_ALIKE = Text("Every province is reached alike.", "ทุกจังหวัดเข้าถึงเท่ากัน")
EVERYTHING = Text("All support", "การส่งเสริมทั้งหมด")


def find_clusters(
    ecosystem: Ecosystem,
    *,
    theme: str = "",
    industry: str = "",
    year: int | None = None,
    population: str = "smes",
    seed: int = 0,
) -> AnalysisResult:
    """Return a finding for each province that lies in a cluster of low or high reach, and one overall.

    What lies together are ratios of reached to expected, as in reach gaps. One theme is asked at a time.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    check_question(("area",), population, industry, theme, year, split=False)
    asked = Asked(("area",), "", theme, industry, year, population)
    (about,) = asked_themes(ecosystem, theme, apart=False)
    provinces = _measure(ecosystem, asked, about)
    findings: tuple[Finding, ...] = ()
    untested: tuple[Text, ...] = ()
    if not on_record(ecosystem, about, year):
        untested = (NOTHING_ON_RECORD,)
    elif len(provinces.near) < FEWEST:
        untested = (TOO_FEW.format(number=len(provinces.near), fewest=FEWEST),)
    elif np.ptp(values := provinces.reached / provinces.expected) == 0:
        untested = (ALL_ALIKE,)
    else:
        together = find_lying_together(values, provinces.near, seed)
        findings = tuple(_findings(ecosystem, about, provinces, together, str(year or "")))
    return AnalysisResult(
        "clusters",
        findings,
        asked.parameters() | {"seed": seed, "weakest": ecosystem.weakest},
        ecosystem.version,
        ecosystem.data_kind,
        untested=untested,
        seed=seed,
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True)
class Provinces:
    """The provinces of which something is expected, with their neighbours among them by position."""

    subjects: tuple[Subject, ...]
    reached: NDArray[np.float64]
    expected: NDArray[np.float64]
    near: dict[int, list[int]]
    confidence: Confidence


def _measure(ecosystem: Ecosystem, asked: Asked, theme: Themed) -> Provinces:
    """Return what each province reached, and would reach at the rates of the others."""
    tally = asked.count(ecosystem, [theme])
    cells = asked.cells(ecosystem, tally)
    counts = counts_of(tally, cells, 0)
    elsewhere = expect(
        counts.cell, counts.stratum, counts.total, counts.count, (len(cells), len(cells.strata))
    )
    reached = np.bincount(counts.cell, counts.count, len(cells)).astype(np.float64)
    kept = [at for at, (subject,) in enumerate(cells.subjects) if subject.key and elsewhere.expected[at] > 0]
    subjects = tuple(cells.subjects[at][0] for at in kept)
    position = {("Area", subject.key): at for at, subject in enumerate(subjects)}
    near: dict[int, list[int]] = {}
    confidence = max(theme.confidence, cells.confidence, key=lambda label: label.rank)
    for one, other, edge in ecosystem.edges("Area ADJOINS Area"):
        if one in position and other in position:
            near.setdefault(position[one], []).append(position[other])
            near.setdefault(position[other], []).append(position[one])
            confidence = max(confidence, edge["confidence"], key=lambda label: label.rank)
    if near:
        near = {at: sorted({*near.get(at, ())}) for at in range(len(subjects))}
    return Provinces(subjects, reached[kept], elsewhere.expected[kept], near, confidence)


def _findings(
    ecosystem: Ecosystem, theme: Themed, provinces: Provinces, together: Clusters, period: str
) -> Iterator[Finding]:
    """Yield the clusters, the shortest first, and then what is true of the whole."""
    topic = (Subject("Theme", theme.key, ecosystem.name("Theme", theme.key)),) if theme.key else ()
    method = Method(METHOD, 1, REFERENCE, {"level": LEVEL, "permutations": PERMUTATIONS})
    q = adjusted(together.p)

    def finding(subjects: tuple[Subject, ...], around: list[int], sentence: Text, **more: Any) -> Finding:
        reached, expected = (float(v[around].sum()) for v in (provinces.reached, provinces.expected))
        names = " × ".join(s.name.en for s in subjects), " × ".join(s.name.th for s in subjects)
        numbers = {"k": reached, "e": expected, "s": expected - reached, "areas": len(around)}
        return Finding(
            subjects=subjects,
            observed=reached,
            expected=expected,
            effect=expected - reached,
            sentence=Text(
                sentence.en.format(where=names[0], **numbers), sentence.th.format(where=names[1], **numbers)
            ),
            method=method,
            period=period,
            evidence=Evidence(
                nodes=tuple((provinces.subjects[at].kind, provinces.subjects[at].key) for at in around),
                counts=more.pop("counts"),
                columns=("area", "reached", "expected"),
                rows=tuple(
                    (
                        provinces.subjects[at].key,
                        float(provinces.reached[at]),
                        float(provinces.expected[at]),
                    )
                    for at in around
                ),
            ),
            confidence=provinces.confidence,
            data_kind=ecosystem.data_kind,
            **more,
        )

    found = [
        finding(
            (*topic, provinces.subjects[at]),
            [at, *provinces.near[at]],
            LOW if together.z[at] < 0 else HIGH,
            kind=KIND,
            verdict="low" if together.z[at] < 0 else "high",
            p=float(together.p[at]),
            q=float(q[at]),
            null=NULL,
            counts={"z": float(together.z[at]), "local_moran_p": float(together.local_moran[at])},
        )
        for at in np.flatnonzero(q <= LEVEL).tolist()
    ]
    yield from sorted(found, key=lambda one: (-(one.effect or 0.0), one.id))
    alike = together.moran > 0 and together.moran_p <= LEVEL
    yield finding(
        topic or (Subject("", "*all", EVERYTHING),),
        list(range(len(provinces.subjects))),
        ALIKE if alike else NO_PATTERN,
        kind="clustering",
        verdict="clustered" if alike else "no_pattern",
        p=together.moran_p,
        null=NULL,
        counts={"moran": together.moran, "general_g": together.general_g},
    )

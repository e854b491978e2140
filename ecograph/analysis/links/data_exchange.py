"""Who should share which data with whom: shared clients, against the data that agreements name."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from ecograph.analysis.gaps.statement import Statement, listed, number
from ecograph.analysis.links.partners import PARTY_TO, Couple, couple
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, count_shared_clients, find_clients
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "data-exchange", "data-exchange"
NONE, SILENT = "no-agreement", "agreement-without-data"
METHOD = Method("shared clients against data exchanged by agreement", 1)
SENTENCES = {
    NONE: Text(
        "{where}: {shared} clients in common and no agreement in force on record. Data that either "
        "exchanges with others: {data}.",
        "{where}: มีลูกค้าร่วม {shared} รายและไม่มีข้อมูลข้อตกลงที่มีผลอยู่ ข้อมูลที่ฝ่ายใดฝ่ายหนึ่งแลกเปลี่ยนกับหน่วยงานอื่น: {data}",
    ),
    SILENT: Text(
        "{where}: {shared} clients in common and an agreement that names no data. Data that either exchanges "
        "with others: {data}.",
        "{where}: มีลูกค้าร่วม {shared} ราย มีข้อตกลงแต่ไม่ระบุข้อมูลที่แลกเปลี่ยน "
        "ข้อมูลที่ฝ่ายใดฝ่ายหนึ่งแลกเปลี่ยนกับหน่วยงานอื่น: {data}",
    ),
}
NOT_ON_RECORD = Text("none on record", "ไม่มีข้อมูล")
EXPIRED = Text(
    "Agreements that have expired do not count.",
    "ไม่นับข้อตกลงที่สิ้นสุดแล้ว",
)
LEFT = Text(
    "{number:,} more pairs share clients; they are not listed.", "ยังมีอีก {number:,} คู่ที่มีลูกค้าร่วมแต่ไม่ได้แสดง"
)
NO_DATA = Text(
    "No agreement on record names the data that it exchanges.", "ไม่มีข้อตกลงใดในข้อมูลที่ระบุข้อมูลที่แลกเปลี่ยน"
)


@dataclass(frozen=True)
class Exchanges:
    """What agreements that have not expired say about data.

    Attributes
    ----------
    of
        For each agency the agreements that name data, witnesses left out.
    between
        For each two parties of an agreement, whether any that they share names data.
    data
        The words of each agreement that names any.
    confidence
        The weakest confidence of any party.
    """

    of: Mapping[str, tuple[str, ...]]
    between: Mapping[Couple, bool]
    data: Mapping[str, str]
    confidence: Confidence


def find_exchanges(ecosystem: Ecosystem) -> Exchanges:
    """Return what agreements say about the data that their parties exchange."""
    parties: dict[str, set[str]] = {}
    weakest = Confidence.READ
    for (_, agency), agreement, edge in ecosystem.edges(PARTY_TO):
        known = ecosystem.institutions.nodes[agreement]
        if edge.get("role") != "witness" and known.get("status") != "expired":
            parties.setdefault(agreement[1], set()).add(agency)
            weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
    words = {key: ecosystem.institutions.nodes["Agreement", key].get("data_exchanged") for key in parties}
    data = {key: str(said) for key, said in sorted(words.items()) if said}
    between: dict[Couple, bool] = {}
    of: dict[str, list[str]] = {}
    for key in sorted(parties):
        for one, other in combinations(sorted(parties[key]), 2):
            between[one, other] = between.get((one, other), False) or key in data
        for agency in parties[key] if key in data else ():
            of.setdefault(agency, []).append(key)
    return Exchanges({agency: tuple(keys) for agency, keys in of.items()}, between, data, weakest)


def find_data_exchange(ecosystem: Ecosystem, *, most: int = 100) -> AnalysisResult:
    """Return agencies that share clients and have no agreement on record that names data.

    `observed` and `effect` are the clients they share: those who are asked twice for the same papers.
    The rows of the evidence are data sets that one of them exchanges already, with the agency and the
    agreement. The cost is linear in pairs of agencies of one enterprise.

    Raises
    ------
    AnalysisError
        When `most` is below 1.
    """
    started = time.perf_counter()
    if most < 1:
        raise AnalysisError(f"{most} pairs were asked for.", "Ask for 1 pair or more.")
    clients, exchanges = find_clients(ecosystem, "Agency"), find_exchanges(ecosystem)
    shared = count_shared_clients(clients)
    keys = [key for _, key in clients.nodes]
    pairs = {
        couple(keys[one], keys[other]): int(shared[one, other])
        for one, other in zip(*shared.nonzero(), strict=True)
        if one < other
    }
    open_pairs = [pair for pair in pairs if not exchanges.between.get(pair, False)]
    chosen = sorted(open_pairs, key=lambda pair: (-pairs[pair], pair))[:most]
    confidence = max(clients.confidence, exchanges.confidence, key=lambda label: label.rank)
    about = Statement(ecosystem, METHOD)
    left = len(open_pairs) - len(chosen)
    return about.result(
        ANALYSIS,
        [_finding(about, pair, pairs[pair], exchanges, confidence) for pair in chosen],
        (KIND,),
        {"most": most},
        totals={
            "pairs": len(pairs),
            "without_data": len(open_pairs),
            "agreements_with_data": len(exchanges.data),
        },
        untested=[*([LEFT.format(number=left)] if left else []), *([] if exchanges.data else [NO_DATA])],
        seconds=time.perf_counter() - started,
    )


def _finding(
    about: Statement, pair: Couple, shared: int, exchanges: Exchanges, confidence: Confidence
) -> Finding:
    rows = [(exchanges.data[key], agency, key) for agency in pair for key in exchanges.of.get(agency, ())]
    verdict = SILENT if pair in exchanges.between else NONE
    words = [Text(said, said) for said in dict.fromkeys(row[0] for row in rows)]
    return about.finding(
        KIND,
        [about.subject("Agency", agency) for agency in pair],
        SENTENCES[verdict],
        {"shared": number(shared), "data": listed(words) if words else NOT_ON_RECORD},
        observed=shared,
        effect=shared,
        unit="SMEs",
        verdict=verdict,
        evidence=Evidence(
            nodes=tuple(("Agency", agency) for agency in pair),
            relationships=tuple((PARTY_TO, agency, key) for _, agency, key in rows),
            counts={"shared": shared, "exchanged_with_others": len(rows)},
            columns=("data", "Agency", "Agreement"),
            rows=tuple(rows),
        ),
        caveats=(EXPIRED,),
        confidence=confidence,
    )

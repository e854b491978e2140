"""Which agency holds which data, who needs it, and who has it by an agreement: a matrix."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import Statement, listed, number
from ecograph.analysis.links.data_exchange import EXPIRED, Exchanges, find_exchanges
from ecograph.analysis.links.partners import MANAGES, RUNS, couple
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem, find_clients
from ecograph.graph.clients import Clients
from ecograph.graph.pairs import pair
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "exchange-matrix", "data-needed"
METHOD = Method("clients in common with who holds a data set, against data exchanged by agreement", 1)
MEASURED = "Program MEASURED_BY Indicator"
PARTICIPATION, SERVICES, FINANCE, RESULTS = "participation", "services", "finance", "results"
SETS: Mapping[str, Text] = {
    PARTICIPATION: Text("who took part in what", "ข้อมูลผู้เข้าร่วมโครงการ"),
    SERVICES: Text("services received", "ข้อมูลบริการที่ได้รับ"),
    FINANCE: Text("finance received", "ข้อมูลการได้รับเงินทุน"),
    RESULTS: Text("results of programs", "ข้อมูลผลตัวชี้วัดโครงการ"),
}
"""Data sets that the records themselves show somebody to hold, and what they are called."""
ABOUT_CLIENTS = (PARTICIPATION, SERVICES, FINANCE)
"""Those that are about enterprises: who shares clients with a holder has a use for them."""
SENTENCE = Text(
    "{where}: {affected} of its {clients} clients are clients too of {holders} agencies that hold this data "
    "({named}), and no agreement in force on record names data between them.",
    "{where}: ลูกค้า {affected} จาก {clients} ราย เป็นลูกค้าของหน่วยงานที่มีข้อมูลนี้ {holders} แห่ง ({named}) "
    "และไม่มีข้อตกลงที่มีผลซึ่งระบุข้อมูลระหว่างกัน",
)
WORDS = Text(
    "An agreement's own words for data are not mapped to data sets: one that names any covers all of both.",
    "ข้อความในข้อตกลงไม่ได้จับคู่กับชุดข้อมูล ข้อตกลงที่ระบุข้อมูลใดถือว่าครอบคลุมทั้งหมดระหว่างสองฝ่าย",
)
HOLDS = Text(
    "Who holds data is told from the records: a program with participants, a fund with users. Others may "
    "hold some too.",
    "การมีข้อมูลพิจารณาจากข้อมูลที่มี คือโครงการที่มีผู้เข้าร่วมหรือแหล่งทุนที่มีผู้ได้รับ หน่วยงานอื่นอาจมีข้อมูลด้วย",
)
HOLDS_IT = Text("holds its own", "มีข้อมูลของตน")
SHARES_IT = Text("agreed with {number:,}", "มีข้อตกลงกับ {number:,} แห่ง")
LACKS_IT = Text("lacks that of others on {number:,} clients", "ขาดข้อมูลของหน่วยงานอื่นเกี่ยวกับลูกค้า {number:,} ราย")
LEFT = Text("{number:,} more are not listed.", "ยังมีอีก {number:,} รายการที่ไม่ได้แสดง")


@dataclass(frozen=True)
class ExchangeMatrix:
    """Agencies by data sets.

    Attributes
    ----------
    agencies, sets
        Keys of rows and columns: data sets of `SETS`.
    holds
        bool (agencies x sets): whether its records are such data.
    shares
        int32 (agencies x sets): with how many holders it has an agreement in force that names data.
    needs
        int64 (agencies x sets): its clients that are clients of a holder without such an agreement;
        0 of data that are not about enterprises.
    from_whom
        bool (sets x agencies x holders): from whom it needs it.
    clients
        How many clients each agency has.
    """

    agencies: tuple[str, ...]
    sets: tuple[str, ...]
    holds: NDArray[np.bool_]
    shares: NDArray[np.int32]
    needs: NDArray[np.int64]
    from_whom: NDArray[np.bool_]
    clients: NDArray[np.int64]
    confidence: Confidence

    def rows(self) -> list[int]:
        """Return the agencies that hold or need anything, those in need of most first."""
        order = np.lexsort((np.arange(len(self.agencies)), -self.needs.max(axis=1)))
        return [int(row) for row in order if self.needs[row].any() or self.holds[row].any()]


def build_exchange_matrix(ecosystem: Ecosystem) -> ExchangeMatrix:
    """Return who holds, shares and needs which data.

    The cost is linear in pairs of agencies of one enterprise.
    """
    clients, exchanges = find_clients(ecosystem, "Agency"), find_exchanges(ecosystem)
    agencies = tuple(key for _, key in clients.nodes)
    holds = _holds(ecosystem, agencies)
    agreed = _agreed(agencies, exchanges)
    needs = np.zeros(holds.shape, np.int64)
    shares = np.zeros(holds.shape, np.int32)
    from_whom = np.zeros((len(SETS), len(agencies), len(agencies)), np.bool_)
    for column, name in enumerate(SETS):
        shares[:, column] = (agreed & holds[:, column][None, :]).sum(axis=1)
        if name in ABOUT_CLIENTS:
            lacking = ~agreed & holds[:, column][None, :]
            np.fill_diagonal(lacking, val=False)
            needs[:, column], from_whom[column] = _affected(clients, lacking)
    confidence = max(clients.confidence, exchanges.confidence, key=lambda label: label.rank)
    return ExchangeMatrix(agencies, tuple(SETS), holds, shares, needs, from_whom, clients.counts, confidence)


def tell_cell(matrix: ExchangeMatrix, row: int, column: int) -> Text:
    """Return what is to be said of an agency and a data set; empty where there is nothing."""
    parts = [HOLDS_IT] if matrix.holds[row, column] else []
    if matrix.shares[row, column]:
        parts.append(SHARES_IT.format(number=int(matrix.shares[row, column])))
    if matrix.needs[row, column]:
        parts.append(LACKS_IT.format(number=int(matrix.needs[row, column])))
    return Text(*("; ".join(part(language) for part in parts) for language in ("en", "th")))


def _holds(ecosystem: Ecosystem, agencies: tuple[str, ...]) -> NDArray[np.bool_]:
    joined = ecosystem.smes.links["SME PARTICIPATED_IN Program"]
    financed = ecosystem.smes.links["SME FINANCED_BY FundingSource"]
    labels = joined.labels.get("services")
    said = np.diff(labels.indptr) > 0 if labels else np.zeros(joined.count, np.bool_)
    with_records = {
        PARTICIPATION: {joined.targets[at] for at in np.unique(joined.indices).tolist()},
        SERVICES: {joined.targets[at] for at in np.unique(joined.indices[said]).tolist()},
        FINANCE: {financed.targets[at] for at in np.unique(financed.indices).tolist()},
        RESULTS: {key for (_, key), _, edge in ecosystem.edges(MEASURED) if edge.get("reported") is not None},
    }
    row = {key: at for at, key in enumerate(agencies)}
    holds = np.zeros((len(agencies), len(SETS)), np.bool_)
    for column, name in enumerate(SETS):
        for (_, agency), (_, key), _ in ecosystem.edges(MANAGES if name == FINANCE else RUNS):
            holds[row[agency], column] |= key in with_records[name]
    return holds


def _agreed(agencies: tuple[str, ...], exchanges: Exchanges) -> NDArray[np.bool_]:
    """Return between whom an agreement in force names data (agencies x agencies)."""
    row = {key: at for at, key in enumerate(agencies)}
    agreed = np.zeros((len(agencies), len(agencies)), np.bool_)
    for (one, other), names_data in exchanges.between.items():
        agreed[row[one], row[other]] = agreed[row[other], row[one]] = names_data
    return agreed


def _affected(clients: Clients, lacking: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return how many clients of each agency are clients of one that it lacks data of, and of whom."""
    entry = np.zeros(len(clients.indices), np.bool_)
    whose = np.zeros(lacking.shape, np.bool_)
    for first, second in pair(clients.indptr):
        for mine, theirs in ((first, second), (second, first)):
            one, other = clients.indices[mine], clients.indices[theirs]
            hit = lacking[one, other]
            entry[mine[hit]] = True
            whose[one[hit], other[hit]] = True
    return np.bincount(clients.indices[entry], minlength=len(lacking)), whose


def find_exchange_matrix(ecosystem: Ecosystem, *, most: int = 200) -> AnalysisResult:
    """Return the needs of the matrix, the most clients first: who lacks which data, and from whom.

    `effect` counts the clients of an agency that are clients too of one that holds the data, where no
    agreement in force on record names data between the two; `observed` counts the clients of the agency.
    The rows of the evidence name the holders, and whether an agreement without data joins them.

    Raises
    ------
    AnalysisError
        When `most` is below 1.
    """
    started = time.perf_counter()
    if most < 1:
        raise AnalysisError(f"{most} needs were asked for.", "Ask for 1 or more.")
    matrix, exchanges = build_exchange_matrix(ecosystem), find_exchanges(ecosystem)
    about = Statement(ecosystem, METHOD)
    cells = sorted(np.argwhere(matrix.needs > 0).tolist(), key=lambda at: (-matrix.needs[*at], at))
    findings = [_finding(about, matrix, exchanges, at) for at in cells[:most]]
    left = len(cells) - len(findings)
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"most": most},
        totals={
            "needed": len(cells),
            **{f"holders_of_{name}": int(matrix.holds[:, at].sum()) for at, name in enumerate(SETS)},
            "agreements_with_data": len(exchanges.data),
        },
        untested=[HOLDS, WORDS, *([LEFT.format(number=left)] if left else [])],
        seconds=time.perf_counter() - started,
    )


def _finding(about: Statement, matrix: ExchangeMatrix, exchanges: Exchanges, at: list[int]) -> Finding:
    row, column = at
    agency, name = matrix.agencies[row], matrix.sets[column]
    holders = [matrix.agencies[other] for other in np.flatnonzero(matrix.from_whom[column, row])]
    counts = {
        "affected": int(matrix.needs[row, column]),
        "clients": int(matrix.clients[row]),
        "holders": len(holders),
    }
    return about.finding(
        KIND,
        (about.subject("Agency", agency), Subject("Data", name, SETS[name])),
        SENTENCE,
        {
            **{key: number(value) for key, value in counts.items()},
            "named": listed([about.ecosystem.name("Agency", key) for key in holders]),
        },
        observed=counts["clients"],
        effect=counts["affected"],
        unit="SMEs",
        verdict=KIND,
        evidence=Evidence(
            nodes=(("Agency", agency), *(("Agency", key) for key in holders)),
            counts=counts,
            columns=("holder", "agreement"),
            rows=tuple(_rows(exchanges, agency, holders)),
        ),
        caveats=(EXPIRED, WORDS, HOLDS),
        confidence=matrix.confidence,
    )


def _rows(exchanges: Exchanges, agency: str, holders: list[str]) -> Iterator[tuple[str, str]]:
    for key in holders:
        yield key, "names no data" if couple(agency, key) in exchanges.between else "not on record"

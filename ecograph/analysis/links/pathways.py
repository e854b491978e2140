"""Pathways: which programs enterprises take one after the other, counted in columns."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from ecograph.analysis.gaps.statement import Statement, number
from ecograph.analysis.links.partners import ADDRESSES, RUNS
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.support import NOTHING_ON_RECORD, reaching
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import NO_DATE, UNKNOWN
from ecograph.graph.pairs import pair, spread
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "pathways", "pathway"
METHOD = Method(
    "sequences of participations at successive times, each enterprise counted once",
    1,
    "Agrawal & Srikant 1995",
)
JOINED = "SME PARTICIPATED_IN Program"
LEVELS = ("program", "agency", "theme")
PAIR, LENGTHS = 2, (2, 3)
FEWEST = 5
"""A sequence that fewer enterprises took is not told: it would describe single ones."""
SENTENCE = Text(
    "{where}: {enterprises} enterprises took these one after the other, {share} of the {clients} that took "
    "the first; {reverse} the other way round.",
    "{where}: วิสาหกิจ {enterprises} รายเข้าร่วมตามลำดับนี้ คิดเป็น {share} ของ {clients} รายที่เข้าร่วมรายการแรก "
    "ลำดับกลับกัน {reverse} ราย",
)
LONG_SENTENCE = Text(
    "{where}: {enterprises} enterprises took these one after the other, {share} of the {clients} that took "
    "the first.",
    "{where}: วิสาหกิจ {enterprises} รายเข้าร่วมตามลำดับนี้ คิดเป็น {share} ของ {clients} รายที่เข้าร่วมรายการแรก",
)
SUCCESSIVE = Text(
    "One after the other means at the next time on record at which the enterprise took anything; what it "
    "took at the same time is in no order. Times are days where they are on record, else fiscal years.",
    "ลำดับหมายถึงครั้งถัดไปในข้อมูลที่วิสาหกิจเข้าร่วม รายการในเวลาเดียวกันไม่นับลำดับ เวลาใช้วันเริ่ม หากไม่มีใช้ปีงบประมาณ",
)
UNDATED = Text(
    "{number:,} participations have no date and no year on record: they are in no sequence.",
    "การเข้าร่วม {number:,} รายการไม่มีวันหรือปี จึงไม่อยู่ในลำดับใด",
)
NO_TEST = Text(
    "The order is tested against chance (sign test), not that there are so many: large programs follow each "
    "other often.",
    "ทดสอบเฉพาะทิศทางของลำดับ (sign test) มิได้ทดสอบจำนวน โครงการขนาดใหญ่ย่อมตามกันบ่อย",
)
LEFT = Text("{number:,} more sequences are not listed.", "ยังมีอีก {number:,} ลำดับที่ไม่ได้แสดง")


@dataclass(frozen=True)
class Sequences:
    """Sequences of nodes that enterprises took, each enterprise counted once.

    Attributes
    ----------
    nodes
        What is taken, by position.
    steps
        int32 (sequences x length), positions in `nodes`.
    enterprises
        int64, how many enterprises took each; sorted, the most first.
    clients
        int64, how many enterprises took each node at a known time.
    undated
        How many participations have no time.
    """

    nodes: tuple[NodeId, ...]
    steps: NDArray[np.int32]
    enterprises: NDArray[np.int64]
    clients: NDArray[np.int64]
    undated: int
    confidence: Confidence


def count_sequences(ecosystem: Ecosystem, by: str = "program", length: int = 2) -> Sequences:
    """Return the sequences of some length; the cost is linear in pairs of participations of an enterprise.

    References
    ----------
    Sequential patterns: Agrawal and Srikant 1995.
    """
    links = ecosystem.smes.links[JOINED]
    counting = reaching(links, "Program")
    times = _times(links.columns["starts_on"], links.columns["fiscal_year"])
    known = counting & (times != NO_DATE)
    nodes, indptr, labels = _labels(ecosystem, by, links.targets)
    chosen = np.flatnonzero(known)
    entries, place = spread(indptr, links.indices[chosen])
    who, when = links.enterprises[chosen][place], times[chosen][place]
    what = labels[entries]
    order = np.lexsort((what, when, who))
    who, when, what = who[order], when[order], what[order]
    fresh = np.ones(len(who), np.bool_)
    fresh[1:] = (who[1:] != who[:-1]) | (when[1:] != when[:-1]) | (what[1:] != what[:-1])
    who, when, what = who[fresh], when[fresh], what[fresh]
    first, second = _successive(who, when, len(ecosystem.smes))
    chains = np.column_stack([first, second])
    for _ in range(length - 2):
        starts = np.searchsorted(first, np.arange(len(who) + 1)).astype(np.int32)
        onward, row = spread(starts, chains[:, -1])
        chains = np.column_stack([chains[row], second[onward]])
    steps, counts = _distinct(what, who, chains, len(nodes))
    clients = np.bincount(
        np.unique(what.astype(np.int64) * len(ecosystem.smes) + who) // max(len(ecosystem.smes), 1),
        minlength=len(nodes),
    )
    weakest = links.weakest or Confidence.READ
    undated = int((counting & (times == NO_DATE)).sum())
    return Sequences(nodes, steps, counts, clients, undated, weakest)


def _times(days: NDArray[np.generic], years: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return a day for each link, else the first of its year; `NO_DATE` where neither is known."""
    day, year = days.astype(np.int64), years.astype(np.int64)
    of_year = (np.maximum(year, 1) - 1970).astype("timedelta64[Y]") + np.datetime64("1970", "Y")
    first = of_year.astype("datetime64[D]").astype(np.int64)
    return np.where(day != NO_DATE, day, np.where(year != UNKNOWN, first, NO_DATE))


def _labels(
    ecosystem: Ecosystem, by: str, programs: Sequence[str]
) -> tuple[tuple[NodeId, ...], NDArray[np.int32], NDArray[np.int32]]:
    """Return the nodes, and of which each program is: a CSR of programs by nodes."""
    if by == "program":
        at = np.arange(len(programs))
        return (
            tuple(("Program", key) for key in programs),
            np.arange(len(programs) + 1, dtype=np.int32),
            at.astype(np.int32),
        )
    kind, relationship = ("Agency", RUNS) if by == "agency" else ("Theme", ADDRESSES)
    nodes = tuple((kind, key) for key in ecosystem.nodes(kind))
    number = {key: at for at, (_, key) in enumerate(nodes)}
    found: dict[str, set[int]] = {}
    for (source_kind, source), (_, target), _ in ecosystem.edges(relationship):
        program, key = (source, target) if source_kind == "Program" else (target, source)
        found.setdefault(program, set()).add(number[key])
    lists = [sorted(found.get(key, ())) for key in programs]
    indptr = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int32)
    return nodes, indptr, np.array([one for each in lists for one in each], np.int32)


def _successive(
    who: NDArray[np.int32], when: NDArray[np.int64], enterprises: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return entries one of which comes at the next time after the other; sorted by the first."""
    later = np.zeros(len(who), np.int64)
    later[1:] = (who[1:] == who[:-1]) & (when[1:] != when[:-1])
    turn = np.cumsum(later)
    # Turns rise within an enterprise by one for each new time; across enterprises they are not compared.
    indptr = np.zeros(enterprises + 1, np.int32)
    np.cumsum(np.bincount(who, minlength=enterprises), out=indptr[1:])
    parts = [
        (one[turn[other] - turn[one] == 1], other[turn[other] - turn[one] == 1])
        for one, other in pair(indptr)
    ]
    if not parts:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first, second = (np.concatenate(side).astype(np.int64) for side in zip(*parts, strict=True))
    order = np.lexsort((second, first))
    return first[order], second[order]


def _distinct(
    what: NDArray[np.int32], who: NDArray[np.int32], chains: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the distinct sequences, and how many enterprises took each, the most first."""
    length = chains.shape[1]
    codes = np.zeros(len(chains), np.int64)
    for step in range(length):
        codes = codes * size + what[chains[:, step]]
    sequences, of = np.unique(codes, return_inverse=True)
    people = who[chains[:, 0]] if len(chains) else np.empty(0, np.int32)
    pairs = np.unique(of.astype(np.int64) * (int(people.max(initial=0)) + 1) + people)
    counts = np.bincount(pairs // (int(people.max(initial=0)) + 1), minlength=len(sequences))
    order = np.lexsort((sequences, -counts))
    steps = np.empty((len(sequences), length), np.int32)
    rest = sequences[order]
    for step in reversed(range(length)):
        rest, steps[:, step] = np.divmod(rest, max(size, 1))
    return steps, counts[order].astype(np.int64)


def find_pathways(
    ecosystem: Ecosystem,
    *,
    by: Literal["program", "agency", "theme"] = "program",
    length: int = 2,
    most: int = 100,
) -> AnalysisResult:
    """Return the sequences that most enterprises took, one step after the other.

    `observed` and `effect` count enterprises, each once; `expected` is half of those who took the two of a
    pair in either order, and p that of the sign test of the order. Sequences of fewer than `FEWEST`
    enterprises are not told.

    Parameters
    ----------
    by
        What follows what: programs, the agencies that run them, or the themes that they address.
    length
        2 or 3.
    most
        How many sequences to return.

    Raises
    ------
    AnalysisError
        When there is no such level or length, or `most` is below 1.
    """
    started = time.perf_counter()
    if by not in LEVELS or length not in LENGTHS or most < 1:
        raise AnalysisError(
            f"{most} sequences of {length} by {by!r} cannot be counted.",
            f"Ask for 1 or more, of length 2 or 3, by one of {', '.join(LEVELS)}.",
        )
    found = count_sequences(ecosystem, by, length)
    told = int((found.enterprises >= FEWEST).sum())
    shown = min(told, most)
    order = find_order(found, told) if length == PAIR else None
    about = Statement(ecosystem, METHOD)
    findings = [_finding(about, found, at, order) for at in range(shown)]
    untested = [SUCCESSIVE, NO_TEST]
    untested += [UNDATED.format(number=found.undated)] if found.undated else []
    untested += [LEFT.format(number=told - shown)] if told > shown else []
    untested += [] if len(found.steps) or found.clients.any() else [NOTHING_ON_RECORD]
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"by": by, "length": length, "most": most},
        totals={"sequences": len(found.steps), "told": told, "undated": found.undated},
        untested=untested,
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """Which order pairs come in: how many took them the other way round, p of the sign test, and q.

    NaN where a pair is of one node twice.
    """

    reverse: NDArray[np.int64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]


def find_order(found: Sequences, count: int) -> Order:
    """Return the sign test of the order of the first `count` pairs, adjusted over all of them."""
    size = max(len(found.nodes), 1)
    codes = found.steps[:, 0].astype(np.int64) * size + found.steps[:, 1]
    sorted_ = np.argsort(codes)
    wanted = (found.steps[:, 1].astype(np.int64) * size + found.steps[:, 0])[:count]
    at = np.minimum(np.searchsorted(codes[sorted_], wanted), max(len(codes) - 1, 0))
    there = codes[sorted_][at] == wanted if len(codes) else np.zeros(count, np.bool_)
    reverse = np.where(there, found.enterprises[sorted_][at], 0) if len(codes) else np.zeros(count, np.int64)
    forward = found.enterprises[:count]
    p = np.minimum(1.0, 2 * binom.cdf(np.minimum(forward, reverse), forward + reverse, 0.5))
    p[found.steps[:count, 0] == found.steps[:count, 1]] = np.nan
    return Order(reverse, p, adjusted(p))


def _finding(about: Statement, found: Sequences, at: int, order: Order | None) -> Finding:
    nodes = [found.nodes[step] for step in found.steps[at].tolist()]
    enterprises, clients = int(found.enterprises[at]), int(found.clients[found.steps[at, 0]])
    reverse = None if order is None else int(order.reverse[at])
    # A few the other way round would describe single enterprises.
    hidden = reverse is not None and 0 < reverse < FEWEST
    counts: dict[str, float] = {"enterprises": enterprises, "clients": clients}
    tested = order is not None and not hidden and not np.isnan(order.p[at])
    if reverse is not None and not hidden:
        counts["reverse"] = reverse
    return about.finding(
        KIND,
        [about.subject(*node) for node in nodes],
        LONG_SENTENCE if reverse is None else SENTENCE,
        {
            "enterprises": number(enterprises),
            "clients": number(clients),
            "share": f"{enterprises / clients:.1%}",
            "reverse": f"1–{FEWEST - 1}" if hidden else number(reverse),
        },
        observed=enterprises,
        expected=(enterprises + (reverse or 0)) / 2 if tested else None,
        effect=enterprises,
        p=float(order.p[at]) if order is not None and tested else None,
        q=float(order.q[at]) if order is not None and tested else None,
        null="either order is as likely" if tested else "",
        unit="SMEs",
        verdict=KIND,
        evidence=Evidence(nodes=tuple(nodes), counts=counts),
        caveats=(SUCCESSIVE, NO_TEST) if reverse is not None else (SUCCESSIVE,),
        confidence=found.confidence,
    )

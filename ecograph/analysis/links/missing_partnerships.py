"""Missing partnerships: agencies with clients, services or funds in common, and nothing that joins them."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.statement import NAMED, Statement, fill, listed, number
from ecograph.analysis.links.evaluation import evaluate_score
from ecograph.analysis.links.gain import Gain, find_gain
from ecograph.analysis.links.partners import (
    RUNS,
    Couple,
    Partners,
    build_network,
    find_holdings,
    find_partners,
)
from ecograph.analysis.links.scores import BASELINE, SCORES, score_pairs
from ecograph.analysis.links.trails import find_trails
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence, Text

ANALYSIS, KIND = "missing-partnerships", "missing-partnership"
METHOD = Method(
    "shared clients, gain and resource allocation among agencies without a link",
    1,
    "Zhou, Lü & Zhang 2009",
)
SCORE = "resource_allocation"
SENTENCE = Text(
    "{where}: no agreement on record. Clients in common: {shared} (expected {expected}). Clients of the "
    "first with a need that the second answers: {gain_first}; the other way round: {gain_second}. "
    "In common: {common}.",
    "{where}: ไม่มีข้อมูลข้อตกลงระหว่างกัน ลูกค้าร่วม {shared} ราย (ควรเป็น {expected}) "
    "ลูกค้าของหน่วยงานแรกที่หน่วยงานที่สองตอบความต้องการได้ {gain_first} ในทางกลับกัน {gain_second} สิ่งที่มีร่วมกัน: {common}",
)
CLIENTS_UNKNOWN = Text(
    "{where}: no agreement on record. Whom at least one of the two serves is not on record, so clients in "
    "common are not known. In common: {common}.",
    "{where}: ไม่มีข้อมูลข้อตกลงระหว่างกัน อย่างน้อยหนึ่งหน่วยงานไม่มีข้อมูลลูกค้า จึงไม่ทราบลูกค้าร่วม สิ่งที่มีร่วมกัน: {common}",
)
NOTHING = Text("nothing on record", "ไม่มีข้อมูล")
BRINGS = Text("{who} brings: {services}.", "{who} มีบริการที่อีกฝ่ายไม่มี: {services}")
COST = Text(
    "Its cost: one agreement to negotiate; {programs} programs to align.",
    "ต้นทุน: เจรจาข้อตกลงหนึ่งฉบับ และปรับโครงการ {programs} โครงการให้สอดคล้องกัน",
)
DESCRIPTIVE = Text(
    "The expected number is that of two independent draws from all enterprises with support; it is no test.",
    "จำนวนที่ควรเป็นคือกรณีเลือกโดยอิสระจากวิสาหกิจที่ได้รับการส่งเสริมทั้งหมด มิใช่การทดสอบทางสถิติ",
)
NO_CLIENTS = Text(
    "{number:,} of {all:,} agencies have no clients on record: what they would gain or share is not known.",
    "หน่วยงาน {number:,} จาก {all:,} แห่งไม่มีข้อมูลลูกค้า จึงไม่ทราบว่าจะได้ประโยชน์หรือมีลูกค้าร่วมเท่าใด",
)
NO_NEEDS = Text(
    "No need of any enterprise is on record: what agencies would gain cannot be said.",
    "ไม่มีข้อมูลความต้องการของวิสาหกิจ จึงบอกไม่ได้ว่าหน่วยงานจะได้ประโยชน์เท่าใด",
)
LEFT = Text(
    "{number:,} more pairs have something in common; they are not listed.",
    "ยังมีอีก {number:,} คู่ที่มีสิ่งร่วมกัน แต่ไม่ได้แสดง",
)
NO_PARTNERS = Text(
    "No partnership is on record: how well the score ranks them cannot be measured.",
    "ไม่มีข้อมูลความร่วมมือ จึงวัดไม่ได้ว่าคะแนนจัดลำดับได้ดีเพียงใด",
)


@dataclass(frozen=True)
class Candidate:
    """Two agencies without a link, and their numbers; None is not known."""

    agencies: Couple
    shared: int | None
    expected: float | None
    gains: tuple[int | None, int | None]
    scores: Mapping[str, float]

    @property
    def gain(self) -> int | None:
        """What both would gain, as far as it is known."""
        known = [gain for gain in self.gains if gain is not None]
        return sum(known) if known else None

    @property
    def excess(self) -> float | None:
        """How many clients they share beyond what is expected."""
        return None if self.shared is None or self.expected is None else self.shared - self.expected


@dataclass(frozen=True)
class Prospects:
    """All candidates, by key, and what they were found from."""

    partners: Partners
    holdings: Mapping[str, frozenset[NodeId]]
    network: "nx.Graph[NodeId]"
    gain: Gain
    candidates: list[Candidate]

    @property
    def confidence(self) -> Confidence:
        """The weakest confidence of what it rests on."""
        return max(self.partners.confidence, self.gain.confidence, key=lambda label: label.rank)


RANKINGS: Mapping[str, Callable[[Candidate], float | None]] = {
    "shared": lambda candidate: candidate.excess,
    "gain": lambda candidate: candidate.gain,
    "score": lambda candidate: candidate.scores[SCORE],
}
"""What pairs can be ranked by."""


def _place(value: float | None, candidate: Candidate) -> tuple[bool, float, Couple]:
    """Return what sorts the greatest first, the unknown last, and equals by key."""
    return value is None, -(value or 0.0), candidate.agencies


def find_missing_partnerships(
    ecosystem: Ecosystem, *, rank: str = "shared", most: int = 100, seed: int = 1
) -> AnalysisResult:
    """Return agencies that have something in common and no partnership, agreement or program together.

    `observed` and `expected` are shared clients, `effect` is the gain: enterprises that one of the two
    reaches, the other does not, and whose need on record the other's services answer. The totals say
    how well the score ranks the partnerships on record, each left out in turn, and how well degrees
    alone do. The cost is linear in clients, in pairs of agencies of one enterprise, and in pairs of
    agencies.

    Parameters
    ----------
    rank
        What comes first: most clients `shared` beyond what is expected, greatest `gain`, or highest
        `score` (resource allocation).
    most
        How many pairs to return.
    seed
        For the pairs that the score is measured against.

    Raises
    ------
    AnalysisError
        When there is no such ranking, or `most` is below 1.
    """
    started = time.perf_counter()
    if rank not in RANKINGS or most < 1:
        raise AnalysisError(
            f"Pairs cannot be ranked by {rank!r}, {most} of them.",
            f"Rank by one of {', '.join(RANKINGS)}, and ask for 1 pair or more.",
        )
    prospects = find_prospects(ecosystem)
    partners, holdings, gain = prospects.partners, prospects.holdings, prospects.gain
    candidates = prospects.candidates
    chosen = sorted(candidates, key=lambda one: _place(RANKINGS[rank](one), one))[:most]
    about = Statement(ecosystem, METHOD)
    findings = [tell_candidate(about, candidate, prospects) for candidate in chosen]
    edges = [(("Agency", one), ("Agency", other)) for one, other in sorted(partners.couples)]
    result = about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"rank": rank, "most": most},
        totals={
            "agencies": len(holdings),
            "partners": len(edges),
            "candidates": len(candidates),
            **(_quality(prospects.network, edges, sorted(holdings), seed) if edges else {}),
        },
        untested=list(_untested(gain, len(candidates) - len(chosen), len(edges))),
        seconds=time.perf_counter() - started,
    )
    return replace(result, findings=tuple(findings), seed=seed)


def find_prospects(ecosystem: Ecosystem) -> Prospects:
    """Return every pair of agencies that have something in common and nothing that joins them."""
    partners, holdings = find_partners(ecosystem), find_holdings(ecosystem)
    network, gain = build_network(partners, holdings), find_gain(ecosystem, holdings)
    candidates = _candidates(partners.couples | partners.kin, holdings, gain, network)
    return Prospects(partners, holdings, network, gain, candidates)


def _candidates(
    joined: frozenset[Couple],
    holdings: Mapping[str, frozenset[NodeId]],
    gain: Gain,
    network: "nx.Graph[NodeId]",
) -> list[Candidate]:
    """Return the pairs that share something and are not joined, by key."""
    place = {key: at for at, key in enumerate(gain.agencies)}
    pairs = [
        (one, other)
        for one, other in combinations(sorted(holdings), 2)
        if (one, other) not in joined
        and (holdings[one] & holdings[other] or gain.shared[place[one], place[other]])
    ]
    nodes = [(("Agency", one), ("Agency", other)) for one, other in pairs]
    scores = {name: score_pairs(network, name, nodes) for name in SCORES}
    return [
        _candidate(pair, place, gain, holdings, {name: float(found[at]) for name, found in scores.items()})
        for at, pair in enumerate(pairs)
    ]


def _candidate(
    pair: Couple,
    place: Mapping[str, int],
    gain: Gain,
    holdings: Mapping[str, frozenset[NodeId]],
    scores: Mapping[str, float],
) -> Candidate:
    first, second = place[pair[0]], place[pair[1]]
    clients: NDArray[np.int32] = gain.shared.diagonal()
    known = bool(clients[first] and clients[second])
    return Candidate(
        pair,
        int(gain.shared[first, second]) if known else None,
        float(clients[first]) * float(clients[second]) / gain.served if known else None,
        (
            _known_gain(gain, first, second, holdings[pair[1]]),
            _known_gain(gain, second, first, holdings[pair[0]]),
        ),
        scores,
    )


def _known_gain(gain: Gain, source: int, target: int, held: frozenset[NodeId]) -> int | None:
    """Return a gain; None where clients, needs or the services of the other are not on record."""
    offers = any(kind == "Service" for kind, _ in held)
    known = gain.asked and offers and gain.shared[source, source]
    return int(gain.gain[source, target]) if known else None


def tell_candidate(about: Statement, candidate: Candidate, prospects: Prospects) -> Finding:
    """Return what is to be said of a pair."""
    one, other = candidate.agencies
    ecosystem, holdings = about.ecosystem, prospects.holdings
    common = sorted(holdings[one] & holdings[other])
    counts = {
        "shared": candidate.shared,
        "beyond_expected": candidate.excess,
        "gain_first": candidate.gains[0],
        "gain_second": candidate.gains[1],
        "in_common": len(common),
        "envelope_first": _envelope(ecosystem, holdings[one] - holdings[other]),
        "envelope_second": _envelope(ecosystem, holdings[other] - holdings[one]),
        **candidate.scores,
    }
    programs = {target for source, target, _ in ecosystem.edges(RUNS) if source[1] in candidate.agencies}
    return about.finding(
        KIND,
        (about.subject("Agency", one), about.subject("Agency", other)),
        CLIENTS_UNKNOWN if candidate.shared is None else SENTENCE,
        {
            "shared": number(candidate.shared),
            "expected": number(candidate.expected),
            "gain_first": number(candidate.gains[0]),
            "gain_second": number(candidate.gains[1]),
            "common": listed([ecosystem.name(*node) for node in common]) if common else NOTHING,
        },
        observed=candidate.shared,
        expected=candidate.expected,
        effect=candidate.gain,
        unit="SMEs",
        verdict=KIND,
        evidence=Evidence(
            nodes=(("Agency", one), ("Agency", other), *common[:NAMED]),
            relationships=tuple(find_trails(ecosystem, candidate.agencies, common[:NAMED])),
            counts={name: value for name, value in counts.items() if value is not None},
        ),
        caveats=(
            *_brings(about, candidate.agencies, holdings),
            fill(COST, programs=number(len(programs))),
            DESCRIPTIVE,
        ),
        confidence=prospects.confidence,
    )


def _brings(about: Statement, agencies: Couple, holdings: Mapping[str, frozenset[NodeId]]) -> Iterator[Text]:
    """Yield the services that each side has and the other has not on record."""
    for mine, theirs in (agencies, agencies[::-1]):
        own = sorted(node for node in holdings[mine] - holdings[theirs] if node[0] == "Service")
        if own:
            services = listed([about.ecosystem.name(*node) for node in own])
            yield fill(BRINGS, who=about.ecosystem.name("Agency", mine), services=services)


def _envelope(ecosystem: Ecosystem, held: frozenset[NodeId]) -> float | None:
    """Return the envelopes on record of some funds, added up, in baht; None where none is."""
    found = [ecosystem.institutions.nodes[node].get("envelope") for node in sorted(held)]
    known = [float(value) for value in found if value is not None]
    return sum(known) if known else None


def _quality(
    network: "nx.Graph[NodeId]",
    edges: list[tuple[NodeId, NodeId]],
    agencies: list[str],
    seed: int,
) -> dict[str, float]:
    """Return how well the score, and degrees alone, rank the partnerships on record."""
    nodes: list[NodeId] = [("Agency", key) for key in agencies]
    found = {}
    for name in (SCORE, BASELINE):
        quality = evaluate_score(network, name, edges, nodes, seed)
        for field in fields(quality):
            value = getattr(quality, field.name)
            if not math.isnan(value):
                found[f"{name}_{field.name}"] = value
    return found


def _untested(gain: Gain, left: int, partners: int) -> Iterator[Text]:
    silent = int((gain.shared.diagonal() == 0).sum())
    if silent:
        yield NO_CLIENTS.format(number=silent, all=len(gain.agencies))
    if not gain.asked:
        yield NO_NEEDS
    if left > 0:
        yield LEFT.format(number=left)
    if not partners:
        yield NO_PARTNERS

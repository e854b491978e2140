"""Brokers: agencies through which others, who do not work with one another, are joined."""

import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import networkx as nx

from ecograph.analysis.gaps.statement import NAMED, Statement, number
from ecograph.analysis.links.working_network import build_working_network, find_houses
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Method
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS, KIND = "brokers", "broker"
METHOD = Method(
    "exact betweenness, constraint and effective size among agencies",
    1,
    "Freeman 1977; Brandes 2001; Burt 1992",
)
SENTENCE = Text(
    "{where}: on the shortest ways between {pairs} pairs of other agencies. It works with {partners} "
    "agencies of {houses} houses (effective size {size:.1f}, constraint {constraint:.2f}).",
    "{where}: อยู่บนเส้นทางสั้นที่สุดระหว่างหน่วยงานอื่น {pairs} คู่ ทำงานกับ {partners} หน่วยงานจาก {houses} สังกัด "
    "(effective size {size:.1f} constraint {constraint:.2f})",
)
DESCRIPTIVE = Text(
    "A description of what is on record, not a merit: who is a broker may also be a bottleneck.",
    "เป็นคำอธิบายจากข้อมูลที่มี มิใช่การวัดคุณค่า ผู้เป็นตัวกลางอาจเป็นคอขวดด้วย",
)
HOUSE = Text(
    "An agency with nothing above it on record counts as a house of its own.",
    "หน่วยงานที่ไม่มีข้อมูลต้นสังกัดนับเป็นสังกัดของตนเอง",
)
ALONE = Text(
    "{number:,} of {all:,} agencies work with no other on record.",
    "หน่วยงาน {number:,} จาก {all:,} แห่งไม่มีข้อมูลการทำงานร่วมกับหน่วยงานอื่น",
)


@dataclass(frozen=True, slots=True)
class Broker:
    """How a node lies between others.

    Attributes
    ----------
    pairs
        Betweenness, in pairs of other nodes.
    betweenness
        The same as a part of all pairs of other nodes; NaN where there are none.
    constraint
        Burt's constraint: how far its neighbours are joined to one another, by few or many.
    effective_size
        How many of its neighbours are not redundant.
    """

    pairs: float
    betweenness: float
    constraint: float
    effective_size: float


def measure_brokers(network: "nx.Graph[Any]", nodes: Sequence[Any]) -> dict[Any, Broker]:
    """Return how some nodes, each with a neighbour, lie between others.

    References
    ----------
    Betweenness: Freeman 1977, Brandes 2001. Constraint and effective size: Burt 1992, Borgatti 1997.
    """
    pairs = nx.betweenness_centrality(network, normalized=False)
    constraint, size = nx.constraint(network, nodes), nx.effective_size(network, nodes)
    all_ = math.comb(max(len(network) - 1, 0), 2)
    return {
        node: Broker(
            pairs[node],
            pairs[node] / all_ if all_ else math.nan,
            float(constraint[node]),
            float(size[node]),
        )
        for node in nodes
    }


def find_brokers(ecosystem: Ecosystem, *, most: int = 100) -> AnalysisResult:
    """Return agencies that lie between others, those between most pairs first.

    `effect` is betweenness, in pairs of other agencies; a pair with several shortest ways counts for
    each by the part that leads through it. `observed` is with how many agencies it works. Nothing is
    sampled: the cost is agencies times links.

    Raises
    ------
    AnalysisError
        When `most` is below 1.
    """
    started = time.perf_counter()
    if most < 1:
        raise AnalysisError(f"{most} agencies were asked for.", "Ask for 1 agency or more.")
    network, confidence = build_working_network(ecosystem)
    houses, about = find_houses(ecosystem), Statement(ecosystem, METHOD)
    measured = measure_brokers(network, [key for key in network if network.degree(key)])
    between = sorted(
        (key for key, one in measured.items() if one.pairs > 0), key=lambda key: (-measured[key].pairs, key)
    )
    findings = []
    for key in between[:most]:
        around = sorted(network[key])
        counts = {
            **asdict(measured[key]),
            "partners": len(around),
            "houses": len({houses[other] for other in around}),
        }
        shown = {name: number(counts[name]) for name in ("pairs", "partners", "houses")}
        findings.append(
            about.finding(
                KIND,
                (about.subject("Agency", key),),
                SENTENCE,
                {**shown, "size": counts["effective_size"], "constraint": counts["constraint"]},
                observed=len(around),
                effect=measured[key].pairs,
                unit="pairs of agencies",
                verdict=KIND,
                evidence=Evidence(
                    nodes=(("Agency", key), *(("Agency", other) for other in around[:NAMED])),
                    counts=counts,
                    columns=("agency", "house"),
                    rows=tuple((other, houses[other]) for other in around),
                ),
                caveats=(DESCRIPTIVE, HOUSE),
                confidence=confidence,
            )
        )
    alone = nx.number_of_isolates(network)
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"most": most},
        totals={
            "agencies": len(network),
            "links": network.number_of_edges(),
            "brokers": len(between),
            "alone": alone,
        },
        untested=[ALONE.format(number=alone, all=len(network))] if alone else [],
        seconds=time.perf_counter() - started,
    )

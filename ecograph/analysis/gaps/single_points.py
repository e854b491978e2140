"""Single points of failure: who loses the only link if an agency, program, fund or agreement goes."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np

from ecograph.analysis.gaps.joint_network import agencies_of, find_joint_network, weakest_link
from ecograph.analysis.gaps.place import find_place, used_scheme
from ecograph.analysis.gaps.statement import NAMED, Statement, listed, number
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.support import NOTHING_ON_RECORD, SUPPORT, UNKNOWN_STATUS, reaching
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Dependence, Ecosystem, NodeId, find_dependence
from ecograph.graph.clients import UNOWNED
from ecograph.model import Confidence, Text

ANALYSIS = "single-points"
METHOD = Method(
    "enterprises with one supporter; articulation points and bridges of the joint network",
    1,
    "Hopcroft & Tarjan 1973",
)
SOLE_AGENCY, CUT_POINT, BRIDGE, SOLE_SUPPORT = "sole-agency", "cut-point", "bridge", "sole-support"
MOST = 50
"""How many programs and funds are reported, those with most enterprises first; all are counted."""
SIDES = 2
"""A bridge is reported with so many agencies or more on either side; a lone one hangs on a cut point."""
SENTENCES = {
    SOLE_AGENCY: Text(
        "{where}: {sole} of the {clients} enterprises that it supports have support from no other agency on "
        "record.",
        "{where}: วิสาหกิจ {sole} จาก {clients} รายที่หน่วยงานนี้ส่งเสริม ไม่มีการส่งเสริมจากหน่วยงานอื่นในข้อมูล",
    ),
    SOLE_SUPPORT: Text(
        "{where}: for {sole} of the {clients} enterprises that it supports it is the only support on record.",
        "{where}: วิสาหกิจ {sole} จาก {clients} ราย มีการส่งเสริมนี้เพียงรายการเดียวในข้อมูล",
    ),
    CUT_POINT: Text(
        "{where}: if it goes, agencies that lose their link to the {rest} others: {cut} ({named}).",
        "{where}: หากขาดไป หน่วยงานที่จะขาดการเชื่อมโยงกับอีก {rest} แห่ง: {cut} แห่ง ({named})",
    ),
    BRIDGE: Text(
        "{where}: the only link between {cut} agencies ({named}) and {rest} others.",
        "{where}: เป็นการเชื่อมโยงเดียวระหว่างหน่วยงาน {cut} แห่ง ({named}) กับอีก {rest} แห่ง",
    ),
}
LEFT_OUT = Text(
    "Of {all:,} programs and funds that are somebody's only support, the {number:,} with most are shown.",
    "แสดง {number:,} รายการที่มีมากที่สุด จากโครงการและแหล่งทุน {all:,} รายการที่เป็นการส่งเสริมเดียวของวิสาหกิจ",
)
WITHOUT_AGENCY = Text(
    "{number:,} enterprises have support of which no agency is on record: on whom they hang is not known.",
    "วิสาหกิจ {number:,} รายมีการส่งเสริมที่ไม่มีข้อมูลหน่วยงาน จึงไม่ทราบว่าพึ่งพาหน่วยงานใด",
)


def find_single_points(
    ecosystem: Ecosystem, *, by: str = "corridor", scheme: str = "economic"
) -> AnalysisResult:
    """Return on whom enterprises and agencies hang alone.

    First agencies that are the only ones of some enterprises (`effect` in enterprises, and by place in
    the evidence); then what holds the joint network together (`effect` in agencies cut off); then
    programs and funds that are the only support of some enterprises. Support is that with which an
    enterprise counts as reached.

    Parameters
    ----------
    by, scheme
        The places that evidence is split by: corridor, area or region.

    Raises
    ------
    AnalysisError
        When a name is unknown.
    """
    started = time.perf_counter()
    place = find_place(ecosystem, by, scheme)
    about = Statement(ecosystem, METHOD, "", used_scheme(by, scheme))
    links = ecosystem.smes.links
    counting = {name: reaching(links[name], kind) for kind, name in SUPPORT.items()}
    agencies = find_dependence(ecosystem, "Agency", counting)
    supports = find_dependence(ecosystem, "support", counting)
    hanging = int((supports.sole > 0).sum())
    untested = []
    if not any(mask.any() for mask in counting.values()):
        untested.append(NOTHING_ON_RECORD)
    else:
        untested.append(UNKNOWN_STATUS)
    unowned = int(agencies.clients[agencies.nodes.index(UNOWNED)])
    if unowned:
        untested.append(WITHOUT_AGENCY.format(number=unowned))
    if hanging > MOST:
        untested.append(LEFT_OUT.format(number=MOST, all=hanging))
    findings = [
        *_sole(about, SOLE_AGENCY, agencies, place, len(agencies.nodes)),
        *_sole(about, SOLE_SUPPORT, supports, place, MOST),
        *find_cuts(about),
    ]
    supported = int((supports.supporter >= 0).sum())
    return about.result(
        ANALYSIS,
        findings,
        (SOLE_AGENCY, CUT_POINT, BRIDGE, SOLE_SUPPORT),
        {"by": by, "scheme": scheme},
        totals={
            "enterprises_of_one_agency": int((agencies.supporter >= 0).sum()),
            "enterprises_of_one_support": supported,
        },
        untested=(*untested, *place.caveats),
        seconds=time.perf_counter() - started,
    )


def _sole(about: Statement, kind: str, found: Dependence, place: Grouping, most: int) -> Iterator[Finding]:
    """Yield the nodes that are the only supporter of some enterprises, `most` of them."""
    cells = len(place.subjects)
    alone = np.flatnonzero(found.supporter >= 0)
    codes = found.supporter[alone].astype(np.int64) * cells + place.codes[alone]
    table = np.bincount(codes, minlength=len(found.nodes) * cells).reshape(-1, cells)
    order = np.argsort(-found.sole, kind="stable")
    for at in order[found.sole[order] > 0][:most].tolist():
        node = found.nodes[at]
        if node == UNOWNED:
            continue
        counts = {"sole": int(found.sole[at]), "clients": int(found.clients[at])}
        rows = tuple((place.subjects[cell].key, int(table[at, cell])) for cell in np.flatnonzero(table[at]))
        yield about.finding(
            kind,
            (about.subject(*node),),
            SENTENCES[kind],
            {name: number(value) for name, value in counts.items()},
            observed=counts["clients"],
            effect=counts["sole"],
            unit="SMEs",
            verdict=kind,
            evidence=Evidence(nodes=(node,), counts=counts, columns=("place", "enterprises"), rows=rows),
            confidence=max(found.confidence, place.confidence, key=lambda label: label.rank),
        )


def find_cuts(about: Statement) -> Iterator[Finding]:
    """Yield the articulation points and the bridges of the joint network, with the agencies cut off.

    The cost is that of one search of a component for each articulation point and each bridge.
    """
    network = find_joint_network(about.ecosystem)
    confidence = weakest_link(network)
    for component in list(nx.connected_components(network)):
        part: nx.Graph[NodeId] = nx.Graph(network.subgraph(component))
        for point in sorted(set(nx.articulation_points(part))):
            rest = part.subgraph(component - {point})
            sides = sorted((agencies_of(side) for side in nx.connected_components(rest)), key=_size)
            cut = sorted(node for side in sides[:-1] for node in side)
            if cut:
                yield _cut(about, CUT_POINT, (point,), cut, len(sides[-1]), confidence)
        untyped: Any = part  # the stubs take the pairs of nodes that come out for nodes
        for one, other in sorted((min(ends), max(ends)) for ends in nx.bridges(untyped)):
            kept = nx.restricted_view(part, [], [(one, other)])
            side = set(nx.node_connected_component(kept, one))
            near, far = sorted((agencies_of(side), agencies_of(component - side)), key=_size)
            if len(near) >= SIDES:
                yield _cut(about, BRIDGE, (one, other), near, len(far), confidence)


def _size(side: Sequence[NodeId]) -> tuple[int, Sequence[NodeId]]:
    return len(side), side


def _cut(
    about: Statement,
    kind: str,
    nodes: Sequence[NodeId],
    cut: Sequence[NodeId],
    rest: int,
    confidence: Confidence,
) -> Finding:
    named = listed([about.ecosystem.name(*node) for node in cut])
    return about.finding(
        kind,
        [about.subject(*node) for node in nodes],
        SENTENCES[kind],
        {"cut": number(len(cut)), "rest": number(rest), "named": named},
        observed=rest,
        effect=len(cut),
        unit="agencies",
        verdict=kind,
        evidence=Evidence(
            nodes=(*nodes, *cut[:NAMED]),
            counts={"cut_off": len(cut), "others": rest},
            columns=("agency cut off",),
            rows=tuple((key,) for _, key in cut),
        ),
        confidence=confidence,
    )

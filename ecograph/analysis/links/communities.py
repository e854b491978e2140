"""Communities: agencies that work with each other more than with the rest, across the lines of ministries."""

import time
from collections import Counter

import networkx as nx

from ecograph.analysis.gaps.statement import NAMED, Statement, listed, number
from ecograph.analysis.links.brokers import HOUSE
from ecograph.analysis.links.working_network import build_working_network, find_houses
from ecograph.findings import AnalysisResult, Evidence, Method
from ecograph.graph import Ecosystem
from ecograph.model import Text

ANALYSIS, KIND = "communities", "cross-ministry-community"
METHOD = Method("Louvain communities among agencies that work together", 1, "Blondel et al. 2008")
SENTENCE = Text(
    "{agencies} agencies of {houses} houses work with each other more than with the rest: {named}. "
    "{inside} links join them, {across} of these across houses.",
    "{agencies} หน่วยงานจาก {houses} สังกัดทำงานร่วมกันมากกว่ากับหน่วยงานอื่น ได้แก่ {named} "
    "มีความเชื่อมโยงภายใน {inside} รายการ ในจำนวนนี้ข้ามสังกัด {across} รายการ",
)
ONE_OF_MANY = Text(
    "Communities are one good partition of several: another seed may draw a line elsewhere.",
    "การแบ่งกลุ่มนี้เป็นหนึ่งในหลายแบบที่ดี ค่าเริ่มสุ่มอื่นอาจแบ่งต่างออกไป",
)
NO_LINKS = Text(
    "No agencies work together on record: communities cannot be found.",
    "ไม่มีข้อมูลการทำงานร่วมกันของหน่วยงาน จึงหากลุ่มไม่ได้",
)


def find_communities(ecosystem: Ecosystem, *, seed: int = 1) -> AnalysisResult:
    """Return communities of agencies of two houses or more, those with most links across houses first.

    `observed` is how many agencies there are, `effect` how many links inside cross from house to house.
    The totals compare modularity of the communities with that of the houses. The cost is linear in
    links, a few times over.
    """
    started = time.perf_counter()
    network, confidence = build_working_network(ecosystem)
    houses, about = find_houses(ecosystem), Statement(ecosystem, METHOD)
    found = partition(network, seed)
    findings = []
    for members in found:
        of_house = Counter(houses[key] for key in members)
        links = sorted((min(ends), max(ends)) for ends in network.subgraph(members).edges)
        across = [(one, other) for one, other in links if houses[one] != houses[other]]
        if len(of_house) == 1:
            continue
        inside, outside = len(links), sum(network.degree(key) for key in members) - 2 * len(links)
        counts = {"agencies": len(members), "houses": len(of_house), "inside": inside, "across": len(across)}
        named = listed([ecosystem.name("Agency", key) for key in members])
        findings.append(
            about.finding(
                KIND,
                [about.subject("Agency", key) for key in members],
                SENTENCE,
                {**{name: number(value) for name, value in counts.items()}, "named": named},
                observed=len(members),
                effect=len(across),
                unit="links",
                verdict=KIND,
                evidence=Evidence(
                    nodes=tuple(("Agency", key) for key in members[:NAMED]),
                    counts={**counts, "outside": outside},
                    columns=("agency", "house"),
                    rows=tuple((key, houses[key]) for key in members),
                ),
                caveats=(ONE_OF_MANY, HOUSE),
                confidence=confidence,
            )
        )
    totals: dict[str, float] = {"agencies": len(network), "links": network.number_of_edges()}
    if found:
        linked = {key for members in found for key in members}
        by_house = [
            {key for key in linked if houses[key] == house} for house in {houses[key] for key in linked}
        ]
        totals |= {
            "communities": len(found),
            "modularity": float(
                nx.community.modularity(network.subgraph(linked), [{*members} for members in found])
            ),
            "modularity_of_houses": float(nx.community.modularity(network.subgraph(linked), by_house)),
        }
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"seed": seed},
        totals=totals,
        untested=[] if found else [NO_LINKS],
        seconds=time.perf_counter() - started,
    )


def partition(network: "nx.Graph[str]", seed: int) -> list[list[str]]:
    """Return the communities of those who have any link, each sorted.

    Nodes are numbered first, so that the answer does not hang on the order in which words are hashed.
    """
    keys = sorted(key for key in network if network.degree(key))
    place = {key: at for at, key in enumerate(keys)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(keys)))
    numbered.add_edges_from(sorted(_sorted(place[one], place[other]) for one, other in network.edges))
    if not keys:
        return []
    found = nx.community.louvain_communities(numbered, seed=seed)
    return sorted(sorted(keys[at] for at in members) for members in found)


def _sorted(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)

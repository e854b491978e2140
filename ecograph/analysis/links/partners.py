"""Which agencies work together on record, and the network of agencies with what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence

PARTNERS, PARTY_TO = "Agency PARTNERS_WITH Agency", "Agency PARTY_TO Agreement"
RUNS, SUPPORTS = "Agency RUNS Program", "Agency SUPPORTS Program"
PROVIDES, SERVES, MANAGES = (
    "Agency PROVIDES Service",
    "Agency SERVES Area",
    "Agency MANAGES FundingSource",
)
PART_OF, FUNDS, OFFERS = (
    "Agency PART_OF Agency",
    "FundingSource FUNDS Program",
    "Program OFFERS Service",
)
ADDRESSES = "Program ADDRESSES Theme"
Couple = tuple[str, str]
"""The keys of two agencies, sorted."""


@dataclass(frozen=True)
class Partners:
    """Who works with whom on record.

    Attributes
    ----------
    couples
        Agencies joined by a partnership, an agreement (witnesses are not joined by it) or a program
        that they run or support together.
    kin
        Agencies of which one is part of the other, however far down: no partners, but one house.
    confidence
        The weakest confidence of what it rests on.
    """

    couples: frozenset[Couple]
    kin: frozenset[Couple]
    confidence: Confidence


def find_partners(ecosystem: Ecosystem) -> Partners:
    """Return who works with whom on record; the cost is linear in the parties of each agreement squared."""
    joined: dict[NodeId, set[str]] = {}
    couples: set[Couple] = set()
    weakest = Confidence.READ
    for (_, one), (kind, other), edge in ecosystem.edges(PARTNERS, PARTY_TO, RUNS, SUPPORTS):
        if edge.get("role") == "witness":
            continue
        weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
        if kind == "Agency":
            couples.add(couple(one, other))
        else:
            joined.setdefault((kind, other), set()).add(one)
    for agencies in joined.values():
        couples.update(combinations(sorted(agencies), 2))
    kin = {
        couple(key, above)
        for key in ecosystem.nodes("Agency")
        for above in ecosystem.ancestors("Agency", key) - {key}
    }
    return Partners(frozenset(pair for pair in couples if pair[0] != pair[1]), frozenset(kin), weakest)


def couple(one: str, other: str) -> Couple:
    """Return two agencies, sorted."""
    return (one, other) if one < other else (other, one)


def find_holdings(ecosystem: Ecosystem) -> Mapping[str, frozenset[NodeId]]:
    """Return, for each agency, what it has that another may have too: services, areas, funds and themes.

    Services and themes are its own and those of the programs that it runs; funds are those that it
    manages and those that fund its programs.
    """
    found: dict[str, set[NodeId]] = {key: set() for key in ecosystem.nodes("Agency")}
    of_program: dict[str, set[NodeId]] = {}
    for (_, program), target, _ in ecosystem.edges(OFFERS, ADDRESSES):
        of_program.setdefault(program, set()).add(target)
    for source, (_, program), _ in ecosystem.edges(FUNDS):
        of_program.setdefault(program, set()).add(source)
    for (_, agency), target, _ in ecosystem.edges(PROVIDES, SERVES, MANAGES):
        found[agency].add(target)
    for (_, agency), (_, program), _ in ecosystem.edges(RUNS):
        found[agency] |= of_program.get(program, set())
    return {agency: frozenset(held) for agency, held in found.items()}


def build_network(partners: Partners, holdings: Mapping[str, frozenset[NodeId]]) -> "nx.Graph[NodeId]":
    """Return agencies joined to their partners, and to what they have: an undirected graph.

    Agreements are no nodes, so that leaving a partnership out leaves nothing of it behind.
    """
    network: nx.Graph[NodeId] = nx.Graph()
    network.add_nodes_from(("Agency", key) for key in sorted(holdings))
    for key in sorted(holdings):
        network.add_edges_from((("Agency", key), held) for held in sorted(holdings[key]))
    network.add_edges_from((("Agency", one), ("Agency", other)) for one, other in sorted(partners.couples))
    return network

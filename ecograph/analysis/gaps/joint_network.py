"""The joint network: agencies, with the programs, funds and agreements that join two or more of them."""

import networkx as nx

from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence

JOINING = (
    "Agency RUNS Program",
    "Agency SUPPORTS Program",
    "Agency MANAGES FundingSource",
    "Agency PARTY_TO Agreement",
    "FundingSource FUNDS Program",
)
PARTNERS = "Agency PARTNERS_WITH Agency"


def find_joint_network(ecosystem: Ecosystem) -> "nx.Graph[NodeId]":
    """Return every agency, what joins them, and who partners with whom, as one undirected graph.

    A partnership that was derived from an agreement of both is that agreement, and no second link.
    Witnesses of an agreement are not joined by it. What leads to no second agency is left out.
    Each edge has the `kind` of relationship and its `confidence`.
    """
    network: nx.Graph[NodeId] = nx.Graph()
    network.add_nodes_from(("Agency", key) for key in ecosystem.nodes("Agency"))
    partners = []
    edges = ecosystem.edges(*JOINING, PARTNERS)
    for source, target, edge in sorted(edges, key=lambda found: (found[2]["kind"], found[0], found[1])):
        if edge["kind"] == PARTNERS and source != target:
            partners.append((source, target, edge))
        elif edge["kind"] != PARTNERS and edge.get("role") != "witness":
            network.add_edge(source, target, kind=edge["kind"], confidence=edge["confidence"])
    for source, target, edge in partners:
        agreement = ("Agreement", str(edge.get("agreement", "")))
        if network.has_edge(source, agreement) and network.has_edge(target, agreement):
            continue
        network.add_edge(source, target, kind=PARTNERS, confidence=edge["confidence"])
    _prune(network)
    return network


def _prune(network: "nx.Graph[NodeId]") -> None:
    """Take out, again and again, what is no agency and joins nothing."""
    waiting = [node for node in network if node[0] != "Agency" and network.degree(node) <= 1]
    while waiting:
        node = waiting.pop()
        if node not in network:
            continue
        around = list(network[node])
        network.remove_node(node)
        waiting += [other for other in around if other[0] != "Agency" and network.degree(other) <= 1]


def weakest_link(network: "nx.Graph[NodeId]") -> Confidence:
    """Return the weakest confidence of any link."""
    found: set[Confidence] = {edge["confidence"] for _, _, edge in network.edges(data=True)}
    return max(found, key=lambda label: label.rank, default=Confidence.READ)


def agencies_of(nodes: "set[NodeId] | frozenset[NodeId]") -> list[NodeId]:
    """Return the agencies among some nodes, by key."""
    return sorted(node for node in nodes if node[0] == "Agency")

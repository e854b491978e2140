"""Which agencies work together, as a network of agencies alone, and the house that each belongs to."""

from collections.abc import Mapping

import networkx as nx

from ecograph.analysis.links.partners import FUNDS, MANAGES, RUNS, find_partners
from ecograph.graph import Ecosystem
from ecograph.model import Confidence


def build_working_network(ecosystem: Ecosystem) -> tuple["nx.Graph[str]", Confidence]:
    """Return agencies joined by what they do together, and the weakest confidence of what says so.

    Two are joined by a partnership, an agreement (witnesses are not), a program that they run or support
    together, or a fund of one for a program of the other. Being part of one another joins nobody.
    """
    partners = find_partners(ecosystem)
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(ecosystem.nodes("Agency"))
    network.add_edges_from(sorted(partners.couples))
    weakest = partners.confidence
    managers, runners = (_ends(ecosystem, kind) for kind in (MANAGES, RUNS))
    for (_, fund), (_, program), edge in sorted(ecosystem.edges(FUNDS), key=lambda found: found[:2]):
        pairs = [(a, b) for a in managers.get(fund, ()) for b in runners.get(program, ()) if a != b]
        network.add_edges_from(pairs)
        if pairs:
            weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
    return network, weakest


def _ends(ecosystem: Ecosystem, kind: str) -> Mapping[str, list[str]]:
    """Return for each target of a kind of relationship the agencies that it comes from, sorted."""
    found: dict[str, set[str]] = {}
    for (_, agency), (_, target), _ in ecosystem.edges(kind):
        found.setdefault(target, set()).add(agency)
    return {target: sorted(agencies) for target, agencies in found.items()}


def find_houses(ecosystem: Ecosystem) -> Mapping[str, str]:
    """Return for each agency the one at the top of what it is part of: its ministry, where that is on record.

    An agency with nothing above it on record is a house of its own.
    """
    keys = ecosystem.nodes("Agency")
    above = {key: ecosystem.ancestors("Agency", key) for key in keys}
    tops = {key for key in keys if above[key] == {key}}
    return {key: min(above[key] & tops, default=key) for key in keys}

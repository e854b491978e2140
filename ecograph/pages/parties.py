"""Which agencies stand behind a pair that shares clients."""

from ecograph.findings import Finding
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import OWNERS


def agencies_behind(ecosystem: Ecosystem, finding: Finding) -> frozenset[str]:
    """Return the keys of the agencies of a pair: themselves, or who runs or manages what is compared."""
    found: set[str] = set()
    for kind, key in finding.evidence.nodes:
        found |= {key} if kind == "Agency" else owners_of(ecosystem, (kind, key))
    return frozenset(found)


def owners_of(ecosystem: Ecosystem, node: NodeId) -> set[str]:
    """Return the keys of the agencies that run a program or manage a fund; none if that is not on record."""
    edges = ecosystem.institutions.in_edges(node, data=True)
    return {key for (_, key), _, edge in edges if edge["kind"] == OWNERS[node[0]]}

"""The matrix of who shares clients with whom, made of material."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from ecograph.analysis.overlaps.members import find_counting
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import Clients, find_clients
from ecograph.model import Text
from ecograph.pages.parties import agencies_behind
from visualisations.edition import Choice
from visualisations.overlap_matrix import Beside, Between, OverlapMatrix, Party
from visualisations.protection import protect
from visualisations.suppression import Shown

MOST_PARTIES = 24
"""How many rows and columns the matrix has at the most."""


def make_matrix(
    ecosystem: Ecosystem,
    result: AnalysisResult,
    agency: str,
    threshold: int,
    *,
    narrowed: tuple[Text, ...],
    choices: Mapping[Text, Sequence[Choice]],
    beside: tuple[Beside, ...] = (),
) -> OverlapMatrix:
    """Return the matrix of a result of overlaps, of the pairs of one agency where it is named.

    The clients of those in the matrix alone are held against each other, whatever number there is in all.
    """
    level, theme, year = (result.parameters[name] for name in ("level", "theme", "year"))
    clients = find_clients(ecosystem, level, find_counting(ecosystem, theme, year))
    shown = protect(result, threshold)
    findings = tuple(each for each in result.findings if shown[each.id] is Shown.OPEN)
    listed = tuple(each for each in findings if not agency or agency in agencies_behind(ecosystem, each))
    chosen = _choose(clients, listed, agency)
    order = _order(chosen, findings)
    counts = dict(zip(clients.nodes, clients.counts.tolist(), strict=True))
    return OverlapMatrix(
        level,
        result,
        findings,
        listed,
        frozenset(
            frozenset(each.evidence.nodes) for each in result.findings if shown[each.id] is not Shown.OPEN
        ),
        tuple(Party(node, ecosystem.name(*node), counts[node]) for node in order),
        _share(clients, order),
        int((clients.counts > 0).sum()),
        tuple((node, ecosystem.name(*node)) for node in clients.nodes if not counts[node]),
        year,
        narrowed,
        choices,
        beside,
    )


def _choose(clients: Clients, findings: Sequence[Finding], agency: str) -> list[NodeId]:
    """Return whom to show: all with clients where these are few, else those of pairs, as many as fit."""
    served = np.flatnonzero(clients.counts).tolist()
    if not agency and len(served) <= MOST_PARTIES:
        return sorted(clients.nodes[at] for at in served)
    found: dict[NodeId, None] = {}
    for finding in findings:
        ends = dict.fromkeys(finding.evidence.nodes)
        if len(found | ends) <= MOST_PARTIES:
            found |= ends
    return sorted(found)


def _order(nodes: Sequence[NodeId], findings: Sequence[Finding]) -> list[NodeId]:
    """Return nodes so that those who share more than by chance stand beside each other.

    References
    ----------
    Bar-Joseph, Gifford and Jaakkola 2001, Fast optimal leaf ordering for hierarchical clustering.
    """
    if not findings or not nodes:
        return list(nodes)
    place = {node: at for at, node in enumerate(nodes)}
    distance = 1 - np.eye(len(nodes))
    for finding in findings:
        first, second = (place.get(node) for node in finding.evidence.nodes)
        if first is not None and second is not None:
            share = finding.evidence.counts.get("clients_overlap_coefficient", 0)
            distance[first, second] = distance[second, first] = 1 - share
    tree = linkage(squareform(distance), "average", optimal_ordering=True)
    return [nodes[at] for at in leaves_list(tree).tolist()]


def _share(clients: Clients, nodes: Sequence[NodeId]) -> dict[Between, int]:
    """Return the shared clients of every two nodes."""
    number = {node: at for at, node in enumerate(clients.nodes)}
    shape = len(clients.degrees), len(clients.nodes)
    ones = np.ones(len(clients.indices), np.int64)
    columns = sparse.csr_array((ones, clients.indices, clients.indptr), shape=shape)[
        :, [number[node] for node in nodes]
    ]
    square = (columns.T @ columns).toarray()
    return {
        frozenset({one, other}): int(square[row, column])
        for row, one in enumerate(nodes)
        for column, other in enumerate(nodes[:row])
    }

"""How likely a node of one kind is to be linked to one of another, by paths of length three between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from ecograph.analysis.links.evaluation import (
    CANDIDATES,
    Quality,
    area_under_curve,
    average_precision,
    precision_at,
)
from ecograph.graph import Ecosystem, NodeId

L3, COMMON, DEGREES = "paths_of_three", "resource_allocation", "preferential_attachment"
KINDS = (
    "Agency",
    "FundingSource",
    "Program",
    "Service",
    "Theme",
    "Area",
    "Corridor",
    "Industry",
    "Need",
)
WITHIN = ("Area PART_OF Area", "Area ADJOINS Area", "Industry PART_OF Industry", "Theme PART_OF Theme")
"""Relationships of classifications: they say nothing of who does what."""
WIDE = "country"
"""What covers a country is everywhere, and joins nothing in particular."""


@dataclass(frozen=True)
class Network:
    """Institutions of `KINDS`, each pair joined once: a symmetric matrix of ones, and who is where in it."""

    nodes: tuple[NodeId, ...]
    matrix: sparse.csr_array
    relationships: Mapping[tuple[int, int], tuple[str, str, str]]

    @cached_property
    def place(self) -> dict[NodeId, int]:
        """The position of each node."""
        return {node: at for at, node in enumerate(self.nodes)}

    @cached_property
    def degrees(self) -> NDArray[np.float64]:
        """How many nodes each is joined to."""
        return np.diff(self.matrix.indptr).astype(np.float64)

    def neighbours(self, at: int) -> NDArray[np.int32]:
        """Return the positions of the nodes that one is joined to."""
        bounds = self.matrix.indptr
        return np.asarray(self.matrix.indices[bounds[at] : bounds[at + 1]], np.int32)


def build_institutions(ecosystem: Ecosystem) -> Network:
    """Return the institutions as one undirected network; the cost is linear in relationships."""
    graph = ecosystem.institutions
    wide = {node for node, known in graph.nodes(data=True) if known.get("level") == WIDE}
    nodes = tuple(sorted(node for node in graph if node[0] in KINDS and node not in wide))
    place = {node: at for at, node in enumerate(nodes)}
    relationships: dict[tuple[int, int], tuple[str, str, str]] = {}
    for source, target, edge in graph.edges(data=True):
        if edge["kind"] in WITHIN or source == target or source not in place or target not in place:
            continue
        ends = sorted((place[source], place[target]))
        found = (edge["kind"], source[1], target[1])
        relationships[ends[0], ends[1]] = min(found, relationships.get((ends[0], ends[1]), found))
    pairs = np.array(sorted(relationships), np.int64).reshape(-1, 2)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    ones = np.ones(len(both))
    matrix = sparse.coo_array((ones, (both[:, 0], both[:, 1])), shape=(len(nodes), len(nodes))).tocsr()
    return Network(nodes, matrix, relationships)


@dataclass(frozen=True)
class Scores:
    """Scores of every pair of a first and a second node: arrays (first x second), by name."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    of: Mapping[str, NDArray[np.float64]]


def score_bipartite(network: Network, first: Sequence[NodeId], second: Sequence[NodeId]) -> Scores:
    """Return the scores of all pairs; the cost is that of a few products of sparse matrices.

    Paths of length three, each the less the more its inner nodes are joined to; resource allocation over
    common neighbours; and degrees alone, which are the baseline.

    References
    ----------
    Kovács et al. 2019 (paths of length three); Zhou, Lü and Zhang 2009; Liben-Nowell and Kleinberg 2007.
    """
    rows, columns = (np.array([network.place[node] for node in nodes], np.int64) for nodes in (first, second))
    matrix, degrees = network.matrix, network.degrees
    inverse = 1 / np.maximum(degrees, 1)
    root = sparse.diags_array(np.sqrt(inverse))
    left, right = matrix[rows], matrix[:, columns]
    return Scores(
        rows,
        columns,
        {
            L3: (left @ root @ matrix @ root @ right).toarray(),
            COMMON: (left @ sparse.diags_array(inverse) @ right).toarray(),
            DEGREES: np.outer(degrees[rows], degrees[columns]),
        },
    )


def score_left_out(
    network: Network, scores: Scores, links: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Return the scores of links (rows of positions in `scores`), each as if it alone were not there.

    Paths that use the link are taken off, and each end counts one neighbour less; no other score of the
    pair changes.
    """
    at, to = links[:, 0], links[:, 1]
    one, other = scores.first[at], scores.second[to]
    root = np.sqrt(1 / np.maximum(network.degrees, 1))
    around = np.asarray(network.matrix @ root)
    through = around[other] * root[other] + around[one] * root[one] - root[one] * root[other]
    return {
        L3: scores.of[L3][at, to] - through,
        COMMON: scores.of[COMMON][at, to],
        DEGREES: (network.degrees[one] - 1) * (network.degrees[other] - 1),
    }


def evaluate_bipartite(
    network: Network, scores: Scores, links: NDArray[np.int64], seed: int
) -> dict[str, Quality]:
    """Return how each score ranks links, each left out, among the pairs without one.

    The pairs without a link are scored in the network as it is. `matched_auc` is against pairs whose
    degrees are like those of the links without themselves. The cost is linear in pairs.
    """
    rng = np.random.default_rng(seed)
    absent = np.ones((len(scores.first), len(scores.second)), np.bool_)
    absent[links[:, 0], links[:, 1]] = False
    free = np.flatnonzero(absent)
    matched = _matched(network, scores, links, free, rng)
    found = {}
    for name, positive in score_left_out(network, scores, links).items():
        negative = scores.of[name].ravel()[free]
        found[name] = Quality(
            area_under_curve(positive, negative),
            average_precision(positive, negative),
            precision_at(positive, negative, len(positive)),
            len(positive) / absent.size,
            area_under_curve(positive, negative[matched]),
        )
    return found


def _matched(
    network: Network,
    scores: Scores,
    links: NDArray[np.int64],
    free: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Return for each link the place in `free` of a pair of nearly the degrees of its ends without it."""
    if not len(links) or not len(free):
        return np.empty(0, np.int64)
    rows, columns = np.divmod(free, len(scores.second))
    first, second = network.degrees[scores.first], network.degrees[scores.second]
    tree = cKDTree(np.log1p(np.column_stack([first[rows], second[columns]])))
    wanted = np.log1p(np.column_stack([first[links[:, 0]] - 1, second[links[:, 1]] - 1]))
    count = min(CANDIDATES, len(free))
    near = np.asarray(tree.query(wanted, k=[*range(1, count + 1)], p=1)[1])
    return np.asarray(near[np.arange(len(links)), rng.integers(count, size=len(links))], np.int64)


def find_paths_of_three(
    network: Network, one: NodeId, other: NodeId, most: int = 3
) -> Iterable[tuple[str, str, str]]:
    """Yield the relationships of the paths of length three that count most, once each, sorted."""
    start, end = network.place[one], network.place[other]
    far = set(network.neighbours(end).tolist()) - {start}
    paths = [
        (-1 / np.sqrt(network.degrees[near] * network.degrees[beyond]), near, beyond)
        for near in network.neighbours(start).tolist()
        if near != end
        for beyond in sorted(far & set(network.neighbours(near).tolist()))
        if beyond != near
    ]
    found = set()
    for _, near, beyond in sorted(paths)[:most]:
        for pair in ((start, near), (near, beyond), (beyond, end)):
            found.add(network.relationships[min(pair), max(pair)])
    yield from sorted(found)

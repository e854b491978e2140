"""Shared clients: of how many enterprises two programs, funds or agencies have in common."""

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.clients import Clients
from ecograph.graph.pairs import pair

MOST_NODES = 10_000
"""Of more nodes with clients than this, pairs are not counted: the counts alone would take 400 MB."""
BUFFER = 1 << 24
"""How many pairs to collect before they are counted."""


def count_shared_clients(clients: Clients, most: int = MOST_NODES) -> NDArray[np.int32]:
    """Return the shared clients of every two nodes, W = B'B for the biadjacency B (nodes x nodes).

    The matrix is symmetric, and its diagonal holds the number of clients of each node. The cost is
    linear in pairs of nodes of one enterprise, with memory of some 12 bytes for every two nodes.

    Raises
    ------
    AnalysisError
        When more than `most` nodes have clients.
    """
    served = np.flatnonzero(clients.counts)
    if len(served) > most:
        raise AnalysisError(
            f"{len(served):,} programs, funds or agencies have clients; shared clients are counted "
            f"among at most {most:,}.",
            "Ask for one year or theme, or at the level of agencies.",
        )
    size = len(served)
    place = np.zeros(len(clients.nodes), np.int64)
    place[served] = np.arange(size)
    columns = place[clients.indices]
    upper = np.zeros(size * size, np.int64)
    waiting: list[NDArray[np.int64]] = []
    for first, second in pair(clients.indptr):
        waiting.append(columns[first] * size + columns[second])
        if sum(map(len, waiting)) >= BUFFER:
            upper += np.bincount(np.concatenate(waiting), minlength=len(upper))
            waiting.clear()
    if waiting:
        upper += np.bincount(np.concatenate(waiting), minlength=len(upper))
    square = upper.reshape(size, size).astype(np.int32)
    shared = np.zeros((len(clients.nodes), len(clients.nodes)), np.int32)
    shared[np.ix_(served, served)] = square + square.T
    np.fill_diagonal(shared, clients.counts)
    return shared

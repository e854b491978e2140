"""What others like an enterprise did: scores learned from who took part in what.

An enterprise spreads a unit over what it had, each of these over its clients, each client over what it
had in turn. Common neighbours are none in a bipartite network, so paths of length three are walked.

References
----------
Resource allocation between items: Zhou, Ren, Medo and Zhang 2007. Paths of length three, each divided
by the square root of the degrees on it: Kovács et al. 2019.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ecograph.analysis.referral.history import Matrix

Scores = NDArray[np.float32]


def allocate_resources(history: Matrix) -> Matrix:
    """Return how much an item passes on to each other (items x items); nothing to itself.

    The weight from item q to item p is the sum over clients of both of 1 / (clients of q x items of the
    client). The cost is linear in pairs of items of one enterprise.
    """
    return _paths(history, 1.0, 1.0)


def walk_three(history: Matrix) -> Matrix:
    """Return the paths of length two from item to item, each divided by the root of the degrees of the
    first item and of the client on it; with the link to the first item they are paths of length three.
    """
    return _paths(history, 0.5, 0.5)


def _paths(history: Matrix, item_power: float, client_power: float) -> Matrix:
    by_item, by_client = _shares(history, item_power, client_power)
    data = np.repeat(by_client, np.diff(history.indptr))
    weighted = sparse.csr_array((data, history.indices, history.indptr), shape=history.shape)
    paths = sparse.csr_array(history.T @ weighted)
    paths = sparse.csr_array(sparse.diags_array(by_item) @ paths)
    paths.setdiag(0)
    paths.eliminate_zeros()
    return paths


def _shares(history: Matrix, item_power: float, client_power: float) -> tuple[Scores, Scores]:
    """Return what an item, and what a client, passes on along each link; 0 from whom nothing leads on."""
    items = np.asarray(history.sum(axis=0), np.float64)
    clients = np.diff(history.indptr).astype(np.float64)
    by_item = np.divide(1.0, items**item_power, out=np.zeros_like(items), where=items > 0)
    # Who has one thing alone leads nowhere else.
    by_client = np.divide(1.0, clients**client_power, out=np.zeros_like(clients), where=clients > 1)
    return by_item.astype(np.float32), by_client.astype(np.float32)


LEARNED: Mapping[str, Callable[[Matrix], Matrix]] = {
    "resource allocation": allocate_resources,
    "paths of length three": walk_three,
}
"""The scores, by what they are called; the first is used."""


def score_enterprises(history: Matrix, paths: Matrix, who: NDArray[np.integer]) -> Scores:
    """Return the scores of some enterprises for every item (enterprises x items), also of what they had.

    Each is the mean over what the enterprise had, so that who had much is not more like everything; it
    is 0 for who had nothing.
    """
    had = history[who]
    return np.asarray((had @ paths).todense() * _per_item(had)[:, None], np.float32)


def score_enterprise(history: Matrix, at: int) -> Scores:
    """Return the scores of one enterprise for every item by resource allocation, as `score_enterprises`.

    What it had itself scores 0. Two products of the matrix with a vector; no pair is formed.
    """
    by_item, by_client = _shares(history, 1.0, 1.0)
    had = history.indices[history.indptr[at] : history.indptr[at + 1]]
    spread = np.zeros(history.shape[1], np.float32)
    spread[had] = by_item[had] / max(len(had), 1)
    scores = np.asarray(history.T @ ((history @ spread) * by_client), np.float32)
    scores[had] = 0
    return scores


def score_item(history: Matrix, item: int) -> Scores:
    """Return the score of every enterprise for one item by resource allocation, as `score_enterprises`.

    Three products of the matrix with a vector; no pair is formed.
    """
    by_item, by_client = _shares(history, 1.0, 1.0)
    wanted = np.zeros(history.shape[1], np.float32)
    wanted[item] = 1
    weights = np.asarray(history.T @ ((history @ wanted) * by_client), np.float32) * by_item
    weights[item] = 0
    return np.asarray((history @ weights) * _per_item(history), np.float32)


def allocate_from_groups(history: Matrix, groups: NDArray[np.uint64], width: int) -> Scores:
    """Return how much groups of enterprises pass on to each item (groups x items).

    A group spreads a unit over its enterprises, each of these its share over what it had.

    Parameters
    ----------
    groups
        For each enterprise the groups that it is in, a bit for each of `width`.
    """
    clients = np.diff(history.indptr)
    found = np.zeros((width, history.shape[1]), np.float32)
    for bit in range(width):
        inside = (groups >> np.uint64(bit)) & np.uint64(1)
        share = inside / np.maximum(clients, 1) / max(int(inside.sum()), 1)
        found[bit] = history.T @ share.astype(np.float32)
    return found


def _per_item(had: Matrix) -> Scores:
    return (1 / np.maximum(np.diff(had.indptr), 1)).astype(np.float32)


def popularity(history: Matrix) -> Scores:
    """Return how many clients each item has: the baseline that knows nothing of whom it asks about."""
    return np.asarray(history.sum(axis=0), np.float32)

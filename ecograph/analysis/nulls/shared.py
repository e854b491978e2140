"""Shared clients held against chance: every two nodes at once, exact where an approximation could decide."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import ConfigurationModel
from ecograph.analysis.nulls.poisson_binomial import approximate_upper_tail
from ecograph.analysis.statistics.discovery import adjusted

BORDERLINE = 10.0
"""Pairs whose Poisson tail is within this factor of the threshold, or below it, are computed exactly."""


@dataclass(frozen=True, slots=True)
class HeldPairs:
    """Every two nodes with clients, `first` < `second`; one entry for each pair.

    Attributes
    ----------
    shared, expected
        The clients that both have, and how many they would by chance.
    p, q
        The probability to share at least as many, and adjusted over all pairs.
    exact
        Whether p is exact; else it is of a Poisson law of the same mean, and above the threshold. From
        one more than the mean on, that law gives no less than the exact p (Anderson & Samuels 1967):
        an approximation may leave a pair out, never bring one in.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    shared: NDArray[np.int64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    exact: NDArray[np.bool_]


def hold_against_chance(
    model: ConfigurationModel, shared: NDArray[np.integer], level: float, fewest: int = 1
) -> HeldPairs:
    """Test every two nodes that have clients; the cost is that of the expectation, and of exact tails.

    Parameters
    ----------
    shared
        The shared clients of every two nodes, over the enterprises that the model was fitted to; the
        diagonal holds the clients of each.
    level
        The false discovery rate up to which pairs will be reported.
    fewest
        Nodes with fewer clients are not tested. The null is given these numbers, so that what is left
        out does not depend on what pairs share (Bourgon, Gentleman & Huber 2010).
    """
    served = np.flatnonzero(shared.diagonal() >= fewest)
    left, right = np.triu_indices(len(served), 1)
    first, second = served[left], served[right]
    observed = shared[first, second].astype(np.int64)
    expected = model.expect_shared()[first, second]
    p = approximate_upper_tail(expected, observed)
    exact = np.zeros(len(p), np.bool_)
    # An exact tail may move the threshold, and with it what is borderline.
    while (waiting := _borderline(p, level) & ~exact & (observed > 0)).any():
        for pair in np.flatnonzero(waiting):
            p[pair] = model.find_upper_tail(int(first[pair]), int(second[pair]), int(observed[pair]))
        exact |= waiting
    return HeldPairs(first, second, observed, expected, p, adjusted(p), exact)


def _borderline(p: NDArray[np.float64], level: float) -> NDArray[np.bool_]:
    # Of millions, only those below the level need to be in order to know how many are rejected.
    small = np.sort(p[p <= level])
    within = np.flatnonzero(small <= level * np.arange(1, len(small) + 1) / (len(p) or 1))
    rejected = int(within[-1]) + 1 if len(within) else 1
    near: NDArray[np.bool_] = p <= level * rejected / (len(p) or 1) * BORDERLINE
    return near

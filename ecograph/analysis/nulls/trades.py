"""The fixed degree sequence model: matrices of exactly the same degrees, drawn by curveball trades."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

TRADES_PER_NODE = 5
"""Trades between two matrices that are counted, for each node."""
BURN_IN = 10
"""How many times as many trades come before the first."""


def draw_matrices(
    clients: Sequence[Sequence[int]], draws: int, rng: np.random.Generator
) -> Iterator[list[set[int]]]:
    """Yield, for each draw, the set of clients of each node; every degree of both sides is kept.

    In a trade two nodes put down the clients that they do not share, and take as many as before, at
    random. The sets yielded are replaced by the next draw, never changed. The cost of a draw is
    linear in links, times `TRADES_PER_NODE`: meant for small networks and chosen pairs.

    References
    ----------
    Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz (2014), A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals, Nature Communications 5.
    Carstens (2015), Proof of uniform sampling of binary matrices with fixed row sums and column
    sums for the fast curveball algorithm, Physical Review E 91.
    """
    state = [set(of_node) for of_node in clients]
    trades = TRADES_PER_NODE * len(state)
    for draw in range(draws):
        for _ in range(trades * (BURN_IN if draw == 0 else 1)):
            if len(state) > 1:
                _trade(state, rng)
        yield list(state)


def _trade(state: list[set[int]], rng: np.random.Generator) -> None:
    first = int(rng.integers(len(state)))
    second = (first + 1 + int(rng.integers(len(state) - 1))) % len(state)
    mine, yours = state[first], state[second]
    shared, apart = mine & yours, sorted(mine ^ yours)
    if not apart:
        return
    dealt = rng.permutation(apart).tolist()
    own = len(mine) - len(shared)
    state[first], state[second] = shared | set(dealt[:own]), shared | set(dealt[own:])


def estimate_upper_tails(
    clients: Sequence[Sequence[int]], enterprises: int, draws: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the probability that every two nodes share at least what they do (nodes x nodes).

    The matrix itself counts as one draw, so that no probability is 0: (1 + exceeding) / (1 + draws).

    References
    ----------
    Phipson & Smyth (2010), Permutation p-values should never be zero, Statistical Applications in
    Genetics and Molecular Biology 9.
    """
    observed = _count_shared(clients, enterprises)
    exceeding = np.ones(observed.shape, np.int64)
    for drawn in draw_matrices(clients, draws, rng):
        exceeding += _count_shared(drawn, enterprises) >= observed
    return exceeding / (1 + draws)


def _count_shared(clients: Sequence[Sequence[int] | set[int]], enterprises: int) -> NDArray[np.float64]:
    matrix = np.zeros((len(clients), enterprises))
    for node, of_node in enumerate(clients):
        matrix[node, list(of_node)] = 1
    shared: NDArray[np.float64] = matrix @ matrix.T
    return shared

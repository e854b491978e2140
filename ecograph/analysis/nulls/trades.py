"""The fixed degree sequence model: matrices of exactly the same degrees, drawn by curveball trades."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ecograph.errors import AnalysisError

TRADES = 5
"""How often every node trades between two matrices that are counted."""
LEAST = 2
"""Fewer draws have no correlation of one with the next."""
BURN_IN = 10
"""How many times as many trades come before the first."""
CORRELATED = 0.1
"""The correlation of one draw with the next from which the draws have not mixed."""
DRIFTED = 0.02
"""By how much of itself the part of moved links may still change."""


@dataclass(frozen=True, slots=True)
class Biadjacency:
    """Who is a client of what, one entry for each link, with the stratum of each enterprise.

    Attributes
    ----------
    node, enterprise
        The ends of each link, from 0; no link comes twice.
    stratum
        For each enterprise. Trades stay within a stratum, and so keep each node's clients there.
    """

    node: NDArray[np.integer]
    enterprise: NDArray[np.integer]
    stratum: NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Mixing:
    """Whether the draws can be told from draws that know nothing of each other.

    Attributes
    ----------
    moved
        The part of the links that the draws do not have in common with what was given, on average
        (perturbation).
    rise
        How far the later half of the draws is from the earlier half, as a part of `moved`; 0 within 4
        standard errors.
    correlation
        Of the shared clients of one draw with those of the next, the mean over pairs that vary.
    """

    moved: float
    rise: float
    correlation: float

    @property
    def mixed(self) -> bool:
        """Whether neither is beyond `DRIFTED` or `CORRELATED`."""
        return self.rise <= DRIFTED and self.correlation <= CORRELATED


@dataclass(frozen=True, slots=True)
class FixedTails:
    """Pairs against matrices of the same degrees.

    Attributes
    ----------
    p
        The probability to share at least as many.
    expected
        The mean of shared clients.
    draws
        How many matrices were counted.
    mixing
        Whether they have mixed.
    """

    p: NDArray[np.float64]
    expected: NDArray[np.float64]
    draws: int
    mixing: Mixing


def estimate_upper_tails(
    links: Biadjacency,
    first: NDArray[np.integer],
    second: NDArray[np.integer],
    draws: int,
    rng: np.random.Generator,
    trades: int = TRADES,
) -> FixedTails:
    """Return the probability that two nodes share at least what they do, for chosen pairs.

    The matrix itself counts as one draw, so that no probability is 0: (1 + exceeding) / (1 + draws).
    The cost of a draw is that of sorting the links, times `trades`.

    Parameters
    ----------
    first, second
        The nodes of each pair.

    Raises
    ------
    AnalysisError
        When fewer than `LEAST` draws are asked for.

    References
    ----------
    Phipson & Smyth (2010), Permutation p-values should never be zero, Statistical Applications in
    Genetics and Molecular Biology 9; Strona et al. (2014) for the perturbation.
    """
    if draws < LEAST:
        raise AnalysisError(f"{draws} draws were asked for.", f"Ask for {LEAST} or more; 1,000 are usual.")
    shape = int(links.node.max(initial=-1)) + 1, len(links.stratum)
    given = _as_matrix(links.node, links.enterprise, shape)
    observed = _count_shared(given, first, second)
    counts = np.empty((draws, len(observed)))
    moved = np.empty(draws)
    for at, node in enumerate(draw_matrices(links, draws, rng, trades)):
        matrix = _as_matrix(node, links.enterprise, shape)
        counts[at] = _count_shared(matrix, first, second)
        moved[at] = 1 - matrix.multiply(given).sum() / max(len(node), 1)
    p = (1 + (counts >= observed).sum(axis=0)) / (1 + draws)
    return FixedTails(p, counts.mean(axis=0), draws, _look_at(counts, moved))


def draw_matrices(
    links: Biadjacency, draws: int, rng: np.random.Generator, trades: int = TRADES
) -> Iterator[NDArray[np.int64]]:
    """Yield, for each draw, the node of each link; the enterprise of a link stays, and so do all degrees.

    In a trade two nodes put down the clients that they do not share, and take as many as before, at
    random. All nodes of a stratum trade at once, in pairs drawn at random (a global trade).

    References
    ----------
    Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz (2014), A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals, Nature Communications 5.
    Carstens, Hamann, Meyer, Penschuck, Tran & Wagner (2018), Parallel and I/O-efficient randomisation
    of massive networks using global curveball trades, European Symposium on Algorithms.
    """
    market = _Market(links)
    for draw in range(draws):
        for _ in range(trades * (BURN_IN if draw == 0 else 1)):
            market.trade(rng)
        yield market.nodes()


class _Market:
    """The nodes of each stratum, and who holds which link. A row is a node within one stratum."""

    def __init__(self, links: Biadjacency) -> None:
        self._enterprise = links.enterprise.astype(np.int64)
        self._width = len(links.stratum)
        most = int(links.node.max(initial=0)) + 1
        codes = links.stratum[links.enterprise].astype(np.int64) * most + links.node
        rows, self._row = np.unique(codes, return_inverse=True)
        self._node = rows % most
        self._stratum = rows // most
        _, start, count = np.unique(self._stratum, return_index=True, return_counts=True)
        place = np.arange(len(rows)) - np.repeat(start, count)
        paired = place < np.repeat(count - count % 2, count)
        self._pair = np.where(paired, np.cumsum(paired) - 1, -2) // 2
        self._side = place % 2

    def nodes(self) -> NDArray[np.int64]:
        """Return the node of each link."""
        found: NDArray[np.int64] = self._node[self._row]
        return found

    def trade(self, rng: np.random.Generator) -> None:
        """Let all nodes trade once, but for one that is left over in a stratum of an odd number."""
        dealt = np.argsort(self._stratum + rng.random(len(self._stratum)))
        pair, side = np.empty_like(self._pair), np.empty_like(self._side)
        pair[dealt], side[dealt] = self._pair, self._side
        at = np.flatnonzero(pair[self._row] >= 0)
        of, mine = pair[self._row[at]], side[self._row[at]]
        apart = _held_once(of * self._width + self._enterprise[at])
        at, of, mine = at[apart], of[apart], mine[apart]
        order = np.argsort(of + rng.random(len(of)))
        sorted_of = of[order]
        pairs = int(self._pair.max(initial=-1)) + 1
        start = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=pairs))])
        own = np.bincount(of[mine == 0], minlength=pairs)
        rank = np.arange(len(order)) - start[sorted_of]
        rows = np.empty((2, pairs), np.int64)
        kept = self._pair >= 0
        rows[self._side[kept], self._pair[kept]] = dealt[kept]
        self._row[at[order]] = rows[(rank >= own[sorted_of]).astype(np.int64), sorted_of]


def _held_once(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which codes come once."""
    order = np.argsort(codes)
    same = codes[order][1:] == codes[order][:-1]
    once = np.ones(len(codes), np.bool_)
    once[order[1:][same]] = False
    once[order[:-1][same]] = False
    return once


def _as_matrix(
    node: NDArray[np.integer], enterprise: NDArray[np.integer], shape: tuple[int, int]
) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(node), np.int32), (node, enterprise)), shape=shape)


def _count_shared(
    matrix: sparse.csr_array, first: NDArray[np.integer], second: NDArray[np.integer]
) -> NDArray[np.float64]:
    return np.asarray(matrix[first].multiply(matrix[second]).sum(axis=1), np.float64)


def _look_at(counts: NDArray[np.float64], moved: NDArray[np.float64]) -> Mixing:
    varied = counts[:, counts.std(axis=0) > 0]
    off = varied - varied.mean(axis=0)
    correlation = (off[1:] * off[:-1]).sum(axis=0) / (off**2).sum(axis=0)
    earlier, later = moved[: len(moved) // 2], moved[len(moved) // 2 :]
    error = np.hypot(earlier.std() / np.sqrt(len(earlier)), later.std() / np.sqrt(len(later)))
    rise = max(abs(later.mean() - earlier.mean()) - 4 * error, 0.0)
    return Mixing(
        float(moved.mean()),
        float(rise / moved.mean()) if moved.any() else 0.0,
        float(correlation.mean()) if varied.shape[1] else 0.0,
    )

"""Pairs found beyond chance, held once more against matrices in which every degree is exactly kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.nulls.strata import Strata
from ecograph.analysis.nulls.trades import Biadjacency, FixedTails, estimate_upper_tails
from ecograph.analysis.overlaps.judgement import LEVEL
from ecograph.graph.clients import Clients

MOST_LINKS = 100_000
"""Programs beside the pairs are taken until so many links trade."""
FEWEST_DRAWS = 200
"""With fewer draws no p could be as small as `LEVEL`."""
SMALL, DRAWS = 5_000, 500
"""A network of so few links is confirmed unasked, with so many draws."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of the pairs.

    Attributes
    ----------
    tails
        Of each pair.
    confirmed
        Which of the pairs have p up to `LEVEL`; they were found among all pairs before.
    nodes, links
        How much traded.
    """

    tails: FixedTails
    confirmed: NDArray[np.bool_]
    nodes: int
    links: int


def hold_fixed(
    clients: Clients,
    strata: Strata,
    shared: NDArray[np.integer],
    pairs: tuple[NDArray[np.integer], NDArray[np.integer]],
    draws: int,
    rng: np.random.Generator,
) -> Confirmation:
    """Return whether chosen pairs share more than by chance when no degree changes at all.

    Nodes that share most with those of the pairs trade with them, up to `MOST_LINKS`; what all other
    nodes have is left as it is, of which the test is then conditional. Strata are kept apart.
    The cost is linear in the links of these, times draws.

    Parameters
    ----------
    shared
        The shared clients of every two nodes.
    pairs
        The nodes of each pair.
    """
    chosen = _choose(clients, shared, np.unique(np.concatenate(pairs)))
    place = np.full(len(clients.nodes), -1, np.int64)
    place[chosen] = np.arange(len(chosen))
    trading = place[clients.indices] >= 0
    enterprises, enterprise = np.unique(clients.enterprises[trading], return_inverse=True)
    links = Biadjacency(place[clients.indices[trading]], enterprise, strata.of[enterprises])
    tails = estimate_upper_tails(links, place[pairs[0]], place[pairs[1]], draws, rng)
    return Confirmation(tails, tails.p <= LEVEL, len(chosen), int(trading.sum()))


def _choose(clients: Clients, shared: NDArray[np.integer], wanted: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the nodes wanted, and others by how many clients they share with these, while there is room."""
    common = shared[wanted].sum(axis=0)
    common[wanted] = 0
    others = np.flatnonzero(common)
    others = others[np.lexsort((others, -common[others]))]
    room = MOST_LINKS - clients.counts[wanted].sum()
    return np.concatenate([wanted, others[np.cumsum(clients.counts[others]) <= room]])

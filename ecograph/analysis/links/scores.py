"""How likely two nodes of a network are to be linked, by what they have around them."""

import math
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Pair = tuple[Any, Any]
Score = Callable[["nx.Graph[Any]", Collection[Pair]], Iterable[tuple[Hashable, Hashable, float]]]
SCORES: Mapping[str, Score] = {
    "resource_allocation": lambda network, pairs: _common(network, pairs, lambda degree: 1 / degree),
    "adamic_adar": lambda network, pairs: _common(network, pairs, lambda degree: 1 / math.log(degree)),
    "jaccard": nx.jaccard_coefficient,
    "preferential_attachment": nx.preferential_attachment,
}
"""Each score by its name. Preferential attachment knows degrees alone: it is the baseline."""
BASELINE = "preferential_attachment"


def _common(
    network: "nx.Graph[Any]", pairs: Collection[Pair], weight: Callable[[int], float]
) -> Iterator[tuple[Hashable, Hashable, float]]:
    """Yield the exact sum of weights over common neighbours.

    networkx adds them up in the order of a set, so that the last digit differs from run to run.
    """
    for one, other in pairs:
        around = nx.common_neighbors(network, one, other)
        yield one, other, math.fsum(weight(network.degree(node)) for node in around)


def score_pairs(network: "nx.Graph[Any]", name: str, pairs: Collection[Pair]) -> NDArray[np.float64]:
    """Return one of `SCORES` for some pairs of nodes, in their order (unitless; more is likelier).

    References
    ----------
    Resource allocation: Zhou, Lü and Zhang 2009. Adamic and Adar 2003. Preferential attachment and
    Jaccard: Liben-Nowell and Kleinberg 2007.

    Examples
    --------
    >>> float(score_pairs(nx.complete_graph(5), "resource_allocation", [(0, 1)])[0])
    0.75
    """
    return np.array([float(value) for _, _, value in SCORES[name](network, pairs)])


def without(network: "nx.Graph[Any]", edges: Collection[Pair]) -> Iterator[tuple[Pair, "nx.Graph[Any]"]]:
    """Yield each edge with the network that it, and it alone, is left out of; one copy, changed in turn."""
    left = network.copy()
    for edge in edges:
        data = left.edges[edge]
        left.remove_edge(*edge)
        yield edge, left
        left.add_edge(*edge, **data)

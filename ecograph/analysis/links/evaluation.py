"""How well a score tells links from pairs without one: AUC, average precision, precision at k."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import scipy
from numpy.typing import NDArray

from ecograph.analysis.links.scores import Pair, score_pairs, without

CANDIDATES = 40
"""How many pairs without a link of nearly the same degrees one negative is drawn from."""
MOST_SCORED = 200_000
"""How many scores of pairs without a link are computed at most; beyond it these pairs are sampled."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How a score ranks links among pairs without one.

    Attributes
    ----------
    auc
        The probability that a link left out scores above a pair without one, both in the network
        without that link; a tie is half.
    aupr
        Average precision; a score that knows nothing has `prevalence`.
    precision
        The part of links among the first `k`, k being the number of links; ties share their places.
    prevalence
        The part of links among all that was ranked.
    matched_auc
        The AUC against as many pairs without a link whose degrees are like those of the links.
    """

    auc: float
    aupr: float
    precision: float
    prevalence: float
    matched_auc: float


def area_under_curve(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the probability that a positive scores above a negative; NaN where one side is empty.

    Examples
    --------
    >>> area_under_curve(np.array([2.0, 1.0]), np.array([1.0, 0.0]))
    0.875
    """
    if not len(positive) or not len(negative):
        return float("nan")
    ranks = scipy.stats.rankdata(np.concatenate([positive, negative]))[: len(positive)]
    above = ranks.sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def average_precision(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the area under precision and recall, one step for each distinct score; NaN without positives."""
    if not len(positive):
        return float("nan")
    levels, place = np.unique(-np.concatenate([positive, negative]), return_inverse=True)
    hits = np.bincount(place[: len(positive)], minlength=len(levels))
    all_ = np.bincount(place, minlength=len(levels))
    precision = np.cumsum(hits) / np.cumsum(all_)
    return float((precision * hits).sum() / len(positive))


def precision_at(positive: NDArray[np.float64], negative: NDArray[np.float64], k: int) -> float:
    """Return the part of positives among the `k` best; those tied at the end count by their share."""
    every = np.concatenate([positive, negative])
    if not 0 < k <= len(every):
        return float("nan")
    last = np.sort(every)[::-1][k - 1]
    sure, tied = (every > last).sum(), (every == last).sum()
    share = (k - sure) / tied
    return float(((positive > last).sum() + share * (positive == last).sum()) / k)


def evaluate_score(
    network: "nx.Graph[Any]", name: str, edges: list[Pair], nodes: list[Any], seed: int
) -> Quality:
    """Return how a score ranks `edges`, each left out in turn, among the pairs of `nodes` without a link.

    Average precision and precision compare links left out with all pairs as the network is. The cost
    is linear in the pairs of nodes, and in `MOST_SCORED` at most.

    References
    ----------
    Leave one edge out, and average precision for rare links: Yang, Lichtenwalter and Chawla 2015.
    """
    rng = np.random.default_rng(seed)
    absent = [pair for pair in combinations(nodes, 2) if not network.has_edge(*pair)]
    some = absent
    if len(absent) * len(edges) > MOST_SCORED:
        chosen = rng.choice(len(absent), max(1, MOST_SCORED // len(edges)), replace=False)
        some = [absent[at] for at in np.sort(chosen).tolist()]
    scored = [score_pairs(left, name, [edge, *some]) for edge, left in without(network, edges)]
    positive = np.array([scores[0] for scores in scored], float)
    negative = score_pairs(network, name, absent)
    each = [area_under_curve(scores[:1], scores[1:]) for scores in scored]
    matched = _matched(network, edges, absent, rng)
    ranked = len(positive) + len(negative)
    return Quality(
        float(np.mean(each)) if each else float("nan"),
        average_precision(positive, negative),
        precision_at(positive, negative, len(positive)),
        len(positive) / ranked if ranked else float("nan"),
        area_under_curve(positive, negative[matched]),
    )


def _matched(
    network: "nx.Graph[Any]", edges: list[Pair], absent: list[Pair], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return, for each edge, a pair without a link of nearly the degrees that its ends have without it."""
    if not edges or not absent:
        return np.empty(0, np.int64)
    degrees = np.array([sorted((network.degree(a), network.degree(b))) for a, b in absent], float)
    # Many pairs have the same degrees: these are compared once.
    sorts, of = np.unique(degrees, axis=0, return_inverse=True)
    of = of.reshape(-1)
    members, sizes = np.argsort(of, kind="stable"), np.bincount(of)
    starts = np.cumsum(sizes) - sizes
    found = []
    for a, b in edges:
        wanted = np.array(sorted((network.degree(a) - 1, network.degree(b) - 1)), float)
        apart = np.abs(np.log1p(sorts) - np.log1p(wanted)).sum(axis=1)
        nearer = np.argsort(apart, kind="stable")
        enough = min(int(np.searchsorted(np.cumsum(sizes[nearer]), CANDIDATES)), len(nearer) - 1)
        near = np.flatnonzero(apart <= apart[nearer[enough]])
        those = np.concatenate([members[starts[sort] : starts[sort] + sizes[sort]] for sort in near])
        nearest = those[np.lexsort((those, apart[of[those]]))][:CANDIDATES]
        found.append(nearest[rng.integers(len(nearest))])
    return np.array(found, np.int64)

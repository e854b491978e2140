"""How many planted missing partnerships are found, and what a score is worth where nothing was planted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.links.evaluation import CANDIDATES, area_under_curve, average_precision
from ecograph.analysis.links.scores import BASELINE, score_pairs

AGENCIES, GROUPS, HELD, THINGS, PARTNERS, HIDDEN = 120, 12, 12, 180, 4, 20
"""Of a simulated network: agencies in groups, what each holds of how many things, and its partners;
and how many partnerships are taken out, to be found again."""
LOOKED_AT = 5
"""Pairs that a reader looks at, for each that was taken out."""
SCORE = "resource_allocation"
STRONG = 0.5
"""From these ties on the score has to find more than degrees alone."""
TIES = (0.0, 0.25, 0.5, 0.75)
"""Which part of what agencies hold, and of their partners, comes from their own group."""


@dataclass(frozen=True, slots=True)
class Found:
    """How well missing partnerships are told, on average, each with a 95 % interval.

    Attributes
    ----------
    recall, by_degrees
        The part found among `LOOKED_AT` pairs for each, by the score and by degrees alone.
    precision, precision_by_degrees
        The average precision of both.
    matched
        The AUC against pairs of like degrees.
    """

    ties: float
    shuffled: bool
    recall: tuple[float, float, float]
    by_degrees: tuple[float, float, float]
    precision: tuple[float, float, float]
    precision_by_degrees: tuple[float, float, float]
    matched: tuple[float, float, float]


def bench_planted_links(seeds: int) -> Iterator[Found]:
    """Yield how well missing partnerships are found, by how much groups hold together."""
    for ties in TIES[1:]:
        yield _found(ties, seeds, shuffled=False)


def bench_null_links(seeds: int) -> Iterator[Found]:
    """Yield the same where there are no groups, and where all links were shuffled, degrees kept."""
    yield _found(TIES[0], seeds, shuffled=False)
    yield _found(TIES[-1], seeds, shuffled=True)


def _found(ties: float, seeds: int, *, shuffled: bool) -> Found:
    measured = np.array([_measure(ties, seed, shuffled=shuffled) for seed in range(seeds)])
    mean, error = measured.mean(axis=0), measured.std(axis=0, ddof=1) / np.sqrt(seeds)
    intervals = [
        (float(at), float(at - 1.96 * off), float(at + 1.96 * off))
        for at, off in zip(mean, error, strict=True)
    ]
    return Found(ties, shuffled, *intervals)


def draw(ties: float, rng: np.random.Generator) -> tuple["nx.Graph[int]", "nx.Graph[int]"]:
    """Return partnerships among agencies, and what agencies hold: two graphs over numbers.

    Agencies come first; things follow. Some are sought after more than others, as in life.
    """
    group = np.arange(AGENCIES) % GROUPS
    of_thing = np.arange(THINGS) % GROUPS
    held: nx.Graph[int] = nx.Graph()
    joined: nx.Graph[int] = nx.Graph()
    for network in (held, joined):
        network.add_nodes_from(range(AGENCIES))
    wanted, known = rng.pareto(2.5, THINGS) + 1, rng.pareto(2.5, AGENCIES) + 1
    for agency in range(AGENCIES):
        for _ in range(HELD):
            near = of_thing == group[agency] if rng.random() < ties else np.ones(THINGS, np.bool_)
            held.add_edge(agency, AGENCIES + _chosen(wanted * near, rng))
        for _ in range(PARTNERS // 2):
            near = group == group[agency] if rng.random() < ties else np.ones(AGENCIES, np.bool_)
            near = near & (np.arange(AGENCIES) != agency)
            joined.add_edge(agency, _chosen(known * near, rng))
    return joined, held


def _chosen(weights: NDArray[np.float64], rng: np.random.Generator) -> int:
    return int(rng.choice(len(weights), p=weights / weights.sum()))


def shuffle(network: "nx.Graph[int]", rng: np.random.Generator, *, bipartite: bool) -> "nx.Graph[int]":
    """Return a graph of exactly the same degrees; of a bipartite one, agencies stay on their side.

    References
    ----------
    Maslov and Sneppen 2002.
    """
    edges = [(min(edge), max(edge)) for edge in network.edges]
    there = set(edges)
    for _ in range(20 * len(edges)):
        one, other = (int(at) for at in rng.integers(len(edges), size=2))
        (a, b), (c, d) = edges[one], edges[other]
        if not bipartite and rng.random() < 0.5:  # noqa: PLR2004 - either end may be swapped
            c, d = d, c
        new = [(min(a, d), max(a, d)), (min(c, b), max(c, b))]
        if len({a, b, c, d}) < 4 or there & set(new):  # noqa: PLR2004 - four ends, all apart
            continue
        there -= {edges[one], edges[other]}
        there |= set(new)
        edges[one], edges[other] = new
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(network)
    found.add_edges_from(edges)
    return found


def _measure(ties: float, seed: int, *, shuffled: bool) -> tuple[float, ...]:
    rng = np.random.default_rng((seed, round(100 * ties), shuffled))
    joined, held = draw(ties, rng)
    if shuffled:
        joined, held = shuffle(joined, rng, bipartite=False), shuffle(held, rng, bipartite=True)
    edges = sorted((min(edge), max(edge)) for edge in joined.edges)
    hidden = [edges[at] for at in np.sort(rng.choice(len(edges), HIDDEN, replace=False)).tolist()]
    network = nx.compose(joined, held)
    network.remove_edges_from(hidden)
    absent = [pair for pair in combinations(range(AGENCIES), 2) if not joined.has_edge(*pair)]
    scores = {name: score_pairs(network, name, [*hidden, *absent]) for name in (SCORE, BASELINE)}
    recall = {name: _recall(found) for name, found in scores.items()}
    precision = {name: average_precision(found[:HIDDEN], found[HIDDEN:]) for name, found in scores.items()}
    like = _alike(network, hidden, absent, rng)
    matched = area_under_curve(scores[SCORE][:HIDDEN], scores[SCORE][HIDDEN:][like])
    return recall[SCORE], recall[BASELINE], precision[SCORE], precision[BASELINE], matched


def _recall(scores: NDArray[np.float64]) -> float:
    """Return the part of those hidden, which come first, among the best; ties share their places."""
    last = np.sort(scores)[::-1][LOOKED_AT * HIDDEN - 1]
    sure, tied = (scores > last).sum(), (scores == last).sum()
    share = (LOOKED_AT * HIDDEN - sure) / tied
    own = scores[:HIDDEN]
    return float(((own > last).sum() + share * (own == last).sum()) / HIDDEN)


def _alike(
    network: "nx.Graph[int]",
    hidden: list[tuple[int, int]],
    absent: list[tuple[int, int]],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Return for each hidden pair the place of another of nearly the same degrees."""
    degree = dict(network.degree)
    pairs = np.log1p([sorted((degree[a], degree[b])) for a, b in absent])
    wanted = np.log1p([sorted((degree[a], degree[b])) for a, b in hidden])
    apart = np.abs(pairs[None, :, :] - wanted[:, None, :]).sum(axis=2)
    near = np.argsort(apart, axis=1, kind="stable")[:, :CANDIDATES]
    return np.asarray(near[np.arange(len(hidden)), rng.integers(CANDIDATES, size=len(hidden))], np.int64)

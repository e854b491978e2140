"""The simulated networks of institutions: shuffles keep degrees, and planted ties are found, others not."""

import networkx as nx
import numpy as np

from ecograph.analysis.verification.bench_links import (
    AGENCIES,
    HELD,
    THINGS,
    bench_null_links,
    bench_planted_links,
    draw,
    shuffle,
)

SEEDS = 4


def test_a_shuffle_keeps_every_degree_and_moves_links() -> None:
    joined, held = draw(0.75, np.random.default_rng(1))
    for network, bipartite in ((joined, False), (held, True)):
        found = shuffle(network, np.random.default_rng(2), bipartite=bipartite)
        assert dict(found.degree) == dict(network.degree)
        assert nx.number_of_selfloops(found) == 0
        same = {frozenset(edge) for edge in found.edges} & {frozenset(edge) for edge in network.edges}
        assert len(same) < 0.5 * network.number_of_edges()
    shuffled = shuffle(held, np.random.default_rng(2), bipartite=True)
    assert all(min(edge) < AGENCIES <= max(edge) < AGENCIES + THINGS for edge in shuffled.edges)
    assert max(held.degree[agency] for agency in range(AGENCIES)) <= HELD


def test_planted_ties_are_found_and_chance_is_told_as_chance() -> None:
    strongest = list(bench_planted_links(SEEDS))[-1]
    assert strongest.recall[0] > 3 * strongest.by_degrees[0]
    assert strongest.matched[1] > 0.6
    for row in bench_null_links(SEEDS):
        # 80 pairs a row, so that a standard error is about 0.03.
        assert abs(row.matched[0] - 0.5) < 0.1

"""Clusters on a map that a reader can see."""

import numpy as np

from ecograph.analysis.statistics.clusters import find_clusters

SIDE = 8
CELLS = [(row, column) for row in range(SIDE) for column in range(SIDE)]
NEAR = {
    at: [to for to, b in enumerate(CELLS) if abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1]
    for at, a in enumerate(CELLS)
}


def corner() -> np.ndarray:
    values = np.random.default_rng(4).normal(1, 0.05, len(CELLS))
    values[[at for at, (row, column) in enumerate(CELLS) if row < 3 and column < 3]] -= 0.5
    return values


def test_a_low_corner_is_low_and_the_rest_is_not() -> None:
    found = find_clusters(corner(), NEAR, seed=1)
    middle, far = CELLS.index((1, 1)), CELLS.index((6, 6))
    assert found.z[middle] < -4
    assert found.p[middle] < 0.001
    assert found.p[far] > 0.05
    assert found.moran > 0.4
    assert found.moran_p < 1e-6


def test_p_is_two_sided_and_even_without_any_pattern() -> None:
    p = np.concatenate(
        [find_clusters(np.random.default_rng(s).normal(size=64), NEAR, s, 999).p for s in range(20)]
    )
    assert p.min() > 0
    assert p.max() == 1.0
    assert abs((p <= 0.1).mean() - 0.1) < 0.03


def test_the_same_seed_gives_the_same_and_leaves_no_trace() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index]  # noqa: NPY002
    one, two, other = (find_clusters(corner(), NEAR, seed) for seed in (7, 7, 8))
    assert one.p.tolist() == two.p.tolist() != other.p.tolist()
    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]  # noqa: NPY002


def test_an_island_is_no_cluster() -> None:
    values = np.array([1.0, 1.1, 0.9, 1.0, 5.0])
    found = find_clusters(values, {0: [1], 1: [0, 2], 2: [1, 3], 3: [2], 4: []}, seed=1, permutations=99)
    assert found.local_moran.shape == (5,)

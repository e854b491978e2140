"""Check numbers of the null models behind overlaps."""

from itertools import combinations

import networkx as nx
import numpy as np
import scipy
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import ConfigurationModel, fit_chances
from ecograph.analysis.nulls.hypergeometric import describe_shared
from ecograph.analysis.nulls.poisson_binomial import find_upper_tail
from ecograph.analysis.nulls.trades import Biadjacency, estimate_upper_tails
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.verification.check import Check

ENUMERATED = "enumeration of the model, carried out anew"
REFERENCE = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]])
CELLS = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 1]])
TRIALS = np.array([123, 234, 345, 456, 567, 678, 789, 801, 911]) / 1000
SUCCESSES = 5
LEVEL = 0.05
DRAWS = 1000


def _tails(matrix: NDArray[np.int64], *, beyond: int = 0) -> NDArray[np.float64]:
    """Return for every two rows the probability to share what they do, and `beyond` more."""
    degrees, alike = np.unique(matrix.sum(axis=0), return_counts=True)
    model = ConfigurationModel(alike, fit_chances(degrees, alike, matrix.sum(axis=1)))
    shared = matrix @ matrix.T
    pairs = combinations(range(len(matrix)), 2)
    return np.array([model.find_upper_tail(i, k, int(shared[i, k]) + beyond) for i, k in pairs])


def _refined_normal(matrix: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return upper tails by a normal law corrected for skewness (Volkova 1996), as printed in the source.

    It misses small probabilities by too much to decide anything, and checks the chances of the model.
    """
    degrees, alike = np.unique(matrix.sum(axis=0), return_counts=True)
    chances = fit_chances(degrees, alike, matrix.sum(axis=1))
    first, second = np.triu_indices(len(matrix), 1)
    both = chances[:, first] * chances[:, second]
    spread = np.sqrt(alike @ (both * (1 - both)))
    skewness = alike @ (both * (1 - both) * (1 - 2 * both)) / spread**3
    below = ((matrix @ matrix.T)[first, second] - 0.5 - alike @ both) / spread
    lower = scipy.stats.norm.cdf(below) + skewness * (1 - below**2) * scipy.stats.norm.pdf(below) / 6
    upper: NDArray[np.float64] = 1 - np.clip(lower, 0, 1)
    return upper


def _cells() -> list[float]:
    return [*fit_chances(CELLS.sum(axis=1), np.ones(3, np.int64), CELLS.sum(axis=0)).ravel()]


def _trials() -> list[float]:
    once = np.ones(len(TRIALS), np.int64)
    return [
        1 - find_upper_tail(TRIALS, once, SUCCESSES + 1),
        find_upper_tail(TRIALS, once, SUCCESSES),
    ]


def _drawn(matrix: NDArray[np.int64], draws: int) -> NDArray[np.float64]:
    rows, columns = np.nonzero(matrix)
    links = Biadjacency(rows, columns, np.zeros(matrix.shape[1], np.int64))
    pairs = np.triu_indices(len(matrix), 1)
    return estimate_upper_tails(links, *pairs, draws, np.random.default_rng(1)).p


def _described(matrix: NDArray[np.int64]) -> list[float]:
    shared = matrix @ matrix.T
    return [
        describe_shared(matrix.shape[1], int(shared[i, i]), int(shared[k, k]), int(shared[i, k]))
        for i, k in combinations(range(len(matrix)), 2)
    ]


def _attended() -> NDArray[np.int64]:
    """Return which of 14 events each of 18 women attended: 89 ties."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    return np.array([[int(graph.has_edge(woman, event)) for event in events] for woman in women])


def _davis() -> list[float]:
    women = _attended()
    tails = _tails(women)
    met = np.count_nonzero((women @ women.T)[np.triu_indices(len(women), 1)])
    return [float(women.sum()), float(met), float(np.count_nonzero(tails <= LEVEL)), float(tails.min())]


def _davis_drawn() -> list[float]:
    return [float(np.count_nonzero(adjusted(_drawn(_attended(), DRAWS)) <= LEVEL))]


OVERLAP_CHECKS = (
    Check(
        "configuration model: cells",
        "BiCM, tests",
        (0.216, 0.216, 0.568) * 2 + (0.568, 0.568, 0.863),
        _cells,
        5e-4,
    ),
    Check("configuration model: upper tails", ENUMERATED, (1, 0.555, 1), lambda: [*_tails(REFERENCE)], 5e-4),
    Check(
        "configuration model: lower tails",
        ENUMERATED,
        (0.365, 0.856, 0.487),
        lambda: [*(1 - _tails(REFERENCE, beyond=1))],
        5e-4,
    ),
    Check(
        "configuration model: upper tails by the refined normal approximation",
        "R package backbone",
        (0.977, 0.549, 0.972),
        lambda: [*_refined_normal(REFERENCE)],
        5e-4,
    ),
    Check("hypergeometric: upper tails", "R package backbone", (1, 0.5, 1), lambda: _described(REFERENCE)),
    Check("Poisson-binomial: both tails", ENUMERATED, (0.6791345, 0.6283854), _trials, 5e-8),
    Check(
        "fixed degrees: upper tails, within 3 standard errors",
        ENUMERATED,
        (1, 0.25, 1),
        lambda: [*_drawn(REFERENCE, DRAWS)],
        3 * float(np.sqrt(0.25 * 0.75 / DRAWS)),
    ),
    Check(
        "Southern women: ties, pairs that meet, more than by chance, least p",
        "Davis, Gardner & Gardner (1941); R package backbone",
        (89, 139, 0, 0.0884),
        _davis,
        5e-5,
    ),
    Check("Southern women: pairs beyond fixed degrees", "R package backbone", (0,), _davis_drawn),
)

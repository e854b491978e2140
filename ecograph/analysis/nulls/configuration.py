"""The bipartite configuration model (the stochastic degree sequence model), fitted by degree class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ecograph.analysis.nulls.poisson_binomial import find_upper_tail
from ecograph.errors import AnalysisError
from ecograph.graph.degree_classes import DegreeClasses

TOLERANCE = 1e-9
"""How far an expected degree may be from the one given, as a share of it."""
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class ConfigurationModel:
    """The chance that an enterprise of a class is a client of a node.

    Attributes
    ----------
    enterprises
        int64 (classes), how many enterprises each class has.
    chances
        float64 (classes x nodes).
    """

    enterprises: NDArray[np.int64]
    chances: NDArray[np.float64]

    def expect_shared(self) -> NDArray[np.float64]:
        """Return the expected shared clients of every two nodes (nodes x nodes)."""
        weighted = self.chances * self.enterprises[:, None]
        return weighted.T @ self.chances

    def find_upper_tail(self, first: int, second: int, observed: int) -> float:
        """Return the exact probability that two nodes share at least `observed` clients."""
        return find_upper_tail(self.chances[:, first] * self.chances[:, second], self.enterprises, observed)


def fit_strata(classes: DegreeClasses) -> ConfigurationModel:
    """Fit each stratum by itself, given each node's clients there, and lay the classes below each other.

    A degree counts clients within the stratum alone because an enterprise is in one stratum.
    """
    parts = [
        fit_chances(classes.degree[here], classes.enterprises[here], clients)
        for stratum, clients in enumerate(classes.clients)
        if (here := classes.stratum == stratum).any()
    ]
    chances = np.concatenate(parts) if parts else np.empty((0, classes.clients.shape[1]))
    return ConfigurationModel(classes.enterprises, chances)


def fit_chances(
    degrees: NDArray[np.integer], enterprises: NDArray[np.integer], clients: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Return P = xy / (1 + xy) whose expected degrees are those given (classes x nodes).

    Full and empty rows and columns are certain and are taken out first; the rest is Newton's method
    on the likelihood, which is concave. Nodes of one count are one, so a step costs the product of
    the distinct degrees of both sides, times the distinct degrees of enterprises.

    Parameters
    ----------
    degrees, enterprises
        The degree of each class, and how many enterprises it has.
    clients
        How many clients each node has.

    Raises
    ------
    AnalysisError
        When both sides do not have the same number of links, or the fit does not settle.

    References
    ----------
    Saracco, Di Clemente, Gabrielli & Squartini (2015), Randomizing bipartite networks, Scientific
    Reports 5; Neal (2014), The backbone of bipartite projections, Social Networks 39.
    """
    if int(np.dot(degrees, enterprises)) != int(clients.sum()):
        raise AnalysisError(
            f"Enterprises have {int(np.dot(degrees, enterprises)):,} links and nodes {int(clients.sum()):,}.",
            "Give the degrees of both sides of the same links.",
        )
    counts, place, alike = np.unique(clients, return_inverse=True, return_counts=True)
    rows, columns = degrees.astype(np.float64), counts.astype(np.float64)
    chances: NDArray[np.float64] = np.zeros((len(rows), len(columns)))
    row, column = np.ones(len(rows), np.bool_), np.ones(len(columns), np.bool_)
    while row.any() and column.any():
        wide, high = alike[column].sum(), enterprises[row].sum()
        if (full := row & (rows == wide)).any():
            chances[np.ix_(full, column)] = 1
            columns[column] -= enterprises[full].sum()
            row &= ~full
        elif (full := column & (columns == high)).any():
            chances[np.ix_(row, full)] = 1
            rows[row] -= alike[full].sum()
            column &= ~full
        elif (row & (rows == 0)).any() or (column & (columns == 0)).any():
            row &= rows > 0
            column &= columns > 0
        else:
            inner = _climb(rows[row], enterprises[row], columns[column], alike[column])
            chances[np.ix_(row, column)] = inner
            break
    return chances[:, place]


def _climb(
    rows: NDArray[np.float64],
    n: NDArray[np.integer],
    columns: NDArray[np.float64],
    m: NDArray[np.integer],
) -> NDArray[np.float64]:
    """Return the chances of the most likely model of sums without certain rows or columns."""
    links = float(rows @ n)
    a, b = np.log(rows / np.sqrt(links)), np.log(columns / np.sqrt(links))
    weight = np.outer(n, m)
    best = -np.inf
    da, db, step = np.zeros_like(a), np.zeros_like(b), 1.0
    for _ in range(MOST_STEPS):
        total = (a + da * step)[:, None] + (b + db * step)
        likelihood = (n * rows) @ (a + da * step) + (m * columns) @ (b + db * step)
        likelihood -= (weight * np.logaddexp(0, total)).sum()
        if likelihood < best - 1e-9 * max(1.0, abs(best)):
            step /= 2
            continue
        a, b, best, step = a + da * step, b + db * step, likelihood, 1.0
        chances: NDArray[np.float64] = special.expit(total)
        off_rows, off_columns = rows - chances @ m, columns - n @ chances
        if max(np.abs(off_rows / rows).max(), np.abs(off_columns / columns).max()) < TOLERANCE:
            return chances
        spread = weight * chances * (1 - chances)
        ratio = spread / spread.sum(axis=0)
        schur = np.diag(spread.sum(axis=1)) - ratio @ spread.T
        # One direction of the small system is free: x may grow as y shrinks.
        da = np.linalg.lstsq(schur, n * off_rows - ratio @ (m * off_columns), rcond=1e-13)[0]
        db = (m * off_columns - da @ spread) / spread.sum(axis=0)
    raise AnalysisError(
        f"The configuration model did not settle in {MOST_STEPS} steps.", "Use coarser strata."
    )

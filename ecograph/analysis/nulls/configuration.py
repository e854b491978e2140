"""The bipartite configuration model (the stochastic degree sequence model), fitted by degree class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.linalg import blas

from ecograph.analysis.nulls.declared import DeclaredCells
from ecograph.analysis.nulls.poisson_binomial import find_upper_tail
from ecograph.errors import AnalysisError
from ecograph.graph.degree_classes import DegreeClasses

TOLERANCE = 1e-9
"""How far an expected degree may be from the one given, as a share of it."""
MOST_STEPS = 200
BLOCK = 1024
"""Classes that are multiplied at once."""


@dataclass(frozen=True, slots=True)
class ConfigurationModel:
    """The chance that an enterprise of a class is a client of a node; classes without a client are left out.

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
        size = self.chances.shape[1]
        found = np.zeros((size, size), order="F")
        if not size:
            return found
        for start in range(0, len(self.chances), BLOCK):
            block = self.chances[start : start + BLOCK]
            weighted = block * np.sqrt(self.enterprises[start : start + BLOCK, None])
            # One half of a symmetric product, which is half the work.
            found = blas.dsyrk(1.0, weighted.T, beta=1.0, c=found, overwrite_c=1)
        np.copyto(found, found.T, where=np.tri(size, k=-1, dtype=np.bool_))
        return found

    def find_upper_tail(self, first: int, second: int, observed: int) -> float:
        """Return the exact probability that two nodes share at least `observed` clients."""
        return find_upper_tail(self.chances[:, first] * self.chances[:, second], self.enterprises, observed)


def fit_strata(classes: DegreeClasses, declared: DeclaredCells | None = None) -> ConfigurationModel:
    """Fit each stratum by itself, given each node's clients there, and lay the classes below each other.

    A degree counts clients within the stratum alone because an enterprise is in one stratum.

    Parameters
    ----------
    declared
        Of what the strata of `classes` are cells: then a stratum is made of cells, and a node has a
        chance of nothing in those that it declares not to admit.
    """
    stratum = np.arange(len(classes.clients)) if declared is None else declared.stratum
    # Who is a client of nothing has a chance of nothing.
    taking_part = classes.degree > 0
    cell, degree = classes.stratum[taking_part], classes.degree[taking_part]
    enterprises = classes.enterprises[taking_part]
    of_class = stratum[cell]
    chances = np.zeros((len(of_class), classes.clients.shape[1]))
    order = np.argsort(stratum, kind="stable")
    for cells in np.split(order, np.flatnonzero(np.diff(stratum[order])) + 1):
        here = np.flatnonzero(of_class == stratum[cells[0]]) if len(cells) else cells
        if len(here):
            clients = classes.clients[cells].sum(axis=0)
            admitted = None
            if declared is not None and not declared.admitted[cells].all():
                admitted = declared.admitted[cell[here]]
            chances[here] = fit_chances(degree[here], enterprises[here], clients, admitted)
    return ConfigurationModel(enterprises, chances)


def fit_chances(
    degrees: NDArray[np.integer],
    enterprises: NDArray[np.integer],
    clients: NDArray[np.integer],
    admitted: NDArray[np.bool_] | None = None,
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
    admitted
        Which classes each node may have clients of (classes x nodes); elsewhere P is 0, a structural
        zero. All, where it is left out.

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
    if admitted is None:
        counts, place, alike = np.unique(clients, return_inverse=True, return_counts=True)
        open_to = np.ones((len(degrees), len(counts)), np.bool_)
    else:
        # Nodes of one count that admit the same are one.
        codes = clients.astype(np.int64) * len(clients) + _find_alike(admitted)
        _, first, place, alike = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
        counts, open_to = clients[first], admitted[:, first]
    rows, columns = degrees.astype(np.float64), counts.astype(np.float64)
    chances: NDArray[np.float64] = np.zeros((len(rows), len(columns)))
    row, column = np.ones(len(rows), np.bool_), np.ones(len(columns), np.bool_)
    while row.any() and column.any():
        wide, high = open_to[:, column] @ alike[column], enterprises[row] @ open_to[row]
        if (full := row & (rows == wide)).any():
            sure = open_to & np.outer(full, column)
            chances[sure] = 1
            columns -= enterprises @ sure
            row &= ~full
        elif (full := column & (columns == high)).any():
            sure = open_to & np.outer(row, full)
            chances[sure] = 1
            rows -= sure @ alike
            column &= ~full
        elif (row & (rows == 0)).any() or (column & (columns == 0)).any():
            row &= rows > 0
            column &= columns > 0
        else:
            inside = np.ix_(row, column)
            chances[inside] = _climb(
                rows[row], enterprises[row], columns[column], alike[column], open_to[inside]
            )
            break
    return chances[:, place]


def _find_alike(columns: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return numbers of columns, the same for the same."""
    packed = np.ascontiguousarray(np.packbits(columns, axis=0).T)
    found: NDArray[np.int64] = np.unique(packed.view(f"S{packed.shape[1]}")[:, 0], return_inverse=True)[1]
    return found


def _climb(
    rows: NDArray[np.float64],
    n: NDArray[np.integer],
    columns: NDArray[np.float64],
    m: NDArray[np.integer],
    open_to: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the chances of the most likely model of sums without certain rows or columns."""
    links = float(rows @ n)
    a, b = np.log(rows / np.sqrt(links)), np.log(columns / np.sqrt(links))
    weight = np.outer(n, m) * open_to
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
        chances: NDArray[np.float64] = special.expit(total) * open_to
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

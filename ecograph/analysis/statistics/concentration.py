"""What a place has more of than others, how unequal places are, and what a place could add next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def location_quotients(counts: Numbers) -> Numbers:
    """Return each place's share of an activity over that activity's share of all (places x activities).

    NaN for a place without anything and for an activity that nobody has.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / counts.sum(axis=1, keepdims=True)
        overall = counts.sum(axis=0) / counts.sum()
        return np.asarray(shares / overall, np.float64)


@dataclass(frozen=True, slots=True)
class Inequality:
    """Theil's T of places, and its parts between and within groups of them."""

    total: float
    between: float

    @property
    def within(self) -> float:
        """What is left within the groups."""
        return self.total - self.between

    @property
    def between_share(self) -> float:
        """The part that lies between the groups; NaN where nothing is unequal."""
        return self.between / self.total if self.total > 0 else float("nan")


def theil(amounts: Numbers, groups: NDArray[np.integer], population: Numbers | None = None) -> Inequality:
    """Return Theil's (1967) T of amounts over places, and the part between groups of places.

    Parameters
    ----------
    amounts
        What each place has in all.
    groups
        The number of each place's group, from 0.
    population
        How many share each place's amount; one each by default. Places without any are left out.

    Examples
    --------
    >>> found = theil(np.array([0.0, 0, 10, 10]), np.array([0, 0, 1, 1]))
    >>> round(found.total, 6), round(found.between, 6)
    (0.693147, 0.693147)
    """
    size = np.ones(len(amounts)) if population is None else np.asarray(population, np.float64)
    amounts, groups, size = amounts[size > 0], groups[size > 0], size[size > 0]
    of_groups = np.bincount(groups, amounts).astype(np.float64)
    return Inequality(_theil(amounts, size), _theil(of_groups, np.bincount(groups, size).astype(np.float64)))


def _theil(amounts: Numbers, population: Numbers) -> float:
    some = amounts > 0
    if not some.any():
        return 0.0
    share = amounts[some] / amounts.sum()
    return float(np.sum(share * np.log(share / (population[some] / population.sum()))))


def proximity(present: Numbers) -> Numbers:
    """Return how often two activities are present together, over the commoner of them (Hidalgo 2007).

    `present` is places x activities of 0 and 1. The diagonal is 0: an activity says nothing of itself.
    """
    together = present.T @ present
    places = np.diag(together)
    commoner = np.maximum(places[:, None], places[None, :])
    phi = np.divide(together, commoner, out=np.zeros_like(together), where=commoner > 0)
    np.fill_diagonal(phi, 0)
    return phi


def density(present: Numbers, phi: Numbers) -> Numbers:
    """Return how near each activity is to what a place has (Hidalgo & Hausmann 2009; places x activities).

    The part of an activity's proximities to all others that belongs to those present. 0 for an
    activity that is near to none.
    """
    all_of_it = phi.sum(axis=1)
    nearness = np.zeros((len(present), len(phi)))
    np.divide(present @ phi.T, all_of_it, out=nearness, where=all_of_it > 0)
    return nearness

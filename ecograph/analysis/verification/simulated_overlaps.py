"""Clients drawn at random with known duplicates among programs, put to the test that overlaps use.

Enterprises differ in how often they take part, programs in how many they serve, both by much: that is
what makes large programs share clients without any overlap.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.nulls.configuration import fit_strata
from ecograph.analysis.nulls.shared import hold_against_chance
from ecograph.graph.clients import Clients
from ecograph.graph.degree_classes import find_degree_classes
from ecograph.graph.shared_clients import count_shared_clients
from ecograph.model import Confidence

FEWEST_CLIENTS, MOST_CLIENTS = 50, 400
LEVEL = 0.005
"""The false discovery rate among the pairs reported; as overlaps use it."""
NAMED_FROM = 5
"""Shared clients from which a pair is named; as overlaps use it."""

Sizes = Literal["one", "larger", "smaller"]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What simulated programs are made of.

    Attributes
    ----------
    programs, enterprises
        How many there are.
    duplicates
        How many pairs of programs are planted, each of programs of its own.
    share
        The part of clients that a planted pair shares.
    sizes
        Of whom it is a part: `one`, both programs have as many clients; `larger`, each of the two
        shares that part at least, so that their sizes are within it; `smaller`, a small program may
        lie in a large one, which shares many of its clients by chance.
    regions
        In how many regions enterprises are; a program serves one. With 1 there is no geography.
    """

    programs: int = 60
    enterprises: int = 2000
    duplicates: int = 0
    share: float = 0.5
    sizes: Sizes = "one"
    regions: int = 1


@dataclass(frozen=True)
class Drawn:
    """Who is a client of what (programs x enterprises), the regions of enterprises, how readily each takes
    part, and the planted pairs.
    """

    clients: NDArray[np.bool_]
    region: NDArray[np.int64]
    often: NDArray[np.float64]
    planted: frozenset[tuple[int, int]]


def draw(portfolio: Portfolio, rng: np.random.Generator) -> Drawn:
    """Return a portfolio drawn at random."""
    shape = portfolio.programs, portfolio.enterprises
    sizes = np.minimum(FEWEST_CLIENTS * (1 + rng.pareto(1.5, portfolio.programs)), MOST_CLIENTS).astype(int)
    often = rng.gamma(1.0, 1.0, portfolio.enterprises)
    region = rng.integers(0, portfolio.regions, portfolio.enterprises)
    of_program = rng.integers(0, portfolio.regions, portfolio.programs)
    clients = np.zeros(shape, np.bool_)
    planted = {(2 * at, 2 * at + 1) for at in range(portfolio.duplicates)}
    for first, second in planted:
        if portfolio.sizes == "one":
            sizes[second] = sizes[first]
        elif portfolio.sizes == "larger":
            low, high = np.ceil(portfolio.share * sizes[first]), np.floor(sizes[first] / portfolio.share)
            sizes[second] = np.clip(sizes[second], max(low, FEWEST_CLIENTS), min(high, MOST_CLIENTS))
    for program in range(portfolio.programs):
        weight = often * (region == of_program[program])
        wanted = int(sizes[program])
        if (program - 1, program) in planted:
            original = np.flatnonzero(clients[program - 1])
            of = max if portfolio.sizes == "larger" else min
            copied = min(int(np.ceil(portfolio.share * of(len(original), wanted))), len(original), wanted)
            clients[program, rng.choice(original, copied, replace=False)] = True
            weight = weight * ~clients[program - 1]
            wanted -= copied
        wanted = min(wanted, int((weight > 0).sum()))
        clients[program, rng.choice(shape[1], wanted, replace=False, p=weight / weight.sum())] = True
    return Drawn(clients, region, often, frozenset(planted))


def report(clients: NDArray[np.bool_], strata: NDArray[np.int64]) -> frozenset[tuple[int, int]]:
    """Return the pairs that the test names."""
    found = as_clients(clients)
    model = fit_strata(find_degree_classes(found, strata))
    held = hold_against_chance(model, count_shared_clients(found), LEVEL)
    named = np.flatnonzero((held.q <= LEVEL) & (held.shared >= NAMED_FROM) & (held.shared > held.expected))
    return frozenset((int(held.first[at]), int(held.second[at])) for at in named)


def as_clients(clients: NDArray[np.bool_]) -> Clients:
    """Return a matrix (programs x enterprises) as clients of programs."""
    _, programs = np.nonzero(clients.T)
    nodes = tuple(("Program", str(number)) for number in range(len(clients)))
    indptr = np.concatenate([[0], np.cumsum(clients.sum(axis=0))]).astype(np.int32)
    return Clients(nodes, indptr, programs.astype(np.int32), Confidence.READ)

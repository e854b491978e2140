"""Nations in which enterprises take part in programs for two years, with preferences or without any."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ecograph.analysis.referral.evaluation import Forecast, evaluate
from ecograph.analysis.referral.history import Matrix


@dataclass(frozen=True, slots=True)
class Market:
    """What is simulated.

    Attributes
    ----------
    enterprises, programs
        How many there are; some come often and some programs are popular, by much.
    tastes
        How many groups enterprises and programs fall into; nothing on record tells the group.
    preference
        How many times as likely it is that an enterprise takes up a program of its own group as one of
        another; 1 for none.
    """

    enterprises: int = 4_000
    programs: int = 120
    tastes: int = 8
    preference: float = 1.0


def draw(market: Market, rng: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Return who took part in what, earlier and later (enterprises x programs)."""
    taste = rng.integers(0, market.tastes, market.enterprises)
    of_program = rng.integers(0, market.tastes, market.programs)
    often = 1 + rng.poisson(rng.gamma(1.5, 2.0, market.enterprises))
    popular = 1 + rng.pareto(1.5, market.programs)
    years: list[Matrix] = []
    for share in (1.0, 0.5):
        weight = popular * np.where(taste[:, None] == of_program[None, :], market.preference, 1.0)
        weight /= weight.sum(axis=1, keepdims=True)
        # Whoever comes k times takes up a program with the chance that one of k draws is of it.
        chance = 1 - (1 - weight) ** (share * often[:, None])
        taken = rng.random(chance.shape) < chance
        years.append(sparse.csr_array(sparse.coo_array(taken.astype(np.float32))))
    return years[0], years[1]


def forecast(market: Market, seed: int, score: str) -> Forecast:
    """Return how well a score tells the later year of a market."""
    rng = np.random.default_rng((seed, market.enterprises))
    before, after = draw(market, rng)
    return evaluate(before, after, rng, score=score)

"""Who comes: enterprises drawn so that a few come often, whatever their place."""

import numpy as np
from numpy.typing import NDArray

from loaders.synthetic.calendar import QUARTERS, SLOTS
from loaders.synthetic.enterprises import CLASSES, UNKNOWN, Enterprises
from loaders.synthetic.plan import Plan

KEENNESS = np.array([1.0, 1.6, 2.2, 0.0, 1.0])
"""How much keener an enterprise of a size class is than a micro one; large ones never come."""
TAIL = 1.35
"""The greater, the fewer those that come most often; at 1 all come alike."""
SAMPLE = 2000


class Audience:
    """Enterprises in an order of their own within each size class: the first come most often."""

    def __init__(self, enterprises: Enterprises, rng: np.random.Generator) -> None:
        self._enterprises = enterprises
        shuffled = rng.permutation(len(enterprises)).astype(np.int32)
        codes = enterprises.size[shuffled] % np.int8(CLASSES)
        self._order = shuffled[np.argsort(codes, kind="stable")]
        self._numbers = np.bincount(codes, minlength=CLASSES)
        self._starts = np.cumsum(self._numbers) - self._numbers

    def draw(
        self, admits: NDArray[np.bool_], rows: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int32]:
        """Return an enterprise for each of `rows`, of a size class that this row of `admits` takes."""
        sought = admits * (self._numbers * KEENNESS)
        # Where nobody is of a size class that is admitted, whoever is drawn will not fit.
        sought[~sought.any(axis=1)] = self._numbers * KEENNESS
        shares = np.cumsum(sought, axis=1)
        shares /= shares[:, -1:]
        drawn = rng.random(len(rows))
        code = np.zeros(len(rows), np.int8)
        for edge in range(CLASSES - 1):
            code += drawn >= shares[rows, edge]
        rank = self._numbers[code] * rng.random(len(rows)) ** TAIL
        found: NDArray[np.int32] = self._order[self._starts[code] + rank.astype(np.int64)]
        return found

    def acceptance(self, plan: Plan) -> NDArray[np.float64]:
        """Return about which share of those drawn each group of programs takes, by a sample."""
        some = slice(0, SAMPLE)
        who = np.arange(len(self._enterprises), dtype=np.int32)[some]
        needs, industry = self._enterprises.needs[some], self._enterprises.industry[some]
        active = [self._enterprises.active(who, slot) for slot in range(len(SLOTS))]
        shares = np.empty(len(plan.leads))
        for group, lead in enumerate(plan.leads):
            fit = (needs == 0) | (needs & plan.answers[group] != 0)
            shares[group] = np.mean(fit & plan.sectors[group][industry] & active[lead.year * QUARTERS])
        return np.maximum(shares, 0.02)


def fits(
    enterprises: Enterprises,
    plan: Plan,
    who: NDArray[np.int32],
    group: NDArray[np.int64] | int,
    slot: NDArray[np.int64] | int,
) -> NDArray[np.bool_]:
    """Return whether groups of programs take enterprises in a quarter, and reach their place.

    Needs that are not on record shut nobody out; an industry or a size that is not on record does
    where the program asks for one.
    """
    needs = enterprises.needs[who]
    taken: NDArray[np.bool_] = plan.admits[group, enterprises.size[who]]
    taken &= plan.sectors[group, enterprises.industry[who]]
    taken &= (needs == 0) | (needs & plan.answers[group] != 0)
    taken &= plan.members[group, enterprises.cell[who]] != UNKNOWN
    taken &= enterprises.active(who, slot)
    return taken

"""How well scores tell what enterprises did later, against popularity alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.links.evaluation import area_under_curve, average_precision
from ecograph.analysis.referral.history import Matrix
from ecograph.analysis.referral.similarity import LEARNED, popularity, score_enterprises

MOST_ENTERPRISES = 2_000
"""How many enterprises are ranked for at most; of more, as many are drawn."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a score ranks what was taken up later among all that could have been.

    `aupr` is the average precision over pairs of an enterprise and an item, `baseline` that of
    popularity, `prevalence` that of a score that knows nothing.
    """

    score: str
    aupr: float
    baseline: float
    auc: float
    prevalence: float
    pairs: int
    positives: int

    @property
    def ratio(self) -> float:
        """How many times as precise as popularity."""
        return self.aupr / self.baseline if self.baseline else float("nan")


def evaluate(
    before: Matrix,
    after: Matrix,
    rng: np.random.Generator,
    allowed: NDArray[np.bool_] | None = None,
    score: str = next(iter(LEARNED)),
) -> Forecast:
    """Return how a score learned from earlier links ranks later ones.

    Ranked are enterprises with something before and something new after, each against all items that
    somebody took up later and that it had not before.

    Parameters
    ----------
    before, after
        Enterprises x items, the same in both.
    allowed
        Enterprises x items, which pairs the rules allow; all where None.
    """
    new = (after - after.multiply(before)).tocsr()
    new.eliminate_zeros()
    asked = np.flatnonzero((np.diff(before.indptr) > 0) & (np.diff(new.indptr) > 0))
    if len(asked) > MOST_ENTERPRISES:
        asked = np.sort(rng.choice(asked, MOST_ENTERPRISES, replace=False))
    offered = np.asarray(after.sum(axis=0) > 0).ravel()
    candidates = offered[None, :] & (before[asked].toarray() == 0)
    if allowed is not None:
        candidates &= allowed[asked]
    taken = new[asked].toarray() > 0
    scores = score_enterprises(before, LEARNED[score](before), asked)
    popular = np.broadcast_to(popularity(before), scores.shape)
    hit, miss = candidates & taken, candidates & ~taken
    found = [
        (average_precision(values[hit], values[miss]), area_under_curve(values[hit], values[miss]))
        for values in (scores.astype(np.float64), popular.astype(np.float64))
    ]
    positives, pairs = int(hit.sum()), int(candidates.sum())
    return Forecast(
        score,
        found[0][0],
        found[1][0],
        found[0][1],
        positives / pairs if pairs else float("nan"),
        pairs,
        positives,
    )

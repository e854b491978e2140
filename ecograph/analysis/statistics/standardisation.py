"""What a cell would have at the rates of all other cells: indirect standardisation, leaving one out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Positions = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What each cell would have at the rates of the others.

    Attributes
    ----------
    expected
        The count, for each cell.
    uncertainty
        The relative variance of it that comes from the rates' own chance, for each cell: large
        where the others are few.
    rates
        The rates that were applied (cells x strata); NaN where neither the others of the stratum
        nor the others at all are known.
    """

    expected: Numbers
    uncertainty: Numbers
    rates: Numbers


def expect(
    cell: Positions,
    stratum: Positions,
    total: Numbers,
    count: Numbers,
    shape: tuple[int, int],
    reference: NDArray[np.bool_] | None = None,
) -> Expectation:
    """Return what cells would have at the rates of the other cells, stratum by stratum.

    The arguments are rows: `total` things of a cell and a stratum, of which `count` have the
    property. A stratum that no other cell has takes the others' overall rate.

    Parameters
    ----------
    shape
        How many cells and strata there are.
    reference
        Which cells the rates may be taken from; all by default. Leave out those of which the
        counts are not known.
    """
    totals, counts = _table(cell, stratum, total, shape), _table(cell, stratum, count, shape)
    usable = np.ones(shape[0], np.bool_) if reference is None else reference
    others = np.where(usable[:, None], totals, 0.0).sum(axis=0) - np.where(usable[:, None], totals, 0.0)
    found = np.where(usable[:, None], counts, 0.0).sum(axis=0) - np.where(usable[:, None], counts, 0.0)
    overall = _ratio(found.sum(axis=1, keepdims=True), others.sum(axis=1, keepdims=True))
    known = others > 0
    rates = np.where(known, _ratio(found, others), overall)
    expected = np.nansum(totals * rates, axis=1)
    shares = np.divide(totals, others, out=np.zeros(shape), where=known)
    variance = (shares**2 * found).sum(axis=1)
    uncertainty = np.divide(variance, expected**2, out=np.zeros(shape[0]), where=expected > 0)
    return Expectation(expected, uncertainty, rates)


def _table(cell: Positions, stratum: Positions, values: Numbers, shape: tuple[int, int]) -> Numbers:
    codes = cell.astype(np.int64) * shape[1] + stratum
    sums = np.bincount(codes, values, minlength=shape[0] * shape[1]).astype(np.float64)
    return sums.reshape(shape)


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    ratio = np.full(above.shape, np.nan)
    np.divide(above, below, out=ratio, where=below > 0)
    return ratio

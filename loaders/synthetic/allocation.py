"""Whole numbers in proportion to weights."""

import numpy as np
from numpy.typing import NDArray


def allocate(weights: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return whole numbers, in the shape of the weights, that add up to `total`.

    The method of largest remainders in whole numbers, so that no rounding decides; of equal
    remainders the first goes up.

    Parameters
    ----------
    weights
        Not negative, and not all 0 unless `total` is.
    total
        What to hand out; `total` times the sum of the weights must be below 2**63.

    Examples
    --------
    >>> allocate(np.array([[5, 3], [2, 0]]), 7).tolist()
    [[4, 2], [1, 0]]
    """
    flat = weights.ravel().astype(np.int64)
    whole = int(flat.sum())
    if total == 0:
        return np.zeros_like(weights, dtype=np.int64)
    given, remainders = np.divmod(flat * total, whole)
    first = np.argsort(-remainders, kind="stable")[: total - int(given.sum())]
    given[first] += 1
    return given.reshape(weights.shape)

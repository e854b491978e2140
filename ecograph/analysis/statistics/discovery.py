"""Many tests at once: how large a part of what is reported may be chance."""

import numpy as np
import scipy
from numpy.typing import NDArray


def adjusted(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted so that reporting all up to q keeps the false discovery rate at q.

    Benjamini & Hochberg (1995). NaN (not tested) stays NaN and is not counted among the tests.
    """
    q = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        q[tested] = scipy.stats.false_discovery_control(p[tested], method="bh")
    return q

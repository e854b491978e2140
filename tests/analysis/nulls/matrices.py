"""Every 0/1 matrix of a size, by its margins."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray


@cache
def classes(rows: int, columns: int) -> tuple[NDArray[np.int64], ...]:
    """Return the matrices of each pair of margins that fall; other margins are these, relabelled."""
    return tuple(_classes(rows, columns))


def _classes(rows: int, columns: int) -> Iterator[NDArray[np.int64]]:
    cells = np.arange(1 << rows * columns)[:, None] >> np.arange(rows * columns) & 1
    matrices = cells.reshape(-1, rows, columns)
    margins = np.hstack([matrices.sum(axis=2), matrices.sum(axis=1)])
    falling = (np.diff(margins[:, :rows]) <= 0).all(axis=1) & (np.diff(margins[:, rows:]) <= 0).all(axis=1)
    found, of = np.unique(margins[falling], axis=0, return_inverse=True)
    for number in range(len(found)):
        yield matrices[falling][of == number]

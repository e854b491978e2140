"""Every two links of one enterprise, without a loop over enterprises."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

CHUNK = 1 << 21
"""How many entries to pair at once; bounds the memory, and changes no result."""

Positions = NDArray[np.int32]


def pair(indptr: Positions) -> Iterator[tuple[Positions, Positions]]:
    """Yield every two entries of one row of a CSR matrix, each pair once, as two arrays of positions.

    The first of a pair comes before the second. Each turn pairs all entries with those so many places
    further on, so there are as many turns as the longest row has entries, and the cost is linear in
    pairs: in the sum of d (d - 1) / 2 over rows of d entries.

    Examples
    --------
    >>> [(a.tolist(), b.tolist()) for a, b in pair(np.array([0, 1, 4], np.int32))]
    [([1, 2], [2, 3]), ([1], [3])]
    """
    lengths = np.diff(indptr)
    ends, longest = np.repeat(indptr[1:], lengths), int(lengths.max(initial=0))
    for start in range(0, len(ends), CHUNK):
        first = np.arange(start, min(start + CHUNK, len(ends)), dtype=np.int32)
        for distance in range(1, longest):
            first = first[first + distance < ends[first]]
            if not len(first):
                break
            yield first, first + np.int32(distance)


def spread(indptr: Positions, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all entries of some rows of a CSR matrix: their positions, and the place in `rows` of each.

    Examples
    --------
    >>> [found.tolist() for found in spread(np.array([0, 2, 2, 5]), np.array([2, 0]))]
    [[2, 3, 4, 0, 1], [0, 0, 0, 1, 1]]
    """
    starts = indptr[rows].astype(np.int64)
    lengths = indptr[rows + 1] - starts
    place = np.repeat(np.arange(len(rows)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(place)) - np.repeat(before - starts, lengths), place

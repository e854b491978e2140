"""Made-up enterprises: as many in each province and size class as the country's own counts say."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from loaders.synthetic.allocation import allocate
from loaders.synthetic.calendar import LAST_DAY, SLOTS
from loaders.synthetic.country import SIZES, Country

UNKNOWN = -1
CLASSES = len(SIZES) + 1
"""Size classes and, last, the unknown one, so that the code of the unknown (-1) finds it."""
LARGE = SIZES.index("large")
APART = 100
"""One enterprise in so many has no known size, and as many others have no known place."""
WITHOUT_INDUSTRY = 0.02
CLOSED = 0.02
WITH_NEEDS = 0.5
MOST_NEEDS = 3
MEAN_AGE = 9 * 365
OLDEST = 40 * 365

WEIGHTS = {
    "01": 3.0, "03": 0.5, "10": 5.0, "11": 0.5, "13": 1.0, "14": 3.0, "15": 0.7, "16": 1.0,
    "17": 0.5, "18": 1.0, "20": 0.8, "22": 1.2, "23": 1.0, "25": 2.0, "26": 0.4, "27": 0.5,
    "28": 0.8, "29": 0.6, "30": 0.3, "31": 1.5, "32": 1.5, "33": 1.0, "41": 2.0, "42": 0.8,
    "43": 2.0, "45": 4.0, "46": 8.0, "47": 24.0, "49": 4.0, "52": 1.5, "55": 2.0, "56": 14.0,
    "62": 1.0, "68": 2.0, "69": 1.2, "70": 1.0, "71": 1.0, "73": 0.8, "74": 0.8, "77": 1.0,
    "79": 0.8, "82": 0.8, "84": 0.0, "85": 1.0, "86": 1.2, "93": 0.8, "95": 1.5, "96": 5.0,
    "97": 0.0, "98": 0.0, "99": 0.0,
}  # fmt: skip
"""How common enterprises of an ISIC division are: plausible, and our own judgement, not a count.
Divisions that are not here weigh `OTHER`. The same everywhere, so that no place differs by industry."""
OTHER = 0.2


@dataclass(frozen=True)
class Enterprises:
    """What the rest of the nation asks of its enterprises; an enterprise is named by its position.

    Attributes
    ----------
    province, size, industry
        int16, int8 and int16: positions among the provinces, sizes and industries of the country;
        -1 where unknown.
    needs
        uint64, the bits of the needs on record.
    registered, closed
        int32, days since 1970; `closed` lies beyond every day of an enterprise that is open.
    cell
        int8, the corridor of its province: those of the country, then "outside", then "unknown".
    """

    province: NDArray[np.int16]
    size: NDArray[np.int8]
    industry: NDArray[np.int16]
    needs: NDArray[np.uint64]
    registered: NDArray[np.int32]
    closed: NDArray[np.int32]
    cell: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.size)

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Which enterprises are the population of an analysis: not closed, and not large."""
        counted: NDArray[np.bool_] = (self.closed == STILL_OPEN) & (self.size != LARGE)
        return counted

    def active(self, at: NDArray[np.int32], slots: NDArray[np.int64] | int) -> NDArray[np.bool_]:
        """Return whether enterprises existed throughout periods (positions in `SLOTS`)."""
        starts, ends = SLOTS[slots, 0], SLOTS[slots, 1]
        active: NDArray[np.bool_] = (self.registered[at] <= starts) & (self.closed[at] > ends)
        return active


STILL_OPEN = np.int32(np.iinfo(np.int32).max)


def make_enterprises(country: Country, count: int, rng: np.random.Generator) -> Enterprises:
    """Return enterprises spread over provinces and size classes by largest remainders.

    Those without a known size are spread over provinces alone, those without a known place over
    size classes alone; all else is independent of the place.
    """
    province, size = _placed(country, count)
    order = rng.permutation(count)
    province, size = province[order], size[order]
    registered = (LAST_DAY - np.minimum(rng.exponential(MEAN_AGE, count), OLDEST)).astype(np.int32)
    lived = (rng.random(count, np.float32) * (LAST_DAY - registered)).astype(np.int32)
    closed = np.where(rng.random(count, np.float32) < CLOSED, registered + lived, STILL_OPEN).astype(np.int32)
    cells = np.append(country.corridor_of, len(country.corridors) + 1).astype(np.int8)
    return Enterprises(
        province,
        size,
        _industries(country, count, rng),
        _needs(country, count, rng),
        registered,
        closed,
        cells[province],
    )


def industry_weights(country: Country) -> NDArray[np.float64]:
    """Return the share of each industry among enterprises whose industry is known."""
    weights = np.array([WEIGHTS.get(code, OTHER) for code in country.codes])
    if not weights.any():
        weights += 1
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _placed(country: Country, count: int) -> tuple[NDArray[np.int16], NDArray[np.int8]]:
    """Return provinces and sizes, cell by cell."""
    apart = count // APART
    full = allocate(country.counts, count - 2 * apart)
    unsized = allocate(country.counts.sum(axis=1), apart)
    unplaced = allocate(country.counts.sum(axis=0), apart)
    table = np.zeros((len(country.provinces) + 1, CLASSES), np.int64)
    table[:-1, :-1] = full
    table[:-1, -1] = unsized
    table[-1, :-1] = unplaced
    provinces = np.append(np.arange(len(country.provinces), dtype=np.int16), np.int16(UNKNOWN))
    sizes = np.append(np.arange(len(SIZES), dtype=np.int8), np.int8(UNKNOWN))
    flat = table.ravel()
    return np.repeat(np.repeat(provinces, CLASSES), flat), np.repeat(np.tile(sizes, len(provinces)), flat)


def _industries(country: Country, count: int, rng: np.random.Generator) -> NDArray[np.int16]:
    if not country.industries:
        return np.full(count, UNKNOWN, np.int16)
    edges = np.cumsum(industry_weights(country)) * (1 - WITHOUT_INDUSTRY)
    drawn = np.searchsorted(edges, rng.random(count), side="right")
    return np.where(drawn < len(edges), drawn, UNKNOWN).astype(np.int16)


def _needs(country: Country, count: int, rng: np.random.Generator) -> NDArray[np.uint64]:
    """Return up to three needs for about half of the enterprises; the first needs are commoner."""
    bits = np.zeros(count, np.uint64)
    if not country.needs:
        return bits
    edges = np.cumsum(1 / np.sqrt(np.arange(1, len(country.needs) + 1)))
    edges /= edges[-1]
    order = rng.permutation(len(country.needs)).astype(np.uint64)
    stated = np.where(
        rng.random(count, np.float32) < WITH_NEEDS, rng.integers(1, MOST_NEEDS + 1, count, np.int8), 0
    )
    for place in range(MOST_NEEDS):
        asking = np.flatnonzero(stated > place)
        drawn = np.searchsorted(edges[:-1], rng.random(len(asking)), side="right")
        bits[asking] |= np.uint64(1) << order[drawn]
    return bits

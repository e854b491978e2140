"""The fiscal years of the made-up nation and their quarters, in days since 1970.

A fiscal year runs from October to September and is named by the year in which it ends.
"""

import numpy as np
from numpy.typing import NDArray

YEARS = (2022, 2023, 2024, 2025)
QUARTERS = 4
FIRST_MONTH = 10
MOST_OFFSET = 20
"""The most days by which something starts after the first of its quarter."""
LEAST_DAYS, MOST_DAYS = 25, 60
"""How long something goes on. Whatever is of one quarter overlaps in time, and stays within it."""


def _first_days() -> NDArray[np.int64]:
    """Return the first day of every quarter, and that after the last."""
    months = np.arange(len(YEARS) * QUARTERS + 1) * (12 // QUARTERS) + FIRST_MONTH - 1
    start = np.datetime64(f"{YEARS[0] - 1}-01", "M")
    return (start + months).astype("datetime64[D]").astype(np.int64)


_FIRST = _first_days()
SLOTS: NDArray[np.int64] = np.stack([_FIRST[:-1], _FIRST[1:] - 1], axis=1)
"""The first and the last day of each quarter, year by year."""
FISCAL_YEARS: NDArray[np.int64] = np.stack([_FIRST[:-1:QUARTERS], _FIRST[QUARTERS::QUARTERS] - 1], axis=1)
"""The first and the last day of each fiscal year."""
LAST_DAY = int(np.datetime64("2025-06-30", "D").astype(np.int64))
"""Nobody registers after this day."""


def slot(year: int, quarter: int) -> int:
    """Return the position of a quarter (1 to 4) of a fiscal year in `SLOTS`.

    Examples
    --------
    >>> SLOTS[slot(2024, 1)].astype("datetime64[D]").tolist()
    [datetime.date(2023, 10, 1), datetime.date(2023, 12, 31)]
    """
    return YEARS.index(year) * QUARTERS + quarter - 1

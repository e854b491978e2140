"""The delimiter of a text table: the one by which most rows have the same number of cells."""

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import islice

CANDIDATES = (",", "\t", ";", "|")
ROWS = 50


def find_delimiter(lines: Sequence[str], preferred: str = ",") -> str:
    """Return the delimiter of the first lines of a file; `preferred` where none can be told.

    >>> find_delimiter(["name;price", "tea;1,50", "rice;2,50"])
    ';'
    """
    scores = {delimiter: _score(lines, delimiter) for delimiter in (preferred, *CANDIDATES)}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > (0.0, 0) else preferred


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have the commonest number of cells above one, and that number."""
    try:
        widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=delimiter), ROWS) if row)
    except csv.Error:
        return 0.0, 0
    total = widths.total()
    shared = [(count / total, width) for width, count in widths.items() if width > 1]
    return max(shared, default=(0.0, 0))

"""Figures of indicators as planners write them: `ไม่น้อยกว่า 250 กิจการ`, `ร้อยละ 80`, `คาดว่า 135 ลบ.`.

A figure that is expected is no result, so the two are read by two cleaners from one column.
"""

import re

from loaders.cleaning import Unclean
from loaders.countries.thailand.text import fold

EXPECTED = "คาดว่า"
NONE = {"", "-", "–"}
UNITS = {"ลบ.": "ล้านบาท"}
_FIGURE = re.compile(r"(?P<percent>ร้อยละ)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\W\d_][^\s(;]*|%)?")


def measured(text: str) -> float | None:
    """Return the first figure of a text; one that is only expected is unknown.

    Examples
    --------
    >>> measured("263 กิจการ (312 คน)"), measured("คาดว่า 135 ลบ.")
    (263.0, None)
    """
    folded = fold(text)
    return None if folded in NONE or folded.startswith(EXPECTED) else _figure(folded)


def expected(text: str) -> float | None:
    """Return the first figure of a text that says it is expected; of any other, nothing.

    Examples
    --------
    >>> expected("คาดว่า 135 ลบ."), expected("82.5")
    (135.0, None)
    """
    folded = fold(text)
    return _figure(folded) if folded.startswith(EXPECTED) else None


def measure_unit(text: str) -> str | None:
    """Return what the first figure that says so is counted in; a text that names nothing has no unit.

    Examples
    --------
    >>> measure_unit("ไม่น้อยกว่า 250 กิจการ"), measure_unit("ร้อยละ 80"), measure_unit(">= 4.00")
    ('กิจการ', 'ร้อยละ', None)
    >>> measure_unit("48.7 ตัน; 50 tCO2e/ปี"), measure_unit("82.5; ร้อยละ 80")
    ('ตัน', 'ร้อยละ')
    """
    units = (found["percent"] or found["unit"] for found in _FIGURE.finditer(fold(text)))
    unit = next(filter(None, units), None)
    return UNITS.get(unit, unit) if unit else None


def _figure(text: str) -> float:
    found = _FIGURE.search(text)
    if not found:
        raise Unclean("a figure was expected")
    return float(found["number"].replace(",", ""))

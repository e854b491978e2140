"""Amounts and counts as Thai texts write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from loaders.cleaning import Unclean
from loaders.countries.thailand.text import fold

Qualifier = Literal["gt", "gte", "lte"]

QUALIFIERS: dict[str, Qualifier] = {
    "ไม่น้อยกว่า": "gte",
    "ไม่ต่ำกว่า": "gte",
    "มากกว่า": "gt",
    "กว่า": "gt",
    "ไม่เกิน": "lte",
}
POWERS = {"ร้อย": 10**2, "พัน": 10**3, "หมื่น": 10**4, "หมี่น": 10**4, "แสน": 10**5}
"""The misspelling is that of real headlines: noodles for ten thousand."""
MILLIONS = {"ล้านล้าน": 10**12, "ล้าน": 10**6}
TRILLION = 10**12
LEAST_REVENUE = 1_000
UNITS = {
    "บาท": "THB",
    "ราย": "case",
    "คน": "person",
    "ร้าน": "shop",
    "กิจการ": "firm",
    "ชุมชน": "community",
    "%": "%",
}


def _any(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?P<qualifier>{_any({**QUALIFIERS})})?\s*(?P<percent>ร้อยละ)?\s*"
    rf"(?P<low>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?\s*"
    rf"(?:(?P<short>ลบ\.)|(?P<power>{_any({**POWERS})})?(?P<million>{_any({**MILLIONS})})?\s*"
    rf"(?P<unit>{_any({**UNITS})})?)"
)


_PLAIN = re.compile(rf"{_NUMBER}\s*(?:{_any({**POWERS})})?(?:{_any({**MILLIONS})})?")
"""A number by itself, in words or not: an amount where one is expected, whatever its unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `low` and `high` differ where the text gives a range.

    `unit` is None where the text names none. `qualifier` tells "more than" (`gt`), "at least"
    (`gte`) and "at most" (`lte`) from a plain figure.
    """

    low: float
    high: float
    unit: str | None = None
    qualifier: Qualifier | None = None


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity in a text, in order; quantities of different units never add up.

    Examples
    --------
    >>> read_quantities("ไม่น้อยกว่า 8,000 ล้านบาท")
    (Quantity(low=8000000000.0, high=8000000000.0, unit='THB', qualifier='gte'),)
    """
    return tuple(_quantities(fold(text)))


def _quantities(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        scale = POWERS.get(found["power"] or "", 1) * MILLIONS.get(found["million"] or "", 1)
        unit = UNITS.get(found["unit"] or "")
        if found["short"]:
            scale, unit = 10**6, "THB"
        if found["percent"]:
            unit = "%"
        low, high = (_number(found[end] or found["low"], scale) for end in ("low", "high"))
        yield Quantity(low, high, unit, QUALIFIERS.get(found["qualifier"] or ""))


def _number(digits: str, scale: int) -> float:
    return float(f"{float(digits.replace(',', '')) * scale:.6f}")


def money(text: str) -> float | None:
    """Read one amount in baht: `1,000,000`, `๑๒๐ ล้านบาท`, `1,249 ลบ.`, `18 ล้าน`, `45,000.-`.

    A lone dash is unknown.

    "At most" is read as the ceiling it is. "More than" and "at least" are no amounts.
    """
    folded = fold(text).removesuffix(".-")
    if folded in {"", "-", "–"}:
        return None
    quantities = read_quantities(folded)
    if len(quantities) != 1 or quantities[0].low != quantities[0].high:
        raise Unclean("one amount was expected")
    quantity = quantities[0]
    if quantity.unit not in {None, "THB"}:
        raise Unclean("an amount in baht was expected")
    if quantity.qualifier in {"gt", "gte"}:
        raise Unclean("'more than' or 'at least' is not an amount")
    if quantity.unit is None and not _PLAIN.fullmatch(folded):
        raise Unclean("an amount in baht was expected")
    return quantity.low


def million_baht(text: str) -> float | None:
    """Read an amount in a column whose header says millions of baht; an amount with a unit is what it says.

    Raises
    ------
    Unclean
        Where it would be a trillion baht or more: it was written in baht, whatever the header says.

    Examples
    --------
    >>> million_baht("๐.๘๕"), million_baht("2 ล้านบาท")
    (850000.0, 2000000.0)
    """
    folded = fold(text)
    if not re.fullmatch(_NUMBER, folded):
        return money(folded)
    million = _number(folded, 10**6)
    if million >= TRILLION:
        raise Unclean("a trillion baht or more: was it written in baht, not in millions?")
    return million


def yearly_revenue(text: str) -> float | None:
    """Read a revenue in baht; zero means that it was not told.

    Raises
    ------
    Unclean
        Where it is so small that a unit must be missing.

    Examples
    --------
    >>> yearly_revenue("18 ล้าน"), yearly_revenue("0")
    (18000000.0, None)
    """
    revenue = money(text)
    if revenue and revenue < LEAST_REVENUE:
        raise Unclean("too little for a year in baht: is its unit missing?")
    return revenue or None

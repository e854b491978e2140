"""Codes of the Thai Standard Industrial Classification (TSIC 2552)."""

import re

from loaders.cleaning import Unclean
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import fold

DIVISIONS = frozenset(row["division"] for row in table("tsic_divisions"))


def tsic_division(text: str) -> str | None:
    """Return the division of a code of five digits.

    Four digits are a code that lost its leading zero to a spreadsheet: division 01 to 09.

    Examples
    --------
    >>> tsic_division("30911"), tsic_division("1111")
    ('30', '01')
    """
    code = fold(text)
    if code in {"", "-"}:
        return None
    if not re.fullmatch(r"\d{4,5}", code):
        raise Unclean("a code of five digits was expected")
    division = code.zfill(5)[:2]
    if division not in DIVISIONS:
        raise Unclean(f"the classification has no division {division}")
    return division

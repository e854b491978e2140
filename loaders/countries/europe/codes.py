"""Codes of CORDIS, the register of European research projects."""

import re

from loaders.cleaning import Unclean

OWN = {"EL": "GR", "UK": "GB"}
"""Codes of the Union that are not those of ISO 3166-1."""


def cordis_country(text: str) -> str | None:
    """Return the ISO 3166-1 code of a country; one that is written twice counts once.

    Examples
    --------
    >>> cordis_country("EL"), cordis_country("FI;FI")
    ('GR', 'FI')
    """
    codes = sorted({code.strip().upper() for code in text.split(";")} - {""})
    if not codes:
        return None
    if len(codes) > 1 or not re.fullmatch("[A-Z]{2}", codes[0]):
        raise Unclean("the code of one country was expected, such as DE")
    return OWN.get(codes[0], codes[0])

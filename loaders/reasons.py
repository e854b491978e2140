"""Why a value could not be used, in Thai: reasons are made in English, where each is found."""

import re
import tomllib
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("reasons-th.toml")
"""Translations by reason; `{}` stands for what the case at hand puts there."""


def in_thai(why: str) -> str:
    """Return a reason in Thai; one that nobody translated as it is.

    Examples
    --------
    >>> in_thai("it must not be less than 0")
    'ต้องไม่น้อยกว่า 0'
    """
    for pattern, thai in _patterns():
        found = pattern.fullmatch(why)
        if found:
            return thai.format(*found.groups())
    return why


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return translations by what they match, those with the most words of their own first."""
    translations = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    ordered = sorted(translations.items(), key=lambda item: -len(item[0].replace("{}", "")))
    return [
        (re.compile("(.*)".join(map(re.escape, why.split("{}"))), re.DOTALL), thai) for why, thai in ordered
    ]

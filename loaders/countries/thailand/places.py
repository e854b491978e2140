"""Provinces by any of their names."""

import re
from functools import cache

from loaders.cleaning import Unclean
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import fold, lookup_key

_TITLE = re.compile(r"^(?:จังหวัด|จ\.|จว\.|changwat |province of )\s*|\s+province$", re.IGNORECASE)


@cache
def _names() -> dict[str, str]:
    """Return, by name as it is looked up, the province that bears it."""
    names: dict[str, str] = {}
    for row in table("provinces"):
        for name in (row["province_id"], row["name_th"], row["name_en"]):
            names[lookup_key(name)] = row["province_id"]
    for row in table("province_aliases"):
        if row["ambiguous"] == "0":
            names.setdefault(lookup_key(_TITLE.sub("", row["alias"])), row["province_id"])
    return names


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    """Return, by ambiguous name as it is looked up, the provinces that it may be."""
    provinces = table("provinces")
    found: dict[str, tuple[str, ...]] = {}
    for row in table("province_aliases"):
        if row["ambiguous"] == "1":
            key = lookup_key(row["alias"])
            found[key] = tuple(
                province["name_en"]
                for province in provinces
                if province["province_id"] == row["province_id"] or province["name_th"].startswith(key)
            )
    return found


def province(text: str) -> str | None:
    """Return the id of the province that a text names: official, short, misspelt or in English.

    Examples
    --------
    >>> province("จ.โคราช"), province("CHON BURI")
    ('TH-30', 'TH-20')
    """
    folded = fold(text)
    key = lookup_key(_TITLE.sub("", folded))
    if not key:
        return None
    if key in _ambiguous():
        raise Unclean(f"could be {', '.join(_ambiguous()[key])}")
    if key not in _names():
        raise Unclean("no province of this name is known")
    return _names()[key]


@cache
def _official() -> dict[str, str]:
    """Return the provinces by their Thai names."""
    return {row["name_th"]: row["province_id"] for row in table("provinces")}


def named_province(text: str) -> str | None:
    """Return the province whose whole name stands at the end of a word of a text; unknown where none does.

    For names such as those of industrial estates. A name that several provinces stand in is unclean.

    Examples
    --------
    >>> named_province("นิคมอุตสาหกรรมอมตะซิตี้ ระยอง"), named_province("นิคมอุตสาหกรรมเกตเวย์ ซิตี้")
    ('TH-21', None)
    """
    words = re.split(r"[\s()\d]+", fold(text))
    found = {id for name, id in _official().items() if any(word.endswith(name) for word in words)}
    if len(found) > 1:
        raise Unclean(f"could be {', '.join(sorted(found))}")
    return next(iter(found), None)

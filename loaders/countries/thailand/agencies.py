"""Agencies by any of their names; an acronym that two agencies use is left open."""

from functools import cache

from loaders.cleaning import Unclean
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import lookup_key


@cache
def _agencies() -> dict[str, frozenset[str]]:
    """Return, by name as it is looked up, the agencies that bear it."""
    names: dict[str, set[str]] = {}

    def add(name: str, *agencies: str) -> None:
        if name:
            names.setdefault(lookup_key(name), set()).update(agencies)

    for row in table("agencies"):
        for name in (
            row["agency_id"],
            row["name_th"],
            row["name_en"],
            row["acronym_th"],
            *row["acronym_en"].split("/"),
        ):
            add(name, row["agency_id"])
    for row in table("agency_aliases"):
        add(row["alias"], row["agency_id"])
    return {name: frozenset(agencies) for name, agencies in names.items()}


@cache
def _ambiguous() -> dict[str, str]:
    """Return, by acronym as it is looked up, what it may mean."""
    return {lookup_key(row["acronym"]): row["meaning"] for row in table("agency_ambiguous_acronyms")}


def agency(text: str) -> str | None:
    """Return the id of the agency that a text names.

    Examples
    --------
    >>> agency("SME Bank")
    'AG-SMEDB'
    """
    key = lookup_key(text)
    if not key:
        return None
    if key in _ambiguous():
        raise Unclean(f"ambiguous: {_ambiguous()[key]}")
    found = _agencies().get(key, frozenset())
    if not found:
        raise Unclean("no agency of this name is known")
    if len(found) > 1:
        raise Unclean(f"ambiguous: {', '.join(sorted(found))}")
    return next(iter(found))

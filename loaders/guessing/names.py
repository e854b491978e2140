"""The names that the reference data of a country knows, by the kind of what bears them."""

import csv
from collections.abc import Iterator
from functools import cache

import pyarrow as pa

from ecograph.state.names import name_key
from loaders.cleaning import Cleaned
from loaders.countries import find_pack

COUNTRY = "thailand"
TABLES = {
    "Agency": ("agencies", "agency_aliases", "agency_units", "centres", "provincial_offices"),
    "Industry": ("target_industries", "tsic_divisions", "tsic_sections"),
    "Program": ("programs",),
    "Service": ("services",),
    "Theme": ("policy_areas", "policy_subpoints", "policy_pillars"),
}
"""By kind, the tables of the reference data that hold its names."""
COLUMNS = ("name_th", "name_en", "alias", "aliases", "acronym_th", "acronym_en", "abbr_th", "brand")


@cache
def known_names(kind: str) -> frozenset[str]:
    """Return the names of a kind as they are compared; none for a kind without a table.

    Examples
    --------
    >>> name_key("กสอ.") in known_names("Agency"), known_names("SME")
    (True, frozenset())
    """
    return frozenset(filter(None, map(name_key, _names(kind))))


def _names(kind: str) -> Iterator[str]:
    for table in TABLES.get(kind, ()):
        path = find_pack(COUNTRY).reference / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in COLUMNS:
                    names = row.get(column) or ""
                    yield from (names, *names.split("|"), *names.split("/"))


def read_names(kind: str, texts: pa.Array) -> Cleaned:
    """Read names as a cleaner does: a known one is its own value."""
    known = known_names(kind)
    found = [text if name_key(text) in known else None for text in texts.to_pylist()]
    unknown = {at: f"no {kind} of this name is known" for at, text in enumerate(found) if text is None}
    return Cleaned(pa.array(found, pa.string()), unknown)

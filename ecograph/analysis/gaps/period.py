"""When programs, funds and themes are in force.

A fiscal year is named by the calendar year in which it ends, whatever the country; where only dates
are on record, what is in force on some day of that calendar year counts. What says nothing of its
time is in force: unknown is no reason to leave it out.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN

SPANS = (("starts_on", "ends_on"), ("valid_from", "valid_until"))


def in_force(node: Mapping[str, Any], year: int | None) -> bool:
    """Return whether a program, fund or theme is in force in a fiscal year; always without a year.

    Examples
    --------
    >>> in_force({"first_year": 2024, "last_year": 2024}, 2025), in_force({}, 2025)
    (False, True)
    """
    if year is None:
        return True
    if "fiscal_year" in node:
        return bool(node["fiscal_year"] == year)
    first, last = node.get("first_year", year), node.get("last_year", year)
    for start, end in SPANS:
        first = max(first, _year(node.get(start), year))
        last = min(last, _year(node.get(end), year))
    return bool(first <= year <= last)


def _year(day: dt.date | None, otherwise: int) -> int:
    return otherwise if day is None else day.year


def last_year_on_record(ecosystem: Ecosystem) -> int | None:
    """Return the last fiscal year of any program, participation or finance; None without any."""
    years = [
        int(node["fiscal_year"])
        for node in ecosystem.institutions.nodes.values()
        if node.get("fiscal_year") is not None
    ]
    for kind in SUPPORT.values():
        column = ecosystem.smes.links[kind].columns.get("fiscal_year")
        if column is not None and len(column):
            years.append(int(column.max()))
    return max((year for year in years if year != UNKNOWN), default=None)


def members_in_force(ecosystem: Ecosystem, kind: str, year: int | None) -> list[NodeId]:
    """Return the programs or funds that are in force in a year, or have participants in it, by key."""
    nodes = ecosystem.institutions.nodes
    links = ecosystem.smes.links[SUPPORT[kind]]
    taking: set[str] = set()
    if year is not None and links.count:
        of_year = links.indices[links.columns["fiscal_year"] == year]
        taking = {links.targets[at] for at in np.flatnonzero(np.bincount(of_year)).tolist()}
    return [(kind, key) for key in ecosystem.nodes(kind) if key in taking or in_force(nodes[kind, key], year)]

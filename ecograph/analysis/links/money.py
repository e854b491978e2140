"""Where money on record went: from instruments by themes to places, in baht and in enterprises."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import Grouping
from ecograph.analysis.question import asked_themes
from ecograph.analysis.support import SUPPORT, Themed, reaching
from ecograph.graph import Ecosystem

PROGRAM = "program"
"""Stands for money that a program gave, among the instruments of funds; funds without one are of none."""
SEVERAL, NONE = "*several", ""
"""The themes of what addresses several, and of what addresses none on record."""


@dataclass(frozen=True)
class Money:
    """Money that enterprises received on record.

    Attributes
    ----------
    instruments, themes
        Keys of the first two axes: instruments, `PROGRAM` and none; themes, `SEVERAL` and `NONE`.
    baht
        float64 (instruments x themes x places).
    enterprises
        int64, the same shape: how many enterprises received it, each once in a cell.
    unknown
        How many grants, loans or other support have no amount on record.
    """

    instruments: tuple[str, ...]
    themes: tuple[str, ...]
    baht: NDArray[np.float64]
    enterprises: NDArray[np.int64]
    unknown: int


def count_money(ecosystem: Ecosystem, place: Grouping, year: int | None = None) -> Money:
    """Return the money on record of support that was approved, accepted or completed.

    What addresses several themes is not split between them. The cost is linear in links.
    """
    themes = [found for found in asked_themes(ecosystem, "", apart=True) if found.key]
    keys = (*(found.key for found in themes), SEVERAL, NONE)
    nodes = ecosystem.institutions.nodes
    known = {nodes["FundingSource", key].get("instrument") for key in ecosystem.nodes("FundingSource")}
    instruments = (*sorted(str(one) for one in known if one), PROGRAM, NONE)
    shape = (len(instruments), len(keys), len(place.subjects))
    baht, pairs, unknown = np.zeros(np.prod(shape)), [np.empty(0, np.int64)], 0
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        counting = reaching(links, kind)
        if year is not None:
            counting &= links.columns["fiscal_year"] == year
        amounts = links.columns["amount"].astype(np.float64)
        unknown += int((counting & np.isnan(amounts)).sum())
        at = np.flatnonzero(counting & (amounts > 0))
        sort = [_instrument(ecosystem, kind, key) for key in links.targets]
        first = np.array([instruments.index(one) for one in sort], np.int64)
        second = _theme_of(themes, kind, links.targets)
        target, who = links.indices[at], links.enterprises[at]
        codes = (first[target] * shape[1] + second[target]) * shape[2] + place.codes[who]
        baht += np.bincount(codes, amounts[at], len(baht))
        pairs.append(codes * len(ecosystem.smes) + who)
    distinct = np.unique(np.concatenate(pairs)) // max(len(ecosystem.smes), 1)
    people = np.bincount(distinct, minlength=len(baht)).astype(np.int64)
    return Money(instruments, keys, baht.reshape(shape), people.reshape(shape), unknown)


def _instrument(ecosystem: Ecosystem, kind: str, key: str) -> str:
    if kind == "Program":
        return PROGRAM
    return str(ecosystem.institutions.nodes[kind, key].get("instrument") or NONE)


def _theme_of(themes: Sequence[Themed], kind: str, targets: Sequence[str]) -> NDArray[np.int64]:
    """Return the position of the one theme of each program or fund; else that of several, or of none."""
    found = np.full(len(targets), len(themes) + 1, np.int64)
    for at, key in enumerate(targets):
        own = [place for place, theme in enumerate(themes) if (kind, key) in theme.members]
        if own:
            found[at] = own[0] if len(own) == 1 else len(themes)
    return found

"""Where a program could go next, and which enterprises it would find there that it could help."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import find_presence
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.support import YES, Rules, Themed, all_rules, eligible, reached
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.smes import SIZES

MOST_THEMES = 32
"""So many themes are told apart; a store has a handful."""


@dataclass(frozen=True)
class Openings:
    """Programs that could be extended to places, and the cells of enterprises there.

    Enterprises of a place whom exactly the same programs could help are one cell.

    Attributes
    ----------
    programs
        Keys, in the order of rows.
    helps
        bool (programs x patterns): whether it could help enterprises of a pattern.
    enterprises
        int64 (places x patterns): how many there are.
    there
        bool (programs x places): whether it is there, by its word or by participants.
    unsaid
        Programs that neither say where they work nor have participants: they may be anywhere, and
        are none of `programs`.
    """

    programs: tuple[str, ...]
    helps: NDArray[np.bool_]
    enterprises: NDArray[np.int64]
    there: NDArray[np.bool_]
    unsaid: int


def find_openings(ecosystem: Ecosystem, place: Grouping, themes: list[Themed], year: int | None) -> Openings:
    """Return what programs could do where.

    A program could help an enterprise whose industry and size it takes, which is eligible for one of the
    program's themes and not reached with it. The cost is one pass over enterprises for each theme, and
    programs times distinct combinations of industry, size and themes.
    """
    smes, rules = ecosystem.smes, all_rules(ecosystem)
    flags = reached(ecosystem, themes, year)
    open_to = np.zeros(len(smes), np.int64)
    for at, theme in enumerate(themes):
        wanting = (eligible(ecosystem, theme, year, rules) == YES) & ~flags[at]
        open_to |= wanting.astype(np.int64) << at
    presence = find_presence(ecosystem, place, year)
    addressing = sorted({key for theme in themes for kind, key in theme.members if kind == "Program"})
    rows = np.array([presence.members["Program", key] for key in addressing], np.int64)
    known = presence.says[rows] | presence.reports[rows] if len(rows) else np.zeros(0, np.bool_)
    programs = tuple(key for key, says in zip(addressing, known.tolist(), strict=True) if says)
    by_industry, by_size = find_takes(ecosystem, [("Program", key) for key in programs], rules)
    industry_of, classes = merge_columns(by_industry)
    codes = (industry_of[smes.industry].astype(np.int64) * (len(SIZES) + 1) + smes.size_class) << MOST_THEMES
    # A size of -1 is the last of the class before; one more keeps it apart.
    codes += np.int64(1 << MOST_THEMES) + open_to
    asking = np.flatnonzero(open_to)
    cells, cell_of = np.unique(codes[asking], return_inverse=True)
    rest, masks = cells >> MOST_THEMES, cells & ((1 << MOST_THEMES) - 1)
    industry, size = np.divmod(rest, len(SIZES) + 1)
    of_program = _bits(programs, themes)
    helps = classes[:, industry] & by_size[:, size - 1] & ((of_program[:, None] & masks[None, :]) != 0)
    pattern_of, patterns = merge_columns(helps)
    width = patterns.shape[1]
    counts = np.bincount(
        place.codes[asking].astype(np.int64) * width + pattern_of[cell_of],
        minlength=len(place.subjects) * width,
    ).reshape(len(place.subjects), width)
    there = (presence.covers | presence.takes)[rows[known]]
    return Openings(programs, patterns, counts, there, int((~known).sum()))


def find_takes(
    ecosystem: Ecosystem, members: Sequence[NodeId], rules: Rules
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which industries, and which sizes, programs and funds take; last whether an unknown one."""
    industries = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
    lineages = [ecosystem.lineages[key] for key in industries]
    by_industry = np.ones((len(members), len(industries) + 1), np.bool_)
    by_size = np.ones((len(members), len(SIZES) + 1), np.bool_)
    for row, member in enumerate(members):
        rule = rules[member]
        if rule.industries is not None:
            by_industry[row] = [*(bool(lineage & rule.industries) for lineage in lineages), False]
        if rule.sizes is not None:
            by_size[row] = [*(size in rule.sizes for size in SIZES), False]
    return by_industry, by_size


def merge_columns(columns: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return for each column which of the distinct columns it is, and these."""
    if not columns.size:
        return np.zeros(columns.shape[1], np.int64), columns[:, :1]
    packed = np.ascontiguousarray(np.packbits(columns, axis=0).T)
    rows = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, of = np.unique(rows, return_index=True, return_inverse=True)
    return of.astype(np.int64), columns[:, first]


def _bits(programs: tuple[str, ...], themes: list[Themed]) -> NDArray[np.int64]:
    """Return the themes of each program, a bit for each."""
    return np.array(
        [
            sum(1 << at for at, theme in enumerate(themes) if ("Program", key) in theme.members)
            for key in programs
        ],
        np.int64,
    )

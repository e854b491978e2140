"""Whom programs and funds take, and where: yes, no, or not to be said from what is on record.

The rules are held against *profiles* of enterprises: locations, industries and size classes that
every rule treats alike are one. A nation of millions is then a few thousand profiles with a count,
and the cost is one pass over the enterprises and otherwise grows with rules times profiles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.extents import PLACED, Answers, cells_of, locate
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.support import LARGE, NO, SUPPORT, UNDETERMINED, YES
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.smes import SIZES

TARGETS = {kind: f"{kind} TARGETS Industry" for kind in SUPPORT}


@dataclass(frozen=True)
class Admission:
    """Whom each member takes. Answers are `NO`, `UNDETERMINED` or `YES`, in this order.

    Attributes
    ----------
    members
        The programs and funds, by row.
    locations, industries, sizes
        Members x classes of location, classes of industry, and size classes (the unknown last).
    cells
        For each class of location the cell of the place it lies in.
    says
        For each member whether it says anything of where it works.
    codes
        For each enterprise its profile: its position in the product of the three.
    """

    members: tuple[NodeId, ...]
    locations: Answers
    industries: Answers
    sizes: Answers
    cells: NDArray[np.int64]
    says: NDArray[np.bool_]
    codes: NDArray[np.int32]

    @cached_property
    def _rules(self) -> tuple[Answers, NDArray[np.int64]]:
        """What members ask of industry and size, each rule once and the most open first; that of each."""
        asked = np.hstack([self.industries, self.sizes])
        first, of = alike(asked.T)
        rules = asked[first]
        order = np.argsort(-rules.sum(axis=1, dtype=np.int64), kind="stable")
        return rules[order], np.argsort(order)[of]

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many classes of location, of industry and of size there are."""
        return self.locations.shape[1], self.industries.shape[1], self.sizes.shape[1]

    def answer(self, rows: Sequence[int] | NDArray[np.int64], *, placed: bool = False) -> Answers:
        """Return the best answer that some members give to each profile.

        Parameters
        ----------
        placed
            Ask only where members are known to be in reach: whatever is `UNDETERMINED` then is so for
            what is not known of the enterprise.
        """
        rows = np.asarray(rows, np.int64)
        answer = np.full(self.shape, NO)
        if not len(rows):
            return answer
        rules, rule_of = self._rules
        of, split = rule_of[rows], self.shape[1]
        # The most open rule first: once everybody has a yes, no other rule can add one.
        for rule in np.flatnonzero(np.bincount(of)).tolist():
            where = self.locations[rows[of == rule]].max(axis=0)
            if placed:
                where = np.where(where == YES, YES, NO)
            who = np.minimum(rules[rule, :split, None], rules[rule, None, split:])
            np.maximum(answer, np.minimum(where[:, None, None], who), out=answer)
            if (answer == YES).all():
                break
        return answer

    def each(self, rows: Sequence[int] | NDArray[np.int64]) -> Answers:
        """Return the best answer that some members give to each enterprise."""
        found: Answers = self.answer(rows).ravel()[self.codes]
        return found

    def in_reach(self, rows: Sequence[int] | NDArray[np.int64]) -> Answers:
        """Return the best answer that some members give to each class of location, whoever is there."""
        chosen = self.locations[np.asarray(rows, np.int64)]
        return chosen.max(axis=0, initial=NO) if len(chosen) else np.full(self.shape[0], NO)

    def count(self, counted: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how many enterprises of each profile there are."""
        size = int(np.prod(self.shape))
        found: NDArray[np.int64] = np.bincount(self.codes[counted], minlength=size).reshape(self.shape)
        return found

    def by_cell(self, counts: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
        """Return the sum of counts by profile in each cell of the place."""
        totals = counts.reshape(self.shape[0], -1).sum(axis=1)
        found: NDArray[np.int64] = np.bincount(self.cells, totals, cells).astype(np.int64)
        return found


def counted_enterprises(ecosystem: Ecosystem, year: int | None) -> NDArray[np.bool_]:
    """Return which enterprises support is for: active ones that are not large."""
    counted: NDArray[np.bool_] = ecosystem.smes.active(year) & (ecosystem.smes.size_class != LARGE)
    return counted


def find_admission(
    ecosystem: Ecosystem, relations: Relations, members: Sequence[NodeId], place: Grouping, year: int | None
) -> Admission:
    """Return whom members take and where.

    An enterprise whose place, industry or size class is unknown, or known less exactly than a rule
    asks, is `UNDETERMINED` to it; `ecograph.analysis.gaps.extents` says where members are.

    Parameters
    ----------
    relations
        With the kinds of `NEEDED`.
    """
    by_location, says = locate(ecosystem, relations, members, year)
    cells = cells_of(ecosystem, place)
    where, at = alike(np.vstack([by_location, cells]))
    by_industry = answer_industries(ecosystem, relations, members)
    what, kind_of = alike(by_industry)
    sizes = _sizes(ecosystem, members)
    smes = ecosystem.smes
    size = np.where(smes.size_class < 0, len(SIZES), smes.size_class).astype(np.int32)
    located = at[smes.area]
    made = kind_of[smes.industry]
    codes = (located * np.int32(len(what)) + made) * np.int32(len(SIZES) + 1) + size
    return Admission(
        tuple(members),
        by_location[:, where],
        by_industry[:, what],
        sizes,
        cells[where].astype(np.int64),
        says,
        codes,
    )


def alike(matrix: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the first of each set of equal columns, and for each column the position of its set."""
    first: dict[bytes, int] = {}
    of = [first.setdefault(column.tobytes(), len(first)) for column in matrix.T]
    _, where = np.unique(of, return_index=True)
    return where, np.array(of, np.int32)


NEEDED = (*PLACED, *TARGETS.values())
"""The kinds of relationship that say whom something takes and where."""


def answer_industries(ecosystem: Ecosystem, relations: Relations, members: Sequence[NodeId]) -> Answers:
    """Return whether members take each industry that enterprises have; the unknown one is last."""
    keys = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
    lineages = ecosystem.lineages
    # What an enterprise may be recorded as that is of an industry: all that any part of it lies in.
    wider: dict[str, set[str]] = {}
    for lineage in lineages.values():
        for key in lineage:
            wider.setdefault(key, set()).update(lineage)
    known: dict[tuple[str, ...], Answers] = {(): np.full(len(keys) + 1, YES)}
    rows = []
    for kind, key in members:
        targeted = relations.targets[TARGETS[kind]].get(key, ())
        if targeted not in known:
            may = set().union(*(wider[one] for one in targeted))
            answers = [
                YES if lineages[one] & {*targeted} else UNDETERMINED if one in may else NO for one in keys
            ]
            known[targeted] = np.array([*answers, UNDETERMINED], np.int8)
        rows.append(known[targeted])
    return np.array(rows, np.int8).reshape(len(members), len(keys) + 1)


def _sizes(ecosystem: Ecosystem, members: Sequence[NodeId]) -> Answers:
    """Return whether members take each size class; the unknown one is last."""
    rows = np.full((len(members), len(SIZES) + 1), YES)
    for row, member in enumerate(members):
        admitted = ecosystem.institutions.nodes[member].get("size_classes")
        if admitted:
            rows[row] = [*(YES if size in admitted else NO for size in SIZES), UNDETERMINED]
    return rows

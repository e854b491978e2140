"""Referrals of a whole corridor, or nation, at once: enterprises that are alike are one cell.

A cell is a place, an industry and a size that all programs in force treat alike, with the same needs on
record and the same services had. Rules and needs are asked once for a cell; enterprises look theirs up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ecograph.analysis.gaps.admission import alike, counted_enterprises
from ecograph.analysis.gaps.period import last_year_on_record
from ecograph.analysis.grouping import group
from ecograph.analysis.referral.history import find_history, joined_rows, received, recent
from ecograph.analysis.referral.offers import MOST_SERVICES, Offers, Rule, find_offers, service_bits
from ecograph.analysis.referral.similarity import allocate_from_groups
from ecograph.analysis.support import NO, UNDETERMINED
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from ecograph.graph.links import UNKNOWN
from ecograph.graph.smes import SIZES

MOST = 3
"""How many referrals an enterprise gets, unless asked."""
EVERYWHERE = "all"
"""Stands for the nation in place of a corridor."""
CELLS = 2_048
"""How many cells are asked at once."""
SCORE_BITS = 16
"""In how many steps likeness is told, as a power of 2."""
NONE = np.int32(-(1 << 29))
"""Below every number that sorts members, however it is added to."""
Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Bulk:
    """The referrals of many enterprises.

    Attributes
    ----------
    who
        Positions of the enterprises.
    cell
        For each of `who` its cell.
    most
        How many referrals an enterprise gets.
    members
        Cells x ranks, rows of `offers`; -1 for none. There are more than `most` where enterprises of a
        cell are in some of them already, so that what these leave out is made up for.
    answers, matched, alike
        Cells x ranks: the answer, the needs met as bits, and whether others with its history went on to it.
    """

    ecosystem: Ecosystem
    offers: Offers
    who: NDArray[np.int64]
    cell: NDArray[np.int64]
    most: int
    members: Ranks
    answers: NDArray[np.int8]
    matched: NDArray[np.uint64]
    alike: NDArray[np.bool_]
    stated: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Cells:
    """What tells cells apart: positions of classes, and bits."""

    location: NDArray[np.int64]
    industry: NDArray[np.int64]
    size: NDArray[np.int64]
    needs: NDArray[np.uint64]
    had: NDArray[np.uint64]

    def take(self, rows: NDArray[np.int64]) -> "_Cells":
        """Return some of them."""
        return _Cells(
            self.location[rows], self.industry[rows], self.size[rows], self.needs[rows], self.had[rows]
        )


def refer_all(ecosystem: Ecosystem, corridor: str, *, year: int | None = None, most: int = MOST) -> Bulk:
    """Return the referrals of every enterprise of a corridor, or of all.

    As for one enterprise, rules come before needs, and these before likeness; likeness is here that of
    the services had, not of the programs, so that it is the same for a cell.

    Parameters
    ----------
    corridor
        Its key, or `EVERYWHERE`.
    year
        What is in force in this fiscal year; the last on record where None.

    Raises
    ------
    AnalysisError
        When there is no such corridor.

    Notes
    -----
    The cost is that of passes over enterprises and links, and of cells times the programs and funds in
    reach of their place.
    """
    when = last_year_on_record(ecosystem) if year is None else year
    offers = find_offers(ecosystem, when)
    who = _enterprises(ecosystem, corridor, when)
    where, at = alike(offers.areas)
    what, kind_of = alike(offers.industries)
    smes = ecosystem.smes
    had = received(ecosystem, offers.service_keys, recent(when))
    each = _Cells(
        at[smes.area[who]].astype(np.int64),
        kind_of[smes.industry[who]].astype(np.int64),
        smes.size_class[who].astype(np.int64) % (len(SIZES) + 1),
        smes.needs[who],
        had[who],
    )
    cell, first = _numbered((each.location, each.industry, each.size, each.needs, each.had))
    cells = each.take(first)
    asker = _Asker(ecosystem, offers, where, what, had)
    wanted = most + _most_joined(ecosystem, offers, who, cell)
    shape = (len(first), int(wanted.max(initial=most)))
    members, answers = np.full(shape, UNKNOWN, np.int64), np.full(shape, NO)
    matched, liked = np.zeros(shape, np.uint64), np.zeros(shape, np.bool_)
    for rows in _profiles(cells):
        profile = asker.admit(cells, rows)
        if profile is None:
            continue
        for start in range(0, len(rows), CELLS):
            some = rows[start : start + CELLS]
            members[some], answers[some], matched[some], liked[some] = profile.rank(
                cells, some, wanted[some], shape[1]
            )
    return Bulk(ecosystem, offers, who, cell, most, members, answers, matched, liked, cells.needs != 0)


def _most_joined(
    ecosystem: Ecosystem, offers: Offers, who: NDArray[np.int64], cell: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each cell how many members one of its enterprises is linked to at the most."""
    joined = np.zeros(len(ecosystem.smes), np.int64)
    for links, row_of in joined_rows(ecosystem, offers):
        there = row_of[links.indices] != UNKNOWN
        joined += np.bincount(links.enterprises[there], minlength=len(joined))
    most = np.zeros(int(cell.max(initial=-1)) + 1, np.int64)
    np.maximum.at(most, cell, joined[who])
    return most


def _enterprises(ecosystem: Ecosystem, corridor: str, year: int | None) -> NDArray[np.int64]:
    counted = counted_enterprises(ecosystem, year)
    if corridor == EVERYWHERE:
        return np.flatnonzero(counted)
    node = ecosystem.institutions.nodes.get(("Corridor", corridor))
    if node is None:
        there = ", ".join(ecosystem.nodes("Corridor")) or "none; load some first"
        raise AnalysisError(
            f"There is no corridor {corridor!r} in the store.", f"There are: {there}; or {EVERYWHERE}."
        )
    place = group(ecosystem, "corridor", str(node["scheme"]))
    code = next(at for at, subject in enumerate(place.subjects) if subject.key == corridor)
    return np.flatnonzero(counted & (place.codes == code))


def _numbered(columns: Sequence[NDArray[np.generic]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each row the number of its combination, and for each combination its first row."""
    code = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        numbers, distinct = pd.factorize(column)
        code, _ = pd.factorize(code * max(len(distinct), 1) + numbers)
    first = np.full(int(code.max(initial=-1)) + 1, len(code), np.int64)
    np.minimum.at(first, code, np.arange(len(code)))
    return code.astype(np.int64), first


def _profiles(cells: _Cells) -> Iterator[NDArray[np.int64]]:
    """Yield the cells of each place, industry and size, which are admitted alike."""
    code = (cells.location * (int(cells.industry.max(initial=0)) + 1) + cells.industry) * (len(SIZES) + 1)
    code += cells.size
    order = np.argsort(code, kind="stable")
    edges = np.flatnonzero(np.diff(code[order])) + 1
    yield from (rows for rows in np.split(order, edges) if len(rows))


class _Asker:
    """Rules, needs and services of all members."""

    def __init__(
        self,
        ecosystem: Ecosystem,
        offers: Offers,
        where: NDArray[np.int64],
        what: NDArray[np.int64],
        had: NDArray[np.uint64],
    ) -> None:
        self.offers = offers
        self.services = service_bits(offers)
        self._areas, self._industries = offers.areas[:, where], offers.industries[:, what]
        width = min(len(offers.service_keys), MOST_SERVICES)
        history = find_history(ecosystem)
        shares = allocate_from_groups(history.matrix, had, width)
        shares = shares[:, history.columns(offers.members)]
        self.shares = shares / (shares.max(initial=0) or 1)
        self.places = np.arange(width, dtype=np.uint64)

    def admit(self, cells: _Cells, rows: NDArray[np.int64]) -> "_Profile | None":
        """Return the members that take cells of one profile; None where none does."""
        first = rows[0]
        admitted = np.minimum(
            self._areas[:, cells.location[first]], self._industries[:, cells.industry[first]]
        )
        admitted = np.minimum(admitted, self.offers.sizes[:, cells.size[first]])
        here = np.flatnonzero(admitted != NO)
        return _Profile(self, here, admitted[here], np.unique(cells.needs[rows])) if len(here) else None


class _Profile:
    """The members that take enterprises of one place, industry and size.

    What needs decide is asked of distinct needs, and what was had of distinct services; a cell adds the
    two. The greatest number is the best member: it sorts by answer, then by needs met, then by likeness,
    and of equal ones the first by key is taken; a negative one is no member.
    """

    def __init__(
        self,
        asker: _Asker,
        here: NDArray[np.int64],
        admitted: NDArray[np.int8],
        needs: NDArray[np.uint64],
    ) -> None:
        self._asker = asker
        self._here = here
        self._needs = needs
        offers = asker.offers
        self._met = needs[:, None] & offers.needs[here][None, :]
        refusing = offers.asks[Rule.NEED][here][None, :] & (self._met == 0)
        of_need = np.where(needs == 0, UNDETERMINED, NO)[:, None]
        self._answers = np.where(refusing, np.minimum(admitted, of_need), admitted).astype(np.int8)
        part = self._answers.astype(np.int32) * np.int32(MOST_SERVICES + 1) + np.bitwise_count(self._met)
        self._by_needs = np.where(self._answers == NO, NONE, part << SCORE_BITS).astype(np.int32)
        self._shares = np.ascontiguousarray(asker.shares[:, here])

    def rank(
        self, cells: _Cells, rows: NDArray[np.int64], wanted: NDArray[np.int64], most: int
    ) -> tuple[Ranks, NDArray[np.int8], NDArray[np.uint64], NDArray[np.bool_]]:
        """Return the best members for some cells of the profile, each by cell and rank.

        Of each cell so many as are wanted of it; `most` are the ranks of what is returned.
        """
        shape = len(rows), most
        members, answers = np.full(shape, UNKNOWN, np.int64), np.full(shape, NO)
        matched, liked = np.zeros(shape, np.uint64), np.zeros(shape, np.bool_)
        need_of = np.searchsorted(self._needs, cells.needs[rows])
        had, had_of = np.unique(cells.had[rows], return_inverse=True)
        scores = self._likeness(had)
        key = self._by_needs[need_of]
        key += self._by_had(had, scores)[had_of]
        lines = np.arange(len(rows))
        for rank in range(min(int(wanted.max()), len(self._here))):
            more = wanted[lines] > rank
            if not more.all():
                lines, key = lines[more], key[more]
            best = key.argmax(axis=1)
            open_ = key[np.arange(len(lines)), best] >= 0
            taken, found = lines[open_], best[open_]
            members[taken, rank] = self._here[found]
            answers[taken, rank] = self._answers[need_of[taken], found]
            matched[taken, rank] = self._met[need_of[taken], found]
            liked[taken, rank] = scores[had_of[taken], found] > 0
            key[np.arange(len(lines)), best] = NONE
        return members, answers, matched, liked

    def _by_had(self, had: NDArray[np.uint64], scores: NDArray[np.float32]) -> NDArray[np.int32]:
        """Return the part which the services had decide; none for who offers nothing but these."""
        services = self._asker.services[self._here][None, :]
        spent = (services != 0) & ((services & ~had[:, None]) == 0)
        return np.where(spent, NONE, (scores * ((1 << SCORE_BITS) - 1)).astype(np.int32))

    def _likeness(self, had: NDArray[np.uint64]) -> NDArray[np.float32]:
        """Return how much what was had passes on to members, the mean over the services had.

        Sparse, for few services are had, and dense products of small matrices wake every processor.
        """
        flags = ((had[:, None] >> self._asker.places[None, :]) & np.uint64(1)).astype(np.float32)
        each = flags / np.maximum(flags.sum(axis=1, keepdims=True), 1)
        return np.asarray(csr_array(each) @ self._shares, np.float32)

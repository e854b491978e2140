"""What shared clients got of two nodes: the same service in the same period, or one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.overlaps.members import Counting, Members
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.double_service import BASES, find_double_service
from ecograph.graph.links import NO_DATE, Links

RECORDED = BASES.index("recorded")


@dataclass(frozen=True, slots=True)
class Together:
    """Numbers of shared clients.

    Attributes
    ----------
    recorded
        Had the same service from both in overlapping periods, all of it recorded with them; or money
        of one instrument from two funds in one fiscal year.
    possible
        The same, where a service or a period is that of a program; those recorded are not among them.
    dated
        Have the first day of both on record.
    first_earlier, second_earlier
        Of these began with the first, or with the second, on an earlier day.
    """

    recorded: int
    possible: int
    dated: int
    first_earlier: int
    second_earlier: int


class Meetings:
    """What happened to the shared clients of chosen pairs.

    The cost is that of `find_double_service` among the links of these, and one sort of them.
    """

    def __init__(
        self,
        ecosystem: Ecosystem,
        members: Members,
        counting: Counting,
        pairs: Sequence[tuple[NodeId, NodeId]],
    ) -> None:
        self._members = members
        chosen = {member for pair in pairs for node in pair for member in members.behind(node)}
        self._instrument = {
            ("FundingSource", key): ecosystem.institutions.nodes["FundingSource", key].get("instrument")
            for key in ecosystem.nodes("FundingSource")
        }
        self._columns: dict[NodeId, tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]] = {}
        self._cases: dict[frozenset[NodeId], tuple[NDArray[np.int32], NDArray[np.int8]]] = {}
        for kind, name in SUPPORT.items():
            links = ecosystem.smes.links[name]
            wanted = np.array([(kind, key) in chosen for key in links.targets], np.bool_)
            mask = counting[name] & wanted[links.indices]
            self._columns |= _by_member(kind, links, mask)
            if kind == "Program":
                self._cases = _by_pair(ecosystem, links, mask)

    def of(self, first: NodeId, second: NodeId) -> Together:
        """Return the numbers of one pair."""
        mine, yours = self._members.behind(first), self._members.behind(second)
        recorded, possible = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for one in mine:
            for other in yours:
                found = self._cases.get(frozenset({one, other}))
                if found is not None:
                    recorded.append(found[0][found[1] == RECORDED])
                    possible.append(found[0][found[1] != RECORDED])
                elif self._is_same_money(one, other):
                    recorded.append(self._in_one_year(one, other))
        sure = np.unique(np.concatenate(recorded))
        perhaps = np.setdiff1d(np.concatenate(possible), sure)
        begun = [self._begin(nodes) for nodes in (mine, yours)]
        _, at, place = np.intersect1d(begun[0][0], begun[1][0], assume_unique=True, return_indices=True)
        days = begun[0][1][at], begun[1][1][place]
        return Together(
            len(sure), len(perhaps), len(at), int((days[0] < days[1]).sum()), int((days[0] > days[1]).sum())
        )

    def _is_same_money(self, one: NodeId, other: NodeId) -> bool:
        instruments = {self._instrument.get(member) for member in (one, other)}
        return one != other and len(instruments) == 1 and None not in instruments

    def _in_one_year(self, one: NodeId, other: NodeId) -> NDArray[np.int32]:
        codes = []
        for member in (one, other):
            enterprises, _, years = self._columns[member]
            known = years >= 0
            codes.append(enterprises[known].astype(np.int64) << 16 | years[known])
        return (np.intersect1d(codes[0], codes[1]) >> 16).astype(np.int32)

    def _begin(self, members: frozenset[NodeId]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return the enterprises of some members, and the first day on record of each."""
        columns = [self._columns[member] for member in members if member in self._columns]
        enterprises = np.concatenate([np.empty(0, np.int32), *(each[0] for each in columns)])
        days = np.concatenate([np.empty(0, np.int32), *(each[1] for each in columns)])
        known = days != NO_DATE
        order = np.lexsort((days[known], enterprises[known]))
        found, first = np.unique(enterprises[known][order], return_index=True)
        return found, days[known][order][first]


def _by_member(
    kind: str, links: Links, mask: NDArray[np.bool_]
) -> dict[NodeId, tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]]:
    """Return the enterprise, first day and fiscal year of the links of each member."""
    at = np.flatnonzero(mask)
    at = at[np.argsort(links.indices[at], kind="stable")]
    targets, start = np.unique(links.indices[at], return_index=True)
    unknown = np.full(links.count, NO_DATE, np.int32)
    days = np.asarray(links.columns.get("starts_on", unknown), np.int32)
    years = np.asarray(links.columns["fiscal_year"], np.int64)
    parts = np.split(at, start[1:])
    return {
        (kind, links.targets[target]): (links.enterprises[part], days[part], years[part])
        for target, part in zip(targets.tolist(), parts, strict=False)
    }


def _by_pair(
    ecosystem: Ecosystem, links: Links, mask: NDArray[np.bool_]
) -> dict[frozenset[NodeId], tuple[NDArray[np.int32], NDArray[np.int8]]]:
    """Return the enterprise and the basis of each case of double service, by its two programs."""
    cases = find_double_service(ecosystem, mask)
    one, other = links.indices[cases.first].astype(np.int64), links.indices[cases.second].astype(np.int64)
    codes = np.minimum(one, other) * max(len(links.targets), 1) + np.maximum(one, other)
    order = np.argsort(codes, kind="stable")
    found, start = np.unique(codes[order], return_index=True)
    parts = np.split(order, start[1:])
    pairs = {}
    for code, part in zip(found.tolist(), parts, strict=False):
        low, high = divmod(code, len(links.targets))
        ends = frozenset({("Program", links.targets[low]), ("Program", links.targets[high])})
        pairs[ends] = cases.enterprise[part], cases.basis[part]
    return pairs

"""The layer of enterprises: columns and links, never drawn one by one, only counted."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.graph.links import Links
from ecograph.model import MODEL

SIZES = MODEL.node("SME").property("size_class").values
"""Size classes in the order of their codes."""
Number = TypeVar("Number", np.int64, np.uint64)
RESTS_ON: Mapping[str, frozenset[str]] = {
    "_order": frozenset(),
    "area": frozenset(["SME LOCATED_IN Area"]),
    "industry": frozenset(["SME OPERATES_IN Industry"]),
    "needs": frozenset(["SME HAS_NEED Need"]),
    "profiles": frozenset(["SME OPERATES_IN Industry", "SME HAS_NEED Need"]),
}
"""The links that what is worked out once for all enterprises rests on."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """The distinct combinations of industry, size class and needs that enterprises have.

    `industry`, `size_class` and `needs` have one entry for each, coded as in `SmeLayer`; `of` gives
    for each enterprise the position of its own.
    """

    industry: NDArray[np.int32]
    size_class: NDArray[np.int8]
    needs: NDArray[np.uint64]
    of: NDArray[np.int64]


@dataclass(frozen=True)
class SmeLayer:
    """All enterprises of an ecosystem.

    Attributes
    ----------
    keys
        Their keys, as an Arrow array; an enterprise is named by its position in it.
    size_class
        int8, the position of its size class in `SIZES`; -1 where unknown.
    registered, closed
        int16, the calendar years in which it was registered and closed; -1 where unknown, and for
        `closed` also where it is open.
    links
        By the name of the kind, for each kind of relationship that begins at an enterprise.
    business_plan
        int8, whether it has a business plan: 1 or 0; -1 where unknown. None where nobody asked.
    """

    keys: pa.Array
    size_class: NDArray[np.int8]
    registered: NDArray[np.int16]
    closed: NDArray[np.int16]
    links: Mapping[str, Links]
    business_plan: NDArray[np.int8] | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def with_links(self, changed: Mapping[str, Links]) -> "SmeLayer":
        """Return the same enterprises with other links of some kinds, by the name of the kind.

        What was worked out from the rest is shared.
        """
        layer = replace(self, links={**self.links, **changed})
        known = vars(self)
        shared = {name for name, kinds in RESTS_ON.items() if name in known and not kinds & changed.keys()}
        vars(layer).update({name: known[name] for name in shared})
        return layer

    def position(self, key: str) -> int | None:
        """Return the position of an enterprise by its key; None where there is no such enterprise.

        The first question costs a pass over the keys, and a sort unless they are sorted; the others
        some twenty comparisons.
        """
        order = self._order
        found = bisect_left(range(len(self)), key, key=lambda at: self.keys[int(order[at])].as_py())
        position = int(order[found]) if found < len(self) else -1
        return position if position >= 0 and self.keys[position].as_py() == key else None

    @cached_property
    def _order(self) -> "NDArray[np.uint64] | range":
        """The positions of enterprises by key."""
        rising = pc.all(pc.less(self.keys[:-1], self.keys[1:])).as_py()
        return range(len(self)) if rising is not False else pc.sort_indices(self.keys).to_numpy()

    @cached_property
    def supports(self) -> NDArray[np.int32]:
        """For each enterprise on how many records it was supported: participations and finance."""
        joined, financed = (
            self.links[kind].degrees
            for kind in ("SME PARTICIPATED_IN Program", "SME FINANCED_BY FundingSource")
        )
        return joined + financed

    @cached_property
    def area(self) -> NDArray[np.int32]:
        """For each enterprise the position of its primary area in the targets of its location;
        -1 where unknown.
        """
        return self.links["SME LOCATED_IN Area"].primary()

    @cached_property
    def industry(self) -> NDArray[np.int32]:
        """For each enterprise the position of its primary industry among the targets; -1 where unknown."""
        return self.links["SME OPERATES_IN Industry"].primary()

    @cached_property
    def needs(self) -> NDArray[np.uint64]:
        """For each enterprise its needs as bits, by the position of the need among the targets of
        `SME HAS_NEED Need`; 0 where none is on record. Needs past the 64th share the last bit.
        """
        links = self.links["SME HAS_NEED Need"]
        return links.any_of(np.uint64(1) << np.minimum(links.indices, 63).astype(np.uint64))

    @cached_property
    def profiles(self) -> Profiles:
        """What rules of eligibility ask about, once for all who are alike; the cost is linear."""
        needs, need_of = _distinct(self.needs)
        size = self.size_class.astype(np.int64) + 1
        combined = ((self.industry.astype(np.int64) + 1) * (len(SIZES) + 1) + size) * len(needs) + need_of
        codes, of = _distinct(combined)
        rest, need = np.divmod(codes, len(needs)) if len(needs) else (codes, codes)
        industry, size = np.divmod(rest, len(SIZES) + 1)
        return Profiles((industry - 1).astype(np.int32), (size - 1).astype(np.int8), needs[need], of)

    def active(self, year: int | None) -> NDArray[np.bool_]:
        """Return which enterprises existed in a year: registered by then or at an unknown time, and
        not closed before it. Without a year: those not known to be closed.
        """
        if year is None:
            return self.closed < 0
        return (self.registered <= year) & ((self.closed < 0) | (self.closed >= year))


def _distinct(values: NDArray[Number]) -> tuple[NDArray[Number], NDArray[np.int64]]:
    """Return the distinct values, sorted, and for each value its place among them; the cost is linear."""
    coded = pa.array(values).dictionary_encode()
    found, indices = np.asarray(coded.dictionary), np.asarray(coded.indices)
    order = np.argsort(found, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return found[order], place[indices]

"""What two programs, funds or agencies have in common beside clients: one aspect at a time, never blended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ecograph.analysis.overlaps.members import Counting, Members
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem, NodeId

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "services": ("OFFERS Service",),
    "themes": ("ADDRESSES Theme",),
    "industries": ("TARGETS Industry",),
    "areas": ("COVERS Area", "COVERS Corridor"),
}
"""The relationships of a program or a fund that say something of each aspect."""
PERIODS = "periods"
INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class Compared:
    """One aspect of two nodes.

    Attributes
    ----------
    first, second, shared
        How many values each has on record, and how many of them both have.
    overlap, jaccard
        The shared as a part of the smaller, and of the union; None where one has none on record.
    """

    aspect: str
    first: int
    second: int
    shared: int
    overlap: float | None
    jaccard: float | None

    @property
    def known(self) -> bool:
        """Whether both have something on record."""
        return self.overlap is not None


def measure(aspect: str, first: frozenset[object], second: frozenset[object]) -> Compared:
    """Return what two sets have in common.

    References
    ----------
    Jaccard (1912); Szymkiewicz (1934) and Simpson (1943) for the overlap coefficient.
    """
    shared = len(first & second)
    known = bool(first and second)
    return Compared(
        aspect,
        len(first),
        len(second),
        shared,
        shared / min(len(first), len(second)) if known else None,
        shared / len(first | second) if known else None,
    )


class Profiles:
    """The values of every aspect of programs, funds and agencies; the cost is one pass over links."""

    def __init__(self, ecosystem: Ecosystem, members: Members, counting: Counting) -> None:
        self._members = members
        self._values: dict[str, dict[NodeId, set[object]]] = {}
        for aspect, names in ASPECTS.items():
            values = self._values.setdefault(aspect, {})
            for member, target, _ in ecosystem.edges(
                *(f"{kind} {name}" for kind in SUPPORT for name in names)
            ):
                values.setdefault(member, set()).add(target)
        self._values[PERIODS] = {member: set(years) for member, years in _years(ecosystem, counting)}
        # What a fund gives is its instrument.
        for key in ecosystem.nodes("FundingSource"):
            if instrument := ecosystem.institutions.nodes["FundingSource", key].get(INSTRUMENT):
                fund = ("FundingSource", key)
                self._values["services"].setdefault(fund, set()).add((INSTRUMENT, instrument))

    def of(self, node: NodeId, aspect: str) -> frozenset[object]:
        """Return what is on record of a node."""
        values = self._values[aspect]
        found = (values.get(member, ()) for member in self._members.behind(node))
        return frozenset(value for each in found for value in each)

    def compare(self, first: NodeId, second: NodeId) -> tuple[Compared, ...]:
        """Return each aspect of two nodes, by itself."""
        return tuple(
            measure(aspect, self.of(first, aspect), self.of(second, aspect)) for aspect in self._values
        )


def _years(ecosystem: Ecosystem, counting: Counting) -> Iterator[tuple[NodeId, list[int]]]:
    """Yield the fiscal years in which each program and fund had clients."""
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        year = np.asarray(links.columns["fiscal_year"], np.int64)
        chosen = counting[name] & (year >= 0)
        if not chosen.any():
            continue
        start = int(year[chosen].min())
        there = np.zeros((len(links.targets), int(year[chosen].max()) - start + 1), np.bool_)
        there[links.indices[chosen], year[chosen] - start] = True
        for at in np.flatnonzero(there.any(axis=1)).tolist():
            yield (kind, links.targets[at]), (np.flatnonzero(there[at]) + start).tolist()

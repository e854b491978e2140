"""Double service: one enterprise, the same service, twice in the same period."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.clients import LINKS
from ecograph.graph.ecosystem import Ecosystem
from ecograph.graph.links import NO_DATE, UNKNOWN, Links
from ecograph.graph.pairs import pair, spread

Basis = Literal["recorded", "tags", "year"]
BASES: tuple[Basis, ...] = ("recorded", "tags", "year")
"""What a case rests on, the firmest first; the codes of `DoubleService.basis`."""


@dataclass(frozen=True, slots=True)
class DoubleService:
    """Pairs of participations of one enterprise with the same service in overlapping periods.

    All arrays have an entry for each pair and service, by the first link, the second and the service.

    Attributes
    ----------
    enterprise
        int32, its position; that of the first link, where the two are of enterprises that may be one.
    first, second
        int32, positions of the two among the links of `SME PARTICIPATED_IN Program`, the smaller first.
    service
        int32, position among `services`.
    days
        int32, on how many days both went on, the first and the last included; -1 where the basis
        is the year.
    basis
        int8, position among `BASES`: both services and both periods are *recorded* with the
        participations; some of it comes from the *tags* of the programs; or a period is on record
        nowhere, and the fiscal *year* is the same.
    services
        The keys of services, and whatever else is recorded as one, sorted.
    """

    enterprise: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    service: NDArray[np.int32]
    days: NDArray[np.int32]
    basis: NDArray[np.int8]
    services: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.first)


def find_double_service(
    ecosystem: Ecosystem,
    counting: NDArray[np.bool_] | None = None,
    weakest: Basis = "tags",
    alike: NDArray[np.int32] | None = None,
) -> DoubleService:
    """Return cases of double service; two rows on one participation in one program are one, too.

    Parameters
    ----------
    counting
        Which links of `SME PARTICIPATED_IN Program` count; all when None.
    weakest
        The weakest basis of a case to return. `year` tells who was in two programs of one fiscal
        year that offer the same service, which accuses nobody.
    alike
        Pairs of positions of enterprises (pairs x 2) that may be one: the participations of the one
        are paired with those of the other, too.

    Notes
    -----
    A service that is not recorded with a participation is any that its program offers; a period is
    that of the program, within the fiscal year. Only participations that can be a case are paired,
    and periods compared before services: the cost is linear in pairs of participations of one
    enterprise, and nothing is sorted but the cases.

    Raises
    ------
    AnalysisError
        When `weakest` is no basis, or the mask is not over the links.
    """
    links = ecosystem.smes.links[LINKS["Program"]]
    if weakest not in BASES:
        raise AnalysisError(f"{weakest!r} is not a basis.", f"There are: {', '.join(BASES)}.")
    if counting is not None and len(counting) != links.count:
        raise AnalysisError(
            f"The mask has {len(counting):,} entries, and there are {links.count:,} links.",
            "Give one entry for each link, in their order.",
        )
    periods, services = _Periods(ecosystem, links), _Services(ecosystem, links)
    able = services.known & (periods.dated if weakest != "year" else True)
    if weakest == "recorded":
        able &= services.recorded & periods.recorded
    if counting is not None:
        able &= counting
    at = np.flatnonzero(able).astype(np.int32)
    indptr = np.concatenate([[0], np.cumsum(able)])[links.indptr].astype(np.int32)
    columns: list[Sequence[NDArray[np.generic]]] = []
    across = () if alike is None else (_across(indptr, alike),)
    for first, second in chain(pair(indptr), across):
        one, other = at[first], at[second]
        together = periods.overlap(one, other)
        one, other = one[together], other[together]
        place, service = services.shared(one, other)
        columns.append(_cases(links, periods, services, one[place], other[place], service))
    return _joined(columns, services.names, BASES.index(weakest))


def _across(
    indptr: NDArray[np.int32], alike: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return every entry of the one row of a pair with every entry of the other, the smaller first."""
    one, of_pair = spread(indptr, alike[:, 0])
    other, of_one = spread(indptr, alike[of_pair, 1])
    one = one[of_one]
    return np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32)


class _Periods:
    """From when to when each participation went on, and how one knows."""

    def __init__(self, ecosystem: Ecosystem, links: Links) -> None:
        starts, ends = _dates(links, "starts_on"), _dates(links, "ends_on")
        self.recorded = (starts != NO_DATE) & (ends != NO_DATE) & (starts <= ends)
        of_program = _program_days(ecosystem, links)
        self.starts = np.where(self.recorded, starts, of_program[links.indices, 0])
        self.ends = np.where(self.recorded, ends, of_program[links.indices, 1])
        self.dated = self.starts != NO_DATE
        self.year = links.columns.get("fiscal_year", np.full(links.count, UNKNOWN, np.int32))

    def overlap(self, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return which pairs overlap in days, or, where a period is unknown, in the fiscal year.

        A program may go on for years: where its period stands for that of a participation, two
        different fiscal years on record do not overlap.
        """
        one, other = self.year[first], self.year[second]
        known = (one != UNKNOWN) & (other != UNKNOWN)
        days = (self.starts[first] <= self.ends[second]) & (self.starts[second] <= self.ends[first])
        days &= (self.recorded[first] & self.recorded[second]) | ~known | (one == other)
        return np.where(self.dated[first] & self.dated[second], days, known & (one == other))

    def days(self, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return on how many days both went on; `UNKNOWN` where a period is."""
        until = np.minimum(self.ends[first], self.ends[second]).astype(np.int64)
        days = until - np.maximum(self.starts[first], self.starts[second]) + 1
        return np.where(self.dated[first] & self.dated[second], days, UNKNOWN).astype(np.int32)


class _Services:
    """Which services each participation brought: those recorded, else those its program offers."""

    def __init__(self, ecosystem: Ecosystem, links: Links) -> None:
        labels = links.labels.get("services")
        recorded = labels.vocabulary if labels else ()
        self.names = tuple(sorted({*ecosystem.nodes("Service"), *recorded}))
        self._number = {name: number for number, name in enumerate(self.names)}
        self._links = links
        self._labels = labels
        self._renumbered = np.array([self._number[name] for name in recorded], np.int32)
        self.recorded = np.zeros(links.count, np.bool_) if labels is None else np.diff(labels.indptr) > 0
        offers = [sorted(self._offered(ecosystem, key)) for key in links.targets]
        self._indptr = np.cumsum([0, *map(len, offers)], dtype=np.int32)
        self._offers = np.array([number for found in offers for number in found], np.int32)
        self.known = self.recorded | (np.diff(self._indptr) > 0)[links.indices]

    def _offered(self, ecosystem: Ecosystem, program: str) -> set[int]:
        found = ecosystem.successors(("Program", program), "Program OFFERS Service")
        return {self._number[key] for key, _ in found}

    def shared(
        self, first: NDArray[np.int32], second: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the services that two participations share: the place of the pair, and the service."""
        width = max(len(self.names), 1)
        sides = []
        for side in (first, second):
            place, service = self._of(side)
            sides.append(np.unique(place * width + service))
        both = np.intersect1d(sides[0], sides[1], assume_unique=True)
        return both // width, both % width

    def _of(self, links: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        told = np.flatnonzero(self.recorded[links])
        untold = np.flatnonzero(~self.recorded[links])
        entries, at = spread(self._indptr, self._links.indices[links[untold]])
        places, services = [untold[at]], [self._offers[entries].astype(np.int64)]
        if self._labels is not None:
            entries, at = spread(self._labels.indptr, links[told])
            places.append(told[at])
            services.append(self._renumbered[self._labels.indices[entries]].astype(np.int64))
        return np.concatenate(places), np.concatenate(services)


def _dates(links: Links, name: str) -> NDArray[np.int32]:
    unknown = np.full(links.count, NO_DATE, np.int32)
    return np.asarray(links.columns.get(name, unknown), np.int32)


def _program_days(ecosystem: Ecosystem, links: Links) -> NDArray[np.int32]:
    """Return the first and the last day of each program (programs x 2), in days since 1970."""
    days = np.full((len(links.targets), 2), NO_DATE, np.int32)
    for number, key in enumerate(links.targets):
        node = ecosystem.institutions.nodes["Program", key]
        starts, ends = node.get("starts_on"), node.get("ends_on")
        if starts is not None and ends is not None and starts <= ends:
            days[number] = np.array([starts, ends], "datetime64[D]").astype(np.int32)
    return days


def _cases(
    links: Links,
    periods: _Periods,
    services: _Services,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    service: NDArray[np.int64],
) -> tuple[NDArray[np.generic], ...]:
    days = periods.days(first, second)
    recorded = periods.recorded[first] & periods.recorded[second]
    recorded &= services.recorded[first] & services.recorded[second]
    basis = np.where(days == UNKNOWN, 2, np.where(recorded, 0, 1)).astype(np.int8)
    enterprise = np.searchsorted(links.indptr, first, side="right") - 1
    return enterprise.astype(np.int32), first, second, service.astype(np.int32), days, basis


def _joined(
    columns: Sequence[Sequence[NDArray[np.generic]]], names: tuple[str, ...], weakest: int
) -> DoubleService:
    kinds = (np.int32, np.int32, np.int32, np.int32, np.int32, np.int8)
    enterprise, first, second, service, days, basis = (
        np.concatenate([np.empty(0, kind), *(part[place] for part in columns)]).astype(kind)
        for place, kind in enumerate(kinds)
    )
    order = np.lexsort((service, second, first))
    order = order[basis[order] <= weakest]
    return DoubleService(
        enterprise[order], first[order], second[order], service[order], days[order], basis[order], names
    )

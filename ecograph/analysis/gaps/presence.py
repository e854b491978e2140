"""Which programs and funds are there: by what they say they cover, and by who took part.

*Nationwide* is an explicit coverage of the country. What does not say where it works may work
anywhere: it is unknown, never nowhere. Who has participants in a place is there, whatever it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import Grouping, provinces
from ecograph.analysis.support import SUPPORT, Themed
from ecograph.graph import Ecosystem

COVERS = {
    "Program": ("Program COVERS Area", "Program COVERS Corridor"),
    "FundingSource": ("FundingSource COVERS Area", "FundingSource COVERS Corridor"),
}
RUNNING = {"Program": "Agency RUNS Program", "FundingSource": "Agency MANAGES FundingSource"}
Member = tuple[str, str]


@dataclass(frozen=True)
class Presence:
    """Where programs and funds are.

    Attributes
    ----------
    members
        All programs and funds, by kind and key.
    covers
        Members x places: whether it says that it covers the place, or a part of it.
    says
        Whether it says anything of where it works.
    takes
        Members x places: whether anybody of the place took part in the period, by any status.
    reports
        Whether anybody at all is on record to have taken part in the period.
    open
        Whether it belongs to the period: of its fiscal year, of none, or with participants in it.
    agencies
        Who runs or manages it.
    edges
        What it says it covers, as relationships.
    """

    members: dict[Member, int]
    covers: NDArray[np.bool_]
    says: NDArray[np.bool_]
    takes: NDArray[np.bool_]
    reports: NDArray[np.bool_]
    open: NDArray[np.bool_]
    agencies: dict[Member, tuple[str, ...]]
    edges: dict[Member, tuple[tuple[str, str, str], ...]]

    def of(self, theme: Themed) -> NDArray[np.int64]:
        """Return the positions of what addresses a theme in the period."""
        found = np.array(sorted(self.members[member] for member in theme.members), np.int64)
        return found[self.open[found]]


def find_presence(ecosystem: Ecosystem, place: Grouping | None, year: int | None) -> Presence:
    """Return where every program and fund is; without a place, everything is in one cell."""
    keys = [(kind, key) for kind in SUPPORT for key in ecosystem.nodes(kind)]
    members = {member: at for at, member in enumerate(keys)}
    width = 1 if place is None else len(place.subjects)
    covers, says = np.zeros((len(keys), width), np.bool_), np.zeros(len(keys), np.bool_)
    edges: dict[Member, list[tuple[str, str, str]]] = {}
    agencies: dict[Member, list[str]] = {}
    reach_of = _Extents(ecosystem, place)
    for kind in (kind for kinds in COVERS.values() for kind in kinds):
        for source, target, _ in ecosystem.edges(kind):
            covers[members[source]] |= reach_of(target)
            says[members[source]] = True
            edges.setdefault(source, []).append((kind, source[1], target[1]))
    for agency, member, _ in ecosystem.edges(*RUNNING.values()):
        agencies.setdefault(member, []).append(agency[1])
    takes, reports = _participation(ecosystem, members, place, year)
    stated = [ecosystem.institutions.nodes[member].get("fiscal_year") for member in keys]
    of_year = np.array([year is None or when in (None, year) for when in stated], np.bool_)
    return Presence(
        members,
        covers,
        says,
        takes,
        reports,
        of_year | reports,
        {member: tuple(sorted(found)) for member, found in agencies.items()},
        {member: tuple(sorted(found)) for member, found in edges.items()},
    )


class _Extents:
    """The places that a covered area or corridor extends over, each looked up once."""

    def __init__(self, ecosystem: Ecosystem, place: Grouping | None) -> None:
        self.place = place
        nodes = ecosystem.institutions.nodes(data=True)
        self.countries = {node for node, data in nodes if data.get("level") == "country"}
        self.known: dict[Member, NDArray[np.bool_]] = {}
        self.above: dict[Member, set[str]] = {}
        of = provinces(ecosystem)
        for area, province in of.items():
            for around in {*ecosystem.ancestors("Area", area), area}:
                self.above.setdefault(("Area", around), set()).add(province)
        for (_, area), target, _ in ecosystem.edges("Area IN_CORRIDOR Corridor"):
            if area in of:
                self.above.setdefault(target, set()).add(of[area])

    def __call__(self, target: Member) -> NDArray[np.bool_]:
        if target not in self.known:
            width = 1 if self.place is None else len(self.place.subjects)
            found = np.zeros(width, np.bool_)
            if self.place is None or target in self.countries:
                found[:] = True
            else:
                cells = {self.place.area_cells[province] for province in self.above.get(target, ())}
                subjects = enumerate(self.place.subjects)
                own = [at for at, subject in subjects if (subject.kind, subject.key) == target]
                found[sorted({*cells, *own})] = True
            self.known[target] = found
        return self.known[target]


def _participation(
    ecosystem: Ecosystem, members: dict[Member, int], place: Grouping | None, year: int | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who has participants where (members x places), and who has any, in the period."""
    width = 1 if place is None else len(place.subjects)
    takes = np.zeros((len(members), width), np.bool_)
    for kind, link_kind in SUPPORT.items():
        links = ecosystem.smes.links[link_kind]
        if not links.count:
            continue
        codes = links.indices * np.int32(width)
        if place is not None:
            codes = codes + np.repeat(place.codes, links.degrees)
        if year is not None:
            codes = codes[links.columns["fiscal_year"] == year]
        seen = np.bincount(codes, minlength=len(links.targets) * width).reshape(-1, width) > 0
        rows = np.array([members.get((kind, key), -1) for key in links.targets], np.int64)
        takes[rows[rows >= 0]] = seen[rows >= 0]
    return takes, np.asarray(takes.any(axis=1), np.bool_)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a theme's programs and funds stand how to each place; arrays with one entry a place.

    `there` by word or by participants, `reporting` of these that have participants anywhere,
    `unsaid` that do not say where they work and have nobody here, `elsewhere` the rest.
    """

    there: NDArray[np.int64]
    reporting: NDArray[np.int64]
    unsaid: NDArray[np.int64]
    elsewhere: NDArray[np.int64]


def standing(presence: Presence, members: Sequence[int] | NDArray[np.int64]) -> Standing:
    """Return how the members of a theme stand to each place."""
    chosen = np.asarray(members, np.int64)
    there = presence.covers[chosen] | presence.takes[chosen]
    unsaid = ~there & ~presence.says[chosen][:, None]
    return Standing(
        there.sum(axis=0),
        (there & presence.reports[chosen][:, None]).sum(axis=0),
        unsaid.sum(axis=0),
        (~there & ~unsaid).sum(axis=0),
    )

"""Where programs and funds are: for each location of enterprises yes, no, or not to be said.

What says where it works is held to its word; *nationwide* is an explicit coverage of the country.
What does not say may work anywhere: it is undetermined, but where enterprises of the province took
part in it, it is there.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import COVERS
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.grouping import Grouping, group
from ecograph.analysis.support import NO, SUPPORT, UNDETERMINED, YES
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN

Answers = NDArray[np.int8]
"""`NO`, `UNDETERMINED` or `YES`, in this order: the least is what all say, the greatest what any does."""
IN_CORRIDOR, PART_OF = "Area IN_CORRIDOR Corridor", "Area PART_OF Area"
PLACED = (*(kind for kinds in COVERS.values() for kind in kinds), IN_CORRIDOR, PART_OF)
"""The kinds of relationship that say where something is."""


def locate(
    ecosystem: Ecosystem, relations: Relations, members: Sequence[NodeId], year: int | None
) -> tuple[Answers, NDArray[np.bool_]]:
    """Return where members are, and which of them say so.

    The first is members x locations: the targets of `SME LOCATED_IN Area`, and last that of
    enterprises without one, so that position -1 finds it.

    Parameters
    ----------
    relations
        With the kinds of `PLACED`.
    """
    extents = Extents(ecosystem, relations)
    found = np.array([extents.of(member) for member in members], np.int8).reshape(-1, extents.width)
    says = np.array([extents.says(member) for member in members], np.bool_)
    silent = np.flatnonzero(~says)
    if len(silent):
        found[silent] = np.maximum(found[silent], _taking(ecosystem, members, silent, year))
    return found, says


def cells_of(ecosystem: Ecosystem, place: Grouping) -> NDArray[np.int32]:
    """Return the cell of each location, that of enterprises without one last."""
    if place.by_location is not None:
        return place.by_location
    return np.zeros(len(ecosystem.smes.links["SME LOCATED_IN Area"].targets) + 1, np.int32)


class Extents:
    """The locations of enterprises that institutions extend over, each stated place looked up once."""

    def __init__(self, ecosystem: Ecosystem, relations: Relations) -> None:
        self._relations = relations
        areas = ecosystem.smes.links["SME LOCATED_IN Area"].targets
        self.width = len(areas) + 1
        self._around = [{area, *relations.above(PART_OF, area)} for area in areas]
        self._areas = areas
        nodes = ecosystem.institutions.nodes
        countries = [key for key in ecosystem.nodes("Area") if nodes["Area", key].get("level") == "country"]
        self._country = countries[0] if len(countries) == 1 else None
        self._partly = {
            (source[1], target[1])
            for source, target, edge in ecosystem.edges(IN_CORRIDOR)
            if edge.get("extent") == "part"
        }
        self._known: dict[NodeId, Answers] = {}

    def says(self, member: NodeId) -> bool:
        """Return whether a program or fund says where it works."""
        return any(member[1] in self._relations.targets[kind] for kind in COVERS[member[0]])

    def of(self, member: NodeId) -> Answers:
        """Return what a program or fund says of each location, that of enterprises without one last."""
        stated = [
            (kind.rpartition(" ")[2], key)
            for kind in COVERS[member[0]]
            for key in self._relations.targets[kind].get(member[1], ())
        ]
        return self.within(stated)

    def within(self, places: Sequence[NodeId]) -> Answers:
        """Return whether each location lies in one of some areas and corridors; all is
        `UNDETERMINED` without any.
        """
        if not places:
            return np.full(self.width, UNDETERMINED)
        found: Answers = np.maximum.reduce([self._within(place) for place in places])
        return found

    def _within(self, place: NodeId) -> Answers:
        if place not in self._known:
            kind, key = place
            if kind == "Area":
                found = self._area(key)
            else:
                found = np.full(self.width, NO)
                for area in self._relations.sources[IN_CORRIDOR].get(key, ()):
                    most = UNDETERMINED if (area, key) in self._partly else YES
                    np.maximum(found, np.minimum(self._area(area), most), out=found)
            # Where an enterprise of unknown location is, nobody knows.
            found[-1] = YES if place == ("Area", self._country) else UNDETERMINED
            self._known[place] = found
        return self._known[place]

    def _area(self, key: str) -> Answers:
        if key == self._country:
            return np.full(self.width, YES)
        around = self._relations.above(PART_OF, key)
        answers = [
            YES if key in above else UNDETERMINED if area in around else NO
            for area, above in zip(self._areas, self._around, strict=True)
        ]
        return np.array([*answers, UNDETERMINED], np.int8)


def _taking(
    ecosystem: Ecosystem, members: Sequence[NodeId], silent: NDArray[np.int64], year: int | None
) -> Answers:
    """Return `YES` where enterprises of a location's province took part, by any status; else `NO`.

    Only links with the silent members are counted.
    """
    provinces = group(ecosystem, "area", "")
    cell_of, width = cells_of(ecosystem, provinces), len(provinces.subjects)
    takes = np.zeros((len(silent), width), np.bool_)
    at = {members[row]: place for place, row in enumerate(silent.tolist())}
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        rows = np.array([at.get((kind, key), UNKNOWN) for key in links.targets], np.int64)
        if not links.count or (rows == UNKNOWN).all():
            continue
        chosen = np.flatnonzero((rows != UNKNOWN)[links.indices])
        if year is not None:
            chosen = chosen[links.columns["fiscal_year"][chosen] == year]
        who = np.searchsorted(links.indptr, chosen, side="right") - 1
        takes[rows[links.indices[chosen]], provinces.codes[who]] = True
    # Where enterprises of unknown place are, nobody knows.
    takes[:, -1] = False
    return np.where(takes[:, cell_of], YES, NO).astype(np.int8)

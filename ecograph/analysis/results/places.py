"""In which corridor programs say that they work: one, several, the whole country, outside, not on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecograph.analysis.gaps.extents import IN_CORRIDOR, PLACED
from ecograph.analysis.gaps.extents import PART_OF as AREA_PART_OF
from ecograph.analysis.gaps.presence import COVERS
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.grouping import OUTSIDE, provinces, schemes
from ecograph.analysis.results.measurements import PART_OF
from ecograph.errors import AnalysisError
from ecograph.findings import Subject
from ecograph.graph import Ecosystem
from ecograph.model import Text

SEVERAL, NATIONWIDE, BEYOND, UNSAID = "*several", "*nationwide", "*outside", "*unsaid"
"""Cells that are no corridor; the last is that of programs that do not say where they work."""
WORDS: Mapping[str, Text] = {
    SEVERAL: Text("Several corridors, or a part of one", "หลายระเบียง หรือเพียงบางส่วน"),
    NATIONWIDE: Text("The whole country", "ทั่วประเทศ"),
    BEYOND: OUTSIDE,
    UNSAID: Text("Where it works is not on record", "ไม่ทราบพื้นที่ดำเนินการ"),
}


@dataclass(frozen=True)
class Places:
    """The corridor of each program, as it says itself, or else as what it is part of says.

    Attributes
    ----------
    corridors
        Those of the scheme.
    provinces
        The province of every area that is one or lies in one.
    cells
        By province the corridor that it lies in as a whole; `SEVERAL` where it lies in two, or in one
        with a part of it. One in no corridor is not here.
    """

    ecosystem: Ecosystem
    relations: Relations
    corridors: tuple[str, ...]
    provinces: Mapping[str, str]
    cells: Mapping[str, str]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The corridors, and after them what is no corridor."""
        named = [Subject("Corridor", key, self.ecosystem.name("Corridor", key)) for key in self.corridors]
        return (*named, *(Subject("Corridor", key, name) for key, name in WORDS.items()))

    def of(self, program: str) -> str:
        """Return the corridor that a program works in, or the cell that stands for what is none."""
        own = set(self._stated(program))
        if not own:
            wholes = self.relations.above(PART_OF, program)
            own = {cell for whole in wholes for cell in self._stated(whole)}
        if NATIONWIDE in own:
            return NATIONWIDE
        return next(iter(own), UNSAID) if len(own) < 2 else SEVERAL  # noqa: PLR2004

    def _stated(self, program: str) -> Iterator[str]:
        """Yield the cells of all places that a program names."""
        areas, corridors = (self.relations.targets[kind].get(program, ()) for kind in COVERS["Program"])
        for area in areas:
            yield from self._area(area)
        for corridor in corridors:
            if corridor in self.corridors:
                yield corridor
            else:
                for area in self.relations.sources[IN_CORRIDOR].get(corridor, ()):
                    yield from self._area(area)

    def _area(self, key: str) -> Iterator[str]:
        if self.ecosystem.institutions.nodes["Area", key].get("level") == "country":
            yield NATIONWIDE
            return
        around = self.provinces.get(key)
        inside = [around] if around else self.relations.below(AREA_PART_OF, key)
        yield from (self.cells.get(each, BEYOND) for each in inside if self.provinces.get(each) == each)


def find_places(ecosystem: Ecosystem, scheme: str) -> Places:
    """Return where programs work, by the corridors of a scheme.

    Raises
    ------
    AnalysisError
        When there is no such scheme of corridors.
    """
    nodes = ecosystem.institutions.nodes
    corridors = tuple(
        key for key in ecosystem.nodes("Corridor") if nodes["Corridor", key].get("scheme") == scheme
    )
    if not corridors:
        raise AnalysisError(
            f"There are no corridors of the scheme {scheme!r} in the store.",
            f"There are: {', '.join(schemes(ecosystem, 'Corridor')) or 'none; load some first'}.",
        )
    cells: dict[str, str] = {}
    for (_, area), (_, corridor), edge in ecosystem.edges(IN_CORRIDOR):
        if corridor in corridors:
            whole = edge.get("extent") != "part" and area not in cells
            cells[area] = corridor if whole else SEVERAL
    relations = find_relations(ecosystem, (PART_OF, *PLACED))
    return Places(ecosystem, relations, corridors, provinces(ecosystem), cells)

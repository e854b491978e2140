"""Enterprises counted once, for every question about cells that may follow.

One pass over the enterprises for each theme gives the counts of every combination of place, size
class and industry section that exists. All else (other groupings, areas, strata, leaving out the
capital) is a sum over these few thousand rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import Grouping, group
from ecograph.analysis.question import PLACES, of_industry
from ecograph.analysis.statistics.shortfall import Counts
from ecograph.analysis.support import LARGE, UNDETERMINED, YES, Themed, all_rules, eligible, reached
from ecograph.errors import AnalysisError
from ecograph.findings import Subject
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import Confidence, Text


@dataclass(frozen=True)
class Tally:
    """The counts of themes by place, area, size class and industry section.

    Attributes
    ----------
    place, areas, industry
        The groupings whose cells the rows name: the places asked for (None where no place is), the
        provinces, the sections.
    cell, area, size, section
        For each row its position in these; the last of each is the unknown.
    enterprises, active
        How many there are in each row, whoever they are; those among them that are active and not large.
    eligible, reached, undetermined
        Themes x rows: who could be reached, who of these was, and of whom it is not known.
    """

    place: Grouping | None
    areas: Grouping
    industry: Grouping
    cell: NDArray[np.int64]
    area: NDArray[np.int64]
    size: NDArray[np.int64]
    section: NDArray[np.int64]
    enterprises: NDArray[np.int64]
    active: NDArray[np.int64]
    eligible: NDArray[np.int64]
    reached: NDArray[np.int64]
    undetermined: NDArray[np.int64]

    def take(self, rows: NDArray[np.bool_]) -> "Tally":
        """Return only some of the rows."""
        return replace(
            self,
            cell=self.cell[rows],
            area=self.area[rows],
            size=self.size[rows],
            section=self.section[rows],
            enterprises=self.enterprises[rows],
            active=self.active[rows],
            eligible=self.eligible[:, rows],
            reached=self.reached[:, rows],
            undetermined=self.undetermined[:, rows],
        )


def count_enterprises(
    ecosystem: Ecosystem,
    themes: Sequence[Themed],
    *,
    place: str = "",
    scheme: str = "",
    industry: str = "",
    year: int | None = None,
    everyone: bool = False,
    locations: Sequence[NDArray[np.int32] | None] = (None,),
) -> list[Tally]:
    """Return the counts of themes, for each way to locate enterprises; each counts once, in one row.

    Parameters
    ----------
    place
        `corridor`, `area`, `region`, or empty where cells are no places.
    everyone
        Count all who are active and not large as eligible for every theme.
    locations
        For each way, every enterprise's place as a position among the targets of its location; None
        for its primary one.
    """
    places = group(ecosystem, place, scheme) if place in PLACES else None
    areas, sections = group(ecosystem, "area", scheme), group(ecosystem, "industry", scheme)
    smes = ecosystem.smes
    unit_of, units = _units(places, areas)
    shape = (len(units), len(SIZES) + 1, len(sections.subjects))
    sizes = np.where(smes.size_class < 0, len(SIZES), smes.size_class).astype(np.int32)
    kinds = sizes * np.int32(shape[2]) + sections.codes
    counted = of_industry(ecosystem, industry) if industry else None
    length = int(np.prod(shape))
    bases = []
    for location in locations:
        base = unit_of[smes.area if location is None else location] * np.int32(shape[1] * shape[2]) + kinds
        base = base if counted is None else np.where(counted, base, length)
        bases.append(base.astype(np.int32) * np.int32(ANSWERS))
    tables = np.zeros((len(locations), 3, len(themes), length), np.int64)
    rules = all_rules(ecosystem)
    anyone = np.where(smes.active(year) & (smes.size_class != LARGE), YES, 0).astype(np.int8)
    for at, (theme, helped) in enumerate(zip(themes, reached(ecosystem, list(themes), year), strict=True)):
        answers = (anyone if everyone else eligible(ecosystem, theme, year, rules)) * np.int8(2) + helped
        for way, base in enumerate(bases):
            tables[way, :, at] = _split(base + answers, length)
    return [
        _tally((places, areas, sections), units, shape, base, anyone, table)
        for base, table in zip(bases, tables, strict=True)
    ]


ANSWERS = 6
"""Not, perhaps or certainly eligible, times reached or not."""


def _split(codes: NDArray[np.int32], length: int) -> NDArray[np.int64]:
    """Return eligible, reached and undetermined from the codes of enterprises (3 x rows)."""
    found = np.bincount(codes, minlength=(length + 1) * ANSWERS).reshape(-1, ANSWERS)[:length]
    yes, unsure = 2 * int(YES), 2 * int(UNDETERMINED)
    return np.stack(
        [found[:, yes] + found[:, yes + 1], found[:, yes + 1], found[:, unsure] + found[:, unsure + 1]]
    )


def _tally(
    groupings: tuple[Grouping | None, Grouping, Grouping],
    units: NDArray[np.int64],
    shape: tuple[int, int, int],
    base: NDArray[np.int32],
    anyone: NDArray[np.int8],
    table: NDArray[np.int64],
) -> Tally:
    """Return the rows that have enterprises."""
    length = table.shape[-1]
    found = np.bincount(base + anyone, minlength=(length + 1) * ANSWERS).reshape(-1, ANSWERS)[:length]
    enterprises, active = found.sum(axis=1), found[:, int(YES)]
    rows = np.flatnonzero(enterprises)
    unit, size, section = np.unravel_index(rows, shape)
    cell, area = np.divmod(units[unit], len(groupings[1].subjects))
    return Tally(*groupings, cell, area, size, section, enterprises[rows], active[rows], *table[:, :, rows])


def _units(places: Grouping | None, areas: Grouping) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return for each location the number of its combination of place and area, and what each combines."""
    of_area = areas.by_location
    if of_area is None:
        raise AnalysisError("Provinces are not places.", "This is a fault of the program.")
    of_place = np.zeros_like(of_area) if places is None or places.by_location is None else places.by_location
    pairs = of_place.astype(np.int64) * len(areas.subjects) + of_area
    units, unit_of = np.unique(pairs, return_inverse=True)
    return unit_of.astype(np.int32), units


def with_figures(ecosystem: Ecosystem, tally: Tally) -> Tally:
    """Return the counts with the population figures of provinces as those who could be reached.

    The figures are micro, small and medium enterprises, of all industries. A province that states
    none has none: its cell cannot be tested.

    Raises
    ------
    AnalysisError
        When no province states a figure.
    """
    place = tally.place
    rows: list[tuple[int, int, int, int]] = []
    for position, subject in enumerate(tally.areas.subjects):
        node = ecosystem.institutions.nodes.get((subject.kind, subject.key), {})
        cell = 0 if place is None else place.area_cells.get(subject.key, len(place.subjects) - 1)
        for size, name in enumerate(SIZES[:LARGE]):
            stated = node.get(f"enterprises_{name}")
            if stated is not None:
                rows.append((cell, position, size, int(stated)))
    if not rows:
        raise AnalysisError(
            "No area in the store has population figures.", "Load them, or use --population smes."
        )
    cell, area, size, figure = np.array(rows, np.int64).T
    sections = len(tally.industry.subjects) - 1
    themes, stated = len(tally.eligible), len(rows)
    nothing = np.zeros((themes, stated), np.int64)
    return replace(
        tally,
        cell=np.concatenate([tally.cell, cell]),
        area=np.concatenate([tally.area, area]),
        size=np.concatenate([tally.size, size]),
        section=np.full(len(tally.cell) + stated, sections),
        enterprises=np.concatenate([tally.enterprises, np.zeros(stated, np.int64)]),
        active=np.concatenate([np.zeros_like(tally.active), figure]),
        eligible=np.concatenate([np.zeros_like(tally.eligible), np.tile(figure, (themes, 1))], axis=1),
        reached=np.concatenate([tally.reached, nothing], axis=1),
        undetermined=np.concatenate([np.zeros_like(tally.undetermined), nothing], axis=1),
    )


@dataclass(frozen=True)
class Cells:
    """What the rows of a tally are grouped into, and the strata that they are compared in.

    Attributes
    ----------
    subjects
        What each cell is about.
    of, stratum
        For each row its cell and its stratum.
    places
        For each cell the position of its place.
    averaged
        Whether cells are sets of areas.
    strata
        The labels of the strata.
    """

    subjects: tuple[tuple[Subject, ...], ...]
    of: NDArray[np.int64]
    places: NDArray[np.int64]
    stratum: NDArray[np.int64]
    strata: tuple[str, ...]
    averaged: bool
    confidence: Confidence
    caveats: tuple[Text, ...]

    def __len__(self) -> int:
        return len(self.subjects)


def make_cells(ecosystem: Ecosystem, tally: Tally, by: Sequence[str], *, sizes: bool = True) -> Cells:
    """Return the cells of a grouping, and its strata: size class and section, but for what cells are made of.

    Cells that are places are compared within size class and section even where they are split by
    these: the same industry elsewhere is what an industry of a corridor is held against. Without
    `sizes` there is one stratum: for figures of which some of the reached have no size class.
    """
    dimensions = [dimension for dimension in by if dimension != "theme"]
    size = group(ecosystem, "size", "")
    columns = {"industry": (tally.industry, tally.section), "size": (size, tally.size)}
    of = np.zeros(len(tally.cell), np.int64)
    places = np.zeros(1, np.int64)
    used: list[Grouping] = []
    for dimension in dimensions:
        grouping, codes = columns.get(dimension, (tally.place, tally.cell))
        if grouping is None:
            raise AnalysisError(f"{dimension!r} was not counted.", "This is a fault of the program.")
        used.append(grouping)
        of = of * len(grouping.subjects) + codes
        step = np.arange(len(grouping.subjects)) * (grouping is tally.place)
        places = (places[:, None] + step[None, :]).ravel()
    averaged = tally.place is not None
    kept = {
        name: columns[name] for name in ("size", "industry") if sizes and (averaged or name not in dimensions)
    }
    stratum, labels = np.zeros(len(tally.cell), np.int64), [""]
    for grouping, codes in kept.values():
        stratum = stratum * len(grouping.subjects) + codes
        names = [subject.key or "?" for subject in grouping.subjects]
        labels = [f"{label} × {name}" if label else name for label, name in product(labels, names)]
    return Cells(
        subjects=tuple(product(*(grouping.subjects for grouping in used))),
        of=of,
        places=places,
        stratum=stratum,
        strata=tuple(labels),
        averaged=averaged,
        confidence=max((grouping.confidence for grouping in used), key=lambda label: label.rank),
        caveats=tuple(dict.fromkeys(text for grouping in used for text in grouping.caveats)),
    )


def counts_of(tally: Tally, cells: Cells, theme: int) -> Counts:
    """Return the counts of one theme as statistics take them."""
    total, count = tally.eligible[theme].astype(np.float64), tally.reached[theme].astype(np.float64)
    return Counts(cells.of, tally.area, cells.stratum, total, count)

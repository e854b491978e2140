"""Enterprises in cells: each counted once, the unknown in a cell of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.findings import Subject
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, Confidence, Text

OUTSIDE = Text("Outside every corridor", "นอกระเบียง")
NO_LOCATION = Text("Location unknown", "ไม่ทราบที่ตั้ง")
NO_INDUSTRY = Text("Industry unknown", "ไม่ทราบอุตสาหกรรม")
NO_SIZE = Text("Size unknown", "ไม่ทราบขนาด")


@dataclass(frozen=True)
class Grouping:
    """A partition of the enterprises.

    Attributes
    ----------
    subjects
        The cells. One that is no node (unknown, outside) has an empty or starred key.
    codes
        int32, for each enterprise the position of its cell in `subjects`.
    area_cells
        For a grouping by place, the cell of each province by its key; else empty.
    confidence
        The weakest confidence of what puts an enterprise into a cell.
    caveats
        What a reader must know about the cells.
    by_location
        For a grouping by place, the cell of each target of `SME LOCATED_IN Area`, and last that of an
        unknown one (so that position -1 finds it); else None.
    """

    subjects: tuple[Subject, ...]
    codes: NDArray[np.int32]
    area_cells: Mapping[str, int]
    confidence: Confidence
    caveats: tuple[Text, ...] = ()
    by_location: NDArray[np.int32] | None = None


def group(ecosystem: Ecosystem, dimension: str, scheme: str) -> Grouping:
    """Return the enterprises grouped along one dimension of `DIMENSIONS`.

    Raises
    ------
    AnalysisError
        When there is no such dimension, or no such scheme of corridors or regions.
    """
    if dimension not in DIMENSIONS:
        raise AnalysisError(
            f"{dimension!r} is not something to group by.", f"There are: {', '.join(DIMENSIONS)}, theme."
        )
    return DIMENSIONS[dimension](ecosystem, scheme)


def provinces(ecosystem: Ecosystem) -> dict[str, str]:
    """Return the province of every area that is one or lies in one, by the keys of both."""
    network = ecosystem.institutions
    level = {key: network.nodes["Area", key].get("level") for key in ecosystem.nodes("Area")}
    parents: dict[str, set[str]] = {}
    for (_, area), (_, around), edge in network.out_edges([("Area", key) for key in level], data=True):
        if edge["kind"] == "Area PART_OF Area":
            parents.setdefault(area, set()).add(around)
    found: dict[str, str] = {}
    for key in level:
        lineage, waiting = {key}, [key]
        while waiting:
            further = parents.get(waiting.pop(), set()) - lineage
            lineage |= further
            waiting += further
        above = [area for area in lineage if level.get(area) == "province"]
        if above:
            found[key] = min(above)
    return found


def schemes(ecosystem: Ecosystem, kind: str) -> list[str]:
    """Return the schemes that corridors (or regions, for `Area`) come in."""
    nodes = ecosystem.institutions.nodes(data=True)
    return sorted(
        {str(data["scheme"]) for (node_kind, _), data in nodes if node_kind == kind and data.get("scheme")}
    )


def _by_area(ecosystem: Ecosystem, _: str) -> Grouping:
    keys = sorted(set(provinces(ecosystem).values()))
    return _by_place(ecosystem, {key: key for key in keys}, [("Area", key) for key in keys], Confidence.READ)


def _by_region(ecosystem: Ecosystem, scheme: str) -> Grouping:
    network = ecosystem.institutions
    regions = [key for key in ecosystem.nodes("Area") if network.nodes["Area", key].get("level") == "region"]
    named = schemes(ecosystem, "Area")
    wanted = (
        scheme
        if scheme in named
        else (named[-1] if scheme in ("", *schemes(ecosystem, "Corridor")) and named else scheme)
    )
    regions = [key for key in regions if network.nodes["Area", key].get("scheme") == wanted]
    if not regions:
        raise _no_scheme(wanted, named, "regions")
    region_of = {}
    for province in set(provinces(ecosystem).values()):
        above = sorted(ecosystem.ancestors("Area", province) & set(regions))
        if above:
            region_of[province] = above[0]
    return _by_place(ecosystem, region_of, [("Area", key) for key in regions], Confidence.READ)


def _by_corridor(ecosystem: Ecosystem, scheme: str) -> Grouping:
    network = ecosystem.institutions
    corridors = [
        key for key in ecosystem.nodes("Corridor") if network.nodes["Corridor", key].get("scheme") == scheme
    ]
    if not corridors:
        raise _no_scheme(scheme, schemes(ecosystem, "Corridor"), "corridors")
    corridor_of: dict[str, str] = {}
    weakest, partial, shared = Confidence.READ, False, False
    for (_, area), (_, corridor), edge in ecosystem.edges("Area IN_CORRIDOR Corridor"):
        if corridor in corridors:
            shared |= area in corridor_of and corridor_of[area] != corridor
            corridor_of[area] = min(corridor, corridor_of.get(area, corridor))
            partial |= edge.get("extent") == "part"
            weakest = max(weakest, edge["confidence"], key=lambda confidence: confidence.rank)
    caveats = []
    if partial:
        caveats.append(PARTIAL)
    if shared:
        caveats.append(SHARED)
    subjects = [("Corridor", key) for key in corridors]
    return _by_place(ecosystem, corridor_of, subjects, weakest, tuple(caveats), outside=OUTSIDE)


PARTIAL = Text(
    "A zone of this scheme takes up only a part of its province; enterprises are counted by province.",
    "เขตในชุดนี้ครอบคลุมเพียงบางส่วนของจังหวัด แต่นับวิสาหกิจทั้งจังหวัด",
)
SHARED = Text(
    "An area lies in several corridors of this scheme; it is counted in the first by name.",
    "มีพื้นที่ที่อยู่ในหลายระเบียงของชุดนี้ จึงนับในระเบียงแรกตามรหัส",
)


def _by_place(
    ecosystem: Ecosystem,
    cell_of: Mapping[str, str],
    cells: list[tuple[str, str]],
    weakest: Confidence,
    caveats: tuple[Text, ...] = (),
    outside: Text = NO_LOCATION,
) -> Grouping:
    """Group by the cell that an enterprise's area, or the nearest area around it, belongs to.

    `cell_of` gives the cells of areas. The last two cells are `outside`, for areas with a province
    and no cell, and the unknown; where `outside` is the unknown, there is one.
    """
    located = ecosystem.smes.links["SME LOCATED_IN Area"]
    number = {key: position for position, (_, key) in enumerate(cells)}
    province = provinces(ecosystem)
    apart = outside is not NO_LOCATION
    unknown = len(cells) + apart
    by_area = np.full(len(located.targets) + 1, unknown, np.int32)
    for position, area in enumerate(located.targets):
        around = [cell_of[key] for key in (area, province.get(area, "")) if key in cell_of]
        if around:
            by_area[position] = number[around[0]]
        elif area in province:
            by_area[position] = len(cells) if apart else unknown
    subjects = [Subject(kind, key, ecosystem.name(kind, key)) for kind, key in cells]
    subjects += [Subject(cells[0][0] if cells else "Area", "*outside", outside)] * apart
    subjects.append(Subject(cells[0][0] if cells else "Area", "", NO_LOCATION))
    area_cells = {
        key: number[cell_of[key]] if key in cell_of else (len(cells) if apart else unknown)
        for key in sorted(set(province.values()))
    }
    confidence = max(weakest, located.weakest or Confidence.READ, key=lambda label: label.rank)
    codes = by_area[ecosystem.smes.area]
    return Grouping(tuple(subjects), codes, area_cells, confidence, caveats, by_area)


def _by_industry(ecosystem: Ecosystem, _: str) -> Grouping:
    operating = ecosystem.smes.links["SME OPERATES_IN Industry"]
    level = {
        key: ecosystem.institutions.nodes["Industry", key].get("level") for key in ecosystem.nodes("Industry")
    }
    sections = [key for key, name in level.items() if name == "section"]
    number = {key: position for position, key in enumerate(sections)}
    by_industry = np.full(len(operating.targets) + 1, len(sections), np.int32)
    for position, industry in enumerate(operating.targets):
        above = sorted(ecosystem.ancestors("Industry", industry) & number.keys())
        if above:
            by_industry[position] = number[above[0]]
    subjects = [Subject("Industry", key, ecosystem.name("Industry", key)) for key in sections]
    subjects.append(Subject("Industry", "", NO_INDUSTRY))
    codes = by_industry[ecosystem.smes.industry]
    return Grouping(tuple(subjects), codes, {}, operating.weakest or Confidence.READ)


def _by_size(ecosystem: Ecosystem, _: str) -> Grouping:
    choices = MODEL.node("SME").property("size_class").choices
    subjects = [Subject("size class", choice.value, choice.label) for choice in choices]
    subjects.append(Subject("size class", "", NO_SIZE))
    codes = np.where(ecosystem.smes.size_class < 0, len(SIZES), ecosystem.smes.size_class).astype(np.int32)
    return Grouping(tuple(subjects), codes, {}, Confidence.READ)


def _no_scheme(scheme: str, there: list[str], what: str) -> AnalysisError:
    near = get_close_matches(scheme, there, n=1, cutoff=0.5)
    hint = (
        f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(there) or 'none; load some first'}."
    )
    return AnalysisError(f"There are no {what} of the scheme {scheme!r} in the store.", hint)


DIMENSIONS: Mapping[str, Callable[[Ecosystem, str], Grouping]] = {
    "corridor": _by_corridor,
    "area": _by_area,
    "region": _by_region,
    "industry": _by_industry,
    "size": _by_size,
}
"""What enterprises can be grouped by; each counts every enterprise once."""

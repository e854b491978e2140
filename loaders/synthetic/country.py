"""What the generator takes from a country: places with counts, corridors, industries, themes, services."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import SourceError
from ecograph.model import MODEL, WEAKEST_ANALYSED, Text
from ecograph.store import Export, GraphStore

SIZES = MODEL.node("SME").property("size_class").values
"""Size classes in the order of their codes."""
PREFIX = "SYN-"
"""What every made-up identifier begins with."""
KINDS = (
    "Area",
    "Corridor",
    "Industry",
    "Theme",
    "Service",
    "Need",
    "Program",
    "FundingSource",
    "Indicator",
    "Area IN_CORRIDOR Corridor",
    "Industry PART_OF Industry",
    "Need ANSWERED_BY Service",
    "Program OFFERS Service",
    "Program ADDRESSES Theme",
    "FundingSource ADDRESSES Theme",
    "Program COVERS Corridor",
    "Theme PART_OF Theme",
)
NEEDS = 64
"""Needs are kept as the bits of one number; a country's needs past these are left unused."""


@dataclass(frozen=True)
class Country:
    """The facts of a country that a made-up nation rests on, all in the order of their keys.

    Attributes
    ----------
    area
        The key of the country among areas; empty where there is none.
    provinces, counts
        Provinces with counts, and int64 (provinces x sizes) the enterprises they have.
    corridors, corridor_of
        The corridors of one scheme, and for each province its corridor; `len(corridors)` for one
        outside every corridor. A province in two counts in the first, as analyses count it.
    industries, codes, sections, section_of
        What enterprises operate in, the codes, the sections above, and for each industry the
        position of its section.
    themes, programs_of, funds_of
        Themes, and how many real programs and funds address each.
    covered
        Pairs of theme and corridor (positions) that a real program is known to serve.
    services, answers
        Services that answer a need, the one that most real programs offer first, and uint64 for
        each the bits of those needs.
    needs
        Keys of needs, by bit.
    units
        Indicators, each with the units that it is measured in.
    names
        What each node is called, by kind and key.
    """

    area: str
    provinces: tuple[str, ...]
    counts: NDArray[np.int64]
    corridors: tuple[str, ...]
    corridor_of: NDArray[np.int64]
    industries: tuple[str, ...]
    codes: tuple[str, ...]
    sections: tuple[str, ...]
    section_of: NDArray[np.int64]
    themes: tuple[str, ...]
    programs_of: tuple[int, ...]
    funds_of: tuple[int, ...]
    covered: frozenset[tuple[int, int]]
    services: tuple[str, ...]
    answers: NDArray[np.uint64]
    needs: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    names: Mapping[tuple[str, str], Text]

    def name(self, kind: str, key: str) -> Text:
        """Return what a node is called."""
        return self.names[kind, key]


def read_country(country: Export | GraphStore, scheme: str = "economic") -> Country:
    """Return the facts of a country from a store, or from what one exported.

    Claims that analyses leave out for their weakness are left out here. Made-up programs and
    funds of an earlier nation count as if they were not there.

    Parameters
    ----------
    scheme
        The scheme of corridors; the first by name where the country has no such scheme.

    Raises
    ------
    SourceError
        When no province has a count of enterprises.
    """
    facts = _Facts(country.export(KINDS) if isinstance(country, GraphStore) else country)
    provinces, counts = _provinces(facts)
    corridors, corridor_of = _corridors(facts, provinces, scheme)
    industries = _industries(facts)
    section = {
        division: above
        for division, above in sorted(facts.links("Industry PART_OF Industry"), reverse=True)
        if facts.nodes["Industry"][above]["level"] == "section"
    }
    sections = sorted({section.get(key, key) for key in industries})
    themes = _themes(facts)
    programs = _addressing(facts, "Program", themes)
    funds = _addressing(facts, "FundingSource", themes)
    corridors_of: dict[str, list[int]] = {}
    for program, corridor in facts.links("Program COVERS Corridor"):
        if corridor in corridors:
            corridors_of.setdefault(program, []).append(corridors.index(corridor))
    services, answers, needs = _services(facts)
    return Country(
        area=min((key for key, row in facts.nodes["Area"].items() if row["level"] == "country"), default=""),
        provinces=provinces,
        counts=counts,
        corridors=corridors,
        corridor_of=corridor_of,
        industries=tuple(industries),
        codes=tuple(str(facts.nodes["Industry"][key]["code"]) for key in industries),
        sections=tuple(sections),
        section_of=np.array([sections.index(section.get(key, key)) for key in industries], np.int64),
        themes=themes,
        programs_of=tuple(len(programs[theme]) for theme in themes),
        funds_of=tuple(len(funds[theme]) for theme in themes),
        covered=frozenset(
            (position, corridor)
            for position, theme in enumerate(themes)
            for program in programs[theme]
            for corridor in corridors_of.get(program, ())
        ),
        services=services,
        answers=answers,
        needs=needs,
        units={key: tuple(row["units"] or ()) for key, row in sorted(facts.nodes["Indicator"].items())},
        names={
            (kind, key): Text(
                str(row["name_en"] or row["name"] or key), str(row["name"] or row["name_en"] or key)
            )
            for kind, rows in facts.nodes.items()
            for key, row in rows.items()
        },
    )


class _Facts:
    """The nodes of an export by key and its relationships as pairs of keys, without weak claims."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._keys: dict[str, dict[int, str]] = {}
        self.nodes: dict[str, dict[str, dict[str, Any]]] = {}
        for kind in KINDS:
            if " " not in kind:
                rows = [row for row in export.nodes[kind].to_pylist() if self._counts(row)]
                self._keys[kind] = {row["nid"]: row["key"] for row in rows}
                self.nodes[kind] = {row["key"]: row for row in rows}

    @staticmethod
    def _counts(row: Mapping[str, Any]) -> bool:
        made_up = str(row.get("key", "")).startswith(PREFIX)
        return row["confidence"] <= WEAKEST_ANALYSED.rank and not made_up

    def links(self, kind: str) -> Iterable[tuple[str, str]]:
        """Yield the keys of both ends of each relationship of a kind, where both ends are there."""
        source, _, target = kind.split(" ")
        for row in self._export.relationships[kind].to_pylist():
            ends = self._keys[source].get(row["source"]), self._keys[target].get(row["target"])
            if self._counts(row) and ends[0] is not None and ends[1] is not None:
                yield ends[0], ends[1]


def _provinces(facts: _Facts) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    rows = {key: row for key, row in sorted(facts.nodes["Area"].items()) if row["level"] == "province"}
    counts = np.array(
        [[row[f"enterprises_{size}"] or 0 for size in SIZES] for row in rows.values()], np.int64
    ).reshape(-1, len(SIZES))
    counted = counts.sum(axis=1) > 0
    if not counted.any():
        raise SourceError(
            "No province in the store has a count of enterprises.",
            "Load the reference facts of a country first, such as `ecograph load th-reference`.",
        )
    return tuple(key for key, keep in zip(rows, counted, strict=True) if keep), counts[counted]


def _corridors(
    facts: _Facts, provinces: tuple[str, ...], scheme: str
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    schemes = sorted({str(row["scheme"]) for row in facts.nodes["Corridor"].values()})
    if scheme not in schemes:
        scheme = schemes[0] if schemes else ""
    corridors = tuple(sorted(key for key, row in facts.nodes["Corridor"].items() if row["scheme"] == scheme))
    place = {key: position for position, key in enumerate(corridors)}
    corridor_of = np.full(len(provinces), len(corridors), np.int64)
    position = {key: number for number, key in enumerate(provinces)}
    for area, corridor in facts.links("Area IN_CORRIDOR Corridor"):
        if corridor in place and area in position:
            corridor_of[position[area]] = min(corridor_of[position[area]], place[corridor])
    return corridors, corridor_of


def _industries(facts: _Facts) -> list[str]:
    """Return the divisions of the classification; its sections where it has no divisions."""
    by_level: dict[str, list[str]] = {}
    for key, row in sorted(facts.nodes["Industry"].items()):
        by_level.setdefault(row["level"], []).append(key)
    return by_level.get("division") or by_level.get("section") or []


def _themes(facts: _Facts) -> tuple[str, ...]:
    """Return the policy areas; where a country names none, the themes that are part of no other."""
    nodes = facts.nodes["Theme"]
    areas = [key for key, row in nodes.items() if row["level"] == "area"]
    parts = {part for part, _ in facts.links("Theme PART_OF Theme")}
    return tuple(sorted(areas or set(nodes) - parts))


def _addressing(facts: _Facts, kind: str, themes: tuple[str, ...]) -> dict[str, set[str]]:
    """Return the programs, or funds, that address each theme or a part of it."""
    above = dict(facts.links("Theme PART_OF Theme"))
    found: dict[str, set[str]] = {theme: set() for theme in themes}
    for source, theme in facts.links(f"{kind} ADDRESSES Theme"):
        for key in (theme, above.get(theme, "")):
            if key in found:
                found[key].add(source)
    return found


def _services(facts: _Facts) -> tuple[tuple[str, ...], NDArray[np.uint64], tuple[str, ...]]:
    needs = tuple(sorted(facts.nodes["Need"]))[:NEEDS]
    offered = Counter(service for _, service in facts.links("Program OFFERS Service"))
    bits: dict[str, int] = {}
    for need, service in facts.links("Need ANSWERED_BY Service"):
        if need in needs:
            bits[service] = bits.get(service, 0) | 1 << needs.index(need)
    services = tuple(sorted(bits, key=lambda service: (-offered[service], service)))
    return services, np.array([bits[service] for service in services], np.uint64), needs

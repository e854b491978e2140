"""Choosing a part of an ecosystem: by kinds, theme, corridor and year."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.clients import LINKS
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN
from ecograph.graph.part import Part
from ecograph.model import MODEL

ADDRESSES = {kind: f"{kind} ADDRESSES Theme" for kind in LINKS}
IN_CORRIDOR = "Area IN_CORRIDOR Corridor"
Edge = tuple[NodeId, NodeId, dict[str, object]]


def select_part(
    ecosystem: Ecosystem,
    *,
    kinds: Collection[str] = (),
    theme: str = "",
    corridor: str = "",
    year: int | None = None,
) -> Part:
    """Return the part of an ecosystem that all conditions leave; without any, all of it.

    Parameters
    ----------
    kinds
        Names of node kinds and of relationship kinds; all nodes where no kind of node is named, and
        all relationships between these where no kind of relationship is.
    theme
        The key of a theme: it and its parts, programs and funds that address them, and the
        enterprises that these supported.
    corridor
        The key of a corridor: it and its areas, enterprises whose primary area lies in it, and
        programs and funds that supported one of them.
    year
        A fiscal year of the common era: programs and relationships that state no other, and
        enterprises that existed in it.

    Other institutions are in the part, where a theme or a corridor is given, if they are joined to
    something of the above.

    Raises
    ------
    AnalysisError
        When there is no such theme or corridor.
    ModelError
        When there is no such kind.
    """
    for name in kinds:
        MODEL.relationship(name) if " " in name else MODEL.node(name)
    for kind, key in (("Theme", theme), ("Corridor", corridor)):
        if key and (kind, key) not in ecosystem.institutions:
            there = ", ".join(ecosystem.nodes(kind)) or "none; load some first"
            raise AnalysisError(f"There is no {kind.lower()} {key!r} in the store.", f"There are: {there}.")
    chosen = _Selection(ecosystem, year)
    if theme:
        chosen.by_theme(theme)
    if corridor:
        chosen.by_corridor(corridor)
    nodes = {name for name in kinds if " " not in name} or {kind.name for kind in MODEL.nodes}
    between = {name for name in kinds if " " in name} or {kind.name for kind in MODEL.relationships}
    return chosen.part(nodes, between)


class _Selection:
    """Masks over nodes, enterprises and links, narrowed by one condition after the other."""

    def __init__(self, ecosystem: Ecosystem, year: int | None) -> None:
        self._ecosystem = ecosystem
        self._year = year
        smes = ecosystem.smes
        self._enterprises = np.ones(len(smes), np.bool_) if year is None else smes.active(year)
        network = ecosystem.institutions
        self._institutions = {node for node, data in network.nodes(data=True) if self._of_year(data)}
        self._edges: list[Edge] = [
            (source, target, data) for source, target, data in network.edges(data=True) if self._of_year(data)
        ]
        self._links = {name: self._links_of_year(name) for name in smes.links}
        self._core: set[NodeId] | None = None

    def _of_year(self, data: dict[str, object]) -> bool:
        return self._year is None or data.get("fiscal_year") in (None, self._year)

    def _links_of_year(self, name: str) -> NDArray[np.bool_]:
        links = self._ecosystem.smes.links[name]
        years = links.columns.get("fiscal_year")
        if self._year is None or years is None:
            return np.ones(links.count, np.bool_)
        return np.isin(years, (UNKNOWN, self._year))

    def by_theme(self, theme: str) -> None:
        """Keep what addresses a theme, and whom that supported."""
        below = {
            key for key in self._ecosystem.nodes("Theme") if theme in self._ecosystem.ancestors("Theme", key)
        }
        addressing = {
            source
            for source, target, edge in self._edges
            if edge["kind"] == ADDRESSES.get(source[0]) and target[1] in below
        }
        supported = np.zeros_like(self._enterprises)
        for kind, name in LINKS.items():
            links = self._ecosystem.smes.links[name]
            member = np.array([(kind, key) in addressing for key in links.targets], np.bool_)
            supported[links.enterprises[member[links.indices] & self._links[name]]] = True
        self._enterprises &= supported
        self._keep({"Theme": {("Theme", key) for key in below}, **dict.fromkeys(LINKS, addressing)})

    def by_corridor(self, corridor: str) -> None:
        """Keep what lies in a corridor, and what supported it."""
        direct = {
            source[1]
            for source, target, edge in self._edges
            if edge["kind"] == IN_CORRIDOR and target[1] == corridor
        }
        inside = {
            key for key in self._ecosystem.nodes("Area") if self._ecosystem.ancestors("Area", key) & direct
        }
        smes = self._ecosystem.smes
        located = np.array([key in inside for key in smes.links["SME LOCATED_IN Area"].targets] + [False])
        self._enterprises &= located[smes.area]
        supporting: set[NodeId] = set()
        for kind, name in LINKS.items():
            links = smes.links[name]
            used = np.unique(links.indices[self._enterprises[links.enterprises] & self._links[name]])
            supporting |= {(kind, links.targets[target]) for target in used}
        areas = {("Area", key) for key in inside}
        self._keep({"Corridor": {("Corridor", corridor)}, "Area": areas, **dict.fromkeys(LINKS, supporting)})

    def _keep(self, wanted: dict[str, set[NodeId]]) -> None:
        """Keep, of some kinds, the institutions that are wanted."""
        self._institutions = {
            node for node in self._institutions if node[0] not in wanted or node in wanted[node[0]]
        }
        core = set().union(*wanted.values())
        self._core = (core if self._core is None else self._core | core) & self._institutions

    def part(self, nodes: set[str], between: set[str]) -> Part:
        """Return what is left, of some kinds of node and of relationship."""
        smes = self._ecosystem.smes
        mine = self._enterprises if "SME" in nodes else np.zeros_like(self._enterprises)
        institutions = {node for node in self._joined() if node[0] in nodes}
        links = {}
        for name, chosen in self._links.items():
            kept = smes.links[name]
            if name not in between or "SME" not in nodes or kept.kind.target not in nodes:
                continue
            if kept.targets:
                there = np.array([(kept.kind.target, key) in institutions for key in kept.targets], np.bool_)
            else:
                there = mine
            links[name] = np.flatnonzero(chosen & mine[kept.enterprises] & there[kept.indices])
        edges = [
            edge
            for edge in self._edges
            if edge[0] in institutions and edge[1] in institutions and edge[2]["kind"] in between
        ]
        edges.sort(
            key=lambda edge: (str(edge[2]["kind"]), edge[0], edge[1], str(sorted(edge[2].items(), key=str)))
        )
        who = np.flatnonzero(mine).astype(np.int32)
        return Part(self._ecosystem, tuple(sorted(institutions)), tuple(edges), who, links)

    def _joined(self) -> set[NodeId]:
        """Return the institutions that were kept by a condition, or are joined to what was."""
        if self._core is None:
            return self._institutions
        joined = set(self._core)
        for source, target, _ in self._edges:
            if source in self._core or target in self._core:
                joined |= {source, target}
        for name, chosen in self._links.items():
            links = self._ecosystem.smes.links[name]
            if links.targets:
                used = np.unique(links.indices[chosen & self._enterprises[links.enterprises]])
                joined |= {(links.kind.target, links.targets[target]) for target in used}
        return joined & self._institutions

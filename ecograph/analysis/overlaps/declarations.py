"""What programs and funds say of whom they take, as far as their own clients do not say otherwise."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import COVERS
from ecograph.analysis.nulls.declared import Declaration
from ecograph.analysis.overlaps.members import Counting, Members
from ecograph.analysis.support import SUPPORT, all_rules
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.smes import SIZES

Taken = Mapping[NodeId, NDArray[np.bool_]]
"""For programs and funds that declare something, which values they take."""


def find_declarations(
    ecosystem: Ecosystem, members: Members, counting: Counting, nodes: Sequence[NodeId]
) -> dict[str, Declaration]:
    """Return what nodes declare of areas, size classes and industries, the coarsest first.

    What is not on record shuts nobody out, and neither does a declaration that a client on record
    contradicts: of a program that says "micro" and served a small enterprise, sizes are unknown. An
    agency takes whom any of its programs and funds takes. The cost is linear in links, and in members
    times values.
    """
    smes = ecosystem.smes
    said: dict[str, tuple[NDArray[np.integer], Taken]] = {
        "area": (smes.area, _areas(ecosystem)),
        "size": (smes.size_class, _sizes(ecosystem)),
        "industry": (smes.industry, _industries(ecosystem)),
    }
    return {
        name: Declaration(code, _of_nodes(_uncontradicted(ecosystem, counting, code, taken), members, nodes))
        for name, (code, taken) in said.items()
    }


def _sizes(ecosystem: Ecosystem) -> Taken:
    return {
        member: np.array([size in rule.sizes for size in SIZES], np.bool_)
        for member, rule in all_rules(ecosystem).items()
        if rule.sizes is not None
    }


def _industries(ecosystem: Ecosystem) -> Taken:
    lineages = [ecosystem.lineages[key] for key in ecosystem.smes.links["SME OPERATES_IN Industry"].targets]
    return {
        member: np.array([bool(lineage & rule.industries) for lineage in lineages], np.bool_)
        for member, rule in all_rules(ecosystem).items()
        if rule.industries is not None
    }


def _areas(ecosystem: Ecosystem) -> Taken:
    corridors: dict[str, set[NodeId]] = {}
    for (_, area), corridor, _ in ecosystem.edges("Area IN_CORRIDOR Corridor"):
        corridors.setdefault(area, set()).add(corridor)
    around = []
    for area in ecosystem.smes.links["SME LOCATED_IN Area"].targets:
        above = ecosystem.ancestors("Area", area)
        around.append({("Area", key) for key in above}.union(*(corridors.get(key, ()) for key in above)))
    covered: dict[NodeId, set[NodeId]] = {}
    for member, place, _ in ecosystem.edges(*(kind for kinds in COVERS.values() for kind in kinds)):
        covered.setdefault(member, set()).add(place)
    return {
        member: np.array([bool(places & known) for known in around], np.bool_)
        for member, places in covered.items()
    }


def _uncontradicted(
    ecosystem: Ecosystem, counting: Counting, code: NDArray[np.integer], taken: Taken
) -> Taken:
    """Return the declarations that no client on record contradicts."""
    kept = {}
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        values = code[links.enterprises]
        known = counting[name] & (values >= 0)
        width = int(code.max(initial=-1)) + 1
        pairs = np.unique(links.indices[known].astype(np.int64) * max(width, 1) + values[known])
        served, value = np.divmod(pairs, max(width, 1))
        start = np.searchsorted(served, np.arange(len(links.targets) + 1))
        for at, key in enumerate(links.targets):
            of = taken.get((kind, key))
            if of is not None and of[value[start[at] : start[at + 1]]].all():
                kept[kind, key] = of
    return kept


def _of_nodes(taken: Taken, members: Members, nodes: Sequence[NodeId]) -> NDArray[np.bool_]:
    """Return which values each node takes: those of any of its members (nodes x values)."""
    width = max((len(each) for each in taken.values()), default=0)
    admitted = np.ones((len(nodes), width), np.bool_)
    for at, node in enumerate(nodes):
        behind = members.behind(node)
        if behind and all(member in taken for member in behind):
            admitted[at] = np.any([taken[member] for member in behind], axis=0)
    return admitted

"""The layered network of institutions: funds, agencies, programs, places, and enterprises as groups."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from ecograph.graph.ecosystem import NodeId
from ecograph.model import MODEL, Text
from visualisations import network_wording as said
from visualisations import wording
from visualisations.drawing import Drawing, DrawnLink, DrawnNode, Fact, Look
from visualisations.facts import facts_of
from visualisations.layer_links import NATIONWIDE, OUTSIDE_ALL, UNSAID, find_layer_links, name_of
from visualisations.numerals import count
from visualisations.placing import place_layers
from visualisations.reach_table import ReachTable, Row

MOST = 1500
"""How many nodes are drawn at the most."""
ADDRESSES = ("Program ADDRESSES Theme", "FundingSource ADDRESSES Theme")
OWNS = ("Agency RUNS Program", "Agency MANAGES FundingSource", "Agency SUPPORTS Program")
SINGLE = ("FundingSource", "Agency", "Program")
PLACE, GROUP = "Place", "SME"
NAMES = {NATIONWIDE: said.NATIONWIDE, OUTSIDE_ALL: said.OUTSIDE}
LOOKS = (
    *(Look(kind.name, kind.plural, kind.colour, kind.shape) for kind in map(MODEL.node, SINGLE)),
    Look(PLACE, said.PLACES, MODEL.node("Corridor").colour, MODEL.node("Corridor").shape),
    Look(GROUP, said.SMES, MODEL.node("SME").colour, MODEL.node("SME").shape),
)


@dataclass(frozen=True)
class Institutions:
    """What the network is drawn from.

    Attributes
    ----------
    graph
        Institutions and their relationships, as an ecosystem has them; it is not changed.
    scheme
        The scheme of the corridors that are drawn.
    corridor_of
        The corridor of each area that lies in one, by their keys.
    corridors
        Reach by corridor with small cells hidden: the groups of enterprises. None: no groups.
    clients
        How many enterprises each program and fund is on record to have supported.
    threshold
        Fewer clients than this are not told.
    """

    graph: "nx.MultiDiGraph[NodeId]"
    scheme: str
    corridor_of: Mapping[str, str]
    corridors: ReachTable | None = None
    clients: Mapping[NodeId, int] = field(default_factory=dict)
    threshold: int = 5
    thai_years_ahead: int = 543

    @cached_property
    def themes(self) -> dict[NodeId, frozenset[str]]:
        """The themes that each program and fund addresses, with all that these are parts of."""
        found: dict[NodeId, set[str]] = {}
        for source, target, edge in self.graph.edges(data=True):
            if edge["kind"] in ADDRESSES:
                found.setdefault(source, set()).update(self._whole(target))
        return {node: frozenset(keys) for node, keys in found.items()}

    @cached_property
    def agencies(self) -> dict[NodeId, frozenset[str]]:
        """The agencies that run, support or manage each program and fund."""
        found: dict[NodeId, set[str]] = {}
        for source, target, edge in self.graph.edges(data=True):
            if edge["kind"] in OWNS:
                found.setdefault(target, set()).add(source[1])
        return {node: frozenset(keys) for node, keys in found.items()}

    def _whole(self, theme: NodeId) -> set[str]:
        found, waiting = {theme[1]}, [theme]
        while waiting:
            for _, parent, edge in self.graph.out_edges(waiting.pop(), data=True):
                if edge["kind"] == "Theme PART_OF Theme" and parent[1] not in found:
                    found.add(parent[1])
                    waiting.append(parent)
        return found


def draw_institutions(institutions: Institutions, most: int = MOST) -> Drawing:
    """Return the network with every node in its place; the same input gives the same picture.

    Where there are more than `most` nodes the most connected are drawn. Those without any of the
    links are counted in the total, but not drawn.
    """
    graph = institutions.graph
    links = find_layer_links(graph, institutions.scheme, institutions.corridor_of)
    degree: dict[NodeId, int] = {}
    for link in links:
        for end in (link.source, link.target):
            degree[end] = degree.get(end, 0) + 1
    rows = institutions.corridors.rows if institutions.corridors else ()
    ranked = sorted(degree, key=lambda node: (-degree[node], node))
    kept = set(ranked[: max(most - len(rows), 0)])
    links = [link for link in links if link.source in kept and link.target in kept]
    groups = {_group(row): row for row in rows}
    links += [
        DrawnLink(_place(row), node, said.LOCATED, UNSAID, 2)
        for node, row in groups.items()
        if _place(row) in kept
    ]
    layers = [
        *([node for node in ranked if node in kept and node[0] == kind] for kind in SINGLE),
        [node for node in ranked if node in kept and node[0] not in SINGLE],
        list(groups),
    ]
    at = place_layers(layers, [(link.source, link.target) for link in links])
    nodes = [
        _institution(institutions, node, degree[node], at[node]) for layer in layers[:4] for node in layer
    ]
    largest = max((row.eligible for row in rows if row.open), default=0) or 1
    nodes += [_enterprises(institutions, node, row, at[node], largest) for node, row in groups.items()]
    silent = sum(node[0] in SINGLE and node not in degree for node in graph)
    total = len(degree) + silent + len(groups)
    return Drawing(tuple(nodes), tuple(links), LOOKS, total, _filters(institutions, nodes))


def _institution(institutions: Institutions, node: NodeId, degree: int, at: tuple[float, float]) -> DrawnNode:
    graph = institutions.graph
    properties = graph.nodes.get(node, {})
    years_ahead = institutions.thai_years_ahead
    single = node[0] in SINGLE
    facts = list(facts_of(node[0], properties, thai_years_ahead=years_ahead))
    clients = institutions.clients.get(node)
    if clients is not None:
        number = count(clients) if not 0 < clients < institutions.threshold else f"<{institutions.threshold}"
        facts.insert(0, Fact(said.CLIENTS, Text(number, number)))
    year = properties.get("fiscal_year")
    acronym, english = properties.get("acronym"), properties.get("acronym_en")
    return DrawnNode(
        node,
        node[0] if single else PLACE,
        NAMES.get(node) or name_of(graph, node),
        at,
        size=(10 if single else 22) + 1.6 * min(degree, 60) ** 0.7,
        font=(22 if node[0] == "Agency" else 14) if single else 32,
        short=Text(str(english or acronym), str(acronym or english)) if acronym or english else None,
        facts=tuple(facts),
        themes=institutions.themes.get(node, frozenset()),
        agencies=frozenset({node[1]})
        if node[0] == "Agency"
        else institutions.agencies.get(node, frozenset()),
        years=frozenset({year} if isinstance(year, int) else ()),
        folded=node in NAMES,
    )


def _place(row: Row) -> NodeId:
    return ("Corridor", row.subject.key)


def _group(row: Row) -> NodeId:
    return ("SME", f"*group {row.subject.key}")


def _enterprises(
    institutions: Institutions, node: NodeId, row: Row, at: tuple[float, float], largest: int
) -> DrawnNode:
    """Return the group of all enterprises that are in a place."""
    known = row.open
    number = (
        count(row.eligible) if known else f"<{institutions.threshold}" if row.shown.value == "small" else ""
    )
    label = (
        Text(said.OF_ENTERPRISES.en.format(count=number), said.OF_ENTERPRISES.th.format(count=number))
        if number
        else wording.HIDDEN
    )
    facts = [Fact(said.ELIGIBLE, Text(number, number) if number else wording.HIDDEN)]
    if known:
        reached = wording.UNKNOWN if row.reached is None else Text(count(row.reached), count(row.reached))
        facts.append(Fact(said.REACHED, reached))
    place = row.subject.name
    return DrawnNode(
        node,
        GROUP,
        Text(f"{place.en}: {label.en}", f"{place.th}: {label.th}"),
        at,
        size=10 + 45 * ((row.eligible if known else 0) / largest) ** 0.5,
        font=26,
        short=label,
        facts=tuple(facts),
        folded=True,
    )


def _filters(
    institutions: Institutions, nodes: Sequence[DrawnNode]
) -> Mapping[str, Sequence[tuple[str, Text]]]:
    """Return what the picture can be narrowed to: values that something drawn has, by name."""

    def named(kind: str, keys: set[str]) -> Iterator[tuple[str, Text]]:
        names = {key: name_of(institutions.graph, (kind, key)) for key in keys}
        yield from sorted(names.items(), key=lambda item: (item[1].th, item[0]))

    ahead = institutions.thai_years_ahead
    years = sorted({year for node in nodes for year in node.years}, reverse=True)
    return {
        "themes": list(named("Theme", {key for node in nodes for key in node.themes})),
        "agencies": list(named("Agency", {key for node in nodes for key in node.agencies})),
        "years": [(str(year), Text(str(year), str(year + ahead))) for year in years],
    }

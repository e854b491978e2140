"""What surrounds one node: the node in the middle, neighbours on both sides, every link as evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from ecograph.graph.ecosystem import NodeId
from ecograph.graph.neighbourhood import Neighbour, Neighbourhood
from ecograph.model import MODEL, Text
from visualisations import network_wording as said
from visualisations.drawing import Drawing, DrawnLink, DrawnNode, Look
from visualisations.edition import Edition
from visualisations.facts import facts_of
from visualisations.layer_links import how_known
from visualisations.network import render_drawing
from visualisations.placing import place_layers


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page about one node is made of.

    Attributes
    ----------
    found
        Its neighbourhood; enterprises are not among the neighbours.
    totals
        How many links of each kind and direction the node has (`in SME PARTICIPATED_IN Program`),
        those to enterprises too: they are counted, not drawn.
    graph
        Institutions and their relationships; it is not changed.
    """

    found: Neighbourhood
    totals: Mapping[str, int]
    graph: "nx.MultiDiGraph[NodeId]"
    thai_years_ahead: int = 543

    @property
    def reachable(self) -> int:
        """How many nodes are as near as those that are shown may be."""
        return sum(sum(kinds.values()) for kinds in self.found.reachable)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One link: who does what to whom, and how that is known."""

    of: NodeId
    source: Text
    label: Text
    to: NodeId
    target: Text
    known: Text


@dataclass(frozen=True, slots=True)
class TotalLine:
    """How many links of a kind the node in the middle has."""

    label: Text
    number: int
    of_enterprises: bool


def draw_surroundings(surroundings: Surroundings) -> Drawing:
    """Return the node in the middle and its neighbours on both sides of it, by kind and key, those that
    are farther away farther out.
    """
    found = surroundings.found
    shown = (found.centre, *found.nodes)
    at = place_layers(_layers(found), [line[1:] for line in found.relationships])
    nodes = tuple(_drawn(surroundings, neighbour, at[neighbour.node]) for neighbour in shown)
    links = tuple(
        DrawnLink(source, target, MODEL.relationship(kind).label, _known(surroundings, kind, source, target))
        for kind, source, target in found.relationships
    )
    kinds = sorted({node.look for node in nodes})
    looks = tuple(Look(k.name, k.plural, k.colour, k.shape) for k in map(MODEL.node, kinds))
    return Drawing(nodes, links, looks, surroundings.reachable + 1)


def render_surroundings(
    edition: Edition, surroundings: Surroundings, drawing: Drawing, command: str = "", more: str = ""
) -> str:
    """Return what surrounds a node as one HTML page in both languages, which needs nothing but itself.

    `command` is what shows the surroundings of a node when its key is put behind it, `more` the
    address of the same page with more neighbours.
    The same input gives the same bytes.
    """
    found = surroundings.found
    note = said.SHOWN_AROUND.format(
        shown=f"{len(found.nodes):,}", total=f"{surroundings.reachable:,}", hops=len(found.reachable)
    )
    evidence = list(_evidence(surroundings))
    return render_drawing(
        "surroundings.html.j2",
        edition,
        drawing,
        command,
        note=note,
        evidence=evidence,
        evidence_shown=said.EVIDENCE_CAPTION.format(
            shown=f"{sum(_touches(surroundings, line) for line in found.relationships):,}",
            total=f"{sum(found.totals.values()):,}",
        ),
        totals=list(_totals(surroundings)),
        expand=_expand(command, found) if surroundings.reachable > len(found.nodes) else "",
        more=more if surroundings.reachable > len(found.nodes) else "",
    )


def _layers(found: Neighbourhood) -> list[list[NodeId]]:
    """Return what stands side by side: on the left and on the right each step away, and the middle."""
    nearest = sorted(neighbour.node for neighbour in found.nodes if neighbour.hops == 1)
    half = (len(nearest) + 1) // 2
    side = {node: -1 if at < half else 1 for at, node in enumerate(nearest)}
    place = {found.centre.node: 0, **side}
    for neighbour in sorted(found.nodes, key=lambda neighbour: (neighbour.hops, neighbour.node)):
        if neighbour.node not in place:
            ends = (line[1:] for line in found.relationships if neighbour.node in line[1:])
            through = next(side[end] for pair in ends for end in pair if end in side)
            side[neighbour.node] = through
            place[neighbour.node] = through * neighbour.hops
    return [sorted(node for node in place if place[node] == at) for at in sorted({*place.values()})]


def _drawn(surroundings: Surroundings, neighbour: Neighbour, at: tuple[float, float]) -> DrawnNode:
    kind, _ = neighbour.node
    properties = surroundings.graph.nodes.get(neighbour.node, {})
    acronym, english = properties.get("acronym"), properties.get("acronym_en")
    centre = neighbour.hops == 0
    return DrawnNode(
        neighbour.node,
        kind,
        neighbour.name,
        at,
        size=30 if centre else 14,
        font=24 if centre else 15,
        short=Text(str(english or acronym), str(acronym or english)) if acronym or english else None,
        facts=tuple(facts_of(kind, properties, thai_years_ahead=surroundings.thai_years_ahead)),
    )


def _known(surroundings: Surroundings, kind: str, source: NodeId, target: NodeId) -> Text:
    """Return how a link is known; of several between two nodes, the first."""
    parallel = surroundings.graph.get_edge_data(source, target) or {}
    edges = [edge for edge in parallel.values() if edge["kind"] == kind]
    return how_known(edges[0]) if edges else Text("", "")


def _evidence(surroundings: Surroundings) -> Iterator[EvidenceLine]:
    """Yield the links, those of the node in the middle first."""
    found = surroundings.found
    names = {neighbour.node: neighbour.name for neighbour in (found.centre, *found.nodes)}
    lines = sorted(found.relationships, key=lambda line: (not _touches(surroundings, line), line))
    for kind, source, target in lines:
        label = MODEL.relationship(kind).label
        known = _known(surroundings, kind, source, target)
        yield EvidenceLine(source, names[source], label, target, names[target], known)


def _touches(surroundings: Surroundings, line: tuple[str, NodeId, NodeId]) -> bool:
    return surroundings.found.centre.node in line[1:]


def _totals(surroundings: Surroundings) -> Iterator[TotalLine]:
    """Yield the links of the node in the middle by kind, the most first."""
    for leg, number in sorted(surroundings.totals.items(), key=lambda item: (-item[1], item[0])):
        direction, name = leg.split(" ", 1)
        kind = MODEL.relationship(name)
        other_kind = kind.target if direction == "out" else kind.source
        other = MODEL.node(other_kind).label
        arrow = "→" if direction == "out" else "←"
        yield TotalLine(
            Text(f"{arrow} {kind.label.en}: {other.en}", f"{arrow} {kind.label.th}: {other.th}"),
            number,
            other_kind == "SME",
        )


def _expand(command: str, found: Neighbourhood) -> str:
    """Return the command that shows more."""
    kind, key = found.centre.node
    return f"{command} {key} --kind {kind} --limit {4 * len(found.nodes)}" if command else ""

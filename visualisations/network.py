"""Network pages: the institutions of a country in layers, to look at, search and filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ecograph.graph.ecosystem import NodeId
from ecograph.model import Text
from visualisations import network_wording as said
from visualisations.drawing import Drawing, DrawnNode, Fact, to_page_data, vis_network
from visualisations.edition import Edition
from visualisations.facts import Origin
from visualisations.page import render_page


def with_origins(drawing: Drawing, origins: Mapping[NodeId, tuple[Origin, ...]]) -> Drawing:
    """Return a drawing whose nodes say where they were read."""

    def added(node: DrawnNode) -> DrawnNode:
        facts = [Fact(said.ORIGIN, Text(origin.text, origin.text)) for origin in origins.get(node.node, ())]
        return replace(node, facts=(*node.facts, *facts))

    return replace(drawing, nodes=tuple(map(added, drawing.nodes)))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table beside the picture; `at` is the position of its node in the drawing."""

    at: int
    name: Text
    links: int
    node: NodeId

    @property
    def key(self) -> str:
        """The key of the node; nothing where the line stands for many."""
        return self.node[1]


def render_network(edition: Edition, drawing: Drawing, command: str = "", year: int | None = None) -> str:
    """Return the network as one HTML page in both languages, which needs nothing but itself.

    `command` is what shows the surroundings of a node when its key is put behind it; `year` the fiscal
    year in which enterprises are counted, None for all.
    The same input gives the same bytes.
    """
    note = said.SHOWN.format(shown=f"{len(drawing.nodes):,}", total=f"{drawing.total:,}")
    return render_drawing("network.html.j2", edition, drawing, command, note=note, year=year)


def render_drawing(
    template: str,
    edition: Edition,
    drawing: Drawing,
    command: str,
    *,
    styles: Sequence[str] = (),
    **values: Any,
) -> str:
    """Return a page that has a drawing in it, with the library that draws it and the list of its nodes.

    `styles` are those of the template beside the ones that every such page has.
    """
    data = to_page_data(drawing)
    data["command"] = command
    return render_page(
        template,
        ("report.css", "network.css", *styles),
        ("report.js", "network.js"),
        edition.paper,
        library=vis_network(),
        report=edition,
        said=said,
        drawing=drawing,
        data=data,
        groups=list_nodes(drawing),
        **values,
    )


def list_nodes(drawing: Drawing) -> list[tuple[Text, list[Line]]]:
    """Return the nodes as lines of a table by what they are, the most connected first."""
    degree: dict[NodeId, int] = {}
    for link in drawing.links:
        for end in (link.source, link.target):
            degree[end] = degree.get(end, 0) + 1
    lines: dict[str, list[Line]] = {look.name: [] for look in drawing.looks}
    for at, node in enumerate(drawing.nodes):
        shown = ("", "") if node.folded else node.node
        lines[node.look].append(Line(at, node.name, degree.get(node.node, 0), shown))
    for found in lines.values():
        found.sort(key=lambda line: (-line.links, line.key))
    return [(look.label, lines[look.name]) for look in drawing.looks if lines[look.name]]

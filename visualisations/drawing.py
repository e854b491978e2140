"""What a network page draws: nodes in their places and links between them, built with pyvis.

Of pyvis its `Network` is used, and the vis-network that it brings; its own page is not, for that
loads from other hosts and does not escape what it is given. Nothing moves: all places are given.
"""

import importlib.resources
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ecograph.graph.ecosystem import NodeId
from ecograph.model import Shape, Text
from visualisations.fonts import FAMILY
from visualisations.markup import printable

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
SMALL = 14
"""The size of the letters of most nodes."""
MOST_EDGES_ON_ZOOM = 1500
"""With more links than this they are hidden while the picture moves."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a node: what it is, and its value."""

    label: Text
    value: Text


@dataclass(frozen=True)
class DrawnNode:
    """A node as drawn.

    Attributes
    ----------
    look
        The name of its `Look`.
    short
        What stands at the node, where its name is too long for that.
    themes, agencies, years
        What it is found by, in filters; the keys of themes and agencies, and fiscal years.
    folded
        Whether it stands for many (a group of enterprises) and is no node of the graph.
    """

    node: NodeId
    look: str
    name: Text
    at: tuple[float, float]
    size: float = 12
    font: int = SMALL
    short: Text | None = None
    facts: tuple[Fact, ...] = ()
    themes: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link as drawn: what it says, how it is known, and whether it was inferred for the picture."""

    source: NodeId
    target: NodeId
    label: Text
    note: Text
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How nodes of a kind look, and what people call them."""

    name: str
    label: Text
    colour: str
    shape: Shape


@dataclass(frozen=True)
class Drawing:
    """Nodes and links in their order, how they look, and how many nodes there would be in all.

    Links that lead nowhere in particular (not `directed`) are straight, and have no arrows.
    """

    nodes: tuple[DrawnNode, ...]
    links: tuple[DrawnLink, ...]
    looks: tuple[Look, ...]
    total: int
    filters: Mapping[str, Sequence[tuple[str, Text]]] = field(default_factory=dict)
    directed: bool = True

    def count(self, look: str) -> int:
        """Return how many nodes have a look."""
        return sum(node.look == look for node in self.nodes)


def to_page_data(drawing: Drawing) -> dict[str, Any]:
    """Return nodes, links and options as vis-network takes them, all as values that JSON knows.

    What is known of the nodes is kept beside them, in both languages, and becomes text of the page,
    never markup; names and keys the page reads in its table, where they stand already.
    """
    from pyvis.network import Network  # it brings IPython, which takes its time

    number = {node.node: at for at, node in enumerate(drawing.nodes)}
    network = Network(directed=True)
    for at, node in enumerate(drawing.nodes):
        x, y = map(round, node.at)
        network.add_node(at, group=node.look, x=x, y=y, size=round(node.size))
    # Its own way to add an edge searches all edges each time.
    network.edges = [_edge(link, number) for link in drawing.links]
    labels: dict[Text, int] = {}
    options = {
        name: {value: at for at, (value, _) in enumerate(choices)}
        for name, choices in drawing.filters.items()
    }
    said = [_words(node, labels, options) for node in drawing.nodes]
    links = [[_entry(link.label, labels), _entry(link.note, labels)] for link in drawing.links]
    nodes, edges, *_ = network.get_network_data()
    return {
        "nodes": [{name: node[name] for name in ("id", "group", "x", "y", "size")} for node in nodes],
        "edges": edges,
        "options": _options(drawing),
        "words": said,
        "links": links,
        "texts": [_both(text) for text in labels],
    }


@cache
def vis_network() -> str:
    """Return the script of vis-network that comes with pyvis."""
    return (importlib.resources.files("pyvis") / VIS_NETWORK).read_text(encoding="utf-8") + "\n"


def _words(
    node: DrawnNode, labels: dict[Text, int], options: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    """Return what a page says of a node: labels and values of facts in turn, and for each filter which of its
    choices fit.
    """
    words: dict[str, Any] = {
        "facts": [_entry(text, labels) for fact in node.facts for text in (fact.label, fact.value)],
    }
    filters = {"themes": node.themes, "agencies": node.agencies, "years": map(str, node.years)}
    for name, values in filters.items():
        fits = sorted(options[name][value] for value in values if value in options.get(name, {}))
        if fits:
            words[name] = fits
    if node.short:
        words["short"] = _both(node.short)
    if node.folded:
        words["folded"] = True
    if node.font != SMALL:
        words["font"] = node.font
    if node.node[0] != node.look:
        words["kind"] = node.node[0]
    return words


def _edge(link: DrawnLink, number: Mapping[NodeId, int]) -> dict[str, Any]:
    """Return a link as vis-network takes it; what is usual is left out."""
    edge: dict[str, Any] = {"from": number[link.source], "to": number[link.target]}
    if link.width != 1:
        edge["width"] = round(link.width, 1)
    if link.dashed:
        edge["dashes"] = True
    return edge


def _entry(text: Text, labels: dict[Text, int]) -> int:
    return labels.setdefault(text, len(labels))


def _both(text: Text) -> list[str]:
    """Return a text as its Thai and its English, or once where they are the same."""
    english, thai = str(printable(text.en)), str(printable(text.th))
    return [thai] if thai == english else [thai, english]


def _options(drawing: Drawing) -> dict[str, Any]:
    links = len(drawing.links)
    return {
        "physics": {"enabled": False},
        "groups": {look.name: {"shape": look.shape.value, "color": look.colour} for look in drawing.looks},
        "layout": {"improvedLayout": False},
        "nodes": {
            "borderWidth": 1,
            "font": {"face": f"{FAMILY}, sans-serif", "strokeWidth": 4, "strokeColor": "#ffffff"},
            "scaling": {"label": {"enabled": True, "drawThreshold": 7, "maxVisible": 30}},
        },
        "edges": {
            "arrows": {"to": {"enabled": drawing.directed, "scaleFactor": 0.4}},
            "color": {"color": "#66737f", "opacity": 0.5, "highlight": "#a23b00", "inherit": False},
            "smooth": {
                "enabled": drawing.directed,
                "type": "cubicBezier",
                "forceDirection": "horizontal",
                "roundness": 0.5,
            },
        },
        "interaction": {
            "hover": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "hideEdgesOnDrag": links > MOST_EDGES_ON_ZOOM,
            "hideEdgesOnZoom": links > MOST_EDGES_ON_ZOOM,
        },
    }

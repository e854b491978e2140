"""The links of the layered network, from left to right: funds, agencies, programs, places."""

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from ecograph.graph.ecosystem import NodeId
from ecograph.model import MODEL, Confidence, Text
from visualisations import network_wording as said
from visualisations.drawing import DrawnLink
from visualisations.reach_table import OUTSIDE

FORWARD = ("FundingSource FUNDS Program", "Agency RUNS Program", "Agency SUPPORTS Program")
BACKWARD = ("Agency MANAGES FundingSource",)
"""Drawn from their target to their source."""
COVERS_CORRIDOR = ("Program COVERS Corridor", "FundingSource COVERS Corridor")
COVERS_AREA = ("Program COVERS Area", "FundingSource COVERS Area")
NATIONWIDE: NodeId = ("Area", "*nationwide")
OUTSIDE_ALL: NodeId = ("Corridor", OUTSIDE)
UNSAID = Text("", "")


def find_layer_links(
    graph: "nx.MultiDiGraph[NodeId]", scheme: str, corridor_of: Mapping[str, str]
) -> list[DrawnLink]:
    """Return what is drawn between institutions; of several links between two nodes the first by kind.

    What covers an area is drawn to the corridor that the area lies in, and says through which area;
    what covers a country to one place that stands for it, and all else to one outside every corridor.
    """
    found: dict[tuple[NodeId, NodeId], DrawnLink] = {}
    rows = [(edge["kind"], source, target, edge) for source, target, edge in graph.edges(data=True)]
    rows.sort(key=lambda row: (row[:3], str(row[3].get("fiscal_year", ""))))
    places = _Places(graph, corridor_of)
    for kind, source, target, edge in rows:
        label, note = MODEL.relationship(kind).label, how_known(edge)
        if kind in FORWARD or (kind in COVERS_CORRIDOR and target[1].startswith(f"{scheme}:")):
            link = DrawnLink(source, target, label, note)
        elif kind in BACKWARD:
            link = DrawnLink(target, source, Text(f"← {label.en}", f"← {label.th}"), note)
        elif kind in COVERS_AREA:
            place = places.of(target)
            through = _through(name_of(graph, target)) if place != NATIONWIDE else note
            link = DrawnLink(source, place, label, through, dashed=place != NATIONWIDE)
        else:
            continue
        found.setdefault((link.source, link.target), link)
    return list(found.values())


def how_known(edge: Mapping[str, Any]) -> Text:
    """Return how a relationship is known, in words; nothing where that is not on record."""
    confidence = edge.get("confidence")
    return said.CONFIDENCES[confidence] if isinstance(confidence, Confidence) else UNSAID


def name_of(graph: "nx.MultiDiGraph[NodeId]", node: NodeId) -> Text:
    """Return what a node is called: its own names, else its key."""
    properties = graph.nodes.get(node, {})
    local, english = properties.get("name"), properties.get("name_en")
    return Text(str(english or local or node[1]), str(local or english or node[1]))


class _Places:
    """Which place stands for an area in the picture."""

    def __init__(self, graph: "nx.MultiDiGraph[NodeId]", corridor_of: Mapping[str, str]) -> None:
        self.graph = graph
        self.corridor_of = corridor_of
        self.known: dict[NodeId, NodeId] = {}

    def of(self, area: NodeId) -> NodeId:
        """Return the corridor of an area or of what it is a part of."""
        if area not in self.known:
            self.known[area] = self._find(area)
        return self.known[area]

    def _find(self, area: NodeId) -> NodeId:
        corridors = sorted(self.corridor_of[key] for _, key in self._upwards(area) if key in self.corridor_of)
        if corridors:
            return ("Corridor", corridors[0])
        whole = self.graph.nodes[area].get("level") == "country"
        return NATIONWIDE if whole else OUTSIDE_ALL

    def _upwards(self, area: NodeId) -> Iterator[NodeId]:
        seen, waiting = {area}, [area]
        while waiting:
            here = waiting.pop()
            yield here
            for _, parent, edge in self.graph.out_edges(here, data=True):
                if edge["kind"] == "Area PART_OF Area" and parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


def _through(name: Text) -> Text:
    return Text(said.THROUGH.en.format(name=name.en), said.THROUGH.th.format(name=name.th))

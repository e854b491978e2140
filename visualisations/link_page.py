"""The page on what to link next: agencies with missing links dashed, and the reasons beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from ecograph.findings import Finding
from ecograph.graph.ecosystem import NodeId
from ecograph.model import MODEL, Text
from visualisations import link_wording as said
from visualisations.drawing import Drawing, DrawnLink, DrawnNode, Fact, Look
from visualisations.edition import Edition
from visualisations.network import render_drawing
from visualisations.numerals import count

DRAWN = 40
"""How many missing links are drawn; so many are in the table too."""
SPREAD = 620
"""Points from the middle of the picture to its border."""
AGENCY = MODEL.node("Agency")
LOOK = Look("Agency", AGENCY.plural, AGENCY.colour, AGENCY.shape)


@dataclass(frozen=True)
class MissingLinks:
    """What the page is made of.

    Attributes
    ----------
    pairs
        Pairs of agencies with a missing link that may be shown, the first of many first.
    partners
        Pairs with a partnership on record, by key.
    names, acronyms
        What agencies are called, by key.
    others
        Findings of missing links of other kinds, by kind.
    brokers
        Findings on agencies that lie between others.
    hidden
        How many pairs are of small groups, and not shown.
    quality
        How well the score ranks what is on record, and what was left out, in words.
    """

    pairs: Sequence[Finding]
    partners: Sequence[tuple[str, str]]
    names: Mapping[str, Text]
    acronyms: Mapping[str, Text]
    others: Mapping[str, Sequence[Finding]]
    brokers: Sequence[Finding]
    hidden: int
    quality: Sequence[Text]


def draw_missing(found: MissingLinks, seed: int = 1) -> Drawing:
    """Return agencies of missing links, joined to each other by these and by partnerships on record.

    Places come from a spring layout with a seed: the same input gives the same picture.
    """
    pairs = {_pair(finding): finding for finding in found.pairs[:DRAWN]}
    keys = sorted({key for pair in pairs for key in pair})
    joined = [pair for pair in found.partners if pair[0] in keys and pair[1] in keys and pair not in pairs]
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(keys)
    network.add_edges_from([*pairs, *joined])
    places = nx.spring_layout(network, seed=seed, k=2.2 / max(len(keys), 1) ** 0.5, iterations=200)
    links = [
        DrawnLink(_node(one), _node(other), said.MISSING, finding.sentence, 2.5, dashed=True)
        for (one, other), finding in pairs.items()
    ]
    links += [DrawnLink(_node(one), _node(other), said.PARTNER, Text("", "")) for one, other in joined]
    nodes = []
    for key in keys:
        x, y = (float(value) * SPREAD for value in places[key])
        missing = sum(key in pair for pair in pairs)
        facts = (Fact(said.MISSING, Text(count(missing), count(missing))),)
        name, short = found.names[key], found.acronyms.get(key)
        nodes.append(DrawnNode(_node(key), LOOK.name, name, (x, y), 14 + 4 * missing**0.7, 24, short, facts))
    return Drawing(tuple(nodes), tuple(links), (LOOK,), len(found.names), directed=False)


def _pair(finding: Finding) -> tuple[str, str]:
    one, other = sorted(subject.key for subject in finding.subjects)
    return one, other


def _node(key: str) -> NodeId:
    return ("Agency", key)


def render_links(edition: Edition, found: MissingLinks, command: str = "") -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    drawing = draw_missing(found)
    shown = said.SHOWN.format(shown=count(len(drawing.nodes)), total=count(drawing.total))
    return render_drawing(
        "links.html.j2",
        edition,
        drawing,
        command,
        styles=("links.css",),
        note=shown,
        link_words=said,
        found=found,
        listed=found.pairs[:DRAWN],
    )

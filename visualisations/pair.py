"""The evidence of a pair that shares clients: drawn, held against chance, and compared aspect by aspect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ecograph.analysis.overlaps import wording as judged
from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.graph.ecosystem import NodeId
from ecograph.model import MODEL, Text
from visualisations import finding_wording, overlap_wording, pair_wording
from visualisations.address import Page
from visualisations.drawing import Drawing, DrawnLink, DrawnNode, Look
from visualisations.edition import Edition
from visualisations.finding import Decided
from visualisations.network import render_drawing
from visualisations.numerals import count
from visualisations.placing import place_layers
from visualisations.suppression import Shown

MOST_VALUES = 12
"""How many services, areas ... of one side are named."""
DRAWN = ("services", "themes")
"""What is drawn of each side; industries, areas and periods are in the table."""
NORMAL = 1.96
"""Standard deviations within which chance mostly stays."""
GROUP = "SME"
READABLE = 20
"""The size of letters in a picture of few nodes."""


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """How many of the shared clients are in a corridor or of a size, and what is shown of that."""

    subject: Subject
    number: int
    shown: Shown

    @property
    def open(self) -> bool:
        """Whether the number may be shown."""
        return self.shown is Shown.OPEN


@dataclass(frozen=True, slots=True)
class Sides:
    """One aspect: what both have, and what each alone; None where one has nothing on record."""

    both: tuple[tuple[NodeId, Text], ...]
    first: tuple[tuple[NodeId, Text], ...]
    second: tuple[tuple[NodeId, Text], ...]
    known: tuple[bool, bool]


@dataclass(frozen=True)
class Evidence:
    """What the page is made of: the finding, its result, the groups of clients by dimension, the aspects."""

    finding: Finding
    result: AnalysisResult
    groups: Mapping[str, tuple[SharedGroup, ...]]
    aspects: Mapping[str, Sides]

    @property
    def ends(self) -> tuple[Subject, Subject]:
        """The two that are compared."""
        return self.finding.subjects[0], self.finding.subjects[1]

    @property
    def title(self) -> Text:
        """What the page is called."""
        first, second = self.ends
        return pair_wording.TITLE.format(first=first.name, second=second.name)

    @property
    def matrix(self) -> Page:
        """The matrix that the pair is in."""
        level, *narrowed = asked_of(self.result)
        return Page("overlaps", "" if level[1] == "Agency" else level[1], narrowed=tuple(narrowed))

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """What finds the pair again."""
        return asked_of(self.result)


def asked_of(result: AnalysisResult) -> tuple[tuple[str, str], ...]:
    """Return what finds the pairs of a result again: the level, and the theme where there is one."""
    given = {name: str(result.parameters[name]) for name in ("level", "theme")}
    return tuple((name, value) for name, value in given.items() if value)


@dataclass(frozen=True, slots=True)
class Chart:
    """Shared clients and what chance gives, as parts of the width that shows the largest of them."""

    observed: float
    expected: float
    low: float
    high: float

    def width(self, value: float) -> float:
        """Return a value as a part of 100."""
        return 100 * value / max(self.observed, self.high, 1)


def chart_of(finding: Finding) -> Chart:
    """Return the shared clients of a pair beside what chance would mostly give."""
    expected = finding.expected or 0
    spread = NORMAL * finding.evidence.counts.get("standard_deviation", 0)
    return Chart(finding.observed or 0, expected, max(expected - spread, 0), expected + spread)


def draw_pair(evidence: Evidence) -> Drawing:
    """Return the two at either side, what they share between them, and outside what one alone has."""
    ends = [(subject.kind, subject.key) for subject in evidence.ends]
    layers: list[list[NodeId]] = [[], [ends[0]], [], [ends[1]], []]
    nodes: dict[NodeId, DrawnNode] = {}
    links: list[DrawnLink] = []
    for subject in evidence.ends:
        node = (subject.kind, subject.key)
        nodes[node] = DrawnNode(node, subject.kind, subject.name, (0, 0), size=28, font=READABLE + 4)
    for group in next(iter(evidence.groups.values()), ()):
        node = (GROUP, group.subject.key or group.subject.name.en)
        form = pair_wording.GROUP if group.open else pair_wording.HIDDEN_GROUP
        name = form.format(name=group.subject.name, count=count(group.number))
        nodes[node] = DrawnNode(node, GROUP, name, (0, 0), size=18, font=READABLE, folded=True)
        layers[2].append(node)
        width = 1 + 5 * group.number / max(evidence.finding.observed or 1, 1) if group.open else 1
        links += [DrawnLink(end, node, pair_wording.CLIENTS, name, width) for end in ends]
    for layer, node, name, having in _values(evidence):
        nodes[node] = DrawnNode(node, node[0], name, (0, 0), font=READABLE)
        layers[layer].append(node)
        label = MODEL.node(node[0]).label
        links += [DrawnLink(ends[at], node, label, Text("", "")) for at in having]
    at = place_layers(layers, [(link.source, link.target) for link in links])
    kinds = sorted({node.look for node in nodes.values()})
    looks = tuple(Look(kind.name, kind.plural, kind.colour, kind.shape) for kind in map(MODEL.node, kinds))
    placed = tuple(replace(node, at=at[key]) for key, node in nodes.items())
    return Drawing(placed, tuple(links), looks, len(placed))


def _values(evidence: Evidence) -> Iterator[tuple[int, NodeId, Text, tuple[int, ...]]]:
    """Yield what is drawn of services and themes: the layer, the node, its name, and which ends have it."""
    for aspect in DRAWN:
        sides = evidence.aspects[aspect]
        for layer, values, having in (
            (2, sides.both, (0, 1)),
            (0, sides.first, (0,)),
            (4, sides.second, (1,)),
        ):
            for node, name in values[:MOST_VALUES]:
                if node[0] in ("Service", "Theme"):
                    yield layer, node, name, having


def render_pair(edition: Edition, evidence: Evidence, decided: Decided, command: str = "") -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    `command` is what shows the surroundings of a node when its key is put behind it.
    The same input gives the same bytes.
    """
    finding = evidence.finding
    return render_drawing(
        "pair.html.j2",
        edition,
        draw_pair(evidence),
        command,
        styles=("overlaps.css",),
        pair=pair_wording,
        decided=decided,
        findings=finding_wording,
        judged=judged,
        marks=overlap_wording.MARKS,
        evidence=evidence,
        finding=finding,
        chart=chart_of(finding),
        most=MOST_VALUES,
        share=finding.evidence.counts.get("clients_overlap_coefficient"),
    )


def named_values(values: Sequence[tuple[NodeId, Text]]) -> tuple[tuple[NodeId, Text], ...]:
    """Return values in the order of their names."""
    return tuple(sorted(values, key=lambda value: (value[1].en, value[0])))

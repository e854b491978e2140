"""What surrounds a node, read outwards one hop at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ecograph.model import MODEL, NodeKind, RelationshipKind
from ecograph.store.base import Direction, Neighbourhood, Node, Relationship

Place = tuple[str, int]
"""A node by the name of its kind and its number."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One way to leave a kind of node: along a relationship kind, from one of its ends."""

    kind: RelationshipKind
    start: str

    @property
    def name(self) -> str:
        """`out KIND` or `in KIND`; an undirected relationship is always `out`."""
        return f"{'out' if self.start == 'source' or self.kind.undirected else 'in'} {self.kind.name}"


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship as it was read: its ends and its properties."""

    kind: RelationshipKind
    source: int
    target: int
    values: tuple[object, ...]

    @property
    def places(self) -> tuple[Place, Place]:
        """The nodes at the ends."""
        return (self.kind.source, self.source), (self.kind.target, self.target)


class Surroundings(Protocol):
    """How a store is asked for what lies around its nodes."""

    def centre(self, kind: NodeKind, key: str) -> tuple[int, Node] | None:
        """Return the number of a node, and the node with its claims."""

    def nodes(self, kind: NodeKind, numbers: Sequence[int]) -> Mapping[int, Node]:
        """Return nodes by number, without their claims."""

    def follow(self, leg: Leg, numbers: Sequence[int], limit: int) -> list[Link]:
        """Return the first relationships that leave nodes along a leg, in an order that never changes."""

    def degrees(self, legs: Sequence[Leg], number: int) -> list[int]:
        """Return how many relationships leave a node along each leg.

        Where a leg starts at the target of an undirected kind, one of a node with itself is left out.
        """


def find_neighbourhood(
    surroundings: Surroundings,
    kind: NodeKind,
    key: str,
    *,
    hops: int,
    kinds: Sequence[RelationshipKind],
    direction: Direction,
    limit: int,
) -> Neighbourhood | None:
    """Return what surrounds a node, nearest first.

    Within a hop every kind and direction gets its share of the limit, so that half a million
    enterprises do not hide the one agency. Undirected relationships are followed from both ends.
    """
    found_centre = surroundings.centre(kind, key)
    if found_centre is None:
        return None
    nid, centre = found_centre
    start: Place = (kind.name, nid)
    links: dict[tuple[object, ...], Link] = {}
    reached: dict[Place, None] = {start: None}
    frontier: list[Place] = [start]
    for _ in range(hops):
        if not frontier or len(links) >= limit:
            break
        before = list(links)
        found = [
            # Links that were found before come back from their other end: read so many more.
            surroundings.follow(leg, numbers, limit + len(before))
            for leg, numbers in _legs(frontier, kinds, direction)
        ]
        frontier = []
        for link in _fairly(found):
            identity = (link.kind.name, link.source, link.target, *map(str, link.values))
            if len(links) >= limit:
                break
            if identity not in links:
                links[identity] = link
                for place in link.places:
                    if place not in reached:
                        reached[place] = None
                        frontier.append(place)
    nodes = _nodes(surroundings, reached)
    return Neighbourhood(
        centre,
        tuple(node for place, node in nodes.items() if place != start),
        tuple(_relationship(link, nodes) for link in links.values()),
        _totals(surroundings, start),
    )


def _legs(
    frontier: Iterable[Place], kinds: Sequence[RelationshipKind], direction: Direction
) -> Iterator[tuple[Leg, list[int]]]:
    numbers: dict[str, list[int]] = {}
    for name, nid in frontier:
        numbers.setdefault(name, []).append(nid)
    for kind in kinds:
        for start, name, way in (("source", kind.source, "out"), ("target", kind.target, "in")):
            if name in numbers and (kind.undirected or direction in (way, "both")):
                yield Leg(kind, start), numbers[name]


def _fairly(found: Sequence[Sequence[Link]]) -> Iterator[Link]:
    """Give one link of each list in turn."""
    for turn in range(max(map(len, found), default=0)):
        for links in found:
            if turn < len(links):
                yield links[turn]


def _nodes(surroundings: Surroundings, places: Iterable[Place]) -> dict[Place, Node]:
    numbers: dict[str, list[int]] = {}
    for name, nid in places:
        numbers.setdefault(name, []).append(nid)
    read = {name: surroundings.nodes(MODEL.node(name), nids) for name, nids in numbers.items()}
    return {(name, nid): read[name][nid] for name, nid in places}


def _relationship(link: Link, nodes: dict[Place, Node]) -> Relationship:
    source, target = (nodes[place].key for place in link.places)
    names = (item.name for item in link.kind.properties)
    return Relationship(link.kind.name, source, target, dict(zip(names, link.values, strict=True)))


def _totals(surroundings: Surroundings, centre: Place) -> dict[str, int]:
    totals: dict[str, int] = {}
    legs = [leg for leg, _ in _legs([centre], MODEL.relationships, "both")]
    for leg, count in zip(legs, surroundings.degrees(legs, centre[1]), strict=True):
        if count:
            totals[leg.name] = totals.get(leg.name, 0) + count
    return totals

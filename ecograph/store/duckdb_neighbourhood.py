"""What surrounds a node, read outwards one hop at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from ecograph.model import MODEL, NodeKind, RelationshipKind
from ecograph.store.base import Direction, Neighbourhood, Node, Relationship
from ecograph.store.columns import ENDS, columns_of
from ecograph.store.duckdb_nodes import find_node, read_nodes
from ecograph.store.duckdb_schema import node_table, quote, resolved_view

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


def find_neighbourhood(
    cursor: duckdb.DuckDBPyConnection,
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
    centre = find_node(cursor, kind, key)
    if centre is None:
        return None
    ((nid,),) = cursor.execute(f"SELECT nid FROM {node_table(kind)} WHERE key = ?", [key]).fetchall()
    start: Place = (kind.name, int(nid))
    links: dict[tuple[object, ...], Link] = {}
    reached: dict[Place, None] = {start: None}
    frontier: list[Place] = [start]
    for _ in range(hops):
        if not frontier or len(links) >= limit:
            break
        before = list(links)
        found = [
            _follow(cursor, leg, numbers, limit, before_count=len(before))
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
    nodes = _nodes(cursor, reached)
    return Neighbourhood(
        centre,
        tuple(node for place, node in nodes.items() if place != start),
        tuple(_relationship(link, nodes) for link in links.values()),
        _totals(cursor, start),
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


def _follow(
    cursor: duckdb.DuckDBPyConnection, leg: Leg, numbers: Sequence[int], limit: int, *, before_count: int
) -> list[Link]:
    columns = ", ".join(quote(column) for column in (*ENDS, *columns_of(leg.kind)))
    wanted = ", ".join(map(str, numbers))
    # Links that were found before come back from their other end: read so many more.
    rows = cursor.execute(
        f"SELECT {columns} FROM {resolved_view(leg.kind)} WHERE {leg.start} IN ({wanted}) "
        f"ORDER BY ALL LIMIT {limit + before_count}"
    ).fetchall()
    return [Link(leg.kind, source, target, tuple(values)) for source, target, *values in rows]


def _fairly(found: Sequence[Sequence[Link]]) -> Iterator[Link]:
    """Give one link of each list in turn."""
    for turn in range(max(map(len, found), default=0)):
        for links in found:
            if turn < len(links):
                yield links[turn]


def _nodes(cursor: duckdb.DuckDBPyConnection, places: Iterable[Place]) -> dict[Place, Node]:
    numbers: dict[str, list[int]] = {}
    for name, nid in places:
        numbers.setdefault(name, []).append(nid)
    read = {name: read_nodes(cursor, MODEL.node(name), nids) for name, nids in numbers.items()}
    return {(name, nid): read[name][nid] for name, nid in places}


def _relationship(link: Link, nodes: dict[Place, Node]) -> Relationship:
    source, target = (nodes[place].key for place in link.places)
    names = (item.name for item in link.kind.properties)
    return Relationship(link.kind.name, source, target, dict(zip(names, link.values, strict=True)))


def _totals(cursor: duckdb.DuckDBPyConnection, centre: Place) -> dict[str, int]:
    totals: dict[str, int] = {}
    for leg, (nid,) in _legs([centre], MODEL.relationships, "both"):
        # An undirected relationship of a node with itself is one, not two.
        once = " AND source <> target" if leg.kind.undirected and leg.start == "target" else ""
        ((count,),) = cursor.execute(
            f"SELECT count(*) FROM {resolved_view(leg.kind)} WHERE {leg.start} = {nid}{once}"
        ).fetchall()
        if count:
            totals[leg.name] = totals.get(leg.name, 0) + int(count)
    return totals

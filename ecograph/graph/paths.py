"""How two nodes are joined: the shortest paths, through institutions and, counted, enterprises."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.adjacency import Adjacency, Places, Seen
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.graph.links import Links
from ecograph.graph.pairs import spread
from ecograph.model import Text

LONGEST = 6
MOST_TRAILS = 500
"""How many beginnings of paths to follow at once; those of the most enterprises where there are more."""

Step = tuple[tuple[str, bool], ...]
"""The relationships between two nodes that follow each other: their kinds, and if they lead onwards."""


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """One way from a node to another.

    Attributes
    ----------
    stops
        The nodes on the way; None stands for an enterprise, any of `count`.
    steps
        The relationships between them, one fewer than there are stops.
    count
        Over how many enterprises, or chains of them, the way leads; 1 where it needs none.
    text
        The way in words.
    """

    stops: tuple[NodeId | None, ...]
    steps: tuple[Step, ...]
    count: int
    text: Text

    @property
    def enterprises(self) -> int:
        """How many stops are enterprises that are counted and not named."""
        return self.stops.count(None)


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest ways between two nodes.

    Attributes
    ----------
    paths
        Those through institutions alone first, then those over the most enterprises.
    length
        Of how many relationships each of them is; None where there is no way that is short enough.
    found
        How many ways there are, of which `paths` may be the first.
    complete
        False where there were too many beginnings to follow all: there are at least `found`.
    """

    paths: tuple[EvidencePath, ...]
    length: int | None
    found: int
    complete: bool


def find_paths(
    ecosystem: Ecosystem,
    start: NodeId,
    end: NodeId,
    *,
    kinds: Collection[str] = (),
    longest: int = LONGEST,
    limit: int = 10,
) -> Paths:
    """Return the shortest paths between two nodes, along relationships in whichever direction.

    Paths that differ only in the enterprises on them are one, with their number: agency, program,
    37 enterprises, program, agency. Paths are sorted by enterprises to pass (none first), by
    their number (the most first) and by name.

    Parameters
    ----------
    kinds
        Names of relationship kinds to follow; all when empty.
    longest
        The most relationships of a path.
    limit
        The most paths to return.

    Raises
    ------
    AnalysisError
        When one of the nodes is not in the ecosystem, or both are the same.
    ModelError
        When there is no such kind.

    Notes
    -----
    Breadth-first search from both ends at once, over sets of nodes; it costs at most one pass over all
    relationships for each step.
    """
    if start == end:
        raise AnalysisError(f"{start[1]!r} is both ends of the path.", "Name two different nodes.")
    adjacency = Adjacency(ecosystem, kinds)
    layers = _layers(adjacency, adjacency.locate(start), adjacency.locate(end), longest)
    if layers is None:
        return Paths((), None, 0, complete=True)
    trails, complete = [_Trail.at(adjacency, start)], True
    for layer in layers[1:]:
        trails = [further for trail in trails for further in trail.advance(adjacency, layer)]
        complete &= len(trails) <= MOST_TRAILS
        trails = sorted(trails, key=_Trail.rank)[:MOST_TRAILS]
    found = [trail.path(ecosystem, start, end) for trail in trails]
    return Paths(tuple(found[: max(limit, 0)]), len(layers) - 1, len(found), complete)


def _layers(adjacency: Adjacency, start: Places, end: Places, longest: int) -> list[Places] | None:
    """Return, for each step, the nodes on any shortest path; None where there is none."""
    sides = [[start], [end]]
    seen = [Seen(len(adjacency.ecosystem.smes)) for _ in sides]
    seen[0].add(start)
    seen[1].add(end)
    while not (middle := sides[0][-1] & sides[1][-1]):
        if len(sides[0]) + len(sides[1]) - 1 > longest:
            return None
        nearer = int(adjacency.degree(sides[1][-1]) < adjacency.degree(sides[0][-1]))
        reached = seen[nearer].add(adjacency.around(sides[nearer][-1]))
        if not reached:
            return None
        sides[nearer].append(reached)
    halves = []
    for side in sides:
        half = [middle]
        for level in side[-2::-1]:
            half.append(level & adjacency.around(half[-1]))
        halves.append(half)
    return halves[0][::-1] + halves[1][1:]


@dataclass(frozen=True, slots=True)
class _Trail:
    """The beginning of paths that differ in enterprises alone.

    It ends at an institution that `count` of them reach, or at enterprises (`where`), of which each
    is reached by so many as `counts` says.
    """

    stops: tuple[NodeId | None, ...]
    steps: tuple[Step, ...]
    count: int
    where: NDArray[np.int32]
    counts: NDArray[np.int64]

    @classmethod
    def at(cls, adjacency: Adjacency, node: NodeId) -> "_Trail":
        where = adjacency.locate(node).enterprises
        return cls((None if len(where) else node,), (), 1, where, np.ones(len(where), np.int64))

    def rank(self) -> tuple[int, int, list[NodeId], tuple[Step, ...]]:
        """Return what trails are sorted by."""
        return self.stops.count(None), -self.count, [stop or ("", "") for stop in self.stops], self.steps

    def advance(self, adjacency: Adjacency, layer: Places) -> Iterator["_Trail"]:
        """Yield the trails that lead one step further, into a layer."""
        if self.stops[-1] is not None:
            yield from self._from_institution(adjacency, self.stops[-1], layer)
            return
        for links in adjacency.links:
            if links.targets:
                yield from self._to_institutions(links, layer)
            else:
                yield from self._to_enterprises(links, layer)

    def _from_institution(self, adjacency: Adjacency, node: NodeId, layer: Places) -> Iterator["_Trail"]:
        steps: dict[NodeId, set[tuple[str, bool]]] = {}
        for other, kind, leads in adjacency.edges(node):
            if other in layer.institutions:
                steps.setdefault(other, set()).add((kind, leads))
        for other, step in steps.items():
            yield self._extended(other, tuple(sorted(step)), self.count)
        for links in adjacency.links:
            if node[0] == links.kind.target:
                found = links.linked_to(links.number[node[1]])
                found = found[np.isin(found, layer.enterprises)]
                if len(found):
                    yield self._over(found, np.full(len(found), self.count), ((links.kind.name, False),))

    def _to_institutions(self, links: Links, layer: Places) -> Iterator["_Trail"]:
        ends = [links.number[key] for kind, key in layer.institutions if kind == links.kind.target]
        if not ends:
            return
        entries, place = spread(links.indptr, self.where)
        inside = np.isin(links.indices[entries], ends)
        # Whoever took part twice is on one path, not two.
        pairs = np.unique(links.indices[entries[inside]] * np.int64(len(self.where)) + place[inside])
        targets, at = np.divmod(pairs, max(len(self.where), 1))
        totals = np.zeros(len(links.targets), np.int64)
        np.add.at(totals, targets, self.counts[at])
        for target in np.flatnonzero(totals):
            node = links.kind.target, links.targets[target]
            yield self._extended(node, ((links.kind.name, True),), int(totals[target]))

    def _to_enterprises(self, links: Links, layer: Places) -> Iterator["_Trail"]:
        column = links.reverse
        for indptr, indices, leads in (
            (links.indptr, links.indices, True),
            (column.indptr, column.indices, False),
        ):
            entries, place = spread(indptr, self.where)
            inside = np.isin(indices[entries], layer.enterprises)
            pairs = np.unique(indices[entries[inside]] * np.int64(len(self.where)) + place[inside])
            others, at = np.divmod(pairs, max(len(self.where), 1))
            found, position = np.unique(others, return_inverse=True)
            totals = np.zeros(len(found), np.int64)
            np.add.at(totals, position, self.counts[at])
            if len(found):
                yield self._over(found.astype(np.int32), totals, ((links.kind.name, leads),))

    def _extended(self, node: NodeId, step: Step, count: int) -> "_Trail":
        return _Trail((*self.stops, node), (*self.steps, step), count, self.where[:0], self.counts[:0])

    def _over(self, where: NDArray[np.int32], counts: NDArray[np.int64], step: Step) -> "_Trail":
        return _Trail((*self.stops, None), (*self.steps, step), int(counts.sum()), where, counts)

    def path(self, ecosystem: Ecosystem, start: NodeId, end: NodeId) -> EvidencePath:
        """Return the trail as a path, its ends named."""
        stops = (start, *self.stops[1:-1], end)
        passed = stops.count(None)
        english = f"{self.count:,} enterprise{'s' * (self.count != 1)}" if passed == 1 else "an enterprise"
        thai = f"วิสาหกิจ {self.count:,} ราย" if passed == 1 else "วิสาหกิจ"
        names = [Text(english, thai) if stop is None else ecosystem.name(*stop) for stop in stops]
        joined = Text(" – ".join(name.en for name in names), " – ".join(name.th for name in names))
        if passed > 1:
            joined = Text(f"{joined.en} ({self.count:,} chains)", f"{joined.th} ({self.count:,} สาย)")
        return EvidencePath(stops, self.steps, self.count, joined)

"""Relationships among institutions, kind by kind, for questions about what is there and what is not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ecograph.graph import Ecosystem
from ecograph.model import Confidence

Ends = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Relations:
    """The relationships of some kinds.

    Attributes
    ----------
    targets, sources
        By kind, for each source the keys of its targets, and for each target those of its sources;
        each key once, sorted.
    weakest
        By kind, the weakest confidence of any; nothing for a kind of which none is on record.
    """

    targets: Mapping[str, Ends]
    sources: Mapping[str, Ends]
    weakest: Mapping[str, Confidence] = field(default_factory=dict)

    def recorded(self, *kinds: str) -> bool:
        """Whether any relationship of one of the kinds is on record at all."""
        return any(kind in self.weakest for kind in kinds)

    def confidence(self, *kinds: str) -> Confidence:
        """Return the weakest confidence among some kinds."""
        found = [self.weakest[kind] for kind in kinds if kind in self.weakest]
        return max(found, key=lambda label: label.rank, default=Confidence.READ)

    def above(self, kind: str, key: str) -> set[str]:
        """Return what a node is part of, however far up, without itself; `kind` is its PART_OF."""
        return _closure(self.targets[kind], key)

    def below(self, kind: str, key: str) -> set[str]:
        """Return what is part of a node, however far down, without itself."""
        return _closure(self.sources[kind], key)


def _closure(ends: Ends, key: str) -> set[str]:
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for other in ends.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found - {key}


def find_relations(ecosystem: Ecosystem, kinds: Collection[str]) -> Relations:
    """Return the relationships of some kinds."""
    pairs: dict[str, set[tuple[str, str]]] = {kind: set() for kind in kinds}
    found: dict[str, set[Confidence]] = {kind: set() for kind in kinds}
    for kind in kinds:
        for (_, source), (_, target), edge in ecosystem.edges(kind):
            pairs[kind].add((source, target))
            found[kind].add(edge["confidence"])
    weakest = {kind: max(labels, key=_rank) for kind, labels in found.items() if labels}
    forward = {kind: _grouped(ends) for kind, ends in pairs.items()}
    backward = {kind: _grouped({(b, a) for a, b in ends}) for kind, ends in pairs.items()}
    return Relations(forward, backward, weakest)


def _rank(label: Confidence) -> int:
    return label.rank


def _grouped(pairs: Collection[tuple[str, str]]) -> Ends:
    found: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        found.setdefault(one, []).append(other)
    return {one: tuple(others) for one, others in found.items()}

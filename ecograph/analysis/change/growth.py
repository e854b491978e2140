"""How the network grew: what there is of each kind, what came and what left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.change.moment import of_year, taking
from ecograph.analysis.change.wording import ACTIVE, RECORDS, SUPPORTED
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem
from ecograph.graph.clients import OWNERS
from ecograph.model import MODEL, Layer, NodeKind, Text
from ecograph.store import KindChanges


@dataclass(frozen=True, slots=True)
class Line:
    """How many there are of one sort before and after, how many came, left, and say something else.

    None where it has no meaning: records of two years are never the same.
    """

    kind: str
    label: Text
    before: int
    after: int
    added: int | None = None
    removed: int | None = None
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An institution that came, or left; enterprises are counted, never listed."""

    kind: str
    key: str
    name: Text
    came: bool


@dataclass(frozen=True, slots=True)
class Growth:
    """How the network grew."""

    lines: tuple[Line, ...]
    members: tuple[Member, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the growth as values that JSON knows."""
        return {
            "counts": [
                {
                    "kind": line.kind,
                    "label": {"en": line.label.en, "th": line.label.th},
                    **{
                        name: getattr(line, name)
                        for name in ("before", "after", "added", "removed", "changed")
                    },
                }
                for line in self.lines
            ],
            "members": [
                {
                    "kind": each.kind,
                    "key": each.key,
                    "name": {"en": each.name.en, "th": each.name.th},
                    "status": "new" if each.came else "left",
                }
                for each in self.members
            ],
        }


def grow_between_years(ecosystem: Ecosystem, first: int, last: int) -> Growth:
    """Return who has records of support in one fiscal year and in another; the cost is linear in links.

    A member is an agency, a program or a fund with a record in the year, whatever its status.
    """
    active: dict[str, tuple[set[str], set[str]]] = {"Agency": (set(), set())}
    records: list[Line] = []
    supported = [np.zeros(len(ecosystem.smes), np.bool_) for _ in range(2)]
    for kind, link_kind in SUPPORT.items():
        links = ecosystem.smes.links[link_kind]
        masks = [of_year(links, year) for year in (first, last)]
        active[kind] = (set(taking(links, masks[0])), set(taking(links, masks[1])))
        for side, mask in enumerate(masks):
            supported[side][links.enterprises[mask]] = True
        label = RECORDS.format(kind=MODEL.relationship(link_kind).label)
        records.append(Line(link_kind, label, int(masks[0].sum()), int(masks[1].sum())))
        for (_, agency), (_, member), _ in ecosystem.edges(OWNERS[kind]):
            for side in range(2):
                if member in active[kind][side]:
                    active["Agency"][side].add(agency)
    lines = [
        _line(kind, ACTIVE.format(kind=MODEL.node(kind).plural), *sides) for kind, sides in active.items()
    ]
    members = [
        Member(kind, key, ecosystem.name(kind, key), came)
        for kind, (before, after) in active.items()
        for came, keys in ((True, after - before), (False, before - after))
        for key in sorted(keys)
    ]
    return Growth((*lines, _enterprises(*supported), *records), tuple(members))


def grow_between_versions(
    before: Mapping[str, int],
    after: Mapping[str, int],
    changes: Mapping[str, KindChanges],
    names: tuple[Mapping[tuple[str, str], Text], Mapping[tuple[str, str], Text]],
) -> Growth:
    """Return what came and left between two versions, from counts by kind and the changes of each.

    Parameters
    ----------
    names
        The institutions of both versions by kind and key, with their names.
    """
    lines = [
        Line(
            kind.name,
            kind.label,
            before.get(kind.name, 0),
            after.get(kind.name, 0),
            *_counts(changes, kind.name),
        )
        for kind in MODEL
        if before.get(kind.name) or after.get(kind.name)
    ]
    return Growth(tuple(lines), tuple(_members(changes, names)))


def institutions(ecosystem: Ecosystem) -> dict[tuple[str, str], Text]:
    """Return the institutions of an ecosystem, with their names."""
    return {node: ecosystem.name(*node) for node in ecosystem.institutions.nodes}


def _counts(changes: Mapping[str, KindChanges], kind: str) -> tuple[int, int, int]:
    found = changes[kind].counts if kind in changes else {}
    return found.get("added", 0), found.get("removed", 0), found.get("changed", 0)


def _members(
    changes: Mapping[str, KindChanges],
    names: tuple[Mapping[tuple[str, str], Text], Mapping[tuple[str, str], Text]],
) -> Iterator[Member]:
    for found in changes.values():
        kind = found.kind
        if not isinstance(kind, NodeKind) or kind.layer is Layer.SMES:
            continue
        rows = found.rows.to_pylist()
        for change, came in (("added", True), ("removed", False)):
            for key in (row["key"] for row in rows if row["change"] == change):
                yield Member(kind.name, key, names[came].get((kind.name, key), Text(key, key)), came)


def _line(kind: str, label: Text, before: set[str], after: set[str]) -> Line:
    return Line(kind, label, len(before), len(after), len(after - before), len(before - after))


def _enterprises(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Line:
    return Line(
        "SME",
        SUPPORTED,
        int(before.sum()),
        int(after.sum()),
        int((after & ~before).sum()),
        int((before & ~after).sum()),
    )

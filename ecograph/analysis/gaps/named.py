"""What programs and funds name: themes that they address, industries and products that they target.

*Named* is what a program or fund says it addresses or targets, and what that is a part of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.gaps.statement import Statement
from ecograph.graph import NodeId
from ecograph.model import Text

NAMES = {"Theme": "ADDRESSES", "Industry": "TARGETS", "Product": "TARGETS"}
"""What is named, and the relationship that names it."""
PART_OF = {kind: f"{kind} PART_OF {kind}" for kind in (*NAMES, "Program")}
WIDER = Text(
    "Something that all of it is part of is named: {named}. Whether it is meant is not known.",
    "มีการระบุสิ่งที่ครอบคลุมข้อนี้ทั้งหมด ได้แก่ {named} แต่ไม่ทราบว่าหมายถึงข้อนี้หรือไม่",
)
SHARING = Text(
    "Others that share a part of it are named: {named}.", "มีการระบุรายการอื่นที่ซ้อนกันบางส่วน ได้แก่ {named}"
)


@dataclass(frozen=True)
class Named:
    """What members name of one kind: themes, industries or products.

    Attributes
    ----------
    of
        By member what it names; without those that name nothing.
    by
        By key the members that name it.
    """

    kind: str
    relations: Relations
    of: Mapping[NodeId, tuple[str, ...]]
    by: Mapping[str, list[NodeId]]

    @property
    def recorded(self) -> bool:
        """Whether anything at all is named."""
        return bool(self.by)

    def parts(self, key: str) -> set[str]:
        """Return a node with all that is part of it."""
        return {key, *self.relations.below(PART_OF[self.kind], key)}

    def naming(self, key: str) -> list[NodeId]:
        """Return the members that name a node or a part of it, each once."""
        return sorted({member for part in self.parts(key) for member in self.by.get(part, ())})

    def wider(self, key: str) -> list[str]:
        """Return what is named and has all of a node in it."""
        parts = self.parts(key)
        parts = parts - {key} if len(parts) > 1 else parts
        return [other for other in sorted(self.by) if parts <= self.parts(other)]

    def sharing(self, key: str) -> list[str]:
        """Return what is named and has a part of a node in it, but not all."""
        parts, wider = self.parts(key), self.wider(key)
        return [other for other in sorted(self.by) if self.parts(other) & parts and other not in wider]


def find_named(relations: Relations, members: Sequence[NodeId], kind: str) -> Named:
    """Return what members name of a kind; a program also names what the program it is part of does."""
    of: dict[NodeId, tuple[str, ...]] = {}
    by: dict[str, list[NodeId]] = {}
    for source, key in members:
        around = (key, *sorted(relations.above(PART_OF["Program"], key))) if source == "Program" else (key,)
        targets = relations.targets[f"{source} {NAMES[kind]} {kind}"]
        found = sorted({target for one in around for target in targets.get(one, ())})
        if found:
            of[source, key] = tuple(found)
        for target in found:
            by.setdefault(target, []).append((source, key))
    return Named(kind, relations, of, by)


def akin(about: Statement, named: Named, key: str) -> tuple[Text, ...]:
    """Return in words what is named instead of a node: something wider, something that shares a part."""
    found = ((WIDER, named.wider(key)), (SHARING, named.sharing(key)))
    return tuple(about.noted(text, named.kind, keys) for text, keys in found if keys)

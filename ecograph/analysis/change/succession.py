"""What stands for what on the other side: the program that another follows, the theme that took its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecograph.analysis.change import wording as said
from ecograph.analysis.change.moment import Moment
from ecograph.findings import Finding, Subject
from ecograph.graph import NodeId
from ecograph.model import Text


@dataclass(frozen=True)
class Succession:
    """Who took whose place between two years.

    Attributes
    ----------
    roots
        By what stands for it after, the key that it is compared under.
    replaced
        Themes that were not in force yet, and those that are no longer, of which another took the
        place: what is found of them on that side is left out, for it is found of the other.
    """

    roots: Mapping[NodeId, str] = field(default_factory=dict)
    replaced: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    @classmethod
    def between(cls, was: Moment, now: Moment) -> "Succession":
        """Return who took whose place: programs along a line, and themes that correspond one to one, of which
        the one is in force before and the other after.
        """
        roots: dict[NodeId, str] = {
            ("Program", key): root for key, root in {**was.roots, **now.roots}.items()
        }
        themes = {
            later: earlier
            for earlier, later in now.counterparts.items()
            if _in_force(was, earlier)
            and not _in_force(was, later)
            and _in_force(now, later)
            and not _in_force(now, earlier)
        }
        roots |= {("Theme", later): earlier for later, earlier in themes.items()}
        return cls(roots, (frozenset(themes), frozenset(themes.values())))

    def keep(self, finding: Finding, side: int) -> bool:
        """Return whether a finding is compared: not where another theme has the place of its own."""
        return not any(one.kind == "Theme" and one.key in self.replaced[side] for one in finding.subjects)

    def identity(self, subject: Subject) -> NodeId:
        """Return what a subject is compared under."""
        return subject.kind, self.roots.get((subject.kind, subject.key), subject.key)

    def told(self, before: Finding, after: Finding) -> Iterator[Text]:
        """Yield what was compared with what, where one took the place of the other."""
        old = {self.identity(each): each.key for each in before.subjects}
        for each in after.subjects:
            key = old.get(self.identity(each), each.key)
            if key != each.key:
                text = said.CORRESPONDS if each.kind == "Theme" else said.FOLLOWED
                yield text.format(key=each.key, before=key)


def _in_force(moment: Moment, theme: str) -> bool:
    return theme in moment.themes and moment.themes[theme][1]

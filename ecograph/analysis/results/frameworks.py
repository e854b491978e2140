"""Frameworks of themes: which there are, when they were in force, and what of one stands for the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from ecograph.analysis.gaps.named import PART_OF
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem

ADDRESSES, CORRESPONDS = "Program ADDRESSES Theme", "Theme CORRESPONDS_TO Theme"
DIRECT, MAPPED = "direct", "mapped"
"""How a program comes to a theme: it names it, or names one that corresponds to it."""
NOT_MAPPED, OTHER, UNSAID = "*not-mapped", "*other", "*unsaid"
"""Rows of programs without a theme of a framework: their themes correspond to none of it, are of other
frameworks, or are not on record."""


@dataclass(frozen=True)
class Placed:
    """The uppermost themes of a framework that a program comes to, or the row of those without, and how."""

    themes: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True)
class Frameworks:
    """The themes of an ecosystem by framework, with their correspondence."""

    ecosystem: Ecosystem
    relations: Relations

    @cached_property
    def themes(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of themes by framework."""
        found: dict[str, list[str]] = {}
        for key in self.ecosystem.nodes("Theme"):
            found.setdefault(self.of(key), []).append(key)
        return {name: tuple(keys) for name, keys in sorted(found.items())}

    def of(self, theme: str) -> str:
        """Return the framework of a theme."""
        return str(self.ecosystem.institutions.nodes["Theme", theme]["framework"])

    def upper(self, framework: str) -> tuple[str, ...]:
        """Return the themes of a framework that are part of none other of it."""
        return tuple(key for key in self.themes[framework] if self.top(key) == {key})

    def top(self, theme: str) -> set[str]:
        """Return the uppermost themes of its framework that a theme is part of; itself where it is one."""
        above = {
            key for key in self.relations.above(PART_OF["Theme"], theme) if self.of(key) == self.of(theme)
        }
        return {
            key
            for key in above or {theme}
            if not self.relations.above(PART_OF["Theme"], key) & (above - {key})
        }

    def corresponding(self, theme: str, framework: str) -> set[str]:
        """Return the uppermost themes of a framework that one of another, or a part of it, corresponds to.

        What corresponds to a theme as a whole is said of its parts as well.
        """
        around = {
            theme,
            *self.relations.above(PART_OF["Theme"], theme),
            *self.relations.below(PART_OF["Theme"], theme),
        }
        ends = (self.relations.targets[CORRESPONDS], self.relations.sources[CORRESPONDS])
        others = {other for key in around for end in ends for other in end.get(key, ())}
        return {top for other in others if self.of(other) == framework for top in self.top(other)}

    def pairs(self, source: str, target: str) -> Iterator[tuple[str, str]]:
        """Yield what corresponds to what, as on record, a theme of `source` first."""
        for one, others in self.relations.targets[CORRESPONDS].items():
            for other in others:
                if (self.of(one), self.of(other)) == (source, target):
                    yield one, other
                elif (self.of(other), self.of(one)) == (source, target):
                    yield other, one

    def addressed(self, program: str) -> set[str]:
        """Return the themes that a program names, or else what it is part of names."""
        targets = self.relations.targets[ADDRESSES]
        own = {*targets.get(program, ())}
        wholes = self.relations.above(PART_OF["Program"], program)
        return own or {key for whole in wholes for key in targets.get(whole, ())}

    def place(self, program: str, source: str, target: str) -> Placed:
        """Return the themes of `target` that a program comes to: those it names, else by correspondence."""
        addressed = self.addressed(program)
        direct = {top for key in addressed if self.of(key) == target for top in self.top(key)}
        if direct:
            return Placed(tuple(sorted(direct)), DIRECT)
        told = [key for key in addressed if self.of(key) == source]
        mapped = {top for key in told for top in self.corresponding(key, target)}
        if mapped:
            return Placed(tuple(sorted(mapped)), MAPPED)
        return Placed((NOT_MAPPED if told else OTHER if addressed else UNSAID,))

    @property
    def compared(self) -> tuple[str, str] | None:
        """The two frameworks that correspond the most on record, the earlier first; None without any."""
        count: dict[tuple[str, str], int] = {}
        for one, others in self.relations.targets[CORRESPONDS].items():
            for other in others:
                names = sorted(
                    (self.of(one), self.of(other)), key=lambda name: (self.year(name, last=False) or 0, name)
                )
                pair = names[0], names[1]
                count[pair] = count.get(pair, 0) + (pair[0] != pair[1])
        best = max(count, key=lambda pair: (count[pair], pair), default=None)
        return best if best and count[best] else None

    def year(self, framework: str, *, last: bool) -> int | None:
        """Return the last year in which a framework is on record to be in force, or the first."""
        nodes = (self.ecosystem.institutions.nodes["Theme", key] for key in self.themes[framework])
        years = [node.get("last_year" if last else "first_year") for node in nodes]
        known = [int(year) for year in years if year is not None]
        return (max(known) if last else min(known)) if known else None


def find_frameworks(ecosystem: Ecosystem) -> Frameworks:
    """Return the frameworks of an ecosystem."""
    kinds = (ADDRESSES, CORRESPONDS, PART_OF["Theme"], PART_OF["Program"], "Agency RUNS Program")
    return Frameworks(ecosystem, find_relations(ecosystem, kinds))


def need_framework(frameworks: Frameworks, name: str) -> None:
    """Raise an `AnalysisError` where no theme is of a framework."""
    there: Sequence[str] = tuple(frameworks.themes)
    if name not in there:
        raise AnalysisError(f"There is no framework {name!r} in the store.", _hint(name, there))


def _hint(name: str, there: Iterable[str]) -> str:
    near = get_close_matches(name, there, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(there) or 'none'}."

"""What the judgements that stand amount to: who is the same, who is not, and other names."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from functools import cached_property

from ecograph.state.errors import JudgementRefused
from ecograph.state.judgements import Judgement, Verdict, standing
from ecograph.state.keys import is_exact, order_of
from ecograph.state.names import name_key

JOINING = (Verdict.SAME, Verdict.FOLLOWED)


class Identities:
    """The sum of a log for one kind of node. Being the same is transitive; being different is not.

    Parameters
    ----------
    entries
        The log, or any part of it, in order.
    """

    def __init__(self, entries: Iterable[Judgement], kind: str) -> None:
        self.kind = kind
        self.entries = [entry for entry in standing(list(entries)) if entry.kind == kind]
        self._parent: dict[str, str] = {}
        for entry in self.entries:
            if entry.verdict in JOINING:
                self._join(entry.first, entry.second)

    def find(self, key: str) -> str:
        """Return the key that stands for everything judged the same as `key`.

        Which it is does not depend on the order of judgements: a registered id if there is one,
        else the first key in the alphabet.
        """
        while self._parent.get(key, key) != key:
            key = self._parent[key]
        return key

    @cached_property
    def canonical(self) -> Mapping[str, str]:
        """By key, the key that it is loaded under; keys that stay are not among them."""
        return {key: self.find(key) for key in self._parent if self.find(key) != key}

    @cached_property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """By the key that stands for them, the keys that are one thing; none of a single key."""
        members: dict[str, set[str]] = defaultdict(set)
        for key in self._parent:
            members[self.find(key)].add(key)
        return {root: frozenset(keys) for root, keys in members.items()}

    @cached_property
    def judged(self) -> frozenset[str]:
        """Every key that a judgement which stands is about."""
        pairs = (entry for entry in self.entries if entry.verdict is not Verdict.ALIAS)
        return frozenset(key for entry in pairs for key in (entry.first, entry.second))

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """By name in the form in which names are compared, the key of the node that bears it."""
        return {
            name_key(entry.second): entry.first for entry in self.entries if entry.verdict is Verdict.ALIAS
        }

    def are_same(self, first: str, second: str) -> bool:
        """Whether two keys are judged to be one thing."""
        return self.find(first) == self.find(second)

    def difference(self, first: str, second: str) -> Judgement | None:
        """Return the judgement by which two keys, or others the same as they, differ."""
        ends = {self.find(first), self.find(second)}
        for entry in self._differences:
            if {self.find(entry.first), self.find(entry.second)} == ends:
                return entry
        return None

    @cached_property
    def different(self) -> frozenset[frozenset[str]]:
        """Pairs of standing keys that are judged to be two things."""
        return frozenset(
            frozenset((self.find(entry.first), self.find(entry.second))) for entry in self._differences
        )

    def chain(self, first: str, second: str) -> list[Judgement]:
        """Return the fewest judgements that together make two keys one thing; none if they are not."""
        links: dict[str, list[Judgement]] = defaultdict(list)
        for entry in self.entries:
            if entry.verdict in JOINING:
                links[entry.first].append(entry)
                links[entry.second].append(entry)
        reached: dict[str, list[Judgement]] = {first: []}
        waiting = deque([first])
        while waiting and second not in reached:
            key = waiting.popleft()
            for entry in links[key]:
                other = entry.second if entry.first == key else entry.first
                if other not in reached:
                    reached[other] = [*reached[key], entry]
                    waiting.append(other)
        return reached.get(second, [])

    def admit(self, verdict: Verdict, first: str, second: str) -> None:
        """Let pass a judgement that contradicts none of those that stand.

        Raises
        ------
        JudgementRefused
            Naming the judgement in its way.
        """
        if verdict is Verdict.ALIAS:
            self._admit_alias(first, second)
            return
        if first == second:
            raise JudgementRefused(f"{first} was given twice.", "Give two different keys.")
        if verdict is Verdict.DIFFERENT:
            self._admit_difference(first, second)
        else:
            self._admit_sameness(first, second)

    def standing_on(self, verdict: Verdict, first: str, second: str) -> Judgement | None:
        """Return the entry that already says exactly this."""
        for entry in self.entries:
            pair = (entry.first, entry.second)
            if entry.verdict is verdict and (
                pair == (first, second) or (verdict is not Verdict.ALIAS and pair == (second, first))
            ):
                return entry
        return None

    @cached_property
    def _differences(self) -> list[Judgement]:
        return [entry for entry in self.entries if entry.verdict is Verdict.DIFFERENT]

    def _admit_alias(self, key: str, name: str) -> None:
        folded = name_key(name)
        if not folded:
            raise JudgementRefused("A name without a letter cannot be another name.", "Give the name.")
        for entry in self.entries:
            if entry.verdict is Verdict.ALIAS and entry.first != key and name_key(entry.second) == folded:
                raise JudgementRefused(
                    f"{name!r} already stands for {entry.first}: entry {entry}.",
                    f"If that is wrong, take it back with `ecograph identity undo {entry.number}`.",
                )

    def _admit_difference(self, first: str, second: str) -> None:
        chain = sorted(self.chain(first, second), key=lambda entry: entry.number)
        if chain:
            raise JudgementRefused(
                f"{first} and {second} are judged to be the same: {_entries(chain)}.",
                f"If that is wrong, take it back with `ecograph identity undo {chain[-1].number}`.",
            )

    def _admit_sameness(self, first: str, second: str) -> None:
        in_the_way = self.difference(first, second)
        if in_the_way:
            raise JudgementRefused(
                f"{first} and {second} cannot be the same: {_entries([in_the_way])} says that they differ.",
                f"If that is wrong, take it back with `ecograph identity undo {in_the_way.number}`.",
            )
        exact = [self._exact(first), self._exact(second)]
        if all(exact) and self.find(first) != self.find(second):
            if is_exact(first) and is_exact(second):
                return
            one, other = (min(keys) for keys in exact)
            raise JudgementRefused(
                f"That would make {one} and {other} one, and each is a registered id.",
                f"If they are one, say so first: `ecograph identity same {one} {other}`.",
            )

    def _exact(self, key: str) -> list[str]:
        return [member for member in self.classes.get(self.find(key), {key}) if is_exact(member)]

    def _join(self, first: str, second: str) -> None:
        for key in (first, second):
            self._parent.setdefault(key, key)
        roots = sorted((self.find(first), self.find(second)), key=order_of)
        self._parent[roots[1]] = roots[0]


def _entries(chain: list[Judgement]) -> str:
    return ("entry " if len(chain) == 1 else "entries ") + ", ".join(map(str, chain))

"""One program, fund or agency under two names: a fault of the data, and no overlap."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

from ecograph.analysis.overlaps.members import Members
from ecograph.graph import Ecosystem, NodeId
from ecograph.store.folding import fold_text

TWO_NAMES = "same-under-two-names"
NEARLY_ALL = 0.9
"""The Jaccard index of clients from which two may be one."""
ALIKE = 0.9
"""The likeness of names, whatever the order of their words."""
NAMED_BY = ("name", "name_en", "aliases")
ACRONYMS = ("acronym", "acronym_en")
DIGITS = re.compile(r"\d+")


def are_one(ecosystem: Ecosystem, members: Members, pair: tuple[NodeId, NodeId], jaccard: float) -> bool:
    """Return whether two nodes of nearly the same clients are likely one.

    They are of one kind; their owners and fiscal years are the same, as far as both are on record; and
    their names are alike, or the acronym of one is that of the other or the initials of its name. Names
    with different numbers (a second phase, another year) are different.
    """
    first, second = pair
    owners = [members.owners(node) for node in pair]
    if first[0] != second[0] or jaccard < NEARLY_ALL or are_apart(ecosystem, owners, pair):
        return False
    return _are_alike(ecosystem, pair)


def are_apart(
    ecosystem: Ecosystem, owners: Sequence[Collection[NodeId]], pair: tuple[NodeId, NodeId]
) -> bool:
    """Return whether two nodes have different owners, or fiscal years, on record."""
    years = [ecosystem.institutions.nodes[node].get("fiscal_year") for node in pair]
    return (all(owners) and owners[0] != owners[1]) or (None not in years and years[0] != years[1])


def _are_alike(ecosystem: Ecosystem, pair: tuple[NodeId, NodeId]) -> bool:
    names, acronyms = ([set(texts(ecosystem, node, by)) for node in pair] for by in (NAMED_BY, ACRONYMS))
    if any(
        DIGITS.findall(one) == DIGITS.findall(other) and _likeness(one, other) >= ALIKE
        for one, other in product(*names)
    ):
        return True
    words = [acronyms[at] | {name for name in names[at] if " " not in name} for at in (0, 1)]
    initials = [{_initials(name) for name in names[at] if " " in name} for at in (0, 1)]
    return bool(acronyms[0] & acronyms[1] or words[0] & initials[1] or words[1] & initials[0])


def texts(ecosystem: Ecosystem, node: NodeId, properties: tuple[str, ...]) -> Iterator[str]:
    """Yield the folded texts of some properties that are on record of a node."""
    known = ecosystem.institutions.nodes[node]
    for name in properties:
        value = known.get(name) or ()
        for text in (value,) if isinstance(value, str) else value:
            if folded := fold_text(text):
                yield folded


def _initials(name: str) -> str:
    """Return the first letters of a name of several words."""
    return "".join(word[0] for word in name.split())


def _likeness(one: str, other: str) -> float:
    """Return the part of both names that is the same, their words sorted."""
    first, second = (" ".join(sorted(name.split())) for name in (one, other))
    return SequenceMatcher(None, first, second).ratio()

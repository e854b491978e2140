"""The relationships by which two agencies come to have something in common."""

from collections.abc import Iterator, Sequence

from ecograph.analysis.links.partners import ADDRESSES, FUNDS, MANAGES, OFFERS, PROVIDES, RUNS, SERVES
from ecograph.graph import Ecosystem, NodeId

Relationship = tuple[str, str, str]


def find_trails(
    ecosystem: Ecosystem, agencies: Sequence[str], common: Sequence[NodeId]
) -> Iterator[Relationship]:
    """Yield, once and sorted, the relationships from agencies to what they have in common.

    They lead there at once, or by a program that the agency runs: both relationships then.
    """
    wanted, found = set(common), set()
    runs: dict[str, set[str]] = {}
    for (_, agency), (_, program), _ in ecosystem.edges(RUNS):
        if agency in agencies:
            runs.setdefault(program, set()).add(agency)
    for kind in (PROVIDES, SERVES, MANAGES):
        for source, target, _ in ecosystem.edges(kind):
            if source[1] in agencies and target in wanted:
                found.add((kind, source[1], target[1]))
    for kind in (OFFERS, ADDRESSES, FUNDS):
        for source, target, _ in ecosystem.edges(kind):
            held, through = (source, target) if kind == FUNDS else (target, source)
            if held in wanted and through[1] in runs:
                found.add((kind, source[1], target[1]))
                found |= {(RUNS, agency, through[1]) for agency in runs[through[1]]}
    yield from sorted(found)

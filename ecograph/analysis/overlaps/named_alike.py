"""Programs, funds or agencies that are named alike and may be one, whether or not they share clients."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from ecograph.analysis.gaps.presence import COVERS
from ecograph.analysis.gaps.statement import Statement
from ecograph.analysis.overlaps import wording as said
from ecograph.analysis.overlaps.judgement import JOINS, ONE
from ecograph.analysis.overlaps.two_names import DIGITS, NAMED_BY, are_apart, texts
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import LEVELS, OWNERS, Level
from ecograph.model import Confidence

ANALYSIS = KIND = "named-alike"
METHOD = Method("likeness of names that nothing on record tells apart", 1)
MOST = 200
SPELT_ALIKE = 95.0
"""The likeness of two names, their words sorted, from which they may be two spellings of one."""
SHORTEST = 12
"""Shorter names are compared letter by letter: one letter makes another of them."""
MOST_NAMES = 10_000
"""Of more names with the same numbers in them, only those spelt the same are told."""
PART_OF = "Agency PART_OF Agency"


def find_named_alike(ecosystem: Ecosystem, level: Level = "Program", most: int = MOST) -> AnalysisResult:
    """Return pairs that may be one under two names, by key; nothing is counted and nothing tested.

    Parameters
    ----------
    level
        What is compared, as of `find_overlaps`; of `support` no program is compared with a fund.
    most
        How many pairs to list.

    Raises
    ------
    AnalysisError
        When there is no such level, or `most` is below 1.
    """
    started = time.perf_counter()
    if level not in LEVELS or most < 1:
        raise AnalysisError(
            f"{most} pairs of the level {level!r} cannot be told.",
            f"Levels are: {', '.join(LEVELS)}; ask for 1 pair or more.",
        )
    kinds = ("Agency",) if level == "Agency" else LEVELS[level]
    nodes = [(kind, key) for kind in kinds for key in ecosystem.nodes(kind)]
    about = Statement(ecosystem, METHOD)
    pairs = pair_names(ecosystem, nodes)
    return about.result(
        ANALYSIS,
        [_finding(about, pair) for pair in pairs[:most]],
        (KIND,),
        {"level": level, "most": most},
        totals={"nodes": len(nodes), "pairs_named_alike": len(pairs)},
        untested=[said.BEYOND_NAMES.format(number=len(pairs) - most)] if len(pairs) > most else [],
        seconds=time.perf_counter() - started,
    )


def _finding(about: Statement, pair: tuple[NodeId, NodeId]) -> Finding:
    subjects = [about.subject(*node) for node in pair]
    return about.finding(
        KIND,
        subjects,
        said.NAMED_ALIKE,
        {"first": subjects[0].name, "second": subjects[1].name},
        observed=None,
        effect=None,
        unit="SMEs",
        verdict=ONE.verdict,
        cause="alike",
        evidence=Evidence(pair),
        caveats=(said.LOOK,),
        confidence=Confidence.READ,
    )


def pair_names(ecosystem: Ecosystem, nodes: Sequence[NodeId]) -> list[tuple[NodeId, NodeId]]:
    """Return pairs that are named alike and that nothing on record tells apart, sorted.

    Names are alike that are spelt the same, or almost the same if they are long; that name the same
    numbers and the same places (what an office of another province is called differs by that alone).
    Told apart are two of different owners, fiscal years or places on record, and those of which one
    follows, funds or is part of the other. The cost is quadratic in names that have the same numbers.
    """
    places = sorted(
        {text for key in ecosystem.nodes("Area") for text in texts(ecosystem, ("Area", key), NAMED_BY)}
    )
    joined = {frozenset((one, other)) for one, other, _ in ecosystem.edges(*JOINS.values(), PART_OF)}
    covered: dict[NodeId, set[NodeId]] = {}
    for member, place, _ in ecosystem.edges(*(kind for kinds in COVERS.values() for kind in kinds)):
        covered.setdefault(member, set()).add(place)
    owners: dict[NodeId, set[NodeId]] = {}
    for agency, owned, _ in ecosystem.edges(*OWNERS.values()):
        owners.setdefault(owned, set()).add(agency)
    found = set()
    for one, other in _alike(ecosystem, sorted(nodes), places):
        apart = one[0] != other[0] or frozenset((one, other)) in joined
        behind = [owners.get(node, ()) for node in (one, other)]
        if not apart and not are_apart(ecosystem, behind, (one, other)):
            where = covered.get(one), covered.get(other)
            if not (where[0] and where[1]) or where[0] & where[1]:
                found.add((one, other))
    return sorted(found)


def _alike(
    ecosystem: Ecosystem, nodes: Sequence[NodeId], places: Sequence[str]
) -> Iterator[tuple[NodeId, NodeId]]:
    """Yield pairs of nodes, sorted, of which a name of the one is alike a name of the other."""
    owners: dict[str, list[NodeId]] = {}
    for node in nodes:
        for text in texts(ecosystem, node, NAMED_BY):
            owners.setdefault(" ".join(sorted(text.split())), []).append(node)
    for same in owners.values():
        yield from combinations(sorted(set(same)), 2)
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in owners:
        if len(name) >= SHORTEST:
            groups.setdefault(tuple(DIGITS.findall(name)), []).append(name)
    for names in groups.values():
        if 1 < len(names) <= MOST_NAMES:
            yield from _spelt_alike(names, owners, places)


def _spelt_alike(
    names: list[str], owners: Mapping[str, list[NodeId]], places: Sequence[str]
) -> Iterator[tuple[NodeId, NodeId]]:
    scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=SPELT_ALIKE, dtype=np.uint8)
    for at, to in zip(*np.nonzero(np.triu(scores, 1)), strict=True):
        one, other = names[at], names[to]
        if [place in one for place in places] != [place in other for place in places]:
            continue
        for first in owners[one]:
            for second in owners[other]:
                if first != second:
                    yield (first, second) if first < second else (second, first)

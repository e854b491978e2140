"""The evidence of a pair that shares clients, made of material."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import group
from ecograph.analysis.overlaps.compared import ASPECTS, INSTRUMENT, PERIODS, Profiles
from ecograph.analysis.overlaps.members import Members, find_counting
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import find_clients
from ecograph.model import MODEL, Text
from visualisations.numerals import fiscal_year
from visualisations.pair import Evidence, SharedGroup, Sides, named_values
from visualisations.suppression import Cell, suppress

DIMENSIONS = ("corridor", "size")
"""What the shared clients are grouped by, each by itself."""
TOTAL = -1


def make_evidence(
    ecosystem: Ecosystem,
    result: AnalysisResult,
    finding: Finding,
    scheme: str,
    threshold: int,
    thai_years_ahead: int,
) -> Evidence:
    """Return what the page about a pair says; the cost is that of reading all links once."""
    level, theme, year = (result.parameters[name] for name in ("level", "theme", "year"))
    counting = find_counting(ecosystem, theme, year)
    first, second = finding.evidence.nodes
    clients = find_clients(ecosystem, level, counting)
    number = {node: at for at, node in enumerate(clients.nodes)}
    mine, yours = (clients.enterprises[clients.indices == number[node]] for node in (first, second))
    both = np.intersect1d(mine, yours, assume_unique=True)
    profiles = Profiles(ecosystem, Members.of(ecosystem, counting), counting)
    aspects = {
        aspect: _sides(ecosystem, profiles, aspect, first, second, thai_years_ahead)
        for aspect in (*ASPECTS, PERIODS)
    }
    groups = dict(_groups(ecosystem, both, scheme, threshold))
    return Evidence(finding, result, groups, aspects)


def _groups(
    ecosystem: Ecosystem, enterprises: NDArray[np.int32], scheme: str, threshold: int
) -> Iterator[tuple[str, tuple[SharedGroup, ...]]]:
    """Yield the shared clients by each dimension on record, small groups and what covers them hidden."""
    for dimension in DIMENSIONS:
        try:
            grouping = group(ecosystem, dimension, scheme)
        except AnalysisError:
            continue
        counts = np.bincount(grouping.codes[enterprises], minlength=len(grouping.subjects))
        there = np.flatnonzero(counts).tolist()
        cells = {TOTAL: Cell(len(enterprises), 0)}
        cells |= {at: Cell(int(counts[at]), 0, TOTAL) for at in there}
        shown = suppress(cells, threshold)
        yield (
            dimension,
            tuple(SharedGroup(grouping.subjects[at], int(counts[at]), shown[at]) for at in there),
        )


def _sides(
    ecosystem: Ecosystem,
    profiles: Profiles,
    aspect: str,
    first: NodeId,
    second: NodeId,
    thai_years_ahead: int,
) -> Sides:
    mine, yours = profiles.of(first, aspect), profiles.of(second, aspect)
    both, one, other = (
        named_values([_named(ecosystem, value, thai_years_ahead) for value in values])
        for values in (mine & yours, mine - yours, yours - mine)
    )
    return Sides(both, one, other, (bool(mine), bool(yours)))


def _named(ecosystem: Ecosystem, value: object, thai_years_ahead: int) -> tuple[NodeId, Text]:
    """Return what a value is called: a node, a fiscal year, or the instrument of a fund."""
    if isinstance(value, int):
        return ("", str(value)), fiscal_year(value, thai_years_ahead)
    kind, key = value if isinstance(value, tuple) else ("", str(value))
    if kind == INSTRUMENT:
        choices = MODEL.node("FundingSource").property(INSTRUMENT).choices
        return ("", key), next((each.label for each in choices if each.value == key), Text(key, key))
    return (kind, key), ecosystem.name(kind, key)

"""Fragmentation: several agencies in one theme, place and year that nothing on record joins.

It rests on attributes alone, which accuse everyone if they are let: an audit found all of 52 programs to
overlap. So a theme and a place are told once, not pair by pair, and only where three agencies or more
remain after those that work together on record, that are one house, or that share clients beyond chance
(which is an overlap, and told as such) are counted as one; and where they are unusually many, beyond the
upper fence of all themes, places and years (Tukey 1977), for in a large country three agencies are usual.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from ecograph.analysis.gaps.statement import NAMED, Statement, listed, number
from ecograph.analysis.links.partners import RUNS, Partners, couple, find_partners
from ecograph.analysis.overlaps import fragmentation_wording as said
from ecograph.analysis.overlaps.judgement import UNDETERMINED
from ecograph.analysis.overlaps.pairs import find_overlaps
from ecograph.analysis.question import check_year
from ecograph.analysis.support import themed
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Evidence, Finding, Method
from ecograph.graph import Ecosystem, NodeId
from ecograph.model import Confidence

ANALYSIS = KIND = "fragmentation"
METHOD = Method("agencies apart in one theme, place and year", 1, "GAO-15-49SP; Tukey 1977")
SEPARATE = 3
"""From so many agencies apart a theme and a place are told."""
FENCED, WHISKER = 20, 1.5
"""From so many themes, places and years the fence is reckoned: the third quartile, and so many times the
distance of the quartiles.
"""
MOST = 200
ADDRESSES = "Program ADDRESSES Theme"
COVERS = ("Program COVERS Area", "Program COVERS Corridor")
COLUMNS = ("agency", "programs")


@dataclass(frozen=True, slots=True)
class _Cell:
    theme: str
    place: NodeId
    year: int


Cells = Mapping[_Cell, Mapping[str, set[str]]]
"""By theme, place and year the agencies, each with its programs."""


def find_fragmentation(
    ecosystem: Ecosystem, theme: str = "", year: int | None = None, most: int = MOST
) -> AnalysisResult:
    """Return themes and places in which several agencies work apart, the most agencies first.

    `observed` and `effect` count agencies, of which those that belong together are one. There is no p:
    nothing is tested. Programs count with a theme, a place and a fiscal year on record that they name
    themselves; each theme and place is told once, for the year with the most agencies, the latest of
    several. The cost is that of `find_overlaps` among agencies, and linear in programs.

    Parameters
    ----------
    theme, year
        Only this theme, this fiscal year.
    most
        How many to list.

    Raises
    ------
    AnalysisError
        When there is no such theme, the year is none of the common era, or `most` is below 1.
    """
    started = time.perf_counter()
    if most < 1:
        raise AnalysisError(f"{most} findings were asked for.", "Ask for 1 or more.")
    check_year(year)
    wanted = themed(ecosystem, theme).key if theme else ""
    partners = find_partners(ecosystem)
    overlapping = {
        couple(pair[0].key, pair[1].key)
        for pair in (one.subjects[:2] for one in find_overlaps(ecosystem, "Agency", confirm=0).findings)
    }
    cells, weakest = _find_cells(ecosystem, wanted, year)
    apart = {cell: _groups(agencies, partners, overlapping) for cell, agencies in cells.items()}
    fence = _find_fence([len(groups) for groups in apart.values()])
    told = {cell: groups for cell, groups in apart.items() if len(groups) >= max(SEPARATE, fence)}
    best: dict[tuple[str, NodeId], _Cell] = {}
    for cell in sorted(told, key=lambda cell: (len(told[cell]), cell.year)):
        best[cell.theme, cell.place] = cell
    chosen = sorted(best.values(), key=lambda cell: (-len(told[cell]), cell.theme, cell.place))[:most]
    confidence = max(weakest, partners.confidence, key=lambda label: label.rank)
    findings = [_finding(ecosystem, cell, cells[cell], told[cell], confidence) for cell in chosen]
    about = Statement(ecosystem, METHOD, "" if year is None else str(year))
    return about.result(
        ANALYSIS,
        findings,
        (KIND,),
        {"theme": theme, "year": year, "most": most},
        totals={
            "cells": len(cells),
            "cells_of_several_agencies": sum(len(agencies) > 1 for agencies in cells.values()),
            "cells_apart": len(told),
            "places_named": len(chosen),
        },
        untested=[
            (said.RULE if fence else said.FEW_CELLS).format(
                separate=max(SEPARATE, fence), number=len(told), all=len(cells)
            ),
            *([said.BEYOND.format(number=len(best) - len(chosen))] if len(best) > len(chosen) else []),
            *([] if partners.couples else [said.NO_PARTNERS]),
        ],
        seconds=time.perf_counter() - started,
    )


def _find_fence(counts: Sequence[int]) -> int:
    """Return the least number of agencies that is beyond the upper fence; 0 where there are too few."""
    if len(counts) < FENCED:
        return 0
    low, high = np.quantile(counts, [0.25, 0.75])
    return int(np.floor(high + WHISKER * (high - low))) + 1


def _find_cells(ecosystem: Ecosystem, theme: str, year: int | None) -> tuple[Cells, Confidence]:
    """Return who runs what in each theme, place and year, and the weakest confidence of what says so."""
    runners: dict[str, set[str]] = {}
    places: dict[str, set[NodeId]] = {}
    weakest = Confidence.READ
    for (_, agency), (_, program), edge in ecosystem.edges(RUNS):
        runners.setdefault(program, set()).add(agency)
        weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
    for (_, program), place, edge in ecosystem.edges(*COVERS):
        places.setdefault(program, set()).add(place)
        weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
    cells: dict[_Cell, dict[str, set[str]]] = {}
    for (_, program), (_, of), edge in ecosystem.edges(ADDRESSES):
        during = ecosystem.institutions.nodes["Program", program].get("fiscal_year")
        if during is None or (theme and of != theme) or year not in (None, during):
            continue
        weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
        for place in places.get(program, ()):
            for agency in runners.get(program, ()):
                cells.setdefault(_Cell(of, place, int(during)), {}).setdefault(agency, set()).add(program)
    return cells, weakest


def _groups(
    agencies: Iterable[str], partners: Partners, overlapping: set[tuple[str, str]]
) -> list[list[str]]:
    """Return agencies in groups of those that belong together, directly or through others of them."""
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(agencies)
    joined = partners.couples | partners.kin | overlapping
    network.add_edges_from(pair for pair in joined if pair[0] in network and pair[1] in network)
    return sorted(sorted(group) for group in nx.connected_components(network))


def _finding(
    ecosystem: Ecosystem,
    cell: _Cell,
    agencies: Mapping[str, set[str]],
    groups: list[list[str]],
    confidence: Confidence,
) -> Finding:
    about = Statement(ecosystem, METHOD, str(cell.year))
    programs = sorted(set().union(*agencies.values()))
    return about.finding(
        KIND,
        [about.subject("Theme", cell.theme), about.subject(*cell.place)],
        said.SENTENCE,
        {
            "number": number(len(groups)),
            "programs": number(len(programs)),
            "year": str(cell.year),
            "named": listed([ecosystem.name("Agency", group[0]) for group in groups]),
        },
        observed=len(groups),
        effect=len(groups),
        unit="agencies",
        rung=KIND,
        verdict=UNDETERMINED,
        cause="attributes",
        evidence=Evidence(
            tuple(("Agency", agency) for agency in sorted(agencies)[:NAMED]),
            tuple(_relationships(cell, agencies))[: 3 * NAMED],
            {"agencies": len(agencies), "agencies_apart": len(groups), "programs": len(programs)},
            COLUMNS,
            tuple((agency, len(agencies[agency])) for agency in sorted(agencies)),
        ),
        caveats=(said.NO_CLIENTS, *([said.TOGETHER] if len(groups) < len(agencies) else [])),
        confidence=confidence,
    )


def _relationships(cell: _Cell, agencies: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    covers = f"Program COVERS {cell.place[0]}"
    for agency in sorted(agencies):
        for program in sorted(agencies[agency]):
            yield RUNS, agency, program
            yield ADDRESSES, program, cell.theme
            yield covers, program, cell.place[1]

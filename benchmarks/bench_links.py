"""Measure what to link next, and what-if: `bench_links.py N` for N enterprises, each question by itself."""

from collections.abc import Callable
from pathlib import Path

from bench_double_service import asking
from bench_gaps import opened, opening, prepare
from steps import Meter, Step, run

from ecograph.analysis.links import (
    find_brokers,
    find_communities,
    find_data_exchange,
    find_exchange_matrix,
    find_funding_routes,
    find_missing_links,
    find_missing_partnerships,
    find_pathways,
    find_placements,
)
from ecograph.analysis.whatif import Changes, find_what_if
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem

BUDGET = 1e9


def told(find: Callable[..., AnalysisResult], **asked: object) -> Step:
    """Return the step of one question, told by how many findings it has."""

    def ask(ecosystem: Ecosystem) -> str:
        result = find(ecosystem, **asked)
        return f"{len(result.findings)} findings, {dict(result.totals)}"

    return asking(ask)


def removing(folder: Path, meter: Meter) -> list[str]:
    """Measure what-if where a program with clients goes: everything is computed twice."""
    ecosystem = opened(folder)
    program = ecosystem.nodes("Program")[-1]
    with meter:
        found = find_what_if(ecosystem, Changes(removed=(("Program", program),)))
    return [f"{len(found.measures)} measures, {len(found.turns)} findings come, go or differ"]


def agreeing(folder: Path, meter: Meter) -> list[str]:
    """Measure what-if where two agencies sign an agreement: nobody's clients change."""
    ecosystem = opened(folder)
    agencies = ecosystem.nodes("Agency")[-2:]
    joined = tuple(("Agency PARTY_TO Agreement", key, "new") for key in agencies)
    with meter:
        found = find_what_if(ecosystem, Changes(added={("Agreement", "new"): {"id": "new"}}, joined=joined))
    return [f"{len(found.measures)} measures, {len(found.turns)} findings come, go or differ"]


STEPS: dict[str, Step] = {
    "open": opening,
    "partnerships": told(find_missing_partnerships),
    "agencies and funds": told(find_missing_links, kind="agency-fund"),
    "funds and programs": told(find_missing_links, kind="fund-program"),
    "programs and provinces": told(find_missing_links, kind="program-area"),
    "data to exchange": told(find_data_exchange),
    "matrix of data": told(find_exchange_matrix),
    "brokers": told(find_brokers),
    "communities": told(find_communities),
    "20 placements": told(find_placements, k=20),
    "placements within a budget": told(find_placements, budget=BUDGET),
    "funding routes": told(find_funding_routes),
    "pathways of programs": told(find_pathways),
    "what if a program goes": removing,
    "what if an agreement comes": agreeing,
}

if __name__ == "__main__":
    run(__file__, "Measure what to link next, and what-if.", prepare, STEPS)

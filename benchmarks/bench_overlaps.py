"""Measure overlaps: `bench_overlaps.py N` for N enterprises, step by step and as they are asked for."""

from collections.abc import Callable
from pathlib import Path

from bench_double_service import asking
from bench_gaps import opened, opening, prepare
from steps import Meter, Step, run

from ecograph.analysis.nulls.configuration import fit_strata
from ecograph.analysis.nulls.shared import hold_against_chance
from ecograph.analysis.nulls.strata import find_strata
from ecograph.analysis.overlaps import find_fragmentation, find_overlaps
from ecograph.analysis.overlaps.judgement import LEVEL
from ecograph.analysis.overlaps.members import find_counting
from ecograph.graph import Ecosystem, count_shared_clients, find_clients, find_degree_classes
from ecograph.graph.clients import Level


def holding(folder: Path, meter: Meter) -> list[str]:
    """Measure shared clients, the model within strata, and the test of all pairs, without findings."""
    ecosystem = opened(folder)
    with meter:
        clients = find_clients(ecosystem, "Program", find_counting(ecosystem, "", None))
        strata = find_strata(ecosystem)
        model = fit_strata(find_degree_classes(clients, strata.of))
        held = hold_against_chance(model, count_shared_clients(clients), LEVEL)
    beyond = int((held.q <= LEVEL).sum())
    return [
        f"{len(clients.indices):,} clients, {strata.count} strata, {len(model.chances):,} classes",
        f"{len(held.p):,} pairs, {int(held.exact.sum())} exact, {beyond} beyond chance",
    ]


def overlaps(level: Level, confirm: int = 0) -> Callable[[Ecosystem], str]:
    """Return the question for one level, and how often to confirm."""

    def ask(ecosystem: Ecosystem) -> str:
        result = find_overlaps(ecosystem, level, confirm=confirm)
        return f"{len(result.findings)} findings, {dict(result.totals)}; {result.untested[-1].en}"

    return ask


def fragmentation(ecosystem: Ecosystem) -> str:
    """Return what is told to be fragmented."""
    return str(dict(find_fragmentation(ecosystem).totals))


STEPS: dict[str, Step] = {
    "open": opening,
    "all pairs of programs held against chance": holding,
    "overlaps of programs": asking(overlaps("Program")),
    "overlaps of programs, confirmed by 1,000 draws": asking(overlaps("Program", 1_000)),
    "overlaps of agencies": asking(overlaps("Agency")),
    "fragmentation": asking(fragmentation),
}

if __name__ == "__main__":
    run(__file__, "Measure overlaps.", prepare, STEPS)

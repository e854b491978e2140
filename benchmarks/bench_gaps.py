"""Measure the analyses of gaps on a synthetic nation: `bench_gaps.py N` for N enterprises.

Opening the ecosystem is counted in its own step. Each analysis runs in a process of its own on an
ecosystem that nothing was asked of before, so it bears what later ones would share.
"""

from collections.abc import Callable
from pathlib import Path

from steps import Meter, Step, run

from ecograph.analysis.gaps import find_reach_gaps
from ecograph.findings import AnalysisResult
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.store import open_store
from ecograph.workspace import ANALYSES
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.synthetic import generate_nation, write_nation

SECRET = b"for benchmarks alone"
NO_GAPS = ("reach", "unreached", "double-service", "referrals", "roster-fit")
GAPS = {name: analyse for name, analyse in ANALYSES.items() if name not in NO_GAPS}


def prepare(folder: Path, enterprises: int) -> str:
    """Load the reference facts, write a nation over them, and say how large it is."""
    store = open_store(str(folder / "store"))
    found = find_recipe("th-reference", SECRET)
    assert found.files is not None  # noqa: S101
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET)
    write_nation(store, generate_nation(store, enterprises))
    counts = store.counts()
    links = sum(number for kind, number in counts.items() if kind.startswith("SME "))
    return f"{enterprises:,} enterprises, {counts['Program']:,} programs, {links:,} links of enterprises"


def opened(folder: Path) -> Ecosystem:
    return open_ecosystem(open_store(str(folder / "store")))


def opening(folder: Path, meter: Meter) -> list[str]:
    with meter:
        opened(folder)
    return []


def asking(*analyses: Callable[[Ecosystem], AnalysisResult]) -> Step:
    """Return the step of analyses that share an ecosystem."""

    def step(folder: Path, meter: Meter) -> list[str]:
        ecosystem = opened(folder)
        with meter:
            results = [analyse(ecosystem) for analyse in analyses]
        return [f"{result.analysis}: {len(result.findings)} findings" for result in results]

    return step


STEPS: dict[str, Step] = {
    "open": opening,
    "all kinds of gaps": asking(*GAPS.values()),
    "reach gaps by province": asking(lambda ecosystem: find_reach_gaps(ecosystem, by=("theme", "area"))),
    **{name: asking(analyse) for name, analyse in GAPS.items()},
}

if __name__ == "__main__":
    run(__file__, "Measure the analyses of gaps on a synthetic nation.", prepare, STEPS)

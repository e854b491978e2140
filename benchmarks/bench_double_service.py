"""Measure double service and the checks before the fact: `bench_double_service.py N` for N enterprises."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench_gaps import opened, opening, prepare
from steps import Meter, Step, run

from ecograph.analysis.double_service import find_double_service
from ecograph.analysis.proposals import PlannedProgram, check_proposal
from ecograph.analysis.receipts import Receipts
from ecograph.graph import Ecosystem

APPLICANTS = 500


def asking(ask: Callable[[Ecosystem], str]) -> Step:
    """Return the step of one question to an ecosystem that nothing was asked of before."""

    def step(folder: Path, meter: Meter) -> list[str]:
        ecosystem = opened(folder)
        with meter:
            said = ask(ecosystem)
        return [said]

    return step


def _double(ecosystem: Ecosystem) -> str:
    result = find_double_service(ecosystem)
    return f"{len(result.findings)} findings, {dict(result.totals)}"


def _planned(ecosystem: Ecosystem) -> str:
    services = tuple(ecosystem.nodes("Service")[:2])
    plan = PlannedProgram("plan", services=services, size_classes=("micro", "small"), clients=500)
    result = check_proposal(ecosystem, plan)
    return f"{len(result.findings)} findings, {dict(result.totals)}"


def _applicants(ecosystem: Ecosystem) -> str:
    program = ecosystem.nodes("Program")[0]
    receipts = Receipts(ecosystem, program, date(2025, 10, 1))
    step = max(len(ecosystem.smes) // APPLICANTS, 1)
    keys = ecosystem.smes.keys[::step].to_pylist()[:APPLICANTS]
    found = sum(len(receipts.of(key)) for key in keys)
    return f"{len(keys)} applicants, {found} receipts"


STEPS: dict[str, Step] = {
    "open": opening,
    "double service": asking(_double),
    "check-proposal": asking(_planned),
    "receipts of applicants": asking(_applicants),
}

if __name__ == "__main__":
    run(__file__, "Measure double service and the checks before the fact.", prepare, STEPS)

"""Measure what a country's real sources take: `bench_sources.py DATA [DESK]`, from files to a report.

`DATA` holds the folders of budget lines, registrations, counts of enterprises and estates, `DESK` the
files of a planner's desk. Every step is a command of its own, as a person would type it; what is
reported is wall and CPU seconds of each, and of all.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCES = {
    "th-reference": "",
    "th-budget": "th_budget_fy2565/lines",
    "th-dbd-registrations": "th_dbd_2558_2559/monthly",
    "th-msme-counts": "th_msme_2567",
    "th-estates": "th_ieat_estates",
}
DESK = (
    "th-desk-programs",
    "th-desk-funds",
    "th-desk-agreements",
    "th-desk-applications",
    "th-desk-centre",
    "th-desk-office",
)
DONE = (0, 3)
"""Exit codes of a command that did its work, with or without problems to look at."""


def run(home: Path, *arguments: str) -> tuple[float, float]:
    """Run a command in a home of its own and return its wall and CPU seconds."""
    environment = {**os.environ, "ECOGRAPH_HOME": str(home), "ECOGRAPH_STORE": str(home / "store")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "ecograph.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in DONE:
        raise RuntimeError(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def main() -> None:
    """Load every source that is there and write the report."""
    parser = argparse.ArgumentParser(description="Measure what a country's real sources take.")
    parser.add_argument("data", type=Path)
    parser.add_argument("desk", type=Path, nargs="?")
    chosen = parser.parse_args()
    steps = [("load", name, *([str(chosen.data / path)] if path else [])) for name, path in SOURCES.items()]
    steps += [("load", name, str(chosen.desk)) for name in DESK] if chosen.desk else []
    wall = cpu = 0.0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(f"{'command':<40}{'wall s':>8}{'CPU s':>8}")
        for step in [*steps, ("report", "--output", str(home / "report.html"))]:
            spent = run(home, *step)
            wall, cpu = wall + spent[0], cpu + spent[1]
            print(f"{' '.join(step[:2]):<40}{spent[0]:>8.1f}{spent[1]:>8.1f}", flush=True)
    print(f"{'in all':<40}{wall:>8.1f}{cpu:>8.1f}")


if __name__ == "__main__":
    main()

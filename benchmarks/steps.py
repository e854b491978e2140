"""What every benchmark shares: steps, each in a process of its own, with CPU, wall and peak memory."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


class Meter:
    """Adds up the CPU and wall seconds of the blocks it is used for."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def __enter__(self) -> "Meter":
        self._start = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self._start[0]
        self.wall += time.perf_counter() - self._start[1]


Step = Callable[[Path, Meter], list[str]]
"""Does its work in a folder, under the meter, and returns remarks to be printed."""


@dataclass(frozen=True)
class Measured:
    """What one step took, and what it said."""

    cpu: float
    wall: float
    peak: int
    remarks: list[str]


def run(
    file: str,
    description: str,
    prepare: Callable[[Path, int], str],
    steps: Mapping[str, Step],
    compare: Callable[[Mapping[str, Measured]], Iterable[str]] = lambda _: (),
) -> None:
    """Run a benchmark from the command line: `FILE N` for N enterprises, or `FILE N M` for two sizes.

    Parameters
    ----------
    file
        The benchmark's own `__file__`: every step is a new process of it.
    prepare
        Makes the data in an empty folder, not counted, and says in words what it made.
    steps
        By name, in the order they are run; each may use what the ones before it left in the folder.
    compare
        What to say of the steps of one size together.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("enterprises", type=int, nargs="+")
    parser.add_argument("--step", choices=list(steps), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="keep the data and the store here")
    chosen = parser.parse_args()
    if chosen.step:
        _measure(steps[chosen.step], chosen.folder)
        return
    measured: dict[int, dict[str, Measured]] = {}
    for size in chosen.enterprises:
        several = chosen.folder and len(chosen.enterprises) > 1
        with _folder(chosen.folder / str(size) if several else chosen.folder) as folder:
            measured[size] = _run(file, folder, size, prepare, steps)
        for line in compare(measured[size]):
            print(line)
    if len(measured) > 1:
        _print_growth(measured)


def _run(
    file: str, folder: Path, size: int, prepare: Callable[[Path, int], str], steps: Mapping[str, Step]
) -> dict[str, Measured]:
    made = folder / "made.txt"
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made.write_text(prepare(folder, size), encoding="utf-8")
    print(made.read_text(encoding="utf-8"))
    print(f"{'step':<34}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}")
    measured = {}
    for name in steps:
        command = [sys.executable, file, str(size), "--step", name, "--folder", str(folder)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        measured[name] = said = Measured(**json.loads(done.stdout.splitlines()[-1]))
        print(f"{name:<34}{said.cpu:>8.2f}{said.wall:>8.2f}{said.peak / 1024:>9.0f}", flush=True)
        for remark in said.remarks:
            print(f"    {remark}")
    return measured


def _print_growth(measured: Mapping[int, Mapping[str, Measured]]) -> None:
    """Print how CPU seconds grow from one size to the next, beside how the sizes do."""
    sizes = list(measured)
    print(f"{'CPU seconds grow by':<34}" + "".join(f"{size:>12,}" for size in sizes[1:]))
    print(f"{'  where enterprises do by':<34}" + "".join(f"{b / a:>12.1f}" for a, b in pairwise(sizes)))
    for name in measured[sizes[0]]:
        seconds = [measured[size][name].cpu for size in sizes]
        growth = [f"{b / a:>12.1f}" if a > 0 and b > 0 else f"{'–':>12}" for a, b in pairwise(seconds)]
        print(f"{name:<34}" + "".join(growth))


def _measure(step: Step, folder: Path) -> None:
    """Run one step and print what it took as JSON."""
    meter = Meter()
    remarks = step(folder, meter)
    # The peak that getrusage tells begins at the size of the parent.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0])
    print(json.dumps({"cpu": meter.cpu, "wall": meter.wall, "peak": peak, "remarks": remarks}))


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)

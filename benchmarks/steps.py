"""What every benchmark shares: steps, each in a process of its own, with CPU, wall and peak memory."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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


def run(file: str, description: str, prepare: Callable[[Path, int], str], steps: Mapping[str, Step]) -> None:
    """Run a benchmark from the command line: `FILE N` for N enterprises.

    Parameters
    ----------
    file
        The benchmark's own `__file__`: every step is a new process of it.
    prepare
        Makes the data in an empty folder, not counted, and says in words what it made.
    steps
        By name, in the order they are run; each may use what the ones before it left in the folder.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("enterprises", type=int)
    parser.add_argument("--step", choices=list(steps), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="keep the data and the store here")
    chosen = parser.parse_args()
    if chosen.step:
        _measure(steps[chosen.step], chosen.folder)
        return
    with _folder(chosen.folder) as folder:
        made = folder / "made.txt"
        if not made.exists():
            folder.mkdir(parents=True, exist_ok=True)
            made.write_text(prepare(folder, chosen.enterprises), encoding="utf-8")
        print(made.read_text(encoding="utf-8"))
        print(f"{'step':<34}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}")
        for name in steps:
            command = [sys.executable, file, str(chosen.enterprises), "--step", name, "--folder", str(folder)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            said = json.loads(done.stdout.splitlines()[-1])
            print(f"{name:<34}{said['cpu']:>8.2f}{said['wall']:>8.2f}{said['peak'] / 1024:>9.0f}", flush=True)
            for remark in said["remarks"]:
                print(f"    {remark}")


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

"""A process of its own that writes, to be killed: `writer.py MODE FOLDER`.

`attempts` reads a number of seconds from each line, starts a load in a child, kills it after so
many seconds, and prints whether it was killed or done. `swaps` completes a run for each line.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ecograph.store import GraphStore, Source, open_store

ROWS = 20_000
BEFORE, LOADED = Source("before", "Before"), Source("loaded", "Loaded")


def load(store: GraphStore, turn: int = 0) -> None:
    """Write two tables in one run; every value says which turn it is of."""
    keys = pa.array([f"{number:06}" for number in range(ROWS)])
    with store.begin(LOADED) as run:
        run.upsert_nodes("SME", pa.table({"id": keys, "employees": pa.array(np.full(ROWS, turn))}))
        run.upsert_nodes("Area", pa.table({"code": ["x"], "inhabitants": [turn]}))
        ends = {"source": keys, "target": pa.array(["x"] * ROWS)}
        run.upsert_relationships("SME LOCATED_IN Area", pa.table(ends))


def prepare(folder: str) -> str:
    """Write what was there before, and return its hash."""
    store = open_store(folder)
    with store.begin(BEFORE) as run:
        run.upsert_nodes("SME", pa.table({"id": ["000001", "there before"]}))
    found = store.content_hash()
    store.close()
    return found


def _attempt(folder: str, seconds: float) -> str:
    child = os.fork()
    if child == 0:
        load(open_store(folder, threads=1))
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return "killed" if os.WIFSIGNALED(os.waitpid(child, 0)[1]) else "done"


def _lines() -> Iterator[str]:
    while line := sys.stdin.readline():
        yield line


def _main(mode: str, folder: str) -> None:
    store = open_store(folder) if mode == "swaps" else None
    for turn, line in enumerate(_lines(), start=1):
        if store is None:
            said = _attempt(folder, float(line))
        else:
            load(store, turn)
            said = "done"
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main(*sys.argv[1:])

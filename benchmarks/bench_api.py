"""Measure the API under a steady load: `bench_api.py N` for N enterprises.

`ecograph serve` runs in one process on loopback over the embedded store. Requests are sent in an open
loop: each at its time, whether or not those before it were answered, and its latency counts from
that time. The client is a process of its own on the same machine and takes its share of it.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import numpy as np
from nation import bring_facts

from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.store import open_store
from loaders.synthetic import generate_nation, write_nation

PORT = 18_420
SEED = 1
CONNECTIONS = 64
BY = ("corridor", "area", "region", "size", "theme")


def paths(ecosystem: Ecosystem) -> dict[str, Callable[[], str]]:
    """Return what is asked, by name: each call gives an address at random."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    institutions = sorted(ecosystem.institutions)
    keys = ecosystem.smes.keys
    areas = ecosystem.smes.links["SME LOCATED_IN Area"]
    largest = areas.targets[int(np.argmax(np.bincount(areas.indices)))]
    years = [None, 2023, 2024]
    names = [ecosystem.name(*each)(language) for each in institutions for language in ("th", "en")]

    def node() -> str:
        kind, key = chance.choice(institutions)
        return f"/v1/nodes/{kind}/{quote(key)}"

    def enterprise() -> str:
        return f"/v1/nodes/SME/{quote(keys[chance.randrange(len(keys))].as_py())}"

    def neighbours() -> str:
        return f"{node()}/neighbours"

    def hub() -> str:
        return f"/v1/nodes/Area/{quote(largest)}/neighbours?limit={chance.randint(1, 50)}"

    def search() -> str:
        # A part of a name, in Thai or English, so that hardly any is asked for twice.
        name = chance.choice(names)
        start = chance.randrange(max(1, len(name) - 4))
        return f"/v1/search?{urlencode({'q': name[start : start + chance.randint(4, 12)].strip() or name})}"

    def reach() -> str:
        year = chance.choice(years)
        return f"/v1/reach?{urlencode({'by': chance.choice(BY)} | ({'year': year} if year else {}))}"

    asked = (node, enterprise, neighbours, hub, search, reach)

    def mixed() -> str:
        return chance.choice(asked)()

    return {
        "node: institution": node,
        "node: enterprise": enterprise,
        "neighbours": neighbours,
        f"neighbours of the largest area ({largest})": hub,
        "search": search,
        "reach (15 questions, each asked before)": reach,
        "all of these, mixed": mixed,
    }


@contextmanager
def serving(store: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "ecograph.cli", "--store", store, "serve", "--port", str(PORT)]
    with subprocess.Popen(command, env={**os.environ, "ECOGRAPH_HOME": str(home)}) as process:
        try:
            started = time.monotonic()
            while True:
                try:
                    with urlopen(f"http://127.0.0.1:{PORT}/health/ready"):
                        break
                except OSError:
                    time.sleep(0.1)
            print(f"ready after {time.monotonic() - started:.1f} s")
            yield process
        finally:
            process.terminate()


class Client:
    """A pool of connections that are kept."""

    def __init__(self) -> None:
        self._idle: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()

    async def connect(self) -> None:
        for _ in range(CONNECTIONS):
            self._idle.put_nowait(await asyncio.open_connection("127.0.0.1", PORT))

    async def get(self, path: str) -> tuple[int, int]:
        """Return the status and size of an answer."""
        reader, writer = await self._idle.get()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await reader.readexactly(size)
        self._idle.put_nowait((reader, writer))
        return int(head.split()[1]), size


async def load(ask: Callable[[], str], rate: float, seconds: float) -> str:
    """Send requests at a steady rate, and say how long they took."""
    client = Client()
    await client.connect()
    taken: list[float] = []
    sizes: list[int] = []

    async def send(path: str, due: float) -> None:
        status, size = await client.get(path)
        taken.append(time.perf_counter() - due)
        sizes.append(size)
        if status != 200:
            raise RuntimeError(f"{status} for {path}")

    first = time.perf_counter() + 0.1
    tasks = []
    for number in range(int(rate * seconds)):
        due = first + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(send(ask(), due)))
    await asyncio.gather(*tasks)
    p50, p99, worst = np.percentile(np.array(taken) * 1000, [50, 99, 100])
    return f"p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   max {worst:7.1f} ms   {np.mean(sizes):9,.0f} bytes"


def idle(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has rested for a second."""
    before = -1.0
    while (now := processor_time(process)) - before > 0.05:
        before = now
        time.sleep(1)


def processor_time(process: subprocess.Popen[bytes]) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pages(ecosystem: Ecosystem) -> list[str]:
    """Return pages: of all years, of the last one, and of one that is made when it is asked for."""
    theme = next(key for key in ecosystem.nodes("Theme") if "POL-1" in key)
    corridor = next(key for key in ecosystem.nodes("Corridor") if key.startswith("economic:"))
    agency = next(iter(ecosystem.nodes("Agency")))
    about = (f"sheet/{quote(theme, safe='')}", f"corridor/{quote(corridor, safe='')}")
    alone = ("", "heatmap", "network", "report", "quality")
    return [
        *(f"/{page}" for page in (*alone, *about, f"neighbourhood/Agency/{quote(agency)}")),
        *(f"/{page}?year=2024" for page in (*alone[:4], *about)),
        *(f"/{page}?year=2022" for page in (*alone[:4], *about)),
    ]


def measure_pages(paths: list[str]) -> None:
    """Print how long each page takes, asked for twice, and how large it is."""
    for path in paths:
        taken = []
        for _ in range(2):
            started = time.perf_counter()
            with urlopen(f"http://127.0.0.1:{PORT}{path}") as response:
                size = len(response.read())
            taken.append((time.perf_counter() - started) * 1000)
        print(f"{path:60} first {taken[0]:7.1f} ms   again {taken[1]:6.1f} ms   {size:9,} bytes")


def wait_for_pages(paths: list[str]) -> None:
    """Wait until pages are there, and then until the server has nothing more to make."""
    started = time.monotonic()
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}{paths[0]}"):
                break
        except OSError:
            time.sleep(0.2)
    print(f"first page after {time.monotonic() - started:.1f} s more")


def measure(enterprises: int, rate: float, seconds: float, kept: str) -> None:
    with tempfile.TemporaryDirectory(prefix="ecograph-bench-") as folder:
        url = kept or str(Path(folder) / "store")
        store = open_store(url) if kept else bring_facts(open_store(url))
        if not kept:
            write_nation(store, generate_nation(store, enterprises))
        ecosystem = open_ecosystem(store)
        asked, shown = paths(ecosystem), pages(ecosystem)
        store.close()
        print(f"{len(ecosystem.smes):,} enterprises, {rate:g} requests a second for {seconds:g} s each")
        del ecosystem
        with serving(url, Path(folder) / "home") as process:
            wait_for_pages(shown)
            idle(process)
            measure_pages(shown)
            for by in BY:
                for year in ("", "&year=2023", "&year=2024"):
                    with urlopen(f"http://127.0.0.1:{PORT}/v1/reach?by={by}{year}") as response:
                        response.read()
            for name, ask in asked.items():
                before = processor_time(process)
                said = asyncio.run(load(ask, rate, seconds))
                each = (processor_time(process) - before) / (rate * seconds) * 1000
                print(f"{name:45} {said}   {each:5.2f} ms of CPU each")
            resident = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            print("server", *(line for line in resident.split("\n") if line.startswith(("VmHWM", "VmRSS"))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the API under a steady load.")
    parser.add_argument("enterprises", type=int)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--store", default="", help="a store that is there already, whatever N says")
    chosen = parser.parse_args()
    measure(chosen.enterprises, chosen.rate, chosen.seconds, chosen.store)

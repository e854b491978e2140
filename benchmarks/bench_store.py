"""Measure the embedded store on synthetic data: `bench_store.py N` for N enterprises.

Every step runs in a process of its own, so that its peak memory is its own. CPU and wall seconds
are those of the calls of the store; reading the tables that are written is not counted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ecograph.model import DataKind
from ecograph.store import GraphStore, Source, open_store

ROWS_PER_CALL = 2_000_000
SOURCE = Source("bench", "Synthetic nation", data_kind=DataKind.SYNTHETIC)
PROGRAMS, AREAS, INDUSTRIES, NEEDS, FUNDS = 5_333, 1_005, 1_200, 60, 150
INSTITUTIONS = {"Program": PROGRAMS, "Need": NEEDS, "FundingSource": FUNDS}
WORDS = (
    "กาแฟ",
    "ไหมไทย",
    "อาหารทะเล",
    "สมุนไพร",
    "ยางพารา",
    "เซรามิก",
    "ข้าวหอม",
    "ผลไม้แปรรูป",
    "ท่องเที่ยว",
    "ขนส่ง",
)
PLACES = ("เชียงใหม่", "ขอนแก่น", "สงขลา", "ระยอง", "นครปฐม", "อุดรธานี", "ภูเก็ต", "ลำปาง")
QUERIES = ("กาแฟเชียงใหม่ 1234", "กาแฟ", "บริษัท", "กาแฟเชียงไหม่", "coffee", "0105500000017", "ไม่มีคำนี้แน่นอน", "กา")


def generate(folder: Path, enterprises: int) -> None:
    """Write one Parquet file for each kind."""
    random = np.random.default_rng(7)
    ids = _numbered("01055", np.arange(enterprises), 8)
    numbers = np.arange(enterprises).astype(str)
    words = pa.array(WORDS).take(pa.array(random.integers(0, len(WORDS), enterprises)))
    places = pa.array(PLACES).take(pa.array(random.integers(0, len(PLACES), enterprises)))
    names = pc.binary_join_element_wise("บริษัท ", words, places, " ", pa.array(numbers), " จำกัด", "")
    english = pc.binary_join_element_wise("Coffee and Silk ", pa.array(numbers), " Co., Ltd.", "")
    columns = {
        "id": ids,
        "name": names,
        "name_en": pc.if_else(pa.array(random.random(enterprises) < 0.3), english, None),
        "legal_form": pa.array(["limited_company", "sole_trader"]).take(
            pa.array(random.integers(0, 2, enterprises))
        ),
        "size_class": pa.array(["micro", "small", "medium"]).take(
            pa.array(random.integers(0, 3, enterprises))
        ),
        "employees": pa.array(random.integers(1, 200, enterprises)),
        "revenue": pa.array(random.integers(1, 10**6, enterprises) * 1000.0),
        "natural_person": pa.array(random.random(enterprises) < 0.5),
    }
    _write(folder, "SME", columns)
    for kind, count in INSTITUTIONS.items():
        own = _numbered(kind[0], np.arange(count), 6)
        _write(folder, kind, {"id": own, "name": pc.binary_join_element_wise("โครงการ ", own, "")})
    _write(folder, "Area", {"code": _numbered("TH-", np.arange(AREAS), 4)})
    _write(
        folder,
        "Industry",
        {"scheme": pa.repeat("TSIC", INDUSTRIES), "code": _numbered("", np.arange(INDUSTRIES), 5)},
    )
    every = np.arange(enterprises)

    def link(kind: str, source: np.ndarray, target: pa.Array, **properties: pa.Array) -> None:
        _write(folder, kind, {"source": ids.take(pa.array(source)), "target": target, **properties})

    link("SME LOCATED_IN Area", every, _numbered("TH-", random.integers(0, AREAS, enterprises), 4))
    some = np.sort(random.choice(enterprises, int(enterprises * 1.2)))
    codes = _numbered("TSIC:", random.integers(0, INDUSTRIES, len(some)), 5)
    link("SME OPERATES_IN Industry", some, codes, primary=pa.array(random.random(len(some)) < 0.8))
    joined = np.sort(random.choice(enterprises, int(enterprises * 3.84)))
    skewed = (PROGRAMS * random.random(len(joined)) ** 3).astype(int)
    link(
        "SME PARTICIPATED_IN Program",
        joined,
        _numbered("P", skewed, 6),
        fiscal_year=pa.array(random.integers(2019, 2027, len(joined))),
        amount=pa.array(random.integers(1, 500, len(joined)) * 1000.0),
        status=pa.array(["completed", "accepted"]).take(pa.array(random.integers(0, 2, len(joined)))),
    )
    few = np.sort(random.choice(enterprises, enterprises // 10))
    link("SME HAS_NEED Need", few, _numbered("N", random.integers(0, NEEDS, len(few)), 6))
    years = pa.array(random.integers(2019, 2027, len(few)))
    link(
        "SME FINANCED_BY FundingSource",
        few,
        _numbered("F", random.integers(0, FUNDS, len(few)), 6),
        fiscal_year=years,
    )


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


def load(store: GraphStore, data: Path, meter: Meter, changed: float = 0.0) -> None:
    """Write everything, a share of the enterprises and participations with other values."""
    with meter:
        run_block = store.begin(SOURCE)
        run = run_block.__enter__()
    files = sorted(data.glob("*.parquet"), key=lambda path: (" " in path.stem, path.stem))
    for path in files:
        for batch in pq.ParquetFile(path).iter_batches(ROWS_PER_CALL):
            part = pa.Table.from_batches([batch])
            if changed:
                part = _changed(part, changed)
            with meter:
                write = run.upsert_relationships if " " in path.stem else run.upsert_nodes
                write(path.stem, part)
    with meter:
        run_block.__exit__(None, None, None)


def load_a_month(store: GraphStore, data: Path, meter: Meter) -> None:
    """Write one row in a hundred from a source that accumulates, over what the first source said."""
    parts = {}
    for kind in ("SME", "SME PARTICIPATED_IN Program"):
        table = pq.read_table(data / f"{kind}.parquet")
        parts[kind] = table.slice(table.num_rows // 2, table.num_rows // 100)
    source = Source("monthly", "Monthly", data_kind=DataKind.SYNTHETIC, accumulates=True)
    with meter, store.begin(source) as run:
        for kind, part in parts.items():
            (run.upsert_relationships if " " in kind else run.upsert_nodes)(kind, part)


def search(store: GraphStore, meter: Meter) -> list[str]:
    store.search("กาแฟ")
    notes = []
    for query in QUERIES:
        one = Meter()
        with meter, one:
            found = store.search(query)
        notes.append(f"{query}: {len(found)} in {one.wall * 1000:.1f} ms")
    return notes


READS: dict[str, Callable[[GraphStore], object]] = {
    "export": lambda store: store.export(),
    "counts": lambda store: store.counts(),
    "node": lambda store: store.node("SME", "0105500000017"),
    "neighbourhood of an area": lambda store: store.neighbourhood("Area", "TH-0001", hops=2),
    "content hash": lambda store: store.content_hash(),
    "name index": lambda store: store.search("กาแฟ"),
}
WRITES: dict[str, Callable[[GraphStore, Path, Meter], None]] = {
    "load": load,
    "reload": load,
    "1 % changed": lambda store, data, meter: load(store, data, meter, 0.01),
    "1 % of another source": load_a_month,
}
STEPS = (*WRITES, *READS, "search")


def step(name: str, folder: Path) -> None:
    """Run one step and print what it took as JSON."""
    meter, notes = Meter(), []
    store = open_store(str(folder / "store"))
    if name in WRITES:
        WRITES[name](store, folder / "data", meter)
    elif name in READS:
        with meter:
            READS[name](store)
    else:
        notes = search(store, meter)
    store.close()
    size = max((path.stat().st_size for path in (folder / "store").glob("graph-*")), default=0)
    # The peak of getrusage begins at the size of the parent.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0])
    print(json.dumps({"cpu": meter.cpu, "wall": meter.wall, "peak": peak, "size": size, "notes": notes}))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the embedded store on synthetic data.")
    parser.add_argument("enterprises", type=int)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="keep the data and the store here")
    chosen = parser.parse_args()
    if chosen.step:
        step(chosen.step, chosen.folder)
        return
    with _folder(chosen.folder) as folder:
        if not (folder / "data").exists():
            (folder / "data").mkdir(parents=True)
            generate(folder / "data", chosen.enterprises)
        rows = sum(pq.read_metadata(path).num_rows for path in (folder / "data").glob("* *.parquet"))
        print(f"{chosen.enterprises:,} enterprises, {rows:,} relationships")
        print(f"{'step':<26}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'file MB':>9}")
        for name in STEPS:
            command = [
                sys.executable,
                __file__,
                str(chosen.enterprises),
                "--step",
                name,
                "--folder",
                str(folder),
            ]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            said = json.loads(done.stdout)
            peak, size = said["peak"] / 1024, said["size"] / 2**20
            print(f"{name:<26}{said['cpu']:>8.2f}{said['wall']:>8.2f}{peak:>9.0f}{size:>9.0f}", flush=True)
            for note in said["notes"]:
                print(f"    {note}")


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _numbered(prefix: str, numbers: np.ndarray, width: int) -> pa.Array:
    text = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width=width, padding="0")
    return pc.binary_join_element_wise(prefix, text, "")


def _changed(table: pa.Table, share: float) -> pa.Table:
    for column, change in (("employees", 1), ("amount", 1000.0)):
        if column in table.column_names:
            mask = pa.array(np.random.default_rng(1).random(table.num_rows) < share)
            values = table.column(column)
            table = table.set_column(
                table.column_names.index(column), column, pc.if_else(mask, pc.add(values, change), values)
            )
    return table


def _write(folder: Path, kind: str, columns: dict[str, pa.Array]) -> None:
    document: Callable[[int], pa.Array] = lambda count: pa.repeat("bench.csv", count)  # noqa: E731
    table = pa.table(columns)
    rows = pa.array(np.arange(1, table.num_rows + 1))
    table = table.append_column("claim_document", document(table.num_rows)).append_column("claim_row", rows)
    pq.write_table(table, folder / f"{kind}.parquet")


if __name__ == "__main__":
    main()

"""Measure the embedded store on synthetic data: `bench_store.py N` for N enterprises.

Every step runs in a process of its own, so that its peak memory is its own. CPU and wall seconds
are those of the calls of the store; reading the tables that are written is not counted.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from steps import Meter, Step, run

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


def reading(read: Callable[[GraphStore], object]) -> Step:
    """Return the step of one read."""

    def step(folder: Path, meter: Meter) -> list[str]:
        store = open_store(str(folder / "store"))
        with meter:
            read(store)
        return []

    return step


def writing(write: Callable[[GraphStore, Path, Meter], None]) -> Step:
    """Return the step of one write, which tells how large the file is afterwards."""

    def step(folder: Path, meter: Meter) -> list[str]:
        store = open_store(str(folder / "store"))
        write(store, folder / "data", meter)
        store.close()
        size = max(path.stat().st_size for path in (folder / "store").glob("graph-*"))
        return [f"file {size / 2**20:,.0f} MB"]

    return step


STEPS: dict[str, Step] = {
    "load": writing(load),
    "reload": writing(load),
    "reload, 1 % changed": writing(lambda store, data, meter: load(store, data, meter, 0.01)),
    "1 % of another source": writing(load_a_month),
    "export": reading(lambda store: store.export()),
    "counts": reading(lambda store: store.counts()),
    "node": reading(lambda store: store.node("SME", "0105500000017")),
    "neighbourhood of an area": reading(lambda store: store.neighbourhood("Area", "TH-0001", hops=2)),
    "content hash": reading(lambda store: store.content_hash()),
    "name index": reading(lambda store: store.search("กาแฟ")),
    "search": lambda folder, meter: search(open_store(str(folder / "store")), meter),
}


def prepare(folder: Path, enterprises: int) -> str:
    """Make the tables that are written, and say how many rows they have."""
    (folder / "data").mkdir()
    generate(folder / "data", enterprises)
    rows = sum(pq.read_metadata(path).num_rows for path in (folder / "data").glob("* *.parquet"))
    return f"{enterprises:,} enterprises, {rows:,} relationships"


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
    run(__file__, "Measure the embedded store on synthetic data.", prepare, STEPS)

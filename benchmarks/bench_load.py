"""Measure a load from files to answers: `bench_load.py N` for N enterprises.

Two sources: a nation already in the words of the model (Parquet), and a register as a country
publishes it (Windows-874 text, numbers with check digits, Buddhist dates, free-text addresses),
which has to be normalised. Both go the way of `ecograph load`: extract, map, clean, check, write.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from steps import Meter, run

from ecograph.analysis import find_reach, find_unreached
from ecograph.graph import open_ecosystem
from ecograph.store import GraphStore, open_store
from loaders.countries.thailand.identifiers import check_digit
from loaders.countries.thailand.tables import table
from loaders.load import load
from loaders.native import native_recipe
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from loaders.synthetic import SOURCE, generate_nation

SECRET = b"a secret for benchmarks"


def bring(store: GraphStore, recipe: str, path: Path | None = None) -> LoadReport:
    """Load through a shipped recipe."""
    found = find_recipe(recipe, SECRET)
    files = path or found.files
    if files is None:
        raise ValueError(recipe)
    return load(found.recipe, files, store, cleaners=found.cleaners, secret=SECRET, mix=True)


def prepare(folder: Path, enterprises: int) -> str:
    """Write a nation as Parquet and a register as text, beside a store with the reference facts."""
    for name in ("clean", "ugly"):
        bring(open_store(str(folder / f"store-{name}")), "th-reference")
    nation = generate_nation(open_store(str(folder / "store-clean")), enterprises)
    (folder / "nation").mkdir()
    rows = 0
    for kind, made in {**nation.nodes, **nation.relationships}.items():
        pq.write_table(made, folder / "nation" / f"{kind}.parquet")
        rows += made.num_rows if " " in kind else 0
    (folder / "register").mkdir()
    _write_register(folder / "register" / "99_209901.csv", enterprises)
    return f"{enterprises:,} enterprises, {rows:,} relationships; and a register of as many"


def load_clean(folder: Path, meter: Meter) -> list[str]:
    store = open_store(str(folder / "store-clean"))
    with meter:
        recipe = native_recipe(folder / "nation", SOURCE)
        report = load(recipe, folder / "nation", store, cleaners={}, secret=SECRET, mix=True)
    return _account(report)


def load_ugly(folder: Path, meter: Meter) -> list[str]:
    store = open_store(str(folder / "store-ugly"))
    with meter:
        report = bring(store, "th-dbd-registrations", folder / "register")
    return _account(report)


def open_all(folder: Path, meter: Meter) -> list[str]:
    store = open_store(str(folder / "store-clean"))
    with meter:
        ecosystem = open_ecosystem(store)
        rows = sum(links.count for links in ecosystem.smes.links.values())
    return [f"{len(ecosystem.smes):,} enterprises, {rows:,} links"]


def answer(folder: Path, meter: Meter) -> list[str]:
    ecosystem = open_ecosystem(open_store(str(folder / "store-clean")))
    remarks = []
    for by in (("corridor",), ("area",), ("industry",), ("size",), ("theme",), ("theme", "corridor")):
        one = Meter()
        with meter, one:
            find_reach(ecosystem, by=by)
        remarks.append(f"reach by {' × '.join(by)}: {one.cpu:.2f} CPU s")
    with meter:
        alone = find_unreached(ecosystem)
    return [*remarks, f"{alone.totals['unreached']:,.0f} unreached"]


def search(folder: Path, meter: Meter) -> list[str]:
    store = open_store(str(folder / "store-clean"))
    with meter:
        store.search("สมมุติ 000123")
    return []


def _account(report: LoadReport) -> list[str]:
    rows = ", ".join(f"{count:,} {name}" for name, count in report.rows.items())
    return [f"rows: {rows}; {report.total_problems:,} problems; adds up: {report.adds_up}"]


def _write_register(path: Path, enterprises: int) -> None:
    """Write a register in the form that the Department of Business Development publishes."""
    rng = np.random.default_rng(11)
    provinces = table("provinces")
    codes = np.array([int(row["province_id"][3:]) for row in provinces])
    names = pa.array([row["name_th"] for row in provinces])
    chosen = rng.integers(0, len(provinces), enterprises)
    numbers = np.arange(enterprises)
    digits = np.zeros((enterprises, 13), np.uint8)
    digits[:, 1:3] = np.stack([codes[chosen] // 10, codes[chosen] % 10], axis=1)
    digits[:, 3], digits[:, 4:7] = 5, [5, 5, 8]
    for place in range(5):
        digits[:, 11 - place] = numbers // 10**place % 10
    digits[:, 4] = numbers // 100_000 % 10
    digits[:, 5] = numbers // 1_000_000 % 10
    digits[:, 12] = check_digit(digits)
    ids = pa.array((digits + ord("0")).view("S13").ravel().astype(str))
    text = pa.array(numbers).cast(pa.string())
    days = pa.array([f"{day}/{month}/2558" for month in range(1, 13) for day in range(1, 29)])
    capital = pa.array([" 1,000,000 ", " 500,000 ", " 2,000,000 ", " 100,000 "])
    columns = {
        "ที่": text,
        "เลขทะเบียน": ids,
        "ชื่อนิติบุคคล": pc.binary_join_element_wise("บจ.รุ่งเรืองการค้า ", text, " จำกัด", ""),
        "วันที่จดทะเบียน": days.take(pa.array(rng.integers(0, len(days), enterprises))),
        "ทุนจดทะเบียน": capital.take(pa.array(rng.integers(0, 4, enterprises))),
        "รายละเอียดวัตถุประสงค์": pc.binary_join_element_wise("ประกอบกิจการค้าลำดับที่ ", text, ""),
        "ที่ตั้งสำนักงานใหญ่": pc.binary_join_element_wise(
            text, " หมู่ที่ 3 ต.ในเมือง อ.เมือง จ.", names.take(pa.array(chosen)), " 10000", ""
        ),
    }
    pa.csv.write_csv(pa.table(columns), path)
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp874"))


if __name__ == "__main__":
    run(
        __file__,
        "Measure a load from files to answers.",
        prepare,
        {
            "load a nation (Parquet)": load_clean,
            "load a register (normalised)": load_ugly,
            "open as an ecosystem": open_all,
            "reach and unreached": answer,
            "first search (index of names)": search,
        },
    )

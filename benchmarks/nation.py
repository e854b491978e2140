"""Write a made-up nation as Parquet: `nation.py N FOLDER` for N enterprises, from 1,000 to 10 million.

`FOLDER/tables` gets one file for each kind, in the words of the model, and `FOLDER/planted.json` the
truths planted among them, kept apart. Enterprises, programs and what is planted are those of
`loaders.synthetic`; supply and mentoring among enterprises come on top, so that there are about
six relationships for each enterprise, as in a nation's own records.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ecograph.store import GraphStore, open_store
from loaders.load import load
from loaders.recipes import find_recipe
from loaders.synthetic import DEMO_SEED, generate_nation

SECRET = b"a secret for benchmarks"
PARTICIPATIONS = 3.0
"""Background participations drawn for each enterprise."""
AMONG_ENTERPRISES = {"SME SUPPLIES SME": 0.5, "SME MENTORS SME": 0.05}
"""Links among enterprises, for each enterprise."""


def bring_facts(store: GraphStore) -> GraphStore:
    """Load the reference facts of the country that a nation rests on."""
    found = find_recipe("th-reference", SECRET)
    if found.files is None:
        raise ValueError(found)
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET, mix=True)
    return store


def write(store: GraphStore, folder: Path, enterprises: int, seed: int = DEMO_SEED) -> str:
    """Write a nation over the facts in a store, and say how large it is."""
    nation = generate_nation(store, enterprises, seed, participations=PARTICIPATIONS)
    (folder / "tables").mkdir(parents=True)
    tables = {**nation.nodes, **nation.relationships}
    for kind, table in tables.items():
        pq.write_table(table, folder / "tables" / f"{kind}.parquet")
    links = sum(table.num_rows for table in nation.relationships.values())
    keys = tables["SME"].column("id").combine_chunks()
    for kind, table in _among(keys, np.random.default_rng([seed, 1])):
        pq.write_table(table, folder / "tables" / f"{kind}.parquet")
        links += table.num_rows
    planted = [asdict(truth) for truth in nation.planted]
    text = json.dumps(planted, ensure_ascii=False, indent=1, default=dict)
    (folder / "planted.json").write_text(text, encoding="utf-8")
    programs = tables["Program"].num_rows
    return f"{enterprises:,} enterprises, {programs:,} programs, {links:,} relationships"


def _among(keys: pa.Array, rng: np.random.Generator) -> Iterator[tuple[str, pa.Table]]:
    """Yield who supplies and mentors whom: few have many suppliers, and nobody is joined to itself."""
    count = len(keys)
    for kind, each in AMONG_ENTERPRISES.items():
        source = rng.integers(0, count, round(count * each))
        target = (count * rng.random(len(source)) ** 3).astype(np.int64)
        pairs = np.unique(source[source != target] * count + target[source != target])
        first, second = np.divmod(pairs, count)
        yield kind, pa.table({"source": keys.take(pa.array(first)), "target": keys.take(pa.array(second))})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a made-up nation as Parquet.")
    parser.add_argument("enterprises", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=DEMO_SEED)
    chosen = parser.parse_args()
    facts = bring_facts(open_store(str(chosen.folder / "store")))
    started = time.process_time()
    print(write(facts, chosen.folder, chosen.enterprises, chosen.seed))
    print(f"{time.process_time() - started:.1f} CPU s")

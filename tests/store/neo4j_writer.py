"""A process of its own that loads a server, to be killed: `neo4j_writer.py URL PASSWORD SPOOL ROWS`."""

import sys
from pathlib import Path

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ecograph.store import GraphStore, Source, neo4j_writing, open_store

LARGE = Source("large", "Large")


def open_server(url: str, password: str, spool: Path) -> GraphStore:
    """Open the store of a server that tests own."""
    return open_store(
        url,
        threads=1,
        memory_limit="1GB",
        neo4j={"password": password, "spool": spool, "lock_expiry": 5.0},
    )


def load(store: GraphStore, rows: int, source: Source = LARGE) -> None:
    """Write so many enterprises, each in the one area."""
    keys = pa.array([f"{number:06}" for number in range(rows)])
    with store.begin(source) as run:
        run.upsert_nodes("SME", pa.table({"id": keys, "name": keys}))
        run.upsert_nodes("Area", pa.table({"code": ["x"]}))
        ends = {"source": keys, "target": pa.array(["x"] * rows)}
        run.upsert_relationships("SME LOCATED_IN Area", pa.table(ends))


if __name__ == "__main__":
    # Small batches, so that there is a middle in which to be killed.
    neo4j_writing.ATOMIC, neo4j_writing.BATCH = 100, 500
    load(open_server(sys.argv[1], sys.argv[2], Path(sys.argv[3])), int(sys.argv[4]))

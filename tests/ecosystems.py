"""Small ecosystems made from plain tuples, for tests of what is asked of them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.model import MODEL, Confidence, DataKind
from ecograph.store import GraphStore, Source, open_store
from loaders.cleaning import ARROW_TYPES
from tests.shared_server import open_on_server, shared_server

Rows = Sequence[Mapping[str, object]]


def table(kind: str, rows: Rows) -> pa.Table:
    """Return rows as a store takes them, in the types of the model."""
    declared = {property.name: ARROW_TYPES[property.type] for property in MODEL.kinds[kind].properties}
    declared["claim_row"] = pa.int64()
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], declared.get(name, pa.string())) for name in names}
    )


def fill(
    store: GraphStore, rows: Mapping[str, Rows], source: str = "test", kind: DataKind = DataKind.REAL
) -> None:
    """Write rows by kind, nodes first, and see that none dangles."""
    with store.begin(Source(source, source, data_kind=kind), mix=True) as run:
        for name in sorted(rows, key=lambda name: " " in name):
            write = run.upsert_relationships if " " in name else run.upsert_nodes
            assert write(name, table(name, rows[name])).dangling.num_rows == 0


def ecosystem(
    folder: Path, rows: Mapping[str, Rows], weakest: Confidence = Confidence.JUDGEMENT
) -> Ecosystem:
    """Return the ecosystem of a new store that holds the rows: embedded, or on a server if asked for."""
    store = new_store(folder / "store")
    try:
        fill(store, rows)
        return open_ecosystem(store, weakest)
    finally:
        store.close()


def on_server() -> bool:
    """Whether tests of what lies above the store run on the Neo4j server."""
    return os.environ.get("ECOGRAPH_TEST_STORE") == "neo4j"


def new_store(folder: Path) -> GraphStore:
    """Return a new store: in a folder, or on the Neo4j server where ECOGRAPH_TEST_STORE is `neo4j`.

    The server holds one store at a time, and a new one closes the one before it. What is needed
    beside another, or by several files, is opened by `open_store`.
    """
    return open_on_server(shared_server(), folder) if on_server() else open_store(str(folder))


def store_environment(folder: Path) -> dict[str, str]:
    """Return the variables by which a process uses a new store, as `new_store` gives it."""
    if not on_server():
        return {"ECOGRAPH_STORE": str(folder)}
    new_store(folder).close()
    server = shared_server()
    return {
        "ECOGRAPH_STORE": server.url,
        "ECOGRAPH_NEO4J_USER": server.user,
        "ECOGRAPH_NEO4J_PASSWORD": server.password,
        "ECOGRAPH_NEO4J_DATABASE": server.database,
    }


def country(areas: int = 4) -> dict[str, list[dict[str, Any]]]:
    """Return a country of provinces A0, A1, …; A0 and A1 are corridor X, A2 is Y, the rest lies outside."""
    codes = [f"A{number}" for number in range(areas)]
    return {
        "Area": [
            {"code": "C", "level": "country"},
            {"code": "D0", "level": "district"},
            *(
                {"code": code, "level": "province", "enterprises_micro": 10, "enterprises_small": 5}
                for code in codes
            ),
        ],
        "Area PART_OF Area": [
            {"source": "D0", "target": "A0"},
            *({"source": code, "target": "C"} for code in codes),
        ],
        "Corridor": [
            {"scheme": "economic", "id": "X", "name": "เอ็กซ์", "name_en": "Ex"},
            {"scheme": "economic", "id": "Y"},
            {"scheme": "border", "id": "Z"},
        ],
        "Area IN_CORRIDOR Corridor": [
            {"source": "A0", "target": "economic:X"},
            {"source": "A1", "target": "economic:X"},
            {"source": "A2", "target": "economic:Y"},
            {"source": "A3", "target": "border:Z", "extent": "part"},
        ],
        "Industry": [
            {"scheme": "I", "code": "S", "level": "section"},
            {"scheme": "I", "code": "10", "level": "division"},
            {"scheme": "I", "code": "T", "level": "section"},
            {"scheme": "I", "code": "20", "level": "division"},
            {"scheme": "L", "code": "target", "level": "target"},
        ],
        "Industry PART_OF Industry": [
            {"source": "I:10", "target": "I:S"},
            {"source": "I:20", "target": "I:T"},
            {"source": "I:10", "target": "L:target"},
        ],
        "Theme": [
            {"framework": "F", "id": "t"},
            {"framework": "F", "id": "t-a"},
            {"framework": "F", "id": "u"},
        ],
        "Theme PART_OF Theme": [{"source": "F:t-a", "target": "F:t"}],
        "Service": [{"id": "train"}, {"id": "loan"}],
        "Need": [{"id": "skills"}, {"id": "cash"}],
        "Need ANSWERED_BY Service": [
            {"source": "skills", "target": "train"},
            {"source": "cash", "target": "loan"},
        ],
    }

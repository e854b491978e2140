"""Small sources that tests of identity load: registrations, and a fair whose visitors wrote by hand."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from ecograph.state import IdentityLog
from ecograph.store import GraphStore, Source
from loaders.cleaning import CLEANERS
from loaders.countries.thailand import PACK
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.ecosystems import new_store

SECRET = b"secret"
FOOD, PRINT = "0415560990015", "0413555990027"

REGISTER = """
id = "register"
title = "A register"
country = "thailand"
[source]
id = "register"
rank = 20
[[tables]]
files = "register.csv"
[[tables.nodes]]
kind = "SME"
[tables.nodes.properties]
id = { column = "id", clean = "juristic_id" }
name = { column = "name", clean = "company_name" }
legal_form = { column = "name", clean = "legal_form" }
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = { column = "id", clean = "juristic_id" }
target = { column = "province", clean = "province" }
"""

FAIR = """
id = "fair"
title = "A fair"
country = "thailand"
[source]
id = "fair"
[[tables]]
files = "fair.csv"
[[tables.nodes]]
kind = "SME"
[tables.nodes.identity]
id = { column = "id", clean = "juristic_id" }
name = { column = "name", clean = "company_name" }
form = { column = "name", clean = "legal_form" }
place = { column = "province", clean = "province" }
[tables.nodes.properties]
name = { column = "name", clean = "company_name" }
legal_form = { column = "name", clean = "legal_form" }
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = { identity = "SME" }
target = { column = "province", clean = "province" }
[[tables.relationships]]
kind = "SME PARTICIPATED_IN Program"
source = { identity = "SME" }
target = { constant = "PRG-FAIR" }
[tables.relationships.properties]
fiscal_year = { constant = 2025 }
"""

HEADER = ("id", "name", "province")
REGISTERED = [
    (FOOD, "บริษัท ปลาบินได้ฟู้ดส์ จำกัด", "อุดรธานี"),
    (PRINT, "ห้างหุ้นส่วนจำกัด ช้างม่วงการพิมพ์", "อุดรธานี"),
]
LOST = ("4.1556E+11", "บ.ปลาบินได้ฟู้ดส์ จก.", "อุดรธานี")
"""An id that a spreadsheet turned into a decimal: the desk's case to be confirmed by a person."""
PERSON = ("", "นางสาวสมมติ นามทดสอบ", "อุดร")
VISITORS = [LOST, (PRINT, "หจก.ช้างม่วงการพิมพ์", "อุดรธานี"), PERSON]


def base_store(folder: Path, opened: Callable[[Path], GraphStore] = new_store) -> GraphStore:
    """Return a store that holds two provinces, three agencies and a program."""
    store = opened(folder / "store")
    with store.begin(Source("base", "Base", rank=10)) as run:
        run.upsert_nodes(
            "Area",
            pa.table({"code": ["TH-41", "TH-43"], "level": ["province"] * 2, "name": ["อุดรธานี", "หนองคาย"]}),
        )
        run.upsert_nodes("Program", pa.table({"id": ["PRG-FAIR"], "name": ["งานแสดงสินค้า"]}))
        run.upsert_nodes(
            "Agency",
            pa.table(
                {
                    "id": ["AG-DIPROM", "AG-DPIM", "AG-DSD"],
                    "name": [
                        "กรมส่งเสริมอุตสาหกรรม",
                        "กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่",
                        "กรมพัฒนาฝีมือแรงงาน",
                    ],
                    "acronym": ["กสอ.", "กพร.", "กพร."],
                    "acronym_en": ["DIPROM", "DPIM", "DSD"],
                    "aliases": [["ดีพร้อม"], None, None],
                }
            ),
        )
    return store


def log_of(store: GraphStore, folder: Path) -> IdentityLog:
    return IdentityLog.of_store(store.url, folder)


def load_rows(
    store: GraphStore,
    folder: Path,
    recipe: str,
    name: str,
    rows: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
    *,
    dry_run: bool = False,
) -> LoadReport:
    """Load rows through a recipe, heeding the judgements that lie beside the store."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    (folder / f"{name}.toml").write_text(recipe, encoding="utf-8")
    cleaners = {**CLEANERS, **PACK.cleaners(SECRET)}
    return load(
        read_recipe(folder / f"{name}.toml", cleaners),
        folder / f"{name}.csv",
        store,
        cleaners=cleaners,
        secret=SECRET,
        identities=log_of(store, folder),
        dry_run=dry_run,
        problem_file=folder / f"{name}-problems.csv",
    )


def keys(store: GraphStore, kind: str = "SME") -> set[str]:
    return set(store.export([kind]).nodes[kind].column("key").to_pylist())


def visitors(store: GraphStore) -> set[str]:
    """Return the keys of the enterprises that came to the fair."""
    export = store.export(["SME", "Program", "SME PARTICIPATED_IN Program"])
    names = {row["nid"]: row["key"] for row in export.nodes["SME"].to_pylist()}
    links = export.relationships["SME PARTICIPATED_IN Program"]
    return {names[source] for source in links.column("source").to_pylist()}

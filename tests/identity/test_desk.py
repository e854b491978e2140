"""The lists that lie on a planner's desk: one enterprise in both, its id lost in one of them."""

from pathlib import Path

import pyarrow as pa
import pytest

from ecograph.state import Identities, Verdict
from ecograph.state.keys import source_of
from ecograph.store import GraphStore, Source
from loaders.cleaning import CLEANERS
from loaders.countries.thailand import PACK
from loaders.identity.proposals import find_proposals
from loaders.load import load
from loaders.recipe_file import read_recipe
from loaders.report import LoadReport
from tests.identity.loading import FOOD, PRINT, SECRET, base_store, keys, log_of
from tests.thailand.cases import REAL_DATA

DESK = REAL_DATA.parent / "desk"
pytestmark = pytest.mark.skipif(not DESK.is_dir(), reason="the desk's files are not beside the project")

APPLICATIONS = """
id = "applications"
title = "Applications"
country = "thailand"
[source]
id = "applications"
[[tables]]
files = "participants_applications_utf8bom.csv"
header = ["ประทับเวลา", "จังหวัด"]
[[tables.nodes]]
kind = "SME"
[tables.nodes.identity]
id = { column = "เลขทะเบียนนิติบุคคล 13 หลัก (บุคคลธรรมดากรอกเลขบัตรประชาชน)", clean = "juristic_id" }
name = { column = "ชื่อสถานประกอบการ / กลุ่ม", clean = "company_name" }
form = { column = "ชื่อสถานประกอบการ / กลุ่ม", clean = "legal_form" }
place = { column = "จังหวัด", clean = "province" }
[tables.nodes.properties]
name = { column = "ชื่อสถานประกอบการ / กลุ่ม", clean = "company_name" }
legal_form = { column = "ชื่อสถานประกอบการ / กลุ่ม", clean = "legal_form" }
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
source = { identity = "SME" }
target = { column = "จังหวัด", clean = "province" }
"""
OFFICE = """
id = "office"
title = "A provincial office"
country = "thailand"
[source]
id = "office"
[[tables]]
files = "participants_provincial_office_cp874.csv"
encoding = "cp874"
header = ["ที่", "ชื่อกิจการ"]
[[tables.nodes]]
kind = "SME"
when = { column = "ที่", not_in = [""] }
[tables.nodes.identity]
id = { column = "เลข 13 หลัก", clean = "juristic_id" }
name = { column = "ชื่อกิจการ", clean = "company_name" }
form = { column = "ชื่อกิจการ", clean = "legal_form" }
place = { constant = "TH-41" }
[tables.nodes.properties]
name = { column = "ชื่อกิจการ", clean = "company_name" }
legal_form = { column = "ชื่อกิจการ", clean = "legal_form" }
[[tables.relationships]]
kind = "SME LOCATED_IN Area"
when = { column = "ที่", not_in = [""] }
source = { identity = "SME" }
target = { constant = "TH-41" }
[[tables.relationships]]
kind = "SME PARTICIPATED_IN Program"
when = { column = "ที่", not_in = [""] }
source = { identity = "SME" }
target = { constant = "PRG-FAIR" }
"""
WITHOUT_PLACES = OFFICE.replace('{ constant = "TH-41" }', '{ column = "ที่ตั้ง", clean = "address_province" }')


def load_desk(store: GraphStore, tmp_path: Path, recipe: str) -> LoadReport:
    path = tmp_path / "recipe.toml"
    path.write_text(recipe, encoding="utf-8")
    cleaners = {**CLEANERS, **PACK.cleaners(SECRET)}
    log = log_of(store, tmp_path)
    parsed = read_recipe(path, cleaners)
    return load(parsed, DESK, store, cleaners=cleaners, secret=SECRET, identities=log)


def clients(store: GraphStore) -> set[str]:
    export = store.export(["SME", "Program", "SME PARTICIPATED_IN Program"])
    names = {row["nid"]: row["key"] for row in export.nodes["SME"].to_pylist()}
    links = export.relationships["SME PARTICIPATED_IN Program"].to_pylist()
    return {names[link["source"]] for link in links}


@pytest.mark.parametrize("office", [OFFICE, WITHOUT_PLACES], ids=["province known", "province unknown"])
def test_the_lost_id_is_proposed_and_only_a_person_merges_it(tmp_path: Path, office: str) -> None:
    store = base_store(tmp_path)
    with store.begin(Source("more", "More")) as run:
        run.upsert_nodes("Area", pa.table({"code": ["TH-38"], "level": ["province"]}))
    applications = load_desk(store, tmp_path, APPLICATIONS)
    report = load_desk(store, tmp_path, office)
    # Two ids of one enterprise and a person's; no id: a community enterprise's, a wrong digit, none.
    assert applications.identity.to_dict()["matched"]["SME"] == {"id": 3, "not matched": 3}
    assert report.identity.to_dict()["matched"]["SME"] == {"id": 1, "not matched": 2}
    assert sum(source_of(key) is None for key in keys(store)) == len({FOOD, PRINT, "person"})
    assert sum(source_of(key) is not None for key in keys(store)) == 5
    pairs = {(pair.first, pair.second) for pair in find_proposals(store, Identities([], "SME"))}
    (lost,) = {first for first, second in pairs if second == FOOD}
    assert source_of(lost) == "office"
    assert clients(store) == {PRINT, lost} | {key for key in clients(store) if source_of(key) == "office"}
    log_of(store, tmp_path).judge(Verdict.SAME, lost, FOOD, by="somchai")
    load_desk(store, tmp_path, office)
    assert {FOOD, PRINT} < clients(store)
    assert lost not in keys(store)

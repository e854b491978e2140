"""Institutions by name: reference aliases, what a person added, damaged names, and no guesses."""

from collections import Counter
from pathlib import Path

import pytest

from ecograph.state import Verdict
from ecograph.state.keys import source_of
from ecograph.state.names import name_key
from ecograph.store import GraphStore
from loaders.identity.repair import is_damaged
from loaders.identity.roster import Roster, own_names
from tests.identity.loading import base_store, keys, load_rows, log_of
from tests.thailand.cases import REAL_DATA, needs_real_data

BUDGET = """
id = "budget"
title = "A budget"
country = "thailand"
[source]
id = "budget"
[[tables]]
files = "budget.csv"
[[tables.nodes]]
kind = "Agency"
[tables.nodes.identity]
name = { column = "unit", clean = "thai_text" }
[tables.nodes.properties]
name = { column = "unit", clean = "thai_text" }
[[tables.nodes]]
kind = "Program"
[tables.nodes.identity]
name = "project"
place = "unit"
[tables.nodes.properties]
name = "project"
[[tables.relationships]]
kind = "Agency RUNS Program"
source = { identity = "Agency" }
target = { identity = "Program" }
[[tables.relationships]]
kind = "Agency SUPPORTS Program"
source = { column = "partner", resolve = "Agency" }
target = { identity = "Program" }
"""
HEADER = ("unit", "project", "partner")
DIPROM, MINES = "กรมส่งเสริมอุตสาหกรรม", "กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่"


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    return base_store(tmp_path)


def runs(store: GraphStore, kind: str = "Agency RUNS Program") -> set[tuple[str, str]]:
    export = store.export(["Agency", "Program", kind])
    agencies = {row["nid"]: row["key"] for row in export.nodes["Agency"].to_pylist()}
    programs = {row["nid"]: row["name"] for row in export.nodes["Program"].to_pylist()}
    links = export.relationships[kind].to_pylist()
    return {(agencies[link["source"]], programs[link["target"]]) for link in links}


def test_known_names_are_matched_and_new_ones_stay_apart(store: GraphStore, tmp_path: Path) -> None:
    rows = [
        (DIPROM, "ก", "DIPROM"),
        ("ดีพร้อม", "ข", "กสอ"),
        (f"{MINES} ผ้", "ค", ""),
        ("กรมสมมติ", "ก", ""),
    ]
    report = load_rows(store, tmp_path, BUDGET, "budget", rows, HEADER)
    (new,) = {key for key in keys(store, "Agency") if source_of(key)}
    assert runs(store) == {("AG-DIPROM", "ก"), ("AG-DIPROM", "ข"), ("AG-DPIM", "ค"), (new, "ก")}
    assert runs(store, "Agency SUPPORTS Program") == {("AG-DIPROM", "ก"), ("AG-DIPROM", "ข")}
    matched = report.identity.to_dict()["matched"]
    assert matched["Agency"] == {"alias": 2, "repaired alias": 1, "not matched": 1}
    assert matched["Agency SUPPORTS Program"] == {"alias": 2}
    assert report.identity.repaired == {f"{MINES} ผ้": "AG-DPIM"}
    assert (report.total_problems, report.adds_up) == (0, True)


def test_the_same_project_of_two_agencies_is_two(store: GraphStore, tmp_path: Path) -> None:
    load_rows(store, tmp_path, BUDGET, "budget", [(DIPROM, "อบรม", ""), (MINES, "อบรม", "")], HEADER)
    assert sum(source_of(key) == "budget" for key in keys(store, "Program")) == 2


@pytest.mark.parametrize("acronym", ["กพร.", "DIP", "กพร"])
def test_an_ambiguous_acronym_is_a_problem_until_a_person_decides(
    store: GraphStore, tmp_path: Path, acronym: str
) -> None:
    rows = [(acronym, "ก", acronym)]
    report = load_rows(store, tmp_path, BUDGET, "budget", rows, HEADER)
    assert runs(store) == set()
    assert {problem.why.split(":")[0] for problem in report.problems} == {"ambiguous"}
    assert report.adds_up
    log = log_of(store, tmp_path)
    entry, _ = log.judge(Verdict.ALIAS, "AG-DSD", acronym, kind="Agency", by="somchai")
    load_rows(store, tmp_path, BUDGET, "budget", rows, HEADER)
    assert runs(store) == {("AG-DSD", "ก")} == runs(store, "Agency SUPPORTS Program")
    log.undo(entry.number, by="somchai")
    load_rows(store, tmp_path, BUDGET, "budget", rows, HEADER)
    assert runs(store) == set()


def test_an_unknown_partner_is_a_problem_with_the_nearest(store: GraphStore, tmp_path: Path) -> None:
    report = load_rows(store, tmp_path, BUDGET, "budget", [(DIPROM, "ก", "กรมส่งเสริมอุตสาหกรรมไทย")], HEADER)
    (problem,) = report.problems
    assert "the nearest are AG-DIPROM (กรมส่งเสริมอุตสาหกรรม)" in problem.why


def test_judgements_go_for_institutions_too(store: GraphStore, tmp_path: Path) -> None:
    load_rows(store, tmp_path, BUDGET, "budget", [("กรมสมมติ", "ก", "")], HEADER)
    (new,) = {key for key in keys(store, "Agency") if source_of(key)}
    log_of(store, tmp_path).judge(Verdict.SAME, new, "AG-DSD", kind="Agency", by="somchai")
    report = load_rows(store, tmp_path, BUDGET, "budget", [("กรมสมมติ", "ก", "")], HEADER)
    assert runs(store) == {("AG-DSD", "ก")}
    assert report.identity.to_dict()["matched"]["Agency"] == {"judgement": 1}


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (f"{MINES} ผ้", MINES),
        (MINES[:-5], MINES),
        ("มหาวิทยาลัยเทคโนโลยีราชมงคลศรีวิชัย de u", "มหาวิทยาลัยเทคโนโลยีราชมงคลศรีวิชัย"),
        ("กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช P.", "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช"),
        ("พัฒนาผู้ประกอบการ6ณและวิสาหกิจ", "พัฒนาผู้ประกอบการและวิสาหกิจ"),
        ("แผนงานพื้นฐานด้านความมั่นคงเคง", "แผนงานพื้นฐานด้านความมั่นคง"),
        ("พัฒนาศักยภาพทรัพยากรมนุษย์ 1,703,417,000 บาท", "พัฒนาศักยภาพทรัพยากรมนุษย์"),
        ("แผนงานบริหารจัดการหนีภาครัฐ", "แผนงานบริหารจัดการหนี้ภาครัฐ"),
    ],
)
def test_damage_that_is_put_right(found: str, known: str) -> None:
    assert is_damaged(name_key(found), name_key(known))


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ("กรมการแพทย์แผนไทยและการแพทย์ทางเลือก", "กรมการแพทย์"),
        ("กรมทรัพยากรน้ำบาดาล", "กรมทรัพยากรน้ำ"),
        ("กรมทรัพยากรน้ำ", "กรมทรัพยากรน้ำบาดาล"),
        ("องค์การบริหารส่วนจังหวัดระนอง", "องค์การบริหารส่วนจังหวัดระยอง"),
        ("กลุ่มจังหวัดภาคเหนือตอนบน 1", "กลุ่มจังหวัดภาคเหนือตอนบน 2"),
        ("กลุ่มจังหวัดภาคเหนือตอนบน 1", "กลุ่มจังหวัดภาคเหนือตอนบน"),
        ("สำนักงานพื้นที่ภาคเหนือตอนบน", "สำนักงานพื้นที่ภาคเหนือตอน"),
        ("เทศบาลเมืองแพรกษา", "เทศบาลเมืองแพรกษาใหม่"),
        ("กพร", "กพ"),
    ],
)
def test_names_that_are_their_own(found: str, known: str) -> None:
    assert not is_damaged(name_key(found), name_key(known))


def test_own_names_of_a_source_do_not_depend_on_order() -> None:
    names = {"แผนงานสุขภาวะที่ดีของคนไทย": 9, "แผนงานสุขภาวะที่ดีของคนไทยde": 2, "แผนงานสุขภาวะที่ดีของคนไทย6ณ": 1}
    forward = own_names(Counter(names), Roster("Program"))
    backward = own_names(Counter(dict(reversed(names.items()))), Roster("Program"))
    assert forward == backward == dict.fromkeys(list(names)[1:], next(iter(names)))


@needs_real_data
def test_no_unit_of_the_real_budget_is_taken_for_another() -> None:
    import csv

    units: Counter[str] = Counter()
    plans: Counter[str] = Counter()
    for path in sorted((REAL_DATA / "th_budget_fy2565" / "lines").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                units[name_key(row["BUDGETARY_UNIT"])] += 1
                plans[name_key(row["BUDGET_PLAN"])] += 1
    assert own_names(units, Roster("Agency")) == {}
    repaired = own_names(plans, Roster("Program"))
    assert len(repaired) >= 25
    # The most frequent plan of each family stands for it; the tails of the document are gone.
    entrepreneurs = name_key("แผนงานยุทธศาสตร์พัฒนาผู้ประกอบการและวิสาหกิจขนาดกลางและขนาดย่อม")
    assert repaired[name_key("แผนงานยุทธศาสตร์พัฒนาผู้ประกอบการ6ณและวิสาหกิจขนาดกลางและขนาดย่อม")] == entrepreneurs
    assert not any(key in repaired.values() and key in repaired for key in plans)

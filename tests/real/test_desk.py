"""What lies on a planner's desk: the lists of two agencies, applications, a budget, funds, agreements."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from ecograph.analysis.double_service import find_double_service
from ecograph.analysis.results import find_alignment
from ecograph.analysis.results.annex import find_annex
from ecograph.analysis.results.outcomes import find_outcomes
from ecograph.analysis.results.rules import Rule
from ecograph.graph import open_ecosystem
from ecograph.model import Text
from ecograph.state import Identities
from ecograph.store import GraphStore, open_store
from loaders.identity.proposals import find_proposals
from loaders.problems import Effect
from loaders.report import LoadReport
from loaders.worklists.rows import origin_of, read_origins, work_rows
from tests.real.sources import DESK, bring, needs_desk, thai_store

pytestmark = needs_desk
PARTICIPANTS = ("th-desk-applications", "th-desk-centre", "th-desk-office")
TABLES = ("th-desk-programs", "th-desk-funds", "th-desk-agreements")
PRINTER, FOOD, TECHNOLOGY = "0413555990027", "0415560990015", "0105562990031"
CENTRE, OFFICE = "IPC-04", "PIO-41"


@dataclass(frozen=True)
class Participation:
    """One line of a list: who, in what, run by whom, when, and what was received."""

    enterprise: str
    program: str
    agency: str
    services: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    status: str


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    return thai_store(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def reports(store: GraphStore) -> dict[str, LoadReport]:
    return {recipe: bring(store, recipe, DESK) for recipe in (*PARTICIPANTS, *TABLES)}


@pytest.fixture(scope="module")
def participations(store: GraphStore, reports: dict[str, LoadReport]) -> list[Participation]:
    assert all(report.version for report in reports.values())
    kinds = ("SME", "Program", "Agency", "SME PARTICIPATED_IN Program", "Agency RUNS Program")
    export = store.export(list(kinds))
    keys = {kind: {row["nid"]: row["key"] for row in export.nodes[kind].to_pylist()} for kind in kinds[:3]}
    runs = {
        link["target"]: keys["Agency"][link["source"]]
        for link in export.relationships["Agency RUNS Program"].to_pylist()
    }
    return [
        Participation(
            keys["SME"][link["source"]],
            keys["Program"][link["target"]],
            runs[link["target"]],
            tuple(link["services"] or ()),
            link["starts_on"],
            link["ends_on"],
            link["status"],
        )
        for link in export.relationships["SME PARTICIPATED_IN Program"].to_pylist()
    ]


def doubled(
    participations: list[Participation], same: dict[str, str]
) -> set[tuple[str, str, frozenset[str], date, date]]:
    """Return who got one service from two agencies at one time: who, what, from whom, from when to when."""
    found = set()
    for one, other in combinations(participations, 2):
        if same.get(one.enterprise, one.enterprise) != same.get(other.enterprise, other.enterprise):
            continue
        if one.agency == other.agency or "withdrawn" in (one.status, other.status):
            continue
        if not (one.starts_on and one.ends_on and other.starts_on and other.ends_on):
            continue
        first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
        for service in set(one.services) & set(other.services) if first <= last else ():
            enterprise = same.get(one.enterprise, one.enterprise)
            found.add((enterprise, service, frozenset({one.agency, other.agency}), first, last))
    return found


@pytest.mark.parametrize(
    ("recipe", "rows"),
    [
        ("th-desk-applications", 6),
        ("th-desk-centre", 9),
        ("th-desk-office", 3),
        ("th-desk-programs", 5),
        ("th-desk-funds", 3),
        ("th-desk-agreements", 3),
    ],
)
def test_every_row_is_recorded(reports: dict[str, LoadReport], recipe: str, rows: int) -> None:
    report = reports[recipe]
    assert report.rows == {"read": rows, "recorded": rows, "rejected": 0, "not wanted": 0}
    assert report.adds_up
    assert all(kind.dangling == 0 for kind in report.kinds.values())


def test_stated_totals_are_held_against_the_rows(reports: dict[str, LoadReport]) -> None:
    assert reports["th-desk-office"].totals == {"agree": 2}
    assert reports["th-desk-programs"].totals == {"agree": 1}
    centre = reports["th-desk-centre"]
    assert centre.totals == {"differ": 1}
    (problem,) = [found for found in centre.problems if found.effect is Effect.TOTAL_DIFFERS]
    assert problem.value == "6 ราย"
    assert problem.why == "6 is stated, and there are 4 (3 in its section) different SME above"


def test_one_double_service_is_confirmed(participations: list[Participation]) -> None:
    period = date(2025, 4, 1), date(2025, 6, 30)
    assert doubled(participations, {}) == {(PRINTER, "SVC-CONSULT", frozenset({CENTRE, OFFICE}), *period)}


def test_double_service_is_graded(store: GraphStore, participations: list[Participation]) -> None:
    assert participations
    proposals = find_proposals(store, Identities([], "SME"))
    alike = [(pair.first, pair.second) for pair in proposals]
    found = find_double_service(open_ecosystem(store), alike=alike).findings
    assert [(one.verdict, one.subjects[0].key, one.period) for one in found] == [
        ("confirmed", PRINTER, "2025-04-01/2025-06-30"),
        ("to_identify", FOOD, "2025-04-01/2025-06-30"),
    ]
    assert all(("Service", "SVC-CONSULT") in one.evidence.nodes for one in found)
    origins = read_origins(store, found)
    assert [origin_of(found[0], record, origins) for record in (0, 1)] == [
        "participants_centre4_merged.xlsx [อุดร-หนองคาย] : 11",
        "participants_provincial_office_cp874.csv : 4",
    ]
    assert set(work_rows(store, open_ecosystem(store), found, "th")) == {CENTRE, OFFICE}


def test_one_more_is_for_a_person_to_confirm(store: GraphStore, participations: list[Participation]) -> None:
    pairs = find_proposals(store, Identities([], "SME"))
    same = {pair.first: pair.second for pair in pairs if pair.second == FOOD}
    assert len(same) == 1
    proposed = doubled(participations, same) - doubled(participations, {})
    assert {(enterprise, service) for enterprise, service, *_ in proposed} == {(FOOD, "SVC-CONSULT")}


def test_training_and_then_consulting_is_progress(participations: list[Participation]) -> None:
    of_technology = [found for found in participations if found.enterprise == TECHNOLOGY]
    training, consulting = sorted(of_technology, key=lambda found: found.starts_on or date.max)
    assert training.services == ("SVC-TRAIN",)
    assert set(consulting.services) == {"SVC-CONSULT", "SVC-PACK"}
    assert training.ends_on is not None
    assert consulting.starts_on is not None
    assert training.ends_on < consulting.starts_on


def test_the_centre_s_first_sheet_reached_4_and_1_withdrew(tmp_path: Path) -> None:
    """Its total says 6 and it has 7 rows: a cooperative withdrew, and two rows are of one company."""
    store = thai_store(tmp_path, lambda path: open_store(str(path)))
    bring(store, "th-desk-centre", DESK)
    located = store.export(["SME", "Area", "SME LOCATED_IN Area", "SME PARTICIPATED_IN Program", "Program"])
    areas = {row["nid"]: row["key"] for row in located.nodes["Area"].to_pylist()}
    other_sheet = {
        link["source"]
        for link in located.relationships["SME LOCATED_IN Area"].to_pylist()
        if areas[link["target"]] == "TH-38"
    }
    took_part = [
        (link["source"], link["status"])
        for link in located.relationships["SME PARTICIPATED_IN Program"].to_pylist()
        if link["source"] not in other_sheet
    ]
    assert len({enterprise for enterprise, status in took_part if status != "withdrawn"}) == 4
    assert len({enterprise for enterprise, status in took_part if status == "withdrawn"}) == 1


def test_activities_are_inside_their_project_and_never_added_again(
    store: GraphStore, reports: dict[str, LoadReport]
) -> None:
    assert reports["th-desk-programs"].version
    project, activity = store.node("Program", "DESK-2567-1"), store.node("Program", "DESK-2567-1.1")
    assert project is not None
    assert activity is not None
    assert project.properties["budget"] == 12_500_000
    assert activity.properties.get("budget") is None


def test_what_is_expected_is_no_result(store: GraphStore, reports: dict[str, LoadReport]) -> None:
    assert reports["th-desk-programs"].version
    measured = store.export(["Program", "Indicator", "Program MEASURED_BY Indicator"])
    names = {row["nid"]: row["key"] for row in measured.nodes["Indicator"].to_pylist()}
    links = measured.relationships["Program MEASURED_BY Indicator"].to_pylist()
    (value,) = [link for link in links if names[link["target"]] == "KPI-VALUE"]
    assert (value["target_value"], value["expected"], value["reported"]) == (100, 135, None)


def test_the_annex_of_the_year(store: GraphStore, reports: dict[str, LoadReport]) -> None:
    """Firms are not persons (312 of them), what is expected is no result, an activity is in its project."""
    assert reports["th-desk-programs"].version
    there = open_ecosystem(store)
    annex = find_annex(there, 2024)
    assert annex.budget == 13_350_000
    rows = {(one.program, one.unit): (one, broken) for one, broken in annex.rows if one.indicator}
    assert len(rows) == 6
    firms, _ = rows["DESK-2567-1", "กิจการ"]
    assert (firms.target, firms.reported, firms.evaluated, firms.basis) == (250, 263, 241, "evaluated")
    assert firms.achieved == pytest.approx(0.964)
    assert firms.cost == pytest.approx(12_500_000 / 241)
    used, _ = rows["DESK-2567-1.1", "ร้อยละ"]
    assert (used.result, used.project[0], used.budget, used.cost) == (61, "DESK-2567-1", None, None)
    value, broken = rows["DESK-2567-1.1", "ล้านบาท"]
    assert (value.result, value.expected, value.achieved) == (None, 135, None)
    assert Rule.EXPECTED_ONLY in broken
    gas, broken = rows["DESK-2567-2", "tCO2e/ปี"]
    assert (gas.target, gas.result, gas.achieved, gas.spent) == (50, None, None, 1)
    assert Rule.UNIT_DIFFERS in broken
    tonnes, broken = rows["DESK-2567-2", "ตัน"]
    assert (tonnes.basis, tonnes.result, tonnes.achieved) == ("reported", 48.7, None)
    assert Rule.UNIT_DIFFERS in broken
    assert used.activity == ("DESK-2567-1.1", Text("กิจกรรม 1.1 AI ลดของเสีย", "กิจกรรม 1.1 AI ลดของเสีย"))
    satisfied, broken = rows["DESK-2567-3", ""]
    assert (satisfied.basis, satisfied.budget) == ("reported", None)
    assert Rule.NO_UNIT in broken
    sums = {one.unit: one.figures["result"] for one in annex.sums}
    assert sums == {"กิจการ": 241, "tCO2e/ปี": None, "ตัน": 48.7, "ล้านบาท": None}
    assert all(Rule.NO_GOAL not in broken for _, broken in annex.rows)
    assert [key for key, _ in gas.themes] == ["DIPROM-PILLARS-2567:P67-2"]
    assert [key for key, _ in gas.other_themes] == [
        "INDUSTRY-REFORM:POL-2-BCG",
        "INDUSTRY-REFORM:POL-3-AGING",
    ]
    cut = [one for one in find_outcomes(there, year=2024).findings if one.observed is not None]
    assert [(one.subjects[0].key, one.unit, one.observed) for one in cut] == [
        ("economic:COR-NEEC", "ตัน", 48.7)
    ]
    assert find_alignment(there).untested[0].en.startswith("Strategy not loaded")


def test_an_ambiguous_party_is_left_open(reports: dict[str, LoadReport]) -> None:
    open_ones = {
        problem.value for problem in reports["th-desk-agreements"].problems if "ambiguous" in problem.why
    }
    assert open_ones == {"กพร.", "DIP"}

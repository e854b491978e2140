"""The budget documents of fiscal year 2565 (2022): a hierarchy of programs, money added up once."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from ecograph.store import GraphStore
from loaders.report import LoadReport
from tests.real.sources import DATA, bring, needs_data, thai_store

pytestmark = needs_data
LINES = DATA / "th_budget_fy2565" / "lines"
FUTURE_INDUSTRY = "แผนงานบูรณาการพัฒนาอุตสาหกรรมและบริการแห่งอนาคต"
EASTERN_CORRIDOR = "แผนงานบูรณาการเขตพัฒนาพิเศษภาคตะวันออก"
GRASSROOTS = "แผนงานบูรณาการพัฒนาและส่งเสริมเศรษฐกิจฐานราก"
ENTREPRENEURS = "แผนงานยุทธศาสตร์พัฒนาผู้ประกอบการและวิสาหกิจขนาดกลางและขนาดย่อม"
SOURCE = "th-budget:"


@dataclass(frozen=True)
class Budget:
    """Programs by key, who runs them, and what each is part of."""

    programs: Mapping[str, Mapping[str, object]]
    runs: set[tuple[str, str]]
    parents: Mapping[str, set[str]]

    def plan(self, name: str) -> str:
        (key,) = [
            key
            for key, program in self.programs.items()
            if program["name"] == name and key.startswith(SOURCE)
        ]
        return key

    def runners(self, program: str) -> set[str]:
        return {agency for agency, run in self.runs if run == program}

    def items(self, plan: str) -> set[str]:
        """Return the keys of the items of a plan, at whatever depth."""
        below = {key for key, parents in self.parents.items() if plan in parents}
        return below | {item for key in below for item in self.items(key)} if below else set()

    def baht(self, keys: set[str], year: int | None = None) -> float:
        rows = [self.programs[key] for key in keys]
        chosen = [row["budget"] for row in rows if year in (None, row["fiscal_year"])]
        return sum(amount for amount in chosen if isinstance(amount, float))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    return thai_store(tmp_path_factory.mktemp("budget"))


@pytest.fixture(scope="module")
def report(store: GraphStore) -> LoadReport:
    return bring(store, "th-budget", LINES)


@pytest.fixture(scope="module")
def budget(store: GraphStore, report: LoadReport) -> Budget:
    assert report.version
    kinds = ["Agency", "Program", "Agency RUNS Program", "Program PART_OF Program"]
    export = store.export(kinds)
    agencies = {row["nid"]: row["key"] for row in export.nodes["Agency"].to_pylist()}
    programs = {row["nid"]: row for row in export.nodes["Program"].to_pylist()}
    parents: dict[str, set[str]] = {}
    for link in export.relationships["Program PART_OF Program"].to_pylist():
        parents.setdefault(programs[link["source"]]["key"], set()).add(programs[link["target"]]["key"])
    return Budget(
        {row["key"]: row for row in programs.values()},
        {
            (agencies[link["source"]], programs[link["target"]]["key"])
            for link in export.relationships["Agency RUNS Program"].to_pylist()
        },
        parents,
    )


def test_every_row_is_a_record_or_a_problem(report: LoadReport) -> None:
    assert len(report.documents) == 22
    assert report.rows == {"read": 37_635, "recorded": 37_635, "rejected": 0, "not wanted": 0}
    assert report.total_problems == 0
    assert report.adds_up


def test_each_row_is_an_item_with_its_page(store: GraphStore, budget: Budget) -> None:
    assert sum(program["level"] == "activity" for program in budget.programs.values()) == 37_635
    item = store.node("Program", f"{SOURCE}2022.3.12.199")
    assert item is not None
    assert item.properties["budget"] == 220_260_000
    assert item.properties["fiscal_year"] == 2022
    (claim,) = item.claims
    assert claim.reference == "2022.3.12 p. 73"


def test_diprom_has_1_021_658_400_baht_in_2565(budget: Budget) -> None:
    run = {program for agency, program in budget.runs if agency == "AG-DIPROM"}
    run = {key for key in run if key.startswith(SOURCE)}
    assert budget.baht(run, 2022) == 1_021_658_400
    assert sum(budget.programs[key]["level"] == "activity" for key in run) == 64


def test_money_stands_on_items_alone(budget: Budget) -> None:
    of_source = [row for key, row in budget.programs.items() if key.startswith(SOURCE)]
    assert {row["level"] for row in of_source if row["budget"] is not None} == {"activity"}


@pytest.mark.parametrize(
    ("plan", "agencies", "rows", "million"),
    [
        (FUTURE_INDUSTRY, 16, 82, 873.1),
        (EASTERN_CORRIDOR, 21, 149, 4_612.3),
        (GRASSROOTS, 16, 119, 513.2),
        (ENTREPRENEURS, 23, 92, None),
    ],
    ids=["future industry", "eastern corridor", "grassroots", "entrepreneurs"],
)
def test_a_plan_is_one_however_it_was_torn(
    budget: Budget, plan: str, agencies: int, rows: int, million: float | None
) -> None:
    key = budget.plan(plan)
    items = budget.items(key)
    activities = {item for item in items if budget.programs[item]["level"] == "activity"}
    assert len(budget.runners(key)) == agencies
    assert len(activities) == rows
    assert million is None or round(budget.baht(activities, 2022) / 1e6, 1) == million


def test_every_program_is_part_of_one_other_and_plans_of_none(budget: Budget) -> None:
    levels = {key: row["level"] for key, row in budget.programs.items() if key.startswith(SOURCE)}
    assert all(len(parents) == 1 for parents in budget.parents.values())
    assert {levels[key] for key in levels if key not in budget.parents} == {"plan"}
    assert sum(level == "plan" for level in levels.values()) == 61


def test_a_project_is_one_agency_s(budget: Budget) -> None:
    level = {key: row["level"] for key, row in budget.programs.items() if key.startswith(SOURCE)}
    runs = [program for _, program in budget.runs if level.get(program) == "project"]
    assert len(runs) == len(set(runs)) == sum(found == "project" for found in level.values()) == 2_693


def test_damaged_names_find_the_agency_and_keep_its_name(store: GraphStore, report: LoadReport) -> None:
    assert report.identity.repaired["กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่ ผ้"] == "AG-DPIM"
    agency = store.node("Agency", "AG-DPIM")
    assert agency is not None
    assert agency.properties["name"] == "กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่"
    assert {claim.source for claim in agency.claims} == {"th-reference", "th-budget"}
    assert [found for found in store.disagreements() if found.kind == "Agency"] == []


def test_a_name_that_fits_nobody_is_an_agency_of_the_source(store: GraphStore, report: LoadReport) -> None:
    assert report.version
    names = store.export(["Agency"]).nodes["Agency"].to_pylist()
    (found,) = [row["key"] for row in names if row["name"] == "กรมการข้าว"]
    assert found.startswith(SOURCE)

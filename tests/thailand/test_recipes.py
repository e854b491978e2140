"""The recipes of the pack: valid, complete, and loaded without a single problem."""

import csv
import re
from pathlib import Path

import pytest

from ecograph.store import GraphStore
from loaders.countries.thailand import PACK
from loaders.load import load
from loaders.recipes import find_recipe, shipped_recipes
from loaders.report import LoadReport
from tests.ecosystems import new_store

SECRET = b"a secret for tests"
NODES = {
    "Area": 1 + 20 + 77 + 928,
    "Industry": 21 + 88 + 25,
    "Product": 4,
    "Corridor": 5 + 10 + 18 + 12,
    "Theme": 3 + 8 + 27,
    "Service": 33,
    "Need": 26,
    "Indicator": 15,
    "Agency": 98 + 15 + 11 + 76,
    "Agreement": 22,
    "FundingSource": 41,
    "Program": 58,
}
RELATIONSHIPS = {
    "Area PART_OF Area": 20 + 3 * 77 + 928,
    "Area ADJOINS Area": 177,
    "Area IN_CORRIDOR Corridor": 19 + 10 + 76 + 77,
    "Industry PART_OF Industry": 88 + 93,
    "Corridor PROMOTES Industry": 23,
    "Theme PART_OF Theme": 27,
    "Theme CORRESPONDS_TO Theme": 4,
    "Need ANSWERED_BY Service": 52,
    "Agency PART_OF Agency": 69 + 15 + 11 + 76,
    "Agency PROVIDES Service": 115,
    "Agency SERVES Area": 71 + 76,
    "Agency PARTY_TO Agreement": 51,
    "Agency PARTNERS_WITH Agency": 40,
    "Agency MANAGES FundingSource": 45,
    "Agency RUNS Program": 110,
    "FundingSource OFFERS Service": 39,
    "FundingSource ADDRESSES Theme": 63,
    "FundingSource TARGETS Industry": 17,
    "Program ADDRESSES Theme": 81,
    "Program OFFERS Service": 133,
    "Program TARGETS Industry": 46,
    "Program COVERS Corridor": 17,
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[GraphStore, LoadReport]:
    store = new_store(tmp_path_factory.mktemp("store") / "graph")
    found = find_recipe("th-reference", SECRET)
    assert found.files is not None
    return store, load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET)


@pytest.mark.parametrize("name", shipped_recipes())
def test_every_recipe_is_valid(name: str) -> None:
    assert find_recipe(name, SECRET).recipe.id == name


def test_every_reference_row_becomes_a_record(loaded: tuple[GraphStore, LoadReport]) -> None:
    store, report = loaded
    assert not report.problem_counts
    assert {kind: count for kind, count in store.counts().items() if count} == NODES | RELATIONSHIPS


def test_every_table_is_read_by_the_recipe_or_by_a_cleaner() -> None:
    recipe = find_recipe("th-reference", SECRET).recipe
    code = "".join(path.read_text(encoding="utf-8") for path in Path(PACK.reference.parent).glob("*.py"))
    read = {table.files for table in recipe.tables} | {
        f"{name}.csv" for name in re.findall(r'table\("(\w+)"\)', code)
    }
    assert {path.name for path in PACK.reference.glob("*.csv")} == read | {"sources.csv"}


def test_every_value_of_trust_is_kept(loaded: tuple[GraphStore, LoadReport]) -> None:
    store, _ = loaded
    confidences = {}
    for kind, key in (
        ("Program", "PRG-SHAP"),
        ("Program", "PRG-BSC"),
        ("Area", "TH-50"),
        ("Theme", "INDUSTRY-REFORM:POL-2-BCG"),
    ):
        node = store.node(kind, key)
        assert node is not None
        (claim,) = node.claims
        assert claim.reference
        confidences[key] = claim.confidence.value
    assert list(confidences.values()) == ["memory-low", "read", "read-secondary", "read"]


def test_a_program_has_the_days_of_its_fiscal_years(loaded: tuple[GraphStore, LoadReport]) -> None:
    store, _ = loaded
    program = store.node("Program", "PRG-GREENLOG")
    standing = store.node("Program", "PRG-BSC")
    assert program is not None
    assert standing is not None
    assert program.properties["fiscal_year"] == 2024
    assert str(program.properties["starts_on"]) == "2023-10-01"
    assert str(program.properties["ends_on"]) == "2024-09-30"
    assert standing.properties.get("starts_on") is None


def test_a_second_load_changes_nothing(loaded: tuple[GraphStore, LoadReport]) -> None:
    store, _ = loaded
    found = find_recipe("th-reference", SECRET)
    assert found.files is not None
    again = load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET, dry_run=True)
    assert sum(counts.created + counts.updated for counts in again.kinds.values()) == 0


DAY, CAPITAL = "วันที่\nจดทะเบียน", " ทุนจดทะเบียน\n(บาท) "
CODE, ACTIVITY, ADDRESS = "รหัส\nวัตถุประสงค์", "รายละเอียดวัตถุประสงค์", "ที่ตั้งสำนักงานใหญ่"
NUMBER_AND_NAME = ["เลขทะเบียน", "ชื่อนิติบุคคล"]


@pytest.mark.parametrize(
    ("header", "code", "industries"),
    [
        (["ที่", *NUMBER_AND_NAME, "วันที่จดทะเบียน", " ทุนจดทะเบียน ", f"{ACTIVITY}เดิม", ADDRESS, "", ""], [], 0),
        (["ลำดับ", *NUMBER_AND_NAME, DAY, CAPITAL, CODE, ACTIVITY, ADDRESS], ["30911"], 1),
    ],
    ids=["2558", "2559"],
)
def test_a_month_of_registrations(
    loaded: tuple[GraphStore, LoadReport], tmp_path: Path, header: list[str], code: list[str], industries: int
) -> None:
    """In the shape of the published files, of an enterprise that does not exist."""
    path = tmp_path / "99_201501.csv"
    start = ["1", "0105536112014", "บจ.ทดสอบ (ไทยแลนด์) จำกัด", "12/1/2558", " 1,000,000 "]
    row = [*start, *code, "ทดสอบ", "1 ต.จ.ป.ร. อ.กระบุรี จ.ระนอง 85110"]
    with path.open("w", encoding="cp874", newline="") as file:
        csv.writer(file).writerows([["นิติบุคคลจัดตั้ง"], ["ทั่วประเทศ"], header, row])
    found = find_recipe("th-dbd-registrations", SECRET)
    store, _ = loaded
    report = load(found.recipe, path, store, cleaners=found.cleaners, secret=SECRET, dry_run=True)
    assert not report.problem_counts
    created = {kind: counts.created for kind, counts in report.kinds.items()}
    assert created == {"SME": 1, "SME LOCATED_IN Area": 1, "SME OPERATES_IN Industry": industries}

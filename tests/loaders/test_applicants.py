"""Applicants: read as a load reads, found on record or not, and what they already had; nothing is kept."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecograph.analysis.receipts import Receipts
from ecograph.errors import AnalysisError, SourceError
from ecograph.graph import open_ecosystem
from ecograph.model import DataKind
from ecograph.state import IdentityLog, StateDatabase
from ecograph.store import GraphStore
from loaders.applicant_check import (
    COLUMNS,
    OTHERS,
    TIMES,
    CheckedApplicant,
    check_applicants,
    table_rows,
    write_check,
)
from loaders.applicant_matching import MatchedBy, match_applicants
from loaders.applicants import read_applicants
from loaders.privacy import pseudonym
from tests.ecosystems import Rows, fill, new_store

SECRET = b"a secret for tests"
TODAY = dt.date(2025, 10, 1)
PRINTER, FOOD = "0413555990027", "0415560990015"
CITIZEN = "1999999001017"
PERSON = pseudonym(CITIZEN, SECRET)
SCOPED = "office:gieaohcdlekgenkgmnellhan"


def joined(who: str, program: str, year: int, *services: str, **more: Any) -> dict[str, Any]:
    day = dt.date(year, 3, 1)
    period = {"starts_on": day, "ends_on": day + dt.timedelta(9), "fiscal_year": year}
    return {"source": who, "target": program, "services": list(services) or None, **period, **more}


ROWS: dict[str, Rows] = {
    "SME": [
        {"id": PRINTER, "name": "ช้างม่วงการพิมพ์", "legal_form": "limited_company"},
        {"id": SCOPED, "name": "ปลาบินได้ฟู้ดส์", "legal_form": "limited_company"},
        {"id": PERSON, "natural_person": True},
    ],
    "Area": [{"code": "TH-41", "name": "อุดรธานี", "level": "province"}],
    "SME LOCATED_IN Area": [{"source": SCOPED, "target": "TH-41", "primary": True}],
    "Agency": [{"id": "A"}, {"id": "B"}],
    "Service": [{"id": "coach"}, {"id": "train"}],
    "Program": [{"id": "mine"}, {"id": "other"}, {"id": "tagged"}],
    "Program OFFERS Service": [
        {"source": "mine", "target": "coach"},
        {"source": "tagged", "target": "coach"},
    ],
    "Agency RUNS Program": [
        {"source": "A", "target": "mine"},
        {"source": "B", "target": "other"},
        {"source": "B", "target": "tagged"},
    ],
    "FundingSource": [{"id": "fund"}],
    "SME FINANCED_BY FundingSource": [{"source": PRINTER, "target": "fund", "fiscal_year": 2024}],
    "SME PARTICIPATED_IN Program": [
        joined(PRINTER, "other", 2024, "coach"),
        joined(PRINTER, "other", 2025, "train"),
        joined(PRINTER, "other", 2019, "coach"),
        joined(PRINTER, "mine", 2025, "coach", status="refused"),
        joined(SCOPED, "tagged", 2025),
        joined(PERSON, "other", 2025, "coach"),
        joined(PERSON, "mine", 2024, "coach"),
    ],
}
LIST = f"""ชื่อสถานประกอบการ,เลขทะเบียนนิติบุคคล,จังหวัด,จำนวนพนักงาน,ยินยอมเปิดเผยข้อมูล (PDPA)
บริษัท ช้างม่วงการพิมพ์ จำกัด,{PRINTER},อุดรธานี,12,ยินยอม
บริษัท ปลาบินได้ฟู้ด จำกัด,{FOOD},อุดรธานี,9,ยินยอม
นางสมมติ ไม่มีจริง,{CITIZEN},อุดรธานี,2,ไม่ยินยอม
บริษัท ไม่เคยพบ จำกัด,,อุดรธานี,3,ยินยอม
,,,4,ยินยอม
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = new_store(tmp_path_factory.mktemp("applicants") / "store")
    fill(store, ROWS)
    return store


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "applicants.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> IdentityLog:
    return IdentityLog(StateDatabase(tmp_path_factory.mktemp("state") / "state.db"))


@pytest.fixture(scope="module")
def checked(store: GraphStore, listed: Path, log: IdentityLog) -> list[CheckedApplicant]:
    ecosystem = open_ecosystem(store)
    applicants = read_applicants(listed, store, identities=log, secret=SECRET)
    matches = match_applicants(applicants.rows, store, ecosystem)
    return check_applicants(applicants.rows, matches, Receipts(ecosystem, "mine", TODAY))


def test_every_row_is_an_applicant_or_is_reported(store: GraphStore, listed: Path, log: IdentityLog) -> None:
    found = read_applicants(listed, store, identities=log, secret=SECRET)
    assert [one.row for one in found.rows] == [2, 3, 4, 5]
    assert found.lost == (("applicants.csv", 6),)
    assert [one.key for one in found.rows[:3]] == [PRINTER, FOOD, PERSON]
    assert found.rows[0].place == "TH-41"
    assert found.rows[0].properties["employees"] == 12
    assert [one.consents for one in found.rows] == [True, True, False, True]


def test_no_person_leaves_the_file_and_nothing_is_kept(
    store: GraphStore, listed: Path, log: IdentityLog
) -> None:
    before = store.version(), store.content_hash()
    found = read_applicants(listed, store, identities=log, secret=SECRET)
    assert CITIZEN not in str(found)
    assert "สมมติ" not in str(found)
    assert (store.version(), store.content_hash()) == before
    assert not log.path.exists()


def test_applicants_are_found_by_id_by_name_or_not(checked: list[CheckedApplicant]) -> None:
    assert [(one.match.by, one.match.key) for one in checked] == [
        (MatchedBy.ID, PRINTER),
        (MatchedBy.NAME, SCOPED),
        (MatchedBy.ID, PERSON),
        (MatchedBy.NOT_FOUND, ""),
    ]


def test_the_same_service_of_three_years_comes_first(checked: list[CheckedApplicant]) -> None:
    printer, food, *_ = checked
    assert [(one.support, one.fiscal_year, one.same) for one in printer.receipts] == [
        ("other", 2024, ("coach",)),
        ("other", 2025, ()),
        ("fund", 2024, ()),
    ]
    (receipt,) = food.receipts
    assert (receipt.same, receipt.recorded, receipt.agencies) == (("coach",), False, ("B",))


def test_without_consent_the_agency_s_own_records_alone_are_told(checked: list[CheckedApplicant]) -> None:
    person = checked[2]
    assert not person.whole
    assert [one.support for one in person.receipts] == ["mine"]


def test_whom_only_others_know_is_not_found_without_consent(
    store: GraphStore, tmp_path: Path, log: IdentityLog
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace(f"{PRINTER},อุดรธานี,12,ยินยอม", f"{PRINTER},อุดรธานี,12,"), encoding="utf-8")
    ecosystem = open_ecosystem(store)
    found = read_applicants(path, store, identities=log, secret=SECRET)
    receipts = Receipts(ecosystem, "mine", TODAY)
    first = check_applicants(found.rows, match_applicants(found.rows, store, ecosystem), receipts)[0]
    assert (first.match.by, first.receipts) == (MatchedBy.NOT_FOUND, ())


def test_who_is_known_by_id_may_have_been_helped_under_a_name(tmp_path: Path, log: IdentityLog) -> None:
    store = new_store(tmp_path / "store")
    more = [{"id": FOOD, "name": "ปลาบินได้ฟู้ดส์", "legal_form": "limited_company"}]
    fill(store, {**ROWS, "SME": [*ROWS["SME"], *more]})
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    ecosystem = open_ecosystem(store)
    found = read_applicants(path, store, identities=log, secret=SECRET)
    receipts = Receipts(ecosystem, "mine", TODAY)
    food = check_applicants(found.rows, match_applicants(found.rows, store, ecosystem), receipts)[1]
    assert (food.match.by, food.match.alike, food.receipts) == (MatchedBy.ID, SCOPED, ())
    assert [one.support for one in food.alike] == ["tagged"]


def test_the_table_is_written_with_numbers_and_inert_texts(
    store: GraphStore, checked: list[CheckedApplicant], tmp_path: Path
) -> None:
    rows = table_rows(checked, open_ecosystem(store), "th")
    write_check(rows, tmp_path / "out.xlsx", "th", years=3, data_kind=DataKind.REAL)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.format(years=3).th for column in COLUMNS]
    # What was received before these years is not counted.
    assert {column.format(years=3).en for column in (TIMES, OTHERS)} == {
        "times supported in 3 years",
        "other support in 3 years",
    }
    assert isinstance(sheet.cell(2, 2).value, int)
    assert not sheet.merged_cells.ranges
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "มิใช่ไม่เคยได้รับ" in str([cell.value for cell in book.worksheets[1]["A"]])


def test_what_cannot_be_asked_is_said(store: GraphStore, tmp_path: Path, log: IdentityLog) -> None:
    with pytest.raises(AnalysisError, match="no program 'none'"):
        Receipts(open_ecosystem(store), "none", TODAY)
    with pytest.raises(SourceError, match="is not a file"):
        read_applicants(tmp_path / "none.csv", store, identities=log, secret=SECRET)

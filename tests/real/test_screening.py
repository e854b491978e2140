"""The applicants on the desk, screened as their README implies."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecograph.analysis.screening import Result
from ecograph.graph import open_ecosystem
from ecograph.state import IdentityLog
from loaders.screening.book import write_screening
from loaders.screening.screening import Asked, Screening, screen_list
from tests.real.sources import DESK, SECRET, bring, needs_desk, thai_store

pytestmark = needs_desk
LIST = DESK / "participants_applications_utf8bom.csv"
PROGRAM = "DESK-2568-DIGITAL-1.2"


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Screening, list[tuple[Any, ...]]]:
    folder = tmp_path_factory.mktemp("desk")
    store = thai_store(folder)
    for recipe in ("th-desk-centre", "th-desk-office"):
        bring(store, recipe, DESK)
    ecosystem = open_ecosystem(store)
    found = screen_list(
        LIST,
        store,
        ecosystem,
        Asked(PROGRAM, dt.date(2025, 10, 1)),
        identities=IdentityLog.of_store(store.url, folder),
        secret=SECRET,
    )
    path = Path(folder / "screened.xlsx")
    write_screening(found, ecosystem, [], path)
    return found, list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def told(screening: Screening, row: int) -> dict[str, Any]:
    at = [place[1] for place in screening.places].index(row)
    return {column.th.partition("ใน {years}")[0]: value for column, value in screening.cells[at].items()}


def test_six_applications_of_five_enterprises(
    screened: tuple[Screening, list[tuple[Any, ...]]],
) -> None:
    screening, _ = screened
    assert [one.screened.result for one in screening.told] == [
        Result.TWICE,
        Result.PASSED,
        Result.FAILED,
        Result.PASSED,
        Result.FAILED,
        Result.WAITING,
    ]
    assert len(screening.enterprises) == 5


def test_one_service_is_known_by_id_and_another_by_name_only(
    screened: tuple[Screening, list[tuple[Any, ...]]],
) -> None:
    screening, _ = screened
    same = told(screening, 2)["บริการเดียวกัน"]
    assert "ศูนย์ส่งเสริมอุตสาหกรรมภาคที่ 4" in same
    assert "สำนักงานอุตสาหกรรมจังหวัดอุดรธานี" in same
    assert "รอยืนยัน: สำนักงานอุตสาหกรรมจังหวัดอุดรธานี" in told(screening, 2)["เหตุผล"]
    assert "แถว 2" in told(screening, 4)["เหตุผล"]
    assert told(screening, 4)["แก้ไขข้อมูลแล้ว"] == "เติมเลข 0 หน้าเลขทะเบียน: 0415560990015"


def test_what_the_traps_of_the_list_come_to(screened: tuple[Screening, list[tuple[Any, ...]]]) -> None:
    screening, _ = screened
    # Sales a month, a range of workers: the size is not guessed.
    assert told(screening, 3)["ขนาดวิสาหกิจ (ฐานที่ใช้)"] == "ไม่ทราบ"
    assert told(screening, 2)["ขนาดวิสาหกิจ (ฐานที่ใช้)"] == "ย่อม (รายได้)"
    assert "เลขตรวจสอบไม่ถูกต้อง" in told(screening, 6)["ข้อมูลที่ขาด"]
    assert told(screening, 7)["จังหวัด/ระเบียง"] == "ไม่ทราบ"
    assert told(screening, 7)["จับคู่ด้วย"] == "ไม่พบ"


def test_the_rows_come_back_as_they_were_in_the_order_of_results(
    screened: tuple[Screening, list[tuple[Any, ...]]],
) -> None:
    _, rows = screened
    assert [row[16] for row in rows] == [
        "ผลคัดกรอง",
        "ผ่าน",
        "ผ่าน",
        "รอข้อมูล",
        "ซ้ำ ควรตรวจสอบ",
        "ไม่ผ่านเงื่อนไข",
        "ไม่ผ่านเงื่อนไข",
    ]
    assert [row[1] for row in rows[1:4]] == ["ร้านป้ามโนขนมไทย", "วิสาหกิจชุมชนกลุ่มทอผ้าดาวอังคาร", "+66 คราฟท์"]
    personal = {"1999999001017", "นางสาวสมมติ นามทดสอบ", "fish@example.com", "0800000002"}
    assert not any(value in str(row[16:]) for row in rows for value in personal)

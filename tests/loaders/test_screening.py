"""Lists of applicants handed back: nothing of the planner's changed, and a result on every row."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.analysis.screening import Result
from ecograph.errors import EcographError, SourceError
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.state import IdentityLog, StateDatabase
from ecograph.store import GraphStore
from loaders.privacy import pseudonym
from loaders.screening.book import screening_bytes, write_screening
from loaders.screening.columns import COLUMNS, CRITERIA, SUMMARY
from loaders.screening.foot import foot
from loaders.screening.screening import Asked, Screening, screen_list
from tests.ecosystems import Rows, fill, new_store

SECRET = b"a secret for tests"
ON = dt.date(2025, 10, 1)
PRINTER, FOOD, WEAVER, CLOSED = "0413555990027", "0415560990015", "0105562990031", "0435564990010"
CITIZEN = "1999999001017"
PERSON = pseudonym(CITIZEN, SECRET)
HEAD = (
    "ชื่อสถานประกอบการ",
    "เลขทะเบียนนิติบุคคล",
    "จังหวัด",
    "จำนวนพนักงาน",
    "รหัสธุรกิจ",
    "ต้องการให้ช่วยเรื่องใด",
    "ยินยอมเปิดเผยข้อมูล (PDPA)",
)
YES, NO = "ยินยอม", "ไม่ยินยอม"
OLD = Path(__file__).parent / "extract" / "roster.xls"


def took(who: str, program: str, service: str) -> dict[str, Any]:
    day = dt.date(2025, 3, 1)
    return {"source": who, "target": program, "services": [service], "starts_on": day, "ends_on": day}


ROWS: dict[str, Rows] = {
    "Area": [
        {"code": "TH", "level": "country"},
        {"code": "TH-41", "name": "อุดรธานี", "level": "province"},
        {"code": "TH-38", "name": "บึงกาฬ", "level": "province"},
        {"code": "TH-10", "name": "กรุงเทพมหานคร", "level": "province"},
    ],
    "Area PART_OF Area": [{"source": f"TH-{code}", "target": "TH"} for code in (41, 38, 10)],
    "Industry": [
        {"scheme": "TSIC", "code": "C", "level": "section", "size_rule": "manufacturing"},
        {"scheme": "TSIC", "code": "10", "level": "division"},
        {"scheme": "TSIC", "code": "13", "level": "division"},
        {"scheme": "TSIC", "code": "47", "level": "division", "size_rule": "trade_service"},
    ],
    "Industry PART_OF Industry": [
        {"source": "TSIC:10", "target": "TSIC:C"},
        {"source": "TSIC:13", "target": "TSIC:C"},
    ],
    "Need": [
        {"id": "NEED-PLAN", "name": "ทำแผนธุรกิจ"},
        {"id": "NEED-MKT", "name": "หาตลาด"},
        {"id": "cash", "name": "เงินทุน"},
    ],
    "Service": [
        {"id": "coach", "name": "ให้คำปรึกษา"},
        {"id": "fair", "name": "ออกงาน"},
        {"id": "lend", "name": "สินเชื่อ"},
        {"id": "write", "name": "จัดทำแผนธุรกิจ"},
    ],
    "Need ANSWERED_BY Service": [
        {"source": "NEED-PLAN", "target": "coach"},
        {"source": "NEED-MKT", "target": "fair"},
        {"source": "cash", "target": "lend"},
    ],
    "Agency": [{"id": "A"}, {"id": "B", "name": "หน่วยงานบี"}],
    "Program": [
        {"id": "project", "size_classes": ["micro", "small"], "fiscal_year": 2026},
        {"id": "mine", "name": "โครงการ =HYPERLINK(1)", "fiscal_year": 2026},
        {"id": "other"},
        {"id": "fairs", "name": "งานแสดงสินค้า"},
    ],
    "Program PART_OF Program": [{"source": "mine", "target": "project"}],
    "Program OFFERS Service": [
        {"source": "mine", "target": "coach"},
        {"source": "fairs", "target": "fair"},
    ],
    "Program TARGETS Industry": [{"source": "project", "target": "TSIC:C"}],
    "Program COVERS Area": [
        {"source": "mine", "target": "TH-41"},
        {"source": "mine", "target": "TH-38"},
        {"source": "fairs", "target": "TH"},
    ],
    "Agency RUNS Program": [{"source": "A", "target": "mine"}, {"source": "B", "target": "other"}],
    "FundingSource": [{"id": "bank", "instrument": "loan"}],
    "FundingSource OFFERS Service": [{"source": "bank", "target": "lend"}],
    "SME": [
        {"id": PRINTER, "name": "ช้างม่วงการพิมพ์", "business_plan": True, "size_class": "small"},
        {"id": PERSON, "natural_person": True},
        {"id": CLOSED, "name": "เลิกแล้ว", "closed_on": dt.date(2020, 1, 1)},
    ],
    "SME OPERATES_IN Industry": [{"source": PRINTER, "target": "TSIC:13", "primary": True}],
    "SME PARTICIPATED_IN Program": [took(PRINTER, "other", "coach"), took(PERSON, "other", "coach")],
}

APPLIED = (
    ("บริษัท ทอผ้า จำกัด", WEAVER, "อุดรธานี", 4, "13111", "ทำแผนธุรกิจ, หาตลาด", YES),
    ("ช้างม่วงการพิมพ์", PRINTER, "อุดรธานี", None, None, "ทำแผนธุรกิจ", YES),
    ("บริษัท อาหาร จำกัด", FOOD[1:], "บึงกาฬ", 3, "10111", "ทำแผนธุรกิจ", YES),
    ("=1+1 ร้านค้า", None, "กรุงเทพมหานคร", 2, "47111", "ทำแผนธุรกิจ", YES),
    ("นางสมมติ ไม่มีจริง", CITIZEN, "อุดรธานี", 2, "13111", "ทำแผนธุรกิจ", NO),
    (None, None, None, 5, None, None, YES),
    ("ร้านไม่บอก", None, "อุดรธานี", 2, None, None, YES),
    ("ทอผ้า", WEAVER, "อุดรธานี", 4, "13111", "ทำแผนธุรกิจ", YES),
    ("เลิกแล้ว", CLOSED, "อุดรธานี", 2, "13111", "ทำแผนธุรกิจ", YES),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = new_store(tmp_path_factory.mktemp("screening") / "store")
    fill(store, ROWS)
    return store


@pytest.fixture(scope="module")
def ecosystem(store: GraphStore) -> Ecosystem:
    return open_ecosystem(store)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> IdentityLog:
    return IdentityLog(StateDatabase(tmp_path_factory.mktemp("state") / "state.db"))


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planner's workbook: a title, a header in colour, formats, a formula, a link, a note below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "ใบสมัคร"
    sheet.append(["รายชื่อผู้สมัคร"])
    sheet.append([*HEAD, "สองเท่า"])
    for number, row in enumerate(APPLIED, 3):
        sheet.append([*row, f"=D{number}*2"])
        sheet.cell(number, 1).data_type = "s"
        sheet.cell(number, 4).font = Font(italic=number % 2 == 0)
        sheet.row_dimensions[number].height = 10.0 + number
    sheet["A3"].hyperlink = "https://example.com/3"
    sheet.column_dimensions["A"].width = 41
    path = tmp_path_factory.mktemp("list") / "applicants.xlsx"
    book.save(path)
    return path


def screened(path: Path, store: GraphStore, ecosystem: Ecosystem, log: IdentityLog, **more: Any) -> Screening:
    asked = Asked("mine", ON, officer="เจ้าหน้าที่ ก", **more)
    return screen_list(path, store, ecosystem, asked, identities=log, secret=SECRET)


@pytest.fixture(scope="module")
def screening(listed: Path, store: GraphStore, ecosystem: Ecosystem, log: IdentityLog) -> Screening:
    return screened(listed, store, ecosystem, log)


@pytest.fixture(scope="module")
def book(
    screening: Screening, store: GraphStore, ecosystem: Ecosystem, tmp_path_factory: pytest.TempPathFactory
) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("out") / "screened.xlsx"
    write_screening(screening, ecosystem, foot(store, ecosystem, screening.asked), path)
    return openpyxl.load_workbook(path)


def told(screening: Screening) -> dict[int, dict[str, Any]]:
    return {
        row: {column.th: value for column, value in cells.items()}
        for (_, row), cells in zip(screening.places, screening.cells, strict=True)
    }


def test_every_row_ends_with_a_result(screening: Screening) -> None:
    results = {
        row: one.screened.result for (_, row), one in zip(screening.places, screening.told, strict=True)
    }
    assert results == {
        3: Result.PASSED,
        4: Result.TWICE,
        5: Result.PASSED,
        6: Result.FAILED,
        7: Result.PASSED,
        8: Result.WAITING,
        9: Result.WAITING,
        10: Result.TWICE,
        11: Result.FAILED,
    }
    assert sum(screening.counts.values()) == len(APPLIED)


def test_reasons_say_what_rule_and_what_is_missing(screening: Screening) -> None:
    rows = told(screening)
    assert rows[6]["เหตุผล"] == "ไม่ผ่านเงื่อนไข: ไม่อยู่ในอุตสาหกรรมเป้าหมาย, อยู่นอกพื้นที่ดำเนินการ"
    assert "ไม่ได้ดำเนินกิจการ" in rows[11]["เหตุผล"]
    assert rows[9]["ข้อมูลที่ขาด"].startswith("อุตสาหกรรมเป้าหมาย; ความต้องการที่บริการตอบได้")
    assert "หน่วยงานบี" in rows[4]["เหตุผล"]
    assert "แถว 3 ของไฟล์" in rows[10]["เหตุผล"]
    assert rows[8]["เหตุผล"] == "อ่านแถวนี้เป็นผู้สมัครไม่ได้"


def test_needs_rank_and_next_service(screening: Screening) -> None:
    rows = told(screening)
    weaver = rows[3]
    assert (weaver["ความต้องการที่ตรง"], weaver["ความต้องการที่ไม่ตรง"]) == ("ทำแผนธุรกิจ", "หาตลาด")
    assert "งานแสดงสินค้า" in weaver["บริการถัดไปที่แนะนำ"]
    ranks = {row: cells["ลำดับที่เสนอ"] for row, cells in rows.items() if cells["ลำดับที่เสนอ"]}
    # Half of the needs of row 3 are answered; all of rows 5 and 7, which nothing tells apart.
    assert ranks == {5: 1, 7: 1, 3: 3}


def test_sizes_come_with_their_basis_and_repairs_are_told(screening: Screening) -> None:
    rows = told(screening)
    assert rows[3]["ขนาดวิสาหกิจ (ฐานที่ใช้)"] == "รายย่อย (การจ้างงาน)"
    assert rows[4]["ขนาดวิสาหกิจ (ฐานที่ใช้)"] == "ย่อม (ตามข้อมูลที่มี)"
    assert rows[5]["แก้ไขข้อมูลแล้ว"] == f"เติมเลข 0 หน้าเลขทะเบียน: {FOOD}"
    assert rows[4]["มีแผนธุรกิจ"] == "มี"
    assert rows[3]["จำนวนครั้งที่เคยได้รับการส่งเสริม"] == "ไม่ทราบ"


def test_without_consent_other_agencies_records_do_not_count(screening: Screening) -> None:
    person = told(screening)[7]
    assert person["จับคู่ด้วย"] == "ไม่พบ"
    assert person["บริการเดียวกันใน {years} ปี (หน่วยงาน, กิจกรรม, วันที่)"] == ""


def test_columns_are_appended_and_the_planner_s_own_are_untouched(book: openpyxl.Workbook) -> None:
    sheet = book["ใบสมัคร"]
    assert [cell.value for cell in sheet[2]][: len(HEAD) + 1] == [*HEAD, "สองเท่า"]
    assert [cell.value for cell in sheet[2]][len(HEAD) + 1 :] == [one.format(years=3).th for one in COLUMNS]
    order = [sheet.cell(row, 1).value for row in range(3, 12)]
    was = [APPLIED[at - 3][0] for at in (5, 7, 3, 8, 9, 4, 10, 6, 11)]
    assert order == was
    # What belongs to a row went with it.
    assert [sheet.row_dimensions[row].height for row in range(3, 12)] == [15, 17, 13, 18, 19, 14, 20, 16, 21]
    assert [sheet.cell(row, 8).value for row in range(3, 12)] == [f"=D{row}*2" for row in range(3, 12)]
    assert sheet["A5"].hyperlink is not None
    assert (sheet["A5"].hyperlink.ref, sheet["A5"].hyperlink.target) == ("A5", "https://example.com/3")
    assert sheet["D8"].font.italic
    assert sheet.column_dimensions["A"].width == 41
    assert sheet["A1"].value == "รายชื่อผู้สมัคร"
    assert sheet["B3"].value == FOOD[1:]


def test_nothing_written_is_a_formula_or_a_person(book: openpyxl.Workbook) -> None:
    sheet = book["ใบสมัคร"]
    assert (sheet["A10"].value, sheet["A10"].data_type) == ("=1+1 ร้านค้า", "s")
    ours = [cell for row in sheet.iter_rows(min_col=len(HEAD) + 2) for cell in row]
    ours += [cell for name in (SUMMARY, CRITERIA) for row in book[name].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in ours)
    text = " ".join(str(cell.value) for cell in ours)
    assert CITIZEN not in text
    assert "สมมติ ไม่มีจริง" not in text
    assert "person:" not in text


def test_the_summary_and_the_criteria(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["ใบสมัคร", SUMMARY, CRITERIA]
    counts = {row[0]: row[1] for row in book[SUMMARY].iter_rows(values_only=True)}
    assert counts["ใบสมัคร (แถว)"] == 9
    assert counts["วิสาหกิจที่ไม่ซ้ำกัน (ราย)"] == 7
    assert counts["ในจำนวนนี้เป็นบุคคลธรรมดา (ราย)"] == 1
    assert counts["ผลคัดกรอง: ผ่าน"] == 3
    assert counts["จังหวัด: บึงกาฬ"] == 1
    assert "(1) ลำดับเป็นข้อเสนอ คณะกรรมการเป็นผู้ตัดสิน" in counts
    rules = {row[0]: row[1] for row in book[CRITERIA].iter_rows(values_only=True)}
    assert rules["เจ้าหน้าที่"] == "เจ้าหน้าที่ ก"
    assert rules["วันที่คัดกรอง"] == "1 ต.ค. 2568"
    assert rules["พื้นที่"] == "บึงกาฬ; อุดรธานี"
    # Said by the project that it is part of.
    assert rules["ขนาดวิสาหกิจ"] == "รายย่อย; ย่อม"


def test_the_same_list_gives_the_same_bytes(
    listed: Path, store: GraphStore, ecosystem: Ecosystem, log: IdentityLog
) -> None:
    first, second = (
        screening_bytes(screened(listed, store, ecosystem, log), ecosystem, []) for _ in range(2)
    )
    assert first == second


def test_a_list_that_was_screened_is_screened_again(
    listed: Path, store: GraphStore, ecosystem: Ecosystem, log: IdentityLog, tmp_path: Path
) -> None:
    path = tmp_path / "again.xlsx"
    write_screening(screened(listed, store, ecosystem, log), ecosystem, [], path)
    again = screened(path, store, ecosystem, log)
    write_screening(again, ecosystem, [], path)
    sheet = openpyxl.load_workbook(path)
    assert sheet.sheetnames == ["ใบสมัคร", SUMMARY, CRITERIA]
    assert sheet["ใบสมัคร"].max_column == len(HEAD) + 1 + len(COLUMNS)


def test_a_csv_is_handed_back_as_a_workbook_of_texts(
    store: GraphStore, ecosystem: Ecosystem, log: IdentityLog, tmp_path: Path
) -> None:
    lines = [",".join(f'"{cell or ""}"' for cell in row) for row in (HEAD, *APPLIED)]
    path = tmp_path / "applicants.csv"
    path.write_text("\n".join(lines), encoding="cp874")
    out = tmp_path / "out.xlsx"
    write_screening(screened(path, store, ecosystem, log), ecosystem, [], out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][: len(HEAD)] == list(HEAD)
    formula = next(row for row in sheet.iter_rows() if row[0].value == "=1+1 ร้านค้า")
    assert (formula[0].data_type, formula[0].quotePrefix) == ("s", True)
    assert sheet.max_row == len(APPLIED) + 1


def test_rows_with_merged_cells_stay_where_they_are(
    listed: Path, store: GraphStore, ecosystem: Ecosystem, log: IdentityLog, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(listed)
    book["ใบสมัคร"].merge_cells("H3:H4")
    path, out = tmp_path / "merged.xlsx", tmp_path / "out.xlsx"
    book.save(path)
    write_screening(screened(path, store, ecosystem, log), ecosystem, [], out)
    written = openpyxl.load_workbook(out)
    assert [written["ใบสมัคร"].cell(row, 2).value for row in (3, 4)] == [WEAVER, PRINTER]
    assert written["ใบสมัคร"].cell(4, len(HEAD) + 2).value == "ซ้ำ ควรตรวจสอบ"
    assert any("ผสานข้ามแถว" in str(row[0]) for row in written[SUMMARY].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("not.xlsx", b"PK\x03\x04 cut off"),
        ("empty.csv", b""),
        ("list.json", b"[]"),
        ("text.xlsx", b"just text"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    name: str,
    content: bytes,
    store: GraphStore,
    ecosystem: Ecosystem,
    log: IdentityLog,
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EcographError) as failure:
        screened(path, store, ecosystem, log)
    assert failure.value.message.endswith(".")
    assert failure.value.hint


def test_a_file_that_cannot_be_written_is_said(
    screening: Screening, ecosystem: Ecosystem, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        write_screening(screening, ecosystem, [], tmp_path)


def test_an_old_workbook_is_handed_back_as_a_new_one(
    store: GraphStore, ecosystem: Ecosystem, log: IdentityLog, tmp_path: Path
) -> None:
    screening = screened(OLD, store, ecosystem, log)
    out = tmp_path / "out.xlsx"
    write_screening(screening, ecosystem, [], out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[1:3] == [SUMMARY, CRITERIA]
    document, row = screening.places[0]
    sheet = book[document.partition(" [")[2].removesuffix("]")]
    heads = [cell.value for cell in sheet[row - 1]]
    assert heads[-len(COLUMNS)] == "ผลคัดกรอง"
    results = [sheet.cell(row, len(heads) - len(COLUMNS) + 1).value for _, row in screening.places]
    assert all(results)

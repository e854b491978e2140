"""Work lists: what an agency gets, and what becomes of every row that comes back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ecograph.analysis.double_service import find_double_service
from ecograph.errors import SourceError
from ecograph.graph import open_ecosystem
from ecograph.model import DataKind, Text
from ecograph.state import IdentityLog, StateDatabase, Verdict
from ecograph.state.verdicts import Outcome, VerdictLog, tell_verdicts
from ecograph.store import GraphStore
from loaders.worklists import Worklist, is_worklist, read_worklist, work_rows, write_worklist
from loaders.worklists import columns as column
from tests.ecosystems import Rows, fill, new_store

DAY = dt.date(2025, 4, 1)
EVIL = '=HYPERLINK("http://x","y")'
COMPANY, ALIKE, PERSON = "0413555990027", "fair:bcnhdkjofmaepgilbcnhdkjo", "person:abcdefghabcdefgh"


def joined(who: str, program: str, row: int, **more: Any) -> dict[str, Any]:
    period = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(29), "fiscal_year": 2025}
    place = {"claim_document": f"{program}.xlsx [a]", "claim_row": row}
    return {"source": who, "target": program, "services": ["coach"], **period, **place, **more}


ROWS: dict[str, Rows] = {
    "SME": [
        {"id": COMPANY, "name": EVIL, "legal_form": "limited_company"},
        {"id": ALIKE, "name": "ดาว", "legal_form": "limited_company"},
        {"id": PERSON, "name": "somebody", "natural_person": True},
    ],
    "Agency": [{"id": "A", "name": "ก"}, {"id": "B", "name": "ข"}],
    "Service": [{"id": "coach", "name": "ให้คำปรึกษา", "name_en": "coaching"}],
    "Program": [{"id": "pa"}, {"id": "pb"}, {"id": "pc"}],
    "Agency RUNS Program": [
        {"source": "A", "target": "pa"},
        {"source": "B", "target": "pb"},
        {"source": "B", "target": "pc"},
    ],
    "SME PARTICIPATED_IN Program": [
        joined(COMPANY, "pa", 3, amount=5000.5),
        joined(COMPANY, "pb", 4),
        joined(ALIKE, "pc", 5),
        joined(PERSON, "pa", 6),
        joined(PERSON, "pb", 7),
    ],
}


class Desk:
    """A store whose list went out to agency A, and what reads it back."""

    def __init__(self, store: GraphStore, folder: Path) -> None:
        self.path = folder / "list.xlsx"
        database = StateDatabase(folder / "state.db")
        self.verdicts, self.identities = VerdictLog(database), IdentityLog(database)
        self.ecosystem = open_ecosystem(store)
        self.result = find_double_service(self.ecosystem, alike=[(COMPANY, ALIKE)])
        self.rows = work_rows(store, self.ecosystem, self.result.findings, "th")["A"]
        self.worklist = Worklist(
            "A", Text("A", "ก"), self.rows, 2025, DAY, ["s"], [], 1, self.ecosystem.data_kind
        )
        write_worklist(self.worklist, self.path, "th")
        self.verdicts.hand_out("A", (row.case for row in self.rows))

    def fill(self, row: int, *cells: object) -> None:
        """Fill in the last columns of a row, counted from 1, as a person does in a spreadsheet."""
        first = column.COLUMNS.index(column.VERDICT) + 1
        self.change(lambda sheet: [sheet.cell(row + 1, first + at, cell) for at, cell in enumerate(cells)])

    def change(self, how: Callable[[Any], object]) -> None:
        book = openpyxl.load_workbook(self.path)
        how(book[column.LIST])
        book.save(self.path)

    def read(self) -> Any:
        return read_worklist(self.path, self.verdicts, self.identities)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    store = new_store(tmp_path_factory.mktemp("lists") / "store")
    fill(store, ROWS)
    return store


@pytest.fixture
def desk(store: GraphStore, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def cells(desk: Desk) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(desk.path)[column.LIST]
    header, *rows = sheet.iter_rows(values_only=True)
    names = [str(name) for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_the_list_has_the_columns_in_their_order_and_the_last_ones_blank(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.path)
    sheet = book[column.LIST]
    assert [cell.value for cell in sheet[1]] == [each.th for each in column.COLUMNS]
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:V{len(desk.rows) + 1}"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"ซ้ำจริง,ต่อยอด,คนละกิจการ,ข้อมูลผิด"'
    assert [book[name].sheet_state for name in (column.MARKER, column.CASES)] == ["hidden", "hidden"]
    for row in cells(desk):
        assert [row[each.th] for each in column.FILLED_IN] == [None] * 4
        assert row["data_kind"] == "real"
    assert is_worklist(desk.path)


def test_confirmed_cases_come_first_and_persons_have_no_name(desk: Desk) -> None:
    rows = cells(desk)
    assert [row["จับคู่ด้วย"] for row in rows] == ["เลขทะเบียน", "เลขทะเบียน", "ชื่อ รอยืนยัน"]
    (person,) = [row for row in rows if row["รหัสวิสาหกิจ"] == PERSON]
    assert person["ชื่อ (นิติบุคคล)"] is None
    assert person["ไฟล์/แผ่น/แถวของท่าน"] == "pa.xlsx [a] : 6"
    assert "somebody" not in str(rows)


def test_numbers_are_numbers_unknown_is_said_and_no_name_is_a_formula(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(desk.path)[column.LIST]
    by_name = {cell.value: cell.column or 0 for cell in sheet[1]}
    row = next(at for at in (2, 3, 4) if sheet.cell(at, by_name["รหัสวิสาหกิจ"]).value == COMPANY)
    assert sheet.cell(row, by_name["จำนวนเงิน ก (บาท)"]).value == 5000.5
    assert sheet.cell(row, by_name["จำนวนเงิน ข (บาท)"]).value == "ไม่ทราบ"
    assert sheet.cell(row, by_name["วันที่ซ้อนกัน (วัน)"]).value == 30
    name = sheet.cell(row, by_name["ชื่อ (นิติบุคคล)"])
    assert (name.value, name.data_type) == (EVIL, "s")


def test_the_same_list_has_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    write_worklist(desk.worklist, tmp_path / "again.xlsx", "th")
    assert (tmp_path / "again.xlsx").read_bytes() == desk.path.read_bytes()


def test_a_list_nobody_filled_in_has_nothing_to_record(desk: Desk) -> None:
    report = desk.read()
    assert (report.rows, report.unchecked, report.problems) == (3, 3, [])


@pytest.mark.parametrize(
    "day", [dt.date(2025, 11, 2), "2025-11-02", "2 พ.ย. 2568"], ids=["date", "iso", "thai"]
)
def test_a_verdict_is_recorded_once_and_told_on_the_finding(desk: Desk, day: object) -> None:
    desk.fill(1, "ต่อยอด", "กองตรวจ", day, "ครั้งที่สองต่อจากครั้งแรก")
    assert (desk.read().recorded, desk.read().known) == (1, 1)
    (entry,) = desk.verdicts.entries()
    assert (entry.verdict, entry.by, entry.agency) == (Outcome.PROGRESSION, "กองตรวจ", "A")
    assert entry.checked_on == dt.date(2025, 11, 2)
    told = tell_verdicts(desk.result.findings, desk.verdicts.of_findings())
    assert len(told) == len(desk.result.findings)
    assert "a progression, says กองตรวจ" in told[0].caveats[0].en
    assert told[1] == desk.result.findings[1]


def test_the_later_check_wins_and_both_are_kept(desk: Desk) -> None:
    desk.fill(1, "ซ้ำจริง", "กองตรวจ", "2025-11-03", "")
    desk.read()
    desk.fill(1, "double service indeed", "กองอื่น", "2025-11-02", "")
    desk.read()
    (entries,) = desk.verdicts.of_findings().values()
    assert [entry.by for entry in entries] == ["กองอื่น", "กองตรวจ"]
    desk.fill(1, "ต่อยอด", "กองอื่น", "2025-11-04", "")
    desk.read()
    (entries,) = desk.verdicts.of_findings().values()
    assert (len(entries), entries[-1].verdict) == (3, Outcome.PROGRESSION)


def test_different_enterprises_become_a_judgement_of_identity(desk: Desk) -> None:
    desk.fill(3, "คนละกิจการ", "กองตรวจ", "2025-11-02", "คนละที่อยู่")
    assert [sorted(pair) for pair in desk.read().judged] == [sorted((COMPANY, ALIKE))]
    (judgement,) = desk.identities.entries()
    assert (judgement.verdict, judgement.by) == (Verdict.DIFFERENT, "กองตรวจ")
    desk.read()
    assert len(desk.identities.entries()) == 1


def test_of_one_registered_id_different_is_recorded_with_a_remark(desk: Desk) -> None:
    desk.fill(1, "คนละกิจการ", "กองตรวจ", "2025-11-02", "")
    report = desk.read()
    assert (report.recorded, report.judged, len(report.remarks)) == (1, [], 1)
    assert desk.identities.entries() == []


def test_a_judgement_that_stands_is_not_overruled(desk: Desk) -> None:
    desk.identities.judge(Verdict.SAME, COMPANY, ALIKE, by="registrar")
    desk.fill(3, "คนละกิจการ", "กองตรวจ", "2025-11-02", "")
    report = desk.read()
    assert (report.recorded, report.rows) == (0, 3)
    assert "judged to be the same" in report.problems[0].why.en
    assert desk.verdicts.entries() == []


@pytest.mark.parametrize(
    ("filled", "of", "why"),
    [
        (("บางที", "กองตรวจ", "2025-11-02", ""), column.VERDICT, "was expected"),
        (("", "กองตรวจ", "2025-11-02", ""), column.VERDICT, "no result"),
        (("ซ้ำจริง", "", "2025-11-02", ""), column.CHECKED_BY, "who checked"),
        (("ซ้ำจริง", "กองตรวจ", "", ""), column.CHECKED_ON, "when it was checked"),
        (("ซ้ำจริง", "กองตรวจ", "เมื่อวาน", ""), column.CHECKED_ON, "a day was expected"),
    ],
)
def test_what_cannot_be_taken_is_reported_with_its_place(
    desk: Desk, filled: tuple[str, ...], of: Text, why: str
) -> None:
    desk.fill(2, *filled)
    report = desk.read()
    (problem,) = report.problems
    assert (problem.row, problem.column, report.rows) == (3, of, 3)
    assert why in problem.why.en
    assert problem.why.th != problem.why.en
    assert desk.verdicts.entries() == []


def test_a_changed_an_unknown_and_a_repeated_row_are_reported(desk: Desk) -> None:
    desk.change(lambda sheet: sheet.cell(2, 2, "0999999999999"))
    desk.change(lambda sheet: sheet.cell(3, 1, 77))
    desk.change(lambda sheet: sheet.append([cell.value for cell in sheet[4]]))
    report = desk.read()
    assert [problem.column for problem in report.problems] == [column.CODE, column.NUMBER, column.NUMBER]
    assert (report.unchecked, report.rows) == (1, 4)


def test_rows_may_be_sorted_by_whoever_fills_them_in(desk: Desk) -> None:
    desk.fill(3, "ซ้ำจริง", "กองตรวจ", "2025-11-02", "")

    def swap(sheet: Any) -> None:
        first, last = ([cell.value for cell in sheet[at]] for at in (2, 4))
        for at, (one, other) in enumerate(zip(first, last, strict=True), 1):
            sheet.cell(2, at).value = other
            sheet.cell(4, at).value = one

    desk.change(swap)
    assert (desk.read().recorded, desk.read().problems) == (1, [])
    assert desk.verdicts.entries()[0].finding == desk.rows[2].case.finding


def test_a_list_comes_back_though_it_was_handed_out_again_in_another_language(
    desk: Desk, store: GraphStore
) -> None:
    again = work_rows(store, desk.ecosystem, desk.result.findings, "en")["A"]
    assert [row.case.digest for row in again] != [row.case.digest for row in desk.rows]
    for _ in range(2):
        desk.verdicts.hand_out("A", (row.case for row in again))
    desk.fill(1, "ซ้ำจริง", "กองตรวจ", "2025-11-02", "")
    first = desk.read()
    write_worklist(replace(desk.worklist, rows=again), desk.path, "en")
    desk.fill(2, "a progression", "กองตรวจ", "2025-11-02", "")
    second = desk.read()
    assert [(each.recorded, each.problems) for each in (first, second)] == [(1, []), (1, [])]


def test_a_list_of_another_store_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    desk.fill(1, "ซ้ำจริง", "กองตรวจ", "2025-11-02", "")
    other = StateDatabase(tmp_path / "other.db")
    report = read_worklist(desk.path, VerdictLog(other), IdentityLog(other))
    assert [problem.why.en for problem in report.problems] == [
        "this case was not handed out from this store"
    ] * 3


def test_personal_numbers_in_remarks_are_not_kept(desk: Desk) -> None:
    desk.fill(1, "ซ้ำจริง", "กองตรวจ", "2025-11-02", "โทร 081-234-5678 เลข 1-2345-67890-12-1")
    desk.read()
    (entry,) = desk.verdicts.entries()
    assert "5678" not in entry.note
    assert "67890" not in entry.note


def test_another_file_is_no_work_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "plain.xlsx")
    database = StateDatabase(tmp_path / "state.db")
    assert not is_worklist(tmp_path / "plain.xlsx")
    for path in (tmp_path / "plain.xlsx", tmp_path / "none.xlsx"):
        with pytest.raises(SourceError):
            read_worklist(path, VerdictLog(database), IdentityLog(database))


def test_synthetic_data_are_marked(store: GraphStore, tmp_path: Path) -> None:
    mixed = new_store(tmp_path / "synthetic")
    fill(mixed, ROWS, kind=DataKind.SYNTHETIC)
    desk = Desk(mixed, tmp_path)
    assert {row["data_kind"] for row in cells(desk)} == {"synthetic"}
    notes = openpyxl.load_workbook(desk.path)[column.NOTES]
    assert "ข้อมูลสังเคราะห์ ห้ามอ้างอิง" in [cell.value for (cell,) in notes.iter_rows()]

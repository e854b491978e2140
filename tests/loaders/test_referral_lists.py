"""Lists of referrals go out and come back: every row a status, blank, or a problem."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecograph.analysis.referral.referrals import find_referrals
from ecograph.errors import SourceError
from ecograph.graph import open_ecosystem
from ecograph.state import StateDatabase
from ecograph.state.referrals import ReferralLog, Status, tell_statuses
from loaders.referral_lists import StatusReport, read_statuses, referral_rows, write_referrals
from loaders.referral_lists.columns import COLUMNS, LIST
from loaders.streaming import open_table
from tests.ecosystems import Rows, fill, new_store

ROWS: dict[str, Rows] = {
    "SME": [
        {"id": "0105562990031", "name": "=ชื่อ", "legal_form": "limited_company", "size_class": "micro"},
        {"id": "person:abc", "name": "ลับ", "natural_person": True},
        {"id": "0413555990027", "name": "สาม", "legal_form": "limited_company"},
    ],
    "Program": [{"id": "p", "name": "โครงการ"}],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    folder = tmp_path_factory.mktemp("referrals")
    store = new_store(folder / "store")
    fill(store, ROWS)
    ecosystem = open_ecosystem(store)
    found = find_referrals(ecosystem, program="p")
    rows = referral_rows(store, ecosystem, found.findings, "th")
    path = folder / "list.xlsx"
    write_referrals(rows, path, "th", ["foot"])
    return path, [rows, found]


@pytest.fixture
def log(tmp_path: Path, made: tuple[Path, list[Any]]) -> ReferralLog:
    log = ReferralLog(StateDatabase(tmp_path / "state.db"))
    log.hand_out(row.referred for row in made[1][0])
    return log


def filled(made: Path, folder: Path, cells: dict[str, Any]) -> Path:
    path = folder / "filled.xlsx"
    shutil.copy(made, path)
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[LIST][place] = value
    book.save(path)
    return path


def test_a_list_is_blank_where_it_is_filled_in_and_names_no_person(made: tuple[Path, list[Any]]) -> None:
    sheet = openpyxl.load_workbook(made[0])[LIST]
    assert [cell.value for cell in sheet[1]] == [one.th for one in COLUMNS]
    names = [sheet.cell(row, 3).value for row in range(2, 5)]
    assert sorted(str(name) for name in names) == ["=ชื่อ", "None", "สาม"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all(sheet.cell(row, column).value is None for row in range(2, 5) for column in range(9, 13))


def test_statuses_are_recorded_once_and_the_latest_day_stands(
    made: tuple[Path, list[Any]], log: ReferralLog, tmp_path: Path
) -> None:
    first = {"I2": "ติดต่อแล้ว", "J2": "นาย ก 1999999001017", "K2": "1 พ.ย. 2568", "L2": "โทรแล้ว"}
    path = filled(made[0], tmp_path, first)
    report = read_statuses(path, log)
    assert (report.rows, report.recorded, report.blank, report.problems) == (3, 1, 2, [])
    again = read_statuses(path, log)
    assert (again.recorded, again.known) == (0, 1)
    read_statuses(filled(made[0], tmp_path, {"I2": "declined", "J2": "ก", "K2": "2025-11-20"}), log)
    (entries,) = log.of_findings().values()
    assert [one.status for one in entries] == [Status.CONTACTED, Status.DECLINED]
    assert "1999999001017" not in entries[0].by
    told = tell_statuses(made[1][1].findings, log.of_findings())
    # What was declined stays, and says so first.
    assert len(told) == 3
    assert (
        next(one for one in told if one.id == entries[0].finding).caveats[0].en.startswith("Status: declined")
    )


def report_of(made: Path, log: ReferralLog, folder: Path, cells: dict[str, Any]) -> StatusReport:
    return read_statuses(filled(made, folder, cells), log)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"I2": "maybe", "J2": "ก", "K2": "2025-11-20"}, "was expected"),
        ({"J2": "ก"}, "no status"),
        ({"I2": "sent", "K2": "2025-11-20"}, "who says so"),
        ({"I2": "sent", "J2": "ก"}, "when"),
        ({"I2": "sent", "J2": "ก", "K2": "soon"}, "a day was expected"),
        ({"B2": "0999999999999"}, "codes"),
        ({"A2": 9}, "no such number"),
        ({"A3": 1}, "earlier row"),
    ],
)
def test_every_row_that_cannot_be_taken_is_told(
    made: tuple[Path, list[Any]], log: ReferralLog, tmp_path: Path, cells: dict[str, Any], why: str
) -> None:
    report = report_of(made[0], log, tmp_path, cells)
    assert (len(report.problems), report.recorded, report.rows) == (1, 0, 3)
    assert why in report.problems[0].why.en


def test_what_was_never_handed_out_or_is_no_list_is_said(
    made: tuple[Path, list[Any]], tmp_path: Path
) -> None:
    stranger = ReferralLog(StateDatabase(tmp_path / "other.db"))
    assert len(read_statuses(made[0], stranger).problems) == 3
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    for path in (other, tmp_path / "none.xlsx"):
        with pytest.raises(SourceError):
            read_statuses(path, stranger)


def test_a_table_is_streamed_and_no_text_is_a_formula(tmp_path: Path) -> None:
    batch = pa.record_batch({"name": ["=1+1", "tea", None, "-x"], "number": [1, 2, 3, 4]})
    for name in ("out.csv", "out.parquet"):
        with open_table(tmp_path / name, batch.schema) as write:
            write(batch)
            write(batch)
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:3] == ['"name","number"', '"\'=1+1",1', '"tea",2']
    assert len(lines) == 9
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 8
    with pytest.raises(SourceError), open_table(tmp_path / "none" / "out.csv", batch.schema):
        pass
    with pytest.raises(ZeroDivisionError), open_table(tmp_path / "half.csv", batch.schema):
        raise ZeroDivisionError
    assert not list(tmp_path.glob("half*"))

"""Real files as their publishers left them: each opens, or fails with one sentence that says what to do.

The data lies outside the project; where it is absent these tests are skipped and say so.
"""

from pathlib import Path

import pytest

from ecograph.errors import SourceError
from tests.loaders.extract.reading import accounted, attempted, numbers, read, records, remarks, skipped

SHARED = Path(__file__).parents[4] / "shared"
DATA, DESK = SHARED / "data", SHARED / "desk"
ABSENT = f"the shared data sets are not at {SHARED.name} beside the project"
FILES = [
    path
    for folder in ("messy", "ocds_real_small", "th_admin", "eu_ecsel_cordis", "th_ieat_estates", "networks")
    for path in sorted((DATA / folder).glob("*"))
]

pytestmark = pytest.mark.skipif(not DATA.is_dir() or not DESK.is_dir(), reason=ABSENT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_opens_or_says_what_to_do(path: Path) -> None:
    chunks = attempted(path)
    if isinstance(chunks, SourceError):
        assert chunks.message.startswith(path.name)
        assert chunks.hint
        assert "\n" not in str(chunks)
    else:
        assert accounted(chunks) > 0


def test_what_is_in_the_messy_ones() -> None:
    nuts = read(DATA / "messy" / "NUTS_2013L_CRonly.csv")
    assert len(numbers(nuts)) == 1887
    assert records(nuts)[1]["Description"] == "BELGIQUE-BELGIË"
    register = read(DATA / "messy" / "dbd_201604_cp874_10cols.csv", header=["เลขทะเบียน", "ชื่อนิติบุคคล"])
    assert skipped(register) == {"above the header": 2, "header": 1}
    assert records(register)[0]["เลขทะเบียน"] == "0107559000141"
    with pytest.raises(SourceError, match=r"is an SQL dump.*Load it into a database"):
        read(DATA / "messy" / "fp7_organization_mojibake.sql")


def test_an_iso_8859_1_document_reads_like_its_utf_8_twin() -> None:
    twins = [f"release-package_encoding-{name}.json" for name in ("iso-8859-1", "utf-8")]
    path = "releases.awards.documents"
    latin, utf8 = (read(DATA / "ocds_real_small" / name, records=path) for name in twins)
    names = ["releases.planning.budget.project", "releases.awards.title", "title", "url"]
    for ours, theirs in zip(records(latin), records(utf8), strict=True):
        assert [ours[name] for name in names] == [theirs[name] for name in names]
    assert records(latin)[0]["releases.awards.title"] == "MANTENIMIENTO A MÁQUINA CORTADORA"
    assert [bool(remarks(chunks)) for chunks in (latin, utf8)] == [True, False]


@pytest.mark.parametrize(
    ("sheet", "table", "rows"), [("projects", "pojects", 96), ("participants", "participants", 3379)]
)
def test_a_table_is_the_same_from_workbook_and_database(sheet: str, table: str, rows: int) -> None:
    folder = DATA / "eu_ecsel_cordis"
    book = records(read(folder / f"{sheet}.xlsx"))
    database = records(read(folder / "ecsel_database.db", table=table))
    assert len(book) == rows
    assert [{name: cell for name, cell in row.items() if name != "index"} for row in database] == book


def test_the_roster_of_the_fourth_centre() -> None:
    chunks = read(
        DESK / "participants_centre4_merged.xlsx",
        sheet="อุดร-หนองคาย",
        header=["ที่", "ชื่อสถานประกอบการ", "อำเภอ"],
        header_rows=2,
        section="กิจกรรม",
        totals=True,
        ditto=True,
        marks={"column": "บริการ", "columns": ["อบรม", "ปรึกษา", "บรรจุภัณฑ์"]},
    )
    rows = records(chunks)
    assert numbers(chunks) == [7, 8, 9, 11, 12, 13, 14]
    assert [row["บริการ"] for row in rows] == ["อบรม"] * 3 + ["ปรึกษา"] * 2 + ["ปรึกษา|บรรจุภัณฑ์", "ปรึกษา"]
    assert [row["ที่ตั้ง จังหวัด"] for row in rows[:3]] == ["อุดรธานี"] * 3
    assert rows[2]["ระยะเวลา"] == "2568-01-20"
    assert [row["กิจกรรม"][:14] for row in rows] == ["กิจกรรมที่ 1.1"] * 3 + ["กิจกรรมที่ 1.2"] * 4
    assert chunks[0].totals[0].cells["ชื่อสถานประกอบการ"] == "6 ราย"
    assert [(row, why) for row, _, why in remarks(chunks)] == [
        (13, "the row is hidden"),
        (15, "its formula has no stored value"),
    ]


def test_the_list_of_the_provincial_office() -> None:
    chunks = read(DESK / "participants_provincial_office_cp874.csv", totals=True)
    assert [row["เลข 13 หลัก"] for row in records(chunks)] == ["4.1556E+11", "0-4135-55990-02-7", "-"]
    assert skipped(chunks) == {"above the header": 1, "header": 1, "total": 1}
    assert chunks[0].totals[0].cells["งบ/ราย (บาท)"] == "90,000.-"


@pytest.mark.parametrize("path", sorted(DESK.glob("*.csv")), ids=lambda path: path.name)
def test_every_table_of_the_desk_has_its_header_found(path: Path) -> None:
    chunks = read(path)
    assert not any(name.startswith("column ") for name in chunks[0].table.column_names)

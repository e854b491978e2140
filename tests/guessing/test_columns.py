"""Columns by header, in both languages and misspelt, and by value."""

from pathlib import Path

import pytest

from loaders.guessing import propose, read_samples, to_toml
from tests.guessing.files import guessed, roles, saved, written

SMES = [
    ["0105562990031", "บริษัท หนึ่งทดลอง จำกัด", "อุดรธานี", "15/03/2567", "1,200,000", "มี"],
    ["0413555990027", "ห้างหุ้นส่วนจำกัด สองทดลอง", "ขอนแก่น", "2 ก.พ. 2566", "250000", "ไม่มี"],
    ["0415560990015", "บริษัท สามทดลอง จำกัด", "เชียงใหม่", "2025-01-05", "5 ล้านบาท", "มี"],
]
MEANINGS = ["registration", "enterprise", "province", "registered on", "capital", "business plan"]
HEADERS = {
    "th": ["เลขทะเบียนนิติบุคคล", "ชื่อกิจการ", "จังหวัด", "วันที่จดทะเบียน", "ทุนจดทะเบียน", "มีแผนธุรกิจหรือไม่"],
    "en": [
        "Registration No.",
        "Company name",
        "Province",
        "Registration date",
        "Registered capital",
        "Business plan",
    ],
    "folded": [
        "REGISTRATION_NUMBER",
        "company-name",
        " province ",
        "registered on",
        "Registered\nCapital",
        "business_plan",
    ],
    "misspelt": [
        "เลขทะเบียนนิติบุคล",
        "Compnay name",
        "จังหวัด ",
        "วันที่จดทะเบียณ",
        "Registred capital",
        "มีแผนธุระกิจหรือไม่",
    ],
    "longer": [
        "เลขทะเบียนนิติบุคคล 13 หลัก",
        "ชื่อกิจการ (ตามใบทะเบียน)",
        "จังหวัด*",
        "วันที่จดทะเบียน (พ.ศ.)",
        "ทุนจดทะเบียน (บาท)",
        "มีแผนธุรกิจหรือไม่?",
    ],
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_in_both_languages(tmp_path: Path, headers: list[str]) -> None:
    assert list(roles(written(tmp_path, [headers, *SMES])).values()) == MEANINGS


def test_values_tell_where_headers_do_not(tmp_path: Path) -> None:
    path = written(tmp_path, [["x1", "ชื่อกิจการ", "x3"], *(row[:3] for row in SMES)])
    assert roles(path) == {"x1": "registration", "ชื่อกิจการ": "enterprise", "x3": "province"}
    guesses = {guess.column: guess for guess in guessed(path).tables[0].guesses}
    assert guesses["x1"].doubtful
    assert "values tell so" in guesses["x1"].why.en
    assert "ค่าบ่งบอก" in guesses["x1"].why.th


def test_a_header_that_its_values_deny_is_not_believed(tmp_path: Path) -> None:
    rows = [["ชื่อกิจการ", "จังหวัด"], ["บริษัท ก จำกัด", "สีแดง"], ["บริษัท ข จำกัด", "สีเขียว"]]
    table = guessed(written(tmp_path, rows)).tables[0]
    assert [guess.role.name for guess in table.guesses] == ["enterprise"]
    assert "only 0 of 2 values" in table.unmapped[0].why.en


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("ผู้ติดต่อ", ["สมชาย ใจดี", "สมหญิง ใจงาม"]),
        ("ข้อมูล 1", ["นายสมชาย ใจดี", "นางสาวสมหญิง ใจงาม"]),
        ("ข้อมูล 2", ["081-234-5678", "0898765432"]),
        ("ข้อมูล 3", ["a.b@example.com", "c@example.org"]),
        ("ข้อมูล 4", ["1101700000001", "3100500000002"]),
        ("E-mail", ["-", "-"]),
        ("วันเกิด", ["1/2/2530", "3/4/2540"]),
    ],
)
def test_persons_are_not_mapped_and_it_is_said_so(tmp_path: Path, header: str, values: list[str]) -> None:
    rows = [["ชื่อกิจการ", header], *(["บริษัท ก จำกัด", value] for value in values)]
    proposal = guessed(written(tmp_path, rows))
    table = proposal.tables[0]
    assert [guess.column for guess in table.guesses] == ["ชื่อกิจการ"]
    assert "natural person" in table.unmapped[0].why.en
    assert not any(value in to_toml(proposal) for value in values if value != "-")


def test_a_header_row_under_titles_is_found(tmp_path: Path) -> None:
    titles = [["รายชื่อผู้เข้าร่วมโครงการดิจิทัลทดลอง ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", ""], ["", ""]]
    rows = [*titles, ["ที่", "ชื่อกิจการ"], ["1", "บริษัท ก จำกัด"], ["2", "บริษัท ข จำกัด"], ["รวม", "2 ราย"]]
    path = written(tmp_path, rows)
    proposal = guessed(path)
    table = proposal.recipe.tables[0]
    assert (table.header, table.totals) == (["ชื่อกิจการ", "ที่"], True)
    above = {guess.role.name: guess.constant for guess in proposal.tables[0].guesses if not guess.column}
    assert above == {"fiscal year": 2025, "program": "โครงการดิจิทัลทดลอง"}
    assert all(guess.doubtful for guess in proposal.tables[0].guesses if not guess.column)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (
            "programs",
            [["Project name", "Responsible agency", "Budget"], ["Smart farms", "DIPROM", "5,000,000"]],
        ),
        (
            "funds",
            [
                ["Fund name", "Lender", "Interest rate", "Collateral"],
                ["Green loan", "SME Bank", "3.5", "none"],
            ],
        ),
        ("agreements", [["MOU title", "Parties", "Signed on"], ["Joint work", "DIPROM; FTI", "2024-05-01"]]),
        (
            "indicators",
            [["KPI code", "Indicator", "Unit of measure"], ["K1", "Enterprises trained", "firms"]],
        ),
        ("agencies", [["Agency code", "Agency name", "Acronym"], ["A1", "Office of Trials", "OT"]]),
        ("indicators", [["ตัวชี้วัด", "หน่วยนับ", "วิธีวัด"], ["จำนวนผู้เข้าอบรม", "คน", "นับจากใบลงทะเบียน"]]),
        ("agencies", [["ชื่อหน่วยงาน", "อักษรย่อ", "สังกัด"], ["สำนักทดลอง", "สทล.", "กสอ."]]),
    ],
)
def test_kinds_of_table(tmp_path: Path, kind: str, rows: list[list[str]]) -> None:
    proposal = guessed(written(tmp_path, rows))
    assert proposal.tables[0].kind
    assert proposal.tables[0].kind.name == kind
    found, _ = saved(proposal, tmp_path)
    assert found.recipe.tables[0].nodes


def test_nationwide_is_the_country_and_provinces_are_parted(tmp_path: Path) -> None:
    rows = [["ชื่อโครงการ", "จังหวัดที่ดำเนินการ"], ["ก้าวไกลทดลอง", "อุดรธานี, ขอนแก่น"], ["ทั่วไทยทดลอง", "ทั่วประเทศ"]]
    recipe = guessed(written(tmp_path, rows)).recipe
    provinces, country = (
        link for link in recipe.tables[0].relationships if link.kind == "Program COVERS Area"
    )
    assert (provinces.target.split, provinces.target.clean) == (",", "province")
    assert country.target.constant == "TH"
    assert country.when
    assert "ทั่วประเทศ" in (country.when.among or ())


def test_a_person_may_say_what_rows_are_and_decline_guesses(tmp_path: Path) -> None:
    path = written(tmp_path, [["ชื่อ", "จังหวัด"], ["ทดลองหนึ่ง", "อุดรธานี"], ["ทดลองสอง", "ขอนแก่น"]])
    samples = tuple(read_samples(path))
    assert propose(path.name, samples).tables[0].doubtful
    chosen = propose(path.name, samples, kinds={path.name: "agencies"}, declined={(path.name, "area")})
    assert chosen.recipe.tables[0].nodes[0].kind == "Agency"
    assert chosen.recipe.tables[0].relationships == ()
    assert "said no" in chosen.tables[0].unmapped[-1].why.en


def test_names_of_columns_that_toml_must_quote(tmp_path: Path) -> None:
    header = ['ชื่อกิจการ "จริง" \\ #1', "จังหวัด"]
    path = written(tmp_path, [header, *(row[1:3] for row in SMES)])
    found, _ = saved(guessed(path), tmp_path)
    identity = found.recipe.tables[0].nodes[0].identity
    assert identity
    assert identity.name.columns == (header[0],)


def test_a_person_above_a_column_of_marks_is_not_named(tmp_path: Path) -> None:
    rows = [["นายปกปิด สงวนนาม", "อบรม", "ชื่อกิจการ", "จังหวัด"], ["/", "✓", "บริษัท ก จำกัด", "อุดรธานี"]]
    proposal = guessed(written(tmp_path, rows))
    assert "ปกปิด" not in to_toml(proposal)
    assert proposal.recipe.tables[0].marks[0].columns == ("อบรม",)
    assert "has the file a header" in proposal.tables[0].unmapped[0].why.en


def test_an_amount_in_a_unit_that_nobody_reads_is_left_out(tmp_path: Path) -> None:
    rows = [["ชื่อกิจการ", "ทุนจดทะเบียน (พันบาท)"], ["บริษัท ก จำกัด", "500"], ["บริษัท ข จำกัด", "1,200"]]
    table = guessed(written(tmp_path, rows)).tables[0]
    assert [guess.role.name for guess in table.guesses] == ["enterprise"]
    assert "unit of พันบาท" in table.unmapped[0].why.en

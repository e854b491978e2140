"""The files on a planner's desk, and registrations as published: each gives a recipe that works at once."""

from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from ecograph.store import GraphStore
from tests.guessing.files import DESK, REGISTRATIONS, guessed, loaded, roles, saved

desk = pytest.mark.skipif(
    not DESK.is_dir(), reason="the desk files are not at shared/desk beside the project"
)

APPLICATIONS = "participants_applications_utf8bom.csv"
OFFICE = "participants_provincial_office_cp874.csv"
CENTRE = "participants_centre4_merged.xlsx"
PROGRAMS = "programs_budget_kpi_utf8bom.csv"
FUNDS = "funds_utf8bom.csv"
AGREEMENTS = "mou_utf8bom.csv"

PERSONAL = ("นามทดสอบ", "ทดสอบ หนึ่ง", "ไม่มีจริง", "080-000", "0800000", "@example", "1999999001017", "042-000")

EXPECTED = {
    APPLICATIONS: ("participants", {"SME", "SME LOCATED_IN Area", "SME HAS_NEED Need"}, 6),
    OFFICE: ("participants", {"SME", "Program", "SME PARTICIPATED_IN Program"}, 3),
    CENTRE: ("participants", {"SME", "Program", "SME LOCATED_IN Area", "SME PARTICIPATED_IN Program"}, 9),
    PROGRAMS: ("programs", {"Program", "Indicator", "Program PART_OF Program", "Agency RUNS Program"}, 5),
    FUNDS: ("funds", {"FundingSource", "Agency MANAGES FundingSource"}, 3),
    AGREEMENTS: ("agreements", {"Agreement", "Agency PARTY_TO Agreement"}, 3),
}


@desk
@pytest.mark.parametrize("name", EXPECTED)
def test_every_file_gives_a_recipe_that_checks_at_once(
    reference: GraphStore, tmp_path: Path, name: str
) -> None:
    kind, made, rows = EXPECTED[name]
    proposal = guessed(DESK / name)
    assert proposal.tables[0].kind
    assert proposal.tables[0].kind.name == kind
    found, _ = saved(proposal, tmp_path)
    report = loaded(found, DESK / name, reference)
    assert report.adds_up
    assert report.rows["read"] == report.rows["recorded"] == rows
    assert {kind for kind, counts in report.kinds.items() if counts.mapped} >= made


@desk
@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_personal_is_mapped_or_shown(reference: GraphStore, tmp_path: Path, name: str) -> None:
    proposal = guessed(DESK / name)
    found, _ = saved(proposal, tmp_path)
    problems = tmp_path / "problems.csv"
    report = loaded(found, DESK / name, reference, problems=problems)
    told = [
        (tmp_path / "guessed.toml").read_text(encoding="utf-8"),
        str(proposal.to_dict()),
        str(report.to_dict()),
        problems.read_text(encoding="utf-8-sig"),
    ]
    assert [value for value in PERSONAL for text in told if value in text] == []


@desk
def test_applications() -> None:
    found = roles(DESK / APPLICATIONS)
    assert found["จังหวัด"] == "province"
    assert found["ชื่อสถานประกอบการ / กลุ่ม"] == "enterprise"
    assert found["รายได้ปีล่าสุด"] == "revenue"
    assert found["มีแผนธุรกิจหรือไม่"] == "business plan"
    table = guessed(DESK / APPLICATIONS).tables[0]
    left = {column.shown: column.why.en for column in table.unmapped}
    for personal in ("ชื่อ-สกุล ผู้สมัคร", "เบอร์โทร", "อีเมล"):
        assert "natural person" in left[personal]
    assert "free words" in left["เคยเข้าร่วมโครงการกับหน่วยงานใด"]
    needs = next(guess for guess in table.guesses if guess.role.name == "needs")
    assert set(needs.evidence.split) >= {",", ";"}
    assert needs.evidence.map["ใช้ AI"] == "NEED-DIGI"


@desk
def test_the_centre_s_workbook_has_sections_marks_and_a_summary_that_is_left_out() -> None:
    proposal = guessed(DESK / CENTRE)
    first = proposal.recipe.tables[0]
    assert [table.sheet for table in proposal.recipe.tables] == ["อุดร-หนองคาย", "บึงกาฬ"]
    assert (first.header_rows, first.totals, first.ditto, first.section) == (2, True, True, "section")
    assert first.marks[0].columns == ("อบรม", "ปรึกษา", "บรรจุภัณฑ์")
    found = roles(DESK / CENTRE)
    assert found["section"] == "program"
    assert found["บริการที่ได้รับ"] == "services"
    assert found[""] == "fiscal year"
    assert first.nodes[0].properties["revenue"].clean == "million_baht"


@desk
def test_amounts_are_in_the_unit_of_their_header_and_none_is_guessed() -> None:
    proposal = guessed(DESK / PROGRAMS)
    program = proposal.recipe.tables[0].nodes[0]
    assert program.properties["budget"].clean == "million_baht"
    assert "disbursed" not in program.properties
    left = {column.shown: column.why.en for column in proposal.tables[0].unmapped}
    assert "names no unit" in left["เบิกจ่าย ณ 30 ก.ย. 67"]


@desk
def test_several_agencies_in_a_cell_are_parted() -> None:
    proposal = guessed(DESK / AGREEMENTS)
    splits = {guess.role.name: guess.evidence.split for guess in proposal.tables[0].guesses}
    assert set(splits["parties"]) == {",", "/"}
    assert splits["signed on"] == ""


@pytest.mark.skipif(
    not REGISTRATIONS.is_dir(), reason="the registrations are not at shared/data beside the project"
)
@pytest.mark.parametrize("month", ["99_201501.csv", "99_201606.csv"])
def test_a_month_of_registrations(reference: GraphStore, tmp_path: Path, month: str) -> None:
    path = REGISTRATIONS / month
    found, _ = saved(guessed(path), tmp_path)
    report = loaded(found, path, reference)
    assert report.adds_up
    assert report.rows["recorded"] == report.rows["read"] > 4000
    sme = found.recipe.tables[0].nodes[0]
    assert set(sme.properties) >= {"id", "name", "legal_form", "registered_on", "capital", "natural_person"}
    located = next(
        link for link in found.recipe.tables[0].relationships if link.kind == "SME LOCATED_IN Area"
    )
    assert located.properties["role"].constant == "registered"


def test_a_file_that_tells_nothing_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("จังหวัด,จำนวนราย,ร้อยละ\nอุดรธานี,5,62%\nหนองคาย,1,12%\n", encoding="utf-8")
    with pytest.raises(
        RecipeError, match=r"^No recipe can be proposed for counts\.csv: nothing tells.*template"
    ):
        guessed(path)

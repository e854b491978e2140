"""Templates: pinned headers, drop-downs of the model, and a round trip in both languages."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from ecograph.cli import app
from ecograph.cli.guessing import TemplateKind
from ecograph.errors import RecipeError
from ecograph.model import MODEL, DataKind, Language
from ecograph.store import GraphStore
from loaders.load import load
from loaders.problems import Effect
from loaders.recipes import find_recipe
from loaders.report import LoadReport
from loaders.templates import KIND_NAMES, TEMPLATES, find_template, recognise_template, write_template
from loaders.templates.workbook import DATA, LISTS, MARKER, NOTES, SOURCE
from tests.conftest import Golden
from tests.ecosystems import new_store

SECRET = b"a secret for tests of templates"
HERE = Path(__file__).parent


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    """A store that holds the reference data of Thailand."""
    store = new_store(tmp_path / "store")
    found = find_recipe("th-reference", SECRET)
    assert found.files
    load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET)
    return store


def blank(kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.xlsx"
    write_template(kind, path)
    return path


def sheet_of(book: openpyxl.Workbook, name: str = DATA) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def fill(path: Path, rows: list[dict[str, Any]], agency: str = "", data_kind: str = "") -> Path:
    """Fill in a template by the English line of its headers."""
    book = openpyxl.load_workbook(path)
    sheet = sheet_of(book)
    places = {str(cell.value).split("\n")[1]: at for at, cell in enumerate(sheet[1], 1)}
    for number, row in enumerate(rows, 2):
        for name, value in row.items():
            sheet.cell(number, places[name], value)
    sheet_of(book, SOURCE)["B2"] = agency
    if data_kind:
        sheet_of(book, SOURCE)["B3"] = data_kind
    book.save(path)
    return path


def loaded(store: GraphStore, path: Path) -> LoadReport:
    found = find_template(str(path), SECRET)
    assert found
    assert found.files
    return load(found.recipe, found.files, store, cleaners=found.cleaners, secret=SECRET, mix=True)


def shown(kind: str, property: str, value: str, language: Language) -> str:
    """Return what a choice of the model is called."""
    choices = {choice.value: choice.label for choice in MODEL.kinds[kind].property(property).choices}
    return choices[value](language)


def related(store: GraphStore, kind: str) -> set[tuple[str, str]]:
    declared = MODEL.relationship(kind)
    export = store.export([declared.source, declared.target, kind])
    keys = {
        end: {row["nid"]: row["key"] for row in export.nodes[end].to_pylist()}
        for end in (declared.source, declared.target)
    }
    return {
        (keys[declared.source][row["source"]], keys[declared.target][row["target"]])
        for row in export.relationships[kind].to_pylist()
    }


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_headers_are_pinned(tmp_path: Path, golden: Golden, kind: str) -> None:
    sheet = sheet_of(openpyxl.load_workbook(blank(kind, tmp_path)))
    assert sheet.freeze_panes == "A2"
    headers = [str(cell.value).replace("\n", " | ") for cell in sheet[1]]
    assert len(set(headers)) == len(headers)
    golden(HERE / "golden" / f"{kind}.txt", "".join(f"{header}\n" for header in headers))


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_same_template_has_the_same_bytes(tmp_path: Path, kind: str) -> None:
    (tmp_path / "again").mkdir()
    assert blank(kind, tmp_path).read_bytes() == blank(kind, tmp_path / "again").read_bytes()


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_sheets_and_the_drop_downs(tmp_path: Path, kind: str) -> None:
    book = openpyxl.load_workbook(blank(kind, tmp_path))
    assert book.sheetnames == [DATA, SOURCE, NOTES, LISTS, MARKER]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 3 + ["hidden"] * 2
    template = TEMPLATES[kind]
    listed = sheet_of(book).data_validations.dataValidation
    assert len(listed) == sum(bool(column.items) for column in template.columns)
    for validation in listed:
        cells = sheet_of(book, LISTS)[str(validation.formula1).partition("!")[2].replace("$", "")]
        at = str(validation.sqref).partition("2")[0]
        column = template.columns[column_index_from_string(at) - 1]
        assert [row[0].value for row in cells] == [item.shown for item in column.items]
    notes = sheet_of(book, NOTES)
    assert [row[1].value for row in notes.iter_rows(min_row=2)] == [
        column.title.en for column in template.columns
    ]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_blank_template_is_known_and_its_recipe_is_valid(tmp_path: Path, kind: str) -> None:
    recipe = recognise_template(blank(kind, tmp_path))
    assert recipe
    assert recipe.source.data_kind is DataKind.REAL
    table = recipe.tables[0]
    for record in table.records:
        for name in record.properties:
            MODEL.kinds[record.kind].property(name)
    kinds = {record.kind for record in table.records}
    rows = TEMPLATES[kind].kind
    assert kinds == {node.kind for node in rows.nodes} | {link.kind for link in rows.links}


@pytest.mark.parametrize("language", ["th", "en"])
def test_participants_make_a_round_trip(store: GraphStore, tmp_path: Path, language: Language) -> None:
    english = language == "en"
    rows: list[dict[str, Any]] = [
        {
            "Registration number": "0105562990031",
            "Name of the enterprise": "บริษัท หนึ่งทดลอง จำกัด",
            "Province": "Udon Thani" if english else "อุดรธานี",
            "TSIC code": "10301",
            "Employees": 12,
            "Yearly revenue": 18_000_000 if english else "18,000,000",
            "Size class": shown("SME", "size_class", "small", language),
            "Has a business plan": "Yes" if english else "ใช่",
            "Consents to data sharing": "No" if english else "ไม่ใช่",
            "Need 1": "Export" if english else "ส่งออก",
            "Need 2": "ส่งออก / Export",
            "Program code": "P-1",
            "Program taken part in": "โครงการทดลอง",
            "Fiscal year": 2025 if english else "๒๕๖๘",
            "Starts on": "2025-03-15" if english else "15 มี.ค. 2568",
            "Ends on": "30/06/2568",
            "Status": shown("SME PARTICIPATED_IN Program", "status", "completed", language),
        },
        {
            "Name of the enterprise": "ร้านทดลองขาย",
            "Province": "TH-43",
            "Program code": "P-1",
            "Program taken part in": "โครงการทดลอง",
        },
    ]
    path = fill(blank("participants", tmp_path), rows, "ศูนย์ทดลอง")
    report = loaded(store, path)
    assert report.adds_up
    assert report.rows == {"read": 2, "recorded": 2, "rejected": 0, "not wanted": 0}
    assert {problem.effect for problem in report.problems} <= {Effect.VALUE_MASKED}
    smes = {row["key"]: row for row in store.export(["SME"]).nodes["SME"].to_pylist()}
    one = smes.pop("0105562990031")
    assert (one["name"], one["legal_form"], one["size_class"]) == ("หนึ่งทดลอง", "limited_company", "small")
    assert (one["employees"], one["revenue"]) == (12, 18_000_000.0)
    assert (one["business_plan"], one["consent"], one["electronic_payment"]) == (True, False, None)
    shop = next(iter(smes))
    assert shop.startswith("participants-")
    assert smes[shop]["name"] is None
    assert related(store, "SME LOCATED_IN Area") == {("0105562990031", "TH-41"), (shop, "TH-43")}
    assert related(store, "SME OPERATES_IN Industry") == {("0105562990031", "TSIC:10")}
    assert related(store, "SME HAS_NEED Need") == {("0105562990031", "NEED-EXP")}
    assert related(store, "SME PARTICIPATED_IN Program") == {("0105562990031", "P-1"), (shop, "P-1")}
    export = store.export(["SME", "Program", "SME PARTICIPATED_IN Program"])
    took = [
        row for row in export.relationships["SME PARTICIPATED_IN Program"].to_pylist() if row["fiscal_year"]
    ]
    assert [
        (row["fiscal_year"], str(row["starts_on"]), str(row["ends_on"]), row["status"]) for row in took
    ] == [(2025, "2025-03-15", "2025-06-30", "completed")]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_other_templates_make_a_round_trip(store: GraphStore, tmp_path: Path, language: Language) -> None:
    english = language == "en"
    diprom = "DIPROM" if english else "กสอ."
    bank = "SME Bank" if english else "ธพว."
    programs = [
        {
            "Program code": "P-1",
            "Name of the program": "โครงการทดลอง",
            "Level": shown("Program", "level", "project", language),
            "Run by": f"{diprom};{bank}",
            "Fiscal year": "2568",
            "Budget": "1,500,000",
            "Size classes admitted": "Micro + Small" if english else "รายย่อย + ย่อม",
            "Provinces covered": "อุดรธานี; หนองคาย",
            "Service 1": "ฝึกอบรม / Training / workshop",
        },
        {
            "Program code": "P-2",
            "Name of the program": "ทั่วไทย",
            "Provinces covered": "nationwide" if english else "ทั่วประเทศ",
        },
    ]
    report = loaded(
        store, fill(blank("programs", tmp_path), programs, "กรมทดลอง", "ข้อมูลสมมติ / Synthetic data")
    )
    assert [str(problem) for problem in report.problems] == []
    made = {row["key"]: row for row in store.export(["Program"]).nodes["Program"].to_pylist()}
    assert (made["P-1"]["level"], made["P-1"]["budget"]) == ("project", 1_500_000.0)
    assert made["P-1"]["size_classes"] == ["micro", "small"]
    assert made["P-1"]["fiscal_year"] == 2025
    assert related(store, "Program COVERS Area") >= {("P-1", "TH-41"), ("P-1", "TH-43"), ("P-2", "TH")}
    assert related(store, "Agency RUNS Program") >= {("AG-DIPROM", "P-1"), ("AG-SMEDB", "P-1")}
    assert related(store, "Program OFFERS Service") >= {("P-1", "SVC-TRAIN")}

    funds = [
        {
            "Fund code": "F-1",
            "Name of the fund": "สินเชื่อทดลอง",
            "Managed by": bank,
            "Instrument": shown("FundingSource", "instrument", "loan", language),
            "Ceiling per enterprise": "5 ล้านบาท" if not english else 5_000_000,
            "Interest rate": 3.5,
            "Valid until": "30/09/2568",
        }
    ]
    report = loaded(store, fill(blank("funds", tmp_path), funds, "ธนาคารทดลอง"))
    assert [str(problem) for problem in report.problems] == []
    fund = next(
        row
        for row in store.export(["FundingSource"]).nodes["FundingSource"].to_pylist()
        if row["key"] == "F-1"
    )
    assert (fund["instrument"], fund["ceiling"], fund["rate"]) == ("loan", 5_000_000.0, 3.5)
    assert str(fund["valid_until"]) == "2025-09-30"
    assert ("AG-SMEDB", "F-1") in related(store, "Agency MANAGES FundingSource")

    agreements = [
        {
            "Agreement code": "A-1",
            "Name of the agreement": "ความร่วมมือทดลอง",
            "Lead": diprom,
            "Other parties": bank,
            "Signed on": "6 ก.พ. 2567",
            "Status": shown("Agreement", "status", "in_force", language),
        }
    ]
    report = loaded(store, fill(blank("agreements", tmp_path), agreements))
    assert [str(problem) for problem in report.problems] == []
    assert related(store, "Agency PARTY_TO Agreement") >= {("AG-DIPROM", "A-1"), ("AG-SMEDB", "A-1")}

    indicators = [
        {
            "Indicator code": "K-1",
            "Name of the indicator": "จำนวนผู้ผ่านการอบรม",
            "Level": shown("Indicator", "level", "output", language),
            "Goal it serves": "เป้าประสงค์ทดลอง",
            "Program code": "P-1",
            "Program": "โครงการทดลอง",
            "Fiscal year": 2568,
            "Unit of measure": "คน",
            "Target": 250,
            "Reported": "263",
        }
    ]
    report = loaded(store, fill(blank("indicators", tmp_path), indicators))
    assert [str(problem) for problem in report.problems] == []
    assert related(store, "Program MEASURED_BY Indicator") == {("P-1", "K-1")}
    assert len(related(store, "Indicator SUPPORTS Goal")) == 1
    export = store.export(["Program", "Indicator", "Program MEASURED_BY Indicator"])
    measured = export.relationships["Program MEASURED_BY Indicator"].to_pylist()[0]
    assert (measured["target_value"], measured["reported"], measured["unit"]) == (250.0, 263.0, "คน")


def test_two_agencies_are_two_sources_and_synthetic_data_is_marked(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    rows = [{"Name of the enterprise": "บริษัท ก จำกัด"}]
    one = recognise_template(fill(blank("participants", tmp_path / "one"), rows, "ศูนย์หนึ่ง"))
    two = recognise_template(fill(blank("participants", tmp_path / "two"), rows, "ศูนย์สอง", "Synthetic data"))
    assert one
    assert two
    assert one.source.id != two.source.id
    assert two.source.data_kind is DataKind.SYNTHETIC


def test_a_person_s_name_never_becomes_the_name_of_a_source(tmp_path: Path) -> None:
    recipe = recognise_template(fill(blank("funds", tmp_path), [], "นายปกปิด สงวนนาม"))
    assert recipe
    assert "ปกปิด" not in recipe.model_dump_json()


def test_columns_may_be_moved_and_deleted_and_titles_put_above(store: GraphStore, tmp_path: Path) -> None:
    path = fill(blank("funds", tmp_path), [{"Fund code": "F-9", "Name of the fund": "ทุนทดลอง"}])
    book = openpyxl.load_workbook(path)
    sheet = sheet_of(book)
    sheet.delete_cols(4, 10)
    sheet.insert_rows(1)
    sheet["A1"] = "รายการแหล่งทุนทดลอง"
    book.save(path)
    report = loaded(store, path)
    assert report.rows["recorded"] == 1
    assert [str(problem) for problem in report.problems] == []


def test_other_files_are_no_templates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "plain.xlsx")
    with (tmp_path / "plain.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["ecograph template", "version"])
    assert recognise_template(tmp_path / "plain.xlsx") is None
    assert recognise_template(tmp_path / "plain.csv") is None
    assert find_template("th-reference", SECRET) is None
    with pytest.raises(RecipeError, match=r"ecograph guess plain\.xlsx"):
        find_template(str(tmp_path / "plain.xlsx"), SECRET)


def test_a_later_version_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = blank("funds", tmp_path)
    book = openpyxl.load_workbook(path)
    sheet_of(book, MARKER)["B2"] = "99"
    book.save(path)
    with pytest.raises(RecipeError, match=r"version 99.*ecograph template funds"):
        recognise_template(path)


def test_the_command_writes_one_and_overwrites_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ECOGRAPH_HOME", str(tmp_path / "home"))
    result = CliRunner().invoke(app, ["template", "funds", "--output", "mine.xlsx"])
    assert result.exit_code == 0, result.output
    assert recognise_template(tmp_path / "mine.xlsx")
    again = CliRunner().invoke(app, ["template", "funds", "--output", "mine.xlsx"])
    assert isinstance(again.exception, RecipeError)
    guessed = CliRunner().invoke(app, ["guess", "mine.xlsx"])
    assert isinstance(guessed.exception, RecipeError)
    assert "needs no recipe" in str(guessed.exception)


def test_every_template_has_a_command_and_every_command_a_template() -> None:
    assert tuple(kind.value for kind in TemplateKind) == KIND_NAMES

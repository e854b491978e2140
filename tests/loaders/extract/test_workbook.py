"""Workbooks as people make them: merged, hidden, never computed, summed up on a sheet of their own."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecograph.errors import SourceError
from loaders.extract import excel
from tests.loaders.extract.reading import numbers, read, records, remarks, skipped, workbook

ROWS: list[list[Any]] = [
    ["no", "name", "place"],
    [1, "One", "North"],
    [2, "Two", None],
    [3, "Three", "South"],
]
HEADED: list[list[Any]] = [
    ["List", None, None, None],
    ["no", "place", None, "name"],
    [None, "district", "province", None],
    [1, "Sena", "Ayutthaya", "One"],
]
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def opendocument(path: Path, content: str) -> Path:
    """Write a spreadsheet of one sheet and return the file."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{content}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_a_cell_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": ROWS}, lambda sheet: sheet.merge_cells("C2:C3"))
    assert [row["place"] for row in records(read(path))] == ["North", "North", "South"]


def test_a_note_merged_over_the_sheet_does_not(tmp_path: Path) -> None:
    rows = [*ROWS, ["Note", None, None], [None, None, None]]
    path = workbook(tmp_path / "a.xlsx", {"S": rows}, lambda sheet: sheet.merge_cells("A5:C6"))
    assert records(read(path))[3:] == [{"no": "Note"}]


def test_a_merged_header_of_two_lines(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:D1", "B2:C2", "A2:A3", "D2:D3"):
            sheet.merge_cells(cells)

    chunks = read(workbook(tmp_path / "a.xlsx", {"S": HEADED}, merge), header=["no", "name"], header_rows=2)
    assert chunks[0].table.column_names == ["no", "place district", "place province", "name"]
    assert numbers(chunks) == [4]
    assert skipped(chunks) == {"above the header": 1, "header": 2}


def test_a_merged_cell_ends_where_it_ends(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["a", None, None], ["x", "y", "z"], [1, 2, 3]]
    path = workbook(tmp_path / "a.xlsx", {"S": rows}, lambda sheet: sheet.merge_cells("A1:B1"))
    assert read(path, header=["a", "x"], header_rows=2)[0].table.column_names == ["a x", "a y", "z"]


def test_titles_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [["A list"], [None], *ROWS]}, lambda s: s.merge_cells("A1:C1"))
    chunks = read(path)
    assert chunks[0].table.column_names == ["no", "name", "place"]
    assert numbers(chunks) == [4, 5, 6]


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    chunks = read(workbook(tmp_path / "a.xlsx", {"S": ROWS}, hide))
    assert [row["name"] for row in records(chunks)] == ["One", "Two", "Three"]
    assert remarks(chunks) == [(1, "name", "the column is hidden"), (3, "", "the row is hidden")]


def test_what_was_never_computed_is_said(tmp_path: Path) -> None:
    def compute(sheet: Worksheet) -> None:
        sheet["A5"], sheet["B5"], sheet["C5"] = 4, "=1+1", "#REF!"
        sheet["C5"].data_type = "e"

    chunks = read(workbook(tmp_path / "a.xlsx", {"S": ROWS}, compute))
    assert records(chunks)[3] == {"no": "4"}
    assert remarks(chunks) == [
        (5, "name", "its formula has no stored value"),
        (5, "place", "its formula gives #REF!"),
    ]


def test_the_other_sheets_of_a_workbook_are_said(tmp_path: Path) -> None:
    chunks = read(workbook(tmp_path / "a.xlsx", {"S": ROWS, "T": ROWS}))
    assert [chunk.document for chunk in chunks] == ["a.xlsx [S]"]
    why = "the workbook has other sheets, and the recipe names none to read: 'T'"
    assert remarks(chunks) == [(1, "", why)]


@pytest.mark.parametrize(
    ("sheet", "read_sheets"),
    [("T", ["T"]), (["T", "S 1"], ["S 1", "T"]), ("S*", ["S 1", "S 2"]), ("สรุป", ["สรุป"])],
)
def test_sheets_by_name_list_and_glob(tmp_path: Path, sheet: str | list[str], read_sheets: list[str]) -> None:
    path = workbook(tmp_path / "a.xlsx", dict.fromkeys(["S 1", "T", "S 2", "สรุป"], ROWS))
    chunks = read(path, sheet=sheet)
    assert [chunk.document for chunk in chunks] == [f"a.xlsx [{name}]" for name in read_sheets]
    assert remarks(chunks) == []


def test_sheets_that_sum_up_are_left_out_of_a_glob_and_counted(tmp_path: Path) -> None:
    chunks = read(workbook(tmp_path / "a.xlsx", {"S": ROWS, "สรุป": ROWS, "T": ROWS}), sheet="*")
    assert [chunk.document for chunk in chunks] == ["a.xlsx [S]", "a.xlsx [T]"]
    assert skipped(chunks) == {"in the sheet 'สรุป', which sums up others": 4, "header": 2}
    with pytest.raises(SourceError, match="only sheets that sum up others: 'สรุป'"):
        read(workbook(tmp_path / "b.xlsx", {"สรุป": ROWS}), sheet="ส*")


def test_a_pivot_table_is_known_by_its_part(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"P": ROWS, "S": ROWS})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            f'<Relationships><Relationship Id="r" Type="{kind}" Target="../p.xml"/></Relationships>',
        )
    assert [chunk.document for chunk in read(path)] == ["a.xlsx [S]"]
    assert skipped(read(path, sheet="*")) == {"in the sheet 'P', which sums up others": 4, "header": 1}


def test_a_hidden_sheet_is_said(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    path = workbook(tmp_path / "a.xlsx", {"S": ROWS, "T": ROWS}, hide)
    assert remarks(read(path, sheet="S")) == [(1, "", "the sheet is hidden")]


def test_no_such_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": ROWS, "T": ROWS})
    with pytest.raises(SourceError, match=r"a\.xlsx has no sheet 'X'\. Its sheets are: 'S', 'T'\."):
        read(path, sheet="X")


def test_values_as_texts(tmp_path: Path) -> None:
    cells = [
        (datetime(2568, 3, 15), "2568-03-15"),  # noqa: DTZ001  (a cell has no zone)
        (datetime(2025, 1, 20, 9, 30), "2025-01-20T09:30:00"),  # noqa: DTZ001
        (105562990031, "105562990031"),
        (415560990015.0, "415560990015"),
        (4.1556e17, "4.1556E+17"),
        ("4.1556E+11", "4.1556E+11"),
        (0.1, "0.1"),
        (True, "true"),
        ("  as it is ", "  as it is "),
    ]
    path = workbook(tmp_path / "a.xlsx", {"S": [["v", "w"], *([cell, "x"] for cell, _ in cells)]})
    assert [row["v"] for row in records(read(path))] == [text for _, text in cells]


def test_a_table_may_begin_anywhere(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": [[None], [None], *([None, None, *row] for row in ROWS)]})
    chunks = read(path)
    assert chunks[0].table.column_names == ["column 1", "column 2", "no", "name", "place"]
    assert numbers(chunks) == [4, 5, 6]


def test_a_stray_cell_far_away_is_one_sentence_and_not_the_memory(tmp_path: Path) -> None:
    def stray(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = 1

    with pytest.raises(SourceError, match=r"\[S\] reaches over 1,048,576 rows and 16,384 columns"):
        read(workbook(tmp_path / "a.xlsx", {"S": ROWS}, stray))


def test_chunks_follow_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROWS", 7)
    rows: list[list[Any]] = [["a"], *([row if row % 5 else None] for row in range(1, 62))]

    def merge(sheet: Worksheet) -> None:
        sheet.row_dimensions[20].hidden = True

    chunks = read(workbook(tmp_path / "a.xlsx", {"S": rows}, merge))
    assert len(chunks) > 5
    assert [int(row["a"]) + 1 for row in records(chunks)] == numbers(chunks)
    assert skipped(chunks) == {"header": 1, "blank": 12}
    assert remarks(chunks) == [(20, "", "the row is hidden")]


def test_an_old_workbook() -> None:
    chunks = read(Path(__file__).parent / "register.xls")
    assert records(chunks) == [
        {"เลขทะเบียน": "415560990015", "ชื่อ": "หนึ่ง", "จังหวัด": "อุดรธานี"},
        {"เลขทะเบียน": "0105562990031", "ชื่อ": "สอง", "จังหวัด": "อุดรธานี"},
        {"เลขทะเบียน": "2025-01-20", "ชื่อ": "สาม"},
    ]
    assert numbers(chunks) == [3, 4, 5]


def test_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    span = '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>N</text:p>'
    formula = '<table:table-cell table:formula="of:=1"/>'
    rows = [
        '<table:table-column table:visibility="collapse"/>',
        f"<table:table-row>{''.join(map(CELL.format, 'abcd'))}</table:table-row>",
        f"<table:table-row>{span}</table:table-cell>{CELL.format('1') * 3}</table:table-row>",
        '<table:table-row table:visibility="filter"><table:covered-table-cell/>',
        f"{CELL.format('2')}{formula}{CELL.format('3')}</table:table-row>",
    ]
    chunks = read(opendocument(tmp_path / "a.ods", "".join(rows)))
    assert records(chunks) == [{"a": "N", "b": "1", "c": "1", "d": "1"}, {"a": "N", "b": "2", "d": "3"}]
    assert remarks(chunks) == [
        (1, "a", "the column is hidden"),
        (3, "", "the row is hidden"),
        (3, "c", "its formula has no stored value"),
    ]


def test_a_spreadsheet_that_repeats_a_cell_a_million_million_times(tmp_path: Path) -> None:
    cell = CELL.format("a").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="1000000"'
    )
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    with pytest.raises(SourceError, match=r"a\.ods cannot be read as a workbook"):
        read(opendocument(tmp_path / "a.ods", row))


def test_a_workbook_that_declares_entities_is_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"S": ROWS})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            head, mark, rest = part.rpartition(b"?>") if name == "xl/workbook.xml" else (b"", b"", part)
            archive.writestr(name, head + mark + bomb * (name == "xl/workbook.xml") + rest)
    with pytest.raises(SourceError, match="declares entities in its XML"):
        read(path)


def test_what_an_old_workbook_hides_and_merges() -> None:
    chunks = read(Path(__file__).parent / "roster.xls", header=["ที่", "ชื่อ"], ditto=True)
    assert [row["จังหวัด"] for row in records(chunks)] == ["อุดรธานี"] * 3 + ["เลย"]
    assert skipped(chunks) == {"above the header": 1, "header": 1}
    assert remarks(chunks) == [
        (2, "", "the workbook has other sheets, and the recipe names none to read: 'ซ่อน'"),
        (2, "หมายเหตุ", "the column is hidden"),
        (4, "", "the row is hidden"),
        (4, "หมายเหตุ", "there is nothing above that it could repeat"),
    ]
    hidden = read(Path(__file__).parent / "roster.xls", sheet="ซ่อน")
    assert [why for _, _, why in remarks(hidden)] == ["the sheet is hidden"]


def test_an_old_workbook_too_damaged_to_say_what_it_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.extract.excel.read_xls_signs", lambda _: None)
    chunks = read(Path(__file__).parent / "register.xls")
    assert [why for _, _, why in remarks(chunks)] == ["what it hides could not be told"]


def test_ditto_marks_in_an_opendocument_spreadsheet(tmp_path: Path) -> None:
    lines = ("ab", "1x", '2"', "3〃")
    rows = [f"<table:table-row>{''.join(map(CELL.format, line))}</table:table-row>" for line in lines]
    chunks = read(opendocument(tmp_path / "a.ods", "".join(rows)), ditto=True)
    assert [row["b"] for row in records(chunks)] == ["x", "x", "x"]

"""Tables made for people: totals, sections, repetitions and marks, in text and workbooks alike."""

from pathlib import Path
from typing import Any

import pytest

from ecograph.errors import SourceError
from loaders.extract import Total
from loaders.extract import csv as csv_module
from tests.loaders.extract.reading import (
    accounted,
    numbers,
    read,
    records,
    remarks,
    skipped,
    workbook,
    written,
)

ROSTER = """no,firm,place,paid
Training,,,
1,One,North,10
2,รวมโชค,",,",20
,รวม 2 ราย,,30
Advice,,,
1,One,-do-,5
,Totally Ltd,เช่นเดียวกัน,6
รวมทั้งสิ้น,,,41
"""
OPTIONS: dict[str, Any] = {"totals": True, "section": "activity", "ditto": True, "fill": ["no"]}


def test_totals_are_kept_apart(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", ROSTER), totals=True, section="activity")
    assert chunks[0].totals == (
        Total(5, {"firm": "รวม 2 ราย", "paid": "30"}, "Training"),
        Total(9, {"no": "รวมทั้งสิ้น", "paid": "41"}, "Advice"),
    )
    assert numbers(chunks) == [3, 4, 7, 8]
    assert skipped(chunks) == {"header": 1, "total": 2, "section": 2}


@pytest.mark.parametrize(
    ("cell", "total"),
    [
        ("รวม", True), ("รวม:", True), ("รวม 3 ราย", True), ("ยอดรวม", True), ("รวมทั้งสิ้น 5", True),
        ("TOTAL", True), ("Grand total", True), ("Sum", True), ("Sub-total:", True),
        ("รวมโชค", False), ("Totally Ltd", False), ("Summer", False), ("บริษัท รวม", False), ("1", False),
    ],
)  # fmt: skip
def test_what_begins_with_a_word_for_a_total(tmp_path: Path, cell: str, total: bool) -> None:
    chunks = read(written(tmp_path / "a.csv", f"a,b\n{cell},1\n2,3\n"), totals=True)
    assert skipped(chunks).get("total", 0) == total
    assert len(records(chunks)) == 2 - total


def test_own_words_for_totals(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,b\nΣ,1\nรวม,3\n"), totals=["Σ"])
    assert [row["a"] for row in records(chunks)] == ["รวม"]


def test_without_options_every_row_is_a_row(tmp_path: Path) -> None:
    assert numbers(read(written(tmp_path / "a.csv", ROSTER))) == list(range(2, 10))


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_sections_and_repetitions_carry_over_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(csv_module, "ROWS", rows)
    monkeypatch.setattr(csv_module, "BATCH", 1)
    chunks = read(written(tmp_path / "a.csv", ROSTER), **OPTIONS)
    assert records(chunks) == [
        {"no": "1", "firm": "One", "place": "North", "paid": "10", "activity": "Training"},
        {"no": "2", "firm": "รวมโชค", "place": "North", "paid": "20", "activity": "Training"},
        {"no": "1", "firm": "One", "place": "North", "paid": "5", "activity": "Advice"},
        {"no": "1", "firm": "Totally Ltd", "place": "North", "paid": "6", "activity": "Advice"},
    ]
    assert accounted(chunks) == ROSTER.count("\n")


def test_nothing_is_filled_into_another_section(tmp_path: Path) -> None:
    text = "a,b,c\n1,x,y\nHead,,\n,x,y\n"
    assert records(read(written(tmp_path / "a.csv", text), fill=["a"], section="s"))[1] == {
        "b": "x", "c": "y", "s": "Head",
    }  # fmt: skip


def test_a_ditto_mark_below_nothing_is_said(tmp_path: Path) -> None:
    text = 'a,b\n1,""""\n2,x\n3,\n4,〃\n'
    chunks = read(written(tmp_path / "a.csv", text), ditto=True)
    assert records(chunks) == [{"a": "1"}, {"a": "2", "b": "x"}, {"a": "3"}, {"a": "4"}]
    why = "there is nothing above that it could repeat"
    assert remarks(chunks) == [(2, "b", why), (5, "b", why)]


def test_marks_become_names(tmp_path: Path) -> None:
    rows = [
        ["firm", "services", None, None],
        [None, "training", "advice", "packaging"],
        ["One", "/", None, "✓"],
        ["Two", "-", "2 days", None],
        ["Three", None, "X", None],
    ]
    marks = {"column": "got", "columns": ["training", "advice", "packaging"]}
    path = workbook(tmp_path / "a.xlsx", {"S": rows}, lambda sheet: sheet.merge_cells("B1:D1"))
    chunks = read(path, header=["firm"], header_rows=2, marks=marks)
    assert [row.get("got") for row in records(chunks)] == ["training|packaging", None, None]
    why = "a mark such as / or ✓ was expected"
    assert remarks(chunks) == [(4, "services advice", why), (5, "services advice", why)]
    chunks = read(path, header=["firm"], header_rows=2, marks=[marks | {"marked": ["x"]}])
    assert [row.get("got") for row in records(chunks)] == ["training|packaging", None, "advice"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"fill": ["plase"]}, "has no column 'plase'. Did you mean 'place'"),
        ({"marks": {"column": "x", "columns": ["nothing"]}}, "has no column 'nothing'. Its columns are"),
        ({"marks": {"column": "paid", "columns": ["no"]}}, "has a column 'paid' already"),
        ({"section": "firm"}, "has a column 'firm' already"),
    ],
)
def test_columns_that_cannot_be(tmp_path: Path, options: dict[str, Any], why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(written(tmp_path / "a.csv", ROSTER), **options)


def test_a_column_that_may_be_either(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "x total,y total\n1,2\n")
    with pytest.raises(SourceError, match="'total' may be any of the columns 'x total', 'y total'"):
        read(path, fill=["total"])

"""No name, telephone, mail address or number of a person on the desk is anywhere that a load writes to."""

import csv
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from ecograph.model import MODEL
from ecograph.state import IdentityLog
from ecograph.store import open_store
from loaders.corrections import WITHHELD
from tests.real.sources import DESK, bring, needs_desk, thai_store

pytestmark = needs_desk
RECIPES = (
    "th-desk-applications",
    "th-desk-centre",
    "th-desk-office",
    "th-desk-programs",
    "th-desk-funds",
    "th-desk-agreements",
)
TITLE = re.compile(r"^(?:นางสาว|นาง|นาย|น\.ส\.)\s*")
TELEPHONE = re.compile(r"(?<!\d)0?[2-9]\d?-?\d{3}-?\d{3,4}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
CITIZEN = re.compile(r"(?<!\d)[1-8](?:-?\d){12}(?!\d)")
SHOP = "ร้านป้ามโน"
"""The trade of a natural person bears that person's name."""


def cells() -> Iterator[str]:
    """Yield every cell of every file on the desk as text."""
    for path in sorted(DESK.glob("*.csv")):
        encoding = "cp874" if "cp874" in path.name else "utf-8-sig"
        with path.open(encoding=encoding, newline="") as file:
            yield from (cell.strip() for row in csv.reader(file) for cell in row)
    for path in sorted(DESK.glob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                yield from (str(cell).strip() for cell in row if cell is not None)


def personal_values() -> set[str]:
    """Return what identifies a person, in each spelling that stands in a file."""
    found: set[str] = set()
    for cell in cells():
        if TITLE.match(cell):
            found |= {cell, TITLE.sub("", cell)}
        elif cell.startswith(SHOP):
            found |= {cell, cell.removeprefix("ร้าน")}
        found |= set(MAIL.findall(cell)) | set(CITIZEN.findall(cell))
        if not re.search(r"\d{13}", cell):
            found |= set(TELEPHONE.findall(cell))
    plain = {value.replace("-", "") for value in found if TELEPHONE.fullmatch(value)}
    return {value for value in found | plain if len(value) >= 8}


def test_the_files_hold_what_must_not_leave_them() -> None:
    values = personal_values()
    for expected in (
        "1999999001017",
        "fish@example.com",
        "FISH@example.com",
        "080-000-0001",
        "0800000001",
        "0800000002",
        "800000002",
        "042-000-000",
        "042000001",
        "นางสาวสมมติ นามทดสอบ",
        "สมมติ นามทดสอบ",
        "ทดสอบ สาม",
        "ตัวอย่าง ไม่มีจริง",
        "ป้ามโนขนมไทย",
    ):
        assert expected in values


def test_no_personal_value_is_left_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    store = thai_store(tmp_path)
    log = IdentityLog.of_store(store.url, tmp_path)
    reports = []
    with caplog.at_level(logging.DEBUG):
        for recipe in RECIPES:
            problems = tmp_path / f"{recipe}-problems.csv"
            reports.append(bring(store, recipe, DESK, problem_file=problems, identities=log))
    export = store.export(list(MODEL.kinds))
    tables = [*export.nodes.values(), *export.relationships.values()]
    written = {
        "store": "\n".join(str(table.to_pylist()) for table in tables),
        "report": "\n".join(json.dumps(report.to_dict(), ensure_ascii=False) for report in reports),
        "problems": "\n".join(str(problem) for report in reports for problem in report.problems),
        "log": caplog.text,
        "output": "".join(capsys.readouterr()),
    }
    assert "ช้างม่วงการพิมพ์" in written["store"]
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "th-desk-office-problems.csv" in files
    values = personal_values()
    found = {(value, place) for value in values for place, text in written.items() if value in text}
    found |= {(value, name) for value in values for name, raw in files.items() if value.encode() in raw}
    found |= {
        (value, name) for value in values for name, raw in files.items() if value.encode("cp874") in raw
    }
    assert found == set()


def test_rejected_rows_hold_no_personal_value(tmp_path: Path) -> None:
    """Without the reference facts, what the lists name is not there: many rows are rejected."""
    store = open_store(str(tmp_path / "store"))
    rejected = {recipe: tmp_path / f"{recipe}-rejected.xlsx" for recipe in RECIPES}
    for recipe, path in rejected.items():
        bring(store, recipe, DESK, rejected_file=path)
    books = [openpyxl.load_workbook(path) for path in rejected.values() if path.exists()]
    cells = [str(cell) for book in books for sheet in book for row in sheet.values for cell in row if cell]
    assert sum(WITHHELD in cell for cell in cells) > 3
    assert "จังหวัด" in "".join(cells)
    assert {value for value in personal_values() if any(value in cell for cell in cells)} == set()

"""Whatever a file holds, nothing crashes, and every row is read or counted."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ecograph.errors import SourceError
from loaders.extract import FORMATS
from tests.loaders.extract.reading import accounted, attempted, written

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8) | st.sampled_from(
    ["รวม", "รวม 3 ราย", '"', "-do-", "/", "1", "a,b", "x\ny", "=1+1", "๑๒ พ.ค. ๖๘", " ", ""]
)
ROWS = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=12)
OPTIONS = st.fixed_dictionaries(
    {
        "totals": st.booleans(),
        "section": st.sampled_from(["", "a section"]),
        "ditto": st.booleans(),
        "header_rows": st.integers(0, 2),
    }
)


@given(ROWS, OPTIONS, st.sampled_from([",", ";", "\t", "|", ""]))
@example([["a", "b"], ["รวม", ""]], {"totals": True, "section": "s", "ditto": True, "header_rows": 1}, "")
def test_rows_of_text(rows: list[list[str]], options: dict[str, object], delimiter: str) -> None:
    text = StringIO()
    csv.writer(text, delimiter=delimiter or ",", lineterminator="\n").writerows(rows)
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "a.csv", text.getvalue())
        chunks = attempted(path, delimiter=delimiter, encoding="utf-8", **options)
    if isinstance(chunks, SourceError):
        assert chunks.hint
        return
    if delimiter:
        assert accounted(chunks) == len(rows)


@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=8), OPTIONS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_a_workbook(rows: list[list[str]], options: dict[str, object]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    last = 0
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            clean = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)
            sheet.cell(number, column).value = clean or None
            sheet.cell(number, column).data_type = "s"
            last = number if clean else last
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book.save(path)
        chunks = attempted(path, **options)
    if isinstance(chunks, SourceError):
        assert chunks.hint
        return
    assert last <= accounted(chunks) <= len(rows) + 2


@pytest.mark.parametrize("ending", sorted(FORMATS))
@given(
    content=st.binary(max_size=400), beginning=st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"[{", b"a,b\n"])
)
@settings(max_examples=25)
def test_random_bytes(ending: str, content: bytes, beginning: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / f"a{ending}", beginning + content)
        chunks = attempted(path)
    if isinstance(chunks, SourceError):
        assert str(chunks).startswith("a.")
        assert "\n" not in chunks.message
    else:
        accounted(chunks)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_with_wrong_bytes(data: st.DataObject) -> None:
    whole = (Path(__file__).parent / "register.xls").read_bytes()
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    with TemporaryDirectory() as folder:
        chunks = attempted(written(Path(folder) / "a.xls", bytes(broken)))
    if isinstance(chunks, SourceError):
        assert str(chunks).startswith("a.xls")
    else:
        accounted(chunks)

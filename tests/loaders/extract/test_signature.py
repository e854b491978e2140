"""Files that are not what their name says: one sentence that says what they are and what to do."""

import sqlite3
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecograph.errors import SourceError
from tests.loaders.extract.reading import read, records, workbook, written


def content(kind: str, folder: Path) -> bytes:
    """Return a small file of a kind."""
    path = folder / "made"
    if kind == "xlsx":
        return workbook(path, {"S": [["a", "b"], [1, 2]]}).read_bytes()
    if kind == "parquet":
        pq.write_table(pa.table({"a": [1]}), path)
        return path.read_bytes()
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE t (a)")
            database.commit()
        return path.read_bytes()
    if kind in ("zip", "docx"):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("word/document.xml" if kind == "docx" else "a.csv", "a\n")
        return packed.getvalue()
    texts = {
        "csv": "a,b\n1,2\n",
        "html": "\n <HTML><body><table><tr><td>a</td></tr></table>",
        "xml": '<?xml version="1.0"?><Workbook/>',
        "json": '[{"a": 1}]',
        "sql": "-- MySQL dump 10.13\nCREATE TABLE a (b int);",
        "pdf": "%PDF-1.7\n",
        "rtf": "{\\rtf1 a}",
    }
    return texts[kind].encode()


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        (
            "csv",
            "a.xlsx",
            'is delimited or other text, not a workbook. Rename it to .csv, or say `format = "csv"`',
        ),
        ("csv", "a.parquet", "is delimited or other text, not Parquet. Rename it to .csv"),
        ("csv", "a.sqlite", "is delimited or other text, not an SQLite database"),
        ("xlsx", "a.csv", "is an Excel workbook, not delimited text. Rename it to .xlsx"),
        ("xlsx", "a.json", "is an Excel workbook, not JSON"),
        ("zip", "a.csv", "is a zip archive, not delimited text. Rename it to .zip"),
        ("zip", "a.xlsx", "is a zip archive, not a workbook"),
        ("docx", "a.xlsx", "is a Word document, not a workbook. Copy its table"),
        ("html", "a.csv", "is a web page, not delimited text. Open it in a spreadsheet and save it as .xlsx"),
        ("html", "a.xls", "is a web page, not a workbook. Open it in a spreadsheet and save it as .xlsx"),
        ("html", "a.json", "is a web page, not JSON"),
        ("xml", "a.xls", "is XML, not a workbook"),
        ("json", "a.csv", "is JSON, not delimited text. Rename it to .json"),
        ("parquet", "a.csv", "is a Parquet file, not delimited text"),
        ("sqlite", "a.csv", "is an SQLite database, not delimited text"),
        ("sql", "a.csv", "is an SQL dump, not delimited text. Load it into a database"),
        ("sql", "a.sql", "is an SQL dump, but its ending tells no format that is read. Load it into"),
        ("pdf", "a.csv", "is a PDF, not delimited text. Ask for the table as a spreadsheet"),
        ("rtf", "a.txt", "is a text document, not delimited text"),
        (
            "csv",
            "a.dat",
            'but its ending tells no format that is read. Rename it to .csv, or say `format = "csv"`',
        ),
    ],
)
def test_a_wrong_ending(tmp_path: Path, kind: str, name: str, why: str) -> None:
    with pytest.raises(SourceError) as error:
        read(written(tmp_path / name, content(kind, tmp_path)))
    assert str(error.value).startswith(f"{name} ")
    assert why in str(error.value)


def test_the_recipe_may_say_the_format(tmp_path: Path) -> None:
    for kind, format in (("csv", "csv"), ("xlsx", "excel"), ("json", "json"), ("parquet", "parquet")):
        assert records(read(written(tmp_path / "a.dat", content(kind, tmp_path)), format=format))


def test_an_xlsx_called_xls_is_a_workbook(tmp_path: Path) -> None:
    assert records(read(written(tmp_path / "a.xls", content("xlsx", tmp_path)))) == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "sqlite"])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, kind: str, share: float) -> None:
    whole = content(kind, tmp_path)
    path = written(tmp_path / f"a.{kind}", whole[: int(len(whole) * share)])
    if kind == "sqlite" and share > 0.5:
        # What is missing at the end of a database may be empty.
        return
    with pytest.raises(SourceError, match=rf"a\.{kind} .+\. .+\."):
        read(path)


def test_bytes_that_mean_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is no format that is known, not delimited text. Export it again"):
        read(written(tmp_path / "a.csv", bytes(range(1, 9)) * 100))

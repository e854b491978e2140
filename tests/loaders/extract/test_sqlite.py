"""Tables and views of databases, read and never written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ecograph.errors import SourceError
from loaders.extract import sqlite as sqlite_module
from tests.loaders.extract.reading import numbers, read, records, remarks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a file?.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute('CREATE TABLE "the firms" (id, name TEXT, paid REAL, raw BLOB)')
        rows = [(1, "หนึ่ง", 5.0, None), (2, None, 0.5, b"\0\1"), ("0105", "สอง", 4.1556e11, None)]
        database.executemany('INSERT INTO "the firms" VALUES (?, ?, ?, ?)', rows)
        database.execute(
            'CREATE VIEW paid AS SELECT id, paid AS "x", name AS "x" FROM "the firms" WHERE paid > 1'
        )
        database.commit()
    return path


def test_a_table(path: Path) -> None:
    before = path.read_bytes()
    chunks = read(path, table="the firms")
    assert records(chunks) == [
        {"id": "1", "name": "หนึ่ง", "paid": "5"},
        {"id": "2", "paid": "0.5"},
        {"id": "0105", "name": "สอง", "paid": "415560000000"},
    ]
    assert remarks(chunks) == [(2, "raw", "it holds bytes, not a text or number")]
    assert chunks[0].document == "a file?.sqlite [the firms]"
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_view(path: Path) -> None:
    assert records(read(path, table="paid"))[0] == {"id": "1", "x": "5", "x:1": "หนึ่ง"}


def test_the_table_has_to_be_told(path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"has 2 tables. Give one in the recipe's `table`: 'the firms', 'paid'"
    ):
        read(path)
    with pytest.raises(SourceError, match=r"has no table 'payd'. Did you mean 'paid'"):
        read(path, table="payd")


def test_the_only_table_need_not(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (a)")
        database.commit()
    chunks = read(tmp_path / "a.db")
    assert [(chunk.table.column_names, chunk.table.num_rows) for chunk in chunks] == [(["a"], 0)]


def test_chunks_follow_one_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_module, "ROWS", 2)
    chunks = read(path, table="the firms")
    assert [len(chunk.rows) for chunk in chunks] == [2, 1]
    assert numbers(chunks) == [1, 2, 3]


def test_text_in_another_encoding(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (a TEXT)")
        database.execute("INSERT INTO t VALUES (CAST(? AS TEXT))", ["ไทย".encode("cp874")])
        database.commit()
    with pytest.raises(SourceError, match=r"holds text that is not UTF-8. Give its `encoding`"):
        read(tmp_path / "a.db")
    assert records(read(tmp_path / "a.db", encoding="cp874")) == [{"a": "ไทย"}]


def test_a_damaged_database(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000] + b"\xff" * 4000)
    with pytest.raises(SourceError, match="cannot be read as an SQLite database"):
        read(path, table="the firms")

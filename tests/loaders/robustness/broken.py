"""Broken and hostile files, each made by a function that is given the folder to put it in."""

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.worksheet.worksheet import Worksheet

ROWS = [("id", "name"), *((f"F{number}", f"กิจการ {number}") for number in range(1, 41))]
TEXT = "".join(f"{first},{second}\n" for first, second in ROWS)
RECORDS = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
OLD = (Path(__file__).parents[1] / "extract" / "register.xls").read_bytes()
"""A workbook in the format of Excel 97."""

Maker = Callable[[Path], Path]


def whole(name: str, content: bytes | str) -> Maker:
    """Return a maker of a file with some content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def half(make: Maker) -> Maker:
    """Return a maker of the first half of a file, as an interrupted download leaves it."""

    def cut(folder: Path) -> Path:
        path = make(folder)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        return path

    return cut


def named(make: Maker, name: str) -> Maker:
    """Return a maker of a file under another name than its own."""
    return lambda folder: make(folder).rename(folder / name)


def parquet(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(RECORDS), folder / "firms.parquet")
    return folder / "firms.parquet"


def nested_parquet(folder: Path) -> Path:
    """Columns of lists, structures, maps and bytes beside the plain ones."""
    columns = {
        "id": pa.array(["F1", "F2"]),
        "name": pa.array([["a", "b"], ["c"]]),
        "place": pa.array([{"code": "TH-50"}, None], pa.struct({"code": pa.string()})),
        "tags": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())),
        "photo": pa.array([b"\xff\x00", None]),
    }
    pq.write_table(pa.table(columns), folder / "nested.parquet")
    return folder / "nested.parquet"


def workbook(name: str = "firms.xlsx", change: Callable[[Worksheet], object] = id) -> Maker:
    """Return a maker of a workbook whose first sheet was changed."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in ROWS:
            sheet.append(row)
        change(sheet)
        book.save(folder / name)
        return folder / name

    return make


def rewritten(make: Maker, part: str, change: Callable[[bytes], bytes]) -> Maker:
    """Return a maker of a workbook of which a part was changed by hand."""

    def again(folder: Path) -> Path:
        path = make(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, change(content) if name == part else content)
        return path

    return again


def merged_without_end(sheet: bytes) -> bytes:
    """Return the part of a sheet with cells that are merged over all there can be."""
    ranges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(2, 42))
    return sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>")


def many_merged(sheet: bytes) -> bytes:
    """Return the part of a sheet with a great many merged ranges."""
    ranges = b"".join(b'<mergeCell ref="C%d:D%d"/>' % (row, row) for row in range(50, 100_050))
    return sheet.replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>")


def protected(folder: Path) -> Path:
    """Return an Office file that holds an encrypted workbook: what Excel writes under a password."""
    path = folder / "secret.xlsx"
    path.write_bytes(compound(("EncryptionInfo", b"\4\0\4\0" + bytes(60)), ("EncryptedPackage", bytes(5000))))
    return path


def compound(*streams: tuple[str, bytes]) -> bytes:
    """Return an OLE compound file (MS-CFB, version 3) of streams that each fill whole sectors."""
    sector = 512
    padded = [
        (name, data.ljust(-(-max(len(data), 4096) // sector) * sector, b"\0")) for name, data in streams
    ]
    table: list[int] = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, data) in enumerate(padded, 1):
        first, count = len(table), len(data) // sector
        right = number + 1 if number < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(data), right=right))
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
    entries += [bytes(128)] * (-len(entries) % 4)
    fat = b"".join(number.to_bytes(4, "little") for number in table).ljust(sector, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600")
    head += bytes(10) + b"".join(
        number.to_bytes(4, "little") for number in (1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    )
    return head.ljust(sector, b"\xff") + fat + b"".join(entries) + b"".join(data for _, data in padded)


def _entry(name: str, kind: int, first: int, size: int, child: int = -1, right: int = -1) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = b"".join((number & 0xFFFFFFFF).to_bytes(4, "little") for number in (-1, right, child))
    begin = text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1]) + links
    return begin + bytes(36) + first.to_bytes(4, "little") + size.to_bytes(8, "little")


def database(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "firms.sqlite")) as connection, connection:
        connection.execute("CREATE TABLE firms (id TEXT, name TEXT)")
        connection.executemany("INSERT INTO firms VALUES (?, ?)", ROWS[1:])
    return folder / "firms.sqlite"


def failing_view(folder: Path) -> Path:
    """Return a database with a view that computes until it fails, after some rows."""
    with closing(sqlite3.connect(folder / "view.sqlite")) as connection, connection:
        connection.execute(
            "CREATE VIEW firms AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) "
            "SELECT i AS id, abs(CASE i WHEN 7 THEN -9223372036854775808 ELSE i END) AS name FROM n"
        )
    return folder / "view.sqlite"


def broken_view(folder: Path) -> Path:
    """Return a database whose view reads a table that is gone."""
    with closing(sqlite3.connect(folder / "gone.sqlite")) as connection, connection:
        connection.execute("CREATE TABLE firms (id TEXT)")
        connection.execute("CREATE VIEW seen AS SELECT id, id AS name FROM firms")
        connection.execute("DROP TABLE firms")
    return folder / "gone.sqlite"


def archive(name: str, *members: tuple[str, bytes]) -> Maker:
    """Return a maker of a zip archive."""
    return whole(name, zipped(*members))


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip archive."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for member, content in members:
            opened.writestr(member, content)
    return file.getvalue()


def deep(levels: int) -> str:
    """Return JSON that is nested."""
    return '{"id": ' * levels + '"F1"' + "}" * levels


def loop(folder: Path) -> Path:
    """Return a folder with links that lead to themselves, and one file."""
    (folder / "files").mkdir()
    (folder / "files" / "self.csv").symlink_to("self.csv")
    (folder / "files" / "up").symlink_to("..", target_is_directory=True)
    whole("firms.csv", TEXT)(folder / "files")
    return folder / "files"


def folder_named_like_a_file(folder: Path) -> Path:
    (folder / "files" / "firms.csv").mkdir(parents=True)
    whole("more.csv", TEXT)(folder / "files")
    return folder / "files"


def only_a_folder_named_like_a_file(folder: Path) -> Path:
    (folder / "firms.csv").mkdir()
    return folder / "firms.csv"


def unreadable(folder: Path) -> Path:
    path = whole("closed.csv", TEXT)(folder)
    path.chmod(0)
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def lines(records: list[dict[str, str]]) -> str:
    """Return records as JSON Lines."""
    return "".join(json.dumps(record) + "\n" for record in records)

"""Zip archives: members like files, and nothing that an archive should not do."""

import struct
import zipfile
from pathlib import Path

import pytest

from ecograph.errors import SourceError
from loaders.extract import extract
from loaders.extract.archive import Limits, list_members, unpacked
from loaders.extract.matching import find_matches
from loaders.recipe import TableRecipe
from tests.loaders.extract.reading import records, workbook


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """Write an archive and return the file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workbook(tmp_path / "book.xlsx", {"S": [["a", "b"], [3, 4]]})
    members = {
        "x/1.csv": b"a,b\n1,2\n",
        "x/y/2.csv": b"a;b\n5;6\n",
        "b.xlsx": (tmp_path / "book.xlsx").read_bytes(),
    }
    packed(tmp_path / "data.zip", members)
    (tmp_path / "plain.csv").write_bytes(b"a,b\n7,8\n")
    return tmp_path


def names(path: Path, files: str) -> list[str]:
    return [document for _, document in find_matches(path, files)]


@pytest.mark.parametrize(
    ("path", "files", "found"),
    [
        (".", "*.csv", ["plain.csv"]),
        (".", "plain.csv", ["plain.csv"]),
        (".", "data.zip/*.csv", ["data.zip/x/1.csv", "data.zip/x/y/2.csv"]),
        (".", "*.zip/y/*", ["data.zip/x/y/2.csv"]),
        (".", "data.zip", ["data.zip/b.xlsx", "data.zip/x/1.csv", "data.zip/x/y/2.csv"]),
        (".", "other.zip/*.csv", []),
        ("data.zip", "*.csv", ["data.zip/x/1.csv", "data.zip/x/y/2.csv"]),
        ("data.zip", "data.zip/b.xlsx", ["data.zip/b.xlsx"]),
        ("data.zip", "other.zip/*.csv", []),
        ("plain.csv", "*.csv", ["plain.csv"]),
        ("plain.csv", "sub/pl*.csv", ["plain.csv"]),
        ("plain.csv", "data.zip/*.csv", []),
    ],
)
def test_globs_lead_into_archives(folder: Path, path: str, files: str, found: list[str]) -> None:
    assert names(folder / path, files) == found


def test_members_are_read_like_files_and_leave_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    rows = []
    for path, document in find_matches(folder, "data.zip/*"):
        chunks = list(extract(path, document, TableRecipe(files="*")))
        assert chunks[0].document.startswith(document)
        rows += [row["a"] for row in records(chunks)]
    assert rows == ["3", "1", "5"]
    assert list(place.iterdir()) == []


def test_thai_names_without_a_flag(tmp_path: Path) -> None:
    for encoding in ("cp874", "utf-8"):
        path = packed(tmp_path / "a.zip", {"________________________.csv": b"a\n1\n"})
        thai = "ทะเบียน.csv".encode(encoding)
        placeholder = (
            b"_" * (len(b"________________________.csv") - len(thai)) + b"" if len(thai) <= 28 else b""
        )
        name = placeholder + thai
        path.write_bytes(path.read_bytes().replace(b"________________________.csv", name))
        assert [found.lstrip("_") for found in list_members(path, "a.zip")] == ["ทะเบียน.csv"]


@pytest.mark.parametrize("name", ["../out.csv", "/etc/x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", {"ok.csv": b"a\n", name: b"a\n"})
    with pytest.raises(SourceError, match=r"a\.zip has a member whose name leads out of it"):
        list_members(path, "a.zip")


def test_limits(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.csv": b"x" * 1000 for number in range(20)})
    with pytest.raises(SourceError, match="has 20 members; at most 19 are read"):
        list_members(path, "a.zip", limits=Limits(members=19))
    with pytest.raises(SourceError, match="holds 20,000 bytes unpacked; at most 19,999 are read"):
        list_members(path, "a.zip", limits=Limits(size=19_999))
    assert len(list_members(path, "a.zip")) == 20


def test_a_bomb(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"bomb.csv": b"\0" * (20 << 20)})
    with pytest.raises(SourceError, match=r"'bomb.csv', that unpacks to more than 200 times its size"):
        list_members(path, "a.zip")
    book = workbook(tmp_path / "a.xlsx", {"S": [["a"], [1]]})
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * (20 << 20))
    with pytest.raises(SourceError, match=r"a\.xlsx has a member, 'xl/bomb\.xml', that unpacks to more than"):
        list(extract(book, "a.xlsx", TableRecipe(files="*")))


def test_an_archive_that_lies_about_its_size(tmp_path: Path) -> None:
    content = b"a,b\n" + b"1,2\n" * 1000
    path = packed(tmp_path / "a.zip", {"a.csv": content})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", len(content)), struct.pack("<L", 100)))
    with (
        pytest.raises(SourceError, match=r"a\.zip/a\.csv (is damaged|unpacks to more)"),
        unpacked(path, "a.csv", "a.zip/a.csv"),
    ):
        pass


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"a.csv": b"a\n1\n"})
    path = packed(tmp_path / "a.zip", {"inner.zip": inner.read_bytes(), "b.csv": b"a\n1\n"})
    assert names(path, "*.csv") == ["a.zip/b.csv"]
    for files in ("*", "a.zip/inner.zip/*.csv", "*.xlsx"):
        with pytest.raises(
            SourceError, match=r"holds another archive, 'inner.zip', which is not opened. Unpack it"
        ):
            names(path, files)
    disguised = packed(tmp_path / "c.zip", {"x.csv": inner.read_bytes()})
    with pytest.raises(SourceError, match=r"c\.zip/x\.csv is a zip archive, not delimited text"):
        list(extract(disguised / "x.csv", "c.zip/x.csv", TableRecipe(files="*")))


def test_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": b"a\n1\n"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with (
        pytest.raises(SourceError, match=r"a\.zip/a\.csv is protected by a password"),
        unpacked(path, "a.csv", "a.zip/a.csv"),
    ):
        pass


@pytest.mark.parametrize("keep", [0, 10, 60, -5])
def test_a_damaged_archive(tmp_path: Path, keep: int) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": b"a\n1\n"})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SourceError, match=r"a\.zip is damaged or was cut off"):
        list_members(path, "a.zip")


def test_no_such_member(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.csv": b"a\n1\n"})
    with (
        pytest.raises(SourceError, match=r"a\.zip has no member 'b\.csv'"),
        unpacked(path, "b.csv", "a.zip/b.csv"),
    ):
        pass

"""Delimited text: whatever its encoding, delimiter, header and damage."""

import csv
import tracemalloc
from pathlib import Path

import pytest

from ecograph.errors import SourceError
from loaders.extract import csv as csv_module
from loaders.extract import encoding as encoding_module
from tests.loaders.extract.reading import accounted, numbers, read, records, remarks, skipped, written

THAI = "ชื่อ,จังหวัด\nบริษัท ปลาบิน จำกัด,อุดรธานี\nร้านป้ามโน,บึงกาฬ\n"
FRENCH = "nom,région\ncafé,Île-de-France\nhôtel,Provence-Alpes-Côte d'Azur\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp874", "tis-620"]
)
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    chunks = read(written(tmp_path / "a.csv", THAI, encoding))
    assert records(chunks)[0] == {"ชื่อ": "บริษัท ปลาบิน จำกัด", "จังหวัด": "อุดรธานี"}
    assert remarks(chunks) == []


@pytest.mark.parametrize("options", [{}, {"encoding": "latin-1"}])
def test_latin_1_is_the_last_resort_and_said(tmp_path: Path, options: dict[str, str]) -> None:
    chunks = read(written(tmp_path / "a.csv", FRENCH, "latin-1"), **options)
    assert [row["région"] for row in records(chunks)] == ["Île-de-France", "Provence-Alpes-Côte d'Azur"]
    assert (
        [why[:38] for _, _, why in remarks(chunks)] == []
        if options
        else ["it is neither UTF-8 nor Thai and was r"]
    )


def test_thai_late_in_a_file_is_found(tmp_path: Path) -> None:
    text = "name\n" + "plain\n" * 300_000 + "ปลาบินได้\n"
    assert records(read(written(tmp_path / "a.csv", text, "cp874")))[-1] == {"name": "ปลาบินได้"}


def test_utf8_that_was_cut_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.csv is utf-8 text that was cut off or damaged\. Export"):
        read(written(tmp_path / "a.csv", THAI.encode()[:-3]))


def test_a_wrong_encoding_is_one_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", THAI, "cp874")
    with pytest.raises(SourceError, match=r"a\.csv is not utf-8 text: byte 0x"):
        read(path, encoding="utf-8")
    with pytest.raises(SourceError, match="is not utf-16 text: its beginning"):
        read(path, encoding="utf-16")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str, name: str) -> None:
    rows = [["A title, only", "", ""], ["id", "price", "note"], ["1", "1,50", "a; b"], ["2", "2,50", "c"]]
    with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    chunks = read(tmp_path / name)
    assert records(chunks) == [
        {"id": "1", "price": "1,50", "note": "a; b"},
        {"id": "2", "price": "2,50", "note": "c"},
    ]
    assert skipped(chunks) == {"above the header": 1, "header": 1}


def test_one_column_has_no_delimiter(tmp_path: Path) -> None:
    assert records(read(written(tmp_path / "a.csv", "name\nOne\nTwo\n"))) == [
        {"name": "One"},
        {"name": "Two"},
    ]


def test_a_first_line_may_say_the_delimiter(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "sep=;\na;b\n1,5;2\n"))
    assert records(chunks) == [{"a": "1,5", "b": "2"}]
    assert numbers(chunks) == [3]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    chunks = read(written(tmp_path / "a.csv", end.join(["a,b", "1,2", "", '3,"x y"', ""])))
    assert records(chunks) == [{"a": "1", "b": "2"}, {"a": "3", "b": "x y"}]
    assert numbers(chunks) == [2, 4]
    assert skipped(chunks) == {"header": 1, "blank": 1}


def test_a_line_break_in_a_cell_is_no_row(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", 'a,"b\nc"\n1,"2\r\n3"\n\u20284,\x0b5\n'))
    assert numbers(chunks) == [2, 3]
    assert records(chunks)[0] == {"a": "1", "b c": "2\r\n3"}


def test_a_header_of_two_lines(tmp_path: Path) -> None:
    text = "List of 2568,,,,\nno,firm,place,,note\n,,district,province,\n1,One,Sena,Ayutthaya,x\n"
    chunks = read(written(tmp_path / "a.csv", text), header=["firm", "district"], header_rows=2)
    assert records(chunks) == [
        {"no": "1", "firm": "One", "place district": "Sena", "place province": "Ayutthaya", "note": "x"}
    ]
    assert skipped(chunks) == {"above the header": 1, "header": 2}
    assert numbers(chunks) == [4]


@pytest.mark.parametrize("wanted", [["no", "place"], ["district"], ["place province"], ["note", "province"]])
def test_any_line_of_a_header_tells_where_it_is(tmp_path: Path, wanted: list[str]) -> None:
    text = "\ntitle\nno,place,,note\n,district,province,\n1,a,b,c\n"
    chunks = read(written(tmp_path / "a.csv", text), header=wanted, header_rows=2)
    assert chunks[0].table.column_names == ["no", "place district", "place province", "note"]


def test_no_header(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "1,2\n3,4\n"), header_rows=0)
    assert records(chunks) == [{"column 1": "1", "column 2": "2"}, {"column 1": "3", "column 2": "4"}]
    assert numbers(chunks) == [1, 2]


def test_names_are_unique(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,a,,a (2),column 3\n1,2,3,4,5\n"))
    assert list(records(chunks)[0].values()) == ["1", "2", "3", "4", "5"]


def test_a_missing_header_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"'Staff' was not found. The nearest cell is 'stuff'"):
        read(written(tmp_path / "a.csv", "name,stuff\n"), header=["Staff"])


def test_cells_beyond_the_header_are_kept(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,b\n1,2,,4\n5\n6,7,,,\n"))
    assert records(chunks) == [{"a": "1", "b": "2", "column 4": "4"}, {"a": "5"}, {"a": "6", "b": "7"}]
    assert chunks[0].table.column_names == ["a", "b", "column 4"]


def test_a_row_far_too_wide_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,b\n1,2\n" + "x," * 100_000 + "\n3,4\n"))
    assert remarks(chunks) == [(3, "", "it has 100001 cells, the header 2; what lies far beyond is not read")]
    assert numbers(chunks) == [2, 3, 4]


def test_zero_bytes_are_removed_and_said(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", b"a,b\n1,x\0y\n2,\0\0\n"))
    assert records(chunks) == [{"a": "1", "b": "xy"}, {"a": "2"}]
    assert remarks(chunks) == [(2, "", "3 zero bytes were removed, here or further down")]


def test_a_cell_of_ten_megabytes_is_a_cell(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,b\n1," + "ก" * 10_000_000 + "\n2,x\n"))
    assert [len(row["b"]) for row in records(chunks)] == [10_000_000, 1]


@pytest.mark.parametrize(
    "text", ['a,b\n1,"2\n3,4\n', 'a,"b\n1,2\n', 'a,b\n1,2\n3,"', 'a,b\n"' + "1,2\n" * 100_000]
)
def test_a_quotation_mark_never_closed(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        SourceError, match=r"a\.csv, row \d+: a quotation mark opens a cell and is never closed"
    ):
        read(written(tmp_path / "a.csv", text))


def test_a_quotation_mark_closed_far_below_is_said(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", 'a,b\n0,0\n1,"2\n' + "3,4\n" * 60 + '5,"6\n7,8\n'))
    assert (3, "", "it goes over many lines: is a quotation mark not closed?") in remarks(chunks)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding_module, "LONGEST_LINE", 2)
    path = written(tmp_path / "a.csv", b"a,b\n" + b"x" * (5 << 20))
    with pytest.raises(SourceError, match=r"a\.csv has a line of more than 2 MB"):
        read(path)


def test_the_first_row_has_to_end(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no line break in its first 262,144 letters"):
        read(written(tmp_path / "a.csv", "x" * 300_000 + "\n1\n"))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \t\r\n\0"])
def test_an_empty_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.csv is empty\. Export it again\."):
        read(written(tmp_path / "a.csv", content))


def test_a_header_alone_gives_no_rows(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.csv", "a,b\n"))
    assert records(chunks) == []
    assert chunks[0].table.column_names == ["a", "b"]


def test_chunks_follow_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_module, "ROWS", 40)
    monkeypatch.setattr(csv_module, "BATCH", 10)
    text = "a,b\n" + "".join(f"{row},x\n" + "\n" * (row % 7 == 0) for row in range(1000))
    chunks = read(written(tmp_path / "a.csv", text))
    assert len(chunks) > 20
    assert max(len(chunk.rows) for chunk in chunks) <= 40
    assert [row["a"] for row in records(chunks)] == [str(row) for row in range(1000)]
    assert accounted(chunks) == text.count("\n")
    lines = text.split("\n")
    assert [lines[number - 1] for number in numbers(chunks)] == [f"{row},x" for row in range(1000)]


def test_memory_is_bounded_by_a_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_module, "LETTERS", 1 << 20)
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("a,b\n")
        file.writelines(f"{row},{'x' * 1000}\n" for row in range(40_000))
    tracemalloc.start()
    assert sum(chunk.table.num_rows for chunk in csv_module.read_csv(path, "a.csv")) == 40_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 2

"""JSON in every shape that comes: nested, concatenated, line by line, GeoJSON."""

import json
from pathlib import Path

import pytest

from ecograph.errors import SourceError
from loaders.extract import records as records_module
from tests.loaders.extract.reading import numbers, read, records, remarks, skipped, written

RELEASES = {
    "date": "2025",
    "releases": [
        {"ocid": "a", "tag": ["x", "y"], "awards": [{"id": 1, "value": {"amount": 5.50}}, {"id": 2}]},
        {"ocid": "b", "awards": []},
    ],
}


def test_a_list_of_objects(tmp_path: Path) -> None:
    text = '[{"id": 4.1556E+11, "on": true, "none": null, "list": []}, {"id": 00, "x": NaN}]'.replace(
        "00", "0"
    )
    chunks = read(written(tmp_path / "a.json", text))
    assert records(chunks) == [{"id": "4.1556E+11", "on": "true"}, {"id": "0"}]
    assert numbers(chunks) == [1, 2]


def test_records_at_a_path_know_what_is_above(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps(RELEASES))
    assert records(read(path, records="releases.awards")) == [
        {"date": "2025", "releases.ocid": "a", "id": "1", "value.amount": "5.5"},
        {"date": "2025", "releases.ocid": "a", "id": "2"},
    ]
    assert [row["ocid"] for row in records(read(path, records="releases"))] == ["a", "b"]
    assert records(read(path, records="releases"))[0]["tag"] == "x|y"


def test_without_a_path_an_object_is_one_record(tmp_path: Path) -> None:
    assert len(records(read(written(tmp_path / "a.json", json.dumps(RELEASES))))) == 1


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps(RELEASES))
    with pytest.raises(
        SourceError, match=r"no records at 'release'. Its lists are: 'releases', 'releases.awards'"
    ):
        read(path, records="release")


def test_documents_one_after_another(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", '{"id": 1}\n\n{"id":\n 2}{"id": 3}')
    assert [row["id"] for row in records(read(path))] == ["1", "2", "3"]
    path = written(tmp_path / "b.json", '{"r": [{"id": 1}]} {"x": 0} {"r": [{"id": 2}]}')
    assert [row["id"] for row in records(read(path, records="r"))] == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    name = "año más café" if encoding == "latin-1" else "ร้านป้ามโนขนมไทย"
    chunks = read(written(tmp_path / "a.json", f'[{{"name": "{name}"}}]', encoding))
    assert records(chunks) == [{"name": name}]
    assert bool(remarks(chunks)) == (encoding == "latin-1")
    assert remarks(read(tmp_path / "a.json", encoding=encoding)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"id": 1}, {"id"', r"a\.json is not JSON, or was cut off, at line 1, column \d+"),
        ("[" * 100_000, "is nested too deeply|is not JSON"),
        ("", "is empty"),
        ("id,name\n1,2", "is not JSON"),
    ],
)
def test_what_is_no_json(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(written(tmp_path / "a.json", text))


def test_items_that_are_no_objects(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.json", '[1, "a", {"b": 2}, [3, 4], null]'))
    assert records(chunks) == [{"value": "1"}, {"value": "a"}, {"b": "2"}, {"value": "3|4"}, {}]


def test_json_lines(tmp_path: Path) -> None:
    text = '{"id": 1}\n\n{"id": 2, "x": {"y": [1, 2]}}\n{"id": 3\n{"id": 4}'
    chunks = read(written(tmp_path / "a.jsonl", text))
    assert records(chunks) == [{"id": "1"}, {"id": "2", "x.y": "1|2"}, {}, {"id": "4"}]
    assert numbers(chunks) == [1, 3, 4, 5]
    assert skipped(chunks) == {"blank": 1}
    assert remarks(chunks) == [(4, "", "it cannot be read: was the file cut off?")]


def test_json_lines_with_several_records_each(tmp_path: Path) -> None:
    chunks = read(written(tmp_path / "a.jsonl", '{"r": [{"id": 1}, {"id": 2}]}\n{"s": 1}\n'), records="r")
    assert records(chunks) == [{"id": "1"}, {"id": "2"}]
    assert skipped(chunks) == {"without records": 1}


def test_what_is_no_json_lines(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r'line 1 is not JSON.*say `format = "json"`'):
        read(written(tmp_path / "a.jsonl", '{\n"id": 1\n}'))


def test_all_chunks_have_the_columns_of_all_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_module, "ROWS", 4)
    text = "\n".join(json.dumps({"id": row} | ({"late": 1} if row > 8 else {})) for row in range(11)) + "\n\n"
    for name, content in (("a.jsonl", text), ("a.json", f"[{','.join(text.splitlines()[:11])}]")):
        chunks = read(written(tmp_path / name, content))
        assert len(chunks) == 3
        assert {tuple(chunk.table.column_names) for chunk in chunks} == {("id", "late")}
        assert [row["id"] for row in records(chunks)] == [str(row) for row in range(11)]
        assert skipped(chunks) == ({"blank": 1} if name == "a.jsonl" else {})


def test_geojson_by_format_and_by_content(tmp_path: Path) -> None:
    features = [{"type": "Feature", "properties": {"name": "A", "n": {"x": 1}}, "geometry": None}, {}]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    for name in ("a.geojson", "a.json"):
        assert records(read(written(tmp_path / name, text))) == [{"name": "A", "n.x": "1"}, {}]
    with pytest.raises(SourceError, match="is not a GeoJSON feature collection"):
        read(written(tmp_path / "b.geojson", "[]"))

"""Large JSON documents are read record by record, to the same rows as small ones."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import SourceError
from loaders.extract import geojson, json_stream
from loaders.extract import json as json_reader
from tests.loaders.extract.reading import attempted, numbers, read, records, written

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(autouse=True)
def _in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "LARGE", 0)
    monkeypatch.setattr(geojson, "LARGE", 0)
    monkeypatch.setattr(json_stream, "BLOCK", 7)


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 1]), st.sampled_from([1, 5, 64]))
def test_records_are_those_of_the_whole_document(items: list[object], indent: int | None, block: int) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "a.json", json.dumps(items, indent=indent))
        with patch.object(json_reader, "LARGE", 1 << 30):
            whole = read(path)
        with patch.object(json_reader, "LARGE", 0), patch.object(json_stream, "BLOCK", block):
            streamed = read(path)
    assert (numbers(streamed), records(streamed)) == (numbers(whole), records(whole))


def test_features_among_other_members(tmp_path: Path) -> None:
    text = '{"type": "FeatureCollection", "crs": {"features": [9]}, "features": [%s, null], "bbox": [1, 2]}'
    path = written(tmp_path / "a.geojson", text % '{"geometry": null, "properties": {"id": "F1"}}')
    assert records(read(path)) == [{"id": "F1"}, {}]
    with pytest.raises(SourceError, match="not a GeoJSON feature collection"):
        read(written(tmp_path / "b.geojson", '{"type": "Feature"}'))


def test_lists_one_after_another_and_records_further_down(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", '[{"a": {"b": [{"id": 1}, {"id": 2}]}}] [{"a": {"b": [{"id": 3}]}}]')
    assert [row["id"] for row in records(read(path, records="a.b"))] == ["1", "2", "3"]
    with pytest.raises(SourceError, match=r"no records at 'c'"):
        read(path, records="c")


@pytest.mark.parametrize(
    "text", ['[{"id": 1}, {"id"', '[{"id": 1} {"id": 2}]', '[{"id": 1}] x', "[1,", "[[1]"]
)
def test_what_is_no_json_says_at_which_record(tmp_path: Path, text: str) -> None:
    error = attempted(written(tmp_path / "a.json", text))
    assert isinstance(error, SourceError)
    assert "a.json is not JSON, or was cut off, at its record" in error.message


def test_a_record_that_never_ends_is_not_looked_at_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_RECORD", 1000)
    path = written(tmp_path / "a.json", '["' + "x" * 100_000)
    with pytest.raises(SourceError, match=r"it has more than"):
        read(path)

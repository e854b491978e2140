"""What can be wrong with the folder of a store, said in one sentence."""

import os
from pathlib import Path

import duckdb
import pytest

from ecograph.errors import StoreError
from ecograph.store import open_store
from tests.store.graphs import A, load, node


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(str(tmp_path / "store"))
    load(store, A, {"SME": [{"id": "1", "name": "x"}]})
    store.close()
    return tmp_path / "store"


@pytest.mark.parametrize("url", ["neo5j://host", "sqlite:graph.db", "https://host/graph"])
def test_an_unknown_scheme_is_refused_with_what_there_is(url: str) -> None:
    with pytest.raises(StoreError, match="is not a kind of store"):
        open_store(url)


@pytest.mark.parametrize("url", ["", "duckdb:", "  "])
def test_an_empty_address_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="empty"):
        open_store(url)


def test_an_address_with_and_without_a_scheme_is_the_same_store(folder: Path) -> None:
    for url in (str(folder), f"duckdb:{folder}"):
        store = open_store(url, create=False)
        assert (store.url, store.version()) == (url, 1)
        store.close()


def test_a_store_is_made_only_when_asked_to(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        open_store(str(tmp_path / "a" / "b"), create=False)
    open_store(str(tmp_path / "a" / "b")).close()
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        open_store(str(tmp_path / "file"))


def test_a_folder_of_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    with pytest.raises(StoreError, match="is not a store"):
        open_store(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("text", ["", "graph-000009.duckdb", "../other", "\x00\xff"])
def test_a_broken_pointer_is_explained(folder: Path, text: str) -> None:
    (folder / "CURRENT").write_text(text, encoding="latin-1")
    with pytest.raises(StoreError, match=r"does not name a version.*graph-000001.duckdb"):
        open_store(str(folder))


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 1000])
def test_a_broken_file_is_explained(folder: Path, content: bytes) -> None:
    (folder / "graph-000001.duckdb").write_bytes(content)
    with pytest.raises(StoreError, match=r"graph-000001\.duckdb"):
        open_store(str(folder))


def test_a_file_of_a_newer_format_is_refused(folder: Path) -> None:
    with duckdb.connect(folder / "graph-000001.duckdb") as connection:
        connection.execute("UPDATE about SET format = 99")
    with pytest.raises(StoreError, match="newer version of this program"):
        open_store(str(folder))


def test_the_tables_of_an_older_model_are_brought_up_to_date(folder: Path) -> None:
    with duckdb.connect(folder / "graph-000001.duckdb") as connection:
        connection.execute('DROP VIEW "SME"; DROP VIEW "resolved SME"; DROP TABLE "claim Goal"')
        connection.execute('ALTER TABLE "claim SME" DROP COLUMN employees')
        connection.execute('ALTER TABLE "contested SME" DROP COLUMN employees')
        connection.execute("UPDATE about SET model = 'older'")
    store = open_store(str(folder))
    assert (store.version(), store.counts()["SME"]) == (1, 1)
    assert node(store, "SME", "1").properties["employees"] is None
    load(store, A, {"SME": [{"id": "1", "employees": 3}], "Goal": [{"id": "g"}]})
    assert node(store, "SME", "1").properties["employees"] == 3
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written_is_explained(folder: Path) -> None:
    folder.chmod(0o500)
    store = open_store(str(folder))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            load(store, A, {"SME": [{"id": "1"}]})
    finally:
        folder.chmod(0o700)
        store.close()


def test_what_the_system_refuses_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store = open_store(str(folder))
    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(StoreError, match="cannot be written: No space left on device"):
        load(store, A, {"SME": [{"id": "1"}]})
    assert store.version() == 1
    store.close()


@pytest.mark.parametrize(("memory_limit", "threads"), [("a lot", 0), ("2GB", -1)])
def test_settings_that_cannot_be_are_refused(folder: Path, memory_limit: str, threads: int) -> None:
    with pytest.raises(StoreError, match="cannot be set"):
        open_store(str(folder), memory_limit=memory_limit, threads=threads)


def test_what_a_killed_run_left_is_cleaned_by_the_next(folder: Path) -> None:
    for name in (
        "draft-1-2.duckdb",
        "draft-1-2.duckdb.wal",
        "graph-000002.duckdb",
        "names-000007.sqlite",
        "CURRENT.draft",
    ):
        (folder / name).write_text("left over")
    (folder / "draft-1-3.spill").mkdir()
    store = open_store(str(folder))
    assert store.version() == 1
    load(store, A, {"SME": [{"id": "1"}]})
    assert {path.name for path in folder.iterdir()} == {
        "CURRENT",
        "LOCK",
        "graph-000001.duckdb",
        "graph-000002.duckdb",
    }
    store.close()

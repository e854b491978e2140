"""Searches of stores that change: apart from those that share one."""

from ecograph.store import GraphStore
from tests.store.graphs import A, load
from tests.store.test_search import NODES, keys


def test_tone_marks_are_letters(store: GraphStore) -> None:
    load(store, A, {"Product": [{"id": "w", "name": "น้ำ"}, {"id": "lead", "name": "นำ"}]})
    assert keys(store, "นำ") == ["lead"]
    assert keys(store, "น้ำ") == ["w"]


def test_an_empty_store_finds_nothing(store: GraphStore) -> None:
    assert store.search("กาแฟ") == []


def test_the_index_follows_the_version(store: GraphStore) -> None:
    load(store, A, NODES)
    assert keys(store, "ชา") == []
    load(store, A, NODES, {"Product": [{"id": "tea", "name": "ชา"}]})
    assert keys(store, "ชา") == ["tea"]
    (match,) = store.search("ชา")
    assert (match.kind, match.name, match.name_en) == ("Product", "ชา", "")

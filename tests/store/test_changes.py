"""What differs between two versions, held against sets of tuples; and the versions that are kept."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from ecograph.errors import StoreError, VersionGone
from ecograph.model import MODEL, NodeKind
from ecograph.store import GraphStore, open_store
from ecograph.store.duckdb_changes import find_changes
from tests.store.graphs import A, B, MakeStore, Rows, load

JOINED = "SME PARTICIPATED_IN Program"


def nation(seed: int) -> Rows:
    """Return a graph by chance, so small that two of them have much in common."""
    random = Random(seed)  # noqa: S311 - a seed, so that a failure comes back
    keys = [f"s{at}" for at in range(12) if random.random() < 0.8]
    programs = [f"p{at}" for at in range(4) if random.random() < 0.8] or ["p0"]
    joined = {
        (random.choice(keys), random.choice(programs), random.choice([None, 2024, 2025])): random.choice(
            [None, 5.0]
        )
        for _ in range(20)
    }
    return {
        "SME": [{"id": key, "name": random.choice(["x", "y", None])} for key in keys],
        "Program": [{"id": key} for key in programs],
        JOINED: [
            {"source": source, "target": target, "fiscal_year": year, "amount": amount}
            for (source, target, year), amount in joined.items()
        ],
    }


def things(store: GraphStore) -> dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]:
    """Return what a store holds by kind and identity, from its export alone."""
    export = store.export()
    keys = {
        kind: dict(zip(*(nodes.column(name).to_pylist() for name in ("nid", "key")), strict=True))
        for kind, nodes in export.nodes.items()
    }
    found: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = {}
    for kind in MODEL:
        rows = (export.nodes if isinstance(kind, NodeKind) else export.relationships)[kind.name].to_pylist()
        for row in rows:
            row.pop("confidence")
            if isinstance(kind, NodeKind):
                identity: tuple[Any, ...] = (row["key"],)
                row.pop("nid")
            else:
                ends = keys[kind.source][row.pop("source")], keys[kind.target][row.pop("target")]
                identity = (*ends, *(row[name] for name in kind.discriminators))
            found.setdefault(kind.name, {})[identity] = tuple(map(str, row.values()))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_changes_are_the_differences_of_two_sets(tmp_path: Path, seed: int) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    load(store, A, nation(seed))
    load(store, A, nation(seed + 100), allow_shrink=True)
    earlier = store.at(1)
    old, new = things(earlier), things(store)
    found = store.changes_since(1)
    for kind in MODEL.kinds:
        before, after = old.get(kind, {}), new.get(kind, {})
        expected = {
            *((identity, "added") for identity in after.keys() - before.keys()),
            *((identity, "removed") for identity in before.keys() - after.keys()),
            *((each, "changed") for each in before.keys() & after.keys() if before[each] != after[each]),
        }
        rows = found[kind].rows.to_pylist() if kind in found else []
        assert {(tuple(row.values())[1:], row["change"]) for row in rows} == expected
        assert len(rows) == len(expected)
    earlier.close()
    store.close()


def test_only_kinds_that_a_run_wrote_to_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    load(store, A, nation(1))
    load(store, B, {"Agency": [{"id": "a"}]})
    asked: list[set[str]] = []

    def watched(before: Path, after: Path, kinds: set[str], *more: Any) -> Any:
        asked.append(kinds)
        return find_changes(before, after, kinds, *more)

    monkeypatch.setattr("ecograph.store.duckdb_store.find_changes", watched)
    found = store.changes_since(1)
    assert {name: each.counts for name, each in found.items()} == {
        "Agency": {"added": 1, "removed": 0, "changed": 0}
    }
    assert store.changes_since(1, ["SME"]) == {}
    assert store.changes_since(2) == {}
    assert asked == [{"Agency"}, set(), set()]
    store.close()


def test_what_went_and_came_back_is_what_it_was(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    whole = nation(3)
    load(store, A, whole)
    # Numbers of what is gone may be given anew, and what comes back has others.
    load(store, A, {"Program": [{"id": "p0"}, {"id": "p9"}]}, allow_shrink=True)
    load(store, A, {"SME": [{"id": "new"}], **whole} | {"SME": [{"id": "new"}, *reversed(whole["SME"])]})
    found = store.changes_since(1)
    assert {name: each.rows.to_pylist() for name, each in found.items()} == {
        "SME": [{"change": "added", "key": "new"}]
    }
    store.close()


def test_an_earlier_version_is_read_and_never_written(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), threads=1)
    for number in range(1, 5):
        load(store, A, {"Agency": [{"id": "a", "name": str(number)}]})
    earlier = store.at(2)
    node = earlier.node("Agency", "a")
    assert node is not None
    assert (earlier.version(), node.properties["name"], len(earlier.runs())) == (2, "2", 2)
    with pytest.raises(StoreError, match="cannot be written"), earlier.begin(A):
        pass
    for gone in (0, 1, 5):
        with pytest.raises(VersionGone, match=f"Version {gone} is not kept"):
            store.at(gone)
    load(store, A, {"Agency": [{"id": "a", "name": "5"}]})
    with pytest.raises(VersionGone):
        store.at(2)
    assert earlier.node("Agency", "a") == node
    earlier.close()
    store.close()


def test_a_store_that_keeps_one_version_says_so(make_store: MakeStore) -> None:
    store = make_store()
    load(store, A, {"Agency": [{"id": "a"}]})
    with pytest.raises(VersionGone):
        store.at(7)
    with pytest.raises(VersionGone):
        store.changes_since(7)

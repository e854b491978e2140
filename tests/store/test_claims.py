"""Who says what: ranks, withdrawals, retirement, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ecograph.errors import MixedData, ShrunkSource
from ecograph.model import Confidence, DataKind
from ecograph.store import Disagreement, GraphStore, Source
from tests.store.graphs import A, B, MakeStore, Rows, facts, load, node, table

MANY: Rows = {"SME": [{"id": f"{number:02}", "name": "x"} for number in range(20)]}


def test_the_source_of_the_better_rank_wins_each_property(store: GraphStore) -> None:
    load(store, B, {"SME": [{"id": "1", "name": "of b", "employees": None}]})
    load(store, A, {"SME": [{"id": "1", "name": "of a", "employees": 3}]})
    found = node(store, "SME", "1")
    assert (found.properties["name"], found.properties["employees"]) == ("of b", 3)
    assert [claim.source for claim in found.claims] == ["b", "a"]
    assert store.counts()["SME"] == 1


def test_of_equal_ranks_the_first_id_wins(store: GraphStore) -> None:
    load(store, replace(B, rank=A.rank), {"SME": [{"id": "1", "name": "of b"}]})
    load(store, A, {"SME": [{"id": "1", "name": "of a"}]})
    assert node(store, "SME", "1").properties["name"] == "of a"


def test_a_new_rank_decides_anew_even_where_nothing_else_changed(store: GraphStore) -> None:
    load(store, B, {"SME": [{"id": "1", "name": "of b"}]})
    load(store, A, {"SME": [{"id": "1", "name": "of a"}]})
    load(store, replace(A, rank=1), {"SME": [{"id": "1", "name": "of a"}]})
    assert node(store, "SME", "1").properties["name"] == "of a"


def test_the_confidence_is_that_of_the_best_ranked_claim(store: GraphStore) -> None:
    load(store, replace(B, confidence=Confidence.MEMORY), {"SME": [{"id": "1"}]})
    load(store, A, {"SME": [{"id": "1"}]})
    assert store.export(["SME"]).nodes["SME"].column("confidence").to_pylist() == [Confidence.MEMORY.rank]


def test_relationships_are_resolved_like_nodes(store: GraphStore) -> None:
    nodes: Rows = {"SME": [{"id": "1"}], "Area": [{"code": "x"}]}
    link = {"source": "1", "target": "x", "role": None}
    load(store, A, nodes, {"SME LOCATED_IN Area": [{**link, "primary": True}]})
    load(store, B, nodes, {"SME LOCATED_IN Area": [{**link, "primary": False}]})
    assert ("SME LOCATED_IN Area", "1", "x", (("primary", False),)) in facts(store)
    assert store.counts()["SME LOCATED_IN Area"] == 1
    (found,) = store.disagreements()
    assert (found.kind, found.key) == ("SME LOCATED_IN Area", "1 -> x")


def test_disagreements_name_the_winner_and_the_loser(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1", "name": "of a", "employees": 3, "aliases": ["p"]}]})
    load(store, B, {"SME": [{"id": "1", "name": "of b", "employees": None, "aliases": ["p", "q"]}]})
    assert store.disagreements() == [
        Disagreement("SME", "1", "name", "of b", "b", "of a", "a"),
        Disagreement("SME", "1", "aliases", ["p", "q"], "b", ["p"], "a"),
    ]
    assert len(store.disagreements(limit=1)) == 1


def test_a_source_withdraws_what_it_no_longer_says(store: GraphStore) -> None:
    nodes: Rows = {"SME": [{"id": "1"}, {"id": "2"}], "Area": [{"code": "x"}]}
    link = "SME LOCATED_IN Area"
    load(store, A, nodes, {link: [{"source": "1", "target": "x"}, {"source": "2", "target": "x"}]})
    load(store, A, nodes, {link: [{"source": "1", "target": "x"}]})
    run = store.runs()[-1]
    assert (run.withdrawn, run.orphaned) == ({link: 1}, {})
    assert store.counts()[link] == 1


def test_kinds_that_a_run_never_named_are_withdrawn_too(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1"}], "Area": [{"code": "x"}]})
    load(store, A, {"SME": [{"id": "1"}]})
    assert facts(store) == {("SME", "1", (("id", "1"),))}


def test_what_another_source_still_says_stays(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1", "name": "of a"}]})
    load(store, B, {"SME": [{"id": "1", "name": "of b"}]})
    load(store, B, {"SME": [{"id": "2"}]})
    assert node(store, "SME", "1").properties["name"] == "of a"
    assert store.disagreements() == []
    load(store, A)
    assert store.node("SME", "1") is None


def test_relationships_that_lose_an_end_go_and_are_counted(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1"}, {"id": "2"}], "Area": [{"code": "x"}]})
    link = {"SME LOCATED_IN Area": [{"source": "1", "target": "x"}, {"source": "2", "target": "x"}]}
    load(store, B, link)
    load(store, Source("c", "C"), link)
    load(store, A, {"SME": [{"id": "1"}], "Area": [{"code": "x"}]})
    run = store.runs()[-1]
    assert (run.withdrawn, run.orphaned) == ({"SME": 1}, {"SME LOCATED_IN Area": 1})
    assert {fact[:3] for fact in facts(store)} == {
        ("SME", "1", (("id", "1"),)),
        ("Area", "x", (("code", "x"),)),
        ("SME LOCATED_IN Area", "1", "x"),
    }
    (again, *_) = load(store, B, link)
    assert (again.unchanged, again.dangling.num_rows) == (1, 1)


def test_a_retired_node_that_comes_back_has_no_old_relationships(store: GraphStore) -> None:
    both: Rows = {"SME": [{"id": "1"}], "Area": [{"code": "x"}]}
    load(store, A, both)
    load(store, B, {"SME LOCATED_IN Area": [{"source": "1", "target": "x"}]})
    load(store, A, {"Area": [{"code": "x"}]})
    load(store, A, both)
    assert store.counts()["SME LOCATED_IN Area"] == 0


def test_a_source_that_accumulates_withdraws_nothing(store: GraphStore) -> None:
    monthly = replace(A, accumulates=True)
    load(
        store, monthly, {"SME": [{"id": "1", "claim_document": "jan"}, {"id": "2", "claim_document": "jan"}]}
    )
    load(
        store, monthly, {"SME": [{"id": "2", "claim_document": "feb"}, {"id": "3", "claim_document": "feb"}]}
    )
    assert store.counts()["SME"] == 3
    seen = {
        key: [(c.document, c.first_run, c.last_run) for c in node(store, "SME", key).claims] for key in "123"
    }
    assert seen == {"1": [("jan", 1, 1)], "2": [("feb", 1, 2)], "3": [("feb", 2, 2)]}


def test_the_last_run_of_a_claim_is_the_last_that_made_it(store: GraphStore) -> None:
    for _ in range(3):
        load(store, A, {"SME": [{"id": "1"}]})
    load(store, replace(A, accumulates=True), {"SME": [{"id": "2"}]})
    assert [(c.first_run, c.last_run) for c in node(store, "SME", "1").claims] == [(1, 3)]
    assert [(c.first_run, c.last_run) for c in node(store, "SME", "2").claims] == [(4, 4)]


def test_a_source_that_lost_more_than_half_is_refused_with_numbers(store: GraphStore) -> None:
    load(store, A, MANY)
    with pytest.raises(ShrunkSource, match="'a' held 20 claims and now holds 9"):
        load(store, A, {"SME": MANY["SME"][:9]})
    assert (store.version(), store.counts()["SME"]) == (1, 20)
    load(store, A, {"SME": MANY["SME"][:10]})
    assert store.counts()["SME"] == 10


def test_a_source_may_shrink_when_asked_to_or_when_small(store: GraphStore) -> None:
    load(store, A, MANY)
    load(store, A, {"SME": MANY["SME"][:1]}, allow_shrink=True)
    assert store.counts()["SME"] == 1
    load(store, B, {"Area": [{"code": str(number)} for number in range(19)]})
    load(store, B)
    assert store.counts()["Area"] == 0


def test_new_claims_count_against_shrinking(store: GraphStore) -> None:
    load(store, A, MANY)
    load(store, A, {"SME": [{"id": f"new {number}"} for number in range(10)]})
    assert store.counts()["SME"] == 10


@pytest.mark.parametrize(
    ("first", "second"), [(DataKind.REAL, DataKind.SYNTHETIC), (DataKind.SYNTHETIC, DataKind.REAL)]
)
def test_real_and_synthetic_data_do_not_mix_unasked(
    store: GraphStore, first: DataKind, second: DataKind
) -> None:
    load(store, replace(A, data_kind=first), {"SME": [{"id": "1"}]})
    assert store.export([]).data_kind is first
    other = replace(B, data_kind=second)
    with pytest.raises(MixedData, match="'b' is"):
        load(store, other, {"SME": [{"id": "2"}]})
    assert store.version() == 1
    load(store, other, {"SME": [{"id": "2"}]}, mix=True)
    assert store.export([]).data_kind is DataKind.SYNTHETIC


def test_an_exception_undoes_everything(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1"}]})
    before = store.content_hash()

    def interrupted() -> None:
        with store.begin(B) as run:
            run.upsert_nodes("SME", table([{"id": "1", "name": "of b"}, {"id": "2"}]))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (store.version(), store.content_hash()) == (1, before)
    assert [source.id for source in store.sources()] == ["a"]


def test_a_run_that_changes_nothing_is_a_run_with_the_same_content(store: GraphStore) -> None:
    load(store, A, MANY)
    before = store.content_hash()
    load(store, A, MANY)
    assert (store.version(), store.content_hash()) == (2, before)


def test_sources_and_runs_are_kept(make_store: MakeStore) -> None:
    store = make_store()
    assert (store.version(), store.runs(), store.sources()) == (0, [], [])
    first = Source("b", "B", "บี", 3, DataKind.SYNTHETIC, Confidence.DERIVED, True, "CC BY")
    before = datetime.now(UTC)
    load(store, first, {"SME": [{"id": "1"}]})
    second = replace(A, data_kind=DataKind.SYNTHETIC)
    load(store, second, {"SME": [{"id": "1"}]})
    assert store.sources() == [second, first]
    runs = store.runs()
    assert [(run.number, run.source) for run in runs] == [(1, "b"), (2, "a")]
    assert before <= runs[0].started <= runs[0].finished <= runs[1].started <= datetime.now(UTC)
    load(store, replace(second, title="Another"), {"SME": [{"id": "1"}]})
    assert store.sources()[0].title == "Another"


def test_claims_on_many_nodes_are_those_on_each(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1"}, {"id": "2"}]})
    load(store, B, {"SME": [{"id": "2"}, {"id": "3"}]})
    found = store.claims("SME", ["3", "2", "none", "1", "2"])
    assert found == {key: node(store, "SME", key).claims for key in ("1", "2", "3")}
    assert [claim.source for claim in found["2"]] == ["b", "a"]
    assert store.claims("SME", []) == {}

import datetime as dt
from contextlib import suppress

import pyarrow as pa
import pytest

from ecograph.errors import ModelError, StoreError
from ecograph.model import Confidence
from ecograph.store import GraphStore, Source
from tests.store.graphs import A, Rows, facts, load, node

TWO: Rows = {
    "SME": [{"id": "1", "name": "one", "employees": 5}, {"id": "2", "name": "two"}],
    "Area": [{"code": "TH-10"}],
}


def test_what_is_written_is_read(store: GraphStore) -> None:
    load(store, A, TWO, {"SME LOCATED_IN Area": [{"source": "1", "target": "TH-10", "role": "registered"}]})
    assert facts(store) == {
        ("SME", "1", (("id", "1"), ("name", "one"), ("employees", 5))),
        ("SME", "2", (("id", "2"), ("name", "two"))),
        ("Area", "TH-10", (("code", "TH-10"),)),
        ("SME LOCATED_IN Area", "1", "TH-10", (("role", "registered"),)),
    }
    assert store.counts()["SME"] == 2
    assert store.counts()["SME LOCATED_IN Area"] == 1
    assert store.counts()["Agency"] == 0


def test_a_key_of_two_parts_is_joined_by_a_colon(store: GraphStore) -> None:
    load(store, A, {"Corridor": [{"scheme": "economic", "id": "COR-EEC", "name": "EEC"}]})
    found = node(store, "Corridor", "economic:COR-EEC")
    assert (found.properties["scheme"], found.properties["id"]) == ("economic", "COR-EEC")
    (row,) = store.export(["Corridor"]).nodes["Corridor"].to_pylist()
    assert (row["key"], row["scheme"], row["id"]) == ("economic:COR-EEC", "economic", "COR-EEC")


def test_a_colon_in_the_first_part_of_a_key_is_refused(shared_store: GraphStore) -> None:
    with pytest.raises(StoreError, match="colon"):
        load(shared_store, A, {"Corridor": [{"scheme": "a:b", "id": "c"}]})


def test_an_absent_column_keeps_and_a_null_clears(store: GraphStore) -> None:
    load(store, A, TWO)
    load(
        store,
        A,
        {"SME": [{"id": "1", "name": "uno"}, {"id": "2", "name": None}], "Area": [{"code": "TH-10"}]},
    )
    one, two = node(store, "SME", "1"), node(store, "SME", "2")
    assert (one.properties["name"], one.properties["employees"]) == ("uno", 5)
    assert two.properties["name"] is None


def test_an_absent_column_keeps_only_what_the_same_source_said(store: GraphStore) -> None:
    load(store, Source("b", "B", rank=200), {"SME": [{"id": "1", "name": "of b", "employees": 7}]})
    load(store, A, {"SME": [{"id": "1", "name": "of a"}]})
    load(store, Source("b", "B", rank=200), {"SME": [{"id": "1", "name": None}]})
    found = node(store, "SME", "1")
    assert (found.properties["name"], found.properties["employees"]) == ("of a", 7)


def test_the_last_row_of_a_key_wins_in_a_table_and_over_tables(store: GraphStore) -> None:
    first, second = load(
        store,
        A,
        {"SME": [{"id": "1", "name": "x"}, {"id": "2"}, {"id": "1", "name": "y"}]},
        {"SME": [{"id": "1", "name": "z"}]},
    )
    assert (first.created, first.repeated, first.rows) == (2, 1, 3)
    assert (second.created, second.updated, second.rows) == (0, 1, 1)
    found = node(store, "SME", "1")
    assert found.properties["name"] == "z"


def test_the_last_row_of_a_relationship_wins(store: GraphStore) -> None:
    *_, written = load(
        store,
        A,
        TWO,
        {
            "SME LOCATED_IN Area": [
                {"source": "1", "target": "TH-10", "primary": True},
                {"source": "1", "target": "TH-10", "primary": False},
            ]
        },
    )
    assert (written.created, written.repeated, written.rows) == (1, 1, 2)
    assert ("SME LOCATED_IN Area", "1", "TH-10", (("primary", False),)) in facts(store)


def test_created_updated_and_unchanged_are_told_apart(store: GraphStore) -> None:
    load(store, A, TWO)
    nodes, _ = load(
        store,
        A,
        {
            "SME": [{"id": "1", "name": "one"}, {"id": "2", "name": "zwei"}, {"id": "3", "name": None}],
            "Area": [{"code": "TH-10"}],
        },
    )
    assert (nodes.created, nodes.updated, nodes.unchanged, nodes.rows) == (1, 1, 1, 3)
    run = store.runs()[-1]
    assert (run.created, run.updated, run.unchanged) == ({"SME": 1}, {"SME": 1}, {"SME": 1, "Area": 1})


def test_discriminators_tell_relationships_apart_and_null_is_a_value_of_its_own(store: GraphStore) -> None:
    nodes = {"SME": [{"id": "1"}], "Program": [{"id": "P"}]}
    links = {
        "SME PARTICIPATED_IN Program": [
            {"source": "1", "target": "P", "fiscal_year": year, "starts_on": day, "amount": 1.0}
            for year, day in ((2024, None), (2025, None), (None, None), (2025, dt.date(2025, 1, 1)))
        ]
    }
    *_, first = load(store, A, nodes, links)
    *_, second = load(store, A, nodes, links)
    assert (first.created, second.unchanged, second.created) == (4, 4, 0)
    assert store.counts()["SME PARTICIPATED_IN Program"] == 4


def test_the_ends_of_an_undirected_relationship_are_sorted(store: GraphStore) -> None:
    *_, written = load(
        store,
        A,
        {"Area": [{"code": "b"}, {"code": "a"}]},
        {
            "Area ADJOINS Area": [
                {"source": "b", "target": "a", "link": "road"},
                {"source": "a", "target": "b", "link": "rail"},
            ]
        },
    )
    assert (written.created, written.repeated) == (1, 1)
    assert ("Area ADJOINS Area", "a", "b", (("link", "rail"),)) in facts(store)


def test_dangling_rows_come_back_with_their_columns(store: GraphStore) -> None:
    *_, written = load(
        store,
        A,
        TWO,
        {
            "SME LOCATED_IN Area": [
                {"source": s, "target": t, "claim_row": n}
                for n, (s, t) in enumerate([("1", "TH-10"), ("9", "TH-10"), ("1", "TH-99"), ("9", "TH-99")])
            ]
        },
    )
    assert (written.created, written.rows) == (1, 4)
    assert written.dangling.to_pylist() == [
        {"source": "9", "target": "TH-10", "claim_row": 1, "missing": "source"},
        {"source": "1", "target": "TH-99", "claim_row": 2, "missing": "target"},
        {"source": "9", "target": "TH-99", "claim_row": 3, "missing": "both"},
    ]


def test_dangling_rows_of_an_undirected_kind_keep_their_ends(store: GraphStore) -> None:
    _, written = load(
        store, A, {"Area": [{"code": "b"}]}, {"Area ADJOINS Area": [{"source": "b", "target": "a"}]}
    )
    assert written.dangling.to_pylist() == [{"source": "b", "target": "a", "missing": "target"}]


def test_a_change_of_the_document_alone_is_no_change_of_content(store: GraphStore) -> None:
    load(
        store,
        A,
        {
            "SME": [
                {"id": "1", "name": "x", "claim_document": "old.csv", "claim_row": 7, "claim_reference": "r"}
            ]
        },
    )
    before = store.content_hash()
    (written,) = load(
        store, A, {"SME": [{"id": "1", "name": "x", "claim_document": "new.csv", "claim_row": 8}]}
    )
    assert (written.updated, written.unchanged) == (0, 1)
    assert store.content_hash() == before
    found = node(store, "SME", "1")
    (claim,) = found.claims
    assert (claim.document, claim.row, claim.reference) == ("new.csv", 8, "r")
    assert (claim.first_run, claim.last_run) == (1, 2)


def test_the_confidence_is_that_of_the_row_or_of_the_source(store: GraphStore) -> None:
    weak = Source("weak", "Weak", confidence=Confidence.MEMORY)
    load(
        store,
        weak,
        {"SME": [{"id": "1", "claim_confidence": "derived"}, {"id": "2", "claim_confidence": None}]},
    )
    export = store.export(["SME"]).nodes["SME"]
    assert export.column("confidence").to_pylist() == [Confidence.DERIVED.rank, Confidence.MEMORY.rank]
    assert export.column("confidence").type == pa.int8()


def test_an_unknown_confidence_is_refused(shared_store: GraphStore) -> None:
    with pytest.raises(StoreError, match="'sure' is not a confidence"):
        load(shared_store, A, {"SME": [{"id": "1", "claim_confidence": "sure"}]})


@pytest.mark.parametrize("key", ["", None])
def test_a_row_without_its_key_is_refused(store: GraphStore, key: str | None) -> None:
    with pytest.raises(StoreError, match="identifies"):
        load(store, A, {"SME": [{"id": key, "name": "x"}, {"id": "2"}]})
    assert store.version() == 0


def test_a_table_without_the_column_of_the_key_is_refused(shared_store: GraphStore) -> None:
    with pytest.raises(StoreError, match="no column 'id'"):
        load(shared_store, A, {"SME": [{"name": "x"}]})


def test_names_that_are_not_in_the_model_are_refused_with_the_nearest(shared_store: GraphStore) -> None:
    with pytest.raises(ModelError, match="Did you mean 'employees'"):
        load(shared_store, A, {"SME": [{"id": "1", "employes": 3}]})
    with pytest.raises(ModelError, match="Did you mean 'Agency'"), shared_store.begin(A) as run:
        run.upsert_nodes("Agencys", pa.table({"id": ["1"]}))
    with pytest.raises(ModelError, match="Did you mean 'SME LOCATED_IN Area'"), shared_store.begin(A) as run:
        run.upsert_relationships("SME LOCATED Area", pa.table({"id": ["1"]}))


def test_a_run_in_which_a_table_was_refused_cannot_be_completed(store: GraphStore) -> None:
    def carry_on() -> None:
        with store.begin(A) as run, suppress(StoreError):
            run.upsert_nodes("SME", pa.table({"id": ["1", None]}))

    with pytest.raises(StoreError, match="could not be written"):
        carry_on()
    assert store.version() == 0


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("name", pa.array(["x"]).dictionary_encode(), "x"),
        ("name", pa.array(["x"], pa.large_string()), "x"),
        ("name", pa.nulls(1), None),
        ("employees", pa.array([3], pa.int8()), 3),
        ("employees", pa.array([3.0]), 3),
        ("revenue", pa.array([3]), 3.0),
        ("revenue", pa.array([float("nan")]), None),
        (
            "registered_on",
            pa.array([dt.datetime(2020, 1, 2, tzinfo=dt.UTC)], pa.timestamp("ms")),
            dt.date(2020, 1, 2),
        ),
        ("aliases", pa.array([["x", "y"]], pa.large_list(pa.large_string())), ["x", "y"]),
        ("aliases", pa.array([["x", None, "y"]]), ["x", "y"]),
    ],
)
def test_other_types_are_cast(
    shared_store: GraphStore, column: str, values: pa.Array, expected: object
) -> None:
    with shared_store.begin(A) as run:
        run.upsert_nodes("SME", pa.table({"id": ["1"], column: values}))
    found = node(shared_store, "SME", "1")
    assert found.properties[column] == expected


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("name", pa.array([1])),
        ("employees", pa.array(["3"])),
        ("employees", pa.array([3.5])),
        ("revenue", pa.array(["3"])),
        ("natural_person", pa.array([1])),
        ("registered_on", pa.array(["2020-01-02"])),
        ("aliases", pa.array(["x"])),
    ],
)
def test_wrong_types_are_refused_by_name(shared_store: GraphStore, column: str, values: pa.Array) -> None:
    with pytest.raises(StoreError, match=f"The column '{column}' of SME holds"), shared_store.begin(A) as run:
        run.upsert_nodes("SME", pa.table({"id": ["1"], column: values}))


def test_a_column_that_stands_twice_is_refused(shared_store: GraphStore) -> None:
    table = pa.Table.from_arrays([pa.array(["1"]), pa.array(["x"]), pa.array(["y"])], ["id", "name", "name"])
    with pytest.raises(StoreError, match="twice"), shared_store.begin(A) as run:
        run.upsert_nodes("SME", table)


def test_an_empty_table_is_no_trouble(store: GraphStore) -> None:
    with store.begin(A) as run:
        assert run.upsert_nodes("SME", pa.table({"id": pa.array([], pa.string())})).rows == 0
        ends = pa.table({"source": pa.array([], pa.string()), "target": pa.array([], pa.string())})
        assert run.upsert_relationships("SME LOCATED_IN Area", ends).rows == 0
    assert store.version() == 1

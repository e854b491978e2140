import pyarrow as pa
import pytest

from ecograph.errors import ModelError, StoreError
from ecograph.store import GraphStore
from tests.store.graphs import A, B, MakeStore, load, node

SMES = [f"{number:03}" for number in range(300)]


def country(store: GraphStore) -> None:
    """Three hundred enterprises in one area, one of them in a program that an agency runs."""
    load(
        store,
        A,
        {
            "SME": [{"id": key, "name": f"sme {key}"} for key in SMES],
            "Area": [{"code": "x"}, {"code": "y"}, {"code": "z"}],
            "Program": [{"id": "P"}],
            "Agency": [{"id": "G", "name": "หน่วยงาน", "name_en": "Agency"}],
        },
        {
            "SME LOCATED_IN Area": [{"source": key, "target": "x"} for key in SMES],
            "SME PARTICIPATED_IN Program": [{"source": "000", "target": "P", "fiscal_year": 2025}],
            "Agency RUNS Program": [{"source": "G", "target": "P"}],
            "Agency SERVES Area": [{"source": "G", "target": "x"}],
            "Area ADJOINS Area": [{"source": "x", "target": "y"}, {"source": "z", "target": "x"}],
            "SME SUPPLIES SME": [{"source": "000", "target": "000"}, {"source": "001", "target": "000"}],
        },
    )


def test_a_node_that_is_not_there_is_none(store: GraphStore) -> None:
    assert store.node("SME", "1") is None
    assert store.neighbourhood("SME", "1") is None
    with pytest.raises(ModelError):
        store.node("Sme", "1")


def test_a_node_has_every_property_and_a_name(store: GraphStore) -> None:
    country(store)
    found = node(store, "Agency", "G")
    assert (found.name("en"), found.name("th")) == ("Agency", "หน่วยงาน")
    assert found.properties["country"] is None
    assert list(found.properties)[:3] == ["id", "name", "name_en"]


def test_a_hub_shows_a_share_of_every_kind_and_all_of_its_counts(store: GraphStore) -> None:
    country(store)
    found = store.neighbourhood("Area", "x", limit=20)
    assert found is not None
    assert len(found.relationships) == 20
    assert {link.kind for link in found.relationships} == {
        "SME LOCATED_IN Area",
        "Agency SERVES Area",
        "Area ADJOINS Area",
    }
    assert found.total == {
        "in SME LOCATED_IN Area": 300,
        "in Agency SERVES Area": 1,
        "out Area ADJOINS Area": 2,
    }
    assert found.centre.claims
    ends = {(link.source, link.target) for link in found.relationships}
    assert {"x"} | {shown.key for shown in found.nodes} == {key for pair in ends for key in pair}


def test_hops_reach_further_nearest_first(store: GraphStore) -> None:
    country(store)
    one = store.neighbourhood("Agency", "G")
    two = store.neighbourhood("Agency", "G", hops=2, limit=1000)
    assert one is not None
    assert two is not None
    assert {(found.kind, found.key) for found in one.nodes} == {("Program", "P"), ("Area", "x")}
    assert len(two.relationships) == 2 + 300 + 1 + 2
    assert two.relationships[:2] == one.relationships
    assert [found.key for found in two.nodes][:2] == [found.key for found in one.nodes]


def test_direction_and_kinds_choose_what_is_followed(store: GraphStore) -> None:
    country(store)

    def ends(**chosen: object) -> set[tuple[str, str, str]]:
        found = store.neighbourhood("SME", "000", **chosen)  # type: ignore[arg-type]
        assert found is not None
        return {(link.kind.split()[1], link.source, link.target) for link in found.relationships}

    both = {("LOCATED_IN", "000", "x"), ("PARTICIPATED_IN", "000", "P"), ("SUPPLIES", "000", "000")}
    assert ends(direction="out") == both
    assert ends(direction="in") == {("SUPPLIES", "000", "000"), ("SUPPLIES", "001", "000")}
    assert ends() == both | {("SUPPLIES", "001", "000")}
    assert ends(kinds=["SME LOCATED_IN Area"]) == {("LOCATED_IN", "000", "x")}
    with pytest.raises(ModelError, match="LOCATED_IN"):
        ends(kinds=["SME LOCATED Area"])


def test_undirected_relationships_are_followed_from_both_ends(store: GraphStore) -> None:
    country(store)
    for direction in ("out", "in", "both"):
        found = store.neighbourhood("Area", "y", direction=direction)
        assert found is not None
        assert [(link.source, link.target) for link in found.relationships] == [("x", "y")]


def test_the_properties_of_relationships_are_read(store: GraphStore) -> None:
    country(store)
    found = store.neighbourhood("Program", "P", kinds=["SME PARTICIPATED_IN Program"])
    assert found is not None
    (link,) = found.relationships
    assert (link.properties["fiscal_year"], link.properties["amount"]) == (2025, None)


def test_an_export_has_the_columns_asked_for(store: GraphStore) -> None:
    country(store)
    export = store.export(
        ["SME", "SME PARTICIPATED_IN Program"],
        {"SME": ["name"], "SME PARTICIPATED_IN Program": ["fiscal_year"]},
    )
    assert list(export.nodes) == ["SME"]
    assert export.nodes["SME"].column_names == ["nid", "key", "name", "confidence"]
    assert export.nodes["SME"].schema.field("nid").type == pa.int32()
    assert export.nodes["SME"].column("key").to_pylist() == SMES
    table = export.relationships["SME PARTICIPATED_IN Program"]
    assert table.column_names == ["source", "target", "fiscal_year", "confidence"]
    assert [table.schema.field(name).type for name in ("source", "target", "confidence")] == [
        pa.int32(),
        pa.int32(),
        pa.int8(),
    ]
    assert export.version == 1


def test_an_export_of_everything_has_every_kind_even_where_there_is_nothing(store: GraphStore) -> None:
    export = store.export()
    assert set(export.nodes) | set(export.relationships) == set(store.counts())
    assert set(store.counts().values()) == {0}


@pytest.mark.parametrize(
    ("kinds", "properties"),
    [(["Sme"], None), (["SME LOCATED Area"], None), (["SME"], {"SME": ["nam"]}), (None, {"X": []})],
)
def test_an_export_refuses_what_is_not_in_the_model(
    store: GraphStore, kinds: list[str] | None, properties: dict[str, list[str]] | None
) -> None:
    with pytest.raises(ModelError):
        store.export(kinds, properties)


def test_an_export_is_by_number_whatever_order_claims_were_written_in(store: GraphStore) -> None:
    load(
        store,
        A,
        {"SME": [{"id": key, "name": key} for key in "dbca"], "Industry": [{"scheme": "s", "code": "c"}]},
    )
    load(store, A, {"SME": [{"id": key, "name": f"{key}{key}"} for key in "bd"] + [{"id": "a"}, {"id": "c"}]})
    load(store, B, {"SME": [{"id": "c", "name": "of b"}]})
    table = store.export(["SME"]).nodes["SME"]
    nids = table.column("nid").to_pylist()
    assert nids == sorted(nids)
    assert dict(zip(table.column("key").to_pylist(), table.column("name").to_pylist(), strict=True)) == {
        "a": None,
        "b": "bb",
        "c": "of b",
        "d": "dd",
    }
    assert table.column("id").to_pylist() == table.column("key").to_pylist()


def test_numbers_of_nodes_stay_when_others_go(store: GraphStore) -> None:
    load(store, A, {"SME": [{"id": "1"}, {"id": "2"}, {"id": "3"}]})
    load(store, A, {"SME": [{"id": "1"}, {"id": "3"}]})
    assert store.export(["SME"]).nodes["SME"].select(["nid", "key"]).to_pylist() == [
        {"nid": 0, "key": "1"},
        {"nid": 2, "key": "3"},
    ]


def test_another_store_object_sees_a_run_as_soon_as_it_is_complete(
    make_store: MakeStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shared")
    writer, reader = make_store(folder), make_store(folder)
    assert reader.version() == 0
    with writer.begin(A) as run:
        run.upsert_nodes("SME", pa.table({"id": ["1"]}))
        assert reader.counts()["SME"] == 0
    assert (reader.version(), reader.counts()["SME"]) == (1, 1)


def test_a_closed_store_says_so(store: GraphStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.version()

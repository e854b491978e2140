"""The content hash, and loads in any order against a brute-force reading of the rules."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.store import GraphStore, Source
from tests.store.graphs import A, B, Fact, MakeStore, Rows, facts, load

slowly = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=4)
smes = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from("123456"),
            "name": st.none() | text,
            "aliases": st.none() | st.lists(text, max_size=3),
            "employees": st.none() | st.integers(0, 9),
            "revenue": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        }
    ),
    unique_by=lambda row: str(row["id"]),
    min_size=1,
)
AREAS = {"Area": [{"code": "x"}, {"code": "y"}]}


@settings(slowly, max_examples=6)
@given(smes, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_of_stores_changes_the_hash(
    make_store: MakeStore, rows: list[dict[str, Any]], random: Any
) -> None:
    links = [{"source": row["id"], "target": random.choice("xy"), "role": row["name"]} for row in rows]
    first = make_store()
    load(first, A, {"SME": rows, **AREAS}, {"SME LOCATED_IN Area": links})
    # A server has one database: of each store is kept what the next is held against.
    content, held, exported = first.content_hash(), facts(first), _rows(first)
    random.shuffle(rows)
    random.shuffle(links)
    second = make_store()
    load(second, B, {**AREAS, "SME": rows}, {"SME LOCATED_IN Area": links})
    assert second.content_hash() == content
    third = make_store()
    load(third, A, *exported)
    assert third.content_hash() == content
    assert facts(third) == held


def _rows(store: GraphStore) -> tuple[Rows, Rows]:
    """Return what a store exports as rows to be loaded."""
    export = store.export()
    keys = {
        kind: dict(zip(*(table.column(c).to_pylist() for c in ("nid", "key")), strict=True))
        for kind, table in export.nodes.items()
    }
    own = ("nid", "key", "confidence")
    nodes = {
        kind: [{name: value for name, value in row.items() if name not in own} for row in table.to_pylist()]
        for kind, table in export.nodes.items()
        if table.num_rows
    }
    links = {}
    for kind, table in export.relationships.items():
        if table.num_rows:
            source, _, target = kind.split()
            links[kind] = [
                {**row, "source": keys[source][row["source"]], "target": keys[target][row["target"]]}
                for row in table.drop_columns(["confidence"]).to_pylist()
            ]
    return nodes, links


ONE = {"id": "1", "name": "x", "aliases": ["p", "q"], "employees": 1, "revenue": 1.5}


CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"id": "2"},
    {"name": None},
    {"name": ""},
    {"name": None, "name_en": "x"},
    {"aliases": ["q", "p"]},
    {"aliases": ["pq"]},
    {"aliases": ["p,q"]},
    {"aliases": []},
    {"aliases": None},
    {"employees": None},
    {"employees": 0},
    {"revenue": 1.5000000000000002},
)


def test_any_change_of_content_changes_the_hash(store: GraphStore) -> None:
    hashes = {store.content_hash()}
    for changed in CHANGES:
        load(store, A, {"SME": [{**ONE, "name_en": None, **changed}]})
        hashes.add(store.content_hash())
    assert len(hashes) == len(CHANGES) + 1
    load(store, A, {"SME": [{**ONE, "name_en": None}]})
    assert store.content_hash() in hashes


def test_the_hash_is_of_content_alone(make_store: MakeStore) -> None:
    first = make_store()
    load(
        first,
        A,
        {"SME": [{**ONE, "revenue": 0.0}], "Area": [{"code": "x"}]},
        {"SME LOCATED_IN Area": [{"source": "1", "target": "x"}]},
    )
    content = first.content_hash()
    second = make_store()
    load(second, B, {"SME": [{"id": "0"}], "Area": [{"code": "w"}, {"code": "x"}]})
    provenance = {
        "claim_document": "f",
        "claim_row": 3,
        "claim_reference": "r",
        "claim_confidence": "derived",
    }
    load(
        second,
        B,
        {"SME": [{**ONE, "revenue": -0.0, **provenance}], "Area": [{"code": "x"}]},
        {"SME LOCATED_IN Area": [{"source": "1", "target": "x", **provenance}]},
    )
    assert second.content_hash() == content


def test_the_hash_stays_what_it_was_when_this_test_was_written(store: GraphStore) -> None:
    load(
        store,
        A,
        {"SME": [ONE], **AREAS},
        {"SME LOCATED_IN Area": [{"source": "1", "target": "x", "primary": True}]},
    )
    assert store.content_hash() == "a55a17fe8a9359bc18c7136de0445b42f8fa3901effdec53ef5c93e1ebd6729d"


Claims = dict[tuple[str, ...], dict[str, Any]]
names = st.fixed_dictionaries({}, optional={"name": st.none() | st.sampled_from("pq")})
link = st.fixed_dictionaries(
    {
        "source": st.sampled_from("123"),
        "target": st.sampled_from("xy"),
        "role": st.none() | st.just("registered"),
    },
    optional={"primary": st.none() | st.booleans()},
)
a_load = st.tuples(
    st.sampled_from([A, B, Source("c", "C", rank=50, accumulates=True)]),
    st.lists(st.tuples(st.sampled_from("123"), names), max_size=4),
    st.lists(st.sampled_from("xy"), max_size=2),
    st.lists(link, max_size=4),
)


@slowly
@given(st.lists(a_load, min_size=1, max_size=5))
def test_loads_of_three_sources_follow_the_rules(make_store: MakeStore, loads: list[Any]) -> None:
    store = make_store()
    claims: dict[Source, Claims] = {}
    for source, named, areas, links in loads:
        # One row a table, so that columns are absent or there for that row alone.
        parts: list[Rows] = [{"SME": [{"id": key, **stated}]} for key, stated in named]
        parts += [{"Area": [{"code": code}]} for code in areas]
        parts += [{"SME LOCATED_IN Area": [row]} for row in links]
        load(store, source, *parts, allow_shrink=True)
        _expect(claims, source, named, areas, links)
        assert facts(store) == _resolved(claims)


def _expect(claims: dict[Source, Claims], source: Source, named: Any, areas: Any, links: Any) -> None:
    """Change the claims as the rules say, one by one."""
    own = claims.setdefault(source, {})
    seen: set[tuple[str, ...]] = set()

    def say(thing: tuple[str, ...], stated: dict[str, Any]) -> None:
        own.setdefault(thing, {}).update(stated)
        seen.add(thing)

    for key, stated in named:
        say(("SME", key), stated)
    for code in areas:
        say(("Area", code), {})
    there = {thing for said in claims.values() for thing in said}
    for row in links:
        if {("SME", row["source"]), ("Area", row["target"])} <= there:
            say(
                ("SME LOCATED_IN Area", row["source"], row["target"], row["role"]),
                {k: v for k, v in row.items() if k == "primary"},
            )
    if not source.accumulates:
        claims[source] = {thing: stated for thing, stated in own.items() if thing in seen}
    there = {thing for said in claims.values() for thing in said}
    for said in claims.values():
        for thing in list(said):
            if len(thing) == 4 and not {("SME", thing[1]), ("Area", thing[2])} <= there:
                del said[thing]


def _resolved(claims: dict[Source, Claims]) -> set[Fact]:
    order = sorted(claims, key=lambda source: (source.rank, source.id))
    found: set[Fact] = set()
    for thing in {thing for said in claims.values() for thing in said}:
        known: dict[str, Any] = {}
        for source in order:
            for name, value in claims[source].get(thing, {}).items():
                if value is not None:
                    known.setdefault(name, value)
        if len(thing) == 4:
            role = {"role": thing[3]} if thing[3] else {}
            found.add((*thing[:3], tuple({**role, **known}.items())))
        else:
            found.add((*thing, tuple({"id" if thing[0] == "SME" else "code": thing[1], **known}.items())))
    return found

"""What a database is given is pinned, and is what a person and another tool expect to find there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ecograph.model import MODEL, Confidence
from ecograph.store import Source
from ecograph.store.neo4j_names import escape, search_on_server
from ecograph.store.neo4j_schema import ddl
from ecograph.store.neo4j_store import Neo4jStore
from tests.conftest import Golden
from tests.shared_server import open_on_server, shared_server
from tests.store.graphs import A, B, Rows, load, node
from tests.store.test_search import NODES

NASTY = [
    'O\'Brien "and" sons',
    "`}) DETACH DELETE n //",
    "') RETURN 1 UNION MATCH (n) DETACH DELETE n //",
    "name:* AND (key:[a TO z]) OR \\ ~ ^ ? * + - && || !",
    "$param {x: 1} /* */ \\u0027",
    "AND",
    'กาแฟ & "ชา" (๑๒๓) \\',
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Neo4jStore]:
    store = open_on_server(shared_server(), tmp_path)
    assert isinstance(store, Neo4jStore)
    yield store
    store.close()


def test_constraints_and_indexes_are_pinned(golden: Golden) -> None:
    text = "".join(f"{statement};\n" for statement in ddl(MODEL).values())
    golden(Path(__file__).parent / "golden" / "neo4j.cypher", text)


def test_the_database_has_every_constraint_and_index(store: Neo4jStore) -> None:
    load(store, A, {"SME": [{"id": "1"}]})
    rows = shared_server().query("SHOW INDEXES YIELD name, state, options")
    assert {row["name"] for row in rows} >= set(ddl(MODEL))
    assert {row["state"] for row in rows} == {"ONLINE"}
    analyzers = {
        row["options"]["indexConfig"].get("fulltext.analyzer")
        for row in rows
        if row["name"].endswith("_names")
    }
    assert analyzers == {"thai"}


def test_a_person_reads_names_values_and_who_says_so(store: Neo4jStore) -> None:
    claim = {"claim_document": "f.csv", "claim_row": 2, "claim_reference": "p. 3"}
    load(
        store,
        A,
        {
            "SME": [{"id": "1", "name": "กาแฟ", "employees": 3, **claim}],
            "Corridor": [{"scheme": "economic", "id": "E"}],
            "Area": [{"code": "x"}],
        },
        {"SME LOCATED_IN Area": [{"source": "1", "target": "x", "role": "registered", **claim}]},
    )
    login = shared_server()
    ((sme, link),) = login.query("MATCH (n:SME)-[r:LOCATED_IN]->(:Area {code: 'x'}) RETURN n, r")
    said = {
        "confidence": "read",
        "claim_source": "a",
        "claim_document": "f.csv",
        "claim_row": 2,
        "claim_reference": "p. 3",
        "claim_first_run": 1,
    }
    assert dict(sme) == {"nid": 0, "id": "1", "name": "กาแฟ", "employees": 3, **said}
    assert dict(link) == {"role": "registered", **said}
    ((corridor,),) = login.query("MATCH (n:Corridor) RETURN n")
    assert (corridor["key"], corridor["scheme"], corridor["id"]) == ("economic:E", "economic", "E")
    ((run, source),) = login.query(
        "MATCH (r:EcographRun) MATCH (s:EcographSource {id: r.source}) RETURN r, s"
    )
    assert (run["number"], run["created"], source["title"], source["documents"]) == (
        1,
        '{"SME": 1, "Corridor": 1, "Area": 1, "SME LOCATED_IN Area": 1}',
        "A",
        ["f.csv"],
    )


def test_what_several_sources_say_is_kept_beside_the_sum(store: Neo4jStore) -> None:
    load(store, A, {"SME": [{"id": "1", "name": "of a"}]})
    load(
        store, Source("b", "B", rank=50, confidence=Confidence.MEMORY), {"SME": [{"id": "1", "name": "of b"}]}
    )
    ((said,),) = shared_server().query("MATCH (n:SME) RETURN properties(n)")
    assert said == {
        "nid": 0,
        "id": "1",
        "name": "of b",
        "confidence": "memory",
        "claim_count": 2,
        "claims": [
            '{"source":"a","confidence":"read","first_run":1,"says":{"name":"of a"}}',
            '{"source":"b","confidence":"memory","first_run":2,"says":{"name":"of b"}}',
        ],
    }
    load(store, B, {"SME": [{"id": "1", "name": "of b"}]})
    load(store, A)
    ((said,),) = shared_server().query("MATCH (n:SME) RETURN properties(n)")
    assert (said["claim_source"], said.get("claims"), said.get("claim_count")) == ("b", None, None)


def test_properties_that_others_added_stay(store: Neo4jStore) -> None:
    load(store, A, {"SME": [{"id": "1", "name": "x"}]})
    shared_server().query("MATCH (n:SME) SET n.theirs = 7")
    load(store, A, {"SME": [{"id": "1", "name": "y"}]})
    assert shared_server().query("MATCH (n:SME) RETURN n.name, n.theirs")[0].values() == ["y", 7]


def test_names_full_of_syntax_are_names(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Rows = {
        "Agency": [{"id": name, "name": name, "aliases": [name]} for name in NASTY],
        "SME": [{"id": name, "name": name, "claim_document": name} for name in NASTY],
    }
    links: Rows = {
        "Agency PARTNERS_WITH Agency": [
            {"source": NASTY[0], "target": name, "agreement": name} for name in NASTY[1:]
        ]
    }
    load(store, A, rows, links)
    load(store, A, rows, links)
    assert store.runs()[-1].unchanged == {"SME": 7, "Agency": 7, "Agency PARTNERS_WITH Agency": 6}
    for name in NASTY:
        found = node(store, "SME", name)
        assert (found.properties["name"], found.claims[0].document) == (name, name)
        assert store.search(name, kinds=["SME"])[0].key == name
        around = store.neighbourhood("Agency", name)
        assert around is not None
        assert around.relationships
        # Whatever the server's own search makes of it, it is no error, and no query.
        search_on_server(store._connection, name, (), 5)
        search_on_server(store._connection, name * 2_000, (), 5)
    assert store.counts()["Agency"] == 7


def test_the_search_of_a_nation_is_that_of_the_server(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecograph.store.neo4j_store.LOCAL_NAMES", 0)
    load(store, A, NODES)
    for text, key in (
        ("กาแฟ", "0105500000025"),
        ("เชียงใหม่", "0105500000017"),
        ("CHIANG mai", "0105500000017"),
        ("ตราช้าง 123", "0105500000033"),
        ("elephant", "0105500000033"),
        ("osmep", "osmep"),
        ("0105500000025", "0105500000025"),
        ("Chiang Ltd", "0105500000017"),
    ):
        matches = store.search(text)
        assert matches[0].key == key
        assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert {match.kind for match in store.search("กาแฟ", kinds=["Agency"])} == {"Agency"}
    assert len(store.search("กาแฟ", limit=2)) == 2
    assert store.search("ไม่มีคำนี้เลย", kinds=["Goal"]) == []


def test_large_tables_are_read_from_the_server_once(
    store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecograph.store.neo4j_tables.SMALLEST_KEPT", 1)
    load(store, A, {"SME": [{"id": "1", "name": "before"}]})
    kept = tmp_path / "spool"

    def name() -> object:
        return store.export(["SME"], {"SME": ["name"]}).nodes["SME"].column("name")[0].as_py()

    assert name() == "before"
    shared_server().query("MATCH (n:SME) SET n.name = 'changed by another'")
    assert name() == "before"
    assert store.export(["SME"]).nodes["SME"].column("name")[0].as_py() == "changed by another"
    (edition,) = kept.glob("tables-*")
    assert edition.stat().st_mode & 0o077 == 0
    # A database that was set back to a backup comes to the same version again, with something else.
    shared_server().query("MATCH (s:EcographStore) SET s.stamp = 'another'")
    assert name() == "changed by another"
    load(store, A, {"SME": [{"id": "1", "name": "after"}]})
    assert name() == "after"
    assert len(list(kept.glob("tables-*"))) == 1
    for file in kept.glob("tables-*/*"):
        file.write_bytes(b"torn")
    assert name() == "after"


def test_lucene_syntax_is_taken_out() -> None:
    assert escape('a AND b:"c" (d*)~') == r"a and b\:\"c\" \(d\*\)\~"

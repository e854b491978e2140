import pytest

from ecograph.errors import ModelError
from ecograph.store import GraphStore
from tests.store.graphs import A, Rows, load

NODES: Rows = {
    "SME": [
        {"id": "0105500000017", "name": "บริษัท กาแฟเชียงใหม่ จำกัด", "name_en": "Chiang Mai Coffee Co., Ltd."},
        {"id": "0105500000025", "name": "กาแฟ", "name_en": None},
        {"id": "0105500000033", "name": "น้ำดื่มตราช้าง ๑๒๓", "aliases": ["Elephant Water", "ช้าง"]},
        {"id": "0105500000041", "name": "กาแฟดอยตุง"},
    ],
    "Agency": [
        {
            "id": "osmep",
            "name": "สำนักงานส่งเสริมวิสาหกิจขนาดกลางและขนาดย่อม",
            "acronym": "สสว.",
            "acronym_en": "OSMEP",
        },
        {"id": "coffee", "name": "สมาคมกาแฟไทย", "name_en": "Thai Coffee Association"},
    ],
    "Program": [{"id": "P1", "name": "แผนกาแฟ", "name_en": "Coffee plan"}],
}


@pytest.fixture(scope="module")
def named(shared_store: GraphStore) -> GraphStore:
    load(shared_store, A, NODES)
    return shared_store


def keys(store: GraphStore, text: str, **chosen: object) -> list[str]:
    return [match.key for match in store.search(text, **chosen)]  # type: ignore[arg-type]


def test_exact_then_prefix_then_shorter_and_institutions_first(named: GraphStore) -> None:
    assert keys(named, "กาแฟ") == ["0105500000025", "0105500000041", "P1", "coffee", "0105500000017"]
    scores = [match.score for match in named.search("กาแฟ")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("เชียงใหม่", "0105500000017"),
        ("CHIANG mai", "0105500000017"),
        ("ตราช้าง 123", "0105500000033"),
        ("ตราช้าง ๑๒๓", "0105500000033"),
        ("นํ้าดื่ม", "0105500000033"),
        ("น้ํา", "0105500000033"),
        ("ดอย\u200bตุง", "0105500000041"),
        ("  ดอยตุง ", "0105500000041"),
        ("elephant", "0105500000033"),
        ("ช้าง", "0105500000033"),
        ("สสว", "osmep"),
        ("osmep", "osmep"),
        ("0105500000025", "0105500000025"),
        ("P1", "P1"),
        ("ดอ", "0105500000041"),
        ("Chiang Ltd", "0105500000017"),
        ("กาแฟเชียงไหม่", "0105500000017"),
        ("Elefant Water", "0105500000033"),
        ("กา่แฟดอยตุง", "0105500000041"),
    ],
)
def test_a_name_is_found_however_it_is_written(named: GraphStore, text: str, key: str) -> None:
    assert keys(named, text)[0] == key


def test_kinds_and_limit_choose(named: GraphStore) -> None:
    assert keys(named, "กาแฟ", kinds=["Agency", "Program"]) == ["P1", "coffee"]
    assert keys(named, "กาแฟ", kinds=["SME"], limit=2) == ["0105500000025", "0105500000041"]
    assert keys(named, "0105", kinds=["Agency"]) == []
    assert keys(named, "กาแฟ", limit=0) == []
    with pytest.raises(ModelError):
        named.search("x", kinds=["Agencys"])


def test_one_and_two_letters_work(named: GraphStore) -> None:
    assert keys(named, "ส")[:2] == ["osmep", "coffee"]
    assert keys(named, "กา")[0] == "0105500000025"
    assert set(keys(named, "แผ")) == {"P1"}


@pytest.mark.parametrize(
    "text", ["", "  ", "ไม่มีคำนี้", '"', "'", "%", "a*b", 'AND "x', "\x00", "\x02", "(", "é"]
)
def test_nothing_is_found_where_there_is_nothing(named: GraphStore, text: str) -> None:
    assert keys(named, text) == []


def test_every_key_is_found_once(named: GraphStore) -> None:
    found = keys(named, "01055")
    assert sorted(found) == sorted({row["id"] for row in NODES["SME"]})

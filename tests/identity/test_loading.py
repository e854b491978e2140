"""Rows with and without ids, through a recipe into a store, before and after a person judged."""

from pathlib import Path

import pytest

from ecograph.errors import RecipeError
from ecograph.state import Verdict
from ecograph.state.keys import source_of
from ecograph.store import GraphStore
from loaders.cleaning import CLEANERS
from loaders.identity.report import Match
from loaders.recipe_file import read_recipe
from tests.identity.loading import (
    FAIR,
    FOOD,
    LOST,
    PERSON,
    PRINT,
    REGISTER,
    REGISTERED,
    VISITORS,
    base_store,
    keys,
    load_rows,
    log_of,
    visitors,
)


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    """A store with a register of two enterprises."""
    store = base_store(tmp_path)
    load_rows(store, tmp_path, REGISTER, "register", REGISTERED)
    return store


def scoped(store: GraphStore) -> set[str]:
    return {key for key in keys(store) if source_of(key)}


def food_without_id(store: GraphStore, tmp_path: Path) -> str:
    """Load the row whose id was lost, and return the key that its name and place make."""
    load_rows(store, tmp_path, FAIR, "fair", [LOST])
    (key,) = scoped(store)
    return key


def test_a_lost_id_makes_a_new_enterprise_and_no_match(store: GraphStore, tmp_path: Path) -> None:
    report = load_rows(store, tmp_path, FAIR, "fair", VISITORS)
    assert len(scoped(store)) == 2
    assert keys(store) == {FOOD, PRINT} | scoped(store)
    assert visitors(store) == {PRINT} | scoped(store)
    assert report.identity.to_dict()["matched"]["SME"] == {"id": 1, "not matched": 2}
    assert report.rows == {"read": 3, "recorded": 3, "rejected": 0, "not wanted": 0}
    assert report.adds_up
    (problem,) = [problem for problem in report.problems if problem.column == "id"]
    assert (problem.record, problem.effect.value) == (2, "value left unknown")


def test_keys_do_not_depend_on_the_order_of_rows_or_on_other_rows(store: GraphStore, tmp_path: Path) -> None:
    load_rows(store, tmp_path, FAIR, "fair", VISITORS)
    before, content = scoped(store), store.content_hash()
    load_rows(store, tmp_path, FAIR, "fair", VISITORS[::-1])
    assert store.content_hash() == content
    load_rows(store, tmp_path, FAIR, "fair", [LOST])
    assert scoped(store) < before


def test_spellings_of_one_name_and_place_are_one_enterprise(store: GraphStore, tmp_path: Path) -> None:
    rows = [
        ("", "บริษัท เมฆสีรุ้ง จำกัด", "อุดรธานี"),
        ("-", "บจก. เมฆ สีรุ้ง", "จ.อุดรธานี"),
        ("", "บริษัทเมฆสีรุ้งจำกัด", "Udon Thani"),
    ]
    load_rows(store, tmp_path, FAIR, "fair", rows)
    assert len(scoped(store)) == 1


@pytest.mark.parametrize(
    "other",
    [
        ("", "บริษัท เมฆสีรุ้ง จำกัด", "หนองคาย"),
        ("", "หจก.เมฆสีรุ้ง", "อุดรธานี"),
        ("", "เมฆสีรุ้ง", "อุดรธานี"),
        ("", "บริษัท เมฆสีรุ้ง จำกัด", ""),
        ("", "บริษัท เมฆสีรุ้ง จำกัด", "อุดรธานี (คาดว่า)"),
    ],
)
def test_another_place_or_legal_form_is_another_enterprise(
    store: GraphStore, tmp_path: Path, other: tuple[str, str, str]
) -> None:
    load_rows(store, tmp_path, FAIR, "fair", [("", "บริษัท เมฆสีรุ้ง จำกัด", "อุดรธานี"), other])
    assert len(scoped(store)) == 2


def test_a_row_without_id_and_name_is_one_problem(store: GraphStore, tmp_path: Path) -> None:
    report = load_rows(store, tmp_path, FAIR, "fair", [LOST, ("", "", "อุดรธานี")])
    assert report.rows == {"read": 2, "recorded": 1, "rejected": 1, "not wanted": 0}
    assert report.adds_up
    (problem,) = [problem for problem in report.problems if problem.record == 3]
    assert "neither an id that can be read nor a name" in problem.why


def test_a_persons_name_is_nowhere_and_its_key_needs_the_secret(store: GraphStore, tmp_path: Path) -> None:
    report = load_rows(store, tmp_path, FAIR, "fair", [PERSON])
    (key,) = scoped(store)
    node = store.node("SME", key)
    assert node is not None
    written = b"".join(path.read_bytes() for path in (tmp_path / "store").iterdir() if path.is_file())
    written += (tmp_path / "fair-problems.csv").read_bytes() + repr((report, node)).encode()
    for secret in ("สมมติ", "นามทดสอบ"):
        assert secret.encode() not in written


def test_a_judgement_counts_from_the_next_load_with_relationships(store: GraphStore, tmp_path: Path) -> None:
    lost = food_without_id(store, tmp_path)
    before = store.content_hash()
    log = log_of(store, tmp_path)
    entry, _ = log.judge(Verdict.SAME, lost, FOOD, by="somchai")
    assert store.content_hash() == before
    report = load_rows(store, tmp_path, FAIR, "fair", [LOST])
    assert (keys(store), visitors(store)) == ({FOOD, PRINT}, {FOOD})
    assert report.identity.matched["SME"] == {Match.JUDGEMENT: 1}
    log.undo(entry.number, by="somchai")
    load_rows(store, tmp_path, FAIR, "fair", [LOST])
    assert store.content_hash() == before


def test_a_judgement_holds_whatever_the_recipe_reads(store: GraphStore, tmp_path: Path) -> None:
    log_of(store, tmp_path).judge(Verdict.SAME, PRINT, FOOD, by="somchai")
    load_rows(store, tmp_path, REGISTER, "register", REGISTERED)
    assert keys(store) == {min(FOOD, PRINT)}


def test_a_different_pair_stays_two(store: GraphStore, tmp_path: Path) -> None:
    lost = food_without_id(store, tmp_path)
    log_of(store, tmp_path).judge(Verdict.DIFFERENT, lost, FOOD, by="somchai")
    load_rows(store, tmp_path, FAIR, "fair", [LOST])
    assert keys(store) == {FOOD, PRINT, lost}


def test_an_id_that_arrives_later_takes_the_judgements_along(store: GraphStore, tmp_path: Path) -> None:
    lost = food_without_id(store, tmp_path)
    log = log_of(store, tmp_path)
    log.judge(Verdict.SAME, lost, "club:abcdefghijklmnopabcdefgh", by="somchai")
    log.judge(Verdict.DIFFERENT, lost, PRINT, by="somchai")
    found = (FOOD, *LOST[1:])
    checked = load_rows(store, tmp_path, FAIR, "fair", [found], dry_run=True)
    assert checked.identity.followed == [(lost, FOOD)]
    assert log.identities().find(lost) != FOOD
    report = load_rows(store, tmp_path, FAIR, "fair", [found])
    assert keys(store) == {FOOD, PRINT}
    assert report.identity.followed == [(lost, FOOD)]
    assert report.withdrawn["SME"] == 1
    identities = log.identities()
    assert identities.find("club:abcdefghijklmnopabcdefgh") == FOOD
    assert identities.difference(FOOD, PRINT)
    again = load_rows(store, tmp_path, FAIR, "fair", [found])
    assert again.identity.followed == []
    assert len(log.entries()) == 3


def test_an_id_that_contradicts_a_judgement_wins_and_is_told(store: GraphStore, tmp_path: Path) -> None:
    lost = food_without_id(store, tmp_path)
    log = log_of(store, tmp_path)
    log.judge(Verdict.SAME, lost, FOOD, by="somchai")
    report = load_rows(store, tmp_path, FAIR, "fair", [(PRINT, *LOST[1:])])
    assert visitors(store) == {PRINT}
    assert report.identity.followed == []
    (why,) = report.identity.refused
    assert FOOD in why
    assert PRINT in why


def test_judgements_stay_where_another_row_still_has_no_id(store: GraphStore, tmp_path: Path) -> None:
    lost = food_without_id(store, tmp_path)
    log = log_of(store, tmp_path)
    log.judge(Verdict.DIFFERENT, lost, PRINT, by="somchai")
    report = load_rows(store, tmp_path, FAIR, "fair", [LOST, (FOOD, *LOST[1:])])
    assert report.identity.followed == []
    assert keys(store) == {FOOD, PRINT, lost}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'source = { identity = "SME" }',
            'source = { identity = "SMEs" }',
            "has the identity 'SMEs'. Did you mean 'SME'?",
        ),
        ("[tables.nodes.properties]", '[tables.nodes.properties]\nid = "id"', "'id' is given as well"),
        ("form = {", "from = {", "'from' is not something a recipe has here. Did you mean 'form'?"),
        (
            'clean = "legal_form" }\nplace',
            'clean = "legal_from" }\nplace',
            "'legal_from' is not a cleaner. Did you mean 'legal_form'?",
        ),
        (
            '{ column = "province", clean = "province" }\n[tables.nodes.properties]',
            '{ column = "province", split = "|" }\n[tables.nodes.properties]',
            "`split` cannot be used",
        ),
        ('{ constant = "PRG-FAIR" }', '{ column = "p", resolve = "Programme" }', "Did you mean 'Program'?"),
        (
            '{ constant = "PRG-FAIR" }',
            '{ column = "p", resolve = "SME" }',
            "A name alone does not tell an enterprise.",
        ),
        (
            'source = { identity = "SME" }',
            'source = { identity = "SME", prefix = "x" }',
            "an `identity` is a whole key",
        ),
        (
            '{ constant = "PRG-FAIR" }',
            '{ column = "p", resolve = "Program", clean = "text" }',
            "leave out `clean`",
        ),
    ],
)
def test_what_a_recipe_cannot_say_is_one_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FAIR
    path = tmp_path / "fair.toml"
    path.write_text(FAIR.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RecipeError) as caught:
        read_recipe(path, {*CLEANERS, "juristic_id", "company_name", "legal_form", "province"})
    assert message in str(caught.value)
    assert "line " in str(caught.value)

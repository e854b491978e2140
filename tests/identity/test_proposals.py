"""What is proposed: pairs like those that comparing everything with everything finds, explained."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from rapidfuzz import fuzz

from ecograph.state import Identities, Verdict
from ecograph.state.keys import is_exact, scoped_key
from ecograph.store import GraphStore
from loaders.identity.named import Named, named
from loaders.identity.proposals import LEAST_SCORE, Proposals, find_proposals, propose
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
)

WORDS = ["ไทย", "เจริญ", "พัฒนา", "ทรัพย์", "สยาม", "ฟู้ดส์", "เกษตร", "ทองคำ", "วัฒนา", "ขนส่ง", "ข้าวหอม", "ชัย"]
NOBODY = Identities([], "SME")


def population(size: int, seed: int) -> list[tuple[str, str, int]]:
    """Return keys, names and places; a third has no id, and half of those is another written badly."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[str, str, int]] = []
    for number in range(size):
        name = "".join(chance.choice(WORDS, 3, replace=False)) + str(
            chance.choice(["", "", " (ประเทศไทย)", " 2"])
        )
        place = int(chance.choice([0, 0, 1, 2, -1]))
        key = f"01055{number:08d}"
        if number % 3 == 2:
            key = scoped_key("fair", bytes([*number.to_bytes(4, "big")]) + bytes(28))
            if chance.random() < 0.5:
                _, name, place = rows[chance.integers(len(rows))]
                cut = int(chance.integers(len(name)))
                name = str(chance.choice([name, f"{name} จก.", name[:cut] + name[cut + 1 :]]))
        rows.append((key, name, place))
    return rows


def columns(rows: list[tuple[str, str, int]]) -> Named:
    keys_of, names, places = zip(*rows, strict=True)
    return named(pa.array(keys_of), pa.array(names), None, np.array(places, np.int32), ["A", "B", "C"])


def pairs(found: Proposals) -> dict[tuple[str, str], float]:
    return {(proposal.first, proposal.second): proposal.score for proposal in found}


def test_nearly_all_that_brute_force_finds_is_found() -> None:
    rows = population(600, 1)
    table = columns(rows)
    found = {frozenset(pair) for pair in pairs(propose(table, NOBODY))}
    compared = table.compared.to_pylist()
    expected = {
        frozenset((rows[one][0], rows[other][0]))
        for one, other in combinations(range(len(rows)), 2)
        if rows[one][2] == rows[other][2] >= 0
        and not (is_exact(rows[one][0]) and is_exact(rows[other][0]))
        and table.numbers[one] == table.numbers[other]
        and fuzz.ratio(compared[one], compared[other]) >= 90
    }
    assert len(expected) > 50
    assert len(expected - found) <= 0.02 * len(expected)


def test_the_order_of_nodes_does_not_matter() -> None:
    rows = population(300, 2)
    rows += [(scoped_key("club", bytes([number]) * 32), "เมฆสีรุ้งการพิมพ์", 0) for number in range(40)]
    one = propose(columns(rows), NOBODY)
    other = propose(columns([rows[at] for at in np.random.default_rng(3).permutation(len(rows))]), NOBODY)
    assert list(pairs(one).items()) == list(pairs(other).items())


def test_two_registered_ids_are_never_proposed() -> None:
    rows = [("0105562990031", "เมฆสีรุ้ง", 0), ("0105562990032", "เมฆสีรุ้ง", 0)]
    assert len(propose(columns(rows), NOBODY)) == 0


@pytest.mark.parametrize(
    ("name", "place", "proposed"),
    [
        ("เมฆสีรุ้งการพิมพ์", 0, True),
        ("เมฆสีรุ้ง การพิมพ์", 0, True),
        ("เมฆสีรุงการพิมพ์", 0, True),
        ("เมฆสีรุ้งการพิมพ์", -1, True),
        ("เมฆสีรุ้งการพิมพ์", 1, True),
        ("เมฆสีรุ้งการพิมพ์ จก.", -1, True),
        ("เมฆสีรุ้งการพิมพ์ จก.", 1, False),
        ("เมฆสีรุ้งการพิมพ์ 2", 0, False),
        ("เมฆสีรุ้งขนส่ง", 0, False),
        ("การพิมพ์เมฆสีรุ้ง", 0, False),
    ],
)
def test_what_is_like_enough(name: str, place: int, proposed: bool) -> None:
    rows = [("0105562990031", "เมฆสีรุ้งการพิมพ์", 0), (scoped_key("fair", bytes(32)), name, place)]
    found = propose(columns(rows), NOBODY)
    assert (len(found) == 1) is proposed
    assert all(LEAST_SCORE <= proposal.score <= 1 for proposal in found)


def test_a_block_of_one_name_does_not_grow_with_its_square() -> None:
    size = 3000
    rows = [(scoped_key("fair", number.to_bytes(32, "little")), "เมฆสีรุ้งการพิมพ์", 0) for number in range(size)]
    assert len(propose(columns(rows), NOBODY)) <= 24 * size


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    """A store with a register and a fair."""
    store = base_store(tmp_path)
    load_rows(store, tmp_path, REGISTER, "register", REGISTERED)
    load_rows(store, tmp_path, FAIR, "fair", VISITORS)
    return store


def test_the_id_that_a_spreadsheet_lost_is_proposed_and_explained(store: GraphStore, tmp_path: Path) -> None:
    (proposal,) = find_proposals(store, NOBODY)
    assert proposal.second == FOOD
    parts = {part.part: (part.verdict.value, part.first, part.second) for part in proposal.parts}
    assert parts == {
        "name": ("similar", "ปลาบินได้ฟู้ดส์ จก.", "ปลาบินได้ฟู้ดส์"),
        "place": ("same", "อุดรธานี", "อุดรธานี"),
        "form": ("same", "limited_company", "limited_company"),
    }
    assert {FOOD, proposal.first} < keys(store)


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT])
def test_a_judged_pair_is_not_proposed_again(store: GraphStore, tmp_path: Path, verdict: Verdict) -> None:
    log = log_of(store, tmp_path)
    (proposal,) = find_proposals(store, log.identities())
    entry, _ = log.judge(verdict, proposal.first, proposal.second, by="somchai")
    assert len(find_proposals(store, log.identities())) == 0
    log.undo(entry.number, by="somchai")
    assert len(find_proposals(store, log.identities())) == 1


def test_a_person_in_two_sources_is_proposed_without_a_name(store: GraphStore, tmp_path: Path) -> None:
    club = FAIR.replace('"fair', '"club')
    load_rows(store, tmp_path, club, "club", [PERSON])
    found = [proposal for proposal in find_proposals(store, NOBODY) if proposal.second != FOOD]
    (proposal,) = found
    assert (proposal.likeness, proposal.parts[0].first) == (1.0, "")
    assert {proposal.first.split(":")[0], proposal.second.split(":")[0]} == {"fair", "club"}


def test_places_are_right_where_nodes_have_come_and_gone(store: GraphStore, tmp_path: Path) -> None:
    load_rows(store, tmp_path, FAIR, "fair", [("", "บริษัท ชั่วคราว จำกัด", "หนองคาย")])
    moved = ("", REGISTERED[0][1], "หนองคาย")
    load_rows(store, tmp_path, FAIR, "fair", [moved])
    (proposal,) = find_proposals(store, NOBODY)
    assert (proposal.parts[1].first, proposal.parts[1].second) == ("หนองคาย", "อุดรธานี")


def test_institutions_are_proposed_too(tmp_path: Path) -> None:
    store = base_store(tmp_path)
    recipe = """
id = "budget"
title = "A budget"
[source]
id = "budget"
[[tables]]
files = "budget.csv"
[[tables.nodes]]
kind = "Agency"
[tables.nodes.identity]
name = "unit"
[tables.nodes.properties]
name = "unit"
"""
    load_rows(store, tmp_path, recipe, "budget", [("กรมพัฒนาฝีมือแรงงานไทย",)], ("unit",))
    (proposal,) = find_proposals(store, Identities([], "Agency"))
    assert proposal.second == "AG-DSD"


def test_registered_rows_alone_give_nothing(store: GraphStore, tmp_path: Path) -> None:
    load_rows(store, tmp_path, FAIR, "fair", [(PRINT, *LOST[1:])])
    assert len(find_proposals(store, NOBODY)) == 0

"""Whom programs and funds take and where, against one enterprise after the other."""

from pathlib import Path

import numpy as np
import pytest

from ecograph.analysis.gaps.admission import NEEDED, Admission, counted_enterprises, find_admission
from ecograph.analysis.gaps.place import find_place
from ecograph.analysis.gaps.relations import find_relations
from ecograph.graph import Ecosystem
from tests.analysis.gaps.worlds import Row, answer_of, counts, draw_world, place_answer, rows_of
from tests.ecosystems import ecosystem


def admission(found: Ecosystem, members: list[Row]) -> Admission:
    nodes = [(member["kind"], member["key"]) for member in members]
    place = find_place(found, "corridor", "economic")
    return find_admission(found, find_relations(found, NEEDED), nodes, place, None)


@pytest.mark.parametrize("seed", range(8))
def test_each_enterprise_gets_the_answer_of_the_rules(tmp_path: Path, seed: int) -> None:
    rows, smes, members = draw_world(seed)
    found = ecosystem(tmp_path, rows)
    made = admission(found, members)
    order = {key: at for at, key in enumerate(found.smes.keys.to_pylist())}
    groups = [[row] for row in range(len(members))] + [[0, 3, 6], list(range(len(members)))]
    for chosen in groups:
        answers = made.each(chosen)
        for sme in smes:
            best = max(answer_of(members[row], sme, smes) for row in chosen)
            assert answers[order[sme["id"]]] == best, (sme, [members[row] for row in chosen])


@pytest.mark.parametrize("seed", range(4))
def test_profiles_count_every_enterprise_once(tmp_path: Path, seed: int) -> None:
    rows, smes, members = draw_world(seed)
    found = ecosystem(tmp_path, rows)
    made = admission(found, members)
    place = find_place(found, "corridor", "economic")
    table = made.count(counted_enterprises(found, None))
    assert table.sum() == sum(counts(sme) for sme in smes)
    by_cell = made.by_cell(table, len(place.subjects))
    counted = counted_enterprises(found, None)
    assert by_cell.tolist() == np.bincount(place.codes[counted], minlength=len(place.subjects)).tolist()


def test_nothing_offered_takes_nobody(tmp_path: Path) -> None:
    rows, _, members = draw_world(1)
    made = admission(ecosystem(tmp_path, rows), members)
    assert not made.answer([]).any()
    assert not made.in_reach([]).any()


def test_a_country_is_everywhere_only_where_it_is_the_only_one(tmp_path: Path) -> None:
    member: Row = {
        "kind": "Program",
        "key": "p",
        "covers": ["C"],
        "industries": [],
        "sizes": [],
        "services": [],
    }
    sme: Row = {"id": "e", "size": None, "area": None, "industry": None, "needs": [], "joined": []}
    rows = rows_of([sme], [member])
    assert place_answer(member, sme, [sme]) == admission(ecosystem(tmp_path / "a", rows), [member]).each([0])
    rows["Area"] = [*rows["Area"], {"code": "OTHER", "level": "country"}]
    assert admission(ecosystem(tmp_path / "b", rows), [member]).each([0]) == 1

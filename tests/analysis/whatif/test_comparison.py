"""What is compared: measures against counting one by one, and which findings come and go."""

from pathlib import Path

import pytest

from ecograph.analysis.whatif import PARTS, Changes, Measure, Status, WhatIf, apply_changes, find_what_if
from ecograph.analysis.whatif.comparison import COMPARED
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem, open_ecosystem
from tests.analysis.whatif.test_changes import CASES
from tests.analysis.whatif.world import PROGRAMS, rows
from tests.ecosystems import ecosystem, fill, new_store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    return ecosystem(tmp_path_factory.mktemp("what-if"), rows())


def measured(found: WhatIf, kind: str) -> dict[tuple[str, ...], Measure]:
    return {tuple(one.key for one in each.subjects): each for each in found.measures if each.kind == kind}


def could(covers: dict[str, set[str]], theme: str, corridor: str) -> int:
    """Return who could be reached, asked one by one, by programs of a theme that say where they are.

    Only the theme F:t, whose programs P and R need no need: R takes I:S, P anybody.
    """
    found, records = 0, rows()
    size = {row["id"]: row["size_class"] for row in records["SME"]}
    industry = {row["source"]: row["target"] for row in records["SME OPERATES_IN Industry"]}
    area = {row["source"]: row["target"] for row in records["SME LOCATED_IN Area"]}
    took = {(row["source"], row["target"]) for row in records["SME PARTICIPATED_IN Program"]}
    members = [key for key, one in PROGRAMS.items() if one["theme"] == theme]
    inside = {"A0": "economic:X", "A1": "economic:X", "A2": "economic:Y"}
    for sme in size:
        there = [
            key
            for key in members
            if corridor in covers[key]
            or any((other, key) in took and inside.get(area[other]) == corridor for other in size)
        ]
        taken = any("industry" not in PROGRAMS[key] or industry.get(sme) == "I:10" for key in there)
        reached = any((sme, key) in took for key in members)
        found += inside.get(area[sme]) == corridor and taken and not reached
    return found


def test_who_could_be_reached_is_counted_one_by_one(small: Ecosystem) -> None:
    changes = Changes(extended=(("Program COVERS Corridor", "S", "economic:Y"),))
    found = measured(find_what_if(small, changes, parts=["potential"]), "potential.enterprises")
    covers = {key: set(one["covers"]) for key, one in PROGRAMS.items()}
    for corridor in ("economic:X", "economic:Y"):
        one = found["F:t", corridor]
        assert one.before == could(covers, "F:t", corridor)
        assert one.after == could(covers | {"S": {"economic:Y"}}, "F:t", corridor)
    assert found["F:t", "economic:Y"].change is not None


def test_nobody_more_is_reached_by_what_is_added(small: Ecosystem) -> None:
    found = find_what_if(small, CASES["a program comes"][0])
    reached = measured(found, "reach-gap.reached")
    assert reached
    assert not any(one.differs for one in reached.values())


def test_who_loses_support_is_counted(small: Ecosystem) -> None:
    found = find_what_if(small, CASES["a program goes"][0])
    records = rows()["SME PARTICIPATED_IN Program"]
    lost = {row["source"] for row in records if row["target"] == "P"}
    kept = {row["source"] for row in records if row["target"] != "P"}
    kept |= {row["source"] for row in rows()["SME FINANCED_BY FundingSource"]}
    assert measured(found, "unreached.unreached")[()].change == len(lost - kept) > 0


def test_findings_come_go_and_differ(small: Ecosystem) -> None:
    found = find_what_if(small, CASES["an agreement comes"][0])
    closed = {
        tuple(one.key for one in turn.finding.subjects)
        for turn in found.turns
        if (turn.analysis, turn.status) == ("missing-partnerships", Status.CLOSED)
    }
    assert closed == {("a", "c")}
    assert measured(found, "missing-partnerships.partners")[()].change == 1
    undone = find_what_if(
        apply_changes(small, CASES["an agreement comes"][0]).ecosystem,
        Changes(removed=(("Agreement", "o"),)),
    )
    turned = {Status.NEW: Status.CLOSED, Status.CLOSED: Status.NEW, Status.CHANGED: Status.CHANGED}
    assert sorted((one.finding.id, one.status) for one in undone.turns) == sorted(
        (one.finding.id, turned[one.status]) for one in found.turns
    )
    assert {(one.kind, one.subjects, one.before, one.after) for one in undone.measures} == {
        (one.kind, one.subjects, one.after, one.before) for one in found.measures
    }


def test_what_is_said_of_something_removed_is_gone_with_it(small: Ecosystem) -> None:
    found = find_what_if(small, CASES["an agency goes"][0])
    assert Status.GONE in {turn.status for turn in found.turns}
    for turn in found.turns:
        about = {(one.kind, one.key) for one in turn.finding.subjects}
        if turn.status is Status.GONE:
            assert about & {("Agency", "c"), ("Program", "S"), ("FundingSource", "L")}
        elif turn.status is Status.CLOSED:
            assert not about & {("Agency", "c"), ("Program", "S"), ("FundingSource", "L")}


@pytest.mark.parametrize("case", CASES)
def test_overlaps_that_are_not_computed_again_are_the_same(small: Ecosystem, case: str) -> None:
    changes = CASES[case][0]
    find, after = COMPARED["overlaps"].find, apply_changes(small, changes).ecosystem
    fresh, was = find(after, year=None), find(small, year=None)
    found = measured(find_what_if(small, changes, parts=["overlaps"]), "overlaps.pairs_beyond_chance")[()]
    assert (found.before, found.after) == (
        was.totals["pairs_beyond_chance"],
        fresh.totals["pairs_beyond_chance"],
    )


def test_nothing_is_written(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    try:
        fill(store, rows())
        before = store.content_hash(), store.version()
        found = find_what_if(open_ecosystem(store), CASES["an agency goes"][0])
        assert found.measures
        assert (store.content_hash(), store.version()) == before
    finally:
        store.close()


def test_the_same_change_gives_the_same_answer(small: Ecosystem) -> None:
    changes = CASES["a program goes"][0]
    first, second = find_what_if(small, changes), find_what_if(small, changes)
    assert first.to_dict() == second.to_dict()
    frame = first.to_frame()
    assert len(frame) == len(first.measures) + len(first.turns)
    assert set(frame.status) <= {"measure", *Status}


def test_answers_that_are_there_are_not_computed_again(small: Ecosystem) -> None:
    asked: list[str] = []

    def before(name: str, parameters: object) -> object:
        asked.append(name)
        return COMPARED[name].find(small, **parameters)  # type: ignore[arg-type]

    changes = CASES["budget moves"][0]
    found = find_what_if(small, changes, before=before)  # type: ignore[arg-type]
    assert asked == list(COMPARED)
    assert found.to_dict() == find_what_if(small, changes).to_dict()


def test_what_cannot_be_compared_is_said(small: Ecosystem, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="'nonsense' cannot be compared"):
        find_what_if(small, CASES["budget moves"][0], parts=["nonsense"])
    found = find_what_if(small, CASES["budget moves"][0], scheme="no such scheme")
    assert any("not compared" in one.en and "no such scheme" in one.en for one in found.untested)
    assert {each.kind.partition(".")[0] for each in found.measures} >= {"brokers", "isolated"}
    assert set(PARTS) >= {*COMPARED}

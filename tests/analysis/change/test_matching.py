"""What became of findings, held against sets, and each thing that stands in the way of saying so."""

from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest

from ecograph.analysis.change import Change, Moment, Status, compare_results
from ecograph.errors import AnalysisError
from ecograph.findings import Finding
from ecograph.model import DataKind, Text
from tests.analysis.change.made import finding, resting_on, result

OPEN, SETTLED, UNSAID = "below", "not_below", "cannot_say"


def moment(year: int | None = None, **more: Any) -> Moment:
    """Return a moment of a country with agencies a and b, which run the programs p and q."""
    given: dict[str, Any] = {
        "year": year,
        "version": 1,
        "data_kind": DataKind.REAL,
        "agencies": {key: Text(key.upper(), key) for key in "ab"},
        "running": frozenset("ab"),
        "reporting": frozenset("ab"),
        "active": frozenset({("Program", "p"), ("Program", "q")}),
        "owners": {("Program", "p"): frozenset("a"), ("Program", "q"): frozenset("b")},
        "themes": {},
        "roots": {},
        "counterparts": {},
        "span": None,
        "records": 10,
        "unyeared": 0,
    }
    return Moment(**(given | more))


def only(before: list[Finding], after: list[Finding], **more: Any) -> Change:
    (change,) = compare_results(result(before), result(after), **more).changes
    return change


@pytest.mark.parametrize("seed", range(5))
def test_what_became_of_findings_is_as_sets_say(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a seed, so that a failure comes back
    cells = list(product("xyz", "1234", ("", "2024")))
    sides = [
        {cell: random.choice([OPEN, OPEN, SETTLED, UNSAID]) for cell in cells if random.random() < 0.7}
        for _ in range(2)
    ]
    results = [
        result(
            [
                finding(f"Theme:{a}", f"Area:{b}", period=when, verdict=verdict)
                for (a, b, when), verdict in shuffled(side, random)
            ]
        )
        for side in sides
    ]
    found = compare_results(results[0], results[1])
    told = {
        (*(one.key for one in each.finding.subjects), each.finding.period): each.status
        for each in found.changes
    }
    open_on = [{cell for cell, verdict in side.items() if verdict == OPEN} for side in sides]
    unsaid_on = [{cell for cell, verdict in side.items() if verdict == UNSAID} for side in sides]
    unclear = (open_on[0] & unsaid_on[1]) | (open_on[1] & unsaid_on[0])
    assert told == {
        **dict.fromkeys(open_on[0] & open_on[1], Status.PERSISTING),
        **dict.fromkeys(open_on[0] - open_on[1] - unclear, Status.CLOSED),
        **dict.fromkeys(open_on[1] - open_on[0] - unclear, Status.NEW),
        **dict.fromkeys(unclear, Status.UNCLEAR),
    }
    assert len(found.changes) == len(told)
    back = compare_results(results[1], results[0]).counts
    assert (back["new"], back["closed"]) == (found.counts["closed"], found.counts["new"])
    assert (back["persisting"], back["unclear"]) == (found.counts["persisting"], found.counts["unclear"])


def shuffled(side: dict[tuple[str, str, str], str], random: Random) -> list[tuple[tuple[str, str, str], str]]:
    items = list(side.items())
    random.shuffle(items)
    return items


def test_a_result_beside_itself_has_nothing_new_and_nothing_changed() -> None:
    one = result([finding("Theme:x", interval=(0.0, 2.0)), finding("Theme:y", rung="overlap")])
    assert compare_results(one, one).counts == {
        "new": 0, "closed": 0, "persisting": 2, "unclear": 0, "changed": 0,
    }  # fmt: skip


def test_what_persists_says_what_is_not_as_it_was() -> None:
    before = finding("Program:p", rung="overlap", verdict="undetermined", effect=5, interval=(4, 6))
    after = finding("Program:p", rung="duplication", verdict="redundant", effect=9, interval=(8, 10))
    change = only([before], [after])
    assert (change.status, change.differences) == (Status.PERSISTING, ("rung", "verdict", "effect"))


def test_another_version_of_the_method_closes_and_opens_nothing() -> None:
    same = finding("Theme:x"), finding("Theme:x", version=2)
    change = only([same[0]], [same[1]])
    assert (change.status, change.differences) == (Status.UNCLEAR, ())
    assert "version 1 and is of version 2" in change.reasons[0].en
    found = compare_results(result([same[0], finding("Theme:y")]), result([same[1]]))
    assert found.counts["closed"] == 0


def test_who_did_not_report_closed_nothing() -> None:
    overlap = finding("Program:p", "Program:q", kind="overlap")
    silent = moment(reporting=frozenset("a"))
    change = only([overlap], [], moments=(moment(), silent))
    assert change.status is Status.UNCLEAR
    assert "B had records before and has none after: not reported, not closed" in change.reasons[0].en
    assert only([overlap], [], moments=(moment(), moment())).status is Status.CLOSED
    change = only([], [overlap], moments=(silent, moment()))
    assert change.status is Status.UNCLEAR
    persisting = only([overlap], [overlap], moments=(moment(), silent))
    assert persisting.status is Status.PERSISTING


def test_who_ran_nothing_was_not_silent() -> None:
    overlap = finding("Program:p", "Program:q", kind="overlap")
    before = moment(running=frozenset("a"), reporting=frozenset("a"), active=frozenset({("Program", "p")}))
    change = only([], [overlap], moments=(before, moment()))
    assert change.status is Status.NEW
    assert [text.en for text in change.reasons] == ["No record before: q."]


def test_a_gap_that_rests_on_who_did_not_report_is_not_new() -> None:
    silent = moment(reporting=frozenset("a"))
    gap = finding("Theme:x", "Corridor:c", evidence=resting_on(("Program", "q")))
    other = finding("Theme:x", "Corridor:d", evidence=resting_on(("Program", "p")))
    cut = finding(
        "Theme:x", "Corridor:e", evidence=resting_on(("Program", "p"), counts={"programs_there": 2})
    )
    found = compare_results(result([]), result([gap, other, cut]), (moment(), silent))
    assert {each.finding.subjects[1].key: each.status for each in found.changes} == {
        "c": Status.UNCLEAR, "d": Status.NEW, "e": Status.UNCLEAR,
    }  # fmt: skip
    assert any(
        "Agencies with records on one side alone" in text.en and "B" in text.en for text in found.remarks
    )


def test_a_theme_of_another_framework_is_not_compared() -> None:
    themes = [{"F:t": (Text("Pillar", "เสาหลัก"), in_force)} for in_force in (True, False)]
    sides = moment(2024, themes=themes[0]), moment(2025, themes=themes[1])
    change = only([finding("Theme:F:t")], [], moments=sides)
    assert change.status is Status.UNCLEAR
    assert change.reasons[0].en == "Pillar is in force on one side alone: the framework changed."


def test_years_leave_the_period_out_and_follow_programs() -> None:
    sides = [
        result([finding("Program:p1", "Program:q1", kind="overlap", period="2024")], year=2024),
        result([finding("Program:q2", "Program:p2", kind="overlap", period="2025")], year=2025),
    ]
    roots = {"p2": "p1", "q2": "q1"}
    (change,) = compare_results(sides[0], sides[1], (moment(2024), moment(2025, roots=roots))).changes
    assert change.status is Status.PERSISTING
    assert {text.en for text in change.reasons} == {
        "Compared with the program that it follows: p2 with p1.",
        "Compared with the program that it follows: q2 with q1.",
    }
    assert compare_results(sides[0], sides[1]).counts["new"] == 1


def test_a_theme_is_compared_with_the_one_that_took_its_place() -> None:
    named = {"F:old": Text("Old", "เก่า"), "G:new": Text("New", "ใหม่")}

    def side(year: int, now: str, **more: Any) -> Moment:
        return moment(year, themes={key: (name, key == now) for key, name in named.items()}, **more)

    both = {"counterparts": {"F:old": "G:new", "G:new": "F:old"}}
    sides = side(2024, "F:old", **both), side(2025, "G:new", **both)
    results = [
        result(
            [finding(f"Theme:{key}", "Corridor:c", verdict=verdict) for key, verdict in told.items()],
            year=year,
        )
        for year, told in (
            (2024, {"G:new": "no_program", "F:old": "below"}),
            (2025, {"F:old": "no_program", "G:new": "below"}),
        )
    ]
    (change,) = compare_results(results[0], results[1], sides).changes
    assert (change.status, [one.subjects[0].key for one in change.sides]) == (
        Status.PERSISTING,
        ["F:old", "G:new"],
    )
    assert change.differences == ()
    assert "corresponds to in the other framework: G:new with F:old" in change.reasons[0].en
    # Without the crosswalk, or where both are in force, each theme is itself.
    for others in (
        (side(2024, "F:old"), side(2025, "G:new")),
        (
            side(2024, "F:old", **both),
            moment(2025, themes={"F:old": (named["F:old"], True), "G:new": (named["G:new"], True)}, **both),
        ),
    ):
        found = compare_results(results[0], results[1], others)
        assert {one.subjects[0].key for each in found.changes for one in each.sides} == set(named)
        assert len(found.changes) == 2


def test_a_list_that_was_cut_closes_nothing() -> None:
    sides = [
        result([finding("Program:p"), finding("Program:q")], most=2),
        result([finding("Program:q")], most=2),
    ]
    assert compare_results(sides[0], sides[1]).counts["closed"] == 1
    (new,) = (
        each for each in compare_results(sides[1], sides[0]).changes if each.status is not Status.PERSISTING
    )
    assert new.status is Status.NEW
    sides = [result([finding("Program:p")], most=1), result([finding("Program:q")], most=1)]
    found = compare_results(sides[0], sides[1])
    assert found.counts["unclear"] == 2
    assert "cut after 1" in found.changes[0].reasons[0].en


def test_different_questions_are_not_compared() -> None:
    with pytest.raises(AnalysisError, match="theme is 'x' in one, 'y' in the other"):
        compare_results(result([], theme="x"), result([], theme="y"))
    compare_results(result([], theme="", by=("a",)), result([], by=["a"]))


def test_years_of_which_one_alone_was_small_enough_to_confirm_are_compared() -> None:
    found = compare_results(result([], year=2024, confirm=500), result([], year=2025, confirm=0))
    assert found.changes == ()


@pytest.mark.parametrize(
    ("last", "said"), [(date(2025, 9, 20), False), (date(2025, 3, 1), True), (date(2025, 12, 30), True)]
)
def test_years_that_cover_other_days_are_told(last: date, said: bool) -> None:
    spans = (date(2023, 10, 2), date(2024, 9, 25)), (date(2024, 10, 1), last)
    sides = moment(2024, span=spans[0]), moment(2025, span=spans[1])
    found = compare_results(result([], year=2024), result([], year=2025), sides)
    assert any("one year is not complete" in text.en for text in found.remarks) == said


def test_a_year_without_records_and_records_without_a_year_are_told() -> None:
    sides = moment(2024, records=0), moment(2025, unyeared=7)
    said = [text.en for text in compare_results(result([], year=2024), result([], year=2025), sides).remarks]
    assert any("no record of support of 2024" in text for text in said)
    assert any("in neither: 7" in text for text in said)


def test_a_comparison_is_the_same_as_json_and_as_a_table() -> None:
    found = compare_results(
        result([finding("Theme:x", effect=2.0)]), result([finding("Theme:y", effect=3.0)])
    )
    values, frame = found.to_dict(), found.to_frame()
    assert [each["status"] for each in values["changes"]] == list(frame["status"]) == ["new", "closed"]
    assert values["counts"]["new"] == 1
    assert frame["effect_before"].isna().tolist() == [True, False]
    assert list(compare_results(result([]), result([])).to_frame().columns) == list(frame.columns)

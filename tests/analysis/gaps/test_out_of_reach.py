"""Agencies and funds out of reach, against one enterprise after the other."""

import random
from pathlib import Path

import pytest

from ecograph.analysis.gaps import find_out_of_reach
from tests.analysis.gaps.worlds import (
    CELLS,
    NO,
    UNDETERMINED,
    YES,
    Row,
    counts,
    draw_world,
    place_answer,
    rows_of,
    within,
)
from tests.ecosystems import ecosystem


def agency_answer(agency: Row, sme: Row, smes: list[Row]) -> int:
    answers = [place_answer(member, sme, smes) for member in agency["owns"]]
    if agency["serves"]:
        answers.append(max(within(area, sme["area"]) for area in agency["serves"]))
    return max(answers, default=UNDETERMINED)


@pytest.mark.parametrize("seed", range(8))
def test_institutions_are_in_reach_as_counted_one_by_one(tmp_path: Path, seed: int) -> None:
    rows, smes, members = draw_world(seed)
    draw = random.Random(seed)  # noqa: S311  (cases for a test)
    agencies: list[Row] = [
        {
            "key": f"a{number}",
            "serves": draw.choice([[], ["A0"], ["A1", "A3"], ["C"]]),
            "owns": draw.sample(members, draw.choice([0, 0, 1, 2])),
        }
        for number in range(5)
    ]
    rows["Agency"] = [{"id": agency["key"]} for agency in agencies]
    for kind, name in (("Program", "RUNS Program"), ("FundingSource", "MANAGES FundingSource")):
        rows[f"Agency {name}"] = [
            {"source": agency["key"], "target": own["key"]}
            for agency in agencies
            for own in agency["owns"]
            if own["kind"] == kind
        ]
    rows["Agency SERVES Area"] = [
        {"source": agency["key"], "target": area} for agency in agencies for area in agency["serves"]
    ]
    result = find_out_of_reach(ecosystem(tmp_path, {kind: found for kind, found in rows.items() if found}))
    found = {(one.kind, one.subjects[0].key): one for one in result.findings}
    funds = [member for member in members if member["kind"] == "FundingSource"]
    for cell in {*CELLS.values(), ""}:
        here = [sme for sme in smes if counts(sme) and CELLS.get(sme["area"] or "", "") == cell]
        for kind, answers in (
            ("agencies", {one["key"]: [agency_answer(one, sme, smes) for sme in here] for one in agencies}),
            ("funds", {one["key"]: [place_answer(one, sme, smes) for sme in here] for one in funds}),
        ):
            out = {key for key, all_of in answers.items() if here and {*all_of} == {NO}}
            partly = {key for key, all_of in answers.items() if NO in all_of} - out
            finding = found.get((f"{kind}-out-of-reach", cell))
            assert (finding is not None) == bool(out | partly)
            if finding is None:
                continue
            assert finding.effect == len(out)
            told = {row[0]: row[1:] for row in finding.evidence.rows}
            assert {*told} == out | partly
            for key, (verdict, without, unknown, having) in told.items():
                assert verdict == ("out of reach" if key in out else "of some out of reach")
                assert (without, unknown, having) == tuple(
                    answers[key].count(answer) for answer in (NO, UNDETERMINED, YES)
                )
            inside = {key for key, all_of in answers.items() if {*all_of} == {YES}}
            assert finding.observed == len(inside)


def test_a_sister_unit_stands_for_one_that_serves_elsewhere(tmp_path: Path) -> None:
    sme: Row = {"id": "e", "size": None, "area": "A0", "industry": None, "needs": [], "joined": []}
    rows = rows_of([sme], [])
    rows["Agency"] = [{"id": key} for key in ("parent", "here", "there", "stranger")]
    rows["Agency PART_OF Agency"] = [{"source": key, "target": "parent"} for key in ("here", "there")]
    rows["Agency SERVES Area"] = [
        {"source": "here", "target": "A0"},
        {"source": "there", "target": "A2"},
        {"source": "stranger", "target": "A2"},
    ]
    result = find_out_of_reach(ecosystem(tmp_path, rows))
    (finding,) = result.findings
    assert [*finding.evidence.rows] == [("stranger", "out of reach", 1, 0, 0)]
    assert finding.evidence.counts["a_sister_unit_serves_here"] == 1
    assert finding.evidence.counts["unknown"] == 1

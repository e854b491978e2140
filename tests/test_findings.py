"""The shape of a finding."""

import json
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject, differences
from ecograph.model import Confidence, DataKind, Text

SPACE = Subject("Industry", "TSIC:30", Text("Transport equipment", "อุปกรณ์ขนส่ง"))
EAST = Subject("Corridor", "economic:EEC", Text("East", "ตะวันออก"))
GAP = Finding(
    kind="unreached",
    subjects=(EAST, SPACE),
    observed=0,
    sentence=Text("None of 12 was reached.", "ไม่มีรายใดใน 12 ราย"),
    method=Method("coverage", 1),
    period="2024",
    scheme="economic",
    effect=12,
    evidence=Evidence(
        nodes=(("Corridor", "economic:EEC"),),
        relationships=(("Corridor PROMOTES Industry", "economic:EEC", "TSIC:30"),),
        counts={"enterprises": 12, "reached": 0},
    ),
    caveats=(Text("On record only.", "เฉพาะที่มีบันทึก"),),
)
RESULT = AnalysisResult(
    analysis="coverage",
    findings=(GAP, replace(GAP, subjects=(SPACE,), effect=None, evidence=Evidence(counts={"programs": 2}))),
    parameters={"scheme": "economic"},
    store_version=3,
    data_kind=DataKind.SYNTHETIC,
    untested=(Text("Nothing.", "ไม่มี"),),
    seconds=1.5,
)


def test_the_id_is_stable() -> None:
    assert GAP.id == "unreached-897d4c30c0c9"


@pytest.mark.parametrize(
    "same",
    [
        {"observed": 5.0},
        {"sentence": Text("Otherwise.", "อย่างอื่น")},
        {"subjects": (replace(EAST, name=Text("E", "ต")), SPACE)},
        {"data_kind": DataKind.SYNTHETIC},
    ],
)
def test_the_id_does_not_depend_on_numbers_or_words(same: dict[str, object]) -> None:
    assert replace(GAP, **same).id == GAP.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [{"kind": "reach"}, {"period": "2025"}, {"scheme": ""}, {"subjects": (SPACE, EAST)}, {"subjects": ()}],
)
def test_another_question_has_another_id(other: dict[str, object]) -> None:
    assert replace(GAP, **other).id != GAP.id  # type: ignore[arg-type]


def test_nothing_is_significant_until_it_was_tested() -> None:
    assert (GAP.p, GAP.q, GAP.null, GAP.interval, GAP.expected) == (None, None, "", None, None)


def test_a_finding_survives_json() -> None:
    written = json.dumps(GAP.to_dict(), ensure_ascii=False, allow_nan=False)
    read = json.loads(written)
    assert json.dumps(read, ensure_ascii=False) == written
    assert set(read) == {"id", *(field.name for field in fields(Finding))}
    assert Subject(**{**read["subjects"][0], "name": Text(**read["subjects"][0]["name"])}) == EAST
    assert Confidence(read["confidence"]) is Confidence.READ
    assert read["evidence"]["counts"] == {"enterprises": 12, "reached": 0}


def test_counts_may_be_any_mapping() -> None:
    sealed = replace(GAP, evidence=replace(GAP.evidence, counts=MappingProxyType({"enterprises": 12})))
    assert sealed.to_dict()["evidence"]["counts"] == {"enterprises": 12}


def test_a_result_survives_json_and_the_clock_leaves_no_trace() -> None:
    written = json.dumps(RESULT.to_dict(), ensure_ascii=False, allow_nan=False)
    assert json.dumps(json.loads(written), ensure_ascii=False) == written
    assert replace(RESULT, seconds=99).to_dict() == RESULT.to_dict()
    assert {"seconds"} == {field.name for field in fields(AnalysisResult)} - set(json.loads(written))


def test_a_frame_has_a_row_a_finding_and_unknown_is_missing() -> None:
    frame = RESULT.to_frame()
    assert list(frame["id"]) == [finding.id for finding in RESULT.findings]
    assert list(frame["name_en"]) == ["East × Transport equipment", "Transport equipment"]
    assert frame["effect"].isna().tolist() == [False, True]
    assert frame["expected"].isna().all()
    assert frame["programs"].isna().tolist() == [True, False]
    assert frame["reached"].iloc[0] == 0


def test_a_frame_without_findings_has_columns() -> None:
    none = replace(RESULT, findings=()).to_frame()
    assert none.empty
    assert set(none.columns) == set(RESULT.to_frame().columns) - {"enterprises", "reached", "programs"}
    assert isinstance(none, pd.DataFrame)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ((5, (3, 7)), (6, (4, 8)), False),
        ((5, (3, 7)), (8, (4, 12)), False),
        ((5, (3, 7)), (8, (6, 10)), True),
        ((5, (3, 7)), (7, None), False),
        ((5, (3, 7)), (8, None), True),
        ((5, None), (5, None), False),
        ((5, None), (6, None), True),
        ((None, None), (6, None), True),
        ((None, None), (None, None), False),
    ],
)
def test_an_effect_has_moved_where_neither_interval_allows_it(before: Any, after: Any, moved: bool) -> None:
    one, other = (replace(GAP, effect=effect, interval=interval) for effect, interval in (before, after))
    assert differences(one, other) == differences(other, one) == (("effect",) if moved else ())
    named = replace(one, rung="overlap", verdict="redundant")
    assert differences(one, named) == ("rung", "verdict")


def test_a_result_comes_back_from_its_values() -> None:
    back = AnalysisResult.from_dict(json.loads(json.dumps(RESULT.to_dict(), default=dict)))
    assert back == replace(RESULT, seconds=0.0)
    with pytest.raises(ValueError, match="findings"):
        AnalysisResult.from_dict({"analysis": "coverage"})

"""One under two names, by the names alone: what is told, and what tells two of one name apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.overlaps import find_named_alike, find_overlaps
from ecograph.errors import AnalysisError
from tests.ecosystems import ecosystem

A, B = ("Program", "a"), ("Program", "b")
TRAINING = "Digital training for exporters"
Row = Mapping[str, Any]


def found(folder: Path, first: Row, second: Row, **more: Sequence[Row]) -> bool:
    rows: dict[str, Any] = {
        "Program": [{"id": "a", **first}, {"id": "b", **second}],
        "Agency": [{"id": "x"}, {"id": "y"}],
        "Area": [
            {"code": "T1", "name": "ตรัง", "level": "province"},
            {"code": "T2", "name": "ตราด", "level": "province"},
        ],
        **{name.replace("_to_", " "): value for name, value in more.items()},
    }
    pairs = [one.evidence.nodes for one in find_named_alike(ecosystem(folder, rows)).findings]
    assert pairs in ([], [(A, B)])
    return bool(pairs)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ({"name_en": TRAINING}, {"name_en": "digital Training for  exporters"}, True),
        ({"name_en": TRAINING}, {"name_en": "Training digital for exporters"}, True),
        ({"name_en": TRAINING}, {"name_en": "Digital trainning for exporters"}, True),
        ({"name": "อื่น", "name_en": TRAINING}, {"aliases": [TRAINING]}, True),
        ({"name_en": TRAINING + " 1"}, {"name_en": TRAINING + " 2"}, False),
        ({"name_en": TRAINING}, {"name_en": "Digital coaching for exporters"}, False),
        ({"name": "ส่งเสริมดิจิทัลเพื่อผู้ประกอบการจังหวัดตรัง"}, {"name": "ส่งเสริมดิจิทัลเพื่อผู้ประกอบการจังหวัดตราด"}, False),
        ({"name_en": "Food"}, {"name_en": "Foods"}, False),
        ({}, {}, False),
    ],
)
def test_names_are_compared_with_their_numbers_and_places(
    tmp_path: Path, first: Row, second: Row, alike: bool
) -> None:
    assert found(tmp_path, first, second) == alike


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        ({"fiscal_year": 2024}, {"fiscal_year": 2025}, {}),
        (
            {},
            {},
            {"Agency RUNS Program": [{"source": "x", "target": "a"}, {"source": "y", "target": "b"}]},
        ),
        ({}, {}, {"Program FOLLOWS Program": [{"source": "b", "target": "a"}]}),
        (
            {},
            {},
            {"Program COVERS Area": [{"source": "a", "target": "T1"}, {"source": "b", "target": "T2"}]},
        ),
    ],
)
def test_what_is_on_record_tells_two_of_one_name_apart(
    tmp_path: Path, first: Row, second: Row, more: Mapping[str, Sequence[Row]]
) -> None:
    assert not found(tmp_path, {"name_en": TRAINING, **first}, {"name_en": TRAINING, **second}, **more)


def test_it_is_no_overlap_and_nothing_is_counted(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "Program": [{"id": key, "name_en": TRAINING} for key in "abc"],
        "Agency": [{"id": "x", "name_en": TRAINING}],
    }
    small = ecosystem(tmp_path, rows)
    result = find_named_alike(small, most=2)
    assert [one.evidence.nodes for one in result.findings] == [(A, B), (A, ("Program", "c"))]
    (finding, _) = result.findings
    assert (finding.kind, finding.rung, finding.observed, finding.p) == ("named-alike", "", None, None)
    assert (finding.verdict, finding.cause) == ("one", "alike")
    assert "1 more pairs" in result.untested[0].en
    assert not find_named_alike(small, "Agency").findings
    assert not find_overlaps(small).findings
    with pytest.raises(AnalysisError, match="0 pairs"):
        find_named_alike(small, most=0)

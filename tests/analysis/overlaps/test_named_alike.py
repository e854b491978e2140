"""One under two names, by the names alone: what is told, and what tells two of one name apart."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ecograph.analysis.overlaps import find_overlaps
from ecograph.analysis.overlaps.named_alike import find_named_alike
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
    return find_named_alike(ecosystem(folder, rows), [A, B]) == [(A, B)]


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


def test_two_that_share_nobody_are_told_at_the_level_that_was_asked(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "SME": [{"id": "s1"}, {"id": "s2"}],
        "Program": [{"id": "a", "name_en": TRAINING}, {"id": "b", "name_en": TRAINING}],
        "SME PARTICIPATED_IN Program": [{"source": "s1", "target": "a"}, {"source": "s2", "target": "b"}],
    }
    small = ecosystem(tmp_path, rows)
    (of_programs,), (of_both,) = (find_overlaps(small, level).findings for level in ("Program", "support"))
    assert (of_programs.kind, of_programs.rung, of_programs.p) == ("same-under-two-names", "", None)
    assert (of_programs.observed, of_programs.verdict, of_programs.cause) == (None, "one", "alike")
    assert of_programs.id != of_both.id
    assert not find_overlaps(small, "FundingSource").findings

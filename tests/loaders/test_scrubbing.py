"""No personal data passes the check of records, whatever column it stands in."""

from typing import Any

import pyarrow as pa
import pytest

from ecograph.model import MODEL
from loaders.checking import Checker
from loaders.problems import Effect, Problem
from tests.ecosystems import table

NUMBER = "1101700230705"


def checked(kind: str, *rows: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Problem]]:
    problems: list[Problem] = []
    claims = {
        "claim_document": pa.array(["file.csv"] * len(rows)),
        "claim_row": pa.array(range(2, 2 + len(rows)), pa.int64()),
    }
    given = table(kind, rows)
    for name, column in claims.items():
        given = given.append_column(name, column)
    checker = Checker("source", b"secret", problems.extend)
    kept = checker.check(MODEL.kinds[kind], given).drop_columns(list(claims))
    return kept.to_pylist(), problems


@pytest.mark.parametrize(
    "text",
    [
        f"shop of {NUMBER}",
        "เลข " + NUMBER.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
        "11017\u200b00230705",
        "1 - 1017 - 00230 - 70 - 5",
        "๑๑๐๑๗๐๐๒๓๐๗๐๕",
        "โทร 081-234-5678",
        "+66 81 234 5678",
        "a.b@c.co.th",
        "ติดต่อ นายสมชาย ใจดี",
    ],
)
def test_personal_data_in_a_text_is_removed_and_said(text: str) -> None:
    (row,), problems = checked("SME", {"id": "E1", "activity": text})
    assert "[…]" in row["activity"]
    assert [(problem.column, problem.effect, problem.value) for problem in problems] == [
        ("activity", Effect.VALUE_MASKED, "")
    ]


def test_numbers_in_lists_are_removed() -> None:
    (row,), problems = checked("Agency", {"id": "A", "aliases": ["fine", NUMBER]})
    assert row["aliases"] == ["fine", "[…]"]
    assert len(problems) == 1


def test_a_natural_person_keeps_no_name() -> None:
    rows, problems = checked(
        "SME",
        {"id": NUMBER, "name": "สมหมาย มีสุข"},
        {"id": "E2", "name": "นาย สมชาย ใจดี"},
        {"id": "0105536112014", "name": "นางเลิ้ง เบเกอรี่"},
        {"id": "E4", "name": "นายาคาเฟ่", "aliases": ["นายา"]},
    )
    assert [row["name"] for row in rows] == [None, None, "นางเลิ้ง เบเกอรี่", "นายาคาเฟ่"]
    assert rows[0]["id"].startswith("person:")
    assert [row["natural_person"] for row in rows] == [True, None, None, None]
    assert not any(part in repr(problems) for part in ("สมหมาย", "สมชาย", NUMBER))


def test_who_is_said_to_be_a_natural_person_keeps_no_name() -> None:
    (row,), _ = checked("SME", {"id": "E1", "name": "A B", "aliases": ["C"], "natural_person": True})
    assert (row["name"], row["aliases"]) == (None, None)


def test_the_names_of_many_natural_persons_are_told_once() -> None:
    rows, problems = checked(
        "SME", *({"id": f"E{at}", "name": "A B", "natural_person": at > 0} for at in range(5))
    )
    assert [row["name"] for row in rows] == ["A B", None, None, None, None]
    assert [(problem.record, problem.column, problem.value) for problem in problems] == [
        (3, "name", "4 rows from here")
    ]


def test_a_company_of_a_register_is_no_person() -> None:
    (row,), problems = checked("SME", {"id": "0105536112014", "name": "ปตท.", "capital": 2e12})
    assert (row["id"], row["name"], row["capital"]) == ("0105536112014", "ปตท.", None)
    assert [problem.column for problem in problems] == ["capital"]


def test_a_wrong_value_in_a_list_of_choices_is_unknown_and_said() -> None:
    (row,), problems = checked("Program", {"id": "P", "size_classes": ["small", "tiny"]})
    assert row["size_classes"] is None
    assert [(problem.column, problem.effect) for problem in problems] == [
        ("size_classes", Effect.VALUE_UNKNOWN)
    ]


def test_at_most_one_place_is_the_primary_one() -> None:
    rows, problems = checked(
        "SME LOCATED_IN Area",
        {"source": "E1", "target": "A", "primary": True},
        {"source": "E1", "target": "B", "primary": True},
        {"source": "E1", "target": "A", "primary": True},
        {"source": "E2", "target": "B", "primary": True},
        {"source": "E2", "target": "C", "primary": False},
    )
    assert [row["primary"] for row in rows] == [True, None, True, True, False]
    assert [problem.record for problem in problems] == [3]

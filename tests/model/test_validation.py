"""Records held against the model."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.model import MODEL, Kind, Property, Type
from ecograph.model.validation import DATES, LIMITS, NARROWER, ORDERED, Violation, violations

ARROW = {
    Type.TEXT: pa.string(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
}
Row = dict[str, Any]


def table_of(kind: Kind, rows: list[Row]) -> pa.Table:
    return pa.table(
        {
            property.name: pa.array([row[property.name] for row in rows], ARROW[property.type])
            for property in kind.properties
        }
    )


def broken(kind: str, **columns: Sequence[object]) -> list[tuple[int, str, str]]:
    found = violations(MODEL.kinds[kind], pa.table(columns))
    return [(violation.row, violation.property, violation.value) for violation in found]


def oracle(kind: Kind, rows: list[Row]) -> list[Violation]:
    """Apply the same rules row by row, value by value."""
    found = []
    for number, row in enumerate(rows):
        for property in kind.properties:
            value = row[property.name]
            if property.required and (value is None or (isinstance(value, str) and not value.strip())):
                found.append(Violation(number, property.name, "", "a value is required"))
            if value is not None:
                found += [Violation(number, property.name, *fault) for fault in faults(property, value)]
            for earlier in (first for first, later in ORDERED if later == property.name):
                if value is not None and row.get(earlier) is not None and value < row[earlier]:
                    found.append(Violation(number, property.name, str(value), f"it comes before `{earlier}`"))
    return found


def faults(property: Property, value: Any) -> list[tuple[str, str]]:
    if property.choices:
        elements = value if property.type is Type.TEXTS else [value]
        why = f"it is not one of: {', '.join(property.values)}"
        return [(element or "", why) for element in elements if element not in property.values]
    if property.type is Type.NUMBER and not math.isfinite(value):
        return [(str(value), "it is not a number")]
    least, greatest = NARROWER.get(property.name) or LIMITS.get(property.unit, (None, None))
    if property.type is Type.DATE:
        least, greatest = DATES  # type: ignore[assignment]
    if least is not None and value < least:
        return [(str(value), f"it must not be less than {least}")]
    if greatest is not None and value > greatest:
        return [(str(value), f"it must not be more than {greatest}")]
    return []


def values_of(property: Property) -> st.SearchStrategy[object]:
    text = st.sampled_from(["x", "", " ", "ก", *property.values])
    numbers = [-181, -180, -91, -1, 0, 1, 2, 90, 181, 1799, 1800, 2200, 2567]
    by_type: dict[Type, st.SearchStrategy[object]] = {
        Type.TEXT: text,
        Type.TEXTS: st.lists(st.none() | text, max_size=3),
        Type.INTEGER: st.sampled_from(numbers),
        Type.NUMBER: st.sampled_from([*map(float, numbers), 0.5, 1.5, math.inf, -math.inf, math.nan]),
        Type.BOOLEAN: st.booleans(),
        Type.DATE: st.sampled_from(
            [date(1799, 12, 31), date(2024, 1, 1), date(2024, 1, 2), date(2567, 1, 1)]
        ),
    }
    return st.none() | by_type[property.type]


@st.composite
def records(draw: st.DrawFn) -> tuple[Kind, list[Row]]:
    kind = draw(st.sampled_from(list(MODEL)))
    row = st.fixed_dictionaries({property.name: values_of(property) for property in kind.properties})
    return kind, draw(st.lists(row, max_size=6))


@given(records(), st.integers(0, 5))
def test_columns_and_rows_find_the_same(made: tuple[Kind, list[Row]], cut: int) -> None:
    kind, rows = made
    expected = sorted(oracle(kind, rows), key=repr)
    whole = table_of(kind, rows)
    in_pieces = pa.concat_tables([whole.slice(0, cut), whole.slice(cut)])
    assert sorted(violations(kind, whole), key=repr) == expected
    assert violations(kind, in_pieces) == violations(kind, whole)


def test_violations_come_by_row_then_as_declared() -> None:
    found = broken("Program", budget=[1.0, -1.0, -2.0], level=["x", None, "x"], id=["a", None, "c"])
    assert found == [
        (0, "level", "x"),
        (1, "id", ""),
        (1, "budget", "-1.0"),
        (2, "level", "x"),
        (2, "budget", "-2.0"),
    ]


def test_a_required_property_without_a_column_is_missing_from_every_row() -> None:
    assert broken("Theme", id=["a", "b"]) == [(0, "framework", ""), (1, "framework", "")]


def test_an_absent_column_of_another_property_is_no_fault() -> None:
    assert broken("Program", id=["a"]) == []


def test_columns_outside_the_model_are_not_looked_at() -> None:
    assert broken("Program", id=["a"], claim_row=[-1], latitude=[900.0]) == []


def test_every_element_of_a_list_counts() -> None:
    found = broken("Program", id=["a", "b", "c"], size_classes=[["micro", "tiny", "huge"], None, ["small"]])
    assert found == [(0, "size_classes", "tiny"), (0, "size_classes", "huge")]


@pytest.mark.parametrize(
    ("kind", "property", "wrong", "right"),
    [
        ("SME", "employees", -1, 0),
        ("SME", "revenue", -0.01, 0.0),
        ("Area", "enterprises_micro", -1, 0),
        ("Area", "latitude", 90.1, -90.0),
        ("Area", "longitude", -180.1, 100.5),
        ("Theme CORRESPONDS_TO Theme", "share", 1.01, 1.0),
        ("Program", "fiscal_year", 2567, 2024),
        ("Program", "budget", math.nan, 1e12),
        ("FundingSource", "rate", math.inf, -0.5),
        ("SME", "registered_on", date(2567, 1, 1), date(2024, 1, 1)),
    ],
)
def test_limits(kind: str, property: str, wrong: object, right: object) -> None:
    declared = MODEL.kinds[kind].properties
    required: dict[str, list[object]] = {
        other.name: ["x"] for other in declared if other.required and other.type is Type.TEXT
    }
    assert broken(kind, **required, **{property: [right]}) == []
    assert broken(kind, **required, **{property: [wrong]}) == [(0, property, str(wrong))]


def test_an_end_before_its_beginning() -> None:
    days = [date(2024, 1, 1), date(2024, 1, 2), None]
    found = broken(
        "FundingSource", id=["a", "b", "c"], valid_from=[days[1], days[1], days[1]], valid_until=days
    )
    assert found == [(0, "valid_until", "2024-01-01")]


@pytest.mark.parametrize("type", [pa.dictionary(pa.int32(), pa.string()), pa.large_string(), pa.null()])
def test_other_forms_of_text(type: pa.DataType) -> None:
    values = [None, None] if pa.types.is_null(type) else ["plan", "planet"]
    table = pa.table({"id": pa.array(["a", "b"]), "level": pa.array(values, type)})
    found = violations(MODEL.node("Program"), table)
    assert [violation.value for violation in found] == ([] if pa.types.is_null(type) else ["planet"])


def test_an_empty_table_breaks_nothing() -> None:
    for kind in MODEL:
        assert violations(kind, table_of(kind, [])) == []

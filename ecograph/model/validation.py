"""Records held against the model: what a declaration says of a value, asked of whole columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model.kinds import Kind, Property, Type

Limits = tuple[int | None, int | None]

LIMITS: Mapping[str, Limits] = {
    "persons": (0, None),
    "enterprises": (0, None),
    "currency": (0, None),
    "km²": (0, None),
    "0 to 1": (0, 1),
    "degrees": (-180, 180),
    "year": (1800, 2200),
}
"""The least and the greatest value that a number of a unit may have; None for no limit.

Years of another era (2567) lie outside, and so are found where nobody converted them.
"""

NARROWER: Mapping[str, Limits] = {"latitude": (-90, 90)}
"""Limits of properties that are narrower than those of their unit, by name, in any kind."""

DATES = (date(1800, 1, 1), date(2200, 12, 31))
"""The first and the last day that a date may be."""

ORDERED = (
    ("starts_on", "ends_on"),
    ("valid_from", "valid_until"),
    ("signed_on", "valid_until"),
    ("registered_on", "closed_on"),
    ("first_year", "last_year"),
)
"""Pairs of properties of which the second may not come before the first, in any kind that has both."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A value that breaks a rule of the model.

    `row` is its place in the table, from 0. `value` is the value as text, empty where there is
    none; of a list it is the element at fault. `why` is a reason that reads on after the value.
    """

    row: int
    property: str
    value: str
    why: str


def violations(kind: Kind, table: pa.Table) -> list[Violation]:
    """Return every value that breaks a rule of its kind, by row, then in the order declared.

    The rules come from the declaration: a required property has a value, a value is one of the
    choices, a number lies within the limits of its unit, and an end is not before its beginning.
    Unknown (null) breaks no rule but the first. The cost is one pass over each column, and one step
    for each violation.

    Parameters
    ----------
    kind
        The kind that the records are of.
    table
        A column per property, of the property's type. A required property without a column is
        missing from every row. Columns that the kind does not declare are not looked at.

    Examples
    --------
    >>> from ecograph.model import MODEL
    >>> table = pa.table({"id": ["p1", None], "level": ["plan", "planet"], "budget": [-1.0, None]})
    >>> for found in violations(MODEL.node("Program"), table):
    ...     print(found.row, found.property, found.value, "-", found.why)
    0 budget -1.0 - it must not be less than 0
    1 id  - a value is required
    1 level planet - it is not one of: plan, project, activity
    """
    places = {property.name: place for place, property in enumerate(kind.properties)}
    found: list[Violation] = []
    offset = 0
    for batch in table.to_batches():
        columns = {name: _decoded(batch.column(name)) for name in batch.schema.names if name in places}
        for property in kind.properties:
            column = columns.get(property.name, pa.nulls(batch.num_rows))
            found += (
                Violation(offset + row, property.name, value, why)
                for row, value, why in _of_column(property, column)
            )
        found += (
            Violation(offset + row, later, value, f"it comes before `{earlier}`")
            for earlier, later in ORDERED
            if earlier in columns and later in columns
            for row, value in _out_of_order(columns[earlier], columns[later])
        )
        offset += batch.num_rows
    return sorted(found, key=lambda violation: (violation.row, places[violation.property]))


def _of_column(property: Property, column: pa.Array) -> Iterator[tuple[int, str, str]]:
    """Yield row, value and reason of each value of a column that breaks a rule."""
    if property.required:
        for row in _rows(_missing(column)).to_pylist():
            yield row, "", "a value is required"
    if pa.types.is_null(column.type):
        return
    if property.choices:
        why = f"it is not one of: {', '.join(property.values)}"
        for row, value in _not_among(property, column):
            yield row, value, why
    elif property.type in (Type.INTEGER, Type.NUMBER):
        yield from _beyond(column, NARROWER.get(property.name) or LIMITS.get(property.unit, (None, None)))
    elif property.type is Type.DATE:
        yield from _beyond(column, DATES)


def _decoded(column: pa.Array) -> pa.Array:
    """Return a column with its values in place, not in a dictionary beside it."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _missing(column: pa.Array) -> pa.Array:
    """Return, for each value, whether it is unknown or a text without a character."""
    missing = column.is_null()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        blank = pc.equal(pc.utf8_trim_whitespace(column), "")
        return pc.or_(missing, blank.fill_null(False))
    return missing


def _not_among(property: Property, column: pa.Array) -> Iterator[tuple[int, str]]:
    """Yield row and value of what is not among the choices; of a list, each such element."""
    if property.type is Type.TEXTS:
        parents = pc.list_parent_indices(column)
        elements = pc.list_flatten(column)
        wrong = _rows(pc.invert(pc.is_in(elements, value_set=pa.array(property.values, elements.type))))
        rows, values = parents.take(wrong), elements.take(wrong)
    else:
        texts = column.cast(pa.string())
        admitted = pc.is_in(texts, value_set=pa.array(property.values, pa.string()))
        rows = _rows(pc.and_(texts.is_valid(), pc.invert(admitted)))
        values = texts.take(rows)
    yield from zip(rows.to_pylist(), (value or "" for value in values.to_pylist()), strict=True)


def _beyond(column: pa.Array, limits: tuple[object, object]) -> Iterator[tuple[int, str, str]]:
    """Yield row, value and reason of what lies beyond the limits, or is no finite number."""
    least, greatest = limits
    if pa.types.is_floating(column.type):
        yield from _faults(column, pc.invert(pc.is_finite(column)), "it is not a number")
        column = pc.if_else(pc.is_finite(column), column, None)
    if least is not None:
        yield from _faults(column, pc.less(column, least), f"it must not be less than {least}")
    if greatest is not None:
        yield from _faults(column, pc.greater(column, greatest), f"it must not be more than {greatest}")


def _faults(column: pa.Array, wrong: pa.Array, why: str) -> Iterator[tuple[int, str, str]]:
    rows = _rows(wrong)
    for row, value in zip(rows.to_pylist(), column.take(rows).to_pylist(), strict=True):
        yield row, str(value), why


def _out_of_order(earlier: pa.Array, later: pa.Array) -> Iterator[tuple[int, str]]:
    """Yield row and value where the later of two properties comes before the earlier."""
    if pa.types.is_null(earlier.type) or pa.types.is_null(later.type):
        return
    for row, value, _ in _faults(later, pc.less(later, earlier), ""):
        yield row, value


def _rows(wrong: pa.Array) -> pa.Array:
    """Return the places that hold true; null counts as false."""
    return pa.array(np.flatnonzero(np.asarray(wrong.fill_null(False), dtype=bool)))

"""Tables on their way into a store: columns checked against the model and brought to its types."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.errors import StoreError
from ecograph.model import Confidence, Kind, NodeKind, RelationshipKind, Type
from ecograph.store.base import CLAIM_COLUMNS
from ecograph.store.columns import ENDS, columns_of

ARROW_TYPES: dict[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
}
_CLAIM_TYPES = {
    "claim_document": Type.TEXT,
    "claim_row": Type.INTEGER,
    "claim_reference": Type.TEXT,
    "claim_confidence": Type.TEXT,
}


def check(kind: Kind, table: pa.Table) -> pa.Table:
    """Return the table with the columns of the model in its types, and those of claims.

    Raises
    ------
    ModelError
        A column is not in the model.
    StoreError
        A column is of a wrong type, stands twice or is missing though it identifies the row.
    """
    known = columns_of(kind)
    ends = ENDS if isinstance(kind, RelationshipKind) else ()
    needed = kind.key if isinstance(kind, NodeKind) else ENDS
    names = table.column_names
    for name in names:
        if name not in known and name not in ends and name not in CLAIM_COLUMNS:
            kind.property(name)
        if names.count(name) > 1:
            raise StoreError(f"The column {name!r} stands twice in a table of {kind.name}.")
    for name in needed:
        if name not in names:
            raise StoreError(f"A table of {kind.name} has no column {name!r}, which identifies its rows.")
    columns = {}
    for name in names:
        of_model = known.get(name)
        wanted = _CLAIM_TYPES.get(name, Type.TEXT) if of_model is None or name in ends else of_model.type
        columns[name] = _cast(kind, name, table.column(name), wanted)
        if wanted is Type.TEXTS:
            columns[name] = _without_unknowns(columns[name])
    for name in needed:
        column = columns[name]
        if column.null_count or pc.any(pc.equal(column, "")).as_py():
            raise StoreError(
                f"A row of {kind.name} has no {name!r}, which identifies it.", "Leave such rows out."
            )
    return pa.table(columns)


def key_of(kind: NodeKind, table: pa.Table) -> pa.ChunkedArray:
    """Return the key of every row of a checked table: its parts, joined by a colon."""
    parts = [table.column(part) for part in kind.key]
    for name, part in zip(kind.key[:-1], parts[:-1], strict=True):
        if pc.any(pc.match_substring(part, ":")).as_py():
            raise StoreError(f"A {name!r} of {kind.name} holds a colon, which separates the parts of a key.")
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, ":")


def confidence_of(table: pa.Table, default: Confidence) -> pa.Array | pa.ChunkedArray:
    """Return the rank of the confidence of every row (int8)."""
    if "claim_confidence" not in table.column_names:
        return pa.array(np.full(table.num_rows, default.rank, dtype=np.int8))
    column = table.column("claim_confidence")
    names = pa.array([confidence.value for confidence in Confidence])
    ranks = pc.index_in(column, value_set=names)
    if ranks.null_count != column.null_count:
        wrong = pc.unique(pc.filter(column, pc.and_(pc.is_null(ranks), pc.is_valid(column))))
        raise StoreError(f"{wrong[0].as_py()!r} is not a confidence.", f"There are: {', '.join(Confidence)}.")
    return pc.fill_null(ranks, default.rank).cast(pa.int8())


def with_columns(
    table: pa.Table, columns: Iterable[tuple[str, pa.Array | pa.ChunkedArray | np.ndarray]]
) -> pa.Table:
    """Return the table with columns added or put in the place of those of the same name."""
    for name, values in columns:
        array = pa.array(values) if isinstance(values, np.ndarray) else values
        place = table.column_names.index(name) if name in table.column_names else -1
        table = table.append_column(name, array) if place < 0 else table.set_column(place, name, array)
    return table


def _cast(kind: Kind, name: str, column: pa.ChunkedArray, wanted: Type) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if column.type == ARROW_TYPES[wanted] and wanted is not Type.NUMBER:
        return column
    if not _may_become(column.type, wanted):
        raise StoreError(
            f"The column {name!r} of {kind.name} holds {column.type}, and the model wants {wanted.value}."
        )
    try:
        if pa.types.is_floating(column.type):
            # Null stands for unknown everywhere, and 0.0 has one spelling: equal data, equal hash.
            column = pc.if_else(pc.is_nan(column), None, pc.add(column, pa.scalar(0.0, column.type)))
        return column.cast(ARROW_TYPES[wanted])
    except pa.ArrowInvalid as error:
        raise StoreError(
            f"The column {name!r} of {kind.name} holds values that are not {wanted.value}: {error}."
        ) from error


def _without_unknowns(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return lists without the elements that are null: they say nothing, and not every store keeps them."""
    if not any(chunk.flatten().null_count for chunk in column.chunks):
        return column
    known = [
        values if values is None else [value for value in values if value is not None]
        for values in column.to_pylist()
    ]
    return pa.chunked_array([pa.array(known, column.type)])


def _may_become(kind_of: pa.DataType, wanted: Type) -> bool:
    is_a = pa.types
    if is_a.is_null(kind_of):
        return True
    match wanted:
        case Type.TEXT:
            return bool(
                is_a.is_string(kind_of) or is_a.is_large_string(kind_of) or is_a.is_string_view(kind_of)
            )
        case Type.TEXTS:
            listed = is_a.is_list(kind_of) or is_a.is_large_list(kind_of) or is_a.is_list_view(kind_of)
            return bool(listed and _may_become(kind_of.value_type, Type.TEXT))
        case Type.INTEGER:
            return bool(is_a.is_integer(kind_of) or is_a.is_floating(kind_of))
        case Type.NUMBER:
            return bool(is_a.is_integer(kind_of) or is_a.is_floating(kind_of) or is_a.is_decimal(kind_of))
        case Type.BOOLEAN:
            return bool(is_a.is_boolean(kind_of))
        case Type.DATE:
            return bool(is_a.is_date(kind_of) or is_a.is_timestamp(kind_of))

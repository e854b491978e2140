"""The columns of a chunk, read as expressions say: each distinct text is cleaned once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.errors import SourceError
from ecograph.model import Type
from loaders.cleaning import ARROW_TYPES, BY_TYPE, Cleaner, clean_text_array
from loaders.extract.cell import text_array
from loaders.extract.chunk import Chunk, folded, listed
from loaders.recipe import Expression


@dataclass(slots=True)
class Reading:
    """One expression read for every row of a chunk.

    Attributes
    ----------
    values
        The values, null where empty or unreadable; one for each row, unless the cells were split.
    parents
        For split cells, the position in the chunk of the row that each value comes from; else None.
    faults
        By position in `values`: the text that could not be read, and why.
    reported
        The positions whose faults have been reported.
    """

    values: pa.Array
    parents: NDArray[np.int64] | None
    faults: Mapping[int, tuple[str, str]]
    reported: set[int] = field(default_factory=set)


class Columns:
    """Reads the expressions of a recipe from one chunk, each of them once."""

    def __init__(self, chunk: Chunk, cleaners: Mapping[str, Cleaner]) -> None:
        self.chunk = chunk
        self._cleaners = cleaners
        self._names = {folded(name): name for name in reversed(chunk.table.column_names)}
        self._readings: dict[tuple[str, Type], Reading] = {}
        self._codes: dict[tuple[tuple[str, ...], str], pa.DictionaryArray] = {}

    def read(self, expression: Expression, type: Type) -> Reading:
        """Return an expression's values for all rows.

        Raises
        ------
        SourceError
            When the file has none of the expression's columns and they are not optional.
        """
        key = (expression.model_dump_json(), type)
        if key not in self._readings:
            self._readings[key] = self._read(expression, type)
        return self._readings[key]

    def texts(self, column: str) -> pa.Array:
        """Return a column as trimmed texts, an empty text for an empty cell."""
        cells = self._column((column,), optional=False)
        return pc.fill_null(pc.utf8_trim_whitespace(text_array(cells)), "")

    def _read(self, expression: Expression, type: Type) -> Reading:
        length = self.chunk.table.num_rows
        if expression.constant is not None:
            value = pa.scalar(expression.constant).cast(ARROW_TYPES[type])
            return Reading(pa.repeat(value, length), None, {})
        cells = self._cells(expression)
        plain = not (
            expression.clean or expression.map or expression.split or expression.prefix or expression.suffix
        )
        if plain and not pa.types.is_string(cells.type) and _fits(cells.type, ARROW_TYPES[type]):
            return Reading(cells.cast(ARROW_TYPES[type]), None, {})
        if plain and type is Type.TEXT:
            return Reading(clean_text_array(text_array(cells)).values, None, {})
        if expression.split:
            separators = (expression.split,) if isinstance(expression.split, str) else expression.split
            pattern = "|".join(map(re.escape, sorted(separators, key=len, reverse=True)))
            lists = pc.split_pattern_regex(pc.fill_null(text_array(cells), ""), pattern)
            parents = np.asarray(pc.list_parent_indices(lists), dtype=np.int64)
            values, faults = self._cleaned(expression, type, _coded(pc.list_flatten(lists)))
            return Reading(values, parents, faults)
        key = expression.columns, expression.join
        if key not in self._codes:
            self._codes[key] = _coded(text_array(cells))
        values, faults = self._cleaned(expression, type, self._codes[key])
        return Reading(values, None, faults)

    def _cleaned(
        self, expression: Expression, type: Type, coded: pa.DictionaryArray
    ) -> tuple[pa.Array, Mapping[int, tuple[str, str]]]:
        """Clean the distinct texts and spread the answers over the rows."""
        distinct, indices = coded.dictionary, coded.indices
        mapped, unknown = _mapped(expression, distinct)
        cleaner = self._cleaners[expression.clean] if expression.clean else BY_TYPE[type]
        cleaned = cleaner(mapped)
        values, why = cleaned.values, dict(cleaned.problems) | unknown
        if unknown:
            values = pc.if_else(
                pa.array([i not in unknown for i in range(len(values))]), values, pa.scalar(None, values.type)
            )
        if expression.prefix or expression.suffix:
            values = pc.binary_join_element_wise(expression.prefix, values, expression.suffix, "")
        faults: dict[int, tuple[str, str]] = {}
        if why:
            codes = np.asarray(pc.fill_null(indices, -1))
            for position in np.flatnonzero(np.isin(codes, list(why))).tolist():
                code = int(codes[position])
                faults[position] = (distinct[code].as_py(), why[code])
        wanted = ARROW_TYPES[type]
        values = values if values.type == wanted else values.cast(wanted)
        return values.take(indices), faults

    def _cells(self, expression: Expression) -> pa.Array:
        """Return the cells of an expression: of the first column that is there, or of all that are filled."""
        if not expression.join:
            return self._column(expression.columns, expression.optional)
        parts = [_filled(self._column((name,), expression.optional)) for name in expression.columns]
        # The join loses rows in which all parts are null: one part of these is an empty text.
        parts[0] = pc.if_else(pc.is_valid(pc.coalesce(*parts)), parts[0], "")
        return pc.binary_join_element_wise(*parts, expression.join, null_handling="skip")

    def _column(self, names: tuple[str, ...], optional: bool) -> pa.Array:
        for name in names:
            found = self._names.get(folded(name))
            if found is not None:
                column = self.chunk.table.column(found)
                return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
        if optional:
            return pa.nulls(self.chunk.table.num_rows, pa.string())
        near = get_close_matches(folded(names[0]), list(self._names), n=1, cutoff=0.6)
        raise SourceError(
            f"{self.chunk.document} has no column {' or '.join(repr(name) for name in names)}.",
            (f"Did you mean {self._names[near[0]]!r}? " if near else "")
            + f"Its columns are: {listed(self.chunk.table.column_names)}.",
        )


def _mapped(expression: Expression, distinct: pa.Array) -> tuple[pa.Array, dict[int, str]]:
    """Replace texts as the expression's `map` says; what it does not hold is a fault, unless a
    cleaner will read it.
    """
    if not expression.map:
        return distinct, {}
    unknown: dict[int, str] = {}
    texts = distinct.to_pylist()
    for position, text in enumerate(texts):
        if text in expression.map:
            texts[position] = expression.map[text]
        elif not expression.clean:
            unknown[position] = f"one of {', '.join(expression.map)} was expected"
    return pa.array(texts, pa.string()), unknown


def _coded(texts: pa.Array) -> pa.DictionaryArray:
    """Return trimmed texts as positions among the distinct ones; an empty text is null."""
    return pc.dictionary_encode(_filled(texts))


def _filled(cells: pa.Array) -> pa.Array:
    """Return cells as trimmed texts, null where there is nothing."""
    trimmed = pc.utf8_trim_whitespace(text_array(cells))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _fits(given: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether values can be cast without reading texts."""
    if pa.types.is_dictionary(given):
        return _fits(given.value_type, wanted)
    families = (
        ((pa.types.is_integer,), (pa.types.is_integer, pa.types.is_floating)),
        ((pa.types.is_floating,), (pa.types.is_floating,)),
        ((pa.types.is_list, pa.types.is_large_list), (pa.types.is_list,)),
        ((pa.types.is_timestamp, pa.types.is_date), (pa.types.is_date,)),
        ((pa.types.is_string, pa.types.is_large_string), (pa.types.is_string,)),
        ((pa.types.is_boolean,), (pa.types.is_boolean,)),
    )
    return any(
        any(test(given) for test in from_types) and any(test(wanted) for test in to_types)
        for from_types, to_types in families
    )

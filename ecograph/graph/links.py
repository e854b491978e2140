"""Relationships of one kind between enterprises and what they link to, as a sparse matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from ecograph.errors import AnalysisError
from ecograph.graph.labels import Labels, label
from ecograph.model import Confidence, RelationshipKind, Type

UNKNOWN = -1
"""What stands for "unknown" in integer columns, and for "none" among positions."""
NO_DATE = np.iinfo(np.int32).min
"""What stands for "unknown" in columns of dates, which are days since 1970."""
EPOCH = date(1970, 1, 1)
MOST_LINKS = np.iinfo(np.int32).max
"""More links of one kind than this do not fit the 32-bit positions of the matrices."""


@dataclass(frozen=True)
class Links:
    """The links of one kind, sorted by enterprise.

    Attributes
    ----------
    kind
        The kind of relationship.
    shape
        How many enterprises there are, and how many nodes that they may link to.
    targets
        The keys of the nodes at the other end; empty where these are enterprises themselves.
    indptr
        int32, one more than there are enterprises: the links of enterprise i are those from
        `indptr[i]` to `indptr[i + 1]`.
    indices
        int32, for each link the position of the node at its other end.
    columns
        Properties of the links, in their order: years and numbers as they are with `UNKNOWN` for
        a missing integer and NaN for a missing number; choices as positions among the property's
        choices; booleans as 0 or 1; dates as days since 1970 with `NO_DATE` for a missing one.
    weakest
        The weakest confidence of any link; None where there is none.
    labels
        Properties of which a link may have several values.
    """

    kind: RelationshipKind
    shape: tuple[int, int]
    targets: tuple[str, ...]
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    columns: Mapping[str, NDArray[np.generic]]
    weakest: Confidence | None
    labels: Mapping[str, Labels] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many links there are."""
        return len(self.indices)

    @cached_property
    def enterprises(self) -> NDArray[np.int32]:
        """For each link the position of its enterprise."""
        return np.repeat(np.arange(self.shape[0], dtype=np.int32), np.diff(self.indptr))

    @cached_property
    def degrees(self) -> NDArray[np.int32]:
        """How many links each enterprise has."""
        return np.diff(self.indptr)

    @cached_property
    def reverse(self) -> sparse.csc_array:
        """The enterprises of each target: a CSC matrix (enterprises x targets) of int8 ones.

        Positions are int32 and rise within a target; an enterprise comes once for each of its links.
        """
        ones = np.ones(self.count, np.int8)
        return sparse.csr_array((ones, self.indices, self.indptr), shape=self.shape).tocsc()

    @cached_property
    def number(self) -> dict[str, int]:
        """The position of each target by its key."""
        return {key: position for position, key in enumerate(self.targets)}

    def linked_to(self, target: int) -> NDArray[np.int32]:
        """Return the enterprises that link to a target, each once, by position."""
        column = self.reverse
        found: NDArray[np.int32] = column.indices[column.indptr[target] : column.indptr[target + 1]]
        first = np.ones(len(found), np.bool_)
        np.not_equal(found[1:], found[:-1], out=first[1:])
        return found[first]

    def properties(self, link: int) -> dict[str, Any]:
        """Return what is known of one link, as values again."""
        known = {name: self._value(name, column[link]) for name, column in self.columns.items()}
        known |= {name: list(labels.of(link)) or None for name, labels in self.labels.items()}
        return {name: value for name, value in known.items() if value is not None}

    def _value(self, name: str, code: np.generic) -> Any:
        """Return one entry of a column as a value; None for what is missing."""
        declared, value = self.kind.property(name), code.item()
        if declared.type is Type.DATE:
            return None if value == NO_DATE else EPOCH + timedelta(days=value)
        if declared.type is Type.NUMBER:
            return None if np.isnan(value) else value
        if value == UNKNOWN and (declared.choices or declared.type in (Type.BOOLEAN, Type.INTEGER)):
            return None
        if declared.choices:
            return declared.choices[value].value
        return value == 1 if declared.type is Type.BOOLEAN else value

    def any_of(self, flags: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return, for each enterprise, the bitwise or of its links' `flags` (one for each link)."""
        union = np.zeros(self.shape[0], np.uint64)
        linked = np.flatnonzero(self.degrees)
        if len(linked):
            union[linked] = np.bitwise_or.reduceat(flags, self.indptr[:-1][linked])
        return union

    def primary(self) -> NDArray[np.int32]:
        """Return the target each enterprise counts in: the link marked primary, else its first by
        target key; `UNKNOWN` for one without links.
        """
        chosen = np.full(self.shape[0], UNKNOWN, np.int32)
        by_key = np.argsort(np.asarray(self.targets)) if self.targets else np.empty(0, np.int64)
        order = np.empty(len(by_key), np.int32)
        order[by_key] = np.arange(len(by_key), dtype=np.int32)
        size = np.int32(len(self.targets))
        marked = self.columns.get("primary", np.zeros(self.count)) != 1
        rank = order[self.indices] + size * marked
        linked = np.flatnonzero(self.degrees)
        if len(linked):
            best = np.minimum.reduceat(rank, self.indptr[:-1][linked]) % size
            chosen[linked] = by_key[best]
        return chosen


def build_links(
    kind: RelationshipKind,
    shape: tuple[int, int],
    targets: tuple[str, ...],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    table: pa.Table,
) -> Links:
    """Return links from their ends as positions, and the table of their properties.

    Links with an end `UNKNOWN` are left out. The cost is linear in links where they come sorted by
    enterprise, and that of one sort otherwise.

    Raises
    ------
    AnalysisError
        When there are more links than `MOST_LINKS`.
    """
    if len(source) > MOST_LINKS:
        raise AnalysisError(
            f"There are {len(source):,} links {kind.name}; at most {MOST_LINKS:,} fit.",
            "Keep the data of different years in different stores.",
        )
    known = (source >= 0) & (target >= 0)
    rows: NDArray[np.int64] | None = None if known.all() else np.flatnonzero(known)
    ends = source if rows is None else source[rows]
    if len(ends) and not bool(np.all(ends[1:] >= ends[:-1])):
        order = np.argsort(ends, kind="stable")
        rows = order if rows is None else rows[order]
        ends = ends[order]
    indptr = np.zeros(shape[0] + 1, np.int32)
    if len(ends):
        np.cumsum(np.bincount(ends, minlength=shape[0]), out=indptr[1:])
    taken = table if rows is None else table.take(pa.array(rows))
    there = [property for property in kind.properties if property.name in taken.column_names]
    labels = {
        property.name: label(taken.column(property.name)) for property in there if property.type is Type.TEXTS
    }
    columns = {
        property.name: _column(taken.column(property.name), property.values, property.type)
        for property in there
        if property.type is not Type.TEXTS
    }
    ranks = np.asarray(taken.column("confidence"))
    weakest = list(Confidence)[int(ranks.max())] if len(ranks) else None
    indices = np.ascontiguousarray(target if rows is None else target[rows], dtype=np.int32)
    return Links(kind, shape, targets, indptr, indices, columns, weakest, labels)


def _column(values: pa.ChunkedArray, choices: tuple[str, ...], type: Type) -> NDArray[np.generic]:
    """Return a property as numbers, as `Links.columns` says."""
    if choices:
        return coded(values, choices)
    if type is Type.BOOLEAN:
        return np.asarray(values.cast(pa.int8()).fill_null(UNKNOWN), dtype=np.int8)
    if type is Type.INTEGER:
        return np.asarray(values.fill_null(UNKNOWN), dtype=np.int32)
    if type is Type.NUMBER:
        return np.asarray(values.fill_null(np.nan), dtype=np.float64)
    if type is Type.DATE:
        return np.asarray(values.cast(pa.int32()).fill_null(NO_DATE), dtype=np.int32)
    return np.asarray(values.to_numpy())


def coded(values: pa.ChunkedArray | pa.Array, choices: tuple[str, ...]) -> NDArray[np.int8]:
    """Return texts as int8 positions among `choices`; `UNKNOWN` for null."""
    positions = pc.index_in(values, value_set=pa.array(choices, pa.string()))
    return np.asarray(positions.fill_null(UNKNOWN), dtype=np.int8)

"""Enterprises in memory with all their properties: columns, of which a row is read at a time."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.errors import StoreBusy
from ecograph.graph import Ecosystem
from ecograph.model import MODEL, Confidence, Language, Property
from ecograph.store import GraphStore

_CONFIDENCES = tuple(Confidence)


class Enterprises:
    """The enterprises of an ecosystem, by their position in it.

    Columns that are empty cost a few bytes for each enterprise; the others what their texts take.

    Raises
    ------
    StoreBusy
        When the store has moved on since the ecosystem was read.
    """

    def __init__(self, store: GraphStore, ecosystem: Ecosystem) -> None:
        export = store.export(["SME"])
        if export.version != ecosystem.version:
            raise StoreBusy("The store moved on while it was being read.", "It is read again.")
        table = export.nodes["SME"]
        # What an ecosystem leaves out, and in the same order.
        trusted = np.asarray(table.column("confidence")) <= ecosystem.weakest.rank
        if not trusted.all():
            table = table.filter(pa.array(trusted))
        self._confidence = np.asarray(table.column("confidence"))
        self._columns: dict[str, pa.Array] = {
            item.name: _one_chunk(table.column(item.name))
            for item in MODEL.node("SME").properties
            if item.name in table.column_names and table.column(item.name).null_count < table.num_rows
        }

    def properties(self, position: int) -> dict[str, Any]:
        """Return what is known of an enterprise."""
        row = {name: column[position].as_py() for name, column in self._columns.items()}
        return {name: value for name, value in row.items() if value is not None}

    def confidence(self, position: int) -> Confidence:
        """Return the confidence of the claim that wins."""
        return _CONFIDENCES[int(self._confidence[position])]

    def name(self, position: int, language: Language) -> str | None:
        """Return what an enterprise is called: in the language, else in any; None where it has no name."""
        names = ("name_en", "name") if language == "en" else ("name", "name_en")
        found = (self._columns[name][position].as_py() for name in names if name in self._columns)
        return next((str(name) for name in found if name), None)

    def having(self, declared: Property, value: object) -> NDArray[np.bool_]:
        """Return which enterprises have a value of a property that has one at the most."""
        column = self._columns.get(declared.name)
        nobody = np.zeros(len(self._confidence), np.bool_)
        if column is None:
            return nobody
        try:
            wanted = pa.scalar(value, column.type)
        except (pa.ArrowInvalid, OverflowError):
            # No enterprise has what does not fit its column.
            return nobody
        return np.asarray(pc.equal(column, wanted).fill_null(False))


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined.chunk(0) if isinstance(joined, pa.ChunkedArray) else joined

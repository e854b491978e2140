"""Personal data taken out of records before they are written, each time with a problem that says so.

Citizens' numbers: hashed in keys, removed from texts, lists and numbers of every kind. Of enterprises
also mail addresses, telephones and persons named in running text, and the names of natural persons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ecograph.model import Kind, Layer, NodeKind
from loaders.privacy import (
    CITIZEN_TEXT,
    begins_with_title,
    holding_citizen_numbers,
    holding_citizen_numbers_in_lists,
    holding_personal,
    pseudonym,
    without_addresses,
    without_citizen_numbers,
    without_contacts,
)

NAMES = ("name", "name_en", "aliases")
"""What a natural person is called is not stored."""
NUMBER, CONTACT, NAME = (
    "it held a number that identifies a person",
    "it held a mail address, a telephone or a person's name",
    "it is the name of a natural person",
)

Told = Callable[[int, str, str, str], None]
"""Told the row, the column, the reason and the extent of each change; the value itself never."""


@dataclass(frozen=True, slots=True)
class Scrubber:
    """Takes personal data out of the records of one kind. `secret` is what keys are hashed with."""

    kind: Kind
    secret: bytes
    told: Told

    def scrub(self, table: pa.Table) -> pa.Table:
        """Return the table without personal data; the keys of natural persons become pseudonyms."""
        texts = self._texts(table) if _of_enterprises(self.kind) else []
        for name in table.column_names:
            if name not in texts and _may_identify(self.kind, name, table.schema.field(name).type):
                table = self._without_numbers(table, name)
        if isinstance(self.kind, NodeKind) and self.kind.layer is Layer.SMES:
            table = self._without_persons(table)
        for name in texts:
            # A firm may be called after a person, with the title: its name says so to everybody.
            change = without_addresses if name in NAMES else without_contacts
            rows = holding_personal(table.column(name))
            table = self._changed(table, name, rows, without_citizen_numbers, NUMBER)
            table = self._changed(table, name, rows, change, CONTACT)
        return table

    def _without_numbers(self, table: pa.Table, name: str) -> pa.Table:
        column = table.column(name)
        if pa.types.is_list(column.type):
            rows = holding_citizen_numbers_in_lists(column)
            hidden = {
                row: [text and without_citizen_numbers(text) for text in column[row].as_py()] for row in rows
            }
            return self._replaced(table, name, hidden, NUMBER)
        rows = holding_citizen_numbers(column)
        if name in _keys(self.kind):
            return self._changed(table, name, rows, self._pseudonymised, NUMBER)
        if pa.types.is_string(column.type):
            return self._changed(table, name, rows, without_citizen_numbers, NUMBER)
        return self._replaced(table, name, dict.fromkeys(rows), NUMBER)

    def _pseudonymised(self, key: str) -> str:
        return CITIZEN_TEXT.sub(lambda found: pseudonym(found[0], self.secret), key)

    def _texts(self, table: pa.Table) -> list[str]:
        keys = _keys(self.kind)
        return [
            field.name
            for field in table.schema
            if pa.types.is_string(field.type)
            and field.name not in keys
            and not field.name.startswith("claim_")
        ]

    def _without_persons(self, table: pa.Table) -> pa.Table:
        """Return enterprises without the names of those that are natural persons.

        A natural person has a pseudonym for a key, or is said to be one, or has a name that begins
        with a person's title and no number of a register of firms.
        """
        key = table.column(self.kind.key[0]) if isinstance(self.kind, NodeKind) else None
        hashed = np.asarray(pc.fill_null(pc.starts_with(key, "person:"), False))
        person = hashed.copy()
        if "natural_person" in table.column_names:
            person |= np.asarray(pc.fill_null(table.column("natural_person"), False))
            said = table.column("natural_person").combine_chunks()
            table = _set(table, "natural_person", pc.if_else(pa.array(hashed), True, said))
        elif hashed.any():
            table = table.append_column(
                "natural_person", pc.if_else(pa.array(hashed), True, pa.scalar(None, pa.bool_()))
            )
        registered = np.asarray(pc.fill_null(pc.match_substring_regex(key, "^0[0-9]{12}$"), False))
        for name in NAMES:
            if name not in table.column_names:
                continue
            column = table.column(name)
            titled = (
                np.zeros(len(column), np.bool_)
                if pa.types.is_list(column.type)
                else begins_with_title(column) & ~registered
            )
            there = np.asarray(pc.is_valid(column))
            table = self._unnamed(table, name, person & there)
            rows = np.flatnonzero(titled & ~person & there).tolist()
            table = self._replaced(table, name, dict.fromkeys(rows), NAME)
        return table

    def _unnamed(self, table: pa.Table, name: str, rows: NDArray[np.bool_]) -> pa.Table:
        """Return the table without the names of known natural persons, which is said once for all.

        Most enterprises of a country are natural persons: a line for each would bury all others.
        """
        if not rows.any():
            return table
        column = table.column(name).combine_chunks()
        self.told(int(rows.argmax()), name, NAME, f"{int(rows.sum()):,} rows from here")
        return _set(table, name, pc.if_else(pa.array(rows), pa.scalar(None, column.type), column))

    def _changed(
        self, table: pa.Table, name: str, rows: list[int], change: Callable[[str], str], why: str
    ) -> pa.Table:
        column = table.column(name)
        texts = {row: column[row].as_py() for row in rows}
        changed = {row: change(text) for row, text in texts.items() if change(text) != text}
        return self._replaced(table, name, changed, why)

    def _replaced(self, table: pa.Table, name: str, values: Mapping[int, object], why: str) -> pa.Table:
        for row in values:
            self.told(row, name, why, "")
        return replaced(table, name, values) if values else table


def replaced(table: pa.Table, name: str, values: Mapping[int, object]) -> pa.Table:
    """Return the table with the values of some rows of a column replaced."""
    column = table.column(name).combine_chunks()
    if pa.types.is_list(column.type):
        cells = column.to_pylist()
        for row, value in values.items():
            cells[row] = value
        return _set(table, name, pa.array(cells, column.type))
    mask = np.zeros(table.num_rows, dtype=bool)
    mask[list(values)] = True
    replacements = pa.array([values[row] for row in sorted(values)], type=column.type)
    return _set(table, name, pc.replace_with_mask(column, pa.array(mask), replacements))


def _set(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


def _keys(kind: Kind) -> set[str]:
    return {*kind.key} if isinstance(kind, NodeKind) else {"source", "target"}


def _of_enterprises(kind: Kind) -> bool:
    return kind.layer is Layer.SMES if isinstance(kind, NodeKind) else kind.source == "SME"


def _may_identify(kind: Kind, column: str, type: pa.DataType) -> bool:
    """Whether a column could hold a citizen's number: any text, list of texts or number but the money
    of institutions, which may run to trillions.
    """
    if column.startswith("claim_"):
        return column == "claim_reference"
    if pa.types.is_integer(type) or pa.types.is_string(type) or pa.types.is_list(type):
        return True
    return pa.types.is_floating(type) and _of_enterprises(kind)

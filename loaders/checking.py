"""Records held against the model, and rid of personal identifiers, before they are written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import Kind, Layer, NodeKind
from ecograph.model.validation import violations
from loaders.mapping import Report
from loaders.privacy import CITIZEN_TEXT, REMOVED, holding_citizen_numbers, pseudonym
from loaders.problems import Effect, Problem, shortened


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the records of one source.

    `secret` is what personal identifiers are hashed with.
    """

    source: str
    secret: bytes
    report: Report

    def check(self, kind: Kind, table: pa.Table) -> pa.Table:
        """Return the records that may be written, with what breaks a rule of the model set to unknown.

        A record that lacks a required value is left out. Each is reported.
        """
        table = self._without_personal_identifiers(kind, table)
        broken = violations(kind, table)
        if not broken:
            return table
        required = {property.name for property in kind.properties if property.required}
        lost = {violation.row for violation in broken if violation.property in required}
        self.report(
            self._problem(
                kind,
                table,
                violation.row,
                violation.property,
                shortened(violation.value),
                violation.why,
                Effect.RECORD_NOT_MADE if violation.property in required else Effect.VALUE_UNKNOWN,
            )
            for violation in broken
        )
        for name in {violation.property for violation in broken} - required:
            rows = {violation.row for violation in broken if violation.property == name}
            table = _replaced(table, name, dict.fromkeys(rows))
        return table.filter(pa.array(~np.isin(np.arange(table.num_rows), list(lost)))) if lost else table

    def _without_personal_identifiers(self, kind: Kind, table: pa.Table) -> pa.Table:
        """Return the table with citizens' numbers hashed in keys and removed from texts."""
        keys = {*kind.key, "key"} if isinstance(kind, NodeKind) else {"source", "target"}
        for name in table.column_names:
            if not _may_identify(kind, name, table.schema.field(name).type):
                continue
            rows = holding_citizen_numbers(table.column(name))
            if rows:
                hidden = {row: self._hidden(table.column(name)[row].as_py(), name in keys) for row in rows}
                table = _replaced(table, name, hidden)
                self.report(self._masked(kind, table, rows, name))
        return table

    def _hidden(self, value: str | float, key: bool) -> str | None:
        """Return a value without the citizen's number in it; a number that is one is unknown."""
        if not isinstance(value, str):
            return None
        return CITIZEN_TEXT.sub((lambda found: pseudonym(found[0], self.secret)) if key else REMOVED, value)

    def _masked(self, kind: Kind, table: pa.Table, rows: Iterable[int], name: str) -> Iterator[Problem]:
        for row in rows:
            why = "it held a number that identifies a person"
            yield self._problem(kind, table, row, name, "", why, Effect.VALUE_MASKED)

    def _problem(
        self, kind: Kind, table: pa.Table, row: int, column: str, value: str, why: str, effect: Effect
    ) -> Problem:
        document = table.column("claim_document")[row].as_py()
        record = table.column("claim_row")[row].as_py()
        return Problem(self.source, document, record, column, value, why, effect, kind.name)


def _may_identify(kind: Kind, column: str, type: pa.DataType) -> bool:
    """Whether a column could hold a citizen's number: any text, and any number but the money of
    institutions, which may run to trillions.
    """
    if column.startswith("claim_"):
        return column == "claim_reference"
    if pa.types.is_integer(type) or pa.types.is_string(type):
        return True
    of_enterprises = kind.layer is Layer.SMES if isinstance(kind, NodeKind) else kind.source == "SME"
    return pa.types.is_floating(type) and of_enterprises


def _replaced(table: pa.Table, name: str, values: Mapping[int, object]) -> pa.Table:
    """Return the table with the values of some rows of a column replaced."""
    column = table.column(name).combine_chunks()
    mask = np.zeros(table.num_rows, dtype=bool)
    mask[list(values)] = True
    replacements = pa.array([values[row] for row in sorted(values)], type=column.type)
    return table.set_column(
        table.column_names.index(name), name, pc.replace_with_mask(column, pa.array(mask), replacements)
    )

"""Records held against the model, and rid of personal identifiers, before they are written."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import Kind, NodeKind
from ecograph.model.validation import violations
from loaders.mapping import Report
from loaders.problems import Effect, Problem, shortened
from loaders.scrubbing import Scrubber, replaced


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
        table = Scrubber(kind, self.secret, lambda *masked: self._tell(kind, table, *masked)).scrub(table)
        table = self._with_one_primary(kind, table)
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
            table = replaced(table, name, dict.fromkeys(rows))
        return table.filter(pa.array(~np.isin(np.arange(table.num_rows), list(lost)))) if lost else table

    def _tell(self, kind: Kind, table: pa.Table, row: int, column: str, why: str, extent: str) -> None:
        self.report([self._problem(kind, table, row, column, extent, why, Effect.VALUE_MASKED)])

    def _with_one_primary(self, kind: Kind, table: pa.Table) -> pa.Table:
        """Return relationships of which at most one of each source is the primary one: the first."""
        if isinstance(kind, NodeKind) or "primary" not in table.column_names:
            return table
        rows = pc.indices_nonzero(pc.fill_null(table.column("primary"), False))
        ends = table.select(["source", "target"]).take(rows).append_column("row", rows)
        if len(ends.column("source").unique()) == ends.num_rows:
            return table
        firsts = ends.group_by("source", use_threads=False).aggregate([("target", "first")])
        joined = ends.join(firsts, "source", use_threads=False)
        others = joined.filter(pc.not_equal(joined.column("target"), joined.column("target_first")))
        late = sorted(others.column("row").to_pylist())
        why = "another row makes another one the primary one"
        self.report(self._problem(kind, table, row, "primary", "", why, Effect.VALUE_UNKNOWN) for row in late)
        return replaced(table, "primary", dict.fromkeys(late)) if late else table

    def _problem(
        self, kind: Kind, table: pa.Table, row: int, column: str, value: str, why: str, effect: Effect
    ) -> Problem:
        document = table.column("claim_document")[row].as_py()
        record = table.column("claim_row")[row].as_py()
        return Problem(self.source, document, record, column, value, why, effect, kind.name)

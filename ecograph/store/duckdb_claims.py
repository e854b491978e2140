"""The claims of one source on one kind, as one run changes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ecograph.model import Kind
from ecograph.store.columns import identity_columns, stated_columns
from ecograph.store.duckdb_schema import PROVENANCE, claim_table, gone_table, quote, same_thing
from ecograph.store.incoming import with_columns

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
ROW_GROUP = 122_880
REFRESHED = ("claim_document", "claim_row", "claim_reference", "claim_confidence")


@dataclass(frozen=True, slots=True)
class Matched:
    """By row: the claim that is there already (-1 for none), whether it says something else, or elsewhere."""

    claim: Numbers
    changed: Mask
    moved: Mask


class ClaimWriter:
    """Writes what a source says of a kind, and remembers which of its claims it made again."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, kind: Kind, source: int, run: int, *, accumulates: bool
    ) -> None:
        self.kind = kind
        self.created = self.updated = self.unchanged = self.refreshed = self.withdrawn = 0
        self._connection = connection
        self._source = source
        self._run = run
        self._accumulates = accumulates
        self._table = claim_table(kind)
        ((next_claim,),) = connection.execute(
            f"SELECT coalesce(max(claim), 0) + 1 FROM {self._table}"
        ).fetchall()
        ((self.had, first, last),) = connection.execute(
            f"SELECT count(*), min(claim), max(claim) FROM {self._table} WHERE claim_source = ?", [source]
        ).fetchall()
        self._next = int(next_claim)
        self._first = first or 0
        self._seen: Mask = np.zeros(last - first + 1 if self.had else 0, dtype=np.bool_)

    @property
    def holds(self) -> int:
        """How many claims the source made in this run."""
        return int(self._seen.sum()) + self.created

    @property
    def touched(self) -> bool:
        """Whether what one reads of this kind may have changed."""
        return bool(self.created or self.updated or self.refreshed or self.withdrawn)

    def write(self, rows: pa.Table) -> tuple[int, int, int]:
        """Write claims on things that are there and return how many were new, changed, the same.

        Parameters
        ----------
        rows
            The identity columns of the kind (no thing twice), columns of properties, and
            columns of provenance with documents and confidences as numbers.
        """
        if not rows.num_rows:
            return 0, 0, 0
        matched = self._match(rows)
        new = matched.claim < 0
        self._insert(rows if new.all() else rows.filter(pa.array(new)))
        again = matched.changed | matched.moved
        if again.any():
            self._rewrite(with_columns(rows, [("claim", matched.claim)]).filter(pa.array(again)))
        created, updated = int(new.sum()), int(matched.changed.sum())
        unchanged = rows.num_rows - created - updated
        self.created += created
        self.updated += updated
        self.unchanged += unchanged
        self.refreshed += int(again.sum()) - updated
        return created, updated, unchanged

    def withdraw(self) -> int:
        """Delete the claims not made again; their identities stay in the temporary table `gone KIND`."""
        seen = int(self._seen.sum())
        identity = ", ".join(quote(column) for column in identity_columns(self.kind))
        if seen == self.had:
            return 0
        if seen == 0:
            where, claims = (
                f"claim_source = {self._source} AND claim < {self._first + len(self._seen)}",
                pa.table({}),
            )
        else:
            held = columns(
                self._connection,
                f"SELECT claim FROM {self._table} WHERE claim_source = {self._source} "
                f"AND claim < {self._first + len(self._seen)}",
            )["claim"]
            claims = pa.table({"claim": held[~self._seen[held - self._first]]})
            where = "claim IN (SELECT claim FROM unseen)"
        with registered(self._connection, unseen=claims):
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {gone_table(self.kind)} AS "
                f"SELECT {identity} FROM {self._table} WHERE {where}"
            )
            self._connection.execute(f"DELETE FROM {self._table} WHERE {where}")
        self.withdrawn = self.had - seen
        return self.withdrawn

    def _match(self, rows: pa.Table) -> Matched:
        matched = Matched(
            np.full(rows.num_rows, -1, dtype=np.int64),
            np.zeros(rows.num_rows, dtype=np.bool_),
            np.zeros(rows.num_rows, dtype=np.bool_),
        )
        if not self.had and not self.created:
            return matched
        names = rows.column_names
        changed = _differs([c for c in stated_columns(self.kind) if c in names])
        moved = "true" if self._accumulates else _differs([c for c in REFRESHED if c in names])
        numbered = with_columns(rows, [("place", np.arange(rows.num_rows, dtype=np.int32))])
        with registered(self._connection, incoming=numbered):
            found = columns(
                self._connection,
                f"SELECT i.place, c.claim, {changed} AS changed, {moved} AS moved FROM incoming i "
                f"JOIN {self._table} c ON {same_thing(self.kind, 'c', 'i')} "
                f"WHERE c.claim_source = {self._source}",
            )
        place = found["place"]
        matched.claim[place] = found["claim"]
        matched.changed[place] = found["changed"]
        matched.moved[place] = found["moved"]
        old = found["claim"] - self._first
        self._seen[old[(old >= 0) & (old < len(self._seen))]] = True
        return matched

    def _insert(self, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        fixed = {"claim_source": self._source, "claim_first_run": self._run, "claim_last_run": self._run}
        numbered = with_columns(rows, [("claim", np.arange(self._next, self._next + rows.num_rows))])
        selected = ", ".join(
            (*map(quote, numbered.column_names), *(f"{value} AS {c}" for c, value in fixed.items()))
        )
        with registered(self._connection, incoming=row_groups(numbered)):
            self._connection.execute(f"INSERT INTO {self._table} BY NAME SELECT {selected} FROM incoming")
        self._next += rows.num_rows

    def _rewrite(self, rows: pa.Table) -> None:
        """Put claims in the place of older ones; a column that is absent keeps what it said."""
        # Deleting and inserting is faster than UPDATE in bulk, and holds less in memory.
        new = {c: f"i.{quote(c)}" for c in rows.column_names}
        new["claim_last_run"] = str(self._run)
        every = (*identity_columns(self.kind), *PROVENANCE, *stated_columns(self.kind))
        selected = ", ".join(f"{new.get(c, f'c.{quote(c)}')} AS {quote(c)}" for c in every)
        with registered(self._connection, incoming=rows):
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE rewritten AS SELECT {selected} FROM {self._table} c "
                "JOIN incoming i ON i.claim = c.claim"
            )
        self._connection.execute(f"DELETE FROM {self._table} WHERE claim IN (SELECT claim FROM rewritten)")
        self._connection.execute(f"INSERT INTO {self._table} BY NAME FROM rewritten")
        self._connection.execute("DROP TABLE rewritten")


def last_of_each(connection: duckdb.DuckDBPyConnection, rows: pa.Table, key: Sequence[str]) -> Mask:
    """Return a mask of the rows whose key no later row has.

    Hashes are compared first, since a table nearly always has no row twice: sorting them costs a
    tenth of grouping the keys.
    """
    last = np.ones(rows.num_rows, dtype=np.bool_)
    with registered(connection, incoming=rows.select(key)):
        hashes = columns(connection, f"SELECT hash({_listed(key)}) AS h FROM incoming")["h"]
    hashes.sort()
    shared = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    if not len(shared):
        return last
    numbered = with_columns(rows.select(key), [("place", np.arange(rows.num_rows, dtype=np.int32))])
    with registered(connection, incoming=numbered, shared=pa.table({"h": shared})):
        repeated = columns(
            connection,
            f"SELECT place FROM incoming WHERE hash({_listed(key)}) IN (SELECT h FROM shared) "
            f"QUALIFY row_number() OVER (PARTITION BY {_listed(key)} ORDER BY place DESC) > 1",
        )["place"]
    last[repeated] = False
    return last


def columns(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, npt.NDArray[Any]]:
    """Return what a query gives, by column."""
    return {name: np.asarray(values) for name, values in connection.execute(query).fetchnumpy().items()}


def row_groups(table: pa.Table) -> pa.RecordBatchReader:
    """Return the table, to be read once, in pieces of the size in which DuckDB stores rows.

    Pieces of any other size leave row groups half empty, which a checkpoint then writes again:
    that took as long as the load itself.
    """
    starts = range(0, table.num_rows, ROW_GROUP)
    pieces = (batch for s in starts for batch in table.slice(s, ROW_GROUP).combine_chunks().to_batches())
    return pa.RecordBatchReader.from_batches(table.schema, pieces)


@contextmanager
def registered(
    connection: duckdb.DuckDBPyConnection, **tables: pa.Table | pa.RecordBatchReader
) -> Iterator[None]:
    """Let SQL read Arrow tables by name inside the block."""
    usable = {name: table for name, table in tables.items() if len(table.schema)}
    for name, table in usable.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in usable:
            connection.unregister(name)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(quote(column) for column in columns)


def _differs(columns: Sequence[str]) -> str:
    return " OR ".join(f"c.{quote(c)} IS DISTINCT FROM i.{quote(c)}" for c in columns) or "false"

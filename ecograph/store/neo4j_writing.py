"""Writing a plan: at once where it fits a transaction, else in batches that are never done twice."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
from neo4j import Transaction

from ecograph.errors import StoreError
from ecograph.model import MODEL, NodeKind
from ecograph.store.books import source_fields
from ecograph.store.columns import identity_columns
from ecograph.store.neo4j_books import STORE_NODE, write_books
from ecograph.store.neo4j_connection import Connection, TransactionTooLarge, rows_of
from ecograph.store.neo4j_lock import WriterLock
from ecograph.store.neo4j_plan import Plan, Step
from ecograph.store.neo4j_schema import (
    count_of,
    key_property,
    node_columns,
    quote,
    relationship_columns,
    same_relationship,
)

ATOMIC = 20_000
"""A run that changes no more things than this is written in one transaction."""

BATCH = 10_000


class PlanWriter:
    """Writes plans under a lock."""

    def __init__(self, connection: Connection, lock: WriterLock, spool: Path) -> None:
        self._connection = connection
        self._lock = lock
        self._spool = spool

    def write(self, plan: Plan) -> None:
        """Write a plan whole.

        Raises
        ------
        StoreError
            What came to be in the store is not what the run computed.
        """
        if plan.rows <= ATOMIC:
            try:
                self._connection.write(lambda transaction: self._at_once(transaction, plan))
            except TransactionTooLarge:
                pass
            else:
                return
        plan.spool(self._spool)
        self._connection.write(lambda transaction: self._mark(transaction, plan))
        self.resume(plan, 0, 0)

    def resume(self, plan: Plan, first: int, row: int) -> None:
        """Write what is not written yet of a plan that was spooled: from a row of a step on."""
        size = BATCH
        for place, step in enumerate(plan.steps[first:], start=first):
            start = row if place == first else 0
            while start < step.rows.num_rows:
                part = step.rows.slice(start, size)
                try:
                    self._write_batch(step, part, place, start + part.num_rows)
                except TransactionTooLarge:
                    if part.num_rows == 1:
                        raise
                    size = max(1, part.num_rows // 2)
                    continue
                start += part.num_rows
        self._connection.write(lambda transaction: self._finish(transaction, plan))
        shutil.rmtree(self._spool, ignore_errors=True)

    def _at_once(self, transaction: Transaction, plan: Plan) -> None:
        if self._is_complete(transaction, plan):
            return
        for step in plan.steps:
            for start in range(0, step.rows.num_rows, BATCH):
                self._apply(transaction, step, step.rows.slice(start, BATCH))
        self._finish(transaction, plan)

    def _write_batch(self, step: Step, part: pa.Table, place: int, until: int) -> None:
        def work(transaction: Transaction) -> None:
            said = self._lock.fence(transaction)
            if (said["loading_step"], said["loading_row"]) == (place, until):
                return
            self._apply(transaction, step, part)
            # How far it came is written with the rows themselves, so that no batch is done twice.
            rows_of(
                transaction,
                f"MATCH {STORE_NODE} SET s.loading_step = $step, s.loading_row = $row",
                step=place,
                row=until,
            )

        self._connection.write(work)

    def _mark(self, transaction: Transaction, plan: Plan) -> None:
        self._lock.fence(transaction)
        rows_of(
            transaction,
            f"MATCH {STORE_NODE} SET s += $marks",
            marks={
                "loading_run": plan.books.version,
                "loading_stamp": plan.stamp,
                "loading_source": json.dumps(source_fields(plan.source)),
                "loading_spool": str(self._spool),
                "loading_step": 0,
                "loading_row": 0,
            },
        )

    def _finish(self, transaction: Transaction, plan: Plan) -> None:
        if self._is_complete(transaction, plan):
            return
        self._compare(transaction, plan)
        write_books(transaction, plan.before, plan.books, list(plan.contested), plan.stamp)

    def _is_complete(self, transaction: Transaction, plan: Plan) -> bool:
        """Whether the plan was written by an attempt whose answer was lost."""
        return self._lock.fence(transaction).get("stamp") == plan.stamp

    def _apply(self, transaction: Transaction, step: Step, part: pa.Table) -> None:
        """Write rows, and raise where the server did not find or make each of them."""
        columns = [part.column(name).to_pylist() for name in part.column_names]
        rows = list(zip(*columns, strict=True))
        ((done,),) = (
            row.values() for row in rows_of(transaction, statement(step, part.column_names), rows=rows)
        )
        if done != len(rows):
            raise StoreError(
                f"{self._connection.address} wrote {done:,} of {len(rows):,} rows of {step.kind.name}.",
                "Something other than ecograph has changed the graph. Restore it, or load it anew.",
            )

    def _compare(self, transaction: Transaction, plan: Plan) -> None:
        """Hold what the store now has against what the run computed."""
        if not plan.expected:
            return
        counts = ", ".join(
            f"{count_of(MODEL.kinds[kind], MODEL)} AS c{place}" for place, kind in enumerate(plan.expected)
        )
        (found,) = rows_of(transaction, f"RETURN {counts}")
        for (kind, expected), count in zip(plan.expected.items(), found.values(), strict=True):
            if count != expected:
                raise StoreError(
                    f"{self._connection.address} has {count:,} of {kind}, and {expected:,} were expected.",
                    "Something other than ecograph has changed the graph. Restore it, or load it anew.",
                )


def statement(step: Step, columns: list[str]) -> str:
    """Return the statement that writes rows of these columns, and returns how many it wrote."""
    kind, places = step.kind, {name: place for place, name in enumerate(columns)}
    if isinstance(kind, NodeKind):
        node = f"(n:{quote(kind.name)} {{nid: row[{places['nid']}]}})"
        if step.action == "gone":
            return f"UNWIND $rows AS row MATCH {node} DETACH DELETE n RETURN count(*) AS done"
        stated = {key_property(kind): places["key"]}
        stated |= {name: places[name] for name in node_columns(kind) if name in places}
        verb = "CREATE" if step.action == "created" else "MATCH"
        return f"UNWIND $rows AS row {verb} {node} SET n += {_map(stated)} RETURN count(*) AS done"
    ends = (
        f"UNWIND $rows AS row MATCH (a:{quote(kind.source)} {{nid: row[{places['source']}]}}) "
        f"MATCH (b:{quote(kind.target)} {{nid: row[{places['target']}]}}) "
    )
    stated = {name: places[name] for name in relationship_columns(kind) if name in places}
    if step.action == "created":
        return f"{ends}CREATE (a)-[r:{quote(kind.type)}]->(b) SET r = {_map(stated)} RETURN count(*) AS done"
    there = [places[name] for name in identity_columns(kind)]
    found = f"{ends}MATCH (a)-[r:{quote(kind.type)}]->(b) WHERE {same_relationship(kind, 'row', there[2:])} "
    if step.action == "gone":
        return f"{found}DELETE r RETURN count(*) AS done"
    return f"{found}SET r += {_map(stated)} RETURN count(*) AS done"


def _map(stated: dict[str, int]) -> str:
    return "{" + ", ".join(f"{quote(name)}: row[{place}]" for name, place in stated.items()) + "}"

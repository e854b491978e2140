"""What a run writes: changes of every kind in the order that works, in memory or spooled to a folder."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pyarrow as pa

from ecograph.errors import StoreError
from ecograph.model import MODEL, Kind
from ecograph.store.base import Source
from ecograph.store.books import Books, books_from_json, books_to_json
from ecograph.store.duckdb_scratch import Changes, Scratch

Action = Literal["gone", "changed", "created"]
PLAN = "plan.json"


@dataclass(frozen=True, slots=True)
class Step:
    """Changes of one sort to one kind."""

    kind: Kind
    action: Action
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one run writes.

    Attributes
    ----------
    before
        The version that the changes were computed from.
    expected
        How many things there will be of each kind that the run looked at.
    contested
        The kinds of which several sources claim the same thing.
    stamp
        What tells this plan from every other, of the same run too.
    """

    before: int
    source: Source
    steps: Sequence[Step]
    expected: Mapping[str, int]
    contested: Sequence[str]
    books: Books
    stamp: str = field(default_factory=lambda: uuid4().hex)

    @property
    def rows(self) -> int:
        """How many things change."""
        return sum(step.rows.num_rows for step in self.steps)

    def spool(self, folder: Path) -> None:
        """Write everything to a folder; the file that makes it valid comes last."""
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
            for place, step in enumerate(self.steps):
                path = folder / f"{place:03}.arrow"
                with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, step.rows.schema) as writer:
                    writer.write_table(step.rows)
                _sync(path)
            content = {
                "before": self.before,
                "source": self.source.id,
                "steps": [[step.kind.name, step.action] for step in self.steps],
                "expected": dict(self.expected),
                "contested": list(self.contested),
                "books": books_to_json(self.books),
                "stamp": self.stamp,
            }
            draft = folder / "draft"
            draft.write_text(json.dumps(content), encoding="utf-8")
            _sync(draft)
            draft.replace(folder / PLAN)
        except OSError as error:
            raise StoreError(
                f"The changes of a run cannot be written to {folder}: {error.strerror}.",
                "Nothing was changed. Free some space there.",
            ) from error


def read_plan(folder: Path) -> Plan | None:
    """Return the plan in a folder; None where there is no whole one."""
    try:
        content = json.loads((folder / PLAN).read_text(encoding="utf-8"))
        books = books_from_json(content["books"])
        stamp = content["stamp"]
        steps = [
            Step(MODEL.kinds[kind], action, _read(folder / f"{place:03}.arrow"))
            for place, (kind, action) in enumerate(content["steps"])
        ]
    except (OSError, ValueError, KeyError):
        return None
    source = next(account.source for account in books.accounts if account.source.id == content["source"])
    return Plan(
        content["before"],
        source,
        steps,
        content["expected"],
        content["contested"],
        books,
        stamp,
    )


def in_order(changes: Mapping[str, Changes]) -> list[Step]:
    """Return the steps of changes: what goes first, relationships before nodes, then what comes."""
    links: list[Kind] = [kind for kind in MODEL.relationships if kind.name in changes]
    nodes: list[Kind] = [kind for kind in MODEL.nodes if kind.name in changes]
    steps = [Step(kind, "gone", changes[kind.name].gone) for kind in (*links, *nodes)]
    for kind in (*nodes, *links):
        steps.append(Step(kind, "changed", changes[kind.name].changed))
        steps.append(Step(kind, "created", changes[kind.name].created))
    return [step for step in steps if step.rows.num_rows]


def plan_of(scratch: Scratch) -> Plan:
    """Return the plan that writes everything in a scratch file to an empty server."""
    books = scratch.books()
    kinds = [kind for kind in MODEL if scratch.count(kind)]
    changes = {kind.name: scratch.changes(kind) for kind in kinds}
    last = max(books.accounts, key=lambda account: account.last_run)
    contested = [kind.name for kind in kinds if scratch.contested(kind)]
    expected = {kind.name: scratch.count(kind) for kind in kinds}
    return Plan(0, last.source, in_order(changes), expected, contested, books)


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

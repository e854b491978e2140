"""Checked records into a run of a store: nodes as they come, relationships when all nodes are there."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
from pyarrow import feather

from ecograph.model import MODEL, Model, RelationshipKind
from ecograph.store import Run, Upserted

NODE_ROWS = 1_000_000
"""How many nodes of a kind are gathered before they are written."""
RELATIONSHIP_ROWS = 2_000_000
"""How many relationships are written in one go."""


class Writer:
    """Gathers records and hands them to a run in large tables.

    A relationship may come before its ends: relationships wait in temporary files until `finish`.
    Use as a context manager, which removes those files.
    """

    def __init__(self, run: Run, model: Model = MODEL) -> None:
        self._run = run
        self._model = model
        self._nodes: dict[str, list[pa.Table]] = {}
        self._waiting: dict[str, list[Path]] = {}
        self._upserted: list[tuple[str, Upserted]] = []

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="ecograph-")
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._folder.cleanup()

    def add(self, kind: str, table: pa.Table) -> Iterator[tuple[str, Upserted]]:
        """Take records, and yield what became of those written now."""
        if table.num_rows == 0:
            return
        if isinstance(self._model.kinds[kind], RelationshipKind):
            files = self._waiting.setdefault(kind, [])
            path = Path(self._folder.name) / f"{sum(map(len, self._waiting.values()))}.arrow"
            feather.write_feather(table, path, compression="lz4")
            files.append(path)
            return
        gathered = self._nodes.setdefault(kind, [])
        if gathered and gathered[0].schema != table.schema:
            yield from self._write_nodes(kind)
        self._nodes[kind].append(table)
        if sum(part.num_rows for part in self._nodes[kind]) >= NODE_ROWS:
            yield from self._write_nodes(kind)

    def finish(self) -> Iterator[tuple[str, Upserted]]:
        """Write what waits, nodes first, and yield what became of it."""
        for kind in list(self._nodes):
            yield from self._write_nodes(kind)
        for kind, paths in self._waiting.items():
            parts: list[pa.Table] = []
            for path in paths:
                part = feather.read_table(path)
                if parts and (parts[0].schema != part.schema or _rows(parts) >= RELATIONSHIP_ROWS):
                    yield kind, self._run.upsert_relationships(kind, pa.concat_tables(parts))
                    parts = []
                parts.append(part)
            if parts:
                yield kind, self._run.upsert_relationships(kind, pa.concat_tables(parts))

    def _write_nodes(self, kind: str) -> Iterator[tuple[str, Upserted]]:
        parts, self._nodes[kind] = self._nodes[kind], []
        if parts:
            yield kind, self._run.upsert_nodes(kind, pa.concat_tables(parts))


def _rows(parts: list[pa.Table]) -> int:
    return sum(part.num_rows for part in parts)

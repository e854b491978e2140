"""The records of a file, made as a load makes them, for who looks at a file that is not to be kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.model import MODEL
from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from loaders.checking import Checker
from loaders.files import find_files
from loaders.identity.identification import Identification
from loaders.identity.report import IdentityReport
from loaders.mapping import map_records
from loaders.problems import Problem
from loaders.recipes import FoundRecipe

Place = tuple[str, int]
"""A document, and a row in it as a person counts them."""


@dataclass(slots=True)
class Records:
    """What a file says, by kind; `seen` are the rows that were read."""

    tables: dict[str, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    seen: dict[Place, None] = field(default_factory=dict)

    def rows(self, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        """Yield the records of a kind with their place."""
        for table in self.tables.get(kind, ()):
            for row in table.to_pylist():
                yield (row["claim_document"], row["claim_row"]), row

    def report(self, problems: Iterable[Problem]) -> None:
        """Keep problems."""
        self.problems += problems


def read_records(
    found: FoundRecipe,
    path: Path,
    store: GraphStore,
    kinds: Collection[str],
    *,
    identities: IdentityLog,
    secret: bytes,
) -> Records:
    """Return the records of some kinds that a file gives, checked and under the keys of a load.

    Nothing is written: the store says what names mean, and the log who is judged to be who. Tables
    of the recipe that give none of the first kind are passed over.
    """
    records, recipe = Records(), found.recipe
    identification = Identification(recipe, store, identities, found.cleaners, secret, IdentityReport())
    checker = Checker(recipe.source.id, secret, records.report)
    files = find_files(recipe, path)
    identification.prepare(files)
    for file in files:
        wanted = [record for record in file.table.records if record.kind in kinds]
        if not any(record.kind == next(iter(kinds)) for record in wanted):
            continue
        for chunk in file.read():
            records.seen |= {(chunk.document, row): None for row in chunk.rows.tolist()}
            columns = identification.columns(chunk, file.table, records.report)
            for record in wanted:
                mapped = map_records(record, columns, recipe.source.id, records.report)
                checked = checker.check(MODEL.kinds[record.kind], mapped)
                records.tables[record.kind].append(identification.settle(record, columns, checked))
    return records

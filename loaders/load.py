"""One load: the files of a source, through a recipe, into a store."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from ecograph.errors import SourceError
from ecograph.model import MODEL
from ecograph.state import IdentityLog
from ecograph.store import GraphStore, Upserted
from loaders.checking import Checker
from loaders.cleaning import Cleaner
from loaders.extract import Chunk, extract
from loaders.extract.matching import find_matches
from loaders.identity.identification import Identification
from loaders.mapping import map_records
from loaders.privacy import without_citizen_numbers
from loaders.problems import Effect, Problem, ProblemLog, shortened
from loaders.recipe import Recipe, TableRecipe
from loaders.report import KindReport, LoadReport, RowLedger
from loaders.writing import Writer

Progress = Callable[[str, int], None]
"""Told, as a load goes on, the document under way and how many rows of it were read."""


def _in_silence(_: str, __: int) -> None:
    pass


class _DryRun(Exception):
    """Thrown inside a run to undo it."""


def load(
    recipe: Recipe,
    path: Path,
    store: GraphStore,
    *,
    cleaners: Mapping[str, Cleaner],
    secret: bytes,
    identities: IdentityLog | None = None,
    mix: bool = False,
    allow_shrink: bool = False,
    dry_run: bool = False,
    problem_file: Path | None = None,
    progress: Progress = _in_silence,
) -> LoadReport:
    """Load a file or a folder, all or nothing, and return what became of every row.

    Parameters
    ----------
    path
        A folder that holds the files of the recipe's tables, or one such file.
    cleaners, secret
        How the texts of the country are read; what personal identifiers are hashed with.
    identities
        What people judged of who is who in this store, to be heeded; None for nothing.
    mix, allow_shrink
        As in `GraphStore.begin`.
    dry_run
        Do everything and then undo it: the report is that of a real load.
    problem_file
        Where to write every problem, as CSV.

    Raises
    ------
    SourceError
        When a file is missing, cannot be read, or lacks a column the recipe needs.
    """
    started = time.perf_counter()
    files = find_files(recipe, path)
    report = LoadReport(recipe.id, recipe.source.id, problem_file=problem_file, dry_run=dry_run)
    identification = Identification(recipe, store, identities, cleaners, secret, report.identity)
    with ExitStack() as stack:
        log = stack.enter_context(ProblemLog(problem_file))
        try:
            with store.begin(recipe.to_source(), mix=mix, allow_shrink=allow_shrink) as run:
                writer = stack.enter_context(Writer(run))
                load = _Load(recipe, identification, secret, writer, log, report, progress)
                load.read(files)
                if dry_run:
                    raise _DryRun  # noqa: TRY301  (the only way out of a run that undoes it)
        except _DryRun:
            pass
    if not dry_run:
        record = store.runs()[-1]
        report.version = record.number
        report.withdrawn, report.orphaned = dict(record.withdrawn), dict(record.orphaned)
    identification.conclude(dry_run=dry_run)
    report.problems = log.first
    report.problem_counts = {
        (column, why, effect.value): n for (column, why, effect), n in log.counts.items()
    }
    report.seconds = time.perf_counter() - started
    return report


def find_files(recipe: Recipe, path: Path) -> list[tuple[TableRecipe, Path, str]]:
    """Return the files of each table: the table, the file, and its name as reports give it.

    Raises
    ------
    SourceError
        When the path does not exist, or no file matches.
    """
    if not path.exists():
        raise SourceError(f"{path} does not exist.", "Give a file or a folder.")
    found: list[tuple[TableRecipe, Path, str]] = []
    for table in recipe.tables:
        alone = path.is_file() and len(recipe.tables) == 1
        matches = find_matches(path, path.name if alone else table.files)
        found += [(table, match, name) for match, name in matches]
        if not matches and not path.is_file() and not any(letter in table.files for letter in "*?["):
            raise SourceError(
                f"{path} has no file {table.files!r}, which the recipe {recipe.id} reads.",
                "Give the folder that has it.",
            )
    if not found:
        wanted = ", ".join(dict.fromkeys(table.files for table in recipe.tables))
        raise SourceError(
            f"Nothing in {path} matches {wanted}, which the recipe {recipe.id} reads.",
            "Give the folder or the file that does.",
        )
    return found


class _Load:
    """The state of one load while it goes on."""

    def __init__(
        self,
        recipe: Recipe,
        identification: Identification,
        secret: bytes,
        writer: Writer,
        log: ProblemLog,
        report: LoadReport,
        progress: Progress,
    ) -> None:
        self.recipe = recipe
        self.identification = identification
        self.writer = writer
        self.log = log
        self.report = report
        self.progress = progress
        self.ledger = RowLedger()
        self.checker = Checker(recipe.source.id, secret, self._report)

    def read(self, files: list[tuple[TableRecipe, Path, str]]) -> None:
        """Read, map, check and write every file, and settle the account."""
        self.identification.prepare(files)
        for table, path, document in files:
            self.report.documents.append(without_citizen_numbers(document))
            for chunk in extract(path, document, table):
                self._take(chunk, table)
                self.progress(document, int(chunk.rows.max(initial=0)))
        self._settle(self.writer.finish())
        self.report.rows = self.ledger.counts
        self.report.skipped = {reason: count for reason, count in self.ledger.skipped.items() if count}

    def _take(self, chunk: Chunk, table: TableRecipe) -> None:
        chunk = replace(chunk, document=without_citizen_numbers(chunk.document))
        self.ledger.read(chunk.document, chunk.rows, chunk.skipped)
        self._note(chunk)
        columns = self.identification.columns(chunk, table, self._report)
        for record in table.records:
            kind = MODEL.kinds[record.kind]
            mapped = map_records(record, columns, self.recipe.source.id, self._report)
            checked = self.identification.settle(record, columns, self.checker.check(kind, mapped))
            counts = self.report.kinds.setdefault(kind.name, KindReport())
            counts.mapped += mapped.num_rows
            counts.refused += mapped.num_rows - checked.num_rows
            self.ledger.made(chunk.document, np.asarray(checked.column("claim_row"), dtype=np.int64))
            self._settle(self.writer.add(kind.name, checked))

    def _note(self, chunk: Chunk) -> None:
        """Report what the reader remarked on. What was read all the same is no trouble to its row,
        and a row that was skipped is not in the ledger.
        """
        rows = set(chunk.rows.tolist()) if chunk.remarks else set()
        troubles: list[Problem] = []
        notes: list[Problem] = []
        for remark in chunk.remarks:
            problem = Problem(
                self.recipe.source.id,
                chunk.document,
                remark.row,
                remark.column,
                "",
                remark.why,
                remark.effect,
            )
            harmless = remark.effect is Effect.READ_ALL_THE_SAME or remark.row not in rows
            (notes if harmless else troubles).append(problem)
        self._report(troubles)
        self.log.add(notes)

    def _settle(self, written: Iterator[tuple[str, Upserted]]) -> None:
        for kind, upserted in written:
            self.report.kinds[kind].add(upserted)
            self._report(self._dangling(kind, upserted.dangling))

    def _dangling(self, kind: str, table: pa.Table) -> Iterator[Problem]:
        """Yield a problem for each relationship whose end is not in the store."""
        ends = (
            {"source": MODEL.relationship(kind).source, "target": MODEL.relationship(kind).target}
            if table.num_rows
            else {}
        )
        for row in table.to_pylist():
            document, record = row["claim_document"], row["claim_row"]
            self.ledger.made(document, np.array([record]), -1)
            missing = "source" if row["missing"] == "both" else row["missing"]
            why = f"there is no {ends[missing]} with this key"
            value = shortened(row[missing])
            column = self._column_of(kind, missing)
            yield Problem(
                self.recipe.source.id, document, record, column, value, why, Effect.RECORD_NOT_MADE, kind
            )

    def _column_of(self, kind: str, end: str) -> str:
        """Return the column of the files that an end of a relationship was read from."""
        for table in self.recipe.tables:
            for record in table.relationships:
                expression = record.source if end == "source" else record.target
                if record.kind == kind and expression.columns:
                    return expression.columns[0]
        return end

    def _report(self, problems: Iterable[Problem]) -> None:
        def noted() -> Iterator[Problem]:
            for problem in problems:
                self.ledger.troubled(problem)
                yield problem

        self.log.add(noted())

"""One load: the files of a source, through a recipe, into a store."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa

from ecograph.model import MODEL
from ecograph.state import IdentityLog
from ecograph.store import GraphStore, Upserted
from loaders.checking import Checker
from loaders.cleaning import Cleaner
from loaders.control_totals import ControlTotals
from loaders.corrections import Corrections, read_corrections
from loaders.extract import Chunk
from loaders.files import SourceFile, find_files
from loaders.identity.identification import Identification
from loaders.mapping import map_records
from loaders.problems import Effect, Problem, ProblemLog, shortened
from loaders.recipe import Recipe, TableRecipe
from loaders.rejections import Rejections, write_rejections
from loaders.report import KindReport, LoadReport, RowLedger
from loaders.writing import Writer

Progress = Callable[[str, int], None]
"""Told, as a load goes on, the document under way and how many rows of it were read."""


def _in_silence(_: str, __: int) -> None:
    pass


class _Undone(Exception):
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
    strict: bool = False,
    problem_file: Path | None = None,
    rejected_file: Path | None = None,
    corrections: Path | None = None,
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
    strict
        Undo everything where a problem cost a value, a record or a row, or a stated total differs.
    problem_file
        Where to write every problem, as CSV.
    rejected_file
        Where to write the rows that lost a record, as a workbook; written only where there are any.
    corrections
        Such a workbook, put right: its cells are read in the place of those of the files.

    Raises
    ------
    SourceError
        When a file is missing, cannot be read, or lacks a column the recipe needs.
    """
    started = time.perf_counter()
    corrected = read_corrections(corrections) if corrections else Corrections()
    files = find_files(recipe, path, corrected)
    report = LoadReport(recipe.id, recipe.source.id, problem_file=problem_file, dry_run=dry_run)
    identification = Identification(recipe, store, identities, cleaners, secret, report.identity)
    with ExitStack() as stack:
        log = stack.enter_context(ProblemLog(problem_file))
        try:
            with store.begin(recipe.to_source(), mix=mix, allow_shrink=allow_shrink) as run:
                writer = stack.enter_context(Writer(run))
                load = _Load(recipe, identification, cleaners, secret, writer, log, report, progress)
                load.read(files)
                load.report_unused(corrected)
                load.conclude()
                report.refused = strict and report.losses > 0
                if dry_run or report.refused:
                    raise _Undone  # noqa: TRY301  (the only way out of a run that undoes it)
        except _Undone:
            pass
    if report.rejected and rejected_file:
        write_rejections(load.rejections, files, rejected_file)
        report.rejected_file = rejected_file
    dry_run |= report.refused
    if not dry_run:
        record = store.runs()[-1]
        report.version = record.number
        report.withdrawn, report.orphaned = dict(record.withdrawn), dict(record.orphaned)
    identification.conclude(dry_run=dry_run)
    report.seconds = time.perf_counter() - started
    return report


class _Load:
    """The state of one load while it goes on."""

    def __init__(
        self,
        recipe: Recipe,
        identification: Identification,
        cleaners: Mapping[str, Cleaner],
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
        self.rejections = Rejections()
        self.totals = ControlTotals(recipe.source.id, cleaners)
        self.checker = Checker(recipe.source.id, secret, self._report)

    def read(self, files: list[SourceFile]) -> None:
        """Read, map, check and write every file."""
        self.identification.prepare(files)
        for file in files:
            self.report.documents.append(file.shown)
            for chunk in file.read():
                self._take(chunk, file.table)
                self.progress(file.shown, int(chunk.rows.max(initial=0)))
        self._settle(self.writer.finish())

    def report_unused(self, corrections: Corrections) -> None:
        """Report corrections of rows that the files do not have."""
        why = "the files have no such row of data: nothing was corrected"
        self.log.add(
            Problem(self.recipe.source.id, document, row, "", "", why, Effect.NOT_READ)
            for document, row in corrections.unused()
        )

    def conclude(self) -> None:
        """Settle the account of rows and problems."""
        report, log = self.report, self.log
        report.rows = self.ledger.counts
        report.skipped = {reason: count for reason, count in self.ledger.skipped.items() if count}
        report.problems = log.first
        report.problem_counts = {
            (column, why, effect.value): count for (column, why, effect), count in log.counts.items()
        }
        report.rejected = self.rejections.count
        report.totals = {outcome: count for outcome, count in self.totals.outcomes.items() if count}

    def _take(self, chunk: Chunk, table: TableRecipe) -> None:
        self.ledger.read(chunk.document, chunk.rows, chunk.skipped)
        self._note(chunk)
        columns = self.identification.columns(chunk, table, self._report)
        # A row of totals is no row of data, and has no place in the ledger.
        self.log.add(self.totals.check(chunk, columns, table))
        for record in table.records:
            kind = MODEL.kinds[record.kind]
            mapped = map_records(record, columns, self.recipe.source.id, self._report)
            checked = self.identification.settle(record, columns, self.checker.check(kind, mapped))
            counts = self.report.kinds.setdefault(kind.name, KindReport())
            counts.mapped += mapped.num_rows
            counts.refused += mapped.num_rows - checked.num_rows
            self.ledger.made(chunk.document, np.asarray(checked.column("claim_row"), dtype=np.int64))
            self.report.count_unknowns(kind.name, checked)
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
                self.rejections.add(problem)
                yield problem

        self.log.add(noted())

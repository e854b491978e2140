"""What became of a load: rows, records and problems, in numbers that add up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.store import Upserted
from loaders.identity.report import IdentityReport
from loaders.problems import Effect, Problem
from loaders.reasons import in_thai


class RowLedger:
    """What each row of each document gave: how many records were made of it and kept."""

    def __init__(self) -> None:
        self._made: dict[str, NDArray[np.int32]] = {}
        self._read: dict[str, NDArray[np.bool_]] = {}
        self._troubled: dict[str, NDArray[np.bool_]] = {}
        self.skipped: Counter[str] = Counter()

    def read(self, document: str, rows: NDArray[np.int64], skipped: Mapping[str, int]) -> None:
        """Note the rows of a chunk, and those that its reader skipped."""
        self.skipped.update(skipped)
        size = int(rows.max(initial=0)) + 1
        for ledger, kind in ((self._made, np.int32), (self._read, np.bool_), (self._troubled, np.bool_)):
            known = ledger.get(document, np.zeros(0, kind))
            if len(known) < size:
                known = np.concatenate([known, np.zeros(size - len(known), kind)])
            ledger[document] = known
        self._read[document][rows] = True

    def made(self, document: str, rows: NDArray[np.int64], records: int = 1) -> None:
        """Note that each of `rows` gave records; a negative number takes them back."""
        if len(rows):
            first = int(rows.min())
            counts = np.bincount(rows - first)
            self._made[document][first : first + len(counts)] += counts * records

    def troubled(self, problem: Problem) -> None:
        """Note that a row has a problem."""
        self._troubled[problem.document][problem.record] = True

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what became of them: `recorded`, `rejected` (a problem and no record) and
        `not wanted` (the recipe makes nothing of it); they add up to `read`.
        """
        counts = Counter({"read": 0, "recorded": 0, "rejected": 0, "not wanted": 0})
        for document, read in self._read.items():
            recorded = read & (self._made[document] > 0)
            rejected = read & ~recorded & self._troubled[document]
            counts["read"] += int(read.sum())
            counts["recorded"] += int(recorded.sum())
            counts["rejected"] += int(rejected.sum())
            counts["not wanted"] += int((read & ~recorded & ~rejected).sum())
        return dict(counts)


@dataclass(slots=True)
class KindReport:
    """What became of the records of one kind; they add up to `mapped`."""

    mapped: int = 0
    refused: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    dangling: int = 0

    def add(self, upserted: Upserted) -> None:
        """Add what a store did with a table."""
        self.created += upserted.created
        self.updated += upserted.updated
        self.unchanged += upserted.unchanged
        self.repeated += upserted.repeated
        self.dangling += upserted.dangling.num_rows

    @property
    def adds_up(self) -> bool:
        """Whether every record mapped is accounted for, once."""
        known = self.refused + self.created + self.updated + self.unchanged + self.repeated + self.dangling
        return known == self.mapped


@dataclass(slots=True)
class LoadReport:
    """Everything about one load.

    Attributes
    ----------
    rows
        Rows by what became of them (`RowLedger.counts`).
    skipped
        Rows that are not data, by reason: above the header, blank.
    kinds
        Records by the name of their kind.
    problems
        The first problems; `problem_counts` counts all of them by (column, why, effect), and
        `problem_file` holds each one, where a file was asked for.
    identity
        What records were matched by: an id, a judgement, another name, or nothing.
    totals
        Figures in rows of totals, by whether they agree with the rows above (`ControlTotals.outcomes`).
    unknowns
        By kind, the values that are unknown, by property; of the properties that the recipe reads.
    rejected, rejected_file
        How many rows lost a record, and the workbook in which they can be put right.
    refused
        Whether everything was undone, because there were problems and `strict` was asked for.
    withdrawn, orphaned
        As in `ecograph.store.RunRecord`.
    """

    recipe: str
    source: str
    documents: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, KindReport] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    problem_file: Path | None = None
    identity: IdentityReport = field(default_factory=IdentityReport)
    totals: dict[str, int] = field(default_factory=dict)
    unknowns: dict[str, dict[str, int]] = field(default_factory=dict)
    rejected: int = 0
    rejected_file: Path | None = None
    refused: bool = False
    withdrawn: dict[str, int] = field(default_factory=dict)
    orphaned: dict[str, int] = field(default_factory=dict)
    version: int = 0
    dry_run: bool = False
    seconds: float = 0.0

    @property
    def total_problems(self) -> int:
        """How many problems there were."""
        return sum(self.problem_counts.values())

    @property
    def losses(self) -> int:
        """How many problems cost a value, a record or a row, or show that something is missing."""
        harmless = (Effect.READ_ALL_THE_SAME, Effect.VALUE_MASKED)
        return sum(count for (_, _, effect), count in self.problem_counts.items() if effect not in harmless)

    def count_unknowns(self, kind: str, table: pa.Table) -> None:
        """Add the unknown values of records that are to be written."""
        unknowns = self.unknowns.setdefault(kind, {})
        for name in table.column_names:
            if name not in ("source", "target") and not name.startswith("claim_"):
                unknowns[name] = unknowns.get(name, 0) + table.column(name).null_count

    @property
    def adds_up(self) -> bool:
        """Whether every row and every record is accounted for, once."""
        rows = self.rows
        return rows["read"] == rows["recorded"] + rows["rejected"] + rows["not wanted"] and all(
            kind.adds_up for kind in self.kinds.values()
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON knows."""
        return {
            "recipe": self.recipe,
            "source": self.source,
            "dry_run": self.dry_run,
            "version": self.version,
            "documents": self.documents,
            "rows": self.rows,
            "skipped": self.skipped,
            "kinds": {
                name: {field: getattr(kind, field) for field in KindReport.__slots__}
                for name, kind in self.kinds.items()
            },
            "problems": {
                "total": self.total_problems,
                "file": str(self.problem_file) if self.problem_file else None,
                "counts": [
                    {
                        "column": column,
                        "why": why,
                        "why_th": in_thai(why),
                        "effect": effect,
                        "count": count,
                    }
                    for (column, why, effect), count in sorted(
                        self.problem_counts.items(), key=lambda item: -item[1]
                    )
                ],
                "first": [str(problem) for problem in self.problems[:20]],
            },
            "identity": self.identity.to_dict(),
            "totals": self.totals,
            "unknowns": self.unknowns,
            "rejected": {
                "rows": self.rejected,
                "file": str(self.rejected_file) if self.rejected_file else None,
            },
            "refused": self.refused,
            "withdrawn": self.withdrawn,
            "orphaned": self.orphaned,
            "adds_up": self.adds_up,
            "seconds": round(self.seconds, 3),
        }

"""What went wrong with a row or a value, and where: nothing is lost and nothing is silent."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from loaders.privacy import mask
from loaders.reasons import in_thai

SHOWN = 1000
"""How many problems a log keeps in memory; all of them are counted and written to its file."""


class Effect(StrEnum):
    """What a problem cost."""

    VALUE_UNKNOWN = "value left unknown"
    RECORD_NOT_MADE = "record not made"
    VALUE_MASKED = "personal data removed"
    READ_ALL_THE_SAME = "read all the same"
    NOT_READ = "not read"
    TOTAL_DIFFERS = "a stated total differs"


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that could not be used.

    `document` is the file (and sheet), `record` the row in it as a person counts them, 1 for the
    first line. `value` is shortened, and rid of what could identify a person.
    """

    source: str
    document: str
    record: int
    column: str
    value: str
    why: str
    effect: Effect
    kind: str = ""

    def __str__(self) -> str:
        value = f" {self.value!r}" if self.value else ""
        return f"{self.document}, row {self.record}, {self.column}{value}: {self.why} ({self.effect})."


class ProblemLog:
    """All problems of one load: counted, the first thousand at hand, every one in a file.

    Use as a context manager. Without a path nothing is written to disk.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.first: list[Problem] = []
        self.counts: Counter[tuple[str, str, Effect]] = Counter()

    def __enter__(self) -> Self:
        self._file = self.path.open("w", encoding="utf-8-sig", newline="") if self.path else None
        self._writer = csv.writer(self._file) if self._file else None
        if self._writer:
            self._writer.writerow([*(field.name for field in fields(Problem)), "why_th"])
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def add(self, problems: Iterable[Problem]) -> None:
        """Count, keep and write problems."""
        for problem in problems:
            self.counts[problem.column, problem.why, problem.effect] += 1
            if len(self.first) < SHOWN:
                self.first.append(problem)
            if self._writer:
                self._writer.writerow([defused(cell) for cell in (*astuple(problem), in_thai(problem.why))])

    @property
    def total(self) -> int:
        """How many problems there were."""
        return self.counts.total()


def shortened(value: object, length: int = 60) -> str:
    """Return a value fit to be shown: masked, on one line, not longer than `length`."""
    text = mask(" ".join(str(value).split()))
    return text if len(text) <= length else text[: length - 1] + "…"


def defused(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell

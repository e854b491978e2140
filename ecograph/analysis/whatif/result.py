"""What a comparison comes to: measures before and after, and findings that come, go or differ."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from ecograph.findings import AnalysisResult, Finding, Subject
from ecograph.model import DataKind, Text


class Status(StrEnum):
    """What became of a finding; one that is about something removed is gone, and not closed."""

    NEW = "new"
    CLOSED = "closed"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number before and after; None is not known.

    Attributes
    ----------
    name
        What is measured, in two languages.
    kind
        The same for programs: the analysis and the name of the number (`reach.potential`).
    subjects
        Of what; none for the whole.
    """

    kind: str
    name: Text
    unit: str
    subjects: tuple[Subject, ...]
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """How much more there is after; None where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def differs(self) -> bool:
        """Whether before and after are not the same."""
        return not same(self.before, self.after)

    def to_dict(self) -> dict[str, Any]:
        """Return the measure as values that JSON knows."""
        return {**asdict(self), "change": self.change}


@dataclass(frozen=True, slots=True)
class Turn:
    """A finding that is there on one side alone, or not the same on both."""

    analysis: str
    status: Status
    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The finding after the change, or before it where it is gone."""
        ended = self.status in (Status.CLOSED, Status.GONE)
        found = self.after if self.after is not None and not ended else self.before
        assert found is not None  # noqa: S101 - one side is there, or there would be no turn
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return the turn as values that JSON knows."""
        return {
            "analysis": self.analysis,
            "status": self.status,
            "id": self.finding.id,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
        }


@dataclass(frozen=True)
class WhatIf:
    """A comparison of what is with what would be.

    Attributes
    ----------
    changes, assumptions
        What would be otherwise, and what was assumed, in words.
    measures
        Every number that was computed on both sides, those that stay the same too.
    turns
        Findings that are new, closed or changed.
    untested
        What was not compared, and why.
    sides
        The results that were compared, by analysis: of what is hidden in them nothing may be said.
    """

    title: str
    changes: tuple[Text, ...]
    assumptions: tuple[Text, ...]
    measures: tuple[Measure, ...]
    turns: tuple[Turn, ...]
    untested: tuple[Text, ...]
    parameters: Mapping[str, Any]
    store_version: int
    data_kind: DataKind
    seconds: float = 0.0
    sides: Mapping[str, tuple[AnalysisResult, AnalysisResult]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as values that JSON knows; the duration is left out, so that the same
        input gives the same bytes.
        """
        return {
            "title": self.title,
            "data_kind": self.data_kind,
            "store_version": self.store_version,
            "parameters": dict(self.parameters),
            "changes": [asdict(text) for text in self.changes],
            "assumptions": [asdict(text) for text in self.assumptions],
            "measures": [measure.to_dict() for measure in self.measures],
            "findings": [turn.to_dict() for turn in self.turns],
            "untested": [asdict(text) for text in self.untested],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return the table of measures, then of findings, one row each; unknown is missing."""
        columns = [
            "status",
            "kind",
            "id",
            "name_en",
            "name_th",
            "unit",
            "before",
            "after",
            "change",
            "data_kind",
        ]
        rows = [
            (
                "measure",
                measure.kind,
                " × ".join(one.key for one in measure.subjects),
                _named(measure.name.en, [one.name.en for one in measure.subjects]),
                _named(measure.name.th, [one.name.th for one in measure.subjects]),
                measure.unit,
                measure.before,
                measure.after,
                measure.change,
                self.data_kind.value,
            )
            for measure in self.measures
        ]
        rows += [_row(turn, self.data_kind) for turn in self.turns]
        return pd.DataFrame(rows, columns=columns)


def _row(turn: Turn, data_kind: DataKind) -> tuple[Any, ...]:
    before, after = (one.effect if one else None for one in (turn.before, turn.after))
    change = None if before is None or after is None else after - before
    finding = turn.finding
    return (
        turn.status.value,
        finding.kind,
        finding.id,
        finding.sentence.en,
        finding.sentence.th,
        finding.unit,
        before,
        after,
        change,
        data_kind.value,
    )


def _named(name: str, subjects: list[str]) -> str:
    return " · ".join([name, *([" × ".join(subjects)] if subjects else [])])


def same(before: float | None, after: float | None) -> bool:
    """Whether two numbers are the same but for rounding; unknown is the same as unknown alone."""
    if before is None or after is None:
        return before is after
    return abs(before - after) <= 1e-9 * max(1.0, abs(before), abs(after))

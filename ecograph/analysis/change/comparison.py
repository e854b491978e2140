"""What became of the findings of one result in another, as values: changes, and what holds for all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ecograph.findings import AnalysisResult, Finding
from ecograph.model import DataKind, Text

SIDES = ("before", "after")


class Status(StrEnum):
    """What became of a finding."""

    NEW = "new"
    CLOSED = "closed"
    PERSISTING = "persisting"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding.

    `differences` names what is not as it was: `rung`, `verdict`, `effect` (where the effect of each side
    lies outside the interval of the other; of exact counts, where they differ). `reasons` say why it
    cannot be compared, or how it was.
    """

    status: Status
    before: Finding | None
    after: Finding | None
    differences: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()

    @property
    def finding(self) -> Finding:
        """The finding as it is after, else as it was before."""
        return self.sides[-1]

    @property
    def sides(self) -> tuple[Finding, ...]:
        """The finding as it was, and as it is; one of them where it was or is not there."""
        return tuple(found for found in (self.before, self.after) if found is not None)

    @property
    def shown(self) -> str:
        """The status, and of what persists whether it is `changed`."""
        return "changed" if self.differences else self.status.value


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results of an analysis compared; `remarks` say what holds for all of it."""

    analysis: str
    before: AnalysisResult
    after: AnalysisResult
    labels: tuple[Text, Text]
    changes: tuple[Change, ...]
    remarks: tuple[Text, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are new, closed, persisting, changed among these, and unclear."""
        found = {status.value: 0 for status in Status} | {"changed": 0}
        for change in self.changes:
            found[change.status] += 1
            found["changed"] += bool(change.differences)
        return found

    @property
    def data_kind(self) -> DataKind:
        """`synthetic` as soon as one side is."""
        return max(self.before.data_kind, self.after.data_kind, key=list(DataKind).index)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as values that JSON knows."""
        sides = zip(SIDES, (self.before, self.after), self.labels, strict=True)
        return {
            "analysis": self.analysis,
            "data_kind": self.data_kind,
            **{
                name: {
                    "label": {"en": label.en, "th": label.th},
                    "store_version": result.store_version,
                    "parameters": dict(result.parameters),
                }
                for name, result, label in sides
            },
            "counts": self.counts,
            "remarks": [{"en": text.en, "th": text.th} for text in self.remarks],
            "changes": [_values(change) for change in self.changes],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return a table, one row a change; what is not known is missing."""
        columns = ("status", "analysis", "kind", "subject_key", "name_en", "name_th", "changed")
        sides = [
            f"{name}_{side}" for name in ("id", "rung", "verdict", "observed", "effect") for side in SIDES
        ]
        rows = []
        for change in self.changes:
            about = change.finding
            row: dict[str, Any] = {
                "status": change.shown,
                "analysis": self.analysis,
                "kind": about.kind,
                "subject_key": " × ".join(subject.key for subject in about.subjects),
                "name_en": " × ".join(subject.name.en for subject in about.subjects),
                "name_th": " × ".join(subject.name.th for subject in about.subjects),
                "changed": " ".join(change.differences),
            }
            for side, found in zip(SIDES, (change.before, change.after), strict=True):
                for name in ("id", "rung", "verdict", "observed", "effect"):
                    row[f"{name}_{side}"] = None if found is None else getattr(found, name)
            row |= {
                "sentence_en": about.sentence.en,
                "sentence_th": about.sentence.th,
                "reason_en": " ".join(text.en for text in change.reasons),
                "reason_th": " ".join(text.th for text in change.reasons),
                "data_kind": self.data_kind.value,
            }
            rows.append(row)
        last = ("sentence_en", "sentence_th", "reason_en", "reason_th", "data_kind")
        return pd.DataFrame(rows, columns=[*columns, *sides, *last])


def _values(change: Change) -> dict[str, Any]:
    about = change.finding
    return {
        "status": change.status.value,
        "changed": list(change.differences),
        "kind": about.kind,
        "subjects": [
            {"kind": each.kind, "key": each.key, "name": {"en": each.name.en, "th": each.name.th}}
            for each in about.subjects
        ],
        **{
            side: None
            if found is None
            else {
                "id": found.id,
                "period": found.period,
                "rung": found.rung,
                "verdict": found.verdict,
                "observed": found.observed,
                "effect": found.effect,
                "interval": found.interval,
                "sentence": {"en": found.sentence.en, "th": found.sentence.th},
                "caveats": [{"en": text.en, "th": text.th} for text in found.caveats],
            }
            for side, found in zip(SIDES, (change.before, change.after), strict=True)
        },
        "unit": about.unit,
        "reasons": [{"en": text.en, "th": text.th} for text in change.reasons],
    }

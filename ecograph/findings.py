"""What an analysis answers: one frozen shape for gaps, overlaps and opportunities.

The shape is the same in Python, on the command line, in the API, in reports and in pictures.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any, Protocol

import pandas as pd
from pydantic import TypeAdapter

from ecograph.model import Confidence, DataKind, Text


@dataclass(frozen=True, slots=True)
class Subject:
    """A node that a finding is about. `kind` and `key` name it in the store.

    A cell that is no node (outside every corridor, location unknown) has an empty `key`.
    """

    kind: str
    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Method:
    """How a finding was computed: the method's name, its version, its source in print, and with what."""

    name: str
    version: int
    reference: str = ""
    parameters: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on and can be recomputed from.

    `nodes` are (kind, key), `relationships` are (kind, source key, target key), `counts` the
    numbers that went in. `rows` are the lines of a table that a sum was made of: a label and its
    numbers, named in `columns`.
    """

    nodes: tuple[tuple[str, str], ...] = ()
    relationships: tuple[tuple[str, str, str], ...] = ()
    counts: Mapping[str, float] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Whether an answer stands when something about the question is changed.

    `changed` is None where the change cannot be made (the data do not say, or the cell itself would
    go); `effect` is the effect then.
    """

    name: Text
    changed: bool | None
    effect: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer with its evidence.

    Attributes
    ----------
    kind
        What sort of finding (`reach`, `unreached`).
    rung
        The rung of a ladder, for kinds of finding that have one.
    subjects
        What it is about, the most important first.
    period
        The fiscal year (`2024`), or empty for all years on record.
    scheme
        The corridor scheme in use, or empty.
    observed, expected, effect
        Counts in `unit`; `effect` is what a decision-maker ranks by. None where it is not known.
    interval
        Lower and upper bound of the effect, or None.
    p, q, null
        The test, where there is one; None until a test is made: nothing is called significant.
    verdict, cause
        What the test comes to, and why it is so, in the words of the analysis; empty without a test.
    sensitivity
        Whether it stands when something is changed.
    sentence
        The finding in plain words.
    caveats
        What a reader must know before acting on it.
    """

    kind: str
    subjects: tuple[Subject, ...]
    observed: float | None
    sentence: Text
    method: Method
    unit: str = "SMEs"
    rung: str = ""
    period: str = ""
    scheme: str = ""
    expected: float | None = None
    effect: float | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    q: float | None = None
    null: str = ""
    verdict: str = ""
    cause: str = ""
    sensitivity: tuple[Sensitivity, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    caveats: tuple[Text, ...] = ()
    confidence: Confidence = Confidence.READ
    data_kind: DataKind = DataKind.REAL

    @property
    def id(self) -> str:
        """A stable name: the same kind, subjects, period and scheme give the same id."""
        subjects = [[subject.kind, subject.key] for subject in self.subjects]
        identity = json.dumps([self.kind, subjects, self.period, self.scheme], ensure_ascii=False)
        return f"{self.kind}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as values that JSON knows."""
        evidence = replace(self.evidence, counts=dict(self.evidence.counts))
        method = replace(self.method, parameters=dict(self.method.parameters))
        return {"id": self.id, **asdict(replace(self, evidence=evidence, method=method))}


class Told(Protocol):
    """What a finding came to: a finding, or what was noted of one."""

    @property
    def rung(self) -> str: ...  # noqa: D102
    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def effect(self) -> float | None: ...  # noqa: D102
    @property
    def interval(self) -> tuple[float, float] | None: ...  # noqa: D102


def differences(before: Told, after: Told) -> tuple[str, ...]:
    """Return what is not as it was: `rung`, `verdict`, `effect`.

    An effect is another one where each lies outside the interval of the other; of exact counts, where
    they differ.
    """
    names = [name for name in ("rung", "verdict") if getattr(before, name) != getattr(after, name)]
    if _has_moved(before, after):
        names.append("effect")
    return tuple(names)


def _has_moved(before: Told, after: Told) -> bool:
    if before.effect is None or after.effect is None:
        return before.effect is not after.effect
    beyond = [
        not bounds[0] <= value <= bounds[1]
        for value, bounds in ((after.effect, before.interval), (before.effect, after.interval))
        if bounds is not None
    ]
    return all(beyond) if beyond else before.effect != after.effect


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The findings of one analysis, and what is needed to repeat it.

    `untested` says in words what was left out and why. `totals` are numbers that the findings
    must add up to. `sensitivity` says whether the first finding stays the first.
    """

    analysis: str
    findings: tuple[Finding, ...]
    parameters: Mapping[str, Any]
    store_version: int
    data_kind: DataKind
    totals: Mapping[str, float] = field(default_factory=dict)
    untested: tuple[Text, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    seed: int | None = None
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the result as values that JSON knows; the duration is left out, so that the
        same input gives the same bytes.
        """
        return {
            "analysis": self.analysis,
            "data_kind": self.data_kind,
            "store_version": self.store_version,
            "parameters": dict(self.parameters),
            "totals": dict(self.totals),
            "untested": [asdict(text) for text in self.untested],
            "sensitivity": [asdict(line) for line in self.sensitivity],
            "seed": self.seed,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "AnalysisResult":
        """Return the result that `to_dict` gave as values, also after they were JSON.

        Raises
        ------
        ValueError
            When they are of no result.
        """
        return _results().validate_python(values)

    def to_frame(self) -> pd.DataFrame:
        """Return a table, one row a finding: id, names, numbers, and a column for each count
        that the evidence holds. Unknown is missing (NaN), never 0. Without findings the
        columns are there all the same.
        """
        rows = [
            {
                "id": finding.id,
                "kind": finding.kind,
                "rung": finding.rung,
                "subject_kind": " × ".join(subject.kind for subject in finding.subjects),
                "subject_key": " × ".join(subject.key for subject in finding.subjects),
                "name_en": " × ".join(subject.name.en for subject in finding.subjects),
                "name_th": " × ".join(subject.name.th for subject in finding.subjects),
                "period": finding.period,
                "scheme": finding.scheme,
                "observed": finding.observed,
                "expected": finding.expected,
                "effect": finding.effect,
                "low": finding.interval[0] if finding.interval else None,
                "high": finding.interval[1] if finding.interval else None,
                "unit": finding.unit,
                "verdict": finding.verdict,
                "cause": finding.cause,
                "p": finding.p,
                "q": finding.q,
                **finding.evidence.counts,
                "confidence": finding.confidence.value,
                "data_kind": finding.data_kind.value,
                "sentence_en": finding.sentence.en,
                "sentence_th": finding.sentence.th,
            }
            for finding in self.findings or (_NO_FINDING,)
        ]
        frame = pd.DataFrame(rows).head(len(self.findings))
        return frame.astype(dict.fromkeys(("observed", "expected", "effect", "low", "high", "p", "q"), float))


@cache
def _results() -> TypeAdapter[AnalysisResult]:
    return TypeAdapter(AnalysisResult)


_NO_FINDING = Finding("", (), 0, Text("", ""), Method("", 0))

"""What an analysis answers: one frozen shape for gaps, overlaps and opportunities.

The shape is the same in Python, on the command line, in the API, in reports and in pictures.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

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
    """How a finding was computed: the method's name, its version, and its source in print."""

    name: str
    version: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on and can be recomputed from.

    `nodes` are (kind, key), `relationships` are (kind, source key, target key), `counts` the
    numbers that went in.
    """

    nodes: tuple[tuple[str, str], ...] = ()
    relationships: tuple[tuple[str, str, str], ...] = ()
    counts: Mapping[str, float] = field(default_factory=dict)


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
        return {"id": self.id, **asdict(replace(self, evidence=evidence))}


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The findings of one analysis, and what is needed to repeat it.

    `untested` says in words what was left out and why. `totals` are numbers that the findings
    must add up to.
    """

    analysis: str
    findings: tuple[Finding, ...]
    parameters: Mapping[str, Any]
    store_version: int
    data_kind: DataKind
    totals: Mapping[str, float] = field(default_factory=dict)
    untested: tuple[Text, ...] = ()
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
            "seed": self.seed,
            "findings": [finding.to_dict() for finding in self.findings],
        }

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
                "unit": finding.unit,
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
        return frame.astype(dict.fromkeys(("observed", "expected", "effect", "p", "q"), float))


_NO_FINDING = Finding("", (), 0, Text("", ""), Method("", 0))

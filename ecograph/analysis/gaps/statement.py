"""Findings of structure: what is there and what is not, said from a template, without a test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

UNKNOWN = "unknown"
"""The verdict where it cannot be said whether there is a gap."""
NOT_ON_RECORD = Text("not on record", "ไม่มีข้อมูล")
NAMED = 20
"""How many nodes the evidence of one finding names; all are counted."""


@dataclass(frozen=True)
class Statement:
    """What the findings of one analysis share."""

    ecosystem: Ecosystem
    method: Method
    period: str = ""
    scheme: str = ""

    def subject(self, kind: str, key: str) -> Subject:
        """Return a node as a subject."""
        return Subject(kind, key, self.ecosystem.name(kind, key))

    def noted(self, template: Text, kind: str, keys: Sequence[str]) -> Text:
        """Return a template with the names of some nodes as `{named}`."""
        return fill(template, named=listed([self.ecosystem.name(kind, key) for key in keys]))

    def finding(
        self,
        kind: str,
        subjects: Sequence[Subject],
        template: Text,
        numbers: Mapping[str, object],
        *,
        observed: float | None,
        effect: float | None,
        unit: str,
        evidence: Evidence,
        confidence: Confidence,
        **more: Any,
    ) -> Finding:
        """Return a finding; `numbers` fill the template, in which `{where}` names the subjects.

        Values that are a `Text` are filled in in each language. `more` are fields of `Finding`.
        """
        return Finding(
            kind=kind,
            subjects=tuple(subjects),
            observed=observed,
            effect=effect,
            unit=unit,
            sentence=fill(template, where=names(subjects), **numbers),
            method=self.method,
            period=self.period,
            scheme=self.scheme,
            evidence=evidence,
            confidence=confidence,
            data_kind=self.ecosystem.data_kind,
            **more,
        )

    def result(
        self,
        analysis: str,
        findings: Sequence[Finding],
        order: Sequence[str],
        parameters: Mapping[str, Any],
        *,
        totals: Mapping[str, float],
        untested: Sequence[Text],
        seconds: float,
    ) -> AnalysisResult:
        """Return the result: kinds in `order`, in each the greatest effect first, the unknown last."""
        place = {kind: at for at, kind in enumerate(order)}
        ranked = sorted(findings, key=lambda one: (place[one.kind], *_rank(one)))
        return AnalysisResult(
            analysis,
            tuple(ranked),
            {**parameters, "weakest": self.ecosystem.weakest},
            self.ecosystem.version,
            self.ecosystem.data_kind,
            totals,
            tuple(dict.fromkeys(untested)),
            seconds=seconds,
        )


def _rank(finding: Finding) -> tuple[bool, bool, float, float, str]:
    most = finding.interval[1] if finding.interval else 0.0
    unknown = finding.verdict == UNKNOWN
    return finding.effect is None, unknown, -(finding.effect or 0.0), -most, finding.id


def number(value: float | None) -> Text | str:
    """Return a count in words of a sentence; an unknown one says so."""
    return NOT_ON_RECORD if value is None else f"{value:,.0f}"


def fill(template: Text, **values: object) -> Text:
    """Return a template filled in; a value that is a `Text` in the language of each."""
    english = {name: value.en if isinstance(value, Text) else value for name, value in values.items()}
    thai = {name: value.th if isinstance(value, Text) else value for name, value in values.items()}
    return Text(template.en.format(**english), template.th.format(**thai))


def names(subjects: Sequence[Subject]) -> Text:
    """Return the names of subjects, joined."""
    return Text(" × ".join(one.name.en for one in subjects), " × ".join(one.name.th for one in subjects))


def sentences(*parts: Text) -> Text:
    """Return texts one after the other, with a space before each."""
    return Text("".join(f" {part.en}" for part in parts), "".join(f" {part.th}" for part in parts))


def listed(found: Sequence[Text], most: int = 3) -> Text:
    """Return the first names of a list, and how many more there are."""
    more = len(found) - most
    english, thai = ([name(language) for name in found[:most]] for language in ("en", "th"))
    if more > 0:
        return Text(f"{', '.join(english)} and {more:,} more", f"{' '.join(thai)} และอีก {more:,} รายการ")
    return Text(", ".join(english), " ".join(thai))

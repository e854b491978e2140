"""Findings and results made up for tests of comparisons."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.model import DataKind, Text

WORDS = Text("something", "สิ่งหนึ่ง")


def finding(*subjects: str, version: int = 1, **more: Any) -> Finding:
    """Return a finding about nodes written as `Kind:key`."""
    named = [each.split(":", 1) for each in subjects]
    given: dict[str, Any] = {"kind": "gap", "observed": 1.0, "effect": 1.0, **more}
    return Finding(
        subjects=tuple(Subject(kind, key, Text(key, key)) for kind, key in named),
        sentence=WORDS,
        method=Method("counting", version),
        **given,
    )


def result(findings: Sequence[Finding], version: int = 1, **parameters: Any) -> AnalysisResult:
    """Return a result that holds findings."""
    return AnalysisResult("gaps", tuple(findings), parameters, version, DataKind.REAL)


def resting_on(*nodes: tuple[str, str], counts: Mapping[str, float] | None = None) -> Evidence:
    """Return evidence that names nodes."""
    return Evidence(nodes=nodes, counts=counts or {})

"""What is published of findings: no small group, and nothing from which one could be worked out."""

import json
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.opinions import Telling
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from ecograph.model import Text
from ecograph.workspace import KEPT, Answers
from visualisations.protection import protect
from visualisations.suppression import Cell, Shown, suppress

MOST_CELLS = 1_000
"""The most rows of evidence that are protected together; the check of all of them costs their square."""
COUNTED = (
    "eligible",
    "enterprises",
    "enterprises without",
    "not known",
    "enterprises with",
    "asking",
)
"""Columns of evidence that count enterprises."""
HIDDEN = Text("{where}: not shown, to protect small groups.", "{where}: ไม่แสดง เพื่อคุ้มครองข้อมูลของกลุ่มเล็ก")


@dataclass(frozen=True, slots=True)
class Publication:
    """A result, and what is shown of each of its findings."""

    result: AnalysisResult
    shown: Mapping[str, Shown]


class Published:
    """The results of one version as they are published.

    `comparing` is held while a change is held against what is: one at a time.
    """

    def __init__(self, ecosystem: Ecosystem, answers: Answers, threshold: int) -> None:
        self.ecosystem = ecosystem
        self.threshold = threshold
        self._answers = answers
        self._lock = threading.Lock()
        self.comparing = threading.Lock()
        self._kept: OrderedDict[str, Publication] = OrderedDict()

    def analyse(self, analysis: str, **parameters: Any) -> Publication:
        """Return the publication of one of the analyses, made once for its parameters."""
        key = json.dumps([analysis, parameters], sort_keys=True)
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            result = self._answers.analyse(analysis, **parameters)
            found = Publication(result, protect(result, self.threshold))
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    @property
    def lately(self) -> list[Publication]:
        """The publications asked for, the last one first."""
        with self._lock:
            return [*reversed(self._kept.values())]


NUMBERS = ("observed", "expected", "effect", "interval", "p", "q")


def publish(finding: Finding, shown: Shown, telling: Telling, *, whole: bool) -> dict[str, Any]:
    """Return a finding as plain values, its numbers hidden where they are not to be shown.

    Parameters
    ----------
    whole
        Also with method, test, sensitivity and the evidence; else with the counts alone.
    """
    values = finding.to_dict()
    evidence = values.pop("evidence")
    values["counts"] = evidence.pop("counts")
    values["hidden"] = None if shown is Shown.OPEN else shown.value
    values |= telling.decisions(finding, shown)
    if whole:
        values["evidence"] = {
            "nodes": [{"kind": kind, "key": key} for kind, key in evidence["nodes"]],
            "relationships": [
                {"kind": kind, "source": source, "target": target}
                for kind, source, target in evidence["relationships"]
            ],
            "columns": evidence["columns"],
            "rows": _rows(finding, telling.threshold),
        }
    else:
        for name in ("method", "null", "sensitivity"):
            del values[name]
    if shown is not Shown.OPEN:
        _hide(values, finding)
    return values


def publish_result(
    publication: Publication, findings: Iterable[Finding], telling: Telling, query: str
) -> dict[str, Any]:
    """Return what is said of a result, and some of its findings, each with the address that explains it."""
    result = publication.result
    return {
        "analysis": result.analysis,
        "parameters": dict(result.parameters),
        "totals": dict(result.totals),
        "untested": [{"en": text.en, "th": text.th} for text in result.untested],
        "findings": [
            {
                **publish(finding, publication.shown[finding.id], telling, whole=False),
                "explain": f"/v1/findings/{finding.id}?{query}",
            }
            for finding in findings
        ],
    }


def _hide(values: dict[str, Any], finding: Finding) -> None:
    where = {
        language: " × ".join(subject.name(language) for subject in finding.subjects)
        for language in ("en", "th")
    }
    values |= dict.fromkeys(NUMBERS) | {"counts": {}, "verdict": "", "cause": ""}
    values["sentence"] = {
        "en": HIDDEN.en.format(where=where["en"]),
        "th": HIDDEN.th.format(where=where["th"]),
    }
    if "evidence" in values:
        values["evidence"] |= {"rows": [], "relationships": []}
        values["sensitivity"] = []


def _rows(finding: Finding, threshold: int) -> list[list[str | float | None]]:
    """Return the rows of the evidence, those of small groups and what covers them without numbers."""
    evidence = finding.evidence
    rows: list[list[str | float | None]] = [list(row) for row in evidence.rows]
    counted = [at for at, column in enumerate(evidence.columns) if column in COUNTED]
    if not counted:
        return rows
    if len(rows) > MOST_CELLS:
        return []
    cells: dict[Hashable, Cell] = {
        number: Cell(_size([round(float(row[at])) for at in counted], threshold), 0, "total")
        for number, row in enumerate(evidence.rows)
    }
    cells["total"] = Cell(sum(cell.eligible for cell in cells.values()), 0)
    for number, shown in suppress(cells, threshold).items():
        if shown is not Shown.OPEN and isinstance(number, int):
            rows[number][1:] = [value if isinstance(value, str) else None for value in rows[number][1:]]
    return rows


def _size(counts: list[int], threshold: int) -> int:
    """Return how large a row is: as small as its smallest group, where one of its groups is small."""
    return min((count for count in counts if 0 < count < threshold), default=sum(counts))

"""The page of a finding: what it says, its numbers, its test one click behind, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from ecograph.analysis.overlaps import wording as overlap_wording
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import MODEL, Text
from visualisations import finding_wording as said
from visualisations import gap_wording
from visualisations.edition import Edition
from visualisations.numerals import figure, fiscal_year
from visualisations.page import render_page
from visualisations.pair_wording import ASPECTS
from visualisations.sheet import Witness, stands

MOST_EVIDENCE, MOST_LINKS, MOST_ROWS = 200, 40, 200
"""How many lines of each table are shown; how many there are is said."""
VERDICTS = {**gap_wording.VERDICTS, **overlap_wording.VERDICTS}
CAUSES = {**gap_wording.CAUSES, **overlap_wording.CAUSES}
SHARES = ("rate", "rate_low", "rate_high", "clients_overlap_coefficient", "clients_jaccard")
"""Counts that are shares of one."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on a finding, the last decision first, and how it stands; None where it is open."""

    stands: Text | None = None
    entries: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Explained:
    """A finding, the result that it is from, and the programs and funds that it rests on.

    `hidden` says that its numbers are of a small group, or would give one away; `asked` finds the page of a
    pair that shares clients again, None where it is no such pair.
    """

    finding: Finding
    result: AnalysisResult
    witnesses: Sequence[Witness]
    hidden: bool
    asked: tuple[tuple[str, str], ...] | None = None
    decided: Decided = Decided()


def render_finding(edition: Edition, explained: Explained) -> str:
    """Return the page of a finding as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    finding = explained.finding
    counts = {} if explained.hidden else dict(finding.evidence.counts)
    links = [
        (_said(kind), _node(kind, source, end=0), _node(kind, target, end=1))
        for kind, source, target in finding.evidence.relationships[:MOST_LINKS]
    ]
    return render_page(
        "finding.html.j2",
        ("report.css", "gaps.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        finding=finding,
        pair="" if explained.asked is None else edition.pair(finding.id, explained.asked),
        period=fiscal_year(int(finding.period) if finding.period else None, edition.thai_years_ahead),
        explained=explained,
        sentence=said.NUMBERS_HIDDEN if explained.hidden else finding.sentence,
        verdict=None if explained.hidden else VERDICTS.get(finding.verdict),
        cause=None if explained.hidden else CAUSES.get(finding.cause),
        counts=[
            (said.named(name), f"{value:.2%}" if name in SHARES else figure(value, name))
            for name, value in counts.items()
        ],
        tests=[] if explained.hidden else list(_tests(finding)),
        stands=[] if explained.hidden else [stands(line) for line in finding.sensitivity],
        witnesses=explained.witnesses[:MOST_EVIDENCE],
        links=links,
        more_links=len(finding.evidence.relationships) - len(links),
        columns=[said.named(name) for name in finding.evidence.columns],
        rows=[] if explained.hidden else [_cells(finding, row) for row in _rows(finding, edition)],
    )


def _tests(finding: Finding) -> list[tuple[Text, str]]:
    values: dict[str, str] = {
        "expected": figure(finding.expected),
        "effect": figure(finding.effect),
        "interval": " – ".join(map(figure, finding.interval)) if finding.interval else "",
        "p": figure(finding.p, "p"),
        "q": figure(finding.q, "q"),
        "null": finding.null,
        "method": f"{finding.method.name} {finding.method.version} ({finding.method.reference})",
    }
    values |= {name: figure(value) for name, value in finding.method.parameters.items()}
    return [(said.named(name), value) for name, value in values.items() if value]


def _cells(finding: Finding, row: Sequence[str | float]) -> list[str | Text]:
    """Return the cells of a row, an aspect in words; an empty one is not on record."""
    told = [figure(value, name) for name, value in zip(finding.evidence.columns, row, strict=True)]
    return [
        ASPECTS.get(told[0], told[0]) if finding.evidence.columns[0] == "compared" else told[0],
        *told[1:],
    ]


def _rows(finding: Finding, edition: Edition) -> Sequence[Sequence[str | float]]:
    """Return the rows of the evidence; none where one of them is of a small group."""
    evidence = finding.evidence
    if "eligible" in evidence.columns:
        at = evidence.columns.index("eligible")
        if any(0 < float(row[at]) < edition.threshold for row in evidence.rows):
            return ()
    return evidence.rows[:MOST_ROWS]


def _said(kind: str) -> Text:
    return MODEL.relationship(kind).label


def _node(kind: str, key: str, *, end: int) -> tuple[str, str]:
    declared = MODEL.relationship(kind)
    return (declared.source, declared.target)[end], key

"""Who shares clients with whom: a matrix of agencies, programs or funds, and the list of pairs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ecograph.analysis.overlaps import wording as judged
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph.ecosystem import NodeId
from ecograph.model import Text
from visualisations import colour
from visualisations import overlap_wording as said
from visualisations.edition import Choice, Edition
from visualisations.numerals import count, rate
from visualisations.page import render_page
from visualisations.pair import asked_of

MOST_LISTED = 200
"""How many pairs are listed at the most."""
MOST_BESIDE = 20
"""How many findings beside the pairs are told at the most."""
MOST_SILENT = 300
"""How many of those without clients are named."""
WORDY = 14
"""Up to how many columns the cell of a pair beyond chance says so in words, beside its sign."""
Between = frozenset[NodeId]
"""The two ends of a pair."""


@dataclass(frozen=True, slots=True)
class Party:
    """An agency, program or fund, and how many clients it has on record."""

    node: NodeId
    name: Text
    clients: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Findings that rest on no clients and are not tested, and are told apart from the pairs.

    Attributes
    ----------
    nothing
        What is said where there are none.
    """

    key: str
    title: Text
    findings: tuple[Finding, ...]
    remarks: tuple[Text, ...]
    nothing: Text


@dataclass(frozen=True)
class OverlapMatrix:
    """What the page is made of.

    Attributes
    ----------
    result
        Overlaps at the level shown, all tested together.
    findings
        The pairs of the result that may be shown, and share clients.
    listed
        Those of them that are asked for.
    hidden
        The pairs that are of small groups.
    parties
        The rows and columns, in the order in which they stand.
    shared
        Shared clients of every two parties.
    total
        How many have clients on record in all.
    silent
        Those without clients on record.
    narrowed
        What the page is narrowed to, in words.
    choices
        Ways to narrow it, by what they narrow.
    beside
        What is told of the same agencies, programs or funds beside their clients.
    """

    level: str
    result: AnalysisResult
    findings: tuple[Finding, ...]
    listed: tuple[Finding, ...]
    hidden: frozenset[Between]
    parties: tuple[Party, ...]
    shared: Mapping[Between, int]
    total: int
    silent: tuple[tuple[NodeId, Text], ...]
    year: int | None = None
    narrowed: tuple[Text, ...] = ()
    choices: Mapping[Text, Sequence[Choice]] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """What the pages of its pairs are asked with."""
        return asked_of(self.result)

    @cached_property
    def between(self) -> Mapping[Between, Finding]:
        """The finding of each pair that has one."""
        return {frozenset(finding.evidence.nodes): finding for finding in self.findings}

    @cached_property
    def bounds(self) -> tuple[float, ...]:
        """Where the classes of colour begin, among shares beyond chance."""
        return colour.bounds(share for finding in self.findings if (share := part_of_smaller(finding)))

    def cell(self, row: Party, column: Party, threshold: int) -> "MatrixCell":
        """Return what a cell says."""
        if row.node == column.node:
            return MatrixCell("self")
        ends = frozenset({row.node, column.node})
        shared, smaller = self.shared[ends], min(row.clients, column.clients)
        finding = self.between.get(ends)
        if not shared:
            return MatrixCell("none")
        if shared < threshold or smaller < threshold or ends in self.hidden:
            return MatrixCell("small")
        part = rate(shared, smaller)
        if finding is None:
            return MatrixCell("chance", part)
        return MatrixCell(finding.verdict, part, finding, colour.shade(shared / smaller, self.bounds))


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell: its state (a verdict, `chance`, `none`, `small`, `self`), and what stands behind it."""

    state: str
    part: str = ""
    finding: Finding | None = None
    shade: int = 0

    @property
    def words(self) -> Text:
        """The finding in words."""
        return shares(self.finding) if self.finding else Text("", "")


def part_of_smaller(finding: Finding) -> float | None:
    """Return the shared clients as a part of those of the smaller one; None where that is not told."""
    return finding.evidence.counts.get("clients_overlap_coefficient")


def shares(finding: Finding) -> Text:
    """Return how many clients a pair shares, and how many it would by chance."""
    return said.SHARE.format(shared=count(finding.observed or 0), expected=count(finding.expected or 0))


def render_matrix(edition: Edition, matrix: OverlapMatrix) -> str:
    """Return the page as HTML in both languages, which needs nothing but itself.

    The same input gives the same bytes.
    """
    return render_page(
        "overlaps.html.j2",
        ("report.css", "narrowing.css", "overlaps.css", "told.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        judged=judged,
        matrix=matrix,
        level=said.LEVELS[matrix.level],
        in_short=list(_in_short(matrix)),
        cells=[
            [matrix.cell(row, column, edition.threshold) for column in matrix.parties]
            for row in matrix.parties
        ],
        wordy=len(matrix.parties) <= WORDY,
        listed=matrix.listed[:MOST_LISTED],
        more=max(len(matrix.listed) - MOST_LISTED, 0),
        silent=matrix.silent[:MOST_SILENT],
        part=part_of_smaller,
        most_beside=MOST_BESIDE,
    )


def _in_short(matrix: OverlapMatrix) -> Iterator[Text]:
    level, tested = said.LEVELS[matrix.level], int(matrix.result.totals["pairs_tested"])
    if not tested:
        yield said.NONE_COMPARED.format(level=level)
        return
    yield said.IN_SHORT.format(
        tested=count(tested), level=level, named=count(matrix.result.totals["pairs_named"])
    )

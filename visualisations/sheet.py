"""The corridor sheet: one theme, on one page of paper, for who decides; how it was tested on the second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ecograph.findings import AnalysisResult, Finding, Sensitivity
from ecograph.graph.ecosystem import NodeId
from ecograph.model import Confidence, Text
from visualisations import gap_wording as said
from visualisations import wording
from visualisations.edition import Edition
from visualisations.facts import Origin
from visualisations.gap_grid import SHORTFALLS, with_reached
from visualisations.numerals import count, fiscal_year
from visualisations.page import render_page
from visualisations.reach_table import ReachTable, Row, add_up, hide_small, read_row

PROPOSALS, EVIDENCE = 2, 3
"""How many of each stand on the sheet at the most."""
COMPARED = (*SHORTFALLS, "not_below")
"""The verdicts that say whether something is missing."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A place on the sheet. Numbers are whole enterprises; None is not known, and `row` says what is hidden.

    `interval` is the range of `short`.
    """

    row: Row
    finding: Finding
    expected: int | None
    short: int | None
    interval: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Witness:
    """A program or fund that a finding rests on, where it was read (None: not on record), and whose it is."""

    node: NodeId
    name: Text
    origin: Origin | None
    agencies: tuple[tuple[NodeId, Text], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """All that a sheet says.

    Attributes
    ----------
    theme
        What the theme is called.
    result
        Reach gaps of that theme by corridor.
    witnesses
        By the id of a finding, what it rests on.
    inside, areas
        How many of the areas of the country lie in a corridor.
    legal
        By the legal basis of corridors, where it is on record, what those that have it are called.
    """

    theme: Text
    result: AnalysisResult
    witnesses: Mapping[str, Sequence[Witness]]
    inside: int
    areas: int
    legal: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The fiscal year; None for all years on record."""
        year: int | None = self.result.parameters.get("year")
        return year

    @property
    def basis(self) -> Text:
        """What the eligible were counted from."""
        return said.BASES[self.result.parameters["population"]]

    def title(self, thai_years_ahead: int) -> Text:
        """Return the title of the page."""
        period = fiscal_year(self.year, thai_years_ahead)
        english = said.SHEET_TITLE.en.format(theme=self.theme.en, period=period.en)
        return Text(english, said.SHEET_TITLE.th.format(theme=self.theme.th, period=period.th))


def read_rows(result: AnalysisResult, threshold: int) -> tuple[tuple[SheetRow, ...], Row]:
    """Return the places of a sheet in the order of their findings, small ones hidden, and their total.

    The total of eligible and reached is that of all places, hidden ones too.
    """
    findings = [with_reached(finding) for finding in result.findings if len(finding.subjects) > 1]
    rows = tuple(read_row(finding, finding.subjects[-1]) for finding in findings)
    table = hide_small(ReachTable(rows, add_up(rows), result.parameters.get("year")), threshold)
    places = tuple(_sheet_row(row, finding) for row, finding in zip(table.rows, findings, strict=True))
    return places, table.total or add_up(())


def render_sheet(edition: Edition, sheet: Sheet) -> str:
    """Return the sheet as an HTML page in both languages that prints on one side of A4, with a second page
    on how it was tested.

    The same sheet gives the same bytes.
    """
    rows, total = read_rows(sheet.result, edition.threshold)
    first = next((row for row in rows if row.finding.verdict in SHORTFALLS and row.row.open), None)
    expected = [row.expected for row in rows if row.row.open and row.expected is not None]
    # Reached of places without an expectation would stand against a total that leaves them out.
    whole = not any(row.row.open and row.expected is None and row.row.reached for row in rows)
    short = [row.short for row in rows if row.row.open and row.short is not None]
    compared = any(row.row.open and row.finding.verdict in COMPARED for row in rows)
    otherwise = said.NO_HEADLINE if compared else said.NOTHING_COMPARED
    return render_page(
        "sheet.html.j2",
        ("report.css", "sheet.css"),
        ("report.js",),
        edition.paper,
        report=edition,
        said=said,
        sheet=sheet,
        rows=rows,
        total=total,
        hides=any(not row.row.open for row in rows),
        expected=sum(expected) if expected and whole else None,
        short=sum(short) if short else None,
        compared=compared,
        headline=first.finding.sentence if first else otherwise,
        first=first,
        stands=[stands(line) for line in first.finding.sensitivity] if first else [],
        proposals=list(_proposals(rows))[:PROPOSALS],
        witnesses=list(sheet.witnesses.get(first.finding.id, ()))[:EVIDENCE] if first else [],
        notes=list(_notes(sheet, rows)),
        shortfalls=SHORTFALLS,
    )


def _sheet_row(row: Row, finding: Finding) -> SheetRow:
    expected = None if finding.expected is None else round(finding.expected)
    if finding.verdict not in SHORTFALLS or finding.expected is None or finding.observed is None:
        return SheetRow(row, finding, expected, None, None)
    low, high = finding.interval or (None, None)
    known = low is not None and high is not None
    interval = (max(round(low), 0), max(round(high), 0)) if known else None  # type: ignore[arg-type]
    # Of whole enterprises, so that the columns of the sheet can be added up by hand.
    return SheetRow(row, finding, expected, round(finding.expected) - round(finding.observed), interval)


def stands(line: Sensitivity) -> Text:
    """Return whether the first finding stands when something is changed, as one line."""
    answer = said.CANNOT if line.changed is None else said.CHANGED if line.changed else said.SAME
    if line.effect is None or line.effect < 0:
        more = Text("", "")
    else:
        number = count(line.effect)
        more = Text(f" ({said.SHORT_THEN.en})", f" ({said.SHORT_THEN.th})").format(short=number)
    return Text(
        f"{line.name.en}: {answer.en}{more.en}",
        f"{line.name.th}: {answer.th}{more.th}",
    )


def _proposals(rows: Sequence[SheetRow]) -> Iterator[Text]:
    """Yield what could be done about each place that is short, from the cause alone."""
    for row in rows:
        cause, counts = row.finding.cause, row.finding.evidence.counts
        if not row.row.open or cause not in said.PROPOSE or row.finding.verdict not in SHORTFALLS:
            continue
        number = counts.get("programs_there" if cause == "few_participants" else "programs_elsewhere")
        if number:
            place, text = row.row.subject.name, said.PROPOSE[cause]
            programs = count(number)
            yield Text(
                text.en.format(place=place.en, programs=programs),
                text.th.format(place=place.th, programs=programs),
            )


def _notes(sheet: Sheet, rows: Sequence[SheetRow]) -> Iterator[Text]:
    yield said.NOTE_EXPECTED
    basis = sheet.basis
    yield Text(said.NOTE_BASIS.en.format(basis=basis.en), said.NOTE_BASIS.th.format(basis=basis.th))
    yield said.NOTE_CORRIDORS.format(inside=count(sheet.inside), all=count(sheet.areas))
    if sheet.legal:
        bases = "; ".join(f"{', '.join(names)}: {basis}" for basis, names in sheet.legal.items())
        yield said.NOTE_LEGAL.format(bases=bases)
    yield said.NOTE_TOTAL
    yield said.NOTE_TARGET
    if any(row.finding.confidence is Confidence.JUDGEMENT for row in rows):
        yield said.NOTE_JUDGED
    if any(not row.row.open for row in rows):
        yield wording.HIDDEN_NOTE
    caveats = (caveat for row in rows for caveat in row.finding.caveats)
    yield from dict.fromkeys(caveats)

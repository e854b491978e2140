"""The report for a meeting: state, gaps, overlaps, opportunities, results, method, data, decisions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ecograph.analysis.gaps.statement import UNKNOWN
from ecograph.analysis.results.annex import find_annex
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.model import MODEL, Layer, Text
from ecograph.pages import meeting_wording as said
from ecograph.pages.annex import Column as Of
from ecograph.pages.annex_listing import annex_notes, list_rows, list_sums
from ecograph.pages.country import corridors_of
from ecograph.pages.country_pages import GROUPINGS
from ecograph.pages.sheets import OWNED, find_witnesses
from ecograph.pages.site import Site
from ecograph.state.decisions import Decision, standing
from visualisations import finding_wording, gap_wording, quality_wording, wording
from visualisations.coverage import read_coverage
from visualisations.gap_grid import SHORTFALLS
from visualisations.headlines import key_figures, write_headlines
from visualisations.listing import Cell, Column, Listing
from visualisations.listing_page import Group, ListingPage, Section, Told, render_listings
from visualisations.numerals import count, day, fiscal_year
from visualisations.protection import protect
from visualisations.reach_listing import list_reach
from visualisations.suppression import Shown
from visualisations.unreached_table import read_unreached

ROWS, WITNESSES = 30, 3
"""How many rows of results, and how many institutions that a finding rests on, are told at the most."""
SHOWN = (
    Of.PROJECT,
    Of.ACTIVITY,
    Of.AGENCY,
    Of.INDICATOR,
    Of.UNIT,
    Of.TARGET,
    Of.REPORTED,
    Of.EVALUATED,
    Of.ACHIEVED,
    Of.EXPECTED,
    Of.REMARKS,
)
"""The columns of the annex that fit a sheet of A4."""
VERDICTS: Mapping[str, Text] = {**gap_wording.VERDICTS}


@dataclass(frozen=True)
class Meeting:
    """The report of a site for a meeting.

    Attributes
    ----------
    decisions
        By the id of a finding what was decided on it, the first first.
    today
        The day on which decisions stand, or not any more.
    top
        How many findings of a sort are told.
    """

    site: Site
    decisions: Mapping[str, Sequence[Decision]]
    today: date
    top: int = 5
    _found: dict[str, Finding] = field(default_factory=dict)

    def render(self) -> str:
        """Return the report as HTML in both languages, which needs nothing but itself."""
        site = self.site
        title = said.TITLE.format(year=fiscal_year(site.year, site.years_ahead))
        state = self._state()
        findings = [self._gaps(), self._overlaps(), self._openings()]
        page = ListingPage(
            [
                *state.sections,
                *findings,
                *self._results(),
                self._method(),
                *self._quality(),
                self._decided(),
            ],
            state.lead,
            state.figures,
            foot=site.as_of,
        )
        return render_listings(site.edition(title), page)

    def _state(self) -> ListingPage:
        """Return what stands at the top: figures, headlines, and reach by corridor."""
        site, material = self.site, self.site.material
        results = []
        for by in GROUPINGS:
            # What the data lack, such as corridors, is not told; the rest is.
            with suppress(AnalysisError):
                results.append(site.reach(*by))
        with suppress(AnalysisError):
            results.append(self._ask("unreached", by="corridor", scheme=site.scheme))
        around = corridors_of(material.ecosystem, site.scheme)
        try:
            coverage = read_coverage(results, around, site.threshold)
        except AnalysisError as error:
            return ListingPage([Section("state", said.STATE, first=(_why(error),))])
        unreached = read_unreached(results, coverage.corridors, site.threshold)
        lead = write_headlines(material.counts, len(material.sources), coverage, unreached, site.years_ahead)
        figures = key_figures(material.counts, coverage, unreached, site.threshold)
        listings = []
        if coverage.corridors:
            rows = [*coverage.corridors.rows, *filter(None, (coverage.corridors.total,))]
            listings.append(list_reach("reach", wording.CORRIDOR, rows, site.threshold))
        if coverage.themes:
            listings.append(list_reach("themes", wording.THEME, coverage.themes.rows, site.threshold))
        hidden = wording.HIDDEN_NOTE.format(threshold=site.threshold)
        return ListingPage(
            [Section("state", said.STATE, listings, last=(hidden,))],
            list(lead),
            [(figure.number, figure.label) for figure in figures],
        )

    def _gaps(self) -> Section:
        site = self.site
        asked: tuple[tuple[str, dict[str, Any]], ...] = (
            ("unmet-needs", {"year": site.year}),
            ("plan-gaps", {"scheme": site.scheme, "year": site.year}),
            ("funding-gaps", {"year": site.year}),
            ("single-points", {}),
        )
        groups = [self._below()]
        groups += [self._answered(name, name, **parameters) for name, parameters in asked]
        return Section("gaps", said.GAPS, groups=groups, apart=True)

    def _below(self) -> Group:
        """Return where reach is below what it should be."""
        try:
            gaps = self.site.gaps
        except AnalysisError as error:
            return Group(said.HEADINGS["reach-gaps"], (), (_why(error),))
        return self._group("reach-gaps", gaps, [each for each in gaps.findings if each.verdict in SHORTFALLS])

    def _overlaps(self) -> Section:
        groups = [
            self._answered(f"overlaps-{level}", "overlaps", level=level, year=self.site.year)
            for level in ("Program", "Agency")
        ]
        return Section("overlaps", said.OVERLAPS, groups=[*groups, self._twice()], apart=True)

    def _twice(self) -> Group:
        """Return how many cases of the same service twice there are; no enterprise is named."""
        try:
            totals = self._ask("double-service", year=self.site.year).totals
        except AnalysisError as error:
            return Group(said.TWICE, (), (_why(error),))
        threshold = self.site.threshold
        shown = {
            name: f"<{threshold}" if 0 < totals.get(name, 0) < threshold else count(totals.get(name, 0))
            for name in ("confirmed", "possible", "confirmed_enterprises")
        }
        sentence = said.TWICE_COUNTED.format(
            confirmed=shown["confirmed"],
            possible=shown["possible"],
            enterprises=shown["confirmed_enterprises"],
        )
        return Group(said.TWICE, (Told("double-service", sentence),))

    def _openings(self) -> Section:
        scheme, year = self.site.scheme, self.site.year
        groups = [
            self._answered("missing-partnerships", "missing-partnerships"),
            self._answered("placements", "placements", scheme=scheme, year=year),
            self._answered("data-exchange", "data-exchange"),
        ]
        return Section("opportunities", said.OPENINGS, groups=groups, apart=True)

    def _results(self) -> Iterator[Section]:
        site = self.site
        whole = find_annex(site.material.ecosystem, site.year)
        annex = replace(whole, rows=[row for row in whole.rows if row[0].indicator])
        rows = list_rows(annex).only([list(Of).index(each) for each in SHOWN])
        first = Listing(rows.id, rows.caption, rows.columns, rows.rows[:ROWS])
        cut = len(annex.rows) > ROWS
        notes = [said.SOME_ROWS.format(count=count(ROWS))] if cut else []
        without = len({one.program for one, _ in whole.rows if not one.indicator})
        if without:
            notes.append(said.UNMEASURED.format(count=count(without)))
        listings = [first, *([list_sums(annex.sums, site.years_ahead)] if annex.sums else [])]
        yield Section("results", said.RESULTS, listings, first=notes, apart=True)
        yield from site.outcomes()
        yield annex_notes(replace(annex, rows=whole.rows), MOST_FAULTS)

    def _method(self) -> Section:
        steps = (*wording.METHOD_STEPS, *said.METHOD_STEPS)
        return Section("method", said.METHOD, last=steps, apart=True)

    def _quality(self) -> Iterator[Section]:
        quality = self.site.material.quality
        if quality is None:
            return
        heads = (
            Column(quality_wording.SOURCE, width=30),
            Column(quality_wording.LAST_LOAD),
            *(Column(text, numeric=True) for text in quality_wording.ROWS.values()),
            Column(quality_wording.PROBLEMS, numeric=True),
            Column(quality_wording.UNKNOWN_VALUES, numeric=True),
        )
        lines = [
            [
                Cell(source.title, look="name"),
                Cell(day(source.loaded_on, self.site.years_ahead)),
                *(
                    Cell(None if source.rows is None else float(source.rows[key]))
                    for key in quality_wording.ROWS
                ),
                *(
                    Cell(None if source.rows is None else float(number))
                    for number in (source.problems, source.unknown_values)
                ),
            ]
            for source in quality.sources
        ]
        left_out = sum(self.site.material.ecosystem.left_out.values())
        notes = [quality_wording.INTRODUCTION]
        if left_out:
            notes.append(said.LEFT_OUT.format(count=count(left_out)))
        listing = Listing("quality", quality_wording.SOURCES, heads, lines, notes=notes)
        yield Section("data-quality", said.QUALITY, (listing,))

    def _decided(self) -> Section:
        """Return every decision there is, on what, and whether it stands; none is left out."""
        entries = sorted(
            (each for log in self.decisions.values() for each in log), key=lambda each: each.number
        )
        stand = {
            last.number for log in self.decisions.values() if (last := standing(log, self.today)) is not None
        }
        heads = (
            Column(said.FINDING, width=20),
            Column(said.IN_REPORT, width=40),
            Column(said.DECISION, width=30),
            Column(said.STANDS),
        )
        lines = [
            [
                Cell(Text(each.finding, each.finding), look="name"),
                Cell(self._about(each.finding)),
                Cell(each.sentence),
                Cell(said.YES if each.number in stand else said.NO),
            ]
            for each in entries
        ]
        if not lines:
            return Section("decisions", said.DECISIONS, first=(said.NO_DECISIONS,))
        return Section(
            "decisions", said.DECISIONS, (Listing("decided", said.DECISIONS, heads, lines),), (said.KEPT,)
        )

    def _about(self, id: str) -> Text:
        found = self._found.get(id)
        if found is None:
            return said.NOT_HERE
        names = [subject.name for subject in found.subjects]
        return Text(" × ".join(name.en for name in names), " × ".join(name.th for name in names))

    def _ask(self, analysis: str, **parameters: Any) -> AnalysisResult:
        return self.site.material.answers.analyse(analysis, **parameters)

    def _answered(self, heading: str, analysis: str, **parameters: Any) -> Group:
        """Return the first findings of an analysis; why not, where the data do not answer it."""
        try:
            result = self._ask(analysis, **parameters)
        except AnalysisError as error:
            return Group(said.HEADINGS[heading], (), (_why(error),))
        return self._group(heading, result, result.findings)

    def _group(self, heading: str, result: AnalysisResult, findings: Sequence[Finding]) -> Group:
        self._found.update((each.id, each) for each in result.findings)
        shown = protect(result, self.site.threshold)
        known = [each for each in findings if each.verdict != UNKNOWN]
        # What concerns nobody on record comes after what concerns somebody.
        open_ = sorted(
            (each for each in known if shown[each.id] is Shown.OPEN), key=lambda each: each.effect == 0
        )
        first = open_[: self.top]
        # What was decided on is told whatever its place, and whatever it has come to since.
        decided = [each for each in findings if each.id in self.decisions and each not in first]
        told = [self._told(each, shown[each.id]) for each in (*first, *decided)]
        numbers = (
            (said.LEFT, len(open_) - len(first)),
            (said.HIDDEN, len(known) - len(open_)),
            (said.UNKNOWN, len(findings) - len(known)),
        )
        notes = [text.format(count=count(number)) for text, number in numbers if number > 0]
        return Group(said.HEADINGS[heading], told, (*notes, *result.untested))

    def _told(self, finding: Finding, shown: Shown) -> Told:
        decisions = [each.sentence for each in reversed(self.decisions.get(finding.id, ()))]
        if shown is not Shown.OPEN:
            about = self._about(finding.id)
            hidden = finding_wording.NUMBERS_HIDDEN
            sentence = Text(f"{about.en}: {hidden.en}", f"{about.th}: {hidden.th}")
            return Told(finding.id, sentence, decisions=decisions)
        return Told(
            finding.id,
            finding.sentence,
            VERDICTS.get(finding.verdict, Text("", "")),
            list(self._evidence(finding)),
            list(finding.caveats),
            decisions,
        )

    def _evidence(self, finding: Finding) -> Iterator[Text]:
        """Yield the institutions that a finding rests on, and where programs and funds were read."""
        material = self.site.material
        witnesses = find_witnesses(material, finding)
        for each in witnesses[:WITNESSES]:
            read = f" ({each.origin.text})" if each.origin else ""
            yield Text(f"{each.name.en}{read}", f"{each.name.th}{read}")
        about = {(subject.kind, subject.key) for subject in finding.subjects}
        others = [
            node
            for node in finding.evidence.nodes
            if node[0] not in OWNED and node not in about and MODEL.node(node[0]).layer is Layer.INSTITUTIONS
        ]
        room = max(WITNESSES - len(witnesses), 0)
        yield from (material.ecosystem.name(*node) for node in others[:room])
        left = max(len(witnesses) - WITNESSES, 0) + len(others[room:])
        if left:
            yield said.REST_OF.format(count=count(left))


MOST_FAULTS = 20
"""How many indicators that fail the guide are named."""


def _why(error: AnalysisError) -> Text:
    return said.CANNOT.format(why=error.message)

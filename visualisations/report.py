"""The first report: who is reached, where, and whom nobody helps, as one page to read, print and forward."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ecograph.findings import AnalysisResult
from ecograph.model import MODEL, DataKind, NodeKind, Text
from visualisations import numerals, wording
from visualisations.coverage import Coverage, read_coverage
from visualisations.edition import Edition
from visualisations.headlines import key_figures, write_headlines
from visualisations.map import AreaMap, draw_map
from visualisations.markup import sentence
from visualisations.page import render_page
from visualisations.reach_table import ReachTable, Row
from visualisations.unreached_table import read_unreached

TITLE = Text("Who is helped, where, and whom nobody helps", "ใครได้รับการส่งเสริม ที่ไหน และใครที่ยังไม่มีใครช่วย")
TOP = 10


@dataclass(frozen=True, kw_only=True)
class Report(Edition):
    """All that the report says.

    Attributes
    ----------
    results
        Results of `find_reach` (by corridor, area, theme, industry, size, theme and corridor) and
        of `find_unreached` (by corridor), of one version of the store and one year. A part without
        its result says that it is not in this edition.
    counts, left_out
        Nodes and relationships by the name of their kind: in the store, and left out of analyses.
    area_shapes, corridor_of
        GeoJSON geometries, and corridors, by the key of their area.
    """

    results: tuple[AnalysisResult, ...]
    counts: Mapping[str, int]
    area_shapes: Mapping[str, Mapping[str, Any]] | None = None
    corridor_of: Mapping[str, str] | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def synthetic(self) -> bool:
        """Whether anything in the report was made up: its own kind, a result's or a source's."""
        kinds = [part.data_kind for part in self.results] + [part.data_kind for part in self.sources]
        return DataKind.SYNTHETIC in {self.data_kind, *kinds}


@dataclass(frozen=True, slots=True)
class KindCount:
    """How much of a kind is in the store, and how much of that no analysis used."""

    label: Text
    number: int
    left_out: int


def render_report(report: Report) -> str:
    """Return the report as one HTML page in both languages, which needs nothing but itself.

    The same report gives the same bytes.

    Raises
    ------
    AnalysisError
        When its results contradict each other.
    """
    coverage = read_coverage(report.results, report.corridor_of or {}, report.threshold)
    unreached = read_unreached(report.results, coverage.corridors, report.threshold)
    years_ahead = report.thai_years_ahead
    untested = _distinct(text for result in report.results for text in result.untested)
    caveats = _distinct([*_caveats(report, coverage), *_stated_caveats(report.results)])
    return render_page(
        "report.html.j2",
        ("report.css",),
        ("report.js",),
        report.paper,
        report=report,
        coverage=coverage,
        unreached=unreached,
        headlines=list(write_headlines(report.counts, len(report.sources), coverage, unreached, years_ahead)),
        figures=list(key_figures(report.counts, coverage, unreached, report.threshold)),
        map=_map(report, coverage),
        most_unreached=_most_unreached(coverage.areas) if coverage.areas else [],
        nodes=list(_counts(report, MODEL.nodes)),
        relationships=list(_counts(report, MODEL.relationships)),
        caveats=[text for text in caveats if text not in untested],
        untested=untested,
    )


def _map(report: Report, coverage: Coverage) -> AreaMap | None:
    if coverage.areas is None or not report.area_shapes:
        return None
    corridors = coverage.corridors.rows if coverage.corridors else ()
    names = {row.subject.key: row.subject.name for row in corridors if row.named}
    return draw_map(coverage.areas, report.area_shapes, report.corridor_of or {}, names)


def _most_unreached(areas: ReachTable) -> list[Row]:
    """Return the areas with the most enterprises that were not reached, of those that are shown."""
    shown = [(row.unreached, row) for row in areas.rows if row.open and row.named and row.unreached]
    shown.sort(key=lambda pair: (-pair[0], pair[1].subject.key))
    return [row for _, row in shown[:TOP]]


def _counts(report: Report, kinds: Iterable[Any]) -> Iterator[KindCount]:
    for kind in kinds:
        number, left_out = report.counts.get(kind.name, 0), report.left_out.get(kind.name, 0)
        yield KindCount(
            kind.plural if isinstance(kind, NodeKind) else wording.in_words(kind), number, left_out
        )


def _caveats(report: Report, coverage: Coverage) -> Iterator[Text]:
    tables = (coverage.corridors, coverage.areas, coverage.industries, coverage.sizes, coverage.themes)
    if any(row.open and (row.unreached or 0) < 0 for table in tables if table for row in table.rows):
        yield wording.MORE_THAN_ALL
    for total, text in (("large", wording.LARGE), ("reached_otherwise", wording.REACHED_OTHERWISE)):
        number = int(coverage.totals.get(total, 0))
        if number:
            yield sentence(
                text, count=numerals.count(number) if number >= report.threshold else f"<{report.threshold}"
            )
    if any(report.left_out.values()):
        yield wording.LEFT_OUT_NOTE


def _stated_caveats(results: Iterable[AnalysisResult]) -> Iterator[Text]:
    for result in results:
        for finding in result.findings:
            yield from finding.caveats


def _distinct(texts: Iterable[Text]) -> list[Text]:
    return list(dict.fromkeys(texts))

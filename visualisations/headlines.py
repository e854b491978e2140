"""The first sentences of the report: what a reader who stops here takes away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecograph.model import MODEL, Text
from visualisations import wording
from visualisations.coverage import Coverage
from visualisations.markup import isolated, sentence
from visualisations.numerals import count, fiscal_year, rate
from visualisations.reach_table import OUTSIDE, ReachTable, Row
from visualisations.suppression import Shown
from visualisations.unreached_table import UnreachedTable


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number and what it counts."""

    number: Text
    label: Text


def lowest_corridor(table: ReachTable) -> Row | None:
    """Return the corridor with the lowest rate that is shown, or None where fewer than two are."""
    corridors = [row for row in table.rows if row.named and row.rate is not None]
    return min(corridors, key=lambda row: (row.rate, row.subject.key)) if len(corridors) > 1 else None


def write_headlines(
    counts: Mapping[str, int],
    sources: int,
    coverage: Coverage,
    unreached: UnreachedTable | None,
    thai_years_ahead: int,
) -> Iterator[Text]:
    """Yield the headline sentences, without a word on significance, for nothing was tested."""
    yield sentence(
        wording.HEAD_LOADED,
        nodes=count(sum(counts.get(kind.name, 0) for kind in MODEL.nodes)),
        relationships=count(sum(counts.get(kind.name, 0) for kind in MODEL.relationships)),
        sources=count(sources),
        enterprises=count(counts.get("SME", 0)),
    )
    whole, corridors = coverage.whole, coverage.corridors
    if whole and whole.rate is not None:
        yield sentence(
            wording.HEAD_REACHED, period=fiscal_year(coverage.year, thai_years_ahead), **_numbers(whole)
        )
    elif whole and whole.open and whole.reached is None:
        yield sentence(wording.HEAD_UNKNOWN, eligible=count(whole.eligible))
    if unreached and unreached.total is not None and (whole is None or whole.open):
        yield sentence(wording.HEAD_UNREACHED, unreached=count(unreached.total))
    if corridors and (lowest := lowest_corridor(corridors)):
        yield sentence(wording.HEAD_LOWEST, corridor=isolated(lowest.subject.name), **_numbers(lowest))
    outside = corridors.by_key.get(OUTSIDE) if corridors else None
    if outside and outside.rate is not None:
        yield sentence(wording.HEAD_OUTSIDE, **_numbers(outside))
    if whole is None:
        yield wording.HEAD_EMPTY


def key_figures(
    counts: Mapping[str, int], coverage: Coverage, unreached: UnreachedTable | None, threshold: int
) -> Iterator[KeyFigure]:
    """Yield the large numbers at the top."""
    yield _figure(counts.get("SME", 0), wording.KEY_LOADED)
    whole = coverage.whole
    if whole is None:
        return
    if not whole.open:
        small = whole.shown is Shown.SMALL
        hidden = wording.FEWER_THAN.format(threshold=threshold) if small else wording.HIDDEN
        yield KeyFigure(hidden, wording.KEY_ELIGIBLE)
        return
    yield _figure(whole.eligible, wording.KEY_ELIGIBLE)
    yield _figure(whole.reached, wording.KEY_REACHED)
    if unreached:
        yield _figure(unreached.total, wording.KEY_UNREACHED)


def _figure(number: int | None, label: Text) -> KeyFigure:
    return KeyFigure(wording.UNKNOWN if number is None else Text(count(number), count(number)), label)


def _numbers(row: Row) -> dict[str, str]:
    """Return the numbers of a row whose rate is known."""
    return {
        "eligible": count(row.eligible),
        "reached": count(row.reached or 0),
        "rate": rate(row.reached or 0, row.eligible),
    }

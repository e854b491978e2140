"""How good the data of a store are, from its runs, its disagreements, and the reports of its loads."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ecograph.model import MODEL, DataKind, Text
from ecograph.quality import DataQuality, Dispute, Loss, SourceQuality, Unknowns
from ecograph.state.loads import LoadLog
from ecograph.store import Disagreement, GraphStore, RunRecord, Source

MOST = 10_000
"""How many disagreements are counted."""


def assess_quality(store: GraphStore, loads: LoadLog) -> DataQuality:
    """Return the quality of what a store holds; the cost is that of its content hash and disagreements."""
    runs = store.runs()
    reports = {(record.version, record.source): record.report for record in loads.records()}
    sources = store.sources()
    disagreements = store.disagreements(limit=MOST)
    return DataQuality(
        tuple(
            _of_source(source, [run for run in runs if run.source == source.id], reports)
            for source in sources
        ),
        _disputes(disagreements),
        len(disagreements) < MOST,
        store.version(),
        store.content_hash(),
        max((source.data_kind for source in sources), key=list(DataKind).index, default=DataKind.REAL),
    )


def _of_source(
    source: Source, runs: list[RunRecord], reports: Mapping[tuple[int, str], Mapping[str, Any]]
) -> SourceQuality:
    last = runs[-1]
    report = reports.get((last.number, source.id))
    return SourceQuality(
        source.id,
        Text(source.title, source.title_th or source.title),
        source.data_kind,
        len(runs),
        last.finished.date(),
        report["rows"] if report else None,
        report["totals"] if report else {},
        _losses(report) if report else (),
        _unknowns(report) if report else (),
        _retired(runs),
    )


def _losses(report: Mapping[str, Any]) -> tuple[Loss, ...]:
    return tuple(
        Loss(found["column"], Text(found["why"], found["why_th"]), found["effect"], found["count"])
        for found in report["problems"]["counts"]
    )


def _unknowns(report: Mapping[str, Any]) -> tuple[Unknowns, ...]:
    made = {name: kind["mapped"] - kind["refused"] for name, kind in report["kinds"].items()}
    found = [
        Unknowns(kind, name, count, made[kind])
        for kind, properties in report["unknowns"].items()
        for name, count in properties.items()
        if count
    ]
    return tuple(sorted(found, key=lambda each: (-each.unknown / each.records, each.kind, each.property)))


def _retired(runs: list[RunRecord]) -> dict[str, int]:
    retired: Counter[str] = Counter()
    for run in runs:
        retired.update(run.withdrawn)
        retired.update(run.orphaned)
    return {kind.name: retired[kind.name] for kind in MODEL if retired[kind.name]}


def _disputes(disagreements: list[Disagreement]) -> tuple[Dispute, ...]:
    cases: dict[tuple[str, str, str, str], list[Disagreement]] = {}
    for found in disagreements:
        about = found.kind, found.property, found.winning_source, found.losing_source
        cases.setdefault(about, []).append(found)
    ordered = sorted(cases.items(), key=lambda case: (-len(case[1]), case[0]))
    return tuple(
        Dispute(*about, len(found), found[0].key, str(found[0].winner), str(found[0].loser))
        for about, found in ordered
    )

"""What changed since a version that is still kept: keys by kind, and findings, each worked out once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

from api.problems import Problem
from api.publishing import Publication, Published
from ecograph.analysis.change import Change, Comparison, Moment, compare_results, find_moment
from ecograph.findings import AnalysisResult, Finding
from ecograph.store import GraphStore, KindChanges, RunRecord
from ecograph.workspace import Workspace
from visualisations.protection import OF_ENTERPRISES, protect
from visualisations.suppression import Shown

MOST = 1_000_000
"""The most changes of a kind that are listed; all of them are in memory."""
KEPT = 4
"""How many lists of changes are kept, those asked for last."""
T = TypeVar("T")


class Changes:
    """What changed since earlier versions, for one version of a store.

    An earlier version is opened beside the current one and let go when it has been compared; one
    comparison is under way at a time, and others wait for it.

    Parameters
    ----------
    runs
        The runs up to the version that is answered from, whatever the store has come to since.
    published
        What is published of that version.
    """

    def __init__(self, store: GraphStore, runs: Sequence[RunRecord], published: Published) -> None:
        self._store = store
        self._runs = runs
        self._published = published
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, object] = OrderedDict()

    def of_kind(self, since: int, kind: str) -> KindChanges | None:
        """Return what became of the things of a kind; None where nothing did.

        Raises
        ------
        VersionGone
            When the version is not kept.
        Problem
            When there are too many changes to list.
        """
        later = [run for run in self._runs if run.number > since]
        sums = sum(
            counts.get(kind, 0)
            for run in later
            for counts in (run.created, run.updated, run.withdrawn, run.orphaned)
        )
        if sums > MOST:
            raise Problem(
                "too-large",
                f"There are up to {sums:,} changes of {kind}; at most {MOST:,} are listed.",
                "Read all of them anew, as if for the first time.",
            )
        return self._once((since, kind), lambda: self._compare(since, kind))

    @property
    def kept(self) -> list[int]:
        """The versions since which changes can be listed, the earliest first."""
        return [number for number in self._store.kept() if number <= self._version]

    def of_findings(self, since: int, analysis: str) -> tuple[Comparison, frozenset[str]]:
        """Return what became of the findings of an analysis, and the ids of those to be hidden.

        Raises
        ------
        VersionGone
            When the version is not kept.
        AnalysisError
            When one of both versions does not have what the analysis needs.
        """
        return self._once((since, analysis, "findings"), lambda: self._findings(since, analysis))

    def _once(self, key: Hashable, find: Callable[[], T]) -> T:
        with self._lock:
            if key not in self._found:
                self._found[key] = find()
                if len(self._found) > KEPT:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
            return cast(T, self._found[key])

    def _compare(self, since: int, kind: str) -> KindChanges | None:
        after = self._store.at(self._version)
        try:
            return after.changes_since(since, [kind]).get(kind)
        finally:
            after.close()

    def since_result(
        self, name: str, before: AnalysisResult, was: Moment, parameters: Mapping[str, Any]
    ) -> tuple[Comparison, frozenset[str]]:
        """Return what became of the findings of a kept result, and the ids of those to be hidden.

        Parameters
        ----------
        name
            What it is kept by.
        was
            What was on record when it was made.
        parameters
            What its question is asked with again.
        """

        def find() -> tuple[Comparison, frozenset[str]]:
            after = self._published.analyse(before.analysis, **parameters)
            year = parameters.get("year")
            return self._hold(before, after, (was, find_moment(self._published.ecosystem, year)))

        return self._once(("kept", name), find)

    def _findings(self, since: int, analysis: str) -> tuple[Comparison, frozenset[str]]:
        after = self._published.analyse(analysis)
        with Workspace(self._store.at(since), self._published.ecosystem.weakest) as earlier:
            before = earlier.analyse(analysis)
            moments = find_moment(earlier.ecosystem), find_moment(self._published.ecosystem)
        return self._hold(before, after, moments)

    def _hold(
        self, before: AnalysisResult, after: Publication, moments: tuple[Moment, Moment]
    ) -> tuple[Comparison, frozenset[str]]:
        found = compare_results(before, after.result, moments)
        return found, hidden_changes(found, after.shown, self._published.threshold)

    @property
    def _version(self) -> int:
        return self._published.ecosystem.version


def hidden_changes(found: Comparison, after: Mapping[str, Shown], threshold: int) -> frozenset[str]:
    """Return the ids of findings that are not listed: of small groups, and of small differences.

    Where one alone of its kind differs by a small number, the one that differs least of the others is not
    listed either: the differences of cells may add up to one that is known.
    """
    told = {**protect(found.before, threshold), **after}
    hidden = {name for name, shown in told.items() if shown is not Shown.OPEN}
    kinds: dict[str, list[tuple[float, Change]]] = {}
    for change in found.changes:
        kinds.setdefault(change.finding.kind, []).append((_difference(change), change))
    for changes in kinds.values():
        small = [change for size, change in changes if 0 < size < threshold]
        others = [(size, change.finding.id, change) for size, change in changes if size >= threshold]
        if len(small) == 1 and others:
            small.append(min(others)[2])
        hidden |= {side.id for change in small for side in change.sides}
    return frozenset(hidden)


def _difference(change: Change) -> float:
    """Return the least that a number of enterprises in both sides differs by; 0 where none does."""
    if change.before is None or change.after is None:
        return 0.0
    sides = [_enterprises(change.before), _enterprises(change.after)]
    differences = (abs(sides[0][name] - sides[1][name]) for name in sides[0].keys() & sides[1].keys())
    return min((value for value in differences if value), default=0.0)


def _enterprises(finding: Finding) -> dict[str, float]:
    counts = finding.evidence.counts
    found = {name: counts[name] for name in (*OF_ENTERPRISES, "eligible", "reached") if name in counts}
    if finding.unit == "SMEs" and finding.observed is not None:
        found["observed"] = finding.observed
    return found

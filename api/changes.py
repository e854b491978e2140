"""What changed since a version that is still kept: keys by kind, and findings, each worked out once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar, cast

from api.problems import Problem
from api.publishing import Published
from ecograph.analysis.change import Comparison, compare_results, find_moment
from ecograph.store import GraphStore, KindChanges, RunRecord
from ecograph.workspace import Workspace
from visualisations.protection import protect
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

    def _findings(self, since: int, analysis: str) -> tuple[Comparison, frozenset[str]]:
        after = self._published.analyse(analysis)
        hidden = {name for name, shown in after.shown.items() if shown is not Shown.OPEN}
        with Workspace(self._store.at(since), self._published.ecosystem.weakest) as earlier:
            before = earlier.analyse(analysis)
            moments = find_moment(earlier.ecosystem), find_moment(self._published.ecosystem)
        told = protect(before, self._published.threshold)
        hidden |= {name for name, shown in told.items() if shown is not Shown.OPEN}
        return compare_results(before, after.result, moments), frozenset(hidden)

    @property
    def _version(self) -> int:
        return self._published.ecosystem.version

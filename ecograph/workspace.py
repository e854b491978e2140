"""What the command line and the API share: a store, its ecosystem, and the results asked of it."""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import signature
from types import TracebackType
from typing import Any, Self

from ecograph.analysis import find_reach, find_unreached
from ecograph.analysis.double_service import find_double_service
from ecograph.analysis.gaps import (
    find_clusters,
    find_funding_gaps,
    find_inequality,
    find_isolated,
    find_out_of_reach,
    find_plan_gaps,
    find_reach_gaps,
    find_single_points,
    find_unmet_needs,
    find_within_reach,
)
from ecograph.analysis.links import (
    find_brokers,
    find_communities,
    find_data_exchange,
    find_exchange_matrix,
    find_funding_routes,
    find_missing_links,
    find_missing_partnerships,
    find_pathways,
    find_placements,
)
from ecograph.analysis.overlaps import find_fragmentation, find_named_alike, find_overlaps
from ecograph.analysis.referral.referrals import find_referrals
from ecograph.analysis.referral.roster import find_roster_fit
from ecograph.analysis.results import (
    find_alignment,
    find_crosswalk,
    find_kpi_faults,
    find_outcomes,
    find_results,
)
from ecograph.analysis.supply import find_makers, find_mentors
from ecograph.errors import AnalysisError, StoreBusy, StoreUnreachable
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem, open_ecosystem
from ecograph.model import WEAKEST_ANALYSED, Confidence, DataKind
from ecograph.settings import Settings
from ecograph.store import GraphStore, open_store

ANALYSES: dict[str, Callable[..., AnalysisResult]] = {
    "reach": find_reach,
    "unreached": find_unreached,
    "reach-gaps": find_reach_gaps,
    "clusters": find_clusters,
    "within-reach": find_within_reach,
    "inequality": find_inequality,
    "unmet-needs": find_unmet_needs,
    "plan-gaps": find_plan_gaps,
    "funding-gaps": find_funding_gaps,
    "single-points": find_single_points,
    "isolated": find_isolated,
    "out-of-reach": find_out_of_reach,
    "double-service": find_double_service,
    "missing-partnerships": find_missing_partnerships,
    "missing-links": find_missing_links,
    "data-exchange": find_data_exchange,
    "exchange-matrix": find_exchange_matrix,
    "brokers": find_brokers,
    "communities": find_communities,
    "placements": find_placements,
    "funding-routes": find_funding_routes,
    "pathways": find_pathways,
    "overlaps": find_overlaps,
    "fragmentation": find_fragmentation,
    "named-alike": find_named_alike,
    "referrals": find_referrals,
    "roster-fit": find_roster_fit,
    "results": find_results,
    "kpi-lint": find_kpi_faults,
    "kpi-alignment": find_alignment,
    "outcomes": find_outcomes,
    "crosswalk": find_crosswalk,
    "makers": find_makers,
    "mentors": find_mentors,
}
"""Every analysis by its name."""


def asked_again(analysis: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the parameters of a result its analysis is asked with."""
    taken = signature(ANALYSES[analysis]).parameters
    return {name: value for name, value in parameters.items() if name in taken}


Question = tuple[str, Mapping[str, Any]]
"""The name of an analysis, and its parameters."""

PAUSE = 2.0
"""Seconds before a store that could not be read is asked again."""

KEPT = 64
"""How many results of one version are kept; those asked for last."""


class Answers:
    """Results of analyses of one ecosystem, each computed once, by any thread."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        self._ecosystem = ecosystem
        self._lock = threading.Lock()
        self._results: OrderedDict[tuple[str, str], AnalysisResult] = OrderedDict()
        self._locks: dict[tuple[str, str], threading.Lock] = {}

    def analyse(self, analysis: str, **parameters: Any) -> AnalysisResult:
        """Return the result of one of `ANALYSES`; who asks for what another computes waits for it."""
        key = analysis, json.dumps(parameters, sort_keys=True, default=str)
        with self._lock:
            mine = self._locks.setdefault(key, threading.Lock())
        with mine:
            try:
                result = self._results.get(key)
                if result is None:
                    result = ANALYSES[analysis](self._ecosystem, **parameters)
                with self._lock:
                    self._results[key] = result
                    self._results.move_to_end(key)
                    if len(self._results) > KEPT:
                        self._results.popitem(last=False)
            finally:
                with self._lock:
                    self._locks.pop(key, None)
        return result

    def find(
        self, name: str, asked: Sequence[Question] = (), analyses: Iterable[str] = tuple(ANALYSES)
    ) -> tuple[AnalysisResult, Finding]:
        """Return the finding of an id, or of the beginning of one, and the result it is from.

        Looked at are the answers to the questions of `asked`, then those of the analyses as they are
        by default, until one has it: what else was asked before makes no difference.

        Raises
        ------
        AnalysisError
            When no finding has the id, or several begin with it.
        """
        for result in self._ask([*asked, *((analysis, {}) for analysis in analyses)]):
            found = {each.id: each for each in result.findings if name and each.id.startswith(name)}
            if name in found:
                return result, found[name]
            if len(found) == 1:
                return result, next(iter(found.values()))
            if found:
                raise AnalysisError(
                    f"{len(found)} findings begin with {name!r}.",
                    f"Give more of it: {', '.join(sorted(found)[:5])}.",
                )
        raise AnalysisError(
            f"There is no finding {name!r} among what was asked last.",
            "Ask again for what reports it (such as gaps), then take its id from there.",
        )

    def _ask(self, questions: Iterable[Question]) -> Iterator[AnalysisResult]:
        """Yield the answers of those questions that the data can answer."""
        for analysis, parameters in questions:
            try:
                yield self.analyse(analysis, **parameters)
            except (AnalysisError, KeyError, TypeError):
                continue


class Workspace:
    """A store, with its ecosystem kept by the store's version and results by version and parameters.

    Where the store cannot be read for a while (its server is being restarted, a large run is being
    written), the ecosystem that was read last goes on answering, and `stale` says why. Use as a
    context manager, which closes the store.
    """

    def __init__(self, store: GraphStore, weakest: Confidence = WEAKEST_ANALYSED) -> None:
        self.store = store
        self.weakest = weakest
        self.stale = ""
        self._ecosystem: Ecosystem | None = None
        self._asked = 0.0
        self._answers: Answers | None = None

    @classmethod
    def open(cls, settings: Settings, *, create: bool = True) -> Self:
        """Open the store that the settings name."""
        store = open_store(
            settings.store_url,
            create=create,
            memory_limit=settings.memory_limit,
            threads=settings.threads,
            neo4j=settings.neo4j(),
        )
        return cls(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.store.close()

    @property
    def ecosystem(self) -> Ecosystem:
        """The ecosystem of the store's current version; opened anew when the version has moved."""
        if self._ecosystem is not None and self.stale and time.monotonic() - self._asked < PAUSE:
            return self._ecosystem
        try:
            version = self.store.version()
            if self._ecosystem is None or self._ecosystem.version != version:
                self._ecosystem = open_ecosystem(self.store, self.weakest)
                self._answers = Answers(self._ecosystem)
            self.stale = ""
        except (StoreUnreachable, StoreBusy) as error:
            if self._ecosystem is None:
                raise
            self.stale = f"{error.message} Answers are those of version {self._ecosystem.version}."
            self._asked = time.monotonic()
        return self._ecosystem

    @property
    def answers(self) -> Answers:
        """The results for the store's current version."""
        ecosystem = self.ecosystem
        if self._answers is None:
            self._answers = Answers(ecosystem)
        return self._answers

    @property
    def data_kind(self) -> DataKind:
        """`synthetic` as soon as one source of the store is."""
        kinds = {source.data_kind for source in self.store.sources()}
        return DataKind.SYNTHETIC if DataKind.SYNTHETIC in kinds else DataKind.REAL

    def analyse(self, analysis: str, **parameters: Any) -> AnalysisResult:
        """Return the result of one of `ANALYSES`, computed once for a version and its parameters."""
        return self.answers.analyse(analysis, **parameters)

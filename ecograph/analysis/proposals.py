"""A planned program against what exists, before the money is spent.

What two programs share is compared one dimension at a time, never blended into a score. The ladder
is that of GAO-15-49SP: fragmentation (the same theme), overlap (similar activities or target
groups), duplication (the same service to the same kind of enterprise in the same place and year).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np
import scipy
from numpy.typing import NDArray

from ecograph.analysis import proposal_wording as said
from ecograph.analysis.double_service import Programs
from ecograph.analysis.support import SUPPORT, reaching
from ecograph.findings import AnalysisResult, Evidence, Finding, Method, Subject
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import Confidence, Text

KIND = "proposal-overlap"
JOINED = SUPPORT["Program"]
METHOD = Method(
    KIND, 1, "GAO-15-49SP; hypergeometric distribution of shared clients of two independent draws"
)
DIMENSIONS = ("theme", "service", "industry", "area", "size", "year")
RELATIONS = {
    "theme": "Program ADDRESSES Theme",
    "service": "Program OFFERS Service",
    "industry": "Program TARGETS Industry",
    "area": "Program COVERS Area",
}
COVERS_CORRIDOR, IN_CORRIDOR = "Program COVERS Corridor", "Area IN_CORRIDOR Corridor"
CONFIDENCE = 0.95
FEWEST_PAIRS = 3
"""Of fewer pairs of comparable programs than this, no ratio is told."""
MOST_COMPARED = 40
"""How many comparable programs are paired at the most, those with the most clients."""


@dataclass(frozen=True, slots=True)
class PlannedProgram:
    """A program that is planned. What is empty or None is not said, and restricts nothing.

    `clients` is how many enterprises it is to serve; the other names are those of the model, in keys.
    """

    name: str
    agency: str = ""
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    size_classes: tuple[str, ...] = ()
    fiscal_year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    budget: float | None = None
    clients: int | None = None

    def said(self) -> dict[str, object]:
        """Return what is said of each dimension."""
        return {
            "theme": self.themes,
            "service": self.services,
            "industry": self.industries,
            "area": self.areas,
            "size": self.size_classes,
            "year": self.fiscal_year or self.starts_on,
        }


@dataclass(frozen=True, slots=True)
class _Shared:
    """Of each dimension, what two programs share: keys, none, or None where one does not say."""

    of: Mapping[str, tuple[str, ...] | None]

    def rung(self) -> str:
        """Return the rung that what is on record supports; empty for none."""
        same = {name for name, keys in self.of.items() if keys}
        # Sizes on record that differ are other enterprises.
        if {"service", "industry", "area", "year"} <= same and self.of["size"] != ():
            return said.DUPLICATION
        if "service" in same or ("theme" in same and same & {"industry", "area"}):
            return said.OVERLAP
        return said.FRAGMENTATION if "theme" in same else ""

    def highest(self) -> str:
        """Return the rung if everything that is not on record were shared, too."""
        return _Shared({name: ("?",) if keys is None else keys for name, keys in self.of.items()}).rung()


def check_proposal(ecosystem: Ecosystem, planned: PlannedProgram, smallest: int = 0) -> AnalysisResult:
    """Return a finding for each program that a planned one would share something with.

    A finding's `expected` is how many clients the two would share if each drew its clients from those
    whom the planned program admits without regard to the other, its interval that of the
    hypergeometric distribution. Where comparable programs on record share more than such draws would,
    the ratio is told beside it, for the chance figure is then too low. Programs of other years are
    counted, not listed.

    Parameters
    ----------
    smallest
        Clients of a program are not told where they, or those of them inside or outside of whom the
        plan admits, are fewer than this (and any); nor is how many the plan admits, or may admit.

    Notes
    -----
    The cost is one pass over enterprises and over participations.
    """
    checker = _Checker(ecosystem, planned, smallest)
    findings, other_years = [], 0
    for program in ecosystem.nodes("Program"):
        shared = checker.shared(program)
        if not shared.rung():
            continue
        if shared.of["year"] == ():
            other_years += 1
            continue
        findings.append(checker.finding(program, shared))
    order = {rung: place for place, rung in enumerate(said.RUNGS)}
    findings.sort(key=lambda one: (order[one.rung], -(one.expected or -1), one.subjects[0].key))
    return AnalysisResult(
        "check-proposal",
        tuple(findings),
        {name: getattr(planned, name) for name in planned.__slots__},
        ecosystem.version,
        ecosystem.data_kind,
        totals={
            "compared": float(len(ecosystem.nodes("Program"))),
            "other_years": float(other_years),
            **checker.sizes(),
        },
        untested=tuple(checker.untested()),
    )


class _Checker:
    """A planned program beside the ecosystem, with what is read once."""

    def __init__(self, ecosystem: Ecosystem, planned: PlannedProgram, smallest: int) -> None:
        self._ecosystem = ecosystem
        self._planned = planned
        self._smallest = smallest
        self._programs = Programs(ecosystem)
        self._names: dict[str, dict[str, set[str]]] = {}
        self._weakest: dict[str, Confidence] = {}
        for name, kind in RELATIONS.items():
            self._names[name] = {}
            for (_, program), (_, key), edge in ecosystem.edges(kind):
                self._names[name].setdefault(program, set()).add(key)
                self._weaken(program, edge["confidence"])
        self._read_corridors()
        self.eligible, self.undetermined = _admitted(ecosystem, planned)
        self._clients = _clients(ecosystem)
        self.expected_clients, self.cost = self._planned_clients()
        self.ratio, self.pairs = self._ratio()

    def _weaken(self, program: str, confidence: Confidence) -> None:
        weakest = self._weakest.get(program, Confidence.READ)
        self._weakest[program] = max(weakest, confidence, key=lambda label: label.rank)

    def _read_corridors(self) -> None:
        """Add to the areas of programs those of the corridors that they cover, as far as on record."""
        inside: dict[str, list[tuple[str, Confidence]]] = {}
        for (_, area), (_, corridor), edge in self._ecosystem.edges(IN_CORRIDOR):
            inside.setdefault(corridor, []).append((area, edge["confidence"]))
        for (_, program), (_, corridor), edge in self._ecosystem.edges(COVERS_CORRIDOR):
            for area, confidence in inside.get(corridor, ()):
                self._names["area"].setdefault(program, set()).add(area)
                self._weaken(program, edge["confidence"])
                self._weaken(program, confidence)

    def shared(self, program: str) -> _Shared:
        """Return what a program on record shares with the planned one."""
        planned = self._planned
        wanted = {
            "theme": planned.themes,
            "service": planned.services,
            "industry": planned.industries,
            "area": planned.areas,
        }
        found: dict[str, tuple[str, ...] | None] = {
            name: self._common(name, keys, program) for name, keys in wanted.items()
        }
        node = self._ecosystem.institutions.nodes["Program", program]
        sizes = node.get("size_classes")
        found["size"] = (
            tuple(size for size in planned.size_classes if size in sizes)
            if sizes and planned.size_classes
            else None
        )
        found["year"] = _same_time(planned, node)
        return _Shared(found)

    def _common(self, name: str, keys: Sequence[str], program: str) -> tuple[str, ...] | None:
        """Return what both name, or what the one names that is part of what the other does."""
        there = self._names[name].get(program)
        if not keys or not there:
            return None
        kind = name.capitalize()
        above = {key: self._ecosystem.ancestors(kind, key) for key in {*keys, *there}}
        return tuple(
            key for key in keys if any(key in above[other] or other in above[key] for other in there)
        )

    def finding(self, program: str, shared: _Shared) -> Finding:
        """Return a program on record with what it shares, and how many clients are likely shared."""
        ecosystem, rung = self._ecosystem, shared.rung()
        agencies = self._programs.agencies(program)
        who = Text(
            ", ".join(ecosystem.name("Agency", key).en for key in agencies) or said.SOMEBODY.en,
            ", ".join(ecosystem.name("Agency", key).th for key in agencies) or said.SOMEBODY.th,
        )
        name = ecosystem.name("Program", program)
        clients = self._clients.get(program)
        inside = None if clients is None else int(self.eligible[clients].sum())
        small = clients is not None and inside is not None and self._is_small(len(clients), inside)
        if small:
            inside = None
        expected, interval = self._likely(inside)
        sizes = self.sizes()
        counts = {"admitted": sizes["eligible"]} if "eligible" in sizes else {}
        if clients is not None and inside is not None:
            counts |= {"clients": float(len(clients)), "clients_admitted": float(inside)}
        if self.expected_clients is not None:
            counts["planned_clients"] = float(self.expected_clients)
        if self.ratio is not None and expected is not None:
            counts |= {"ratio": self.ratio, "expected_by_ratio": min(self.ratio * expected, inside or 0)}
        unknown = [dimension for dimension in DIMENSIONS if shared.of[dimension] is None]
        said_of = self._planned.said()
        rows = tuple((dimension, self._state(dimension, shared)) for dimension in DIMENSIONS)
        highest = shared.highest()
        own = self._planned.agency in agencies
        caveats = [said.ASK_WITHIN if own and len(agencies) == 1 else said.ask(rung, who)]
        if highest != rung:
            # What the plan leaves open is for the planner to say, not for others.
            ask, open_ = ([name for name in unknown if bool(said_of[name]) is told] for told in (True, False))
            caveats.append(said.could_be(highest, ask, open_))
        if expected is None:
            caveats.append(said.SMALL if small else self._why_unknown(clients is None))
        elif self.ratio is not None:
            caveats.append(said.RATIO.format(ratio=f"{self.ratio:.1f}", pairs=self.pairs))
        return Finding(
            KIND,
            (
                Subject("Program", program, name),
                *(Subject("Agency", key, ecosystem.name("Agency", key)) for key in agencies),
            ),
            None,
            said.sentence(rung, name, who, shared.of, expected, interval, own=own),
            METHOD,
            rung=rung,
            period=str(self._planned.fiscal_year or ""),
            expected=expected,
            interval=interval,
            null="each draws its clients from those admitted without regard to the other",
            verdict=rung,
            evidence=Evidence((("Program", program),), (), counts, ("dimension", "shared"), rows),
            caveats=tuple(caveats),
            confidence=self._weakest.get(program, Confidence.READ),
            data_kind=ecosystem.data_kind,
        )

    def _is_small(self, clients: int, inside: int) -> bool:
        """Whether clients, or a part of them, are too few to be told."""
        return any(0 < number < self._smallest for number in (clients, inside, clients - inside))

    def _why_unknown(self, silent: bool) -> Text:
        """Return why likely shared clients cannot be told."""
        if silent:
            return said.NO_CLIENTS
        return said.NO_PLAN if self.expected_clients is None else said.NOBODY

    def sizes(self) -> dict[str, float]:
        """Return how many enterprises are admitted, or may be; without those that are small groups."""
        found = {"eligible": self.eligible, "undetermined": self.undetermined}
        numbers = {name: float(those.sum()) for name, those in found.items()}
        return {name: number for name, number in numbers.items() if not 0 < number < self._smallest}

    def _state(self, dimension: str, shared: _Shared) -> str:
        keys = shared.of[dimension]
        return "not on record" if keys is None else ", ".join(keys) or "none"

    def _likely(self, inside: int | None) -> tuple[float | None, tuple[float, float] | None]:
        """Return the expected shared clients, and their interval; None where they cannot be told."""
        admitted = int(self.eligible.sum())
        if inside is None or self.expected_clients is None or not admitted:
            return None, None
        drawn = min(self.expected_clients, admitted)
        low, high = scipy.stats.hypergeom.interval(CONFIDENCE, admitted, inside, drawn)
        bounds = (float(low), float(high)) if not math.isnan(low) else (0.0, 0.0)
        return drawn * inside / admitted, bounds

    def _planned_clients(self) -> tuple[int | None, float | None]:
        """Return how many clients are planned: as said, else the budget over what comparable programs
        spent on a client (their median); None where neither is on record.
        """
        if self._planned.clients is not None:
            return self._planned.clients, None
        costs = [
            float(budget) / len(self._clients[program])
            for program in self._comparable()
            if (budget := self._ecosystem.institutions.nodes["Program", program].get("budget"))
        ]
        if not costs or self._planned.budget is None:
            return None, None
        cost = float(np.median(costs))
        return round(self._planned.budget / cost), cost

    def _comparable(self) -> list[str]:
        """Return programs with clients that offer one of the planned services, those with the most first."""
        wanted = set(self._planned.services)
        found = [program for program in self._clients if wanted & self._names["service"].get(program, set())]
        return sorted(found, key=lambda key: (-len(self._clients[key]), key))

    def _ratio(self) -> tuple[float | None, int]:
        """Return how many times as many clients comparable programs share as independent draws from those
        admitted would (the median of pairs), and of how many pairs.
        """
        admitted = float(self.eligible.sum())
        inside = [self._clients[key][self.eligible[self._clients[key]]] for key in self._comparable()]
        ratios = [
            len(np.intersect1d(one, other, assume_unique=True)) * admitted / (len(one) * len(other))
            for one, other in combinations(inside[:MOST_COMPARED], 2)
            if len(one) and len(other)
        ]
        if len(ratios) < FEWEST_PAIRS:
            return None, len(ratios)
        return float(np.median(ratios)), len(ratios)

    def untested(self) -> list[Text]:
        """Return what could not be compared, and why."""
        missing = [name for name, value in self._planned.said().items() if not value]
        found = [said.not_said(missing)] if missing else []
        if self.expected_clients is None:
            found.append(said.NO_PLAN)
        elif self.cost is not None:
            found.append(
                said.BY_BUDGET.format(clients=f"{self.expected_clients:,}", cost=f"{self.cost:,.0f}")
            )
        if number := self.sizes().get("undetermined"):
            found.append(said.UNDETERMINED.format(number=f"{number:,.0f}"))
        elif self.undetermined.any():
            found.append(said.FEW_UNDETERMINED)
        return found


def _admitted(ecosystem: Ecosystem, planned: PlannedProgram) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which enterprises the planned program admits, and of which that is not known."""
    smes = ecosystem.smes
    admitted, unknown = smes.active(planned.fiscal_year), np.zeros(len(smes), np.bool_)
    parts = (
        (planned.industries, "Industry", smes.industry, "SME OPERATES_IN Industry"),
        (planned.areas, "Area", smes.area, "SME LOCATED_IN Area"),
    )
    for keys, kind, column, link in parts:
        if keys:
            targets = smes.links[link].targets
            fits = [bool(ecosystem.ancestors(kind, key) & set(keys)) for key in targets]
            admitted &= np.array([*fits, True])[column]
            unknown |= column < 0
    if planned.size_classes:
        admitted &= np.array([*(size in planned.size_classes for size in SIZES), True])[smes.size_class]
        unknown |= smes.size_class < 0
    return admitted & ~unknown, admitted & unknown


def _clients(ecosystem: Ecosystem) -> dict[str, NDArray[np.int32]]:
    """Return the enterprises that each program reached, each once; programs without any are not there."""
    links = ecosystem.smes.links[JOINED]
    counting = np.flatnonzero(reaching(links, "Program"))
    programs, enterprises = links.indices[counting], links.enterprises[counting]
    order = np.lexsort((enterprises, programs))
    programs, enterprises = programs[order], enterprises[order]
    starts = np.searchsorted(programs, np.arange(len(links.targets) + 1))
    return {
        key: np.unique(enterprises[start:end])
        for key, start, end in zip(links.targets, starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        if end > start
    }


def _same_time(planned: PlannedProgram, node: Mapping[str, object]) -> tuple[str, ...] | None:
    """Return the year or the period in which both go on; none, or None where one does not say."""
    starts, ends = node.get("starts_on"), node.get("ends_on")
    if planned.starts_on and planned.ends_on and isinstance(starts, date) and isinstance(ends, date):
        since, until = max(planned.starts_on, starts), min(planned.ends_on, ends)
        return (f"{since}/{until}",) if since <= until else ()
    year = node.get("fiscal_year")
    if planned.fiscal_year is None or year is None:
        return None
    return (str(year),) if year == planned.fiscal_year else ()

"""What programs and funds offer and whom they take, each rule apart, as tables that are looked up.

What a program does not say, it does not restrict; what it does not say but the project that it is
part of does, it inherits. Where it works is the exception: it may be anywhere, and is undetermined.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import TARGETS, answer_industries
from ecograph.analysis.gaps.extents import PLACED, Answers, locate
from ecograph.analysis.gaps.period import members_in_force
from ecograph.analysis.gaps.presence import COVERS
from ecograph.analysis.gaps.relations import Relations, find_relations
from ecograph.analysis.support import LARGE, LAST_BIT, NO, SUPPORT, UNDETERMINED, YES
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN
from ecograph.graph.smes import SIZES

MOST_SERVICES = 64
"""A service is a bit of an integer of 64; those past it are not looked at."""
OFFERS = {kind: f"{kind} OFFERS Service" for kind in SUPPORT}
ANSWERED, PART_OF = "Need ANSWERED_BY Service", "Program PART_OF Program"
KINDS = (*PLACED, *TARGETS.values(), *OFFERS.values(), ANSWERED, PART_OF)
"""The kinds of relationship that are asked."""


class Rule(StrEnum):
    """What a program may ask of an enterprise."""

    ACTIVE = "active"
    INDUSTRY = "industry"
    SIZE = "size"
    AREA = "area"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one enterprise.

    Attributes
    ----------
    area, size
        Positions among areas and size classes; -1 where unknown.
    industries
        Positions among industries; none where unknown.
    needs
        Keys of needs; none where unknown.
    active
        Whether it is in business; None where unknown, which shuts nobody out.
    """

    area: int = UNKNOWN
    size: int = UNKNOWN
    industries: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    active: bool | None = None


@dataclass(frozen=True)
class Offers:
    """Programs and funds by row. Answers are `NO`, `UNDETERMINED` or `YES`, in this order.

    Attributes
    ----------
    members
        What offers, by kind and key.
    areas, industries, sizes
        Members x areas, industries and size classes; the unknown one is last in each.
    asks
        Which members ask anything, by rule; without a need, they answer any or say no service.
    needs
        uint64, the needs that members answer, as the bits of `SmeLayer.needs`.
    services
        bool (members x `service_keys`), what they offer.
    answered
        For each service the keys of the needs that it answers.
    """

    members: tuple[NodeId, ...]
    areas: Answers
    industries: Answers
    sizes: Answers
    asks: Mapping[Rule, NDArray[np.bool_]]
    needs: NDArray[np.uint64]
    services: NDArray[np.bool_]
    service_keys: tuple[str, ...]
    need_keys: tuple[str, ...]
    answered: Mapping[str, frozenset[str]]

    @cached_property
    def row(self) -> dict[NodeId, int]:
        """The row of each member."""
        return {member: at for at, member in enumerate(self.members)}

    def answer(self, facts: Facts) -> dict[Rule, Answers]:
        """Return what each member says to one enterprise, by rule."""
        ones = np.full(len(self.members), YES)
        found = {
            Rule.ACTIVE: np.full(len(self.members), NO if facts.active is False else YES),
            Rule.INDUSTRY: np.maximum.reduce([self.industries[:, at] for at in facts.industries or (-1,)]),
            Rule.SIZE: self.sizes[:, facts.size],
            Rule.AREA: self.areas[:, facts.area],
            Rule.NEED: np.where(
                self.asks[Rule.NEED],
                np.where(self.matches(facts.needs), YES, NO) if facts.needs else UNDETERMINED,
                ones,
            ).astype(np.int8),
        }
        return {rule: np.asarray(answers, np.int8) for rule, answers in found.items()}

    def matches(self, needs: Iterable[str]) -> NDArray[np.bool_]:
        """Return which members answer one of some needs."""
        found: NDArray[np.bool_] = (self.needs & self.bits(needs)) != 0
        return found

    def bits(self, needs: Iterable[str]) -> np.uint64:
        """Return needs as bits; what no enterprise on record has a bit for is none."""
        return np.uint64(sum({1 << self._place[need] for need in needs if need in self._place}))

    def answers_to(self, row: int) -> frozenset[str]:
        """Return the needs that a member answers by its services."""
        return frozenset().union(*(self.answered.get(key, frozenset()) for key in self.services_of(row)))

    def services_of(self, row: int) -> tuple[str, ...]:
        """Return the services that a member offers."""
        return tuple(self.service_keys[at] for at in np.flatnonzero(self.services[row]).tolist())

    def take(self, rows: NDArray[np.int64]) -> "Offers":
        """Return some of the members."""
        return replace(
            self,
            members=tuple(self.members[at] for at in rows.tolist()),
            areas=self.areas[rows],
            industries=self.industries[rows],
            sizes=self.sizes[rows],
            asks={rule: flags[rows] for rule, flags in self.asks.items()},
            needs=self.needs[rows],
            services=self.services[rows],
        )

    @cached_property
    def _place(self) -> dict[str, int]:
        return {need: min(at, LAST_BIT) for at, need in enumerate(self.need_keys)}


def find_offers(
    ecosystem: Ecosystem, year: int | None = None, members: Sequence[NodeId] | None = None
) -> Offers:
    """Return what programs and funds offer; the cost is one pass over the network, and for those that do
    not say where they work one over their participants.

    Parameters
    ----------
    year
        Only what is in force in this fiscal year.
    members
        Only these, whether or not they are in force.
    """
    if members is None:
        members = [member for kind in SUPPORT for member in members_in_force(ecosystem, kind, year)]
    relations = _inherited(find_relations(ecosystem, KINDS), members)
    areas, says = locate(ecosystem, relations, members, year)
    service_keys = tuple(ecosystem.nodes("Service"))
    column = {key: at for at, key in enumerate(service_keys)}
    services = np.zeros((len(members), len(service_keys)), np.bool_)
    for at, (kind, key) in enumerate(members):
        services[at, [column[one] for one in relations.targets[OFFERS[kind]].get(key, ())]] = True
    answered = {key: frozenset(relations.sources[ANSWERED].get(key, ())) for key in service_keys}
    # A service that is on record for no need may answer any.
    closed = np.array([bool(answered[key]) for key in service_keys], np.bool_)
    asks_need = np.asarray(services.any(axis=1) & ~(services & ~closed).any(axis=1), np.bool_)
    sizes, asks_size = _sizes(ecosystem, relations, members)
    targeted = [bool(relations.targets[TARGETS[kind]].get(key)) for kind, key in members]
    offers = Offers(
        tuple(members),
        areas,
        answer_industries(ecosystem, relations, members),
        sizes,
        {
            Rule.ACTIVE: np.ones(len(members), np.bool_),
            Rule.INDUSTRY: np.array(targeted, np.bool_),
            Rule.SIZE: asks_size,
            Rule.AREA: says,
            Rule.NEED: asks_need,
        },
        np.zeros(len(members), np.uint64),
        services,
        service_keys,
        ecosystem.smes.links["SME HAS_NEED Need"].targets,
        answered,
    )
    bits = [offers.bits(offers.answers_to(at)) for at in range(len(members))]
    return replace(offers, needs=np.array(bits, np.uint64))


def service_bits(offers: Offers) -> NDArray[np.uint64]:
    """Return the services that members offer, a bit for each by its place."""
    places = np.uint64(1) << np.arange(min(len(offers.service_keys), MOST_SERVICES), dtype=np.uint64)
    kept = offers.services[:, : len(places)]
    bits = np.bitwise_or.reduce(np.where(kept, places, np.uint64(0)), axis=1, initial=np.uint64(0))
    return np.asarray(bits, np.uint64)


def _inherited(relations: Relations, members: Sequence[NodeId]) -> Relations:
    """Return the relationships with what programs do not say, and the nearest that they are part of does."""
    targets = {kind: dict(ends) for kind, ends in relations.targets.items()}
    for group in (COVERS["Program"], (TARGETS["Program"],)):
        saying = {one for kind in group for one in relations.targets[kind]}
        for key in (key for kind, key in members if kind == "Program" and key not in saying):
            above = _nearest(relations, key, saying.__contains__)
            for kind in group:
                if above in relations.targets[kind]:
                    targets[kind][key] = relations.targets[kind][above]
    return Relations(targets, relations.sources, relations.weakest)


def _nearest(relations: Relations, program: str, holds: Callable[[str], bool]) -> str:
    """Return a program, or the nearest that it is part of, of which something holds; else nothing."""
    level, seen = [program], {program}
    while level:
        found = [one for one in level if holds(one)]
        if found:
            return min(found)
        level = [up for one in level for up in relations.targets[PART_OF].get(one, ()) if up not in seen]
        seen.update(level)
    return ""


def _sizes(
    ecosystem: Ecosystem, relations: Relations, members: Sequence[NodeId]
) -> tuple[Answers, NDArray[np.bool_]]:
    """Return whether members take each size class, the unknown last, and which of them say so.

    A large enterprise is taken by who names it alone.
    """
    nodes = ecosystem.institutions.nodes
    rows = np.full((len(members), len(SIZES) + 1), YES)
    rows[:, LARGE] = NO
    says = np.zeros(len(members), np.bool_)
    for at, (kind, key) in enumerate(members):
        from_ = key
        if kind == "Program":
            from_ = _nearest(relations, key, lambda one: bool(nodes["Program", one].get("size_classes")))
        admitted = nodes[kind, from_].get("size_classes") if from_ else None
        if admitted:
            says[at] = True
            rows[at] = [*(YES if size in admitted else NO for size in SIZES), UNDETERMINED]
    return rows, says

"""What is known of applicants: what they state, and of those found by id, with consent, the records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ecograph.analysis.referral.offers import Facts
from ecograph.graph import Ecosystem
from ecograph.graph.links import UNKNOWN
from ecograph.graph.smes import SIZES
from ecograph.model import MODEL, Text
from ecograph.store import GraphStore
from loaders.applicant_check import CheckedApplicant
from loaders.applicant_matching import MatchedBy
from loaders.countries.thailand.sizes import LIMITS, size_class

LOCATED, MADE, NEEDED = "SME LOCATED_IN Area", "SME OPERATES_IN Industry", "SME HAS_NEED Need"
ON_RECORD = Text("on record", "ตามข้อมูลที่มี")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an applicant.

    `basis` is what tells its size; `business_plan` is None where unknown.
    """

    facts: Facts
    basis: Text | None
    business_plan: bool | None


class Registry:
    """Looks up what is on record of those who may be looked up."""

    def __init__(self, store: GraphStore, ecosystem: Ecosystem, year: int | None) -> None:
        self._store = store
        self._ecosystem = ecosystem
        smes = ecosystem.smes
        self._areas = smes.links[LOCATED].number
        self._industries = smes.links[MADE].number
        self._active = smes.active(year)

    def know(self, checked: CheckedApplicant) -> Known:
        """Return what is known of an applicant.

        What it states goes before what is on record. Records are looked at of those alone who consent
        and are matched by id: a name is to be confirmed first.
        """
        stated = checked.applicant.properties
        sure = checked.whole and checked.match.by is MatchedBy.ID
        at = self._ecosystem.smes.position(checked.match.key) if sure else None
        node = self._store.node("SME", checked.match.key) if at is not None else None
        recorded: Mapping[str, Any] = node.properties if node else {}
        industries = self._placed(checked.applicant.industries, self._industries)
        area = self._areas.get(checked.applicant.place, UNKNOWN)
        needs = checked.applicant.needs
        if at is not None:
            industries = industries or self._linked(MADE, at)
            area = area if area != UNKNOWN else int(self._ecosystem.smes.area[at])
            needs = needs or self._needs(at)
        size, basis = self._size(stated, industries)
        if size == UNKNOWN:
            size, basis = self._size(recorded, industries)
            basis = ON_RECORD if size != UNKNOWN else None
        plan = stated.get("business_plan", recorded.get("business_plan"))
        active = bool(self._active[at]) if at is not None else None
        return Known(Facts(area, size, industries, tuple(sorted(needs)), active), basis, plan)

    def _placed(self, keys: Iterable[str], number: dict[str, int]) -> tuple[int, ...]:
        return tuple(number[key] for key in keys if key in number)

    def _linked(self, kind: str, at: int) -> tuple[int, ...]:
        links = self._ecosystem.smes.links[kind]
        return tuple(sorted({*links.indices[links.indptr[at] : links.indptr[at + 1]].tolist()}))

    def _needs(self, at: int) -> tuple[str, ...]:
        targets = self._ecosystem.smes.links[NEEDED].targets
        return tuple(targets[place] for place in self._linked(NEEDED, at))

    def _size(self, known: Mapping[str, Any], industries: tuple[int, ...]) -> tuple[int, Text | None]:
        """Return the size class and what tells it.

        Where the rule depends on an industry that is not known, the class is told only if it is the same
        by every rule.
        """
        if known.get("size_class") in SIZES:
            return SIZES.index(known["size_class"]), _basis("stated")
        found = {
            size_class(group, known.get("revenue"), known.get("employees"))
            for group in self._groups(industries)
        }
        if len(found) != 1 or (only := found.pop()) is None:
            return UNKNOWN, None
        return SIZES.index(only.size_class), _basis(only.basis)

    def _groups(self, industries: tuple[int, ...]) -> set[str]:
        """Return the groups of industries by which sizes may have to be told."""
        keys = self._ecosystem.smes.links[MADE].targets
        nodes = self._ecosystem.institutions.nodes
        above = {up for at in industries for up in self._ecosystem.lineages[keys[at]]}
        rules = {str(nodes["Industry", key].get("size_rule")) for key in above} & {*LIMITS, "agriculture"}
        return rules or set(LIMITS)


def _basis(value: str) -> Text:
    choices = MODEL.node("SME").property("size_basis").choices
    return next(choice.label for choice in choices if choice.value == value)

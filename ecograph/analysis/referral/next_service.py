"""The service that could come next for an enterprise, and who offers it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.referral.offers import Facts, Offers, Rule
from ecograph.analysis.support import UNDETERMINED, YES
from ecograph.graph import Ecosystem, NodeId

PLAN_NAMES = ("business plan", "business-plan", "แผนธุรกิจ")
"""What a service is called that makes business plans."""
FINANCE = ("loan", "guarantee", "equity", "grant", "co-payment")
"""Instruments that ask for a business plan."""
HARD = (Rule.ACTIVE, Rule.INDUSTRY, Rule.SIZE, Rule.AREA)
"""The rules that say whether an enterprise is taken, whatever it needs."""


@dataclass(frozen=True, slots=True)
class NextService:
    """A service, the need that it answers, and the program or fund that offers it.

    `member` is None where none is on record that takes the enterprise; `sure` is whether all that it asks
    is known to be met.
    """

    service: str
    need: str
    member: NodeId | None
    sure: bool


def plan_services(ecosystem: Ecosystem) -> frozenset[str]:
    """Return the services that make business plans, by what they are called."""
    names = {key: ecosystem.name("Service", key) for key in ecosystem.nodes("Service")}
    return frozenset(
        key for key, name in names.items() if any(one in f"{name.en} {name.th}".lower() for one in PLAN_NAMES)
    )


def finance_services(ecosystem: Ecosystem) -> frozenset[str]:
    """Return the services that funds with an instrument of `FINANCE` offer."""
    nodes = ecosystem.institutions.nodes
    return frozenset(
        service
        for fund, (_, service), _ in ecosystem.edges("FundingSource OFFERS Service")
        if nodes[fund].get("instrument") in FINANCE
    )


class NextServices:
    """What could come next, asked of what is in force; read once for many enterprises."""

    def __init__(self, ecosystem: Ecosystem, offers: Offers) -> None:
        self._offers = offers
        self._plans = plan_services(ecosystem)
        self._finance = finance_services(ecosystem)

    def find(
        self, facts: Facts, needs: Sequence[str], had: Collection[str], *, planned: bool | None
    ) -> NextService | None:
        """Return the next service for needs that are not answered yet; None where none is on record.

        One that somebody offers who takes the enterprise goes before others; who may take it, as far as
        is known, comes after who does, and funds after programs. Before finance comes the business plan,
        unless there is one.

        Parameters
        ----------
        had
            Services received already.
        planned
            Whether it has a business plan; None where that is unknown.
        """
        options = list(_answering(self._offers, needs, had))
        if not options:
            return None
        answers = self._offers.answer(facts)
        taken = np.minimum.reduce([answers[rule] for rule in HARD])
        plans = self._plans - set(had)
        for least in (YES, UNDETERMINED):
            for need, service in options:
                first = min(plans) if service in self._finance and not planned and plans else service
                member = _offering(self._offers, first, taken == least)
                if member is not None:
                    return NextService(first, need, member, bool(least == YES))
        return NextService(options[0][1], options[0][0], None, sure=False)


def _answering(offers: Offers, needs: Sequence[str], had: Collection[str]) -> Iterator[tuple[str, str]]:
    for need in needs:
        for service in offers.service_keys:
            if need in offers.answered[service] and service not in had:
                yield need, service


def _offering(offers: Offers, service: str, taken: NDArray[np.bool_]) -> NodeId | None:
    column = offers.services[:, offers.service_keys.index(service)]
    members = [offers.members[at] for at in np.flatnonzero(column & taken).tolist()]
    return min(members, key=lambda member: (member[0] != "Program", member[1]), default=None)

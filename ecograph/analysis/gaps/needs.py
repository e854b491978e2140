"""Needs from both sides: which programs and funds answer them, and how many enterprises ask for them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.admission import Admission, counted_enterprises
from ecograph.analysis.gaps.relations import Relations
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem, NodeId

ANSWERED, ASKED = "Need ANSWERED_BY Service", "SME HAS_NEED Need"
OFFERS = {kind: f"{kind} OFFERS Service" for kind in SUPPORT}


class Offers:
    """Which members offer what: rows of programs and funds by service, and by the need it answers."""

    def __init__(self, ecosystem: Ecosystem, relations: Relations, members: Sequence[NodeId]) -> None:
        self.relations = relations
        self.members = members
        self.of_service: dict[str, list[int]] = {}
        self.silent = 0
        for row, (kind, key) in enumerate(members):
            services = relations.targets[OFFERS[kind]].get(key, ())
            self.silent += not services
            for service in services:
                self.of_service.setdefault(service, []).append(row)
        self.services_of = {
            need: relations.targets[ANSWERED].get(need, ()) for need in ecosystem.nodes("Need")
        }

    def answering(self, need: str) -> list[int]:
        """Return the rows of all that offer a service which answers a need."""
        found = {row for service in self.services_of[need] for row in self.of_service.get(service, ())}
        return sorted(found)


class Asking:
    """How many enterprises of each profile ask for each need; each counts once for a need."""

    def __init__(self, ecosystem: Ecosystem, admission: Admission, year: int | None) -> None:
        links = ecosystem.smes.links[ASKED]
        counted = counted_enterprises(ecosystem, year)
        self.recorded = links.count > 0
        self.enterprises = int(counted.sum())
        self.without = int((counted & (links.degrees == 0)).sum())
        self._number = links.number
        self._shape = admission.shape
        size, width = int(np.prod(admission.shape)), max(len(links.targets), 1)
        codes = np.repeat(np.where(counted, admission.codes, size).astype(np.int64) * width, links.degrees)
        table = np.bincount(codes + links.indices, minlength=(size + 1) * width)
        self._table = table.reshape(-1, width)[:size]

    def of(self, need: str) -> NDArray[np.int64]:
        """Return the enterprises that ask for a need, by profile."""
        if need not in self._number:
            return np.zeros(self._shape, np.int64)
        return self._table[:, self._number[need]].reshape(self._shape)

    def total(self, needs: Sequence[str]) -> int | None:
        """Return how often any of some needs is asked for; None where no need is on record at all."""
        return sum(int(self.of(need).sum()) for need in needs) if self.recorded else None

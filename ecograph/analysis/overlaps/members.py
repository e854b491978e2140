"""What stands behind the nodes compared: the programs and funds of an agency, or a node itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.support import SUPPORT, reaching, themed
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.clients import OWNERS

Counting = Mapping[str, NDArray[np.bool_]]
"""By the kind of link, which links count."""


def find_counting(ecosystem: Ecosystem, theme: str, year: int | None) -> dict[str, NDArray[np.bool_]]:
    """Return which participations and finance mean "reached", in the year and for the theme.

    Raises
    ------
    AnalysisError
        When there is no such theme.
    """
    wanted = themed(ecosystem, theme).members if theme else None
    found = {}
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        counting = reaching(links, kind)
        if year is not None:
            counting &= links.columns["fiscal_year"] == year
        if wanted is not None:
            of_theme = np.array([(kind, key) in wanted for key in links.targets], np.bool_)
            counting &= of_theme[links.indices]
        found[name] = counting
    return found


@dataclass(frozen=True)
class Members:
    """The programs and funds with clients, by the agency that runs or manages them."""

    owned: Mapping[NodeId, frozenset[NodeId]]

    @classmethod
    def of(cls, ecosystem: Ecosystem, counting: Counting) -> "Members":
        """Return the members of agencies; those without a client that counts are none."""
        served = set()
        for kind, name in SUPPORT.items():
            links = ecosystem.smes.links[name]
            clients = np.bincount(links.indices[counting[name]], minlength=len(links.targets))
            served |= {(kind, links.targets[at]) for at in np.flatnonzero(clients).tolist()}
        owned: dict[NodeId, set[NodeId]] = {}
        for agency, target, _ in ecosystem.edges(*OWNERS.values()):
            if target in served:
                owned.setdefault(agency, set()).add(target)
        return cls({agency: frozenset(found) for agency, found in owned.items()})

    def behind(self, node: NodeId) -> frozenset[NodeId]:
        """Return the programs and funds of an agency; a program or a fund is its own."""
        return self.owned.get(node, frozenset()) if node[0] == "Agency" else frozenset({node})

    def owners(self, node: NodeId) -> frozenset[NodeId]:
        """Return the agencies that run or manage a node; none where that is not on record."""
        return frozenset(agency for agency, owned in self.owned.items() if node in owned)

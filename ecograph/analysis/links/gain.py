"""What two agencies would gain from each other: clients of one whose needs the other's services answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.graph import Ecosystem, NodeId, count_shared_clients, find_clients
from ecograph.graph.pairs import pair
from ecograph.model import Confidence

ANSWERED = "Need ANSWERED_BY Service"
BITS = 64
"""The layer of enterprises keeps so many needs apart; those past it share the last bit."""


@dataclass(frozen=True)
class Gain:
    """Clients and their needs, agency by agency.

    Attributes
    ----------
    agencies
        Keys, in the order of rows and columns.
    shared
        int32 (agencies x agencies), enterprises that are clients of both; on the diagonal, of each.
    gain
        int64 (agencies x agencies), clients of the row that are none of the column, with a need on
        record that a service of the column answers; 0 on the diagonal.
    served
        How many enterprises are a client of any agency.
    asked
        How many enterprises have a need on record.
    confidence
        The weakest confidence of what makes anybody a client.
    """

    agencies: tuple[str, ...]
    shared: NDArray[np.int32]
    gain: NDArray[np.int64]
    served: int
    asked: int
    confidence: Confidence


def find_gain(ecosystem: Ecosystem, holdings: Mapping[str, frozenset[NodeId]]) -> Gain:
    """Return what agencies would gain from each other.

    The cost is linear in clients, in pairs of agencies of one enterprise, and in distinct sets of
    needs times agencies. Where more than 64 needs are on record, those past the 63rd count as
    answered only by who answers them all: the gain is then a lower bound.
    """
    clients = find_clients(ecosystem, "Agency")
    agencies = tuple(key for _, key in clients.nodes)
    size = len(agencies)
    needs = ecosystem.smes.needs
    masks, of = np.unique(needs, return_inverse=True)
    answers = (masks[:, None] & _answered(ecosystem, agencies, holdings)[None, :]) != 0
    codes = clients.indices.astype(np.int64) * len(masks) + of[clients.enterprises]
    table = np.bincount(codes, minlength=size * len(masks)).reshape(size, len(masks))
    gain = table @ answers.astype(np.int64)
    for first, second in pair(clients.indptr):
        one, other = clients.indices[first].astype(np.int64), clients.indices[second].astype(np.int64)
        mask = of[clients.enterprises[first]]
        for source, target in ((one, other), (other, one)):
            both = (source * size + target)[answers[mask, target]]
            gain -= np.bincount(both, minlength=size * size).reshape(size, size)
    np.fill_diagonal(gain, 0)
    shared = count_shared_clients(clients)
    served, asked = int(np.count_nonzero(clients.degrees)), int(np.count_nonzero(needs))
    return Gain(agencies, shared, gain, served, asked, clients.confidence)


def _answered(
    ecosystem: Ecosystem, agencies: tuple[str, ...], holdings: Mapping[str, frozenset[NodeId]]
) -> NDArray[np.uint64]:
    """Return the needs that each agency's services answer, as the bits of `SmeLayer.needs`."""
    services: dict[str, set[str]] = {}
    for (_, need), (_, service), _ in ecosystem.edges(ANSWERED):
        services.setdefault(need, set()).add(service)
    targets = ecosystem.smes.links["SME HAS_NEED Need"].targets
    found = []
    for agency in agencies:
        offered = {key for kind, key in holdings[agency] if kind == "Service"}
        hit = [bool(services.get(need, set()) & offered) for need in targets]
        last = [all(hit[BITS - 1 :])] if len(hit) >= BITS else []
        bits = [*hit[: BITS - 1], *last]
        found.append(sum(1 << at for at, answered in enumerate(bits) if answered))
    return np.array(found, np.uint64)

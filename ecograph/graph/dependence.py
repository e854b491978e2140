"""Dependence: enterprises that hang on a single agency, program or fund."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ecograph.graph.clients import find_clients
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.model import Confidence


@dataclass(frozen=True, slots=True)
class Dependence:
    """How many enterprises have all their support from one node.

    Attributes
    ----------
    nodes
        The agencies, the last of them `UNOWNED`; or the programs and funds.
    clients, sole
        int64, how many enterprises each node supports, and how many of these it alone supports.
    supporter
        int32, for each enterprise the position of its only node; -1 where it has several or none.
    confidence
        The weakest confidence of what it rests on.
    """

    nodes: tuple[NodeId, ...]
    clients: NDArray[np.int64]
    sole: NDArray[np.int64]
    supporter: NDArray[np.int32]
    confidence: Confidence


def find_dependence(
    ecosystem: Ecosystem,
    level: Literal["Agency", "support"] = "Agency",
    counting: Mapping[str, NDArray[np.bool_]] | None = None,
) -> Dependence:
    """Return who hangs on whom; the cost is linear in links.

    An enterprise in a program that two agencies run hangs on neither. Support of which no agency
    is on record is that of `UNOWNED`, so that whoever else has some of it hangs on nobody known.

    Parameters
    ----------
    counting
        As in `find_clients`.
    """
    clients = find_clients(ecosystem, level, counting, unowned=level == "Agency")
    alone = np.flatnonzero(clients.degrees == 1)
    supporter = np.full(len(clients.degrees), -1, np.int32)
    supporter[alone] = clients.indices[clients.indptr[alone]]
    sole = np.bincount(supporter[alone], minlength=len(clients.nodes))
    return Dependence(clients.nodes, clients.counts, sole, supporter, clients.confidence)

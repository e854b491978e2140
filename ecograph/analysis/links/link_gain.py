"""What a fund would give to the clients of an agency or a program: who could use it, and has not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ecograph.analysis.links.openings import find_takes, merge_columns
from ecograph.analysis.support import Rules, all_rules, need_bits
from ecograph.graph import Ecosystem, NodeId, find_clients
from ecograph.graph.clients import Clients, Level
from ecograph.graph.smes import SIZES
from ecograph.model import Confidence


@dataclass(frozen=True)
class FundGain:
    """Clients of nodes who could use funds; arrays (nodes x funds).

    Attributes
    ----------
    clients
        How many clients each node has.
    users
        How many enterprises each fund has financed.
    shared
        Clients of the node that the fund has financed.
    taken
        Clients whom the fund has not financed, and whose industry and size it takes.
    needing
        Of these, those with a need on record that a service of the fund answers.
    says
        For each fund, whether it has services on record, and these needs that they answer.
    supported, asked
        How many enterprises have any support of either side, and how many a need on record.
    confidence
        The weakest confidence of what makes anybody a client.
    """

    nodes: tuple[NodeId, ...]
    funds: tuple[NodeId, ...]
    clients: NDArray[np.int64]
    users: NDArray[np.int64]
    shared: NDArray[np.int64]
    taken: NDArray[np.int64]
    needing: NDArray[np.int64]
    says: NDArray[np.bool_]
    supported: int
    asked: int
    confidence: Confidence


def find_fund_gain(ecosystem: Ecosystem, level: Level, funds: Sequence[NodeId]) -> FundGain:
    """Return who of the clients of agencies, or of programs, could use which fund.

    Enterprises alike in industry, size and needs are counted together: the cost is linear in clients,
    and in distinct sets of funds that would take an enterprise times nodes.
    """
    clients, users = find_clients(ecosystem, level), find_clients(ecosystem, "FundingSource")
    column = {key: at for at, (_, key) in enumerate(users.nodes)}
    order = np.array([column[key] for _, key in funds], np.int64)
    used = _matrix(users, len(ecosystem.smes))[:, order].tocsc()
    who = _matrix(clients, len(ecosystem.smes)).tocsc()
    rules = all_rules(ecosystem)
    takes, needing = _accepts(ecosystem, funds, rules)
    shared = (who.T @ used).toarray().astype(np.int64)
    counts = []
    for accepts in (takes, needing):
        both = _alike(accepts, ecosystem.smes.profiles.of)
        everyone = (who.T @ both[0]) @ both[1]
        # Those who have the fund already, and would be taken, are no gain.
        held = used.multiply(_entries(used, accepts, ecosystem.smes.profiles.of))
        counts.append(np.rint(everyone - (who.T @ held.tocsc()).toarray()).astype(np.int64))
    served = np.union1d(np.flatnonzero(clients.degrees), np.flatnonzero(users.degrees))
    return FundGain(
        clients.nodes,
        tuple(funds),
        clients.counts,
        users.counts[order],
        shared,
        counts[0],
        counts[1],
        np.array([rules[fund].needs is not None for fund in funds], np.bool_),
        len(served),
        int(np.count_nonzero(ecosystem.smes.needs)),
        max(clients.confidence, users.confidence, key=lambda label: label.rank),
    )


def _matrix(clients: Clients, enterprises: int) -> sparse.csr_array:
    ones = np.ones(len(clients.indices), np.float64)
    return sparse.csr_array((ones, clients.indices, clients.indptr), shape=(enterprises, len(clients.nodes)))


def _accepts(
    ecosystem: Ecosystem, funds: Sequence[NodeId], rules: Rules
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which profiles funds take (profiles x funds), and which of these have a need they answer."""
    profiles = ecosystem.smes.profiles
    by_industry, by_size = find_takes(ecosystem, funds, rules)
    takes = (by_industry[:, profiles.industry] & by_size[:, profiles.size_class]).T
    takes[profiles.size_class == SIZES.index("large")] = False
    answers = np.array(
        [
            np.uint64(0) if rules[fund].needs is None else need_bits(ecosystem, rules[fund].needs)
            for fund in funds
        ],
        np.uint64,
    )
    return takes, takes & ((profiles.needs[:, None] & answers[None, :]) != 0)


def _alike(accepts: NDArray[np.bool_], of: NDArray[np.int64]) -> tuple[sparse.csr_array, NDArray[np.float64]]:
    """Return which sort each enterprise is of (enterprises x sorts), and which funds take a sort."""
    sort_of, sorts = merge_columns(accepts.T)
    chosen = sort_of[of]
    indptr = np.arange(len(of) + 1)
    ones = np.ones(len(of))
    return sparse.csr_array((ones, chosen, indptr), shape=(len(of), sorts.shape[1])), sorts.T.astype(
        np.float64
    )


def _entries(used: sparse.csc_array, accepts: NDArray[np.bool_], of: NDArray[np.int64]) -> sparse.csc_array:
    """Return a 1 for each use of a fund by an enterprise that it would take."""
    funds = np.repeat(np.arange(used.shape[1]), np.diff(used.indptr))
    data = accepts[of[used.indices], funds].astype(np.float64)
    return sparse.csc_array((data, used.indices, used.indptr), shape=used.shape)

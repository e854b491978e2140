"""Who is a client of what: enterprises against programs, funds, both of these, or agencies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ecograph.errors import AnalysisError
from ecograph.graph.ecosystem import Ecosystem, NodeId
from ecograph.model import Confidence

Level = Literal["Program", "FundingSource", "support", "Agency"]
LINKS = {"Program": "SME PARTICIPATED_IN Program", "FundingSource": "SME FINANCED_BY FundingSource"}
"""What supports enterprises, and the kind of link that says so."""
OWNERS = {"Program": "Agency RUNS Program", "FundingSource": "Agency MANAGES FundingSource"}
"""What makes a client of a program or a fund a client of an agency."""
LEVELS: Mapping[str, tuple[str, ...]] = {
    "Program": ("Program",),
    "FundingSource": ("FundingSource",),
    "support": ("Program", "FundingSource"),
    "Agency": ("Program", "FundingSource"),
}
UNOWNED: NodeId = ("Agency", "")
"""Stands for the agency of programs and funds of which none is on record."""


@dataclass(frozen=True)
class Clients:
    """A biadjacency matrix (enterprises x nodes): an enterprise is a client of a node once, or not at all.

    Attributes
    ----------
    nodes
        What the enterprises are clients of, by column.
    indptr, indices
        int32, the matrix in CSR form; the columns of an enterprise are distinct and rise.
    confidence
        The weakest confidence of what makes anybody a client.
    """

    nodes: tuple[NodeId, ...]
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    confidence: Confidence

    @cached_property
    def degrees(self) -> NDArray[np.int32]:
        """Of how many nodes each enterprise is a client."""
        return np.diff(self.indptr)

    @cached_property
    def enterprises(self) -> NDArray[np.int32]:
        """For each entry the position of its enterprise."""
        return np.repeat(np.arange(len(self.degrees), dtype=np.int32), self.degrees)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many clients each node has."""
        return np.bincount(self.indices, minlength=len(self.nodes))


def find_clients(
    ecosystem: Ecosystem,
    level: Level,
    counting: Mapping[str, NDArray[np.bool_]] | None = None,
    *,
    unowned: bool = False,
) -> Clients:
    """Return who is a client of what; the cost is linear in links.

    Parameters
    ----------
    level
        `Program`, `FundingSource`, `support` (programs and funds side by side) or `Agency`: an
        enterprise is a client of every agency that runs a program it took part in, or manages a
        fund it was financed by, and counts there once.
    counting
        By the name of the kind of link, which links count (a mask over them); all of a kind that is
        not named.
    unowned
        At the level of agencies, add a last column `UNOWNED`.

    Raises
    ------
    AnalysisError
        When there is no such level, or a mask is not over the links of its kind.
    """
    if level not in LEVELS:
        raise AnalysisError(f"{level!r} is not a level of clients.", f"There are: {', '.join(LEVELS)}.")
    agencies = [("Agency", key) for key in ecosystem.nodes("Agency")] + [UNOWNED] * unowned
    nodes: list[NodeId] = agencies if level == "Agency" else []
    parts: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
    weakest = [Confidence.READ]
    for kind in LEVELS[level]:
        links = ecosystem.smes.links[LINKS[kind]]
        chosen = _chosen(LINKS[kind], links.count, counting)
        who, what = links.enterprises[chosen], links.indices[chosen]
        weakest += [links.weakest] if links.weakest and len(who) else []
        if level == "Agency":
            owners, confidence = _owners(ecosystem, kind, links.targets, agencies)
            weakest.append(confidence)
            parts += _of_owners(owners, who, what)
            continue
        parts.append((who, what + np.int32(len(nodes))))
        nodes += [(kind, key) for key in links.targets]
    parts.append((np.empty(0, np.int32), np.empty(0, np.int32)))
    who, what = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    # Booleans add up by "or": however often an enterprise comes, the entry is one.
    shape = len(ecosystem.smes), len(nodes)
    matrix = sparse.coo_array((np.ones(len(who), np.bool_), (who, what)), shape=shape).tocsr()
    matrix.sum_duplicates()
    confidence = max(weakest, key=lambda label: label.rank)
    return Clients(tuple(nodes), _int32(matrix.indptr), _int32(matrix.indices), confidence)


def _chosen(
    kind: str, count: int, counting: Mapping[str, NDArray[np.bool_]] | None
) -> NDArray[np.bool_] | slice:
    if counting is None or kind not in counting:
        return slice(None)
    if len(counting[kind]) != count:
        raise AnalysisError(
            f"The mask has {len(counting[kind]):,} entries, and there are {count:,} links {kind}.",
            "Give one entry for each link, in their order.",
        )
    return counting[kind]


def _owners(
    ecosystem: Ecosystem, kind: str, targets: Sequence[str], agencies: Sequence[NodeId]
) -> tuple[sparse.csr_array, Confidence]:
    """Return which agencies own each program or fund (targets x agencies), and the weakest confidence."""
    column = {node: number for number, node in enumerate(agencies)}
    row = {key: number for number, key in enumerate(targets)}
    pairs, weakest = set(), Confidence.READ
    for agency, (_, target), edge in ecosystem.edges(OWNERS[kind]):
        pairs.add((row[target], column[agency]))
        weakest = max(weakest, edge["confidence"], key=lambda label: label.rank)
    if UNOWNED in column:
        owned = {number for number, _ in pairs}
        pairs |= {(number, column[UNOWNED]) for number in range(len(targets)) if number not in owned}
    ends = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    ones = np.ones(len(ends), np.bool_)
    matrix = sparse.coo_array((ones, (ends[:, 0], ends[:, 1])), shape=(len(targets), len(agencies)))
    return matrix.tocsr(), weakest


def _of_owners(
    owners: sparse.csr_array, who: NDArray[np.int32], what: NDArray[np.int32]
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Yield clients of the first owner of what they use, of the second, and so on: hardly any has two."""
    owned = np.diff(owners.indptr)
    for turn in range(int(owned.max(initial=0))):
        has = owned[what] > turn
        yield who[has], owners.indices[owners.indptr[:-1][what[has]] + turn]


def _int32(values: NDArray[np.integer]) -> NDArray[np.int32]:
    return values.astype(np.int32, copy=False)

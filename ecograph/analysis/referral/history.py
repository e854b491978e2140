"""What enterprises had: which programs and funds reached them, and which services they received."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ecograph.analysis.gaps.relations import Ends, find_relations
from ecograph.analysis.receipts import YEARS
from ecograph.analysis.referral.offers import MOST_SERVICES, Offers
from ecograph.analysis.support import SUPPORT, reaching
from ecograph.graph import Ecosystem, NodeId
from ecograph.graph.links import UNKNOWN, Links

FOLLOWS = "Program FOLLOWS Program"
Matrix = sparse.csr_array


@dataclass(frozen=True)
class History:
    """What reached whom.

    A program that follows another is the same item as that: who took part in the one is a client of the
    other when it comes to what is alike.

    Attributes
    ----------
    matrix
        Sparse float32 ones (enterprises x items): an enterprise has an item once, or not at all.
    items
        The column of each program and fund.
    """

    matrix: Matrix
    items: Mapping[NodeId, int]

    def columns(self, members: Sequence[NodeId]) -> NDArray[np.int64]:
        """Return the columns of some programs and funds."""
        return np.array([self.items[member] for member in members], np.int64)


def find_history(ecosystem: Ecosystem, before: int | None = None) -> History:
    """Return what reached whom; the cost is linear in links.

    Parameters
    ----------
    before
        Only what is recorded for fiscal years before this; all where None.
    """
    smes = ecosystem.smes
    first = _first_of(ecosystem)
    nodes = [(kind, key) for kind, name in SUPPORT.items() for key in smes.links[name].targets]
    column: dict[NodeId, int] = {}
    for kind, key in nodes:
        column.setdefault((kind, first.get(key, key) if kind == "Program" else key), len(column))
    items = {
        (kind, key): column[kind, first.get(key, key) if kind == "Program" else key] for kind, key in nodes
    }
    rows, columns = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
    for kind, name in SUPPORT.items():
        links = smes.links[name]
        counting = reaching(links, kind)
        if before is not None:
            year = links.columns["fiscal_year"].astype(np.int32, copy=False)
            counting &= (year >= 0) & (year < before)
        of_target = np.array([items[kind, key] for key in links.targets], np.int64)
        rows.append(links.enterprises[counting])
        columns.append(of_target[links.indices[counting]])
    who, what = np.concatenate(rows), np.concatenate(columns)
    shape = len(smes), len(column)
    # Booleans add up by "or": however often an enterprise comes, the entry is one.
    matrix = sparse.coo_array((np.ones(len(who), np.bool_), (who, what)), shape=shape).tocsr()
    matrix.sum_duplicates()
    return History(sparse.csr_array(matrix.astype(np.float32)), items)


def received(ecosystem: Ecosystem, services: Sequence[str], since: int | None) -> NDArray[np.uint64]:
    """Return for each enterprise the services recorded as received, a bit for each by its place.

    Parameters
    ----------
    since
        Only those of this fiscal year and later, or of an unknown year; all where None.
    """
    place = {key: at for at, key in enumerate(services[:MOST_SERVICES])}
    links = ecosystem.smes.links[SUPPORT["Program"]]
    flags = np.zeros(links.count, np.uint64)
    labels = links.labels.get("services")
    if labels is not None and len(labels.indices):
        bit = np.array([1 << place[one] if one in place else 0 for one in labels.vocabulary], np.uint64)
        filled = np.flatnonzero(np.diff(labels.indptr))
        flags[filled] = np.bitwise_or.reduceat(bit[labels.indices], labels.indptr[:-1][filled])
    counting = reaching(links, "Program")
    if since is not None:
        year = links.columns["fiscal_year"].astype(np.int32, copy=False)
        counting &= (year < 0) | (year >= since)
    flags[~counting] = 0
    return links.any_of(flags)


def joined_rows(ecosystem: Ecosystem, offers: Offers) -> Iterator[tuple[Links, NDArray[np.int64]]]:
    """Yield links of support with the rows of `offers` that their targets stand for, `UNKNOWN` for none.

    Who takes part in an activity takes part in all that it is a part of: links come once for each level.
    """
    for kind, name in SUPPORT.items():
        links = ecosystem.smes.links[name]
        rows = [
            [offers.row[kind, key] for key in whole_of(ecosystem, kind, target) if (kind, key) in offers.row]
            for target in links.targets
        ]
        for level in range(max(map(len, rows), default=0)):
            yield links, np.array([one[level] if level < len(one) else UNKNOWN for one in rows], np.int64)


def whole_of(ecosystem: Ecosystem, kind: str, key: str) -> list[str]:
    """Return the key of a program or fund, with those of all that it is a part of."""
    return sorted(ecosystem.ancestors(kind, key)) if kind == "Program" else [key]


def recent(year: int | None, years: int = YEARS) -> int | None:
    """Return the first fiscal year of those in which the same service counts as had."""
    return None if year is None else year - years + 1


def _first_of(ecosystem: Ecosystem) -> dict[str, str]:
    """Return for each program that follows others the first of the line; the least key where several are."""
    before: Ends = find_relations(ecosystem, (FOLLOWS,)).targets[FOLLOWS]
    found = {}
    for key in before:
        seen, level = {key}, [key]
        ends = []
        while level:
            one = level.pop()
            further = [other for other in before.get(one, ()) if other not in seen]
            seen.update(further)
            level += further
            if not before.get(one):
                ends.append(one)
        found[key] = min(ends, default=min(seen))
    return found

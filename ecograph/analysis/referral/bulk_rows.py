"""The referrals of many enterprises as rows in words, some enterprises at a time."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from ecograph.analysis.referral import wording as said
from ecograph.analysis.referral.bulk import Bulk
from ecograph.analysis.referral.history import joined_rows
from ecograph.analysis.referral.offers import MOST_SERVICES
from ecograph.analysis.support import YES
from ecograph.graph.links import UNKNOWN
from ecograph.model import Language, Text

ENTERPRISES = 200_000
"""How many enterprises one batch of rows tells of."""
MEMBER_BITS = 20
"""How many members there may be, as a power of 2."""
SCHEMA = pa.schema(
    [
        ("enterprise", pa.string()),
        ("rank", pa.int8()),
        ("kind", pa.string()),
        ("key", pa.string()),
        ("name", pa.string()),
        ("eligible", pa.string()),
        ("needs_met", pa.int8()),
        ("needs", pa.string()),
        ("reason", pa.string()),
        ("data_kind", pa.string()),
    ]
)


def tell(bulk: Bulk, language: Language) -> Iterator[pa.RecordBatch]:
    """Yield rows as tables of `SCHEMA`, some enterprises at a time, without what these are in."""
    words = _Words(bulk, language)
    joined = _Joined(bulk)
    for start in range(0, len(bulk.who), ENTERPRISES):
        some = slice(start, start + ENTERPRISES)
        cells = bulk.cell[some]
        place = np.repeat(np.arange(len(cells)), bulk.members.shape[1])
        rank = np.tile(np.arange(bulk.members.shape[1]), len(cells))
        kept = bulk.members[cells].ravel() != UNKNOWN
        place, rank = place[kept], rank[kept]
        member = bulk.members[cells[place], rank]
        kept = ~joined.among(bulk.who[some][place], member)
        place, rank = place[kept], rank[kept]
        kept = pd.Series(place).groupby(place).cumcount().to_numpy() < bulk.most
        yield words.batch(bulk.who[some], cells, place[kept], rank[kept])


class _Joined:
    """Which enterprises are linked to which members already."""

    def __init__(self, bulk: Bulk) -> None:
        self._links = list(joined_rows(bulk.ecosystem, bulk.offers))

    def among(self, who: NDArray[np.int64], member: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which pairs of an enterprise and a member are linked; `who` rises."""
        found = np.zeros(len(who), np.bool_)
        if not len(who):
            return found
        for links, row_of in self._links:
            span = slice(int(links.indptr[who[0]]), int(links.indptr[who[-1] + 1]))
            rows = row_of[links.indices[span]]
            known = rows != UNKNOWN
            there = links.enterprises[span][known].astype(np.int64) << MEMBER_BITS | rows[known]
            found |= np.isin(who << MEMBER_BITS | member, there)
        return found


class _Words:
    """The rows of referrals in words, each word looked up."""

    def __init__(self, bulk: Bulk, language: Language) -> None:
        self._bulk = bulk
        self._language: Language = language
        name = bulk.ecosystem.name
        members = bulk.offers.members
        self._kinds = pa.array([kind for kind, _ in members], pa.string())
        self._keys = pa.array([key for _, key in members], pa.string())
        self._names = pa.array([name(kind, key)(language) for kind, key in members], pa.string())
        self._verdicts = pa.array(
            [said.ELIGIBLE[answer] for answer in range(len(said.ELIGIBLE))], pa.string()
        )
        self._needs = [name("Need", key)(language) for key in bulk.offers.need_keys[:MOST_SERVICES]]
        self._reasons = pa.array([text(language) for text in _reasons()], pa.string())

    def batch(
        self,
        who: NDArray[np.int64],
        cells: NDArray[np.int64],
        place: NDArray[np.int64],
        rank: NDArray[np.int64],
    ) -> pa.RecordBatch:
        """Return the rows of some enterprises; ranks are counted anew where some were left out."""
        bulk, at = self._bulk, cells[place]
        member, answer = bulk.members[at, rank], bulk.answers[at, rank]
        met, count = bulk.matched[at, rank], np.bitwise_count(bulk.matched[at, rank])
        new = np.ones(len(place), np.bool_)
        new[1:] = place[1:] != place[:-1]
        starts = np.maximum.accumulate(np.where(new, np.arange(len(place)), 0))
        of_needs = np.where(count > 0, 2, np.where(bulk.stated[at], 1, 0))
        reason = (of_needs * 2 + bulk.alike[at, rank]) * 2 + (answer == YES)
        codes, distinct = pd.factorize(met)
        named = pa.array(["; ".join(self._named(int(bits))) for bits in distinct], pa.string())
        kind = bulk.ecosystem.data_kind.value
        columns = [
            bulk.ecosystem.smes.keys.take(pa.array(who[place])).cast(pa.string()),
            pa.array((np.arange(len(place)) - starts + 1).astype(np.int8)),
            self._kinds.take(pa.array(member)),
            self._keys.take(pa.array(member)),
            self._names.take(pa.array(member)),
            self._verdicts.take(pa.array(answer)),
            pa.array(count.astype(np.int8)),
            named.take(pa.array(codes)),
            self._reasons.take(pa.array(reason)),
            pa.repeat(pa.scalar(kind, pa.string()), len(place)),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def _named(self, bits: int) -> Iterator[str]:
        return (need for at, need in enumerate(self._needs) if bits >> at & 1)


def _reasons() -> Iterator[Text]:
    """Yield the reasons by needs (unknown, none met, met), likeness, and whether all conditions are known."""
    for of_needs in (said.NEEDS_UNKNOWN, said.MEETS_NONE, said.MEETS_SOME):
        for liked in (None, said.ALIKE_SERVICES):
            for known in (said.ELIGIBLE_TEXT["need information"], said.ELIGIBLE_TEXT["yes"]):
                yield said.joined([part for part in (of_needs, liked, said.sentence_of(known)) if part])

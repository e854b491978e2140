"""Pairs that may be the same thing, scored and explained, for a person to judge: never merged here."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from ecograph.state import Identities
from ecograph.store import GraphStore
from loaders.identity.blocking import BATCH, Pairs, Positions, candidate_pairs
from loaders.identity.named import UNKNOWN, Named, read_named

LEAST_NAME = 0.8
"""How alike names must be, from 0 to 1, to be proposed at all."""
LEAST_SCORE = 0.8
NAME_WEIGHT, PLACE_WEIGHT, FORM_WEIGHT = 0.8, 0.15, 0.05
OTHER_NUMBERS = 0.25
"""What is taken off where the names hold different numbers: branch 1 is not branch 2."""
UNKNOWN_SHARE = 1 / 3
"""What an unknown counts of the weight of an agreement."""


class Verdict(StrEnum):
    """How two agree in one part."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an explanation: `name`, `place`, `form` or `numbers`, and what each side has."""

    part: str
    verdict: Verdict
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two keys that may be one thing. `score` and `likeness` (of the names) lie between 0 and 1."""

    first: str
    second: str
    score: float
    likeness: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs that nobody has judged, the likeliest first; explained one by one when looked at."""

    named: Named
    first: Positions
    second: Positions
    likeness: NDArray[np.float32]
    score: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first)

    def __getitem__(self, place: int) -> Proposal:
        first, second = int(self.first[place]), int(self.second[place])
        return Proposal(
            self.named.keys[first].as_py(),
            self.named.keys[second].as_py(),
            round(float(self.score[place]), 3),
            round(float(self.likeness[place]), 3),
            _parts(self.named, first, second, float(self.likeness[place])),
        )

    def __iter__(self) -> Iterator[Proposal]:
        return (self[place] for place in range(len(self)))


def find_proposals(store: GraphStore, identities: Identities) -> Proposals:
    """Return the pairs of one kind in a store that may be the same, but for those already judged."""
    return propose(read_named(store, identities.kind), identities)


def propose(named: Named, identities: Identities) -> Proposals:
    """Return the pairs that may be the same.

    The cost grows with the number of names, not of pairs (see `loaders.identity.blocking`). Which
    pairs come out, and in which order, does not depend on the order of the nodes.
    """
    size = len(named)
    kept: list[tuple[Positions, NDArray[np.float32]]] = []
    for first, second in _batches(candidate_pairs(named)):
        pairs = np.unique(np.minimum(first, second) * size + np.maximum(first, second))
        pairs, likeness = _alike(named, pairs // size, pairs % size, pairs)
        kept.append((pairs, likeness))
    pairs = np.concatenate([pairs for pairs, _ in kept]) if kept else np.empty(0, np.int64)
    likeness = np.concatenate([likeness for _, likeness in kept]) if kept else np.empty(0, np.float32)
    pairs, places = np.unique(pairs, return_index=True)
    first, second, likeness = pairs // max(size, 1), pairs % max(size, 1), likeness[places]
    first, second = _exact_last(named, first, second)
    score = _scores(named, first, second, likeness)
    wanted = (score >= LEAST_SCORE) & ~_judged(named, first, second, identities)
    first, second, likeness, score = first[wanted], second[wanted], likeness[wanted], score[wanted]
    order = np.asarray(
        pc.sort_indices(
            pa.table(
                {
                    "score": -score,
                    "first": named.keys.take(pa.array(first)),
                    "second": named.keys.take(pa.array(second)),
                }
            ),
            sort_keys=[("score", "ascending"), ("first", "ascending"), ("second", "ascending")],
        )
    )
    return Proposals(named, first[order], second[order], likeness[order], score[order])


def _batches(pairs: Iterator[Pairs]) -> Iterator[Pairs]:
    """Gather pairs into batches that are worth the call, and are not too large."""
    waiting: list[Pairs] = []
    for first, second in pairs:
        for start in range(0, len(first), BATCH):
            waiting.append((first[start : start + BATCH], second[start : start + BATCH]))
            if sum(len(part) for part, _ in waiting) >= BATCH:
                yield _joined(waiting)
                waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(parts: list[Pairs]) -> Pairs:
    return np.concatenate([first for first, _ in parts]), np.concatenate([second for _, second in parts])


def _alike(
    named: Named, first: Positions, second: Positions, pairs: Positions
) -> tuple[Positions, NDArray[np.float32]]:
    """Return the pairs whose names are alike enough, and how alike they are.

    Names that are not on record are alike where their keys were made of the same name.
    """
    hidden = (named.hashes[first] == named.hashes[second]) & (named.hashes[first] != UNKNOWN)
    likeness = hidden.astype(np.float32)
    one, other = named.lengths[first], named.lengths[second]
    shorter = np.minimum(one, other)
    near = np.flatnonzero(~hidden & (shorter > 0) & (2 * shorter >= LEAST_NAME * (one + other)))
    if len(near):
        likeness[near] = (
            process.cpdist(
                named.compared.take(pa.array(first[near])).to_pylist(),
                named.compared.take(pa.array(second[near])).to_pylist(),
                scorer=fuzz.ratio,
                score_cutoff=100 * LEAST_NAME,
                dtype=np.float32,
                workers=-1,
            )
            / 100
        )
    enough = likeness >= LEAST_NAME
    return pairs[enough], likeness[enough]


def _exact_last(named: Named, first: Positions, second: Positions) -> Pairs:
    """Return pairs with the key made of name and place first; of two such, the first in the alphabet."""
    one, other = named.keys.take(pa.array(first)), named.keys.take(pa.array(second))
    later = np.asarray(pc.greater(one, other), dtype=bool)
    swap = np.where(named.scoped[first] == named.scoped[second], later, named.scoped[second])
    return np.where(swap, second, first), np.where(swap, first, second)


def _scores(
    named: Named, first: Positions, second: Positions, likeness: NDArray[np.float32]
) -> NDArray[np.float32]:
    score = NAME_WEIGHT * likeness
    for weight, column in ((PLACE_WEIGHT, named.places), (FORM_WEIGHT, named.forms)):
        one, other = column[first], column[second]
        known = (one != UNKNOWN) & (other != UNKNOWN)
        score = score + weight * np.where(known, one == other, UNKNOWN_SHARE)
    score = score - OTHER_NUMBERS * (named.numbers[first] != named.numbers[second])
    clipped: NDArray[np.float32] = np.clip(score, 0, 1).astype(np.float32)
    return clipped


def _judged(named: Named, first: Positions, second: Positions, identities: Identities) -> NDArray[np.bool_]:
    """Return which pairs somebody has judged, directly or through others."""
    judged = np.zeros(len(first), dtype=bool)
    keys = pa.array(sorted(identities.judged), pa.string())
    about = np.asarray(pc.is_in(named.keys, value_set=keys))
    for place in np.flatnonzero(about[first] & about[second]).tolist():
        one = identities.find(named.keys[int(first[place])].as_py())
        other = identities.find(named.keys[int(second[place])].as_py())
        judged[place] = one == other or frozenset((one, other)) in identities.different
    return judged


def _parts(named: Named, first: int, second: int, likeness: float) -> tuple[Part, ...]:
    names = [named.names[place].as_py() or "" for place in (first, second)]
    verdict = Verdict.SAME if likeness == 1 else Verdict.SIMILAR
    parts = [
        Part("name", verdict, *names),
        _part("place", named.places, named.place_names, first, second),
        _part("form", named.forms, named.form_names, first, second),
    ]
    if named.numbers[first] != named.numbers[second]:
        numbers = ["".join(filter(str.isdigit, name)) for name in names]
        parts.append(Part("numbers", Verdict.DIFFERENT, *numbers))
    return tuple(parts)


def _part(part: str, column: NDArray[np.int32], labels: list[str], first: int, second: int) -> Part:
    one, other = int(column[first]), int(column[second])
    texts = [labels[number] if number != UNKNOWN else "" for number in (one, other)]
    if UNKNOWN in (one, other):
        return Part(part, Verdict.UNKNOWN, *texts)
    return Part(part, Verdict.SAME if one == other else Verdict.DIFFERENT, *texts)

"""Which enterprises on record applicants are: by id, by a name that a person must confirm, or none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from ecograph.graph import Ecosystem
from ecograph.state.keys import hash_of, is_exact
from ecograph.store import GraphStore
from loaders.applicants import Applicant
from loaders.identity.named import named, read_named
from loaders.identity.proposals import LEAST_NAME

Likely = list[tuple[int, float]]
"""Positions of enterprises, and how alike the names are."""
BLOCK = 50_000
"""Names that are compared at once with those of the applicants of a place."""


class MatchedBy(StrEnum):
    """How an applicant was found on record."""

    ID = "id"
    NAME = "name"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Match:
    """The enterprise that an applicant is, or may be; its key is empty where none was found.

    `alike` is the key of another one without an id that may be the same, by its name.
    """

    by: MatchedBy
    key: str = ""
    likeness: float = 0.0
    alike: str = ""


def match_applicants(applicants: Sequence[Applicant], store: GraphStore, ecosystem: Ecosystem) -> list[Match]:
    """Return for each applicant the enterprise on record.

    An id that is on record decides; one alike in name that has no id is told as well. An applicant
    without an id is looked for by its name: spelt alike anywhere, or in the same province alike from
    `LEAST_NAME` on; of several the likeliest, then the first key. One with an id that is not on
    record is looked for among enterprises without an id alone. Names are read once.
    """
    names = _Names(store)
    found = names.find(applicants)
    return [_match(*each, ecosystem, names) for each in zip(applicants, found, strict=True)]


def _match(applicant: Applicant, found: Likely, ecosystem: Ecosystem, names: "_Names") -> Match:
    best = names.choose(found)
    if is_exact(applicant.key) and ecosystem.smes.position(applicant.key) is not None:
        return Match(MatchedBy.ID, applicant.key, alike=best[0] if best else "")
    return Match(MatchedBy.NAME, *best) if best else Match(MatchedBy.NOT_FOUND)


class _Names:
    """The names of all enterprises on record, in the form in which they are compared."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._named = read_named(store, "SME")

    def choose(self, found: Likely) -> tuple[str, float] | None:
        """Return the key of the likeliest, and how alike the names are; of several the first key."""
        keyed = [(self._named.keys[at].as_py(), likeness) for at, likeness in found]
        return min(keyed, key=lambda pair: (-pair[1], pair[0]), default=None)

    def find(self, applicants: Sequence[Applicant]) -> list[Likely]:
        """Return for each applicant whom it is like by name: those spelt alike, or else those of its place.

        Names of a place are compared with those of all of its applicants at once.
        """
        wanted = self._compared(applicants)
        by_name = self._find_equal(self._named.compared, wanted)
        by_hash = self._find_hashes([hash_of(applicant.key) for applicant in applicants])
        found = [
            [
                (at, 1.0)
                for at in (*by_name.get(name, ()), *by_hash.get(hash_of(applicant.key), ()))
                if self._may_be(applicant, at)
            ]
            for applicant, name in zip(applicants, wanted, strict=True)
        ]
        open_to: dict[str, list[int]] = defaultdict(list)
        for number, applicant in enumerate(applicants):
            if not found[number] and wanted[number] and applicant.place:
                open_to[applicant.place].append(number)
        for place, numbers in open_to.items():
            for number, near in self._find_near(place, [wanted[number] for number in numbers]):
                if self._may_be(applicants[numbers[number]], near[0]):
                    found[numbers[number]].append(near)
        return found

    def _may_be(self, applicant: Applicant, at: int) -> bool:
        """Whether an applicant may be an enterprise: one with an id is none that has another."""
        return bool(self._named.scoped[at]) or not is_exact(applicant.key)

    def _find_near(self, place: str, wanted: list[str]) -> Iterator[tuple[int, tuple[int, float]]]:
        """Yield for the names wanted of a place, by number, who there is alike from `LEAST_NAME` on."""
        name = self._place(place)
        if name not in self._named.place_names:
            return
        members = np.flatnonzero(self._named.places == self._named.place_names.index(name))
        least = 100 * LEAST_NAME
        for start in range(0, len(members), BLOCK):
            there = members[start : start + BLOCK]
            texts = self._named.compared.take(pa.array(there)).to_pylist()
            scores = process.cdist(wanted, texts, scorer=fuzz.ratio, score_cutoff=least)
            for number, at in zip(*np.nonzero(scores), strict=True):
                # A score of the matrix is rounded.
                yield int(number), (int(there[at]), fuzz.ratio(wanted[number], texts[at]) / 100)

    def _find_equal(self, texts: pa.Array, wanted: Sequence[str]) -> dict[str, list[int]]:
        """Return the positions of the texts that are among those wanted, but for empty ones."""
        asked = pa.array(sorted({text for text in wanted if text}), pa.string())
        at = np.flatnonzero(np.asarray(pc.is_in(texts, value_set=asked)))
        found: dict[str, list[int]] = defaultdict(list)
        for place, text in zip(at.tolist(), texts.take(pa.array(at)).to_pylist(), strict=True):
            found[text].append(place)
        return found

    def _find_hashes(self, wanted: Sequence[str]) -> dict[str, list[int]]:
        """Return the positions of the keys made of name and place whose hash is among those wanted."""
        scoped = np.flatnonzero(self._named.scoped)
        keys = self._named.keys.take(pa.array(scoped))
        hashes = pa.array([hash_of(key) for key in keys.to_pylist()], pa.string())
        found = self._find_equal(hashes, wanted)
        return {made: scoped[places].tolist() for made, places in found.items()}

    def _place(self, key: str) -> str:
        node = self._store.node("Area", key)
        return str(node.properties.get("name") or key) if node else key

    def _compared(self, applicants: Sequence[Applicant]) -> list[str]:
        names = [str(applicant.properties.get("name") or "") for applicant in applicants]
        keys = [str(number) for number in range(len(names))]
        texts: list[str] = named(
            pa.array(keys, pa.string()), pa.array(names, pa.string())
        ).compared.to_pylist()
        return texts

"""Which enterprises on record applicants are: by id, by a name that a person must confirm, or none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from ecograph.graph import Ecosystem
from ecograph.state.keys import hash_of, is_exact
from ecograph.store import GraphStore
from loaders.applicants import Applicant
from loaders.identity.named import UNKNOWN, Named, named, read_named
from loaders.identity.proposals import LEAST_NAME


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
    return [_match(applicant, ecosystem, names) for applicant in applicants]


def _match(applicant: Applicant, ecosystem: Ecosystem, names: "_Names") -> Match:
    exact = is_exact(applicant.key)
    found = names.find(applicant, scoped_only=exact)
    if exact and ecosystem.smes.position(applicant.key) is not None:
        return Match(MatchedBy.ID, applicant.key, alike=found[0] if found else "")
    return Match(MatchedBy.NAME, *found) if found else Match(MatchedBy.NOT_FOUND)


class _Names:
    """The names of all enterprises on record, in the form in which they are compared."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store

    def find(self, applicant: Applicant, *, scoped_only: bool) -> tuple[str, float] | None:
        """Return the key of the enterprise that an applicant is most like, and how alike the names are."""
        wanted = self._compared(str(applicant.properties.get("name") or ""))
        spelt = [*(self._by_name.get(wanted, ()) if wanted else ())]
        spelt += self._by_hash.get(hash_of(applicant.key), ())
        same = [(at, 1.0) for at in spelt if self._named.scoped[at] or not scoped_only]
        if not same and wanted and applicant.place:
            at = self._by_place.get(self._place(applicant.place), [])
            choices = {
                place: self._texts[place]
                for place in at
                if self._texts[place] and (self._named.scoped[place] or not scoped_only)
            }
            near = process.extract(
                wanted, choices, scorer=fuzz.ratio, score_cutoff=100 * LEAST_NAME, limit=None
            )
            same = [(place, score / 100) for _, score, place in near]
        keys = [(self._named.keys[at].as_py(), likeness) for at, likeness in same]
        return min(keys, key=lambda pair: (-pair[1], pair[0]), default=None)

    @cached_property
    def _named(self) -> Named:
        return read_named(self._store, "SME")

    @cached_property
    def _texts(self) -> list[str]:
        texts: list[str] = self._named.compared.to_pylist()
        return texts

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self._texts):
            if text:
                found[text].append(at)
        return found

    @cached_property
    def _by_hash(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at in np.flatnonzero(self._named.scoped).tolist():
            found[hash_of(self._named.keys[at].as_py())].append(at)
        return found

    @cached_property
    def _by_place(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        places = self._named.place_names
        for at, place in enumerate(self._named.places.tolist()):
            if place != UNKNOWN:
                found[places[place]].append(at)
        return found

    def _place(self, key: str) -> str:
        node = self._store.node("Area", key)
        return str(node.properties.get("name") or key) if node else key

    def _compared(self, name: str) -> str:
        text: str = named(pa.array(["0"]), pa.array([name], pa.string())).compared[0].as_py()
        return text

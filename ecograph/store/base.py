"""What every store of a graph can do, in the words of the domain.

A store keeps *claims*: what a source says of a node or a relationship, and where it says so. What
one reads is the sum of all claims: where sources disagree on a property, the source of the better
rank wins. A thing nobody claims any more is gone.

Rules that every store obeys, held by one behaviour suite:

- an absent column keeps what the source said before, a null clears it, the last row of a key wins;
- a relationship whose ends are not there is reported, never dropped in silence;
- a run is all or nothing, and a run of a source that does not accumulate withdraws the claims that
  the source no longer makes, unless so many vanish that the source looks half-read;
- the same data gives the same content hash in any store.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import pyarrow as pa

from ecograph.model import Confidence, DataKind, Language
from ecograph.store.versioned import Versioned

Direction = Literal["out", "in", "both"]
Value = str | int | float | bool | list[str] | object | None

CLAIM_COLUMNS = ("claim_document", "claim_row", "claim_reference", "claim_confidence")
"""Optional columns of a table to be written: where the source says what the row says.

`claim_document` (text: file, or file and sheet), `claim_row` (integer, 1-based, as a person
counts rows in that document), `claim_reference` (text: a citation inside the source) and
`claim_confidence` (text, a `Confidence`; absent or null means the confidence of the source).
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it.

    `rank` decides between sources that disagree: the smaller number wins. A source that
    `accumulates` (monthly registrations) never withdraws what one of its files no longer holds.
    """

    id: str
    title: str
    title_th: str = ""
    rank: int = 100
    data_kind: DataKind = DataKind.REAL
    confidence: Confidence = Confidence.READ
    accumulates: bool = False
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Upserted:
    """What became of the rows of one table.

    `repeated` rows had the key of a later row of the same table, which won. `dangling` holds the
    rows, with their columns, of relationships that were not written, and a text column `missing`
    that names the end which is not in the store (`source`, `target` or `both`).
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    dangling: pa.Table = field(default_factory=lambda: pa.table({}))

    @property
    def rows(self) -> int:
        """How many rows the table had; every row is counted exactly once."""
        written: int = self.created + self.updated + self.unchanged
        return written + self.repeated + int(self.dangling.num_rows)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One completed run: what a source brought, and what it took back.

    `withdrawn` counts claims by kind that the source no longer makes. `orphaned` counts, by
    kind, the relationships that lost an end because nobody claims that node any more.
    """

    number: int
    source: str
    started: datetime
    finished: datetime
    created: Mapping[str, int]
    updated: Mapping[str, int]
    unchanged: Mapping[str, int]
    withdrawn: Mapping[str, int]
    orphaned: Mapping[str, int]

    @property
    def written(self) -> set[str]:
        """The kinds that the run may have changed."""
        return {*self.created, *self.updated, *self.withdrawn, *self.orphaned}


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word for one node or relationship."""

    source: str
    document: str | None
    row: int | None
    reference: str | None
    confidence: Confidence
    first_run: int
    last_run: int


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its properties (unknown ones are None) and who claims it."""

    kind: str
    key: str
    properties: Mapping[str, Value]
    claims: tuple[Claim, ...] = ()

    def name(self, language: Language = "en") -> str:
        """Return the best name for a reader: in the language, else any, else the key."""
        local, english = self.properties.get("name"), self.properties.get("name_en")
        first, second = (english, local) if language == "en" else (local, english)
        return str(first or second or self.key)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, named by the name of its kind and the keys of its ends."""

    kind: str
    source: str
    target: str
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ClaimedRelationship:
    """A relationship with who says so; `identity` holds what tells it from others between its ends."""

    source: str
    target: str
    identity: Mapping[str, Value]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What surrounds a node.

    `total` counts the relationships of the centre itself by kind and direction
    (`"out SME LOCATED_IN Area"`), whether or not they are among the `relationships` returned.
    """

    centre: Node
    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    total: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of a search by name; `score` is between 0 and 1, the larger the nearer."""

    kind: str
    key: str
    name: str
    name_en: str
    score: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that say different things; `winner` is the value one reads."""

    kind: str
    key: str
    property: str
    winner: Value
    winning_source: str
    loser: Value
    losing_source: str


@dataclass(frozen=True, slots=True)
class Export:
    """The graph, or a part of it, as tables.

    Attributes
    ----------
    nodes
        By kind: `nid` (int32, unique within the kind), `key`, the properties asked for, and
        `confidence` (int8, `Confidence.rank` of the claim that wins). Sorted by `nid`.
    relationships
        By the name of the kind: `source` and `target` (int32 `nid`s), the properties asked for,
        and `confidence`.
    version
        The version of the store that was read.
    data_kind
        `synthetic` as soon as one source is.
    """

    nodes: Mapping[str, pa.Table]
    relationships: Mapping[str, pa.Table]
    version: int
    data_kind: DataKind


class Run(ABC):
    """Everything that one source brings at one time. All of it is kept, or nothing."""

    number: int

    @abstractmethod
    def upsert_nodes(self, kind: str, table: pa.Table) -> Upserted:
        """Write nodes by key.

        Parameters
        ----------
        kind
            The name of a node kind.
        table
            A column per property, those of the key included and never null, and any of
            `CLAIM_COLUMNS`.
        """

    @abstractmethod
    def upsert_relationships(self, kind: str, table: pa.Table) -> Upserted:
        """Write relationships between nodes that are there.

        Parameters
        ----------
        kind
            The name of a relationship kind (`SME LOCATED_IN Area`).
        table
            `source` and `target` (keys), a column per property, and any of `CLAIM_COLUMNS`.
        """


class GraphStore(Versioned, ABC):
    """A graph kept safe: written in runs, read at any time, the last complete version always there."""

    url: str

    @abstractmethod
    def begin(
        self, source: Source, *, mix: bool = False, allow_shrink: bool = False
    ) -> AbstractContextManager[Run]:
        """Open a run; leaving the block completes it, an exception in it undoes everything.

        Raises
        ------
        StoreBusy
            Another run is under way.
        MixedData
            The store holds real data and the source is synthetic, or the other way round, and
            `mix` was not asked for.
        ShrunkSource
            On leaving: the source holds less than half of what it held, and `allow_shrink` was
            not asked for.
        """

    @abstractmethod
    def version(self) -> int:
        """Return the number of the last completed run; 0 for an empty store."""

    @abstractmethod
    def runs(self) -> list[RunRecord]:
        """Return every completed run, the first first."""

    @abstractmethod
    def sources(self) -> list[Source]:
        """Return every source that has completed a run, by id."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """Return how many things there are of each kind in the model."""

    @abstractmethod
    def content_hash(self) -> str:
        """Return a hash of keys and properties alone: the same data, the same hash, in any store."""

    @abstractmethod
    def node(self, kind: str, key: str) -> Node | None:
        """Return a node with its claims, or None."""

    @abstractmethod
    def claimed_relationships(self, kind: str, ends: Iterable[tuple[str, str]]) -> list[ClaimedRelationship]:
        """Return the relationships of a kind between pairs of keys, with their claims, by their ends.

        Parameters
        ----------
        ends
            Keys of source and target, in the direction of the kind.
        """

    @abstractmethod
    def claims(self, kind: str, keys: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """Return who says so of nodes of one kind, by their keys, the source of the best rank first.

        What is not there is left out.
        """

    @abstractmethod
    def neighbourhood(
        self,
        kind: str,
        key: str,
        *,
        hops: int = 1,
        kinds: Sequence[str] = (),
        direction: Direction = "both",
        limit: int = 200,
    ) -> Neighbourhood | None:
        """Return what surrounds a node, nearest first, or None where there is no such node.

        Parameters
        ----------
        kinds
            Names of relationship kinds to follow; all when empty.
        limit
            The most relationships to return.
        """

    @abstractmethod
    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[Match]:
        """Return nodes by name, in Thai or English, the best match first."""

    @abstractmethod
    def disagreements(self, limit: int = 1000) -> list[Disagreement]:
        """Return where sources say different things of the same property."""

    @abstractmethod
    def export(
        self,
        kinds: Iterable[str] | None = None,
        properties: Mapping[str, Sequence[str]] | None = None,
    ) -> Export:
        """Return the graph as tables.

        Parameters
        ----------
        kinds
            Names of node and relationship kinds; all when None.
        properties
            By kind, the properties to read; all of a kind that is not named.
        """

    @abstractmethod
    def archive(self, path: Path) -> None:
        """Write everything that the store holds, claims and runs included, to a new file."""

    @abstractmethod
    def restore(self, path: Path) -> None:
        """Fill the store, which must be empty, with an archive of this or another store.

        Raises
        ------
        StoreError
            The store is not empty, or the file is not an archive.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

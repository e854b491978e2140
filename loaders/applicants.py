"""Lists of applicants, read as a load reads lists of participants, and never kept.

Ids of natural persons leave here as keyed hashes, and their names do not leave at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecograph.errors import SourceError
from ecograph.model import MODEL, Text
from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from loaders.checking import Checker
from loaders.cleaning import CLEANERS
from loaders.countries import find_pack
from loaders.files import find_files
from loaders.guessing import propose, read_samples
from loaders.identity.identification import Identification
from loaders.identity.report import IdentityReport
from loaders.mapping import map_records
from loaders.problems import Problem
from loaders.recipe import Recipe
from loaders.recipes import FoundRecipe, find_recipe

COUNTRY = "thailand"
LOCATED, NEEDS = "SME LOCATED_IN Area", "SME HAS_NEED Need"
WANTED = ("SME", LOCATED, NEEDS)
"""What is read of an applicant; all else in the file is passed over."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """One row of a list of applicants.

    Attributes
    ----------
    document, row
        Where it stands, as a person counts rows.
    key
        The registered id, a person's pseudonym, or a key made of name and place.
    properties
        What is known of it by the names of the model, its name unless it may be a natural person's.
    place
        The key of its area; empty where unknown.
    needs
        The keys of what it asks for.
    """

    document: str
    row: int
    key: str
    properties: Mapping[str, Any]
    place: str
    needs: tuple[str, ...]

    @property
    def consents(self) -> bool:
        """Whether it agreed to data being shared; what is not on record is no consent."""
        return self.properties.get("consent") is True


@dataclass(frozen=True, slots=True)
class Applicants:
    """A list as read.

    `lost` are the rows of which no applicant could be made, by document; each has a problem.
    `remarks` is what to look at in how the columns were understood.
    """

    rows: tuple[Applicant, ...]
    lost: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Text, ...]


def read_applicants(
    path: Path, store: GraphStore, *, identities: IdentityLog, secret: bytes, recipe: str = ""
) -> Applicants:
    """Read a list of applicants through a recipe, or through the one proposed for it.

    Nothing is written. The store says what needs are called; judgements of identity are heeded.

    Raises
    ------
    SourceError
        When the file cannot be read, or has no enterprises.
    RecipeError
        When there is no such recipe, or none can be proposed.
    """
    if not path.is_file():
        raise SourceError(f"{path} is not a file.", "Give the list of applicants.")
    found, remarks = _recipe(path, recipe, secret)
    reader = _Reader(found, store, identities, secret)
    reader.read(path)
    if not reader.seen:
        raise SourceError(
            f"{path.name} has no row of an enterprise.", "Give a list with names or registration numbers."
        )
    return reader.applicants(remarks)


def _recipe(path: Path, name: str, secret: bytes) -> tuple[FoundRecipe, tuple[Text, ...]]:
    if name:
        return find_recipe(name, secret), ()
    proposal = propose(path.name, tuple(read_samples(path)))
    doubts = tuple(thing.why for thing in proposal.doubtful)
    cleaners = {**CLEANERS, **find_pack(COUNTRY).cleaners(secret)}
    return FoundRecipe(proposal.recipe, cleaners, path), doubts


class _Reader:
    """Reads the rows of one file into tables by kind, as a load would write them."""

    def __init__(self, found: FoundRecipe, store: GraphStore, identities: IdentityLog, secret: bytes) -> None:
        self._recipe: Recipe = found.recipe
        self._identification = Identification(
            found.recipe, store, identities, found.cleaners, secret, IdentityReport()
        )
        self._checker = Checker(found.recipe.source.id, secret, self._report)
        self._problems: list[Problem] = []
        self._tables: dict[str, list[pa.Table]] = defaultdict(list)
        self.seen: dict[tuple[str, int], None] = {}

    def read(self, path: Path) -> None:
        """Read every table of the recipe that has enterprises."""
        files = find_files(self._recipe, path)
        self._identification.prepare(files)
        for file in files:
            records = [record for record in file.table.records if record.kind in WANTED]
            if not any(record.kind == "SME" for record in records):
                continue
            for chunk in file.read():
                self.seen |= {(chunk.document, row): None for row in chunk.rows.tolist()}
                columns = self._identification.columns(chunk, file.table, self._report)
                for record in records:
                    mapped = map_records(record, columns, self._recipe.source.id, self._report)
                    checked = self._checker.check(MODEL.kinds[record.kind], mapped)
                    settled = self._identification.settle(record, columns, checked)
                    self._tables[record.kind].append(settled)

    def applicants(self, remarks: tuple[Text, ...]) -> Applicants:
        """Return the rows put together."""
        places = {place: row["target"] for place, row in self._rows(LOCATED)}
        needs: dict[tuple[str, int], list[str]] = defaultdict(list)
        for place, row in self._rows(NEEDS):
            needs[place].append(row["target"])
        known: dict[tuple[str, int], dict[str, Any]] = {}
        for place, row in self._rows("SME"):
            said = {
                name: row[name] for name in row if not name.startswith("claim_") and row[name] is not None
            }
            known.setdefault(place, {}).update(said)
        rows = tuple(
            Applicant(
                *place,
                said.pop("id"),
                said,
                places.get(place, ""),
                tuple(dict.fromkeys(needs.get(place, ()))),
            )
            for place, said in sorted(known.items())
        )
        lost = tuple(place for place in self.seen if place not in known)
        return Applicants(rows, lost, tuple(self._problems), remarks)

    def _rows(self, kind: str) -> Iterable[tuple[tuple[str, int], dict[str, Any]]]:
        for table in self._tables.get(kind, ()):
            for row in table.to_pylist():
                yield (row["claim_document"], row["claim_row"]), row

    def _report(self, problems: Iterable[Problem]) -> None:
        self._problems += problems

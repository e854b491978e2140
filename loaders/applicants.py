"""Lists of applicants, read as a load reads lists of participants, and never kept.

Ids of natural persons leave here as keyed hashes, and their names do not leave at all.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecograph.errors import SourceError
from ecograph.model import Text
from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from loaders.cleaning import CLEANERS
from loaders.countries import find_pack
from loaders.guessing import Sample, propose, read_samples
from loaders.problems import Problem
from loaders.recipes import FoundRecipe, find_recipe, shipped_recipes
from loaders.records import Records, read_records

COUNTRY = "thailand"
LOCATED, NEEDS, MADE = "SME LOCATED_IN Area", "SME HAS_NEED Need", "SME OPERATES_IN Industry"
WANTED = ("SME", LOCATED, NEEDS, MADE)
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
    needs, industries
        The keys of what it asks for, and of what it is in.
    """

    document: str
    row: int
    key: str
    properties: Mapping[str, Any]
    place: str
    needs: tuple[str, ...]
    industries: tuple[str, ...] = ()

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
    """Read a list of applicants through a recipe; else the one that ships for such a form, or one proposed.

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
    records = read_records(found, path, store, WANTED, identities=identities, secret=secret)
    if not records.seen:
        raise SourceError(
            f"{path.name} has no row of an enterprise.", "Give a list with names or registration numbers."
        )
    return _applicants(records, remarks)


def _recipe(path: Path, name: str, secret: bytes) -> tuple[FoundRecipe, tuple[Text, ...]]:
    if name:
        return find_recipe(name, secret), ()
    samples = tuple(read_samples(path))
    fitting = [found for one in shipped_recipes() if _fits(found := find_recipe(one, secret), samples)]
    if len(fitting) == 1:
        return fitting[0], ()
    proposal = propose(path.name, samples)
    doubts = tuple(thing.why for thing in proposal.doubtful)
    cleaners = {**CLEANERS, **find_pack(COUNTRY).cleaners(secret)}
    return FoundRecipe(proposal.recipe, cleaners, path), doubts


def _fits(found: FoundRecipe, samples: tuple[Sample, ...]) -> bool:
    """Return whether a recipe is for a form such as this: enterprises, and every column of it is there."""
    if len(found.recipe.tables) != 1 or len(samples) != 1:
        return False
    table = found.recipe.tables[0]
    enterprises = any(node.kind == "SME" for node in table.nodes)
    return enterprises and set(table.columns) <= set(samples[0].columns)


def _applicants(records: Records, remarks: tuple[Text, ...]) -> Applicants:
    """Return the rows put together."""
    places = {place: row["target"] for place, row in records.rows(LOCATED)}
    needs, industries = _targets(records, NEEDS), _targets(records, MADE)
    known: dict[tuple[str, int], dict[str, Any]] = {}
    for place, row in records.rows("SME"):
        said = {name: row[name] for name in row if not name.startswith("claim_") and row[name] is not None}
        known.setdefault(place, {}).update(said)
    rows = tuple(
        Applicant(
            *place,
            said["id"],
            {name: value for name, value in said.items() if name != "id"},
            places.get(place, ""),
            needs.get(place, ()),
            industries.get(place, ()),
        )
        for place, said in sorted(known.items())
    )
    lost = tuple(place for place in records.seen if place not in known)
    return Applicants(rows, lost, tuple(records.problems), remarks)


def _targets(records: Records, kind: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """Return what each row names at the other end of a kind of relationship, each once."""
    found: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for place, row in records.rows(kind):
        found[place][row["target"]] = None
    return {place: tuple(keys) for place, keys in found.items()}

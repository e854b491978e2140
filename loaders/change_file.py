"""Changes to hold against what is: read from TOML, and put into keys of what is on record."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import BaseModel, ValidationError

from ecograph.analysis.whatif import Changes, Contradiction, Move, check_changes
from ecograph.errors import AnalysisError, EcographError, SourceError
from ecograph.graph import Ecosystem, Join, NodeId
from ecograph.model import MODEL
from ecograph.model.validation import violations
from loaders.change_body import (
    KINDS,
    PROPERTIES,
    RELATIONS,
    Added,
    AddedAgency,
    AddedAgreement,
    AddedFund,
    AddedProgram,
    ChangesBody,
    Extension,
    Movement,
    Removed,
)
from loaders.cleaning import ARROW_TYPES
from loaders.planned import find_key
from loaders.recipe_faults import Location, nearest_hint
from loaders.toml_lines import line_of

EXAMPLE = 'Begin with [[extend]], then program = "…" and corridors = ["…"].'
PARTS: Mapping[tuple[str, ...], type[BaseModel]] = {
    (): ChangesBody,
    ("add",): Added,
    ("add", "programs"): AddedProgram,
    ("add", "funds"): AddedFund,
    ("add", "agreements"): AddedAgreement,
    ("add", "agencies"): AddedAgency,
    ("remove",): Removed,
    ("extend",): Extension,
    ("move",): Movement,
}
"""What is said where in a change file."""


class _Misplaced(Exception):
    """A fault, and where it stands."""

    def __init__(self, location: Location, fault: EcographError) -> None:
        super().__init__(fault.message)
        self.location, self.fault = location, fault


def read_changes(path: Path, ecosystem: Ecosystem) -> Changes:
    """Return the changes of a TOML file.

    Raises
    ------
    SourceError
        When the file cannot be read, or says what no change file says.
    AnalysisError
        When it names what is not on record, or contradicts itself or what is on record.
    """
    try:
        text = path.read_text(encoding="utf-8")
        body = ChangesBody.model_validate(tomllib.loads(text))
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read: {error.strerror}.", "Give the path of a TOML file."
        ) from None
    except UnicodeDecodeError:
        raise SourceError(f"{path.name} is not text in UTF-8.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path.name} is not valid TOML: {error}.", EXAMPLE) from None
    except ValidationError as error:
        raise _first_fault(path.name, text, error) from None
    try:
        return _resolve(body, ecosystem)
    except _Misplaced as found:
        where = f"{path.name}, line {line_of(text, found.location)}"
        raise AnalysisError(f"{where}: {found.fault.message}", found.fault.hint) from None


def resolve_changes(body: ChangesBody, ecosystem: Ecosystem) -> Changes:
    """Return changes in the keys of what is on record.

    Raises
    ------
    AnalysisError
        When something is named that is not on record, or contradicts what is; it says where.
    """
    try:
        return _resolve(body, ecosystem)
    except _Misplaced as found:
        where = ".".join(map(str, found.location))
        raise AnalysisError(f"{where}: {found.fault.message}", found.fault.hint) from None


def _first_fault(name: str, text: str, error: ValidationError) -> SourceError:
    """Return what pydantic found first, in words, with its line."""
    # A misspelt name is also a missing one: the misspelling says more.
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    location = tuple(first["loc"])
    said = str(location[-1]) if location else ""
    where = f"{name}, line {line_of(text, location)}"
    if first["type"] == "extra_forbidden":
        part = PARTS[tuple(one for one in location[:-1] if isinstance(one, str))]
        known = [field.alias or field_name for field_name, field in part.model_fields.items()]
        return SourceError(
            f"{where}: {said!r} is not something that can be said here.", nearest_hint(said, known)
        )
    if first["type"] == "missing":
        return SourceError(f"{where}: {said!r} is missing.", "Add it.")
    return SourceError(f"{where}: {said!r} cannot be used: {first['msg']}.", "Correct it.")


@dataclass
class _Reading:
    """A change file while it is put into keys: what was found, and where each thing stands."""

    body: ChangesBody
    ecosystem: Ecosystem
    added: dict[NodeId, dict[str, Any]] = field(default_factory=dict)
    joined: list[Join] = field(default_factory=list)
    extended: list[Join] = field(default_factory=list)
    places: dict[NodeId | Join | Move | None, Location] = field(default_factory=dict)

    def key(self, kind: str, name: str, place: Location) -> str:
        """Return the key that a name means, among what is added and what is on record."""
        if (kind, name) in self.added:
            return name
        try:
            return find_key(self.ecosystem, kind, name)
        except AnalysisError as error:
            raise _Misplaced(place, error) from None

    def joins(self, kind: str, key: str, said: BaseModel, place: Location) -> Iterator[Join]:
        """Yield what a program, fund, agreement or agency is joined to."""
        for name, relationship in RELATIONS[kind].items():
            values = getattr(said, name, ())
            for at, value in enumerate((values,) if isinstance(values, str) else values):
                if not value:
                    continue
                ends = MODEL.relationship(relationship)
                outward = ends.source == kind
                here = (*place, name, at) if isinstance(values, tuple) else (*place, name)
                other = self.key(ends.target if outward else ends.source, value, here)
                join = (relationship, key, other) if outward else (relationship, other, key)
                self.places.setdefault(join, here)
                yield join


def _resolve(body: ChangesBody, ecosystem: Ecosystem) -> Changes:
    reading = _Reading(body, ecosystem)
    _read_added(reading)
    _read_extended(reading)
    removed = []
    for name, kind in KINDS.items():
        for at, value in enumerate(getattr(body.remove, name)):
            node = (kind, reading.key(kind, value, ("remove", name, at)))
            reading.places[node] = ("remove", name, at)
            removed.append(node)
    moved = []
    for at, said in enumerate(body.move):
        ends = (
            reading.key("Program", said.source, ("move", at, "from")),
            reading.key("Program", said.target, ("move", at, "to")),
        )
        move = Move(*ends, said.amount)
        reading.places.setdefault(move, ("move", at))
        moved.append(move)
    changes = Changes(
        body.title,
        reading.added,
        tuple(reading.joined),
        tuple(reading.extended),
        tuple(dict.fromkeys(removed)),
        tuple(moved),
    )
    try:
        check_changes(ecosystem, changes)
    except Contradiction as error:
        raise _Misplaced(reading.places.get(error.about, ()), error) from None
    return changes


def _read_added(reading: _Reading) -> None:
    """Read what is added, all of it before what it is joined to: new things may name each other."""
    found: list[tuple[NodeId, BaseModel, Location]] = []
    for name, kind in KINDS.items():
        for at, said in enumerate(getattr(reading.body.add, name)):
            place: Location = ("add", name, at)
            node = (kind, said.id)
            if node in reading.added:
                raise _Misplaced(
                    (*place, "id"), AnalysisError(f"{said.id!r} is added twice.", "Give each its own id.")
                )
            reading.added[node] = _properties(kind, said, place)
            reading.places[node] = (*place, "id")
            found.append((node, said, place))
    for (kind, key), said, place in found:
        reading.joined += reading.joins(kind, key, said, place)


def _properties(kind: str, said: BaseModel, place: Location) -> dict[str, Any]:
    """Return the properties of something added, held against the model."""
    declared = MODEL.node(kind)
    names = {one.name for one in declared.properties}
    given = {
        PROPERTIES.get(name, name): list(value) if isinstance(value, tuple) else value
        for name, value in said
        if PROPERTIES.get(name, name) in names and value not in (None, "", ())
    }
    table = pa.table(
        {name: pa.array([value], ARROW_TYPES[declared.property(name).type]) for name, value in given.items()}
    )
    for fault in violations(declared, table):
        field_name = next(
            (name for name, model in PROPERTIES.items() if model == fault.property), fault.property
        )
        raise _Misplaced(
            (*place, field_name),
            AnalysisError(f"{field_name} {fault.value!r} cannot be used: {fault.why}.", "Correct it."),
        )
    return given


def _read_extended(reading: _Reading) -> None:
    for at, said in enumerate(reading.body.extend):
        place: Location = ("extend", at)
        if bool(said.program) == bool(said.fund):
            raise _Misplaced(
                place, AnalysisError("Either `program` or `fund` was expected.", "Name one of the two.")
            )
        kind, name = ("Program", "program") if said.program else ("FundingSource", "fund")
        key = reading.key(kind, getattr(said, name), (*place, name))
        if (kind, key) in reading.added:
            raise _Misplaced(
                (*place, name), AnalysisError(f"{key!r} is added here.", "Say it where it is added.")
            )
        joins = list(reading.joins(kind, key, said, place))
        if not joins:
            raise _Misplaced(
                place,
                AnalysisError(
                    f"{key!r} is extended by nothing.",
                    "Name corridors, areas, industries, themes or services.",
                ),
            )
        reading.extended += joins

"""Mapping recipes: how the columns of a source become nodes and relationships of the model."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ecograph.errors import ModelError, RecipeError
from ecograph.model import MODEL, Confidence, DataKind, Kind, Layer, Model, NodeKind
from ecograph.store import Source
from loaders.toml_lines import line_of

Location = tuple[str | int, ...]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expression(_Part):
    """Where a value comes from and how it is read.

    In TOML also `"column"` or `["column", "other spelling"]` for a column alone.
    """

    column: str | tuple[str, ...] = ()
    constant: str | int | float | bool | None = None
    join: str = ""
    """What to put between the cells of several columns, to read them all instead of the first there is."""
    split: str | tuple[str, ...] = ""
    """What stands between several values in one cell, or all the ways to separate them."""
    clean: str = ""
    map: Mapping[str, str] = Field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""
    optional: bool = False
    resolve: str = ""
    """A kind of node: the value is a name of one, and its key is wanted."""
    identity: str = ""
    """What a node of the same row is `called`: its key is wanted."""
    name_of: str = ""
    """What a node of the same row is `called`: its name is wanted, put right where it was damaged."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str | list) else value

    @model_validator(mode="after")
    def _column_or_constant(self) -> "Expression":
        given = (self.column, self.constant is not None, self.identity, self.name_of)
        if sum(map(bool, given)) != 1:
            raise ValueError("one of `column`, `constant`, `identity` and `name_of` was expected")
        if self.resolve and (self.clean or self.constant is not None):
            raise ValueError("`resolve` reads a column by itself: leave out `clean` and `constant`")
        if self.identity and self.model_fields_set != {"identity"}:
            raise ValueError("an `identity` is a whole key: leave out all else")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that may hold the value: the first one that the file has is read."""
        return (self.column,) if isinstance(self.column, str) else self.column


class Condition(_Part):
    """Which rows a record is made of: those whose cell is one of these, or is none of these.

    `also` is another condition that must hold as well: `and` in a recipe.
    """

    column: str
    among: tuple[str, ...] | None = Field(default=None, alias="in")
    not_among: tuple[str, ...] | None = Field(default=None, alias="not_in")
    also: "Condition | None" = Field(default=None, alias="and")

    @model_validator(mode="after")
    def _one_list(self) -> "Condition":
        if (self.among is None) == (self.not_among is None):
            raise ValueError("either `in` or `not_in` was expected")
        return self


class IdentityRecipe(_Part):
    """What tells a node from others: a registered id, else its name and place.

    `form` is the legal form that the name tells, `place` whatever tells two of one name apart: the
    province of an enterprise, the agency of a project. `called` is how relationships of the same row
    refer to it: `source = { identity = "SME" }`.
    """

    name: Expression
    id: Expression | None = None
    form: Expression | None = None
    place: Expression | None = None
    called: str = ""

    @model_validator(mode="after")
    def _whole_cells(self) -> "IdentityRecipe":
        if any(expression.split for expression in self.expressions.values()):
            raise ValueError("one row has one identity: `split` cannot be used")
        return self

    @property
    def expressions(self) -> dict[str, Expression]:
        """The parts that are given, by name."""
        parts = {"id": self.id, "name": self.name, "form": self.form, "place": self.place}
        return {name: expression for name, expression in parts.items() if expression}


class NodeRecipe(_Part):
    """How one kind of node is made from a row."""

    kind: str
    properties: Mapping[str, Expression]
    identity: IdentityRecipe | None = None
    confidence: Expression | None = None
    reference: Expression | None = None
    when: Condition | None = None

    @model_validator(mode="before")
    @classmethod
    def _key_of_identity(cls, value: Any) -> Any:
        """Let the identity give the property that is the key, where the recipe does not."""
        if not isinstance(value, dict) or not isinstance(value.get("identity"), dict):
            return value
        kind = MODEL.kinds.get(str(value.get("kind")))
        if not isinstance(kind, NodeKind) or len(kind.key) > 1:
            return value
        called = {"identity": value["identity"].get("called") or kind.name}
        return {**value, "properties": {kind.key[0]: called, **value.get("properties", {})}}


class RelationshipRecipe(NodeRecipe):
    """How one kind of relationship is made from a row."""

    source: Expression
    target: Expression
    properties: Mapping[str, Expression] = Field(default_factory=dict)


class MarkRecipe(_Part):
    """Columns that hold a mark or nothing, and the column that is made of the names of those marked.

    `marked` are texts that count as a mark besides the usual ones.
    """

    column: str
    columns: tuple[str, ...]
    marked: tuple[str, ...] = ()


class TableRecipe(_Part):
    """How the files that match a glob are read, and what their rows become.

    Attributes
    ----------
    files
        A glob, in a folder or a zip: `lines/*.csv`, `data.zip/*.xlsx`.
    format
        Told by the ending unless given.
    encoding, delimiter
        Of text; found unless given.
    sheet
        The sheet of a workbook, several, or a glob of their names; the first unless given.
    table
        The table or view of a database; needed when it has several.
    record_path
        In a recipe `records`: where in a JSON document its records are, as `releases.awards`.
    header, header_rows
        Some cells of the header, by which it is found below titles; how many lines it has.
    totals
        Whether rows that begin with a word for a total are no data, or the words.
    section
        The name of a column made of rows that have one filled cell only: each says what those below
        it belong to.
    fill
        Columns in which an empty cell means the same as the one above.
    ditto
        Whether ditto marks are replaced by what stands above.
    marks
        Columns of which the marked ones become one column of names, joined by `|`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)

    files: str
    format: Literal["", "csv", "excel", "parquet", "json", "jsonl", "geojson", "sqlite"] = ""
    encoding: str = ""
    delimiter: str = Field(default="", max_length=1)
    sheet: str | tuple[str, ...] = ""
    table: str = ""
    record_path: str = Field(default="", alias="records")
    header: list[str] = Field(default_factory=list)
    header_rows: int = Field(default=1, ge=0, le=9)
    totals: bool | tuple[str, ...] = False
    section: str = ""
    fill: tuple[str, ...] = ()
    ditto: bool = False
    marks: tuple[MarkRecipe, ...] = ()
    nodes: tuple[NodeRecipe, ...] = ()
    relationships: tuple[RelationshipRecipe, ...] = ()

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, name: str) -> str:
        try:
            "".encode(name or "utf-8")
        except LookupError:
            raise ValueError(f"there is no encoding {name!r}") from None
        return name

    @field_validator("marks", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @property
    def records(self) -> tuple[NodeRecipe | RelationshipRecipe, ...]:
        """Everything made of a row, nodes first."""
        return (*self.nodes, *self.relationships)


class SourceRecipe(_Part):
    """Who says what the files say."""

    id: str
    title: str = ""
    title_th: str = ""
    rank: int = 100
    data_kind: DataKind = DataKind.REAL
    confidence: Confidence = Confidence.READ
    accumulates: bool = False
    licence: str = ""


class Recipe(_Part):
    """A whole mapping: one source, and the tables it comes in."""

    id: str
    title: str
    title_th: str = ""
    country: str = ""
    path: str = ""
    source: SourceRecipe = Field(alias="source")
    tables: tuple[TableRecipe, ...]

    def to_source(self) -> Source:
        """Return the source as a store knows it."""
        return Source(**{**self.source.model_dump(), "title": self.source.title or self.title})


def read_recipe(path: Path, cleaners: Collection[str], model: Model = MODEL) -> Recipe:
    """Read a recipe and check it against the model.

    Parameters
    ----------
    path
        A TOML file.
    cleaners
        The names of cleaners that it may use.

    Raises
    ------
    RecipeError
        Naming the file, the line, what was found, and the nearest name there is.
    """
    try:
        text = path.read_text(encoding="utf-8")
        recipe = Recipe.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(
            f"{path.name} cannot be read: {error}.", "Give the path of a TOML file in UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{path.name} is not valid TOML: {error}.") from None
    except ValidationError as error:
        raise _first_fault(path, text, error) from None
    for location, fault in _faults(recipe, cleaners, model):
        raise RecipeError(f"{path.name}, line {line_of(text, location)}: {fault.message}", fault.hint)
    return recipe


def _first_fault(path: Path, text: str, error: ValidationError) -> RecipeError:
    """Return what pydantic found first, in words, with its line."""
    # A misspelt name is also a missing one: the misspelling says more.
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    location = tuple(part for part in first["loc"])
    where = f"{path.name}, line {line_of(text, location)}"
    name = str(location[-1]) if location else ""
    if first["type"] == "extra_forbidden":
        part = _part_at(location[:-1])
        known = [field.alias or field_name for field_name, field in part.model_fields.items()]
        return RecipeError(f"{where}: {name!r} is not something a recipe has here.", _nearest(name, known))
    if first["type"] == "missing":
        return RecipeError(f"{where}: {name!r} is missing.", "Add it.")
    return RecipeError(f"{where}: {name!r} cannot be used: {first['msg']}.", "Correct it.")


def _part_at(location: Location) -> type[BaseModel]:
    """Return which part of a recipe a location is in."""
    parts: dict[str, type[BaseModel]] = {
        "source": SourceRecipe,
        "tables": TableRecipe,
        "nodes": NodeRecipe,
        "relationships": RelationshipRecipe,
        "when": Condition,
        "marks": MarkRecipe,
        "properties": Expression,
        "identity": IdentityRecipe,
    }
    names = [part for part in location if isinstance(part, str)]
    if "identity" in names and names[-1] in ("id", "name", "form", "place"):
        return Expression
    if names[-1:] in (["source"], ["target"]) and "relationships" in names:
        return Expression
    return next((parts[name] for name in reversed(names) if name in parts), Recipe)


def _faults(
    recipe: Recipe, cleaners: Collection[str], model: Model
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield whatever names something that the model, or the list of cleaners, does not have."""
    for at, table in enumerate(recipe.tables):
        for group, records in (("nodes", table.nodes), ("relationships", table.relationships)):
            for number, record in enumerate(records):
                here: Location = ("tables", at, group, number)
                try:
                    kind: Kind = (
                        model.node(record.kind) if group == "nodes" else model.relationship(record.kind)
                    )
                except ModelError as error:
                    yield (*here, "kind"), RecipeError(error.message, error.hint)
                    continue
                yield from _record_faults(record, kind, here, cleaners)
                yield from _identity_faults(table, record, kind, here, model)


def _identity_faults(
    table: TableRecipe, record: NodeRecipe, kind: Kind, here: Location, model: Model
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield what a record says of identities, its own or that of another node of the row, and cannot."""
    called = [node.identity.called or node.kind for node in table.nodes if node.identity]
    if record.identity:
        own = record.identity.called or kind.name
        for fault in _own_identity_faults(record, kind, own, called):
            yield (*here, "identity"), fault
    for name, expression in _expressions(record).items():
        wanted = expression.identity or expression.name_of
        if wanted and wanted not in called:
            yield (
                (*here, *name),
                RecipeError(
                    f"No node of this table has the identity {wanted!r}.",
                    _nearest(wanted, called) if called else "Give the node an `identity`.",
                ),
            )
        if expression.resolve:
            for fault in _resolve_faults(expression.resolve, model):
                yield (*here, *name), fault


def _own_identity_faults(
    record: NodeRecipe, kind: Kind, own: str, called: list[str]
) -> Iterator[RecipeError]:
    """Yield why a record cannot have the identity that it is given."""
    if not isinstance(kind, NodeKind):
        hint = 'Give it to a node, and name that: `source = { identity = "SME" }`.'
        yield RecipeError("A relationship has no identity of its own.", hint)
        return
    key = kind.key[0]
    if len(kind.key) > 1 or record.properties[key].identity != own:
        why = "its key has several parts" if len(kind.key) > 1 else f"{key!r} is given as well"
        yield RecipeError(f"{kind.name} cannot have an identity: {why}.", "Leave one of the two out.")
    if called.count(own) > 1:
        yield RecipeError(f"Two identities of this table are {own!r}.", "Give each a name with `called`.")


def _resolve_faults(kind: str, model: Model) -> Iterator[RecipeError]:
    """Yield why a name cannot be read as one of a kind."""
    try:
        named = model.node(kind)
    except ModelError as error:
        yield RecipeError(error.message, error.hint)
        return
    if named.layer is Layer.SMES:
        yield RecipeError("A name alone does not tell an enterprise.", "Give the node an `identity` instead.")


def _expressions(record: NodeRecipe) -> dict[Location, Expression]:
    """Return every expression of a record by where it stands."""
    found: dict[Location, Expression] = {
        ("properties", name): value for name, value in record.properties.items()
    }
    if record.identity:
        found |= {("identity", name): value for name, value in record.identity.expressions.items()}
    if isinstance(record, RelationshipRecipe):
        found |= {("source",): record.source, ("target",): record.target}
    return found


def _record_faults(
    record: NodeRecipe, kind: Kind, here: Location, cleaners: Collection[str]
) -> Iterator[tuple[Location, RecipeError]]:
    """Yield the faults of one record: properties, key and cleaners."""
    for name in record.properties:
        try:
            kind.property(name)
        except ModelError as error:
            yield (*here, "properties", name), RecipeError(error.message, error.hint)
    for name in kind.key if isinstance(kind, NodeKind) else ():
        if name not in record.properties:
            yield (
                here,
                RecipeError(f"{kind.name} needs {name!r}, a part of its key.", "Add it to the properties."),
            )
    for where, expression in _expressions(record).items():
        if expression.clean and expression.clean not in cleaners:
            yield (
                (*here, *where),
                RecipeError(
                    f"{expression.clean!r} is not a cleaner.", _nearest(expression.clean, sorted(cleaners))
                ),
            )


def _nearest(name: str, names: Collection[str]) -> str:
    """Return a hint with the nearest name, or with all of them."""
    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."

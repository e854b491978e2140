"""Mapping recipes: how the columns of a source become nodes and relationships of the model."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ecograph.errors import ModelError, RecipeError
from ecograph.model import MODEL, Confidence, DataKind, Kind, Model, NodeKind
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
    split: str = ""
    clean: str = ""
    map: Mapping[str, str] = Field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""
    optional: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str | list) else value

    @model_validator(mode="after")
    def _column_or_constant(self) -> "Expression":
        if bool(self.column) == (self.constant is not None):
            raise ValueError("either a `column` or a `constant` was expected")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that may hold the value: the first one that the file has is read."""
        return (self.column,) if isinstance(self.column, str) else self.column


class Condition(_Part):
    """Which rows a record is made of: those whose cell is one of these, or is none of these."""

    column: str
    among: tuple[str, ...] | None = Field(default=None, alias="in")
    not_among: tuple[str, ...] | None = Field(default=None, alias="not_in")

    @model_validator(mode="after")
    def _one_list(self) -> "Condition":
        if (self.among is None) == (self.not_among is None):
            raise ValueError("either `in` or `not_in` was expected")
        return self


class NodeRecipe(_Part):
    """How one kind of node is made from a row."""

    kind: str
    properties: Mapping[str, Expression]
    confidence: Expression | None = None
    reference: Expression | None = None
    when: Condition | None = None


class RelationshipRecipe(NodeRecipe):
    """How one kind of relationship is made from a row."""

    source: Expression
    target: Expression
    properties: Mapping[str, Expression] = Field(default_factory=dict)


class TableRecipe(_Part):
    """How the files that match a glob are read, and what their rows become."""

    files: str
    format: Literal["", "csv", "excel", "parquet", "geojson"] = ""
    encoding: str = "utf-8-sig"
    delimiter: str = ""
    sheet: str = ""
    header: list[str] = Field(default_factory=list)
    nodes: tuple[NodeRecipe, ...] = ()
    relationships: tuple[RelationshipRecipe, ...] = ()

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
        "properties": Expression,
    }
    names = [part for part in location if isinstance(part, str)]
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
    expressions = {("properties", name): value for name, value in record.properties.items()}
    if isinstance(record, RelationshipRecipe):
        expressions |= {("source", ""): record.source, ("target", ""): record.target}
    for (part, name), expression in expressions.items():
        if expression.clean and expression.clean not in cleaners:
            where = (*here, part, name) if name else (*here, part)
            yield (
                where,
                RecipeError(
                    f"{expression.clean!r} is not a cleaner.", _nearest(expression.clean, sorted(cleaners))
                ),
            )


def _nearest(name: str, names: Collection[str]) -> str:
    """Return a hint with the nearest name, or with all of them."""
    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."

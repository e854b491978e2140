"""Mapping recipes: how the columns of a source become nodes and relationships of the model."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ecograph.model import MODEL, Confidence, DataKind, NodeKind
from ecograph.store import Source


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it, and what must hold as well, looks at."""
        return (self.column, *(self.also.columns if self.also else ()))


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

    @property
    def expressions(self) -> dict[tuple[str, ...], Expression]:
        """Every expression by where it stands: `("properties", "name")`, `("identity", "id")`."""
        parts = {"confidence": self.confidence, "reference": self.reference}
        return {
            **{("properties", name): value for name, value in self.properties.items()},
            **(
                {("identity", name): value for name, value in self.identity.expressions.items()}
                if self.identity
                else {}
            ),
            **{(name,): value for name, value in parts.items() if value},
        }


class RelationshipRecipe(NodeRecipe):
    """How one kind of relationship is made from a row."""

    source: Expression
    target: Expression
    properties: Mapping[str, Expression] = Field(default_factory=dict)

    @property
    def expressions(self) -> dict[tuple[str, ...], Expression]:
        """Every expression by where it stands, the ends among them."""
        return {("source",): self.source, ("target",): self.target, **super().expressions}


class MarkRecipe(_Part):
    """Columns that hold a mark or nothing, and the column that is made of the names of those marked.

    `marked` are texts that count as a mark besides the usual ones.
    """

    column: str
    columns: tuple[str, ...]
    marked: tuple[str, ...] = ()


ROWS = "rows"
"""What a control total counts that counts rows."""


class TotalRecipe(_Part):
    """A total that a file states in a row of its own, held against the rows above it; it is never loaded.

    `stated` is where the row of the total says it, and what is added up in the rows that `when` admits.
    With `count` they are counted instead: `rows`, or the different nodes of an identity of the table
    (`SME`).
    """

    stated: Expression
    count: str = ""
    when: Condition | None = None


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
    control_totals
        Totals that the file states, to be checked.
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
    control_totals: tuple[TotalRecipe, ...] = ()
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

    @model_validator(mode="after")
    def _totals_are_found(self) -> "TableRecipe":
        if self.control_totals and not self.totals:
            raise ValueError("`control_totals` needs `totals`, which tells rows of totals from data")
        return self

    @field_validator("marks", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @property
    def records(self) -> tuple[NodeRecipe | RelationshipRecipe, ...]:
        """Everything made of a row, nodes first."""
        return (*self.nodes, *self.relationships)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns that records are made of; a file need not have each."""
        names = [
            name
            for record in self.records
            for name in (
                *(column for expression in record.expressions.values() for column in expression.columns),
                *(record.when.columns if record.when else ()),
            )
        ]
        return tuple(dict.fromkeys(names))


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

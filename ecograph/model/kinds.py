"""What a model is made of: properties, node kinds and relationship kinds, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from ecograph.errors import ModelError
from ecograph.model.text import Text


class Type(StrEnum):
    """The type of a property's value. A missing value is null in every type."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


class Layer(StrEnum):
    """Where a kind lives in an ecosystem: drawn one by one, or counted."""

    INSTITUTIONS = "institutions"
    SMES = "smes"


class Shape(StrEnum):
    """The shape a node kind is drawn in."""

    DOT = "dot"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TRIANGLE_DOWN = "triangleDown"
    STAR = "star"
    HEXAGON = "hexagon"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a property may take, and what people call it."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or a relationship.

    `unit` is a unit of measure; `currency` stands for the national currency of the data.
    A `required` property must have a value in every record; any other may be unknown (null).
    """

    name: str
    label: Text
    type: Type = Type.TEXT
    unit: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The values the property may take; empty when any value of its type will do."""
        return tuple(choice.value for choice in self.choices)


@dataclass(frozen=True)
class NodeKind:
    """A kind of node. `key` names the properties that together identify one node.

    A key of several parts is written as one text, the parts joined by a colon
    (`economic:COR-EEC`).
    """

    name: str
    label: Text
    plural: Text
    description: Text
    key: tuple[str, ...]
    properties: tuple[Property, ...]
    colour: str
    shape: Shape
    layer: Layer = Layer.INSTITUTIONS

    def property(self, name: str) -> Property:
        """Return the property called `name`."""
        return _named(name, self.properties, f"a property of {self.name}")


@dataclass(frozen=True)
class RelationshipKind:
    """A kind of relationship between two kinds of node, such as `SME LOCATED_IN Area`.

    Two relationships are the same when their ends and their `discriminators` (properties such
    as the fiscal year) are the same. The ends of an undirected relationship are stored sorted.
    """

    source: str
    type: str
    target: str
    label: Text
    properties: tuple[Property, ...] = ()
    discriminators: tuple[str, ...] = ()
    undirected: bool = False

    @property
    def name(self) -> str:
        """`SOURCE TYPE TARGET`, the name used everywhere, unique in the model."""
        return f"{self.source} {self.type} {self.target}"

    def property(self, name: str) -> Property:
        """Return the property called `name`."""
        return _named(name, self.properties, f"a property of {self.name}")


Kind = NodeKind | RelationshipKind
T = TypeVar("T", Property, NodeKind, RelationshipKind)


@dataclass(frozen=True)
class Model:
    """Every kind of node and relationship there is, and their names."""

    nodes: tuple[NodeKind, ...]
    relationships: tuple[RelationshipKind, ...]

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Every kind by its name, nodes first."""
        return {kind.name: kind for kind in self}

    def __iter__(self) -> Iterator[Kind]:
        yield from self.nodes
        yield from self.relationships

    def node(self, name: str) -> NodeKind:
        """Return the node kind called `name`; a `ModelError` names the nearest one."""
        return _named(name, self.nodes, "a kind of node")

    def relationship(self, name: str) -> RelationshipKind:
        """Return the relationship kind called `name`; a `ModelError` names the nearest one."""
        return _named(name, self.relationships, "a kind of relationship")

    def of_type(self, relationship_type: str) -> tuple[RelationshipKind, ...]:
        """Return every relationship kind of a type, such as the six of `PART_OF`."""
        return tuple(kind for kind in self.relationships if kind.type == relationship_type)


def _named(name: str, things: tuple[T, ...], what: str) -> T:
    for thing in things:
        if thing.name == name:
            return thing
    names = [thing.name for thing in things]
    nearest = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"Did you mean {nearest[0]!r}?" if nearest else f"There are: {', '.join(names)}."
    raise ModelError(f"{name!r} is not {what}.", hint)

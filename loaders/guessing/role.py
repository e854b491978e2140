"""What the column of a table may be, and what its values then fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecograph.model import Text

Value = str | int | float | bool
SILENT = Text("", "")


@dataclass(frozen=True, slots=True)
class Fill:
    """One place of the model that the values of a column fill, and how they are read.

    Attributes
    ----------
    target
        `<node or link>.<property>`, an end of a link (`.@source`, `.@target`), or what tells a node from
        others of its name: `.@form`, `.@place`.
    clean
        The cleaner; empty for that of the property's type.
    resolve
        A kind of node whose name or key the value is.
    """

    target: str
    clean: str = ""
    resolve: str = ""
    prefix: str = ""

    @property
    def owner(self) -> str:
        """The node or the link that is filled."""
        return self.target.rpartition(".")[0]

    @property
    def field(self) -> str:
        """What of it is filled."""
        return self.target.rpartition(".")[2]

    @property
    def is_end(self) -> bool:
        """Whether it is an end of a link."""
        return self.field in ("@source", "@target")


@dataclass(frozen=True, slots=True)
class Role:
    """One meaning that a column may have in a kind of table.

    Attributes
    ----------
    words
        What its header says, in Thai and in English; a part of a header counts too.
    weak
        Headers that may mean this and much else; they count only as a whole.
    fills
        What its values fill, the first one first; none for a column that is known and has no place
        in the model, and `why` then says so.
    choices
        By value of the property, the words that sources use for it.
    many
        Whether one cell may hold several values.
    telling
        Whether values alone tell this meaning, whatever the header says.
    weight
        How far it tells what kind of table this is.
    personal
        Whether it is about a natural person: such a column is never mapped.
    """

    name: str
    label: Text
    words: tuple[str, ...]
    fills: tuple[Fill, ...] = ()
    weak: tuple[str, ...] = ()
    why: Text = SILENT
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    many: bool = False
    telling: bool = False
    weight: float = 1.0
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A node that a row may give. An `optional` one is left out where its name is empty."""

    kind: str
    called: str = ""
    constants: Mapping[str, Value] = field(default_factory=dict)
    optional: bool = False

    @property
    def name(self) -> str:
        """What fills and links call it."""
        return self.called or self.kind


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship that a row may give.

    Attributes
    ----------
    source, target
        The nodes of the row at its ends; an end without one is filled from a column.
    constants, alone
        Properties that are the same in all rows; `alone` only where the row gives no other link of
        this kind.
    """

    kind: str
    called: str = ""
    source: str = ""
    target: str = ""
    constants: Mapping[str, Value] = field(default_factory=dict)
    alone: Mapping[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What fills call it."""
        return self.called or self.kind


@dataclass(frozen=True, slots=True)
class TableKind:
    """What the rows of a table may be, and what its columns may mean.

    A table is of this kind only if one of the `required` roles is among its columns.
    """

    name: str
    label: Text
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    roles: tuple[Role, ...]
    required: tuple[str, ...]

    def role(self, name: str) -> Role:
        """Return the role called `name`."""
        return next(role for role in self.roles if role.name == name)

"""What is proposed for a file, and what could not be guessed."""

from dataclasses import dataclass
from typing import Any

from ecograph.model import Text
from loaders.guessing.evidence import Evidence
from loaders.guessing.role import Role, TableKind
from loaders.recipe import Recipe

DOUBTFUL = 0.75
"""Below this confidence a guess is put to a person."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One guess: what a column means, or something that the words above the table say.

    Attributes
    ----------
    column
        The column as the reader names it; empty for what stands above the table.
    confidence
        From 0 to 1.
    why
        The guess in words, with the reasons.
    targets
        What its values fill, as the model and the recipe name it.
    """

    column: str
    role: Role
    evidence: Evidence
    confidence: float
    why: Text
    targets: tuple[str, ...] = ()
    constant: str | int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.confidence < DOUBTFUL

    def to_dict(self) -> dict[str, Any]:
        """Return the guess as values that JSON knows."""
        return {
            "column": self.column,
            "role": self.role.name,
            "targets": list(self.targets),
            "confidence": round(self.confidence, 2),
            "doubtful": self.doubtful,
            "why": {"en": self.why.en, "th": self.why.th},
            "samples": list(self.evidence.samples),
        }


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A column that the recipe leaves out, and why; `shown` is its name fit to be shown."""

    shown: str
    why: Text

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows."""
        return {"column": self.shown, "why": {"en": self.why.en, "th": self.why.th}}


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What is proposed for one table of a file.

    Attributes
    ----------
    kind
        What its rows are; None where that could not be told, and `why` then says so.
    confidence
        How sure the kind is, from 0 to 1.
    remarks
        What could not be guessed, and what to look at.
    """

    document: str
    kind: TableKind | None
    confidence: float
    why: Text
    guesses: tuple[Guess, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the kind."""
        return self.confidence < DOUBTFUL

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows."""
        return {
            "document": self.document,
            "kind": self.kind.name if self.kind else None,
            "confidence": round(self.confidence, 2),
            "doubtful": self.doubtful,
            "why": {"en": self.why.en, "th": self.why.th},
            "guesses": [guess.to_dict() for guess in self.guesses],
            "unmapped": [column.to_dict() for column in self.unmapped],
            "remarks": [{"en": remark.en, "th": remark.th} for remark in self.remarks],
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a file: a recipe, and every table with its guesses.

    `tables` has an entry for each table that was looked at; `recipe` has those alone whose kind is
    known, in the same order.
    """

    recipe: Recipe
    tables: tuple[TableProposal, ...]

    @property
    def doubtful(self) -> tuple[TableProposal | Guess, ...]:
        """Everything that a person should look at."""
        things: list[TableProposal | Guess] = []
        for table in self.tables:
            if table.kind:
                things += [table, *table.guesses]
        return tuple(thing for thing in things if thing.doubtful)

    def to_dict(self) -> dict[str, Any]:
        """Return it as values that JSON knows."""
        return {
            "recipe": self.recipe.id,
            "doubtful": len(self.doubtful),
            "tables": [table.to_dict() for table in self.tables],
        }

"""What a person said of the identity of two things, as it stands in the log."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What an entry of the log says."""

    SAME = "same"
    DIFFERENT = "different"
    ALIAS = "alias"
    FOLLOWED = "followed"
    """A row that had no id now has one: what was judged of its old key goes for the new one."""
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry of the log, which never changes.

    Attributes
    ----------
    number
        Its number, from 1.
    kind
        The kind of node it is about.
    first, second
        Two keys; of an alias, the key and the name; of an undo, those of the entry undone.
    undoes
        The number of the entry that an undo takes back.
    by, at, reason
        Who said so, when (UTC), and why, in their own words.
    """

    number: int
    verdict: Verdict
    kind: str
    first: str
    second: str
    undoes: int | None
    by: str
    at: datetime
    reason: str

    def __str__(self) -> str:
        said = f"{self.verdict} {self.first} {self.second}"
        return f"{self.number} ({said}, by {self.by} on {self.at:%Y-%m-%d})"


def standing(entries: list[Judgement]) -> list[Judgement]:
    """Return the entries that nobody took back, the first first."""
    undone = {entry.undoes for entry in entries}
    return [entry for entry in entries if entry.verdict is not Verdict.UNDO and entry.number not in undone]

"""How each record of a load was matched."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Match(StrEnum):
    """What a record was matched by."""

    ID = "id"
    JUDGEMENT = "judgement"
    ALIAS = "alias"
    REPAIRED = "repaired alias"
    NONE = "not matched"


@dataclass(slots=True)
class IdentityReport:
    """How the records of one load were matched.

    Attributes
    ----------
    matched
        By kind, records by what they were matched by: the registered id, a person's judgement,
        another name, a damaged name that was put right, or nothing.
    repaired
        By damaged name, the name that it was taken for.
    followed
        Old keys of rows that now have an id, with that id: judgements follow.
    refused
        Why judgements could not follow, in sentences.
    """

    matched: dict[str, Counter[Match]] = field(default_factory=lambda: defaultdict(Counter))
    repaired: dict[str, str] = field(default_factory=dict)
    followed: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, kind: str, match: Match, records: int) -> None:
        """Count records."""
        if records:
            self.matched[kind][match] += records

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON knows."""
        return {
            "matched": {
                kind: {match.value: counts[match] for match in Match if counts[match]}
                for kind, counts in self.matched.items()
            },
            "repaired": dict(self.repaired),
            "followed": [list(pair) for pair in self.followed],
            "refused": list(self.refused),
        }

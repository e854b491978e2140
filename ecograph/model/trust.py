"""How far a claim can be trusted, and whether it is about the real world."""

from enum import StrEnum


class Confidence(StrEnum):
    """How a fact came to be known, from the strongest to the weakest."""

    READ = "read"
    READ_INDIRECT = "read-indirect"
    READ_SECONDARY = "read-secondary"
    DERIVED = "derived"
    JUDGEMENT = "judgement"
    MEMORY = "memory"
    MEMORY_LOW = "memory-low"

    @property
    def rank(self) -> int:
        """0 for the strongest; larger is weaker."""
        return list(Confidence).index(self)

    def at_least(self, floor: "Confidence") -> bool:
        """Whether this confidence is as strong as `floor` or stronger."""
        return self.rank <= floor.rank


WEAKEST_ANALYSED = Confidence.JUDGEMENT
"""Analyses leave out what is weaker than this (facts from memory) unless told otherwise."""


class DataKind(StrEnum):
    """Whether data describes the world or was made up for a demonstration."""

    REAL = "real"
    SYNTHETIC = "synthetic"

"""A number that is known, and what computes it here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check came to. `ok` is whether every number is within what was allowed."""

    ok: bool
    found: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Numbers that something must give.

    Attributes
    ----------
    name
        What is checked.
    source
        Who published the numbers; or how else they are known.
    expected
        The numbers.
    compute
        Gives them again, through the code that the analyses use.
    within
        By how much a number may differ: 0.000001, or half the last digit that is printed.
    """

    name: str
    source: str
    expected: tuple[float, ...]
    compute: Callable[[], Sequence[float]]
    within: float = 1e-6

    def run(self) -> Outcome:
        """Compute the numbers and compare. Numbers too few or too many are no match."""
        found = tuple(float(value) for value in self.compute())
        same = len(found) == len(self.expected) and all(
            abs(value - wanted) <= self.within for value, wanted in zip(found, self.expected, strict=True)
        )
        return Outcome(same, found)

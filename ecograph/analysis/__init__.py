"""What is asked of an ecosystem: pure functions from an `Ecosystem` to findings."""

from ecograph.analysis.reach import find_reach
from ecograph.analysis.unreached import find_unreached

__all__ = ["find_reach", "find_unreached"]

"""Overlaps: who serves the same enterprises beyond chance, what that is called, and whether it is waste."""

from ecograph.analysis.overlaps.fragmentation import find_fragmentation
from ecograph.analysis.overlaps.named_alike import find_named_alike
from ecograph.analysis.overlaps.pairs import find_overlaps

__all__ = ["find_fragmentation", "find_named_alike", "find_overlaps"]

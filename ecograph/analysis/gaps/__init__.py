"""Where support falls short: one file for each kind of gap, each a function `Ecosystem -> AnalysisResult`."""

from ecograph.analysis.gaps.reach import find_reach_gaps

__all__ = ["find_reach_gaps"]

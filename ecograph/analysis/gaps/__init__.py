"""Where support falls short: one file for each kind of gap, each a function `Ecosystem -> AnalysisResult`.

`tally` counts enterprises once for all of them, `presence` says which programs and funds are where.
"""

from ecograph.analysis.gaps.clusters import find_clusters
from ecograph.analysis.gaps.inequality import find_inequality
from ecograph.analysis.gaps.reach import find_reach_gaps
from ecograph.analysis.gaps.within_reach import find_within_reach

__all__ = ["find_clusters", "find_inequality", "find_reach_gaps", "find_within_reach"]

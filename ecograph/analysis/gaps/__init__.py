"""Where support falls short: one file for each kind of gap, each a function `Ecosystem -> AnalysisResult`.

Gaps of reach: `tally` counts enterprises once for all of them, `presence` says which programs and
funds are where. Gaps of structure, without a test: `admission` says whom programs and funds take and
where, `relations` and `joint_network` what is on record among institutions, `statement` makes findings.
"""

from ecograph.analysis.gaps.clusters import find_clusters
from ecograph.analysis.gaps.funding_gaps import find_funding_gaps
from ecograph.analysis.gaps.inequality import find_inequality
from ecograph.analysis.gaps.isolated import find_isolated
from ecograph.analysis.gaps.out_of_reach import find_out_of_reach
from ecograph.analysis.gaps.plan_gaps import find_plan_gaps
from ecograph.analysis.gaps.reach import find_reach_gaps
from ecograph.analysis.gaps.single_points import find_single_points
from ecograph.analysis.gaps.unmet_needs import find_unmet_needs
from ecograph.analysis.gaps.within_reach import find_within_reach

__all__ = [
    "find_clusters",
    "find_funding_gaps",
    "find_inequality",
    "find_isolated",
    "find_out_of_reach",
    "find_plan_gaps",
    "find_reach_gaps",
    "find_single_points",
    "find_unmet_needs",
    "find_within_reach",
]

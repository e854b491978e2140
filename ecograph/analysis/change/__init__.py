"""What changed from one fiscal year, one version or one kept result to another."""

from ecograph.analysis.change.comparison import Change, Comparison, Status
from ecograph.analysis.change.growth import (
    Growth,
    grow_between_versions,
    grow_between_years,
    institutions,
)
from ecograph.analysis.change.matching import compare_results
from ecograph.analysis.change.moment import Moment, find_moment

__all__ = [
    "Change",
    "Comparison",
    "Growth",
    "Moment",
    "Status",
    "compare_results",
    "find_moment",
    "grow_between_versions",
    "grow_between_years",
    "institutions",
]

"""What programs aimed at and what came of it, and whether their indicators are what the guide asks.

`measurements` reads figures and never mixes them: evaluated, reported and expected stay apart; `sums`
adds what may be added; `rules` says what an indicator is short of.
"""

from ecograph.analysis.results.alignment import find_alignment
from ecograph.analysis.results.annex import find_results
from ecograph.analysis.results.crosswalk import find_crosswalk
from ecograph.analysis.results.lint import find_kpi_faults
from ecograph.analysis.results.outcomes import find_outcomes

__all__ = ["find_alignment", "find_crosswalk", "find_kpi_faults", "find_outcomes", "find_results"]

"""Which analyses may be asked for what a finding rests on, and how they are asked by default."""

from typing import Any

from ecograph.analysis.overlaps import fragmentation, named_alike
from ecograph.analysis.overlaps.pairs import ANALYSIS
from ecograph.analysis.overlaps.telling import KIND
from ecograph.analysis.overlaps.two_names import TWO_NAMES
from ecograph.workspace import ANALYSES, Question

OVERLAPS, FRAGMENTATION, NAMED_ALIKE = ANALYSIS, fragmentation.ANALYSIS, named_alike.ANALYSIS
REACH_GAPS = "reach-gaps"
GAPS = tuple(name for name, find in ANALYSES.items() if find.__module__.startswith("ecograph.analysis.gaps"))
"""The analyses of gaps."""
EXPLAINED = ("reach", *GAPS, "unreached", OVERLAPS, FRAGMENTATION, NAMED_ALIKE)
"""The analyses whose findings can be asked for by anybody: none names an enterprise."""
OVERLAP_LEVELS = ("Agency", "Program", "FundingSource")
"""What pages compare; `support`, programs beside funds, is asked for by name."""
ALL_CASES = 100_000
"""How many cases of double service are counted at the most."""
MOST_PAIRS = 1_000
"""How many pairs are named at the most, wherever they are listed page by page."""


def ask_overlaps(
    level: str = "Program", theme: str = "", year: int | None = None, scheme: str = ""
) -> dict[str, Any]:
    """Return the parameters of overlaps, the same wherever they are shown, so that they are computed once."""
    return {"level": level, "theme": theme, "year": year, "scheme": scheme, "most": MOST_PAIRS}


def is_overlap(finding: str) -> bool:
    """Return whether an id is that of a pair that shares clients."""
    return finding.rpartition("-")[0] in (KIND, TWO_NAMES)


def ask_by_default(finding: str, year: int | None = None) -> list[Question]:
    """Return the questions of which one may have the finding of an id.

    Those that cost the most are told by the id: they are asked for alone, or not at all.
    """
    kind = finding.rpartition("-")[0]
    if is_overlap(finding):
        return [(OVERLAPS, ask_overlaps(level, year=year)) for level in OVERLAP_LEVELS]
    if kind == FRAGMENTATION:
        return [(FRAGMENTATION, {"theme": "", "year": asked}) for asked in dict.fromkeys((year, None))]
    if kind == NAMED_ALIKE:
        return [(NAMED_ALIKE, {"level": level}) for level in OVERLAP_LEVELS]
    return [(name, {}) for name in EXPLAINED if name not in (OVERLAPS, FRAGMENTATION, NAMED_ALIKE)]

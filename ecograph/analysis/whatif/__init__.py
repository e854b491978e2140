"""What if a program, fund, agreement or agency were added, removed, extended: computed on a copy."""

from ecograph.analysis.whatif.changes import Changes, Contradiction, Move, apply_changes, check_changes
from ecograph.analysis.whatif.comparison import PARTS, find_what_if
from ecograph.analysis.whatif.result import Measure, Status, Turn, WhatIf

__all__ = [
    "PARTS",
    "Changes",
    "Contradiction",
    "Measure",
    "Move",
    "Status",
    "Turn",
    "WhatIf",
    "apply_changes",
    "check_changes",
    "find_what_if",
]

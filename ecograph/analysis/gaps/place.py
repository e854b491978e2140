"""The cells that places fall into; one cell where no place is on record."""

import numpy as np

from ecograph.analysis.grouping import Grouping, group, schemes
from ecograph.analysis.question import PLACES
from ecograph.errors import AnalysisError
from ecograph.findings import Subject
from ecograph.graph import Ecosystem
from ecograph.model import Confidence, Text

EVERYWHERE = Text("Everywhere", "ทุกพื้นที่")


def find_place(ecosystem: Ecosystem, by: str, scheme: str) -> Grouping:
    """Return the enterprises by place; all in one cell where the store has no places of the kind.

    Raises
    ------
    AnalysisError
        When `by` is not a place, or the store has no such scheme.
    """
    if by not in PLACES:
        raise AnalysisError(f"{by!r} is not a place.", f"There are: {', '.join(PLACES)}.")
    if schemes(ecosystem, "Corridor") if by == "corridor" else ecosystem.nodes("Area"):
        return group(ecosystem, by, scheme)
    locations = len(ecosystem.smes.links["SME LOCATED_IN Area"].targets) + 1
    codes = np.zeros(len(ecosystem.smes), np.int32)
    subject = Subject("Area", "*everywhere", EVERYWHERE)
    nowhere = np.zeros(locations, np.int32)
    return Grouping((subject,), codes, {}, Confidence.READ, by_location=nowhere)


def used_scheme(by: str, scheme: str) -> str:
    """Return the scheme, where the cells come in one."""
    return "" if by == "area" else scheme

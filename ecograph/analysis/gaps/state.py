"""What can be said of a cell at all: tested, no program, not reported, nobody, nowhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import Presence, Standing, standing
from ecograph.analysis.gaps.tally import Cells, Tally
from ecograph.analysis.support import Themed

TESTED, NO_PROGRAM, NOT_REPORTED, NOBODY, NOWHERE = (
    "tested",
    "no_program",
    "not_reported",
    "nobody",
    "nowhere",
)


@dataclass(frozen=True)
class State:
    """What can be said of the cells of one theme.

    Attributes
    ----------
    state
        For each cell one of `TESTED`, `NO_PROGRAM` (nothing of the theme is there, and all of it says
        where it is; or nothing takes the industry or size), `NOT_REPORTED` (whoever is there has no
        participant on record anywhere), `NOBODY` (no one could be reached) or `NOWHERE` (the cell is
        that of an unknown place, industry or size).
    members
        The theme's programs and funds in the period, as positions in `Presence`.
    standing
        How they stand to each place.
    """

    state: NDArray[np.str_]
    members: NDArray[np.int64]
    standing: Standing


def state_of(tally: Tally, cells: Cells, presence: Presence, themed: Themed, theme: int) -> State:
    """Return what can be said of the cells of a theme."""
    members = presence.of(themed)
    stand = standing(presence, members)
    there, reporting, unsaid = (
        counts[cells.places] for counts in (stand.there, stand.reporting, stand.unsaid)
    )
    total, active, unsure = (
        np.bincount(cells.of, counts, len(cells))
        for counts in (tally.eligible[theme], tally.active, tally.undetermined[theme])
    )
    nowhere = np.array([any(not subject.key for subject in subjects) for subjects in cells.subjects])
    reported = bool(presence.reports[members].any())
    absent = (there == 0) & (unsaid == 0) if cells.averaged else (total == 0) & (unsure == 0)
    state = np.select(
        [
            active == 0,
            absent & ~nowhere,
            np.full(len(cells), not reported),
            nowhere,
            (there > 0) & (reporting == 0),
            total == 0,
        ],
        [NOBODY, NO_PROGRAM, NOT_REPORTED, NOWHERE, NOT_REPORTED, NOBODY],
        TESTED,
    )
    return State(state, members, stand)

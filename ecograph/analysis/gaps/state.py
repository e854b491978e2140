"""What can be said of a cell at all: tested, no program, not reported, nobody, nowhere."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import Presence, Standing, standing
from ecograph.analysis.gaps.tally import Cells, Tally
from ecograph.analysis.support import Themed, everything, reached
from ecograph.graph import Ecosystem

TESTED, NO_PROGRAM, NOT_REPORTED, NOBODY, NOWHERE, PARTICIPANTS = (
    "tested",
    "no_program",
    "not_reported",
    "nobody",
    "nowhere",
    "participants",
)
ALL_OF_THEM = 0.99
"""From this part on, those reached are all that the store holds."""


@dataclass(frozen=True)
class State:
    """What can be said of the cells of one theme.

    Attributes
    ----------
    state
        For each cell one of `TESTED`, `NO_PROGRAM` (nothing of the theme is there, and all of it says
        where it is; or nothing takes the industry or size), `NOT_REPORTED` (whoever is there has no
        participant on record anywhere), `NOBODY` (no one could be reached), `NOWHERE` (the cell is
        that of an unknown place, industry or size) or `PARTICIPANTS` (the store holds those who were
        reached and hardly anyone else, so that there is nothing to compare).
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


def holds_participants_alone(ecosystem: Ecosystem) -> bool:
    """Return whether nearly every enterprise in the store was reached by something, at some time."""
    active = ecosystem.smes.active(None)
    helped = reached(ecosystem, [everything(ecosystem)], None)[0]
    return bool(active.any()) and float(helped[active].mean()) >= ALL_OF_THEM


def without_comparison(state: State) -> State:
    """Return the state of the cells of a theme where there is nobody who was not reached."""
    return replace(state, state=np.where(state.state == TESTED, PARTICIPANTS, state.state))

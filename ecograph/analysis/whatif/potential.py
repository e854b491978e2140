"""Who could be reached where: eligible, not reached, and taken by a program or fund that is there."""

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.gaps.presence import find_presence
from ecograph.analysis.grouping import Grouping
from ecograph.analysis.links.openings import find_takes
from ecograph.analysis.support import YES, Themed, all_rules, eligible, reached
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES


def count_potential(
    ecosystem: Ecosystem, place: Grouping, themes: list[Themed], year: int | None
) -> NDArray[np.int64]:
    """Return how many enterprises could be reached with each theme in each place (themes x places).

    They are eligible for the theme, not reached with it, and a program or fund of the theme that is
    there, by its word or by participants, takes their industry and size. What does not say where it
    works and has no participants is nowhere here. Needs are asked as eligibility for the theme asks
    them. The cost is one pass over enterprises for each theme.
    """
    smes, rules = ecosystem.smes, all_rules(ecosystem)
    presence = find_presence(ecosystem, place, year)
    there = presence.covers | presence.takes
    industries = len(smes.links["SME OPERATES_IN Industry"].targets) + 1
    sizes, places = len(SIZES) + 1, len(place.subjects)
    # The unknown, -1, comes last, as it does in what programs take.
    cells = (place.codes.astype(np.int64) * industries + smes.industry % industries) * sizes
    cells += smes.size_class % np.int8(sizes)
    flags = reached(ecosystem, themes, year)
    found = np.zeros((len(themes), places), np.int64)
    for at, theme in enumerate(themes):
        members = sorted(member for member in theme.members if presence.open[presence.members[member]])
        if not members:
            continue
        wanting = (eligible(ecosystem, theme, year, rules) == YES) & ~flags[at]
        counts = np.bincount(cells[wanting], minlength=places * industries * sizes)
        by_industry, by_size = find_takes(ecosystem, members, rules)
        present = there[[presence.members[member] for member in members]]
        for where in range(places):
            here = present[:, where]
            taken = by_industry[here].T.astype(np.float32) @ by_size[here].astype(np.float32)
            found[at, where] = counts.reshape(places, industries, sizes)[where][taken > 0].sum()
    return found

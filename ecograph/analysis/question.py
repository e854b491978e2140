"""How an analysis of cells is asked: by what, of which theme and industry, when, among whom."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import DIMENSIONS
from ecograph.analysis.support import Themed, all_themed, everything, themed
from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem


class Dimension(StrEnum):
    """What enterprises can be grouped by."""

    corridor = "corridor"
    area = "area"
    region = "region"
    industry = "industry"
    size = "size"
    theme = "theme"


class Population(StrEnum):
    """What is counted as eligible: enterprises in the store, or population figures of areas."""

    smes = "smes"
    areas = "areas"


PLACES = ("corridor", "area", "region")
POPULATIONS = ("smes", "areas")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def asked_themes(ecosystem: Ecosystem, theme: str, *, apart: bool) -> list[Themed]:
    """Return the themes to count: one, everything as one, or (`apart`) the tops or the parts of one."""
    chosen = [themed(ecosystem, theme)] if theme else [everything(ecosystem)]
    if not apart:
        return chosen
    parents = {
        key: {up for up, _ in ecosystem.successors(("Theme", key), PART_OF)}
        for key in ecosystem.nodes("Theme")
    }
    found = all_themed(ecosystem)
    if theme:
        return chosen + [found[key] for key, above in parents.items() if chosen[0].key in above]
    return [found[key] for key, above in parents.items() if not above]


PART_OF = "Theme PART_OF Theme"


def check_question(
    by: Sequence[str], population: str, industry: str, theme: str, year: int | None, *, split: bool = True
) -> None:
    """Raise an `AnalysisError` where a question cannot be answered as put.

    Parameters
    ----------
    split
        Whether those who are counted are those eligible for a theme; the population figures of areas
        are not split so.
    """
    known = (*DIMENSIONS, "theme")
    wrong = [dimension for dimension in by if dimension not in known]
    if wrong or not by:
        raise AnalysisError(
            f"{(wrong or [''])[0]!r} is not something to group by.", f"There are: {', '.join(known)}."
        )
    if population not in POPULATIONS:
        raise AnalysisError(f"{population!r} is not a population.", f"There are: {', '.join(POPULATIONS)}.")
    places = [dimension for dimension in by if dimension in PLACES]
    if len(places) > 1:
        raise AnalysisError(
            f"{' and '.join(places)} are both places, and one lies in the other.", "Group by one of them."
        )
    check_year(year)
    needed = {"industry", "theme"} if split else {"industry"}
    if population == "areas" and (needed & set(by) or industry or (split and theme)):
        raise AnalysisError(
            f"The population figures of areas are not split by {' or '.join(sorted(needed))}.",
            f"Use --population smes, or leave {' and '.join(sorted(needed))} out.",
        )


def check_year(year: int | None) -> None:
    """Raise an `AnalysisError` where a year is none of the common era."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        buddhist = f" Did you mean {year - 543}?" if FIRST_YEAR <= year - 543 <= LAST_YEAR else ""
        raise AnalysisError(
            f"{year} is not a fiscal year of the common era.", f"Give one such as 2024.{buddhist}"
        )


def of_industry(ecosystem: Ecosystem, industry: str) -> NDArray[np.bool_]:
    """Return which enterprises are of an industry, or of one that is part of it."""
    if industry not in ecosystem.lineages:
        raise AnalysisError(
            f"{industry!r} is not an industry in the store.", "Use `ecograph search` to find its key."
        )
    keys = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
    inside = np.array([*(industry in ecosystem.lineages[key] for key in keys), False])
    return inside[ecosystem.smes.industry]

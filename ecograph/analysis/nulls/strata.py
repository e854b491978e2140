"""Strata: enterprises of one region, corridor and section of industry, within which chance is reckoned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import group
from ecograph.analysis.grouping import schemes as find_schemes
from ecograph.analysis.support import SUPPORT
from ecograph.graph import Ecosystem


@dataclass(frozen=True, slots=True)
class Strata:
    """A partition of the enterprises.

    Attributes
    ----------
    of
        int32, the stratum of each enterprise; those that have enterprises are numbered from 0.
    count
        How many there are.
    by
        What they were made of: of `region`, `corridor` and `industry` those that the store knows.
    """

    of: NDArray[np.int32]
    count: int
    by: tuple[str, ...]


def find_strata(ecosystem: Ecosystem, scheme: str = "") -> Strata:
    """Return strata of region, corridor and section of industry; the cost is a sort of the enterprises.

    Corridors are those of the schemes that some program or fund says to cover: who is outside was never
    asked, and programs of one corridor share clients for that reason alone. An unknown region, or
    industry, is one of its own. Where the store has no regions, the rest makes the strata.

    Parameters
    ----------
    scheme
        The scheme of regions; the last by name where empty.

    Raises
    ------
    AnalysisError
        When there are regions, and none of the scheme.
    """
    dimensions = [("region", scheme)] if scheme or find_schemes(ecosystem, "Area") else []
    dimensions += [("corridor", covered) for covered in _covered(ecosystem)]
    codes = np.zeros(len(ecosystem.smes), np.int64)
    known = []
    for dimension, named in (*dimensions, ("industry", "")):
        grouping = group(ecosystem, dimension, named)
        codes = np.unique(codes, return_inverse=True)[1] * len(grouping.subjects) + grouping.codes
        known += [dimension] * (len(grouping.subjects) > 1)
    found, of = np.unique(codes, return_inverse=True)
    return Strata(of.astype(np.int32), len(found), tuple(dict.fromkeys(known)))


def _covered(ecosystem: Ecosystem) -> list[str]:
    """Return the schemes of corridors that programs and funds say to cover."""
    nodes = ecosystem.institutions.nodes
    edges = ecosystem.edges(*(f"{kind} COVERS Corridor" for kind in SUPPORT))
    return sorted({str(nodes[corridor]["scheme"]) for _, corridor, _ in edges})

"""Strata: enterprises of one region and one section of industry, within which chance is reckoned."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import group
from ecograph.analysis.grouping import schemes as find_schemes
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
        What they were made of: of `region` and `industry` those that the store knows.
    """

    of: NDArray[np.int32]
    count: int
    by: tuple[str, ...]


def find_strata(ecosystem: Ecosystem, scheme: str = "") -> Strata:
    """Return strata of region and section of industry; the cost is one sort of the enterprises.

    An unknown region, or industry, is one of its own: unknown enterprises are alike in nothing else.
    Where the store has no regions, industry alone makes the strata.

    Parameters
    ----------
    scheme
        The scheme of regions; the last by name where empty.

    Raises
    ------
    AnalysisError
        When there are regions, and none of the scheme.
    """
    dimensions = ("region", "industry") if scheme or find_schemes(ecosystem, "Area") else ("industry",)
    codes = np.zeros(len(ecosystem.smes), np.int64)
    known = []
    for dimension in dimensions:
        grouping = group(ecosystem, dimension, scheme)
        codes = codes * len(grouping.subjects) + grouping.codes
        known += [dimension] * (len(grouping.subjects) > 1)
    found, of = np.unique(codes, return_inverse=True)
    return Strata(of.astype(np.int32), len(found), tuple(known))

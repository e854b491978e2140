"""Degree classes: all that a configuration model needs to know of millions of enterprises.

A bipartite configuration model keeps the degrees of both sides. Enterprises of one degree are alike
to it, so that a stratum is a few dozen classes and not a million enterprises.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph.clients import Clients

MOST_CELLS = 1 << 27
"""The most cells (strata x nodes) of a table: 1 GB."""


@dataclass(frozen=True, slots=True)
class DegreeClasses:
    """The degrees of both sides of a biadjacency matrix, stratum by stratum.

    Attributes
    ----------
    stratum, degree, enterprises
        One entry for each class that has enterprises, by stratum and then degree: so many
        enterprises of the stratum are clients of so many nodes; 0 among them.
    clients
        int64 (strata x nodes), how many clients each node has in each stratum.
    left_out
        How many enterprises are in no stratum.
    """

    stratum: NDArray[np.int32]
    degree: NDArray[np.int32]
    enterprises: NDArray[np.int64]
    clients: NDArray[np.int64]
    left_out: int


def find_degree_classes(clients: Clients, strata: NDArray[np.integer]) -> DegreeClasses:
    """Return degree classes; the cost is linear in enterprises and links.

    Parameters
    ----------
    strata
        For each enterprise the number of its stratum, from 0; a negative one leaves it out.

    Raises
    ------
    AnalysisError
        When there is not one stratum for each enterprise, or the table would be too large.
    """
    if len(strata) != len(clients.degrees):
        raise AnalysisError(
            f"There are {len(strata):,} strata for {len(clients.degrees):,} enterprises.",
            "Give one stratum for each enterprise.",
        )
    stratum = np.asarray(strata, np.int64)
    number, width = int(stratum.max(initial=-1)) + 1, len(clients.nodes)
    if number * width > MOST_CELLS:
        raise AnalysisError(
            f"{number:,} strata of {width:,} programs, funds or agencies are {number * width:,} cells; "
            f"at most {MOST_CELLS:,} fit.",
            "Use coarser strata.",
        )
    kept = stratum >= 0
    most = int(clients.degrees.max(initial=0)) + 1
    classes = np.bincount(stratum[kept] * most + clients.degrees[kept], minlength=number * most)
    found = np.flatnonzero(classes)
    of_entry = stratum[clients.enterprises]
    inside = of_entry >= 0
    table = np.bincount(of_entry[inside] * width + clients.indices[inside], minlength=number * width)
    return DegreeClasses(
        (found // most).astype(np.int32),
        (found % most).astype(np.int32),
        classes[found],
        table.reshape(number, width),
        int((~kept).sum()),
    )

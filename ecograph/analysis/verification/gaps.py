"""Check numbers of the statistics behind gaps."""

import math

import numpy as np

from ecograph.analysis.statistics.clusters import find_clusters
from ecograph.analysis.statistics.concentration import density, location_quotients, proximity, theil
from ecograph.analysis.statistics.counts import mean_limits
from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.statistics.rates import wilson_interval
from ecograph.analysis.verification.check import Check

FUNNEL = "FunnelPlotR, tests of Poisson limits"
EXPECTED = np.array([15.0, 20.0, 30.0])
LEVEL = 0.05
P_VALUES = np.array([1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10000]) / 10_000
ACTIVITIES = np.array(
    [[100, 0, 0, 0, 0], [0, 15, 5, 70, 10], [0, 20, 10, 20, 50], [0, 25, 30, 5, 40], [0, 40, 55, 5, 0]], float
)
PLACES = np.array([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], float)
POINTS = ((10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30))
VALUES = np.array([2, 3, 3.2, 5, 8, 7])


def _limits(side: int, level: float) -> list[float]:
    """Return Poisson limits of a ratio of 1, where so many are expected."""
    return [*(mean_limits(EXPECTED, level=level)[side] / EXPECTED)]


def _quotients() -> list[float]:
    return [*location_quotients(ACTIVITIES)[1]]


def _theil() -> list[float]:
    found = theil(np.array([0.0, 0, 0, 10, 10, 10]), np.array([0, 0, 0, 1, 1, 1]))
    return [found.total, found.between, found.within]


def _points() -> list[float]:
    near = {
        at: [to for to, other in enumerate(POINTS) if to != at and math.dist(point, other) <= 15]  # noqa: PLR2004
        for at, point in enumerate(POINTS)
    }
    found = find_clusters(VALUES, near, seed=1, permutations=99)
    return [found.general_g, float(found.z[0])]


def _lattice() -> list[float]:
    cells = [(row, column) for row in range(3) for column in range(3)]
    near = {
        at: [to for to, other in enumerate(cells) if math.dist(cell, other) == 1]
        for at, cell in enumerate(cells)
    }
    return [find_clusters(np.arange(1.0, 10), near, seed=1, permutations=99).moran]


def _rejections() -> list[float]:
    bonferroni = np.minimum(P_VALUES * len(P_VALUES), 1)
    return [float(np.count_nonzero(q <= LEVEL)) for q in (adjusted(P_VALUES), bonferroni)]


def _wilson() -> list[float]:
    low, high = wilson_interval([81, 15, 0, 1], [263, 148, 20, 29])
    return [*low.tolist(), *high.tolist()]


def _density() -> list[float]:
    return density(PLACES, proximity(PLACES))[1:].ravel().tolist()


GAP_CHECKS = (
    Check(
        "Poisson limits, lower 95 %",
        FUNNEL,
        (0.5596924, 0.6108260, 0.6746958),
        lambda: _limits(0, 0.95),
        5e-8,
    ),
    Check(
        "Poisson limits, upper 95 %", FUNNEL, (1.649348, 1.544419, 1.427562), lambda: _limits(1, 0.95), 5e-7
    ),
    Check(
        "Poisson limits, lower 99.8 %",
        FUNNEL,
        (0.3862650, 0.4479107, 0.5289724),
        lambda: _limits(0, 0.998),
        5e-8,
    ),
    Check(
        "Poisson limits, upper 99.8 %",
        FUNNEL,
        (2.082907, 1.902094, 1.702771),
        lambda: _limits(1, 0.998),
        5e-7,
    ),
    Check(
        "Wilson intervals of 81/263, 15/148, 0/20 and 1/29",
        "Newcombe 1998, table I",
        (0.2553, 0.0624, 0.0, 0.0061, 0.3662, 0.1605, 0.1611, 0.1718),
        _wilson,
        5e-5,
    ),
    Check(
        "False discoveries: how many of 15 are rejected, and by Bonferroni",
        "Benjamini & Hochberg 1995, section 3.2",
        (4, 3),
        _rejections,
        0,
    ),
    Check(
        "Location quotients of the second of five places",
        "EconGeo, example of location quotients",
        (0, 0.75, 0.25, 3.5, 0.5),
        _quotients,
    ),
    Check(
        "Theil's T of two groups: total, between, within",
        "PySAL inequality",
        (math.log(2), math.log(2), 0),
        _theil,
    ),
    Check(
        "General G, and Gi* of the first of six points",
        "esda, tests of Getis-Ord",
        (0.55709779, -1.39727626),
        _points,
        5e-9,
    ),
    Check("Moran's I of a lattice of 3 x 3", "esda, tests of Moran", (0.5,), _lattice),
    Check(
        "Density of four activities at three places",
        "computed from Hidalgo & Hausmann 2009, figure S4",
        (0.375, 0, 0.3, 0.25, 0.625, 0.625, 0.4, 0.5, 0.25, 0.25, 0.4, 0),
        _density,
    ),
)

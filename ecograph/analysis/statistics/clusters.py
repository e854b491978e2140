"""Where high or low values lie together: Gi* (Getis & Ord) and Moran's I, by `esda`."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 9_999


@dataclass(frozen=True, slots=True)
class Clusters:
    """How values lie together.

    Attributes
    ----------
    z
        Gi* of each area as a standard deviate: negative where low values lie together.
    p
        Its two-sided permutation p, other areas shuffled.
    local_moran
        The p of local Moran's I of each area, likewise.
    moran, moran_p
        Moran's I of all areas, and its two-sided p under randomisation.
    general_g
        Getis and Ord's general G: large where high values lie together.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    local_moran: NDArray[np.float64]
    moran: float
    moran_p: float
    general_g: float


def find_clusters(
    values: NDArray[np.float64],
    neighbours: Mapping[int, Sequence[int]],
    seed: int,
    permutations: int = PERMUTATIONS,
) -> Clusters:
    """Return how the values of areas lie together.

    Parameters
    ----------
    neighbours
        For every area its neighbours, by position; an area may have none.
    """
    esda = _esda()
    weights = weights_of(neighbours)
    with _quiet():
        hot = esda.G_Local(
            values, weights, star=True, transform="B", permutations=permutations, n_jobs=1, seed=seed
        )
        local = esda.Moran_Local(values, weights, permutations=permutations, n_jobs=1, seed=seed)
        overall = esda.Moran(values, weights, transformation="B", two_tailed=True, permutations=0)
        general = esda.G(values, weights, permutations=0)
    return Clusters(
        z=np.asarray(hot.Zs, np.float64),
        p=_two_sided(hot.p_sim),
        local_moran=_two_sided(local.p_sim),
        moran=float(overall.I),
        moran_p=float(overall.p_rand),
        general_g=float(general.G),
    )


def weights_of(neighbours: Mapping[int, Sequence[int]]) -> Any:
    """Return neighbours as binary weights of `libpysal`."""
    with _quiet():
        from libpysal.weights import W

        return W({area: list(near) for area, near in neighbours.items()}, silence_warnings=True)


def _two_sided(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values of both sides: those of esda are of the side on which the value lies."""
    return np.minimum(2 * np.asarray(p, np.float64), 1.0)


def _esda() -> Any:
    """Import esda when it is asked for: it brings a second of start-up with it."""
    with _quiet():
        import esda

        return esda


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to ourselves what esda says of its own future, and leave the global random state alone."""
    state = np.random.get_state()  # noqa: NPY002  (esda seeds it)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)  # noqa: NPY002

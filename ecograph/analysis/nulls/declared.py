"""Declared eligibility: whom a program says not to take is no client by chance, a structural zero."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DeclaredCells:
    """Strata cut into cells of enterprises that are alike to every declaration.

    Attributes
    ----------
    of
        int32, the cell of each enterprise.
    stratum
        The stratum of each cell.
    admitted
        Which cells each node may have clients of (cells x nodes).
    by
        The declarations used: those that shut anybody out.
    left_out
        Those that would have made too many cells.
    """

    of: NDArray[np.int32]
    stratum: NDArray[np.int32]
    admitted: NDArray[np.bool_]
    by: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What nodes say of one property of enterprises.

    Attributes
    ----------
    code
        For each enterprise its value, from 0; -1 where unknown, which nothing shuts out.
    admitted
        Nodes x values.
    """

    code: NDArray[np.integer]
    admitted: NDArray[np.bool_]


def cut_strata(
    strata: NDArray[np.integer],
    degrees: NDArray[np.integer],
    declarations: Mapping[str, Declaration],
    most: int,
) -> DeclaredCells:
    """Return cells for the declarations in their order, without those that would make too many classes.

    The cost is a sort of the enterprises for each declaration.

    Parameters
    ----------
    strata, degrees
        Of each enterprise its stratum, and of how many nodes it is a client.
    most
        The most chances (classes of cell and degree x nodes) that a model may hold.
    """
    nodes = next((len(each.admitted) for each in declarations.values()), 0)
    stratum = of = np.asarray(strata, np.int64)
    used: dict[str, tuple[NDArray[np.bool_], NDArray[np.int64]]] = {}
    left_out = []
    for name, declaration in declarations.items():
        # The last value is that of the unknown, whom nothing shuts out.
        open_to = np.hstack([declaration.admitted, np.ones((nodes, 1), np.bool_)])
        alike, kind = np.unique(open_to, axis=1, return_inverse=True)
        if alike.all():
            continue
        code = kind[declaration.code]
        finer = np.unique(of * alike.shape[1] + code, return_inverse=True)[1]
        classes = len(np.unique(finer * (int(degrees.max(initial=0)) + 1) + degrees))
        if classes * nodes > most:
            left_out.append(name)
            continue
        of, used[name] = finer, (alike, code)
    _, first, of = np.unique(of, return_index=True, return_inverse=True)
    admitted = np.ones((len(first), nodes), np.bool_)
    for alike, code in used.values():
        admitted &= alike[:, code[first]].T
    return DeclaredCells(
        of.astype(np.int32), stratum[first].astype(np.int32), admitted, tuple(used), tuple(left_out)
    )

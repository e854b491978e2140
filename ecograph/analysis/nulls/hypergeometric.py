"""Shared clients of two independent draws: a description, blind to what enterprises are like."""

import scipy


def describe_shared(enterprises: int, first: int, second: int, shared: int) -> float:
    """Return the probability that two nodes share at least `shared` of all enterprises.

    Parameters
    ----------
    first, second
        How many clients each has.

    Notes
    -----
    Enterprises that take part in much make every pair look beyond chance. It decides nothing here.
    """
    return float(scipy.stats.hypergeom.sf(shared - 1, enterprises, first, second))

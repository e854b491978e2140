"""Numbers of what learned referrals rest on, computed by hand as exact fractions."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from ecograph.analysis.referral.similarity import allocate_resources, score_enterprise
from ecograph.analysis.verification.check import Check

EXAMPLE = np.array([[1, 0, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]], np.float32)
"""Four clients of three items; no other network of four clients has the same allocation."""


def _allocation() -> Sequence[float]:
    """Return what items pass on to each other, those that pass on item by item."""
    found = allocate_resources(sparse.csr_array(EXAMPLE)).toarray()
    return [float(found[source, target]) for source in range(3) for target in range(3) if source != target]


def _walk() -> Sequence[float]:
    """Return the scores of one who has the first and the third item."""
    return [float(value) for value in score_enterprise(sparse.csr_array(EXAMPLE), 1)]


REFERRAL_CHECKS = (
    Check(
        "Resource allocation between three items of four clients",
        "computed independently in exact fractions, after Zhou, Ren, Medo and Zhang 2007",
        (1 / 9, 5 / 18, 1 / 6, 5 / 12, 5 / 18, 5 / 18),
        _allocation,
    ),
    Check(
        "What a client of the first and third item is alike to",
        "computed independently in exact fractions, after Zhou, Ren, Medo and Zhang 2007",
        (0, (1 / 9 + 5 / 18) / 2, 0),
        _walk,
    ),
)

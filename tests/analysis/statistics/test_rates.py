"""Rates and false discoveries against SciPy one by one, and against their definition."""

import numpy as np
import pytest
from scipy import stats

from ecograph.analysis.statistics.discovery import adjusted
from ecograph.analysis.statistics.rates import binomial_lower_tail, wilson_interval


@pytest.mark.parametrize(("count", "total"), [(0, 1), (0, 20), (3, 10), (10, 10), (210, 19_400)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_wilson_is_scipys(count: int, total: int, level: float) -> None:
    low, high = wilson_interval(count, total, level)
    known = stats.binomtest(count, total).proportion_ci(level, method="wilson")
    assert (float(low), float(high)) == pytest.approx((known.low, known.high), abs=1e-12)


def test_the_rate_of_nobody_is_unknown() -> None:
    low, high = wilson_interval([0, 1], [0, 2])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]


def test_the_binomial_tail_is_exact() -> None:
    found = binomial_lower_tail([3, 0, 0], [10, 5, 0], [0.5, 0.2, 0.4])
    assert found.tolist() == pytest.approx([176 / 1024, 0.8**5, 1.0], abs=1e-12)
    known = stats.binomtest(3, 10, 0.5, alternative="less").pvalue
    assert float(found[0]) == pytest.approx(known, abs=1e-12)


def test_what_was_not_tested_does_not_count() -> None:
    p = np.array([0.01, np.nan, 0.02, 0.9])
    assert np.isnan(adjusted(p)).tolist() == [False, True, False, False]
    assert adjusted(p)[[0, 2, 3]].tolist() == pytest.approx([0.03, 0.03, 0.9])
    assert adjusted(np.array([np.nan, np.nan])).shape == (2,)
    assert adjusted(np.empty(0)).shape == (0,)

"""Indirect standardisation against loops."""

import numpy as np
import pytest

from ecograph.analysis.statistics.standardisation import expect

Rows = list[tuple[int, int, int, int]]


def by_hand(rows: Rows, cells: int, strata: int, usable: set[int]) -> tuple[list[float], list[float]]:
    """Return expected counts and their relative variances, one cell after the other."""
    expected, uncertainty = [], []
    for cell in range(cells):
        due, variance = 0.0, 0.0
        others = [row for row in rows if row[0] != cell and row[0] in usable]
        for stratum in range(strata):
            here = sum(total for c, s, total, _ in rows if (c, s) == (cell, stratum))
            total = sum(row[2] for row in others if row[1] == stratum)
            count = sum(row[3] for row in others if row[1] == stratum)
            if not here:
                continue
            if total:
                due += here * count / total
                variance += (here / total) ** 2 * count
            elif sum(row[2] for row in others):
                due += here * sum(row[3] for row in others) / sum(row[2] for row in others)
        expected.append(due)
        uncertainty.append(variance / due**2 if due else 0.0)
    return expected, uncertainty


@pytest.mark.parametrize("seed", range(6))
def test_expectations_are_those_of_a_count_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cells, strata = 5, 4
    total = rng.integers(0, 40, 60) * (rng.random(60) < 0.7)
    rows: Rows = [
        (int(c), int(s), int(t), int(k))
        for c, s, t, k in zip(
            rng.integers(0, cells, 60),
            rng.integers(0, strata, 60),
            total,
            rng.binomial(total, 0.3),
            strict=True,
        )
        if s != 3 or c == 1
    ]
    usable = {0, 1, 2, 4} if seed % 2 else set(range(cells))
    cell, stratum, totals, counts = (np.array(column) for column in zip(*rows, strict=True))
    reference = np.isin(np.arange(cells), list(usable))
    found = expect(cell, stratum, totals.astype(float), counts.astype(float), (cells, strata), reference)
    expected, uncertainty = by_hand(rows, cells, strata, usable)
    assert found.expected.tolist() == pytest.approx(expected, abs=1e-9)
    assert found.uncertainty.tolist() == pytest.approx(uncertainty, abs=1e-9)


def test_a_cell_alone_has_nothing_to_be_held_against() -> None:
    one = np.zeros(1, np.int64)
    found = expect(one, one, np.array([10.0]), np.array([3.0]), (1, 1))
    assert found.expected.tolist() == [0.0]
    assert np.isnan(found.rates).all()

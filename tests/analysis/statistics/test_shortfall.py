"""The rule for gaps: what it finds, what it does not report, and why areas teach it and corridors cannot."""

from dataclasses import replace

import numpy as np
import pytest

from ecograph.analysis.statistics.counts import lower_tail
from ecograph.analysis.statistics.shortfall import BELOW, CANNOT_SAY, NOT_BELOW, Counts, find_shortfalls
from ecograph.analysis.verification.simulated import Nation, draw, report

SEEDS = 60


def runs(nation: Nation, *, by_corridor: bool = False) -> tuple[float, float, int]:
    """Return the recall, the mean part of false reports, and in how many runs there was a false one."""
    found, planted, false = 0, 0, []
    for seed in range(SEEDS):
        drawn = draw(nation, np.random.default_rng(seed))
        reported, _ = report(drawn, drawn.corridor_of if by_corridor else None)
        found += int((reported & drawn.planted).sum())
        planted += int(drawn.planted.sum())
        false.append(int((reported & ~drawn.planted).sum()) / max(int(reported.sum()), 1))
    return found / max(planted, 1), float(np.mean(false)), int(np.count_nonzero(false))


@pytest.mark.parametrize("spread", [0.15, 0.3])
def test_gaps_survive_the_spread_of_areas(spread: float) -> None:
    recall, false, _ = runs(Nation(200_000, 0.67, 2, spread))
    assert recall > 0.85
    assert false <= 0.05


def test_corridors_cannot_tell_the_spread_of_areas() -> None:
    """Learnt from six cells of which one is a gap, dispersion hides that gap; from 77 areas it does not."""
    nation = Nation(20_000, 0.67, 2, 0.15)
    of_areas, false, _ = runs(nation)
    of_corridors, _, _ = runs(nation, by_corridor=True)
    assert of_areas > 0.75
    assert false <= 0.05
    assert of_corridors < 0.1


@pytest.mark.parametrize("spread", [0.0, 0.15, 0.3, 0.5])
def test_where_there_is_no_gap_hardly_any_is_reported(spread: float) -> None:
    _, false, runs_with_any = runs(Nation(100_000, 0.0, 0, spread))
    assert false == runs_with_any / SEEDS
    assert runs_with_any <= 8, "5 % of 60 are 3; more than 8 would be one case in two hundred"


def simple(counts: list[list[int]], totals: list[list[int]]) -> tuple[list[Counts], tuple[int, int, int]]:
    """Return themes with one area to a cell and one stratum, and the shape."""
    cells = len(counts[0])
    at = np.arange(cells)
    themes = [
        Counts(at, at, np.zeros(cells, np.int64), np.array(total, float), np.array(count, float))
        for count, total in zip(counts, totals, strict=True)
    ]
    return themes, (cells, cells + 1, 1)


def every(shape: tuple[int, int, int], themes: int) -> np.ndarray:
    return np.ones((themes, shape[0]), np.bool_)


def test_small_cells_cannot_be_said_and_large_ones_can() -> None:
    themes, shape = simple([[100] * 10 + [1, 9]], [[1000] * 10 + [10, 90]])
    (found,) = find_shortfalls(themes, shape, every(shape, 1), every(shape, 1))
    assert set(found.verdict[:10]) == {NOT_BELOW}
    assert found.expected[10] == pytest.approx(1009 / 10.09 / 100)
    assert found.verdict[10] == CANNOT_SAY
    assert np.isnan(found.detectable[10])


def test_one_empty_cell_stands_out() -> None:
    themes, shape = simple([[100] * 11 + [0]], [[1000] * 12])
    (found,) = find_shortfalls(themes, shape, every(shape, 1), every(shape, 1))
    assert (found.verdict == BELOW).tolist() == [False] * 11 + [True]
    assert found.expected[11] == 100
    assert found.p[11] == pytest.approx(float(lower_tail(0, 100, found.dispersion[11])))
    assert found.low[11] < 100 == found.high[11]


def test_cells_that_are_not_asked_are_not_tested_and_teach_nothing() -> None:
    themes, shape = simple([[100] * 11 + [0]], [[1000] * 12])
    asked = every(shape, 1)
    asked[0, 11] = False
    (found,) = find_shortfalls(themes, shape, asked, asked)
    assert found.verdict[11] == "untested"
    assert np.isnan(found.p[11])
    assert found.expected[:11].tolist() == [100.0] * 11


def test_more_themes_ask_for_more_evidence() -> None:
    alone, shape = simple([[100] * 11 + [70]], [[1000] * 12])
    many, _ = simple([[100] * 11 + [70]] + [[100] * 12] * 30, [[1000] * 12] * 31)
    (one,) = find_shortfalls(alone, shape, every(shape, 1), every(shape, 1))
    first, *_ = find_shortfalls(many, shape, every(shape, 31), every(shape, 31))
    assert one.p[11] == first.p[11]
    assert one.q[11] < first.q[11]


def test_a_cell_of_many_areas_varies_less_than_one_area() -> None:
    rng = np.random.default_rng(0)
    area = np.arange(40)
    cell = np.where(area < 20, 0, area - 19)
    count = rng.poisson(100 * rng.gamma(10, 0.1, 40)).astype(float)
    counts = Counts(cell, area, np.zeros(40, np.int64), np.full(40, 1000.0), count)
    shape = (21, 41, 1)
    (sets,) = find_shortfalls([counts], shape, every(shape, 1), every(shape, 1))
    (others,) = find_shortfalls([counts], shape, every(shape, 1), every(shape, 1), averaged=False)
    assert sets.tau2 == others.tau2 > 0
    assert sets.dispersion[0] < 0.2 * others.dispersion[0]
    assert sets.dispersion[5] == pytest.approx(others.dispersion[5], rel=0.1)


def test_nothing_asked_nothing_said() -> None:
    assert find_shortfalls([], (3, 4, 1), np.ones((0, 3), np.bool_), np.ones((0, 3), np.bool_)) == []


def test_two_gaps_of_one_theme_are_told_by_areas_and_hidden_by_corridors() -> None:
    found = {"areas": 0, "corridors": 0}
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        drawn = draw(Nation(100_000, spread=0.15), rng)
        first, *others = drawn.themes
        gaps = np.isin(first.cell, (0, 1))
        left = np.where(gaps, rng.binomial(first.count.astype(np.int64), 1 / 3), first.count)
        thinned = replace(drawn, themes=(replace(first, count=left.astype(float)), *others))
        for name, learnt_from in (("areas", None), ("corridors", drawn.corridor_of)):
            reported, _ = report(thinned, learnt_from)
            found[name] += int(reported[0, :2].sum())
    assert found["areas"] > 0.9 * 2 * SEEDS
    assert found["corridors"] < 0.05 * 2 * SEEDS

"""Maximum coverage: greedy choice, optimum and bound, against every choice tried one by one."""

from functools import cache

import numpy as np
import pytest
from scipy.sparse import csr_array

from ecograph.analysis.links import coverage
from ecograph.analysis.links.coverage import Choice, Problem, choose

CASES = 200


def drawn(seed: int, *, budget: bool) -> Problem:
    """Return ten sets over thirty cells, of which three are chosen, or as many as the budget allows."""
    rng = np.random.default_rng(seed)
    covers = csr_array((rng.random((10, 30)) < 0.2).astype(float))
    weights = rng.integers(1, 100, 30).astype(float)
    costs = rng.integers(1, 20, 10).astype(float) if budget else np.ones(10)
    return Problem(covers, weights, costs, 25.0 if budget else 3.0)


def best(problem: Problem) -> float:
    """Return what the best of all choices covers, every one of them tried."""
    every = (np.arange(2 ** len(problem.costs))[:, None] >> np.arange(len(problem.costs))) & 1
    covered = (every @ problem.covers.toarray() > 0) @ problem.weights
    return float(covered[every @ problem.costs <= problem.budget].max())


@cache
def answers(*, budget: bool) -> list[tuple[Problem, Choice, float]]:
    problems = [drawn(seed, budget=budget) for seed in range(CASES)]
    return [(problem, choose(problem), best(problem)) for problem in problems]


@pytest.mark.parametrize("budget", [False, True])
def test_the_optimum_is_that_of_every_choice_tried(budget: bool) -> None:
    for problem, choice, optimum in answers(budget=budget):
        assert choice.exact
        assert choice.value == choice.bound == optimum == problem.value(choice.chosen)
        assert problem.costs[list(choice.chosen)].sum() <= problem.budget


@pytest.mark.parametrize("budget", [False, True])
def test_greedy_choice_keeps_what_theory_promises(budget: bool) -> None:
    promised = (1 - np.exp(-1)) / (2 if budget else 1)
    gaps = np.array([1 - choice.greedy / optimum for _, choice, optimum in answers(budget=budget)])
    assert (gaps >= 0).all()
    assert gaps.max() <= 1 - promised
    assert gaps.max() > 0
    assert (gaps <= 0.01).mean() > (0.5 if budget else 0.7)


@pytest.mark.parametrize("budget", [False, True])
def test_without_the_optimum_the_bound_holds(budget: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(budget=budget)
    monkeypatch.setattr(coverage, "MOST_ENTRIES", 0)
    gaps = []
    for problem, _, optimum in found:
        choice = choose(problem)
        assert choice.greedy <= choice.value <= optimum <= choice.bound
        assert choice.value == problem.value(choice.chosen)
        assert problem.costs[list(choice.chosen)].sum() <= problem.budget
        assert not choice.exact or choice.value == optimum
        gaps.append(1 - choice.value / optimum)
    # Without swaps these are 0.85 and 0.70.
    assert np.mean(np.array(gaps) <= 0.01) == (0.87 if budget else 0.93)


def test_a_choice_is_left_when_no_swap_makes_it_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "MOST_ENTRIES", 0)
    for seed in range(50):
        problem = drawn(seed, budget=False)
        choice = choose(problem)
        for out in choice.chosen:
            for into in set(range(10)) - set(choice.chosen):
                other = [at for at in choice.chosen if at != out] + [into]
                assert problem.value(other) <= choice.value + 1e-9


def test_a_single_set_is_taken_where_ratios_mislead() -> None:
    problem = Problem(csr_array(np.eye(2)), np.array([2.0, 10.0]), np.array([1.0, 10.0]), 10.0)
    choice = choose(problem)
    assert (choice.chosen, choice.greedy, choice.exact) == ((1,), 10.0, True)


def test_of_nothing_nothing_is_chosen() -> None:
    empty = Problem(csr_array((0, 0)), np.zeros(0), np.zeros(0), 5.0)
    assert choose(empty) == Choice((), (), 0.0, 0.0, exact=True)

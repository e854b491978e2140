"""Maximum coverage: which sets, so many or within a budget, cover most weight together."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity

MOST_ENTRIES = 50_000
"""How many pairs of a set and a cell that it covers a problem has at most, for its optimum to be sought."""
NODES = 2_000
"""How many nodes of the search for the optimum are looked at: a count, so that the answer is repeatable."""
SWEEPS = 100
"""How many swaps are made at the most."""


@dataclass(frozen=True)
class Problem:
    """Sets that cover cells.

    Attributes
    ----------
    covers
        Sparse (sets x cells), an entry where a set covers a cell.
    weights
        float64, what each cell is worth; 0 or more.
    costs
        float64, what each set costs; above 0.
    budget
        What the chosen may cost together. With costs of 1 it is how many are chosen.
    """

    covers: csr_array
    weights: NDArray[np.float64]
    costs: NDArray[np.float64]
    budget: float

    def cells(self, chosen: int) -> NDArray[np.int32]:
        """Return the cells that a set covers."""
        at = self.covers.indptr
        return np.asarray(self.covers.indices[at[chosen] : at[chosen + 1]], np.int32)

    def value(self, chosen: Sequence[int]) -> float:
        """Return the weight that some sets cover together, each cell once."""
        covered = np.zeros(len(self.weights), np.bool_)
        for each in chosen:
            covered[self.cells(each)] = True
        return float(self.weights[covered].sum())


@dataclass(frozen=True)
class Choice:
    """Sets that were chosen, and how far from the best they may be.

    Attributes
    ----------
    chosen
        The sets, the one that adds most first (most for its cost, under a budget).
    added
        What each adds to those before it.
    greedy
        What greedy choice covers, before one set is swapped for another.
    bound
        No choice covers more; where `exact`, the optimum.
    exact
        Whether the chosen are an optimum.
    """

    chosen: tuple[int, ...]
    added: tuple[float, ...]
    greedy: float
    bound: float
    exact: bool

    @property
    def value(self) -> float:
        """What the chosen cover together."""
        return float(sum(self.added))


def choose(problem: Problem) -> Choice:
    """Return the optimum where the problem is small enough to be solved, else greedy choice with swaps.

    The cost of greedy choice is that of each set once, and of those that come to the top again; that of
    swaps is `SWEEPS` times the pairs of a set and a cell, for each set chosen.

    References
    ----------
    Nemhauser, Wolsey and Fisher 1978 (greedy covers 63 % of the optimum at least, for a number of
    sets); Minoux 1978 (lazy); Khuller, Moss and Naor 1999 (within a budget: the better of greedy by
    ratio and the best single set); Teitz and Bart 1968 (swaps); Church and ReVelle 1974 (the optimum as an
    integer program).
    """
    chosen, added, bound = _greedy(problem)
    single = _best_single(problem)
    if single is not None and problem.value([single]) > sum(added):
        chosen, added = [single], [problem.value([single])]
    greedy = float(sum(added))
    chosen, added = _swapped(problem, chosen, added)
    if problem.covers.nnz > MOST_ENTRIES or not len(problem.costs):
        value = float(sum(added))
        return Choice(tuple(chosen), tuple(added), greedy, max(bound, value), bound <= value)
    found, proven = _optimum(problem)
    limit = max(min(bound, proven), float(sum(added)))
    if found is not None and problem.value(found) > sum(added):
        chosen, added = _in_order(problem, found)
    value = float(sum(added))
    exact = limit - value <= 1e-6 * max(1.0, value)
    return Choice(tuple(chosen), tuple(added), greedy, value if exact else limit, exact)


def _in_order(problem: Problem, chosen: Sequence[int]) -> tuple[list[int], list[float]]:
    """Return some sets, the one that adds most first, and what each adds."""
    kept = np.array(sorted(chosen), np.int64)
    part = Problem(csr_array(problem.covers[kept]), problem.weights, problem.costs[kept], problem.budget)
    order, added, _ = _greedy(part)
    return [int(kept[at]) for at in order], added


def _swapped(problem: Problem, chosen: list[int], added: list[float]) -> tuple[list[int], list[float]]:
    """Return a choice that no swap of one set for another, within the budget, makes better.

    The swap that gains most of a sweep is made, and sweeps end where none gains, or after `SWEEPS`.
    """
    best, value = list(chosen), float(sum(added))
    for _ in range(SWEEPS):
        times = np.bincount(
            np.concatenate([np.empty(0, np.int64), *(problem.cells(at) for at in best)]),
            minlength=len(problem.weights),
        )
        found: tuple[float, list[int]] = (value, best)
        for out in [*best, None]:
            rest = [at for at in best if at != out]
            left = times.copy()
            if out is not None:
                left[problem.cells(out)] -= 1
            open_ = np.where(left == 0, problem.weights, 0.0)
            room = problem.budget - float(problem.costs[rest].sum())
            gains = np.where(problem.costs <= room, problem.covers @ open_, 0.0)
            gains[rest] = 0.0
            into = int(gains.argmax()) if len(gains) else 0
            total = float(problem.weights[left > 0].sum()) + (float(gains[into]) if len(gains) else 0.0)
            if total > found[0] * (1 + 1e-12) + 1e-9:
                found = (total, [*rest, into])
        if found[1] is best:
            break
        value, best = found
    return (chosen, added) if best == chosen else _in_order(problem, best)


def _greedy(problem: Problem) -> tuple[list[int], list[float], float]:
    """Return a lazy greedy choice by what is added for the cost, what each adds, and an upper bound.

    The bound is what sets would add if none got in another's way: to nothing or, where that is less,
    to what is covered by the choice.
    """
    live = problem.weights.copy()
    alone = np.array([live[problem.cells(at)].sum() for at in range(len(problem.costs))])
    waiting = [(-gain / cost, at) for at, (gain, cost) in enumerate(zip(alone, problem.costs, strict=True))]
    heapq.heapify(waiting)
    left, chosen, added = problem.budget, list[int](), list[float]()
    bound = _relaxed(alone, problem.costs, problem.budget)
    while waiting:
        _, at = heapq.heappop(waiting)
        gain = float(live[problem.cells(at)].sum())
        if gain <= 0 or problem.costs[at] > left:
            continue
        if waiting and (-gain / problem.costs[at], at) > waiting[0]:
            heapq.heappush(waiting, (-gain / problem.costs[at], at))
            continue
        chosen.append(at)
        added.append(gain)
        left -= problem.costs[at]
        live[problem.cells(at)] = 0
    rest = np.array(problem.covers @ live, np.float64)
    return chosen, added, min(bound, sum(added) + _relaxed(rest, problem.costs, problem.budget))


def _relaxed(gains: NDArray[np.float64], costs: NDArray[np.float64], budget: float) -> float:
    """Return what sets would add at most if none got in another's way and parts could be bought."""
    gains = np.where(costs <= budget, gains, 0.0)
    order = np.argsort(-gains / costs, kind="stable")
    spent = np.cumsum(costs[order])
    part = np.clip((budget - (spent - costs[order])) / costs[order], 0, 1)
    return float((gains[order] * part).sum())


def _best_single(problem: Problem) -> int | None:
    """Return the set that covers most alone, of those that the budget allows."""
    alone = np.where(problem.costs <= problem.budget, problem.covers @ problem.weights, -1.0)
    return int(alone.argmax()) if len(alone) and alone.max() > 0 else None


def _optimum(problem: Problem) -> tuple[list[int] | None, float]:
    """Return the best choice that an integer program finds, if any, and an upper bound that it proves."""
    sets, cells = problem.covers.shape
    value = np.concatenate([np.zeros(sets), -problem.weights])
    whole = np.concatenate([np.ones(sets), np.zeros(cells)])
    covered = hstack([-problem.covers.T, identity(cells)], format="csr")
    spent = np.concatenate([problem.costs, np.zeros(cells)])[None, :]
    found = milp(
        value,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(covered, -np.inf, 0),
            LinearConstraint(spent, -np.inf, problem.budget),
        ],
        options={"node_limit": NODES, "mip_rel_gap": 0},
    )
    proven = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    return (None if found.x is None else np.flatnonzero(np.rint(found.x[:sets])).tolist()), proven

"""Whole numbers in proportion."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loaders.synthetic.allocation import allocate


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(0, 10**7))
def test_shares_add_up_and_are_never_off_by_one(weights: list[int], total: int) -> None:
    if not sum(weights):
        weights[0] = 1
    given_out = allocate(np.array(weights), total)
    assert given_out.sum() == total
    for weight, share in zip(weights, given_out.tolist(), strict=True):
        assert abs(share - Fraction(weight * total, sum(weights))) < 1


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=20), st.integers(1, 10**5))
def test_the_greatest_remainders_go_up(weights: list[int], total: int) -> None:
    given_out = allocate(np.array(weights), total).tolist()
    exact = [Fraction(weight * total, sum(weights)) for weight in weights]
    up = [value - int(value) for value, share in zip(exact, given_out, strict=True) if share > int(value)]
    down = [value - int(value) for value, share in zip(exact, given_out, strict=True) if share == int(value)]
    assert not up or not down or min(up) >= max(down)


def test_nothing_is_handed_out_of_nothing() -> None:
    assert allocate(np.zeros((2, 2), np.int64), 0).tolist() == [[0, 0], [0, 0]]

"""Published counts of double service: no small one can be worked out, checked by trying every table."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ecograph.analysis.double_service_counts import protect_counts

SMALLEST = 4


@given(st.lists(st.integers(1, 9), max_size=4))
def test_a_hidden_count_may_be_large_as_far_as_a_reader_can_tell(numbers: list[int]) -> None:
    counts = {(f"a{at}", "s"): number for at, number in enumerate(numbers)}
    shown, total = protect_counts(counts, SMALLEST)
    assert all(shown[cell] is None for cell, count in counts.items() if count < SMALLEST)
    assert all(value in (None, counts[cell]) for cell, value in shown.items())
    hidden = [cell for cell, value in shown.items() if value is None]
    if not hidden:
        assert total == sum(numbers)
        return
    if total is None:
        return
    left = total - sum(value for value in shown.values() if value is not None)
    possible = [found for found in product(range(1, left + 1), repeat=len(hidden)) if sum(found) == left]
    for at, cell in enumerate(hidden):
        if counts[cell] < SMALLEST:
            assert max(found[at] for found in possible) >= SMALLEST
            assert len({found[at] for found in possible}) > 1


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    counts = {("a", "s"): 7, ("b", "s"): 9}
    assert protect_counts(counts, SMALLEST) == (counts, 16)
    assert protect_counts({("a", "s"): 2}, SMALLEST) == ({("a", "s"): None}, None)

"""Published counts of double service: no small one can be worked out, checked by trying every table."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ecograph.analysis.double_service_counts import protect_counts

SMALLEST = 4


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 2)), max_size=4))
def test_a_hidden_count_may_be_large_as_far_as_a_reader_can_tell(services: list[tuple[int, int]]) -> None:
    """Of a service, one agency may have all cases, or two have the same: a reader may know which."""
    counts = {
        (f"a{agency}", f"s{at}"): number
        for at, (number, agencies) in enumerate(services)
        for agency in range(agencies)
    }
    shown, total = protect_counts(counts, SMALLEST)
    assert all(shown[cell] is None for cell, count in counts.items() if count < SMALLEST)
    assert all(value in (None, counts[cell]) for cell, value in shown.items())
    hidden = [at for at in range(len(services)) if shown["a0", f"s{at}"] is None]
    if not hidden:
        assert total == sum(counts.values())
        return
    if total is None:
        return
    left = total - sum(value for value in shown.values() if value is not None)
    possible = [
        found
        for found in product(range(1, left + 1), repeat=len(hidden))
        if sum(number * services[at][1] for at, number in zip(hidden, found, strict=True)) == left
    ]
    for place, at in enumerate(hidden):
        if services[at][0] < SMALLEST:
            assert max(found[place] for found in possible) >= SMALLEST
            assert len({found[place] for found in possible}) > 1


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    counts = {("a", "s"): 7, ("b", "s"): 9}
    assert protect_counts(counts, SMALLEST) == (counts, 16)
    assert protect_counts({("a", "s"): 2}, SMALLEST) == ({("a", "s"): None}, None)

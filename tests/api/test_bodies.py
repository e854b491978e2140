"""Bodies that are kept never take more than they may."""

from hypothesis import given
from hypothesis import strategies as st

from api.bodies import Bodies


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.binary(max_size=12))))
def test_the_newest_bodies_that_fit_are_kept(kept: list[tuple[str, bytes]]) -> None:
    most = 20
    bodies = Bodies(most)
    order: list[tuple[str, bytes]] = []
    for tag, body in kept:
        bodies.keep(tag, body)
        order = [(other, held) for other, held in order if other != tag] + [(tag, body)]
        while sum(len(held) for _, held in order) > most:
            order.pop(0)
        assert [bodies.get(other) for other, _ in order] == [held for _, held in order]
        assert sum(len(bodies.get(tag) or b"") for tag in "abcdef") <= most
        # To look is to ask: the order is that of the letters now.
        order.sort()

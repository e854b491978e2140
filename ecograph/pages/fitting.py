"""How large a page with a picture may be: of a larger one fewer nodes are drawn, and it says how many."""

from collections.abc import Callable

MOST_BYTES = 1_500_000
FEWER = 0.97
"""What is drawn of what would just fit: labels differ in length."""


def fit_page(render: Callable[[int], tuple[str, int]], most: int) -> str:
    """Return the page that `render` makes of at most so many nodes: of fewer, where it would be too large.

    `render` returns the page and how many nodes it drew.
    """
    while True:
        page, drawn = render(most)
        size = len(page.encode())
        if size <= MOST_BYTES or drawn <= 1:
            return page
        most = max(1, int(min(most, drawn) * MOST_BYTES / size * FEWER))

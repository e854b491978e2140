"""No number that is hidden can be worked out from what is shown: held against all possible tables."""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visualisations.suppression import Cell, Shown, suppress


def tree(*leaves: tuple[int, int]) -> dict[str, Cell]:
    """Return a table of one level under a total."""
    cells = {f"row {number}": Cell(n, k, "total") for number, (n, k) in enumerate(leaves)}
    return {"total": Cell(sum(n for n, _ in leaves), sum(k for _, k in leaves)), **cells}


def possible_tables(
    cells: Mapping[str, Cell], shown: Mapping[str, Shown], threshold: int, key: str = "total"
) -> Iterator[dict[str, tuple[int, int]]]:
    """Yield every table at and below a cell that agrees with all that a reader sees, by trying all
    numbers up to two more than there are.
    """
    parts = [other for other, cell in cells.items() if cell.inside == key]
    if not parts:
        most = cells[key].eligible + 2
        found = ({key: (n, k)} for n in range(most + 1) for k in range(n + 1))
    else:
        below = [list(possible_tables(cells, shown, threshold, part)) for part in parts]
        found = (sum_up(key, parts, tables) for tables in product(*below))
    for table in found:
        if agrees(table[key], cells[key], shown[key], threshold):
            yield table


def sum_up(
    key: str, parts: list[str], tables: tuple[dict[str, tuple[int, int]], ...]
) -> dict[str, tuple[int, int]]:
    inside = [table[part] for table, part in zip(tables, parts, strict=True)]
    merged = {key: (sum(n for n, _ in inside), sum(k for _, k in inside))}
    for table in tables:
        merged |= table
    return merged


def agrees(numbers: tuple[int, int], cell: Cell, shown: Shown, threshold: int) -> bool:
    if shown is Shown.OPEN:
        return numbers == (cell.eligible, cell.reached)
    if shown is Shown.SMALL:
        return 1 <= numbers[0] < threshold
    return shown is Shown.WITHHELD or numbers[0] >= threshold


def assert_nothing_follows(cells: Mapping[str, Cell], threshold: int) -> None:
    shown = suppress(cells, threshold)
    tables = list(possible_tables(cells, shown, threshold))
    for key, cell in cells.items():
        if 0 < cell.eligible < threshold:
            assert shown[key] in (Shown.SMALL, Shown.WITHHELD)
        if shown[key] is Shown.OPEN:
            continue
        assert len({table[key][0] for table in tables}) > 1, (key, shown)
        zero_is_public = {"reached": False, "unreached": False}
        around = cell.inside
        while isinstance(around, str):
            for number in zero_is_public:
                zero_is_public[number] |= shown[around] is Shown.OPEN and not getattr(cells[around], number)
            around = cells[around].inside
        if not zero_is_public["reached"]:
            assert len({table[key][1] for table in tables}) > 1, (key, shown)
        if not zero_is_public["unreached"]:
            assert len({table[key][0] - table[key][1] for table in tables}) > 1, (key, shown)


@pytest.mark.parametrize("threshold", [2, 3])
def test_no_hidden_number_follows_in_any_table_of_three_rows(threshold: int) -> None:
    leaves = [(n, k) for n in range(4) for k in range(n + 1)]
    for three in combinations_with_replacement(leaves, 3):
        assert_nothing_follows(tree(*three), threshold)


@st.composite
def rows(draw: st.DrawFn, most: int) -> tuple[int, int]:
    n = draw(st.integers(0, most))
    return n, draw(st.integers(0, n))


@settings(max_examples=60)
@given(st.lists(rows(6), min_size=1, max_size=3), st.sampled_from([2, 3, 5]))
def test_no_hidden_number_follows_in_a_table(leaves: list[tuple[int, int]], threshold: int) -> None:
    assert_nothing_follows(tree(*leaves), threshold)


@settings(max_examples=40)
@given(
    st.lists(rows(4), min_size=1, max_size=2),
    st.lists(rows(4), min_size=1, max_size=2),
    st.sampled_from([2, 3]),
)
def test_no_hidden_number_follows_across_two_levels(
    one: list[tuple[int, int]], two: list[tuple[int, int]], threshold: int
) -> None:
    assert_nothing_follows(two_levels(one, two), threshold)


def two_levels(*groups: list[tuple[int, int]]) -> dict[str, Cell]:
    """Return areas in corridors in a total; parents stand before their parts."""
    sums = [(sum(n for n, _ in group), sum(k for _, k in group)) for group in groups]
    cells = {"total": Cell(sum(n for n, _ in sums), sum(k for _, k in sums))}
    cells |= {f"corridor {at}": Cell(n, k, "total") for at, (n, k) in enumerate(sums)}
    for at, group in enumerate(groups):
        cells |= {f"area {at}.{place}": Cell(n, k, f"corridor {at}") for place, (n, k) in enumerate(group)}
    return cells


def test_the_smallest_other_row_covers_a_small_one() -> None:
    shown = suppress(tree((3, 1), (900, 80), (40, 6), (700, 90)), 5)
    assert shown == {
        "total": Shown.OPEN,
        "row 0": Shown.SMALL,
        "row 1": Shown.OPEN,
        "row 2": Shown.COVER,
        "row 3": Shown.OPEN,
    }


def test_a_small_cell_and_a_cover_whose_sum_gives_them_away_need_a_third() -> None:
    """6 can only be 1 and 5 when a cover is known to hold at least 5."""
    shown = suppress(tree((1, 0), (5, 2), (40, 6)), 5)
    assert shown["row 2"] is Shown.COVER


def test_a_corridor_that_covers_another_hides_one_of_its_areas_too() -> None:
    cells = two_levels([(3, 1)], [(20, 4), (30, 5)], [(400, 60), (500, 40)])
    shown = suppress(cells, 5)
    assert [key for key, state in shown.items() if state is not Shown.OPEN] == [
        "corridor 0",
        "corridor 1",
        "area 0.0",
        "area 1.0",
    ]


def test_nothing_small_hides_nothing() -> None:
    assert set(suppress(tree((5, 0), (0, 0), (70, 3)), 5).values()) == {Shown.OPEN}
    assert set(suppress(tree((1, 0), (2, 1)), 0).values()) == {Shown.OPEN}
    assert suppress({}, 5) == {}


def test_rows_that_no_cover_can_protect_are_withheld() -> None:
    shown = suppress(tree((4, 1), (4, 2)), 5)
    assert shown == {"total": Shown.OPEN, "row 0": Shown.WITHHELD, "row 1": Shown.WITHHELD}


def test_trees_do_not_disturb_each_other() -> None:
    one = tree((3, 1), (900, 80), (40, 6))
    other = {
        f"other {key}": Cell(c.eligible, c.reached, f"other {c.inside}" if c.inside is not None else None)
        for key, c in one.items()
    }
    both = suppress({**one, **other}, 5)
    assert [both[key] for key in one] == [both[key] for key in other] == list(suppress(one, 5).values())


def test_seventy_seven_areas_are_quick() -> None:
    groups = [[((at * 37 + place * 11) % 60, 0) for place in range(11)] for at in range(7)]
    cells = two_levels(*groups)
    assert {key for key, cell in cells.items() if 0 < cell.eligible < 5} <= {
        key for key, state in suppress(cells, 5).items() if state is not Shown.OPEN
    }

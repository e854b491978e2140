"""Coverage histograms against counting one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ecograph.errors import AnalysisError
from ecograph.graph import NodeId
from ecograph.graph import histogram as module
from ecograph.graph.histogram import count_coverage, reached_themes
from tests.graph.layers import ENTERPRISES, FINANCED, JOINED, Small, layered, small_ecosystems

NODES: list[NodeId] = [*(("Program", f"Program{n}") for n in range(4)), ("FundingSource", "FundingSource1")]
THEMES = st.lists(st.sets(st.sampled_from(NODES)), max_size=4)
CODES = st.tuples(st.integers(-1, 2), st.integers(-2, 3), st.sampled_from([0, 1, 2, 3, 1 << 63]))


@given(small_ecosystems, THEMES)
def test_a_theme_reaches_the_clients_of_its_programs_and_funds(
    small: Small, themes: list[set[NodeId]]
) -> None:
    bits = reached_themes(small.ecosystem(), themes)
    rows = [("Program", row) for row in small.joined] + [("FundingSource", row) for row in small.financed]
    for number in range(ENTERPRISES):
        mine = {(kind, str(row["target"])) for kind, row in rows if row["source"] == f"e{number}"}
        assert bits[number] == sum(1 << bit for bit, members in enumerate(themes) if members & mine)


def test_only_links_that_count_reach() -> None:
    rows = [{"source": "e0", "target": "Program0"}, {"source": "e1", "target": "Program0"}]
    money = [{"source": "e2", "target": "FundingSource1"}]
    found = reached_themes(
        layered({JOINED: rows, FINANCED: money}), [set(NODES)], {JOINED: np.array([False, True])}
    )
    assert found.tolist() == [0, 1, 1, 0, 0]


@pytest.mark.parametrize("dense", [1 << 24, 0], ids=["array", "hash"])
@given(st.lists(st.tuples(CODES, st.booleans()), max_size=30))
def test_a_histogram_counts_what_occurs(dense: int, rows: list[tuple[tuple[int, int, int], bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DENSE", dense)
        found = count_coverage(
            [column(rows, 0), column(rows, 1)],
            np.array([row[2] for row, _ in rows], np.uint64),
            np.array([counted for _, counted in rows], np.bool_),
        )
    expected = Counter((row[0], max(row[1], -1), row[2]) for row, counted in rows if counted)
    keys = [(*cell, bits) for cell, bits in zip(found.cells.tolist(), found.themes.tolist(), strict=True)]
    assert dict(zip(keys, found.enterprises.tolist(), strict=True)) == expected
    assert keys == sorted(expected)


def column(rows: list[tuple[tuple[int, int, int], bool]], place: int) -> NDArray[np.int64]:
    return np.array([row[place] for row, _ in rows], np.int64)


@given(st.lists(CODES, max_size=30))
def test_counts_by_grouping_and_theme(rows: list[tuple[int, int, int]]) -> None:
    codes = [np.array([row[place] for row in rows], np.int32) for place in (0, 1)]
    found = count_coverage(codes, np.array([row[2] for row in rows], np.uint64))
    assert found.count() == len(rows)
    for themes in (None, 0, 1, 3, 1 << 63):
        fits = [
            (row[0], max(row[1], -1))
            for row in rows
            if themes is None or (row[2] & themes if themes else row[2] == 0)
        ]
        table = found.count([1, 0], themes)
        assert table.sum() == len(fits)
        for (first, second), count in Counter(fits).items():
            assert table[second, first] == count
        assert found.count([0], themes).tolist() == table.sum(axis=0).tolist()


def test_the_order_of_enterprises_decides_nothing() -> None:
    rng = np.random.default_rng(3)
    codes, themes = rng.integers(-1, 5, (2, 500)), rng.integers(0, 9, 500).astype(np.uint64)
    order = rng.permutation(500)
    one, two = count_coverage(list(codes), themes), count_coverage(list(codes[:, order]), themes[order])
    for name in ("cells", "themes", "enterprises"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()


def test_nothing_is_counted_where_nothing_is() -> None:
    empty = np.empty(0, np.int32)
    found = count_coverage([empty], np.empty(0, np.uint64))
    assert (len(found.enterprises), found.shape, found.count([0]).tolist()) == (0, (0,), [0])


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(AnalysisError, match=r"\[2, 3\] entries"):
        count_coverage([np.zeros(2, np.int32), np.zeros(3, np.int32)])
    with pytest.raises(AnalysisError, match="no entries"):
        count_coverage([])
    with pytest.raises(AnalysisError, match="cells in all"):
        count_coverage([np.array([1 << 30])] * 3)
    with pytest.raises(AnalysisError, match="65 themes"):
        reached_themes(layered({}), [set()] * 65)

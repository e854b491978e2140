"""Texts of which a link has several, as numbers."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from ecograph.graph.labels import label

LISTS = st.lists(
    st.none() | st.lists(st.none() | st.sampled_from(["ข", "ก", "b", "a"]), max_size=3), max_size=12
)


@given(LISTS, st.integers(0, 12), st.integers(0, 12))
def test_every_link_keeps_its_texts(rows: list[list[str | None] | None], cut: int, skipped: int) -> None:
    values = pa.chunked_array(
        [pa.array(rows[:cut], pa.list_(pa.string())), pa.array(rows[cut:], pa.list_(pa.string()))]
    ).slice(skipped)
    labels = label(values)
    rows = rows[skipped:]
    assert [list(labels.of(link)) for link in range(len(rows))] == [
        [text for text in row or [] if text is not None] for row in rows
    ]
    assert list(labels.vocabulary) == sorted({text for row in rows for text in row or [] if text is not None})


def test_no_chunk_at_all() -> None:
    labels = label(pa.chunked_array([], pa.list_(pa.string())))
    assert (labels.vocabulary, labels.indptr.tolist(), labels.indices.tolist()) == ((), [0], [])

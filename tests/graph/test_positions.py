"""Finding an enterprise by its key."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from ecograph.graph import SmeLayer

KEYS = st.lists(st.text(alphabet="aบ\U0001f600z0", max_size=3), unique=True, max_size=12)


@given(KEYS, st.text(alphabet="aบ\U0001f600z0", max_size=3))
def test_an_enterprise_is_found_by_its_key(keys: list[str], other: str) -> None:
    nothing = np.full(len(keys), -1)
    layer = SmeLayer(
        pa.array(keys, pa.string()),
        nothing.astype(np.int8),
        nothing.astype(np.int16),
        nothing.astype(np.int16),
        {},
    )
    assert [layer.position(key) for key in keys] == list(range(len(keys)))
    assert layer.position(other) == (keys.index(other) if other in keys else None)

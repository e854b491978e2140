"""Things as a server keeps them: one row each, what is read of it and who says so.

A thing that one source claims bears that claim in columns of its own. A thing that several claim
bears the sum of their claims, how many there are (`claim_count`), and each as a text of JSON
(`claims`): who says it, where, and what.
"""

import pyarrow as pa

from ecograph.model import Kind, NodeKind
from ecograph.store.columns import ENDS, claimed_columns, key_columns
from ecograph.store.incoming import ARROW_TYPES

CLAIM_TYPES: dict[str, pa.DataType] = {
    "confidence": pa.string(),
    "claim_source": pa.string(),
    "claim_document": pa.string(),
    "claim_row": pa.int64(),
    "claim_reference": pa.string(),
    "claim_first_run": pa.int32(),
    "claim_last_run": pa.int32(),
    "claim_count": pa.int32(),
    "claims": pa.list_(pa.string()),
}


def thing_types(kind: Kind) -> dict[str, pa.DataType]:
    """Return the columns of things of a kind, with their types."""
    if isinstance(kind, NodeKind):
        identity = {"nid": pa.int32(), "key": pa.string(), **dict.fromkeys(key_columns(kind), pa.string())}
    else:
        identity = dict.fromkeys(ENDS, pa.int32())
    stated = {column: ARROW_TYPES[item.type] for column, item in claimed_columns(kind).items()}
    return {**identity, **stated, **CLAIM_TYPES}

"""What became of the things of a kind between two versions, by key."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from ecograph.model import Kind

SORTS = ("added", "removed", "changed")
"""What can become of a thing."""


@dataclass(frozen=True, slots=True)
class KindChanges:
    """What became of the things of one kind.

    `rows` has a text column `change` (one of `SORTS`) and the identity of each thing: `key` of a node;
    `source` and `target` (keys) and the discriminators of a relationship. Sorted by these.
    """

    kind: Kind
    rows: pa.Table

    @property
    def counts(self) -> dict[str, int]:
        """How many were added, removed and changed."""
        values = pc.value_counts(self.rows.column("change")).to_pylist()
        found = {entry["values"]: entry["counts"] for entry in values}
        return {sort: int(found.get(sort, 0)) for sort in SORTS}

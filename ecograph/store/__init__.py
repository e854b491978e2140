"""Where the graph is kept: `open_store` gives a `GraphStore` for a path or an address."""

from ecograph.store.base import (
    CLAIM_COLUMNS,
    Claim,
    ClaimedRelationship,
    Disagreement,
    Export,
    GraphStore,
    Match,
    Neighbourhood,
    Node,
    Relationship,
    Run,
    RunRecord,
    Source,
    Upserted,
)
from ecograph.store.changes import KindChanges
from ecograph.store.opening import open_store

__all__ = [
    "CLAIM_COLUMNS",
    "Claim",
    "ClaimedRelationship",
    "Disagreement",
    "Export",
    "GraphStore",
    "KindChanges",
    "Match",
    "Neighbourhood",
    "Node",
    "Relationship",
    "Run",
    "RunRecord",
    "Source",
    "Upserted",
    "open_store",
]

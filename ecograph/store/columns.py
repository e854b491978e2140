"""What both stores derive from the model: which columns say what a thing is, and which what is said of it."""

from ecograph.errors import ModelError
from ecograph.model import Kind, NodeKind, Property

ENDS = ("source", "target")
RESERVED = {
    "nid",
    "key",
    "confidence",
    "claims",
    "claim_count",
    "claim",
    "claim_source",
    "claim_document",
    "claim_row",
    "claim_reference",
    "claim_confidence",
    "claim_first_run",
    "claim_last_run",
}


def columns_of(kind: Kind) -> dict[str, Property]:
    """Return the properties of a kind by column."""
    columns = {item.name: item for item in kind.properties}
    clash = (RESERVED if isinstance(kind, NodeKind) else RESERVED | {*ENDS}).intersection(columns)
    if clash:
        raise ModelError(f"{kind.name} has a property of a reserved name: {', '.join(sorted(clash))}.")
    return columns


def claimed_columns(kind: Kind) -> dict[str, Property]:
    """Return the columns that a claim states: all but the key of a node, which is its identity."""
    key = kind.key if isinstance(kind, NodeKind) else ()
    return {column: item for column, item in columns_of(kind).items() if item.name not in key}


def identity_columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns of a claim that say of which node or relationship it is."""
    return ("nid",) if isinstance(kind, NodeKind) else (*ENDS, *kind.discriminators)


def stated_columns(kind: Kind) -> dict[str, Property]:
    """Return the columns of a claim on which sources can disagree."""
    identity = identity_columns(kind)
    return {column: item for column, item in claimed_columns(kind).items() if column not in identity}


def key_columns(kind: NodeKind) -> tuple[str, ...]:
    """Return the columns that keep the parts of a key; none where the key is the only part."""
    return kind.key if len(kind.key) > 1 else ()

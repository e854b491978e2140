"""What the next loads will bring under another key, because of what people judged since the last."""

from typing import NamedTuple

from ecograph.state import Identities
from ecograph.state.keys import source_of
from ecograph.store import GraphStore


class Pending(NamedTuple):
    """A source whose next load brings what was `old` under `new`."""

    source: str
    old: str
    new: str


def pending(store: GraphStore, identities: Identities, key: str) -> list[Pending]:
    """Return what has yet to be loaded under the key that stands for everything the same as `key`."""
    new = identities.find(key)
    found: list[Pending] = []
    for old in sorted(identities.classes.get(new, frozenset()) - {new}):
        node = store.node(identities.kind, old)
        sources = {claim.source for claim in node.claims} if node else {source_of(old) or ""}
        found += [Pending(source, old, new) for source in sorted(sources - {""})]
    return found

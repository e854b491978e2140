"""Where pages are: one name for each page of a set, turned into an address by whoever shows the set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ecograph.graph.ecosystem import NodeId

Sort = Literal[
    "map",
    "heatmap",
    "network",
    "overlaps",
    "double-service",
    "check-proposal",
    "links",
    "exchanges",
    "funding",
    "report",
    "results",
    "plans",
    "quality",
    "sheet",
    "corridor",
    "neighbourhood",
    "finding",
    "pair",
]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a set: its sort, and the node or finding that it is about, where it is about one.

    `narrowed` is what else is asked of it, as names and values.
    """

    sort: Sort
    key: str = ""
    kind: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()


Address = Callable[[Page], str]
"""Returns where a page is, quoted for a link; nothing where the set has no such page."""


def nowhere(_: Page) -> str:
    """Return no address: the page stands alone."""
    return ""


def page_about(node: NodeId) -> Page:
    """Return the page that says the most of a node: themes and corridors have pages of their own."""
    kind, key = node
    if kind == "Theme":
        return Page("sheet", key)
    return Page("corridor", key) if kind == "Corridor" else Page("neighbourhood", key, kind)

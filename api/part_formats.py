"""A part of the graph in the forms that other programs read."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from api.asked import to_json
from ecograph.graph import NodeId, Part
from loaders.problems import defused


def as_node_link(part: Part, about: Mapping[str, Any]) -> bytes:
    """Return a part as the node-link JSON of networkx, with facts about the whole as graph attributes."""
    network = _named(part)
    network.graph.update(about)
    return to_json(nx.node_link_data(network, edges="edges"))


def as_graphml(part: Part, about: Mapping[str, Any]) -> bytes:
    """Return a part as GraphML; several texts become one, as JSON."""
    network = _named(part)
    network.graph.update({name: _scalar(value) for name, value in about.items()})
    for _, values in network.nodes(data=True):
        values.update({name: _scalar(value) for name, value in values.items()})
    for _, _, values in network.edges(data=True):
        values.update({name: _scalar(value) for name, value in values.items()})
    return "\n".join(nx.generate_graphml(network, named_key_ids=True)).encode()


def as_csv(part: Part, about: Mapping[str, Any]) -> bytes:
    """Return a part as a ZIP archive with a CSV file for each kind, and `about.json`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("about.json"), to_json(dict(about)))
        for kind, frame in part.to_frames().items():
            table = frame.map(_cell)
            archive.writestr(_entry(f"{kind}.csv"), table.to_csv(index=False).encode("utf-8-sig"))
    return written.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Part, Mapping[str, Any]], bytes]]] = {
    "json": ("application/json", as_node_link),
    "graphml": ("application/graphml+xml", as_graphml),
    "csv": ("application/zip", as_csv),
}
"""By name, the media type and how it is written."""


def _named(part: Part) -> "nx.MultiDiGraph[str]":
    """Return the part with nodes named by one text, of kind and key."""
    network = part.to_networkx()
    named: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for (kind, key), values in network.nodes(data=True):
        # An agency has a property called `kind` of its own.
        named.add_node(_name((kind, key)), **_plain(values), node_kind=kind, node_key=key)
    for source, target, values in network.edges(data=True):
        named.add_edge(_name(source), _name(target), **_plain(values))
    return named


def _name(node: NodeId) -> str:
    return f"{node[0]}/{node[1]}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes as JSON has them."""
    return {name: json.loads(to_json(value)) for name, value in values.items()}


def _scalar(value: Any) -> str | int | float | bool:
    if isinstance(value, str):
        # XML has no word for control characters.
        return "".join(character for character in value if character >= " " or character in "\t\n\r")
    return value if isinstance(value, int | float | bool) else to_json(value).decode()


def _cell(value: Any) -> Any:
    """Return a value that a spreadsheet takes for no formula."""
    if isinstance(value, np.ndarray | list):
        value = to_json(list(value)).decode()
    return defused(value)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that is the same whenever it is written."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry

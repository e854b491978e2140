"""Nodes as they are sent: from memory, and who says so from the store."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from api.asked import Asked
from api.live import Snapshot
from api.problems import Problem
from ecograph.graph import NodeId
from ecograph.model import MODEL, Language, NodeKind, Property, Type
from ecograph.store import Node


def about(snapshot: Snapshot, node: NodeId, language: Language) -> dict[str, Any]:
    """Return a node by kind, key and label, as others refer to it."""
    kind, key = node
    position = snapshot.ecosystem.smes.position(key) if kind == "SME" else None
    if position is None:
        return {"kind": kind, "key": key, "label": snapshot.ecosystem.name(kind, key)(language)}
    return {"kind": kind, "key": key, "label": snapshot.enterprises.name(position, language) or key}


def in_memory(snapshot: Snapshot, node: NodeId, language: Language) -> dict[str, Any] | None:
    """Return a node; None where it is not in memory."""
    kind, key = node
    if kind == "SME":
        position = snapshot.ecosystem.smes.position(key)
        return None if position is None else enterprise(snapshot, position, language)
    found = snapshot.ecosystem.institutions.nodes.get(node)
    if found is None:
        return None
    properties = {name: value for name, value in found.items() if name != "confidence"}
    said = about(snapshot, node, language)
    return {**said, **_measured(kind, properties), "confidence": found["confidence"]}


def enterprise(snapshot: Snapshot, position: int, language: Language) -> dict[str, Any]:
    """Return the enterprise at a position."""
    enterprises = snapshot.enterprises
    key = snapshot.ecosystem.smes.keys[position].as_py()
    said = {"kind": "SME", "key": key, "label": enterprises.name(position, language) or key}
    confidence = enterprises.confidence(position)
    return {**said, **_measured("SME", enterprises.properties(position)), "confidence": confidence}


def whole(asked: Asked, node: NodeId, *, claims: bool) -> dict[str, Any]:
    """Return a node; from the store where its claims are wanted, or memory does not have it.

    Raises
    ------
    Problem
        When it is not there.
    """
    found = in_memory(asked.snapshot, node, asked.language)
    if found is not None and not claims:
        return {**found, "claims": None}
    stored = asked.live.workspace.store.node(*node)
    if stored is None:
        raise Problem("not-found", f"There is no {node[0]} {node[1]!r}.", "Find its key with /v1/search?q=….")
    said = _stored(stored, asked.language)
    return {**said, "claims": [*_claims(stored)] if claims else None}


def _stored(node: Node, language: Language) -> dict[str, Any]:
    known = {name: value for name, value in node.properties.items() if value is not None}
    trust = min((claim.confidence for claim in node.claims), key=lambda each: each.rank, default=None)
    said = {"kind": node.kind, "key": node.key, "label": node.name(language)}
    return {**said, **_measured(node.kind, known), "confidence": trust}


def _claims(node: Node) -> Iterator[dict[str, Any]]:
    for claim in node.claims:
        yield {name: getattr(claim, name) for name in claim.__slots__}


def _measured(kind: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties, and the units of those that have one."""
    declared = MODEL.node(kind)
    units = {item.name: item.unit for item in declared.properties if item.unit and item.name in properties}
    return {"properties": dict(properties), "units": units}


Condition = tuple[Property, Any]


def read_condition(kind: NodeKind, text: str) -> Condition:
    """Return a condition written as `property:value`.

    Raises
    ------
    ModelError
        When the kind has no such property.
    Problem
        When the value is not of the property's type.
    """
    name, _, written = text.partition(":")
    declared = kind.property(name)
    try:
        return declared, _value(declared, written)
    except ValueError:
        choices = f" There are: {', '.join(declared.values)}." if declared.values else ""
        raise Problem(
            "analysis",
            f"{written!r} is no value of {name}, which is of type {declared.type.value}.",
            f"Write `{name}:value`.{choices}",
        ) from None


def _value(declared: Property, written: str) -> Any:
    if declared.choices and written not in declared.values:
        raise ValueError(written)
    if declared.type is Type.INTEGER:
        return int(written)
    if declared.type is Type.NUMBER:
        return float(written)
    if declared.type is Type.DATE:
        return date.fromisoformat(written)
    if declared.type is Type.BOOLEAN:
        if written not in ("true", "false"):
            raise ValueError(written)
        return written == "true"
    return written


def fulfils(properties: Mapping[str, Any], condition: Condition) -> bool:
    """Whether a node has a value; one of several is enough. What is unknown fulfils nothing."""
    declared, wanted = condition
    value = properties.get(declared.name)
    return wanted in value if isinstance(value, list) else value == wanted

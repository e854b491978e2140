"""Nodes: by key, by kind, by name, and what adjoins them."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from starlette.responses import Response

from api.asked import Asked, Asking
from api.nodes import about, enterprise, fulfils, in_memory, read_condition, whole
from api.parameters import Cursor, KeyPath, KindPath, Limit, NodeKinds, RelationshipKinds
from api.problems import Problem, describe
from api.shapes import Batch, BatchAnswer, NeighboursAnswer, NodeAnswer, NodesAnswer, SearchAnswer
from ecograph.errors import StoreBusy, StoreUnreachable
from ecograph.graph import list_neighbours
from ecograph.model import MODEL, Type
from ecograph.store import Match
from ecograph.store.base import Direction

router = APIRouter(tags=["nodes"])


@router.get("/search", response_model=SearchAnswer)
def search_nodes(
    asked: Asking,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="A part of a name, in Thai or English; or a key.",
            openapi_examples={"Thai": {"value": "ดิจิทัล"}, "English": {"value": "digital"}},
        ),
    ],
    kind: NodeKinds = [],  # noqa: B006 - FastAPI copies it
    limit: Limit = 20,
) -> Response:
    """Find nodes by name, the best match first."""

    def find() -> dict[str, Any]:
        matches = asked.live.workspace.store.search(q, kinds=kind, limit=limit)
        return {"matches": _matches(asked, matches), "complete": True}

    try:
        return asked.answer_once(find)
    except (StoreUnreachable, StoreBusy):
        matches = asked.snapshot.names.search(q, kind, limit)
        return asked.answer_in_part({"matches": _matches(asked, matches), "complete": False})


def _matches(asked: Asked, matches: list[Match]) -> list[dict[str, Any]]:
    return [
        {
            "kind": match.kind,
            "key": match.key,
            "label": _label(match.name, match.name_en, match.key, asked),
            "name": match.name,
            "name_en": match.name_en,
            "score": match.score,
        }
        for match in matches
    ]


def _label(name: str, name_en: str, key: str, asked: Asked) -> str:
    return (name_en or name or key) if asked.language == "en" else (name or name_en or key)


@router.post("/nodes", response_model=BatchAnswer, responses=describe("body-too-large"))
def read_batch(asked: Asking, batch: Batch) -> Response:
    """Return several nodes at once."""
    nodes, missing = [], []
    for wanted in batch.nodes:
        found = in_memory(asked.snapshot, (wanted.kind, wanted.key), asked.language)
        if found is None:
            missing.append({"kind": wanted.kind, "key": wanted.key})
        else:
            nodes.append(found)
    return asked.answer({"nodes": nodes, "missing": missing})


@router.get(
    "/nodes/{kind}/{key:path}/neighbours",
    response_model=NeighboursAnswer,
    responses=describe("not-found", "cursor", "cursor-expired"),
)
def read_neighbours(
    asked: Asking,
    kind: KindPath,
    key: KeyPath,
    relationship: RelationshipKinds = [],  # noqa: B006 - FastAPI copies it
    direction: Annotated[Direction, Query(description="Where relationships lead.")] = "both",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the neighbours of a node, page by page, with what each relationship says."""
    ecosystem, node = asked.snapshot.ecosystem, (kind, key)
    if in_memory(asked.snapshot, node, asked.language) is None:
        raise Problem("not-found", f"There is no {kind} {key!r}.", "Find its key with /v1/search?q=….")
    start = asked.position(cursor)
    page = list_neighbours(ecosystem, node, kinds=relationship, direction=direction, start=start, limit=limit)
    found = [
        {
            **about(asked.snapshot, other.node, asked.language),
            "relationship": other.kind,
            "direction": other.direction,
            "properties": other.relationships,
        }
        for other in page.neighbours
    ]
    return asked.answer(
        {
            "node": about(asked.snapshot, node, asked.language),
            "neighbours": found,
            "totals": page.totals,
            "total": page.total,
            "next": asked.next(start + len(found), page.total),
        }
    )


@router.get("/nodes/{kind}", response_model=NodesAnswer, responses=describe("analysis", "cursor-expired"))
def list_nodes(
    asked: Asking,
    kind: KindPath,
    where: Annotated[
        list[str],
        Query(
            description="Only nodes with this value, written `property:value`; all conditions hold.",
            openapi_examples={"none": {"value": []}, "acronym": {"value": ["country:TH"]}},
        ),
    ] = [],  # noqa: B006 - FastAPI copies it
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List the nodes of a kind, page by page, by key."""
    start = asked.position(cursor)
    found, total = (_enterprises if kind == "SME" else _institutions)(asked, kind, where, start, limit)
    return asked.answer({"nodes": found, "total": total, "next": asked.next(start + len(found), total)})


def _institutions(
    asked: Asked, kind: str, where: list[str], start: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    ecosystem = asked.snapshot.ecosystem
    conditions = [read_condition(MODEL.node(kind), text) for text in where]
    properties = ecosystem.institutions.nodes
    keys = [
        key
        for key in ecosystem.nodes(kind)
        if all(fulfils(properties[kind, key], condition) for condition in conditions)
    ]
    page = [in_memory(asked.snapshot, (kind, key), asked.language) for key in keys[start : start + limit]]
    return [node for node in page if node is not None], len(keys)


def _enterprises(
    asked: Asked, kind: str, where: list[str], start: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    ecosystem = asked.snapshot.ecosystem
    chosen = np.ones(len(ecosystem.smes), np.bool_)
    for declared, value in (read_condition(MODEL.node(kind), text) for text in where):
        if declared.type is Type.TEXTS:
            raise Problem(
                "analysis",
                f"Enterprises are not listed by {declared.name}, of which each may have several.",
                "Use a property that has one value.",
            )
        chosen &= asked.snapshot.enterprises.having(declared, value)
    positions = np.flatnonzero(chosen)
    page = [
        enterprise(asked.snapshot, int(position), asked.language)
        for position in positions[start : start + limit]
    ]
    return page, len(positions)


@router.get("/nodes/{kind}/{key:path}", response_model=NodeAnswer, responses=describe("not-found"))
def read_node(
    asked: Asking,
    kind: KindPath,
    key: KeyPath,
    claims: Annotated[bool, Query(description="Also say which source says so, and where.")] = False,
) -> Response:
    """Return a node with everything that is known of it."""
    return asked.answer(whole(asked, (kind, key), claims=claims))

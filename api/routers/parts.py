"""Parts of the graph: the ways between two nodes, and what some conditions leave."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.nodes import about
from api.parameters import Name, NodeName, RelationshipKinds, RelationshipName, Year
from api.part_formats import FORMATS
from api.problems import Problem, describe
from api.shapes import Answer, NodeLabel
from ecograph.graph import EvidencePath, find_paths, select_part

router = APIRouter(tags=["parts"])
MOST_PART = 20_000
"""The most nodes and relationships of a part that is sent."""

FromKey = Annotated[
    str, Query(min_length=1, max_length=500, description="The key of the first node.", examples=["AG-DIPROM"])
]
ToKey = Annotated[
    str, Query(min_length=1, max_length=500, description="The key of the last node.", examples=["AG-DEPA"])
]


class PathView(BaseModel):
    """One way between two nodes; a stop that is null is an enterprise, any of `count`."""

    stops: list[NodeLabel | None]
    steps: list[list["StepView"]] = Field(
        description="The relationships between stops that follow each other."
    )
    count: int = Field(description="Over how many enterprises, or chains of them, the way leads; else 1.")
    text: str


class StepView(BaseModel):
    """A relationship on the way, and whether it leads onwards."""

    relationship: RelationshipName
    onwards: bool


class PathsAnswer(Answer):
    """The shortest ways between two nodes."""

    paths: list[PathView]
    length: int | None = Field(description="Of how many relationships each is; null where there is none.")
    found: int
    complete: bool = Field(description="False where there are at least `found`.")


@router.get("/paths", response_model=PathsAnswer, responses=describe("analysis"))
def read_paths(
    asked: Asking,
    from_kind: Annotated[
        NodeName,
        Query(description="The kind of the first node.", openapi_examples={"agency": {"value": "Agency"}}),
    ],
    from_key: FromKey,
    to_kind: Annotated[
        NodeName,
        Query(description="The kind of the last node.", openapi_examples={"agency": {"value": "Agency"}}),
    ],
    to_key: ToKey,
    relationship: RelationshipKinds = [],  # noqa: B006 - FastAPI copies it
    longest: Annotated[
        int, Query(ge=1, le=8, description="The most relationships of a way.", examples=[4])
    ] = 6,
    limit: Annotated[int, Query(ge=1, le=50, description="The most ways.")] = 10,
) -> Response:
    """Return the shortest ways between two nodes, over institutions and, counted, enterprises."""
    ecosystem = asked.snapshot.ecosystem
    start, end = (from_kind, from_key), (to_kind, to_key)
    found = find_paths(ecosystem, start, end, kinds=relationship, longest=longest, limit=limit)
    paths = [_path(asked, path) for path in found.paths]
    return asked.answer(
        {"paths": paths, "length": found.length, "found": found.found, "complete": found.complete}
    )


def _path(asked: Asked, path: EvidencePath) -> dict[str, Any]:
    snapshot, language = asked.snapshot, asked.language
    return {
        "stops": [stop and about(snapshot, stop, language) for stop in path.stops],
        "steps": [[{"relationship": kind, "onwards": leads} for kind, leads in step] for step in path.steps],
        "count": path.count,
        "text": path.text(language),
    }


class Format(StrEnum):
    """The forms of a part."""

    json = "json"
    graphml = "graphml"
    csv = "csv"


SENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Node-link JSON as networkx reads it, GraphML, or a ZIP archive of CSV files.",
        "content": {
            "application/json": {"schema": {"type": "object", "required": ["nodes", "edges", "graph"]}},
            "application/graphml+xml": {"schema": {"type": "string"}},
            "application/zip": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.get("/subgraph", response_class=Response, responses=SENT | describe("too-large"))
def read_subgraph(
    asked: Asking,
    kind: Annotated[
        list[Name],
        Query(
            description="Kinds of node and of relationship; all where none is named.",
            openapi_examples={"agencies": {"value": ["Agency", "Agency PARTNERS_WITH Agency"]}},
        ),
    ] = [],  # noqa: B006 - FastAPI copies it
    theme: Annotated[
        str,
        Query(
            max_length=200,
            description="A theme (key), and what addresses it.",
            examples=["INDUSTRY-REFORM:POL-1-DIGITAL"],
        ),
    ] = "",
    corridor: Annotated[
        str,
        Query(
            max_length=200,
            description="A corridor (key), and what it holds.",
            examples=["economic:COR-EEC"],
        ),
    ] = "",
    year: Year = None,
    format: Annotated[Format, Query(description="The form that it is sent in.")] = Format.json,
) -> Response:
    """Return the part of the graph that all conditions leave, to be read by another program."""
    snapshot = asked.snapshot
    part = select_part(snapshot.ecosystem, kinds=kind, theme=theme, corridor=corridor, year=year)
    size = part.nodes + part.relationships
    if size > MOST_PART:
        raise Problem(
            "too-large",
            f"This part has {part.nodes:,} nodes and {part.relationships:,} relationships; "
            f"at most {MOST_PART:,} in all are sent.",
            "Narrow it by kind, theme, corridor or year.",
        )
    media_type, write = FORMATS[format.value]
    about_it = {"version": snapshot.version, "data_kind": snapshot.ecosystem.data_kind.value}
    return asked.send(write(part, about_it), media_type)

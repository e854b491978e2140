"""Answers as OpenAPI describes them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from api.parameters import NodeName, RelationshipName
from ecograph.model import Confidence, DataKind

NODE = {"kind": "Agency", "key": "AG-DIPROM", "label": "Department of Industrial Promotion"}
Properties = dict[str, Any]
Counts = dict[str, int]


class Answer(BaseModel):
    """What every answer says of itself."""

    version: int = Field(description="The version of the data: the number of the last run.", examples=[3])
    data_kind: DataKind = Field(description="`synthetic` data is not to be cited.")


class NodeReference(BaseModel):
    """A node by kind and key."""

    kind: NodeName
    key: str = Field(min_length=1, max_length=500, examples=[NODE["key"]])


class NodeLabel(NodeReference):
    """A node, and what it is called in the language asked for."""

    label: str = Field(examples=[NODE["label"]])


class NodeView(NodeLabel):
    """A node with its properties."""

    properties: Properties = Field(
        description="Those that are known, by the names in /v1/schema. Dates are ISO 8601, years of the "
        "common era; `currency` as a unit is the national currency."
    )
    units: dict[str, str] = Field(description="Units of the properties that have one.")
    confidence: Confidence | None = Field(description="Of the claim that wins; null where nobody says.")


class ClaimView(BaseModel):
    """One source's word for a node."""

    source: str
    document: str | None
    row: int | None
    reference: str | None
    confidence: Confidence
    first_run: int
    last_run: int


class NodeAnswer(Answer, NodeView):
    """One node."""

    claims: list[ClaimView] | None = Field(description="Who says so; null where not asked for.")


class NodesAnswer(Answer):
    """Some nodes."""

    nodes: list[NodeView]
    total: int = Field(description="How many there are in all.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class BatchAnswer(Answer):
    """The nodes of a batch, in the order asked for."""

    nodes: list[NodeView]
    missing: list[NodeReference] = Field(description="Those that are not there.")


class Batch(BaseModel):
    """Nodes to be sent."""

    nodes: list[NodeReference] = Field(
        min_length=1, max_length=500, examples=[[{"kind": "Agency", "key": "AG-DIPROM"}]]
    )


class MatchView(NodeLabel):
    """A node that was found by name."""

    name: str
    name_en: str
    score: float = Field(ge=0, le=1, description="The larger the nearer; 0 where it was not computed.")


class SearchAnswer(Answer):
    """Nodes by name, the best match first."""

    matches: list[MatchView]
    complete: bool = Field(
        description="False while the store does not answer: institutions alone were searched, in memory."
    )


class NeighbourView(NodeLabel):
    """A node at the other end of relationships of one kind."""

    relationship: RelationshipName
    direction: str = Field(json_schema_extra={"enum": ["out", "in"]})
    properties: list[Properties] = Field(description="What each of these relationships says.")


class NeighboursAnswer(Answer):
    """Some neighbours of a node."""

    node: NodeLabel
    neighbours: list[NeighbourView]
    totals: Counts = Field(
        description="How many neighbours there are by direction and relationship.",
        examples=[{"in SME LOCATED_IN Area": 512_331}],
    )
    total: int
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class CountsAnswer(Answer):
    """How many there are of each kind."""

    counts: Counts = Field(examples=[{"Agency": 98, "SME": 3_200_000}])


class RunView(BaseModel):
    """One completed run: what a source brought, and what it took back, by kind."""

    number: int
    source: str
    started: datetime
    finished: datetime
    created: Counts
    updated: Counts
    unchanged: Counts
    withdrawn: Counts
    orphaned: Counts


class RunsAnswer(Answer):
    """Completed runs, the last one first."""

    runs: list[RunView]

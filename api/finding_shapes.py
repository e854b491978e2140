"""Findings as OpenAPI describes them."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from api.parameters import Name
from api.shapes import Answer, NodeReference
from ecograph.model import Confidence, DataKind
from ecograph.state.decisions import Action


class SubjectView(BaseModel):
    """What a finding is about; without a key, a cell that is no node (outside, unknown)."""

    kind: str
    key: str
    name: str


class DecisionView(BaseModel):
    """What somebody decided on a finding. It hides nothing."""

    number: int
    finding: str
    action: Action
    label: str
    by: str
    at: datetime
    reason: str
    until: date | None = Field(description="The last day that it is put off; null for other decisions.")
    assignee: str | None = Field(description="To whom it is assigned.")
    stands: bool = Field(description="Whether this is how the finding stands today.")
    changed: list[str] = Field(
        description="What is not as it was then: `rung`, `verdict`, `effect` beyond its interval."
    )
    sentence: str


class FindingBase(BaseModel):
    """One answer. Numbers are in `unit`; null where not known or hidden."""

    id: str = Field(examples=["reach-gap-a51d8ef01234"])
    kind: str
    rung: str
    subjects: list[SubjectView]
    period: str = Field(description="The fiscal year (common era); empty for all on record.")
    scheme: str
    unit: str
    observed: float | None
    expected: float | None
    effect: float | None = Field(description="What a decision-maker ranks by.")
    interval: list[float] | None = Field(description="Lower and upper bound of the effect.")
    p: float | None
    q: float | None = Field(description="p after control of the false discovery rate.")
    verdict: str
    cause: str
    sentence: str = Field(description="The finding in plain words.")
    caveats: list[str] = Field(description="What to know before acting on it.")
    confidence: Confidence
    data_kind: DataKind
    counts: dict[str, float] = Field(description="The numbers that went in.")
    hidden: str | None = Field(
        description="Why numbers are not shown: the group is small, covers a small one, or all are withheld.",
        json_schema_extra={"enum": ["small", "cover", "withheld", None]},
    )
    decision: DecisionView | None = Field(
        description="How it stands; what is dismissed or put off comes after all other findings."
    )
    decisions: list[DecisionView] = Field(description="What was decided on it, the last decision first.")


class FindingView(FindingBase):
    """A finding in a list."""

    explain: str = Field(description="The address that says what it rests on.")


class FindingsAnswer(Answer):
    """The findings of one analysis."""

    analysis: str
    parameters: dict[str, Any]
    totals: dict[str, float]
    untested: list[str] = Field(description="What was left out, and why.")
    findings: list[FindingView]


class MethodView(BaseModel):
    """How a finding was computed."""

    name: str
    version: int
    reference: str
    parameters: dict[str, Any]


class SensitivityView(BaseModel):
    """Whether the finding stands when something is changed; null where that cannot be said."""

    name: str
    changed: bool | None
    effect: float | None


class RelationshipReference(BaseModel):
    """A relationship by its kind and the keys of its ends."""

    kind: Name
    source: str
    target: str


class EvidenceView(BaseModel):
    """What a finding rests on: nodes, relationships, and the rows to compute it again from."""

    nodes: list[NodeReference]
    relationships: list[RelationshipReference]
    columns: list[str]
    rows: list[list[str | float | None]] = Field(description="Rows of small groups have null for numbers.")


class WholeFinding(FindingBase):
    """A finding with all that it rests on."""

    method: MethodView
    null: str = Field(description="The null model of the test.")
    sensitivity: list[SensitivityView]
    evidence: EvidenceView


class FindingAnswer(Answer):
    """A finding, explained."""

    analysis: str
    parameters: dict[str, Any]
    seed: int | None
    finding: WholeFinding

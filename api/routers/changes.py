"""What changed since a version or a day: sums by kind, keys page by page, and findings."""

from collections import Counter
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import SubjectView
from api.language import localise
from api.parameters import AnalysisName, Cursor, Limit, Name
from api.problems import Problem, describe
from api.routers.data import run_values
from api.shapes import Answer, Counts, RunView
from ecograph.analysis.change import Change, Comparison
from ecograph.findings import Finding
from ecograph.model import NodeKind
from ecograph.store import KindChanges

router = APIRouter(tags=["changes"])
Since = Annotated[
    Annotated[int, Field(ge=0, le=2**31)] | date,
    Query(
        description="The version that you hold, or a day (ISO 8601) before which you read everything.",
        examples=[1],
    ),
]


class ChangesAnswer(Answer):
    """What changed since a version: the runs after it, and their sum by kind."""

    since: int = Field(description="The version; of a day, the last one completed before it.")
    kept: list[int] = Field(description="The versions since which keys and findings can be listed.")
    runs: list[RunView]
    created: Counts
    updated: Counts
    withdrawn: Counts
    orphaned: Counts


class ChangedThing(BaseModel):
    """A node or a relationship that is not as it was, by its identity."""

    change: str = Field(json_schema_extra={"enum": ["added", "removed", "changed"]})
    key: str | None = Field(description="Of a node.")
    source: str | None = Field(description="Of a relationship.")
    target: str | None
    identity: dict[str, Any] = Field(description="What tells a relationship from others between its ends.")


class ChangedThingsAnswer(Answer):
    """What became of the things of one kind, by key."""

    since: int
    kind: Name
    counts: Counts
    changes: list[ChangedThing]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class Side(BaseModel):
    """A finding as it was on one side; null where it is hidden or not known."""

    id: str
    rung: str
    verdict: str
    observed: float | None
    effect: float | None
    sentence: str


class ChangedFinding(BaseModel):
    """What became of a finding."""

    status: str = Field(json_schema_extra={"enum": ["new", "closed", "persisting", "unclear"]})
    changed: list[str] = Field(description="Of what persists: `rung`, `verdict`, `effect`.")
    subjects: list[SubjectView]
    before: Side | None
    after: Side | None
    reasons: list[str] = Field(description="Why it cannot be compared, or how it was.")


class ChangedFindingsAnswer(Answer):
    """What became of the findings of one analysis; those of small groups are counted alone."""

    since: int
    analysis: str
    counts: Counts
    hidden: int = Field(description="Changes of small groups or by small numbers, not listed.")
    remarks: list[str]
    changes: list[ChangedFinding]
    next: str | None


@router.get("/changes", response_model=ChangesAnswer, responses=describe("analysis"))
def list_changes(asked: Asking, since: Since) -> Response:
    """Say what changed since a version: which sources were loaded, and how much of each kind."""
    version = _version(asked, since)
    later = [record for record in asked.snapshot.runs if record.number > version]
    sums: dict[str, Any] = {
        name: dict(sum((Counter(getattr(record, name)) for record in later), Counter[str]()))
        for name in ("created", "updated", "withdrawn", "orphaned")
    }
    runs = [run_values(record) for record in reversed(later)]
    return asked.answer({"since": version, "kept": asked.snapshot.changes.kept, "runs": runs, **sums})


@router.get(
    "/changes/findings",
    response_model=ChangedFindingsAnswer,
    responses=describe("analysis", "cursor", "version-gone"),
)
def list_changed_findings(
    asked: Asking,
    since: Since,
    analysis: Annotated[
        AnalysisName,
        Query(
            description="The analysis, asked as it is by default.",
            openapi_examples={"gaps": {"value": "reach-gaps"}},
        ),
    ],
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List which findings are new, closed or persisting since a version that is still kept.

    The first request since a version reads all of that version.
    """
    version, start = _version(asked, since), asked.position(cursor)
    found, hidden = asked.snapshot.changes.of_findings(version, analysis)
    return answer_comparison(asked, version, found, hidden, start, limit)


def answer_comparison(
    asked: Asked, since: int, found: Comparison, hidden: frozenset[str], start: int, limit: int
) -> Response:
    """Return a page of what became of findings, without those that are hidden."""
    open_ones = [each for each in found.changes if not hidden & {one.id for one in each.sides}]
    page = open_ones[start : start + limit]
    values = {
        "since": since,
        "analysis": found.analysis,
        "counts": Counter(each.status.value for each in open_ones),
        "hidden": len(found.changes) - len(open_ones),
        "remarks": [{"en": text.en, "th": text.th} for text in found.remarks],
        "changes": [_change(each) for each in page],
        "next": asked.next(start + len(page), len(open_ones)),
    }
    return asked.answer(dict(localise(values, asked.language)))


@router.get(
    "/changes/{kind}",
    response_model=ChangedThingsAnswer,
    responses=describe("analysis", "too-large", "cursor", "version-gone"),
)
def list_changed_things(
    asked: Asking,
    kind: Annotated[
        Name,
        Path(description="A kind of node or relationship.", openapi_examples={"agency": {"value": "Agency"}}),
    ],
    since: Since,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List what was added, removed or changed of a kind since a version that is still kept, by key.

    A key is all that is sent: what is on record of a node stands at /v1/nodes.
    """
    version, start = _version(asked, since), asked.position(cursor)
    found = None if version == asked.snapshot.version else asked.snapshot.changes.of_kind(version, kind)
    rows = [] if found is None else _rows(found, start, limit)
    total = 0 if found is None else found.rows.num_rows
    return asked.answer(
        {
            "since": version,
            "kind": kind,
            "counts": {} if found is None else found.counts,
            "changes": rows,
            "next": asked.next(start + len(rows), total),
        }
    )


def _version(asked: Asked, since: int | date) -> int:
    """Return the version that is meant; of a day, the last one completed before it.

    Raises
    ------
    Problem
        When it is later than the data.
    """
    snapshot = asked.snapshot
    if isinstance(since, date):
        return max((run.number for run in snapshot.runs if run.finished.date() < since), default=0)
    if since > snapshot.version:
        raise Problem(
            "analysis",
            f"The data are of version {snapshot.version}, and {since} is not reached yet.",
            "Give a version that an answer named.",
        )
    return since


def _rows(found: KindChanges, start: int, limit: int) -> list[dict[str, Any]]:
    ends = ("key",) if isinstance(found.kind, NodeKind) else ("source", "target")
    return [
        {
            "change": row.pop("change"),
            **dict.fromkeys(("key", "source", "target")),
            **{end: row.pop(end) for end in ends},
            "identity": {name: value for name, value in row.items() if value is not None},
        }
        for row in found.rows.slice(start, limit).to_pylist()
    ]


def _change(change: Change) -> dict[str, Any]:
    return {
        "status": change.status.value,
        "changed": list(change.differences),
        "subjects": [
            {"kind": each.kind, "key": each.key, "name": {"en": each.name.en, "th": each.name.th}}
            for each in change.finding.subjects
        ],
        "before": _side(change.before),
        "after": _side(change.after),
        "reasons": [{"en": text.en, "th": text.th} for text in change.reasons],
    }


def _side(found: Finding | None) -> dict[str, Any] | None:
    if found is None:
        return None
    values = {name: getattr(found, name) for name in ("id", "rung", "verdict", "observed", "effect")}
    return {**values, "sentence": {"en": found.sentence.en, "th": found.sentence.th}}

"""What if: a change held against what is, computed on a copy, and nothing written."""

import time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.asked import Asked, Asking
from api.finding_shapes import FindingBase, SubjectView
from api.language import localise
from api.opinions import Telling
from api.parameters import Year
from api.problems import Problem, describe
from api.publishing import publish
from api.shapes import Answer
from ecograph.analysis.whatif import PARTS, Measure, Status, Turn, WhatIf, find_what_if
from loaders.change_body import ChangesBody
from loaders.change_file import resolve_changes
from visualisations.suppression import Shown
from visualisations.what_if_protection import protect_measures, protect_turns

router = APIRouter(tags=["what if"])
MOST_SECONDS = 120.0
"""How long a comparison may take; it ends at the next analysis after that."""
Part = Literal[
    "potential",
    "reach-gaps",
    "unreached",
    "unmet-needs",
    "out-of-reach",
    "plan-gaps",
    "funding-gaps",
    "single-points",
    "isolated",
    "overlaps",
    "brokers",
    "data-exchange",
    "missing-partnerships",
]


class MeasureView(BaseModel):
    """A number before and after; null where not known or hidden."""

    kind: str = Field(examples=["potential.enterprises"])
    name: str
    unit: str
    subjects: list[SubjectView]
    before: float | None
    after: float | None
    change: float | None
    hidden: str | None = Field(description="Why numbers are not shown; null where they are.")


class TurnView(BaseModel):
    """A finding that is new, closed, changed, or gone with what is removed, as it is on either side."""

    analysis: str
    status: Status
    before: FindingBase | None
    after: FindingBase | None


class WhatIfAnswer(Answer):
    """What is, beside what would be."""

    title: str
    parameters: dict[str, Any]
    changes: list[str]
    assumptions: list[str] = Field(description="What was assumed; read it before acting on a number.")
    measures: list[MeasureView] = Field(description="Those that differ.")
    findings: list[TurnView]
    totals: dict[str, int] = Field(
        description="How many there are, those past the limit and those alike too."
    )
    untested: list[str]


@router.post(
    "/what-if",
    response_model=WhatIfAnswer,
    responses=describe("analysis", "body-too-large", "busy"),
)
def compare(
    asked: Asking,
    changes: ChangesBody,
    by: Annotated[
        Literal["corridor", "area", "region"], Query(description="Places told apart.")
    ] = "corridor",
    scheme: Annotated[
        str, Query(max_length=200, description="The scheme of corridors or regions.", examples=["economic"])
    ] = "economic",
    year: Year = None,
    part: Annotated[
        list[Part] | None, Query(max_length=20, description="Compare only this; several are allowed.")
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=1_000, description="The most measures, and the most findings.")
    ] = 200,
) -> Response:
    """Say what every measure and finding would be after a change: computed on a copy, nothing is written.

    One comparison is made at a time; another is refused with `busy`, and one that takes too long ends
    with `too-long`.
    """
    snapshot = asked.snapshot
    resolved = resolve_changes(changes, snapshot.ecosystem)
    published = snapshot.published
    if not published.comparing.acquire(blocking=False):
        raise Problem("busy", "Another comparison is being made.")
    try:
        found = find_what_if(
            snapshot.ecosystem,
            resolved,
            by=by,
            scheme=scheme,
            year=year,
            parts=tuple(dict.fromkeys(part)) if part else PARTS,
            before=lambda name, parameters: published.analyse(name, **parameters).result,
            watch=_watch(time.monotonic() + MOST_SECONDS),
        )
    finally:
        published.comparing.release()
    return asked.answer(_view(asked, found, limit))


def _watch(end: float) -> Any:
    """Return what ends a comparison that takes too long."""

    def look() -> None:
        if time.monotonic() > end:
            raise Problem("too-long", f"The comparison took more than {MOST_SECONDS:g} seconds.")

    return look


def _view(asked: Asked, found: WhatIf, limit: int) -> dict[str, Any]:
    threshold = asked.snapshot.published.threshold
    shown = protect_measures(found, threshold)
    measures = [
        _measure(measure, state)
        for measure, state in zip(found.measures, shown, strict=True)
        if measure.differs
    ]
    turns = [
        _turn(turn, state, asked.telling)
        for turn, state in zip(found.turns, protect_turns(found, threshold), strict=True)
    ]
    values = {
        "title": found.title,
        "parameters": {name: value for name, value in found.parameters.items() if value is not None},
        "changes": [_text(text) for text in found.changes],
        "assumptions": [_text(text) for text in found.assumptions],
        "measures": measures[:limit],
        "findings": turns[:limit],
        "totals": {
            "measures": len(found.measures),
            "measures_that_differ": len(measures),
            "findings": len(turns),
        },
        "untested": [_text(text) for text in found.untested],
    }
    return dict(localise(values, asked.language))


def _measure(measure: Measure, shown: Shown) -> dict[str, Any]:
    values = measure.to_dict() | {"hidden": None if shown is Shown.OPEN else shown.value}
    return values if shown is Shown.OPEN else values | dict.fromkeys(("before", "after", "change"))


def _turn(turn: Turn, shown: Shown, telling: Telling) -> dict[str, Any]:
    sides = {
        name: None if side is None else publish(side, shown, telling, whole=False)
        for name, side in (("before", turn.before), ("after", turn.after))
    }
    return {"analysis": turn.analysis, "status": turn.status, **sides}


def _text(text: Any) -> dict[str, str]:
    return {"en": text.en, "th": text.th}

"""Parameters that endpoints share, each described once, with its values taken from the model."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, WithJsonSchema

from ecograph.errors import ModelError
from ecograph.model import MODEL
from ecograph.pages.explained import EXPLAINED, GAPS, REACH_GAPS

MOST_ITEMS = 200


def _known(find: Callable[[str], object]) -> Callable[[str], str]:
    def check(name: str) -> str:
        try:
            find(name)
        except ModelError as error:
            raise ValueError(str(error)) from None
        return name

    return check


def _one_of(names: Sequence[str]) -> Callable[[str], str]:
    def check(name: str) -> str:
        if name not in names:
            raise ValueError(f"{name!r} is none of {', '.join(names)}")
        return name

    return check


def _choice(names: list[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": names})


NodeName = Annotated[str, AfterValidator(_known(MODEL.node)), _choice([kind.name for kind in MODEL.nodes])]
"""The name of a kind of node."""
RelationshipName = Annotated[
    str,
    AfterValidator(_known(MODEL.relationship)),
    _choice([kind.name for kind in MODEL.relationships]),
]
"""The name of a kind of relationship."""
Name = Annotated[
    str,
    AfterValidator(_known(lambda name: MODEL.relationship(name) if " " in name else MODEL.node(name))),
    _choice(list(MODEL.kinds)),
]
"""The name of either."""
GAP_KINDS = ["reach" if name == REACH_GAPS else name for name in GAPS]
GapKind = Annotated[str, AfterValidator(_one_of(GAP_KINDS)), _choice(GAP_KINDS)]
"""A kind of gap that can be asked for."""
AnalysisName = Annotated[str, AfterValidator(_one_of(EXPLAINED)), _choice([*EXPLAINED])]
"""An analysis whose findings can be asked for."""


def _example(value: Any) -> dict[str, Any]:
    return {"example": {"value": value}}


KindPath = Annotated[NodeName, Path(description="The kind of node.", openapi_examples=_example("Agency"))]
KeyPath = Annotated[
    str, Path(min_length=1, max_length=500, description="Its key.", openapi_examples=_example("AG-DIPROM"))
]
NodeKinds = Annotated[list[NodeName], Query(alias="kind", description="Only these kinds of node.")]
RelationshipKinds = Annotated[
    list[RelationshipName],
    Query(alias="relationship", description="Only relationships of these kinds."),
]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="The most items of a page.")]
Cursor = Annotated[
    str | None,
    Query(max_length=300, description="`next` of the page before; leave it out for the first page."),
]
Year = Annotated[
    int | None, Query(ge=1900, le=2200, description="A fiscal year of the common era.", examples=[2024])
]

"""How an analysis is asked over HTTP, and how many cells it may have."""

import inspect
from collections.abc import Mapping
from math import prod
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.parameters import Year
from api.problems import Problem
from api.publishing import MOST_CELLS
from ecograph.analysis.grouping import DIMENSIONS, group
from ecograph.analysis.question import Dimension, Population
from ecograph.graph import Ecosystem
from ecograph.workspace import ANALYSES


def read_question(
    by: Annotated[
        list[Dimension] | None,
        Query(
            max_length=4,
            description="Group by this; several are crossed. Left out: as the analysis does.",
            openapi_examples={"corridor": {"value": ["corridor"]}},
        ),
    ] = None,
    scheme: Annotated[
        str | None,
        Query(max_length=200, description="The scheme of corridors or regions.", examples=["economic"]),
    ] = None,
    theme: Annotated[
        str | None,
        Query(
            max_length=200,
            description="Only what addresses this theme (key).",
            examples=["INDUSTRY-REFORM:POL-1-DIGITAL"],
        ),
    ] = None,
    industry: Annotated[
        str | None, Query(max_length=200, description="Only enterprises of this industry (key).")
    ] = None,
    year: Year = None,
    population: Annotated[Population | None, Query(description="What is counted as eligible.")] = None,
) -> dict[str, Any]:
    """Return what was given of a question."""
    given = {
        "by": [dimension.value for dimension in dict.fromkeys(by)] if by else None,
        "scheme": scheme,
        "theme": theme,
        "industry": industry,
        "year": year,
        "population": population.value if population else None,
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


Question = Annotated[dict[str, Any], Depends(read_question)]


def check(ecosystem: Ecosystem, analysis: str, question: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of an analysis.

    Raises
    ------
    Problem
        When it cannot be asked so, or the answer would have too many cells.
    """
    taken = inspect.signature(ANALYSES[analysis]).parameters
    strangers = sorted(question.keys() - taken.keys())
    if strangers:
        known = [name for name in read_parameters() if name in taken]
        raise Problem(
            "analysis", f"{analysis} is not asked by {strangers[0]}.", f"It takes: {', '.join(known)}."
        )
    parameters = dict(question)
    by = parameters.get("by")
    if by and isinstance(taken["by"].default, str):
        if len(by) > 1:
            raise Problem("analysis", f"{analysis} groups by one thing.", "Give `by` once.")
        parameters["by"] = by[0]
    elif by:
        _check_size(ecosystem, by, parameters.get("scheme", "economic"))
    return parameters


def _check_size(ecosystem: Ecosystem, by: list[str], scheme: str) -> None:
    sizes = [
        len(ecosystem.nodes("Theme")) if each == "theme" else len(group(ecosystem, each, scheme).subjects)
        for each in by
        if each in DIMENSIONS or each == "theme"
    ]
    if prod(sizes) > MOST_CELLS:
        raise Problem(
            "too-large",
            f"By {', '.join(by)} there are up to {prod(sizes):,} cells; at most {MOST_CELLS:,} are sent.",
            "Group by fewer things, or ask for one theme.",
        )


def read_parameters() -> tuple[str, ...]:
    """Return the names by which questions are asked."""
    return tuple(inspect.signature(read_question).parameters)


def written(analysis: str, parameters: Mapping[str, Any]) -> str:
    """Return a question as the query of an address."""
    return urlencode({"analysis": analysis, **parameters}, doseq=True)

"""Reach: of the enterprises eligible in a cell, how many were helped.

For each cell (corridor, area, industry, size class, each with a theme) the eligible enterprises
`n`, the reached among them `k`, and the rate `k / n`; `ecograph.analysis.support` says what the words
mean. Every enterprise is counted in one cell, so cells add up to the totals. No test is made:
no cell is called significant, and a low rate may be chance.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ecograph.analysis.grouping import Grouping, group
from ecograph.analysis.question import asked_themes, check_question, of_industry
from ecograph.analysis.reach_findings import About
from ecograph.analysis.support import (
    LARGE,
    NOTHING_ON_RECORD,
    UNDETERMINED,
    YES,
    all_rules,
    eligible,
    on_record,
    reached,
    reporting,
)
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import Text

NO_FIGURE = -1


def find_reach(
    ecosystem: Ecosystem,
    *,
    by: Sequence[str] = ("corridor",),
    scheme: str = "economic",
    theme: str = "",
    industry: str = "",
    year: int | None = None,
    population: str = "smes",
) -> AnalysisResult:
    """Return a finding for each cell: how many of its eligible enterprises were reached.

    Parameters
    ----------
    by
        What to group by: any of corridor, area, region, industry, size and theme.
    scheme
        The scheme of corridors or regions.
    theme
        Count only what addresses this theme (its key, or its id alone). Grouping by theme then shows
        its parts; without it, the themes that are part of no other.
    industry
        Count only enterprises of this industry (the key of any node above theirs).
    year
        Count only support of this fiscal year; None for all years on record.
    population
        `smes` for the enterprises in the store as the denominator, or `areas` for the population
        figures of provinces, where the store holds only those reached.

    Raises
    ------
    AnalysisError
        When a name is unknown, or the population cannot be split as asked.
    """
    started = time.perf_counter()
    check_question(by, population, industry, theme, year)
    dimensions = [dimension for dimension in by if dimension != "theme"]
    themes = asked_themes(ecosystem, theme, apart="theme" in by)
    groupings = [group(ecosystem, dimension, scheme) for dimension in dimensions]
    cells = _cells(groupings, len(ecosystem.smes))
    counted = np.ones(len(ecosystem.smes), np.bool_) if not industry else of_industry(ecosystem, industry)
    figures = _figures(ecosystem, groupings, dimensions) if population == "areas" else None
    period, used = str(year or ""), scheme if {"corridor", "region"} & set(by) else ""
    findings: list[Finding] = []
    totals: dict[str, float] = {}
    known = False
    rules, reporters = all_rules(ecosystem), reporting(ecosystem, year)
    for themed_, helped in zip(themes, reached(ecosystem, themes, year), strict=True):
        answers = eligible(ecosystem, themed_, year, rules)
        table = _count(answers, helped, counted, cells, figures)
        reported = on_record(ecosystem, themed_, year, reporters)
        known |= reported
        about = About(ecosystem, themed_, period, used, reported, population == "areas")
        findings += _findings(about, groupings, table)
        totals = {name: float(np.maximum(values, 0).sum()) for name, values in table.items()}
    if not known:
        totals = {
            name: total for name, total in totals.items() if name not in ("reached", "reached_otherwise")
        }
    elif population == "smes":
        totals["unreached"] = totals["eligible"] - totals["reached"]
    totals["large"] = float((ecosystem.smes.size_class == LARGE).sum())
    parameters = {
        "by": list(by),
        "scheme": used,
        "theme": theme,
        "industry": industry,
        "year": year,
        "population": population,
        "weakest": ecosystem.weakest,
    }
    caveats = dict.fromkeys(text for grouping in groupings for text in grouping.caveats)
    untested = (*(() if known else (NOTHING_ON_RECORD,)), UNTESTED, *caveats)
    return AnalysisResult(
        "reach",
        tuple(findings),
        parameters,
        ecosystem.version,
        ecosystem.data_kind,
        totals if len(themes) == 1 else {},
        untested,
        seconds=time.perf_counter() - started,
    )


UNTESTED = Text(
    "No statistical test was made: a low rate in a small cell may be chance.",
    "ยังไม่ได้ทดสอบทางสถิติ อัตราต่ำในกลุ่มเล็กอาจเกิดจากความบังเอิญ",
)


def _cells(groupings: list[Grouping], enterprises: int) -> NDArray[np.int64]:
    """Return for each enterprise its cell in the product of the groupings."""
    cells = np.zeros(enterprises, np.int64)
    for grouping in groupings:
        cells = cells * len(grouping.subjects) + grouping.codes
    return cells


def _figures(ecosystem: Ecosystem, groupings: list[Grouping], dimensions: list[str]) -> NDArray[np.int64]:
    """Return the micro, small and medium enterprises of each cell by the population figures of provinces.

    A cell of which no province states a figure has `NO_FIGURE`: unknown, not zero.
    """
    figures = np.full(tuple(len(grouping.subjects) for grouping in groupings), NO_FIGURE)
    for area in {key for grouping in groupings for key in grouping.area_cells}:
        node = ecosystem.institutions.nodes["Area", area]
        for code, size in enumerate(SIZES[:LARGE]):
            stated = node.get(f"enterprises_{size}")
            if stated is not None:
                where = tuple(
                    code if dimension == "size" else grouping.area_cells[area]
                    for dimension, grouping in zip(dimensions, groupings, strict=True)
                )
                figures[where] = max(0, figures[where]) + int(stated)
    if (figures == NO_FIGURE).all():
        raise AnalysisError(
            "No area in the store has population figures for this grouping.",
            "Load them, group by corridor, area, region or size with a place, or use --population smes.",
        )
    return figures.ravel()


def _count(
    answers: NDArray[np.int8],
    helped: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    cells: NDArray[np.int64],
    figures: NDArray[np.int64] | None,
) -> dict[str, NDArray[np.int64]]:
    """Return, for each cell, its enterprises by what they are."""
    size = int(cells.max(initial=-1)) + 1 if figures is None else len(figures)

    def by_cell(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(cells[flags & counted], minlength=size)

    among = answers == YES
    return {
        "enterprises": by_cell(np.ones(len(cells), np.bool_)),
        "eligible": by_cell(among) if figures is None else figures,
        "reached": by_cell(among & helped),
        "undetermined": by_cell(answers == UNDETERMINED),
        "reached_otherwise": by_cell(~among & helped),
    }


def _findings(
    about: About, groupings: list[Grouping], table: dict[str, NDArray[np.int64]]
) -> Iterator[Finding]:
    """Yield a finding for each cell that has enterprises, and for each cell that is a node."""
    weakest = [grouping.confidence for grouping in groupings]
    size = len(table["eligible"])
    for number, subjects in enumerate(product(*(grouping.subjects for grouping in groupings))):
        counts = {name: int(values[number]) if number < size else 0 for name, values in table.items()}
        special = any(subject.key in ("", "*outside") for subject in subjects)
        if counts["enterprises"] or counts["eligible"] > 0 or not special:
            yield about.cell(subjects, counts, weakest)

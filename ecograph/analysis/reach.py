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

from ecograph.analysis.grouping import DIMENSIONS, Grouping, group
from ecograph.analysis.reach_findings import About
from ecograph.analysis.support import (
    LARGE,
    NOTHING_ON_RECORD,
    UNDETERMINED,
    YES,
    Themed,
    eligible,
    everything,
    on_record,
    reached,
    themed,
)
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult, Finding
from ecograph.graph import Ecosystem
from ecograph.graph.smes import SIZES
from ecograph.model import Text

PLACES = ("corridor", "area", "region")
NO_FIGURE = -1
FIRST_YEAR, LAST_YEAR = 1900, 2200
POPULATIONS = ("smes", "areas")


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
    _check(by, population, industry, theme, year)
    dimensions = [dimension for dimension in by if dimension != "theme"]
    themes = _themes(ecosystem, theme, apart="theme" in by)
    groupings = [group(ecosystem, dimension, scheme) for dimension in dimensions]
    cells = _cells(groupings, len(ecosystem.smes))
    counted = np.ones(len(ecosystem.smes), np.bool_) if not industry else _of_industry(ecosystem, industry)
    figures = _figures(ecosystem, groupings, dimensions) if population == "areas" else None
    period, used = str(year or ""), scheme if {"corridor", "region"} & set(by) else ""
    findings: list[Finding] = []
    totals: dict[str, float] = {}
    known = False
    for themed_, helped in zip(themes, reached(ecosystem, themes, year), strict=True):
        table = _count(ecosystem, themed_, year, helped, counted, cells, figures)
        reporting = on_record(ecosystem, themed_, year)
        known |= reporting
        about = About(ecosystem, themed_, period, used, reporting, population == "areas")
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


def _themes(ecosystem: Ecosystem, theme: str, *, apart: bool) -> list[Themed]:
    """Return the themes to count: one, everything as one, or (`apart`) the tops or the parts of one."""
    chosen = [themed(ecosystem, theme)] if theme else [everything(ecosystem)]
    if not apart:
        return chosen
    parents = {
        key: {up for up, _ in ecosystem.successors(("Theme", key), PART_OF)}
        for key in ecosystem.nodes("Theme")
    }
    if theme:
        return chosen + [themed(ecosystem, key) for key, above in parents.items() if chosen[0].key in above]
    return [themed(ecosystem, key) for key, above in parents.items() if not above]


PART_OF = "Theme PART_OF Theme"


def _check(by: Sequence[str], population: str, industry: str, theme: str, year: int | None) -> None:
    known = (*DIMENSIONS, "theme")
    wrong = [dimension for dimension in by if dimension not in known]
    if wrong or not by:
        raise AnalysisError(
            f"{(wrong or [''])[0]!r} is not something to group by.", f"There are: {', '.join(known)}."
        )
    if population not in POPULATIONS:
        raise AnalysisError(f"{population!r} is not a population.", f"There are: {', '.join(POPULATIONS)}.")
    places = [dimension for dimension in by if dimension in PLACES]
    if len(places) > 1:
        raise AnalysisError(
            f"{' and '.join(places)} are both places, and one lies in the other.", "Group by one of them."
        )
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        buddhist = f" Did you mean {year - 543}?" if FIRST_YEAR <= year - 543 <= LAST_YEAR else ""
        raise AnalysisError(
            f"{year} is not a fiscal year of the common era.", f"Give one such as 2024.{buddhist}"
        )
    split = [dimension for dimension in by if dimension in ("industry", "theme")]
    if population == "areas" and (split or industry or theme):
        raise AnalysisError(
            "The population figures of areas are not split by industry or theme.",
            "Use --population smes, or leave industry and theme out.",
        )


def _cells(groupings: list[Grouping], enterprises: int) -> NDArray[np.int64]:
    """Return for each enterprise its cell in the product of the groupings."""
    cells = np.zeros(enterprises, np.int64)
    for grouping in groupings:
        cells = cells * len(grouping.subjects) + grouping.codes
    return cells


def _of_industry(ecosystem: Ecosystem, industry: str) -> NDArray[np.bool_]:
    if industry not in ecosystem.lineages:
        raise AnalysisError(
            f"{industry!r} is not an industry in the store.", "Use `ecograph search` to find its key."
        )
    keys = ecosystem.smes.links["SME OPERATES_IN Industry"].targets
    inside = np.array([*(industry in ecosystem.lineages[key] for key in keys), False])
    return inside[ecosystem.smes.industry]


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
    ecosystem: Ecosystem,
    theme: Themed,
    year: int | None,
    helped: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    cells: NDArray[np.int64],
    figures: NDArray[np.int64] | None,
) -> dict[str, NDArray[np.int64]]:
    """Return, for each cell, its enterprises by what they are."""
    size = int(cells.max(initial=-1)) + 1 if figures is None else len(figures)
    answers = eligible(ecosystem, theme, year)

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

"""Spans of years as registers write them: `2567`, `2567-2568`, `2559-` (still going on)."""

import re
from datetime import date

from loaders.cleaning import Unclean
from loaders.countries.thailand.dates import UNDATED, calendar_year, fiscal_year, year_of
from loaders.countries.thailand.text import fold

_SPAN = re.compile(r"(\d{4})(?:\s*([-–])\s*(\d{4})?)?")


def _span(text: str) -> tuple[str, str] | None:
    """Return the first and the last year, the last one empty where the span is open."""
    folded = fold(text)
    if folded in UNDATED:
        return None
    found = _SPAN.fullmatch(folded)
    if not found:
        raise Unclean("years were expected, such as 2567, 2567-2568 or 2559-")
    first, dash, last = found[1], found[2], found[3] or ""
    if last and last < first:
        raise Unclean("the last year is before the first")
    return (first, last) if dash else (first, first)


def fiscal_years_start(text: str) -> date | None:
    """Read the day on which the first fiscal year starts.

    Examples
    --------
    >>> fiscal_years_start("2567-2568")
    datetime.date(2023, 10, 1)
    """
    span = _span(text)
    return fiscal_year(year_of(span[0])).start if span else None


def fiscal_years_end(text: str) -> date | None:
    """Read the day on which the last fiscal year ends; an open span has none.

    Examples
    --------
    >>> fiscal_years_end("2567-2568")
    datetime.date(2025, 9, 30)
    """
    span = _span(text)
    return fiscal_year(year_of(span[1])).end if span and span[1] else None


def single_fiscal_year(text: str) -> int | None:
    """Read the fiscal year where there is only one, named by the year in which it ends."""
    span = _span(text)
    return year_of(span[0]) if span and span[0] == span[1] else None


def calendar_years_start(text: str) -> date | None:
    """Read the first day of the first calendar year."""
    span = _span(text)
    return calendar_year(span[0]).start if span else None


def calendar_years_end(text: str) -> date | None:
    """Read the last day of the last calendar year; an open span has none."""
    span = _span(text)
    return calendar_year(span[1]).end if span and span[1] else None

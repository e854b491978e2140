"""Days and periods in the Buddhist calendar, and fiscal years.

A year above 2400 is Buddhist and one between 1900 and 2100 is of the common era; two digits are
the end of a Buddhist year. Before 2484 a year began on 1 April.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ecograph.model import Text
from loaders.cleaning import Unclean
from loaders.countries.thailand.tables import table
from loaders.countries.thailand.text import fold

OFFSET = 543
FIRST_YEAR_FROM_JANUARY = 2484
BUDDHIST, COMMON, SHORT = range(2401, 2700), range(1900, 2101), range(1, 100)
CENTURY = 2500
APRIL, OCTOBER = 4, 10
UNDATED = {"", "-", "–", "standing", "yearly"}
"""What stands where a period is not limited, or not known."""


class Period(NamedTuple):
    """A span of days, both ends included."""

    start: date
    end: date


def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for row in table("thai_months"):
        number = int(row["month"])
        for name in (
            row["name_th"],
            row["abbr_th"],
            row["abbr_th"].rstrip("."),
            row["abbr_th"].replace(".", ""),
            row["name_en"],
            row["name_en"][:3],
        ):
            names[name.lower()] = number
    return names


MONTHS = _months()
_MONTH = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:พ\.ศ\.|ค\.ศ\.|พศ|คศ)?\s*(\d{4}|\d{2})"
_FISCAL = r"ปี\s*(?:งบประมาณ|งบฯ|งปม\.?)\s*"
_WEEKDAY = re.compile(r"^(?:วัน)?(?:(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์)\s*ที่|ที่)\s*")


def _buddhist(text: str) -> int | None:
    """Return a written year in the Buddhist calendar, None if it is one of the common era."""
    year = int(text)
    if year in SHORT:
        return CENTURY + year
    if year in BUDDHIST:
        return year
    if year in COMMON:
        return None
    raise Unclean("the year belongs to neither calendar")


def year_of(text: str) -> int:
    """Return a written year as a year of the common era."""
    buddhist = _buddhist(text)
    return int(text) if buddhist is None else buddhist - OFFSET


def _year_of_month(text: str, month: int) -> int:
    """Return the year of the common era that a month of a written year falls in."""
    buddhist = _buddhist(text)
    if buddhist is None or buddhist >= FIRST_YEAR_FROM_JANUARY or month >= APRIL:
        return year_of(text)
    if buddhist == FIRST_YEAR_FROM_JANUARY - 1:
        raise Unclean("the year 2483 had no January, February or March")
    return year_of(text) + 1


def _day(day: str, month: int, year: str) -> Period:
    year_ce = _year_of_month(year, month)
    try:
        on = date(year_ce, month, int(day))
    except ValueError:
        raise Unclean("there is no such day") from None
    return Period(on, on)


def _span(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _numeric(found: re.Match[str]) -> Period:
    return _day(found[1], int(found[2]), found[3])


def _iso(found: re.Match[str]) -> Period:
    return _day(found[3], int(found[2]), found[1])


def _worded(found: re.Match[str]) -> Period:
    return _day(found[1], MONTHS[found[2].lower()], found[3])


def _months_of_year(found: re.Match[str]) -> Period:
    first, last = MONTHS[found[1].lower()], MONTHS[(found[2] or found[1]).lower()]
    if last < first:
        raise Unclean("the period ends before it starts")
    return Period(
        _span(_year_of_month(found[3], first), first, first).start,
        _span(_year_of_month(found[3], last), last, last).end,
    )


def _days(found: re.Match[str]) -> Period:
    """Return the days from one to another: `12-14 พ.ค. 68`, `1 มี.ค. - 30 มิ.ย. 68`."""
    last = _day(found[3], MONTHS[found[4].lower()], found[5])
    first = _day(found[1], MONTHS[(found[2] or found[4]).lower()], found[5])
    if last.end < first.start:
        raise Unclean("the period ends before it starts")
    return Period(first.start, last.end)


def _fiscal_year(found: re.Match[str]) -> Period:
    return fiscal_year(year_of(found[1]))


def _fiscal_quarter(found: re.Match[str]) -> Period:
    start_month = (OCTOBER, 1, 4, 7)[int(found[1]) - 1]
    year = year_of(found[2]) - (start_month == OCTOBER)
    return _span(year, start_month, start_month + 2)


def _calendar_quarter(found: re.Match[str]) -> Period:
    last = 3 * int(found[1])
    return _span(year_of(found[2]), last - 2, last)


def _calendar_year(found: re.Match[str]) -> Period:
    return calendar_year(found[1])


def fiscal_year(year: int) -> Period:
    """Return the fiscal year that ends in a year of the common era: October to September."""
    return Period(date(year - 1, 10, 1), date(year, 9, 30))


def calendar_year(text: str) -> Period:
    """Return the days of a written calendar year."""
    buddhist, year = _buddhist(text), year_of(text)
    if buddhist is None or buddhist >= FIRST_YEAR_FROM_JANUARY:
        return _span(year, 1, 12)
    next_month = 1 if buddhist == FIRST_YEAR_FROM_JANUARY - 1 else APRIL
    return Period(date(year, APRIL, 1), date(year + 1, next_month, 1) - timedelta(days=1))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})", _numeric),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", _iso),
        (r"(\d{1,2})-(\d{1,2})-(\d{4})", _numeric),
        (rf"(\d{{1,2}})\s*({_MONTH})\s*{_YEAR}", _worded),
        (rf"(\d{{1,2}})\s*({_MONTH})?\s*[-–]\s*(\d{{1,2}})\s*({_MONTH})\s*{_YEAR}", _days),
        (rf"({_MONTH})(?:\s*[-–]\s*({_MONTH}))?\s*{_YEAR}", _months_of_year),
        (rf"ไตรมาส(?:ที่)?\s*([1-4])\s*{_FISCAL}{_YEAR}", _fiscal_quarter),
        (rf"{_FISCAL}{_YEAR}", _fiscal_year),
        (r"([1-4])/(\d{4}|\d{2})", _calendar_quarter),
        (r"(?:ปี\s*)?(?:พ\.ศ\.|ค\.ศ\.)?\s*(\d{4})", _calendar_year),
    )
)


def read_period(text: str) -> Period:
    """Return the first and the last day of what a text names: a day, months, a quarter, a year.

    A year without the word for "fiscal" is a calendar year.

    Raises
    ------
    Unclean
        Where the text has no known shape, or names a day that does not exist.

    Examples
    --------
    >>> read_period("๒๑ พ.ย. ๖๗").start
    datetime.date(2024, 11, 21)
    """
    folded = _WEEKDAY.sub("", fold(text))
    for form, read in _FORMS:
        found = form.fullmatch(folded)
        if found:
            return read(found)
    raise Unclean("a date was expected, such as 21/11/2567 or 21 พ.ย. 2567")


def day(text: str) -> date | None:
    """Read one day; a lone dash is unknown."""
    if fold(text) in UNDATED:
        return None
    period = read_period(text)
    if period.start != period.end:
        raise Unclean("a single day was expected, not a period")
    return period.start


def period_start(text: str) -> date | None:
    """Read the first day of a period."""
    return None if fold(text) in UNDATED else read_period(text).start


def period_end(text: str) -> date | None:
    """Read the last day of a period."""
    return None if fold(text) in UNDATED else read_period(text).end


def year(text: str) -> int | None:
    """Read a year, of either calendar, as a year of the common era."""
    folded = fold(text)
    if folded in UNDATED:
        return None
    if not re.fullmatch(r"\d{4}", folded):
        raise Unclean("a year was expected, such as 2567")
    return year_of(folded)


def write_day(day: date) -> Text:
    """Return a day in words, in Thai with the year of the Buddhist era.

    Examples
    --------
    >>> write_day(date(2025, 3, 15))
    Text(en='15 March 2025', th='15 มี.ค. 2568')
    """
    month = table("thai_months")[day.month - 1]
    return Text(
        f"{day.day} {month['name_en']} {day.year}", f"{day.day} {month['abbr_th']} {day.year + OFFSET}"
    )

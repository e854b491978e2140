"""Days, periods and fiscal years."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cleaning import Unclean
from loaders.countries.thailand import dates, fiscal
from loaders.countries.thailand.tables import table

DAYS = st.dates(date(1941, 1, 1), date(2099, 12, 31))
MONTHS = table("thai_months")
SHAPES: dict[str, Callable[[date], str]] = {
    "slashes": lambda day: f"{day.day}/{day.month}/{day.year + 543}",
    "slashes, padded": lambda day: f"{day:%d/%m}/{day.year + 543}",
    "of the common era": lambda day: f"{day.day}/{day.month}/{day.year}",
    "ISO": lambda day: day.isoformat(),
    "ISO with a Buddhist year": lambda day: f"{day.year + 543}-{day:%m-%d}",
    "words": lambda day: f"{day.day} {MONTHS[day.month - 1]['name_th']} พ.ศ. {day.year + 543}",
    "abbreviated": lambda day: f"{day.day} {MONTHS[day.month - 1]['abbr_th']}{day.year + 543}",
    "English": lambda day: f"{day.day} {MONTHS[day.month - 1]['name_en']} {day.year}",
    "with the weekday": lambda day: f"วันศุกร์ที่ {day.day} {MONTHS[day.month - 1]['name_th']} {day.year + 543}",
    "Thai digits": lambda day: f"{day.day}/{day.month}/{day.year + 543}".translate(
        str.maketrans("0123456789", "".join(map(chr, range(0x0E50, 0x0E5A))))
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@given(day=DAYS)
def test_every_shape_names_the_same_day(shape: str, day: date) -> None:
    assert dates.day(SHAPES[shape](day)) == day


@given(st.integers(2485, 2640))
def test_fiscal_years_follow_one_another(year: int) -> None:
    this, following = (dates.read_period(f"ปีงบประมาณ {number}") for number in (year, year + 1))
    assert this.end + timedelta(days=1) == following.start
    assert (this.start.month, this.end.month) == (10, 9)
    quarters = [dates.read_period(f"ไตรมาส {number} ปีงบประมาณ {year}") for number in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[-1].end) == this
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(quarters))


@given(st.integers(2450, 2640))
def test_calendar_years_follow_one_another(year: int) -> None:
    this, following = (dates.read_period(str(number)) for number in (year, year + 1))
    assert this.end + timedelta(days=1) == following.start


@given(st.text(max_size=20))
def test_what_cannot_be_read_is_said_so(text: str) -> None:
    try:
        period = dates.read_period(text)
    except Unclean:
        return
    assert period.start <= period.end


@pytest.mark.parametrize(
    "text", ["29/2/2566", "31/4/2567", "1/13/2567", "5/1/2300", "1/2/2483", "ก.ย. - ส.ค. 65", "เร็ว ๆ นี้"]
)
def test_impossible_days(text: str) -> None:
    with pytest.raises(Unclean):
        dates.read_period(text)


def test_a_period_is_no_day() -> None:
    with pytest.raises(Unclean, match="single day"):
        dates.day("ปีงบประมาณ 2567")
    assert dates.day("-") is None
    assert dates.period_start("ปีงบประมาณ 2567") == date(2023, 10, 1)
    assert dates.period_end("ปีงบประมาณ 2567") == date(2024, 9, 30)


def test_spans_of_years() -> None:
    assert fiscal.fiscal_years_start("2567-2568") == date(2023, 10, 1)
    assert fiscal.fiscal_years_end("2567-2568") == date(2025, 9, 30)
    assert fiscal.fiscal_years_end("2559-") is None
    assert fiscal.calendar_years_start("2559-") == date(2016, 1, 1)
    assert fiscal.calendar_years_end("2567") == date(2024, 12, 31)
    assert fiscal.single_fiscal_year("2567") == 2024
    assert fiscal.single_fiscal_year("2567-2568") is None
    assert fiscal.fiscal_years_start("standing") is None
    assert (dates.year("2567"), dates.year("2024"), dates.year("-")) == (2024, 2024, None)
    for wrong in ("2568-2567", "soon"):
        with pytest.raises(Unclean):
            fiscal.fiscal_years_start(wrong)
    with pytest.raises(Unclean):
        dates.year("67")

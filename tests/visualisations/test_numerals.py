"""Numbers and dates as they are read."""

from datetime import date

import pytest

from visualisations.numerals import count, day, fiscal_year, percent, rate


@pytest.mark.parametrize(
    ("reached", "eligible", "written"),
    [
        (0, 9, "0.0%"),
        (9, 9, "100.0%"),
        (1, 9999, "<0.1%"),
        (9998, 9999, ">99.9%"),
        (1, 3, "33.3%"),
        (3, 2, "150.0%"),
    ],
)
def test_a_rate_never_rounds_to_nothing_or_all(reached: int, eligible: int, written: str) -> None:
    assert rate(reached, eligible) == written


def test_counts_bounds_and_dates() -> None:
    assert [count(number) for number in (0, 1234567, -5)] == ["0", "1,234,567", "\N{MINUS SIGN}5"]
    assert [percent(share) for share in (0.025, 1, 0.0001)] == ["2.5%", "100%", "0.01%"]
    assert day(date(2024, 2, 29), 543).th == "29 ก.พ. 2567"
    assert day(None, 543).th == "ไม่ทราบ"
    assert fiscal_year(None, 543).en == "all years on record"
    assert fiscal_year(2025, 543).th == "ปีงบประมาณ 2568"

"""Numbers, years and dates as people read them, in both languages."""

from datetime import date

from ecograph.model import Text
from visualisations.wording import ALL_YEARS, UNKNOWN

LEAST_CHANCE = 1e-12
"""Probabilities below this are not told apart: they are differences of rounded numbers."""
_MONTHS = (
    Text("January", "ม.ค."),
    Text("February", "ก.พ."),
    Text("March", "มี.ค."),
    Text("April", "เม.ย."),
    Text("May", "พ.ค."),
    Text("June", "มิ.ย."),
    Text("July", "ก.ค."),
    Text("August", "ส.ค."),
    Text("September", "ก.ย."),
    Text("October", "ต.ค."),
    Text("November", "พ.ย."),
    Text("December", "ธ.ค."),
)


def count(number: float) -> str:
    """Return a count with separators between thousands.

    >>> count(1234567)
    '1,234,567'
    """
    return f"{round(number):,}".replace("-", "\N{MINUS SIGN}")


def rate(reached: int, eligible: int) -> str:
    """Return a share as a percentage with one decimal; `eligible` must not be 0.

    A share that is neither nothing nor everything never reads as such.

    >>> rate(1, 8), rate(0, 5), rate(1, 100_000), rate(99_999, 100_000)
    ('12.5%', '0.0%', '<0.1%', '>99.9%')
    """
    share = reached / eligible
    written = f"{share:.1%}"
    if written == "0.0%" and reached > 0:
        return "<0.1%"
    if written == "100.0%" and reached < eligible:
        return ">99.9%"
    return written


def chance(value: float) -> str:
    """Return a probability to three digits, as far down as probabilities are told apart.

    >>> chance(0.00123456), chance(0.0)
    ('0.00123', '<1e-12')
    """
    return f"{value:.3g}" if value >= LEAST_CHANCE else f"<{LEAST_CHANCE:.0e}"


def figure(value: float | str | None, name: str = "") -> str:
    """Return a number as people read it: whole as it is, else to six digits.

    Parameters
    ----------
    name
        What it is called in a finding: a probability is never nothing, and a year has no separator.

    >>> figure(1234), figure(0.0, "hypergeometric_p"), figure(2025, "fiscal_year"), figure(None)
    ('1,234', '<1e-12', '2025', '')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if (name in {"p", "q"} or name.endswith("_p")) and value < LEAST_CHANCE:
        return chance(value)
    if name == "fiscal_year":
        return f"{value:.0f}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def percent(share: float) -> str:
    """Return a bound of a scale as a percentage without needless decimals.

    >>> percent(0.1), percent(0.025), percent(0.0005)
    ('10%', '2.5%', '0.05%')
    """
    return f"{share * 100:.6g}%"


def day(value: date | None, thai_years_ahead: int) -> Text:
    """Return a date in words; None is unknown.

    >>> day(date(2025, 3, 15), 543)
    Text(en='15 March 2025', th='15 มี.ค. 2568')
    """
    if value is None:
        return UNKNOWN
    month = _MONTHS[value.month - 1]
    return Text(
        f"{value.day} {month.en} {value.year}", f"{value.day} {month.th} {value.year + thai_years_ahead}"
    )


def fiscal_year(year: int | None, thai_years_ahead: int) -> Text:
    """Return a fiscal year in words; None stands for all years.

    >>> fiscal_year(2024, 543)
    Text(en='fiscal year 2024', th='ปีงบประมาณ 2567')
    """
    if year is None:
        return ALL_YEARS
    return Text(f"fiscal year {year}", f"ปีงบประมาณ {year + thai_years_ahead}")

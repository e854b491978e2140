"""Size classes: every case, and what holds for all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.countries.thailand.sizes import LIMITS, Rule, size_class
from tests.thailand.cases import rows

CASES = [pytest.param(row, id=row["case_id"]) for row in rows("msme_size_cases")]
ORDER = ["micro", "small", "medium", "large"]


@pytest.mark.parametrize(("rule", "column"), [("revenue", "expected"), ("higher", "expected_if_higher_rule")])
@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, str], rule: Rule, column: str) -> None:
    revenue = float(case["revenue_thb"]) if case["revenue_thb"] else None
    employees = float(case["employees"]) if case["employees"] else None
    found = size_class(case["sector_group"], revenue, employees, rule)
    assert (found.size_class.upper() if found else "UNKNOWN") == case[column]


def test_what_decided_is_told() -> None:
    by_revenue = size_class("manufacturing", 2e6, 4)
    by_employees = size_class("manufacturing", None, 51)
    assert by_revenue is not None
    assert by_employees is not None
    assert (by_revenue.basis, by_employees.basis) == ("revenue", "employees")


def test_a_revenue_of_zero_was_not_asked() -> None:
    assert size_class("manufacturing", 0, None) is None
    assert size_class("manufacturing", 0, 51) == ("medium", "employees")


@given(st.sampled_from(sorted(LIMITS)), st.floats(1, 1e10), st.floats(1, 1e10))
def test_more_revenue_never_makes_an_enterprise_smaller(group: str, one: float, other: float) -> None:
    low, high = (size_class(group, revenue, None) for revenue in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert ORDER.index(low.size_class) <= ORDER.index(high.size_class)

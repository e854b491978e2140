"""Double service against comparing every two participations."""

import datetime as dt
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from ecograph.errors import AnalysisError
from ecograph.graph import Ecosystem
from ecograph.graph.double_service import BASES, find_double_service
from tests.graph.layers import DAY, JOINED, Small, layered, small_ecosystems

Case = tuple[str, str, str, str, str, int]


def described(ecosystem: Ecosystem, weakest: str) -> list[Any]:
    """Return what was found, in words."""
    found = find_double_service(ecosystem, weakest=weakest)  # type: ignore[arg-type]
    links = ecosystem.smes.links[JOINED]
    assert (found.enterprise == links.enterprises[found.first]).all()
    assert (found.enterprise == links.enterprises[found.second]).all()
    assert (found.first < found.second).all()

    def row(link: int) -> tuple[Any, ...]:
        numbers = (int(links.columns[name][link]) for name in ("fiscal_year", "starts_on", "ends_on"))
        return links.targets[links.indices[link]], *numbers, *links.labels["services"].of(link)

    return sorted(
        (int(who), *sorted([row(one), row(other)]), found.services[service], BASES[basis], int(days))
        for who, one, other, service, basis, days in zip(
            found.enterprise, found.first, found.second, found.service, found.basis, found.days, strict=True
        )
    )


def number(value: Any) -> int:
    """Return a value as a column of links holds it."""
    if isinstance(value, dt.date):
        return (value - dt.date(1970, 1, 1)).days
    return -1 if value is None else int(value)


def known(small: Small, row: dict[str, Any]) -> tuple[bool, tuple[dt.date, dt.date] | None]:
    """Return whether the period is recorded, and the period."""
    if row["starts_on"] and row["ends_on"] and row["starts_on"] <= row["ends_on"]:
        return True, (row["starts_on"], row["ends_on"])
    period = small.periods.get(row["target"])
    return False, period if period and period[0] <= period[1] else None


def overlap(small: Small, one: dict[str, Any], other: dict[str, Any]) -> tuple[int, bool]:
    """Return on how many days both went on (-1 for the same year, 0 for not), and if it is recorded."""
    (dated_one, first), (dated_other, second) = known(small, one), known(small, other)
    years = {one["fiscal_year"], other["fiscal_year"]}
    recorded = dated_one and dated_other
    if first and second:
        days = (min(first[1], second[1]) - max(first[0], second[0])).days + 1
        return (0 if not recorded and None not in years and len(years) == 2 else max(days, 0)), recorded
    return (0 if None in years or len(years) == 2 else -1), False


def services(small: Small, row: dict[str, Any]) -> tuple[bool, set[str]]:
    """Return whether services are recorded, and the services."""
    recorded = {service for service in row["services"] or [] if service}
    offers = {(one[1], other[1]) for one, other, name in small.edges if name == "Program OFFERS Service"}
    return bool(recorded), recorded or {key for program, key in offers if program == row["target"]}


def seen(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return a row as `described` does."""
    no_date = np.iinfo(np.int32).min
    dates = (no_date if row[name] is None else number(row[name]) for name in ("starts_on", "ends_on"))
    return row["target"], number(row["fiscal_year"]), *dates, *(s for s in row["services"] or [] if s)


def expected(small: Small, weakest: str) -> list[Any]:
    """Return the cases by the definition, two rows at a time."""
    cases = []
    for one, other in combinations(small.joined, 2):
        days, recorded = overlap(small, one, other)
        if one["source"] != other["source"] or not days:
            continue
        (told_one, mine), (told_other, others) = services(small, one), services(small, other)
        basis = "year" if days < 0 else "recorded" if recorded and told_one and told_other else "tags"
        if BASES.index(basis) <= BASES.index(weakest):
            ends = sorted([seen(one), seen(other)])
            cases += [(int(one["source"][1:]), *ends, service, basis, days) for service in mine & others]
    return sorted(cases)


@given(small_ecosystems)
def test_cases_are_those_of_the_definition(small: Small) -> None:
    for weakest in BASES:
        assert described(small.ecosystem(), weakest) == expected(small, weakest)


@given(small_ecosystems)
def test_the_order_of_rows_decides_nothing(small: Small) -> None:
    turned = Small(small.joined[::-1], small.financed, small.edges[::-1], small.periods)
    assert described(small.ecosystem(), "year") == described(turned.ecosystem(), "year")


def participation(program: str, **told: Any) -> dict[str, Any]:
    return {"source": "e0", "target": program, **told}


def test_one_day_in_common_is_enough() -> None:
    first = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(9), "services": ["Service0"]}
    second = {"starts_on": DAY + dt.timedelta(9), "ends_on": DAY + dt.timedelta(12), "services": ["Service0"]}
    later = {**second, "starts_on": DAY + dt.timedelta(10)}
    found = find_double_service(
        layered({JOINED: [participation("Program0", **first), participation("Program1", **second)]})
    )
    assert (found.days.tolist(), found.basis.tolist()) == ([1], [0])
    found = find_double_service(
        layered({JOINED: [participation("Program0", **first), participation("Program1", **later)]})
    )
    assert len(found) == 0


def test_only_links_that_count_are_compared() -> None:
    rows = [participation(f"Program{n}", starts_on=DAY, ends_on=DAY, services=["Service0"]) for n in range(3)]
    ecosystem = layered({JOINED: rows})
    assert len(find_double_service(ecosystem)) == 3
    assert len(find_double_service(ecosystem, np.array([True, False, True]))) == 1
    with pytest.raises(AnalysisError, match="2 entries, and there are 3 links"):
        find_double_service(ecosystem, np.ones(2, np.bool_))
    with pytest.raises(AnalysisError, match="There are: recorded, tags, year"):
        find_double_service(ecosystem, weakest="hearsay")  # type: ignore[arg-type]


def test_nothing_is_double_where_nothing_is() -> None:
    assert len(find_double_service(layered({}, enterprises=0), weakest="year")) == 0


OFFERS = (
    (("Program", "Program0"), ("Service", "Service0"), "Program OFFERS Service"),
    (("Program", "Program1"), ("Service", "Service0"), "Program OFFERS Service"),
)


@pytest.mark.parametrize(
    ("first", "second", "basis"),
    [
        (["Service0"], ["Service0"], "recorded"),
        (["Service0"], None, "tags"),
        (None, None, "tags"),
        (["Service1"], None, None),
    ],
)
def test_a_service_is_recorded_on_both_sides_or_a_tag(
    first: list[str] | None, second: list[str] | None, basis: str | None
) -> None:
    period = {"starts_on": DAY, "ends_on": DAY}
    rows = [
        participation("Program0", services=first, **period),
        participation("Program1", services=second, **period),
    ]
    found = find_double_service(layered({JOINED: rows}, edges=OFFERS))
    assert [BASES[code] for code in found.basis] == ([basis] if basis else [])


@pytest.mark.parametrize(
    ("first", "second", "basis", "days"),
    [(2024, 2024, "tags", 5), (2024, None, "tags", 5), (None, None, "tags", 5), (2024, 2025, None, None)],
)
def test_the_period_of_a_program_holds_within_the_year(
    first: int | None, second: int | None, basis: str | None, days: int | None
) -> None:
    periods = {
        "Program0": (DAY, DAY + dt.timedelta(9)),
        "Program1": (DAY + dt.timedelta(5), DAY + dt.timedelta(20)),
    }
    rows = [participation("Program0", fiscal_year=first), participation("Program1", fiscal_year=second)]
    found = find_double_service(layered({JOINED: rows}, edges=OFFERS, periods=periods))
    assert [BASES[code] for code in found.basis] == ([basis] if basis else [])
    assert found.days.tolist() == ([days] if days else [])
    without = find_double_service(layered({JOINED: rows}, edges=OFFERS), weakest="year")
    assert without.days.tolist() == ([-1] if first == second == 2024 else [])

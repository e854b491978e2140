"""Every published number that is declared is given; and a wrong one would be noticed."""

from dataclasses import replace

import pytest

from ecograph.analysis.verification import CHECKS, Check


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_published_numbers_are_given(check: Check) -> None:
    outcome = check.run()
    assert outcome.ok, f"{check.source}: {check.expected}, found {outcome.found}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_another_number_would_be_noticed(check: Check) -> None:
    first, *rest = check.expected
    step = 3 * check.within or 1
    assert not replace(check, expected=(first + step, *rest)).run().ok
    assert not replace(check, expected=(*check.expected, 0.0)).run().ok


def test_every_check_has_a_name_of_its_own_and_a_source() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.source for check in CHECKS)

"""What a mapping may fill."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.model import MODEL
from ecograph.model.targets import nearest, targets

TARGETS = targets(MODEL)


def test_targets(golden: Callable[[Path, str], None]) -> None:
    golden(Path(__file__).parent / "golden" / "targets.txt", "\n".join(TARGETS) + "\n")


def test_each_target_has_one_name() -> None:
    assert len(TARGETS) == len(set(TARGETS))


@given(st.sampled_from(TARGETS))
def test_a_name_is_nearest_to_itself(name: str) -> None:
    assert nearest(name, TARGETS) == name
    assert nearest(name.upper(), TARGETS) == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Program.nam", "Program.name"),
        ("program.fiscalyear", "Program.fiscal_year"),
        ("SME.employes", "SME.employees"),
        ("SME LOCATED_IN Area.roles", "SME LOCATED_IN Area.role"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_nearest(written: str, meant: str | None) -> None:
    assert nearest(written, TARGETS) == meant


def test_nothing_is_near_nothing() -> None:
    assert nearest("Program.name", []) is None

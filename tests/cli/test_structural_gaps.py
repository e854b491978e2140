"""Gaps of structure on the command line."""

from typing import Any

import pytest

from tests.cli.test_commands import Shell

KINDS = ("unmet-needs", "plan-gaps", "funding-gaps", "single-points", "isolated", "out-of-reach")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell whose store is a small demonstration."""
    home = tmp_path_factory.mktemp("structure")
    Shell(home)("demo", "--to", "demo", "--enterprises", "3000")
    return Shell(home)


def asking(shell: Shell, *arguments: str) -> Any:
    return shell.json("--store", "demo/store", *arguments)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_printed_and_explained(shell: Shell, kind: str) -> None:
    result = asking(shell, "gaps", "--kind", kind)
    assert result["analysis"] == kind
    first = result["findings"][0]
    assert asking(shell, "explain", first["id"])["finding"] == first
    for language in ("en", "th"):
        printed = shell("--store", "demo/store", "--lang", language, "gaps", "--kind", kind).stdout
        assert first["sentence"][language].split(":")[0] in " ".join(printed.split())


def test_places_are_chosen_one_at_a_time(shell: Shell) -> None:
    asked = ("gaps", "--kind", "out-of-reach", "--by", "region", "--scheme", "REG6")
    result = asking(shell, *asked)
    assert {finding["scheme"] for finding in result["findings"]} == {"REG6"}
    twice = shell("--store", "demo/store", *asked, "--by", "area", code=1)
    assert "asked by one place" in twice.stderr

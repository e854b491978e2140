"""What to link next, on the command line."""

from pathlib import Path

import pytest

from tests.cli.test_commands import Shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell whose store is a small demonstration."""
    home = tmp_path_factory.mktemp("linking")
    Shell(home)("demo", "--to", "demo", "--enterprises", "1000")
    return Shell(home)


@pytest.mark.parametrize("command", ["partnerships --rank score", "exchanges"])
def test_what_to_link_is_asked_printed_and_explained(shell: Shell, command: str) -> None:
    asked = (*command.split(), "--limit", "3")
    result = shell.json("--store", "demo/store", *asked)
    first = result["findings"][0]
    assert len(result["findings"]) == 3
    assert shell.json("--store", "demo/store", "explain", first["id"])["finding"] == first
    printed = shell("--store", "demo/store", "--lang", "th", *asked).stdout
    assert first["sentence"]["th"].split(":")[0] in " ".join(printed.split())
    assert ("AUC" in printed) == command.startswith("partnerships")


def test_partnerships_are_written_for_a_spreadsheet(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    shell("--store", "demo/store", "partnerships", "--limit", "4", "--csv", str(path))
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 5

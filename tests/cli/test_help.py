"""Help: each command says what it is for, and shows itself in use."""

from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from ecograph.cli import app

APPLICATION = typer.main.get_command(app)


def paths(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words that call each command."""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from paths(inner, (*path, name))
    else:
        yield path


@pytest.mark.parametrize("path", tuple(paths(APPLICATION)), ids=" ".join)
def test_each_command_shows_an_example_of_itself(path: tuple[str, ...]) -> None:
    said = CliRunner().invoke(app, [*path, "--help"])
    assert said.exit_code == 0, said.output
    example = said.output.partition("Example")[2]
    assert "ecograph " in example
    assert f" {path[0]} " in " ".join(example.split())


def test_the_overview_names_each_command() -> None:
    said = CliRunner().invoke(app, ["--help"]).output
    assert [path for path in paths(APPLICATION) if path[0] not in said] == []

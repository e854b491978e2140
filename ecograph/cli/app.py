"""The application that commands register with, and what all of them share."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from ecograph import __version__
from ecograph.errors import SettingsError
from ecograph.model import DataKind, Language, Text
from ecograph.settings import Settings, read_settings
from ecograph.workspace import Workspace

EXIT_PROBLEMS = 3
"""The exit code of a load or a check that went through, with problems to look at."""

app = typer.Typer(
    name="ecograph",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    help="Who helps whom, where nobody does, where two do the same, and what to link next.\n\n"
    "Exit codes: 0 done, 1 an error, 2 a wrong call, 3 done with problems to look at.",
)


class LanguageOption(StrEnum):
    """A language that people read."""

    en = "en"
    th = "th"


@dataclass(frozen=True, slots=True)
class Session:
    """What every command is given: settings, and how to speak."""

    settings: Settings
    json: bool
    language: Language
    stale: list[str] = field(default_factory=list)
    """Why answers are not those of the store as it is now."""

    @property
    def console(self) -> Console:
        """Where results go; wide where no terminal limits it."""
        return _console()

    @property
    def notices(self) -> Console:
        """Where progress and remarks go; silent for scripts that read JSON."""
        return Console(stderr=True, highlight=False, quiet=self.json)

    @contextmanager
    def open(self, *, create: bool = False) -> Iterator[Workspace]:
        """Open the workspace of the store in use; at the end, say on stderr where its answers are stale."""
        with Workspace.open(self.settings, create=create) as workspace:
            yield workspace
            if workspace.stale:
                self.stale.append(workspace.stale)
                Console(stderr=True).print(workspace.stale, style="bold yellow", markup=False, soft_wrap=True)

    def say(self, text: Text) -> str:
        """Return a text in the language in use."""
        return text(self.language)

    def show(self, values: Any, *tables: Table, data_kind: DataKind | None = None) -> None:
        """Print values as JSON, or tables for people; say so where the data is synthetic."""
        if self.json:
            if self.stale and isinstance(values, dict):
                values = {**values, "stale": " ".join(self.stale)}
            typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=_as_json))
            return
        for table in tables:
            self.console.print(table)
        if data_kind is DataKind.SYNTHETIC:
            self.console.print(self.say(SYNTHETIC), style="bold yellow")


def _as_json(value: object) -> object:
    """Return what JSON has no word for: times in ISO 8601, mappings as objects, all else as text."""
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else str(value)


def need_folder(path: Path) -> None:
    """Raise a `SettingsError` where a file is to be written into a folder that is not there."""
    if not path.resolve().parent.is_dir():
        raise SettingsError(f"The folder {path.parent} does not exist.", "Make it, or choose another.")


def marked_output(output: Path, data_kind: DataKind) -> Path:
    """Return a path that says so where the data is synthetic."""
    if data_kind is DataKind.SYNTHETIC and "synthetic" not in output.stem:
        return output.with_stem(f"{output.stem}-synthetic")
    return output


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=160)


SYNTHETIC = Text("SYNTHETIC DATA, not to be cited.", "ข้อมูลสังเคราะห์ ห้ามอ้างอิง")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ecograph {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    store: Annotated[str, typer.Option(help="The store: a folder or an address. [ECOGRAPH_STORE]")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
    language: Annotated[
        LanguageOption | None, typer.Option("--lang", help="Language of what is printed.")
    ] = None,
    debug: Annotated[  # noqa: ARG001  (read by `main`, before there is a context)
        bool, typer.Option("--debug", help="Show where an unforeseen error happened.")
    ] = False,
    version: Annotated[  # noqa: ARG001  (answered by its callback)
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set up what every command shares."""
    chosen = language.value if language else None
    settings = read_settings(dict(os.environ), store=store or None, language=chosen)
    context.obj = Session(settings, as_json, settings.language)


def session(context: typer.Context) -> Session:
    """Return what the command shares with all others."""
    return cast(Session, context.obj)


def plain_table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Return an empty table; the columns named in `numbers` are aligned to the right, on one line."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        number = column in numbers
        table.add_column(column, justify="right" if number else "left", overflow="fold", no_wrap=number)
    return table


OutputFile = Annotated[Path | None, typer.Option("--csv", help="Also write the table to this CSV file.")]

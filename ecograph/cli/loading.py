"""Commands that bring data in: load, check, recipes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Self

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ecograph.cli.app import EXIT_PROBLEMS, Session, app, plain_table, session
from ecograph.cli.load_report import show_report
from ecograph.errors import RecipeError, SourceError
from ecograph.state import IdentityLog, LoadLog
from ecograph.store import GraphStore
from ecograph.workspace import Workspace
from loaders.load import load as load_files
from loaders.recipes import FoundRecipe, find_recipe, shipped_recipes
from loaders.report import LoadReport
from loaders.templates import find_template
from loaders.worklists import is_worklist

RecipeName = Annotated[
    str, typer.Argument(help="A shipped recipe (see `ecograph recipes`) or the path of a TOML file.")
]
DataPath = Annotated[
    Path | None,
    typer.Argument(help="The file or folder to load; not needed where the recipe brings its own."),
]
ProblemFile = Annotated[
    Path | None,
    typer.Option(
        "--problems",
        help="Write every problem to this CSV file; else they go to the folder ECOGRAPH_HOME/problems.",
    ),
]
RejectedFile = Annotated[
    Path | None,
    typer.Option(
        "--rejected",
        help="Write rows that lost a record to this Excel file; else to the folder ECOGRAPH_HOME/problems.",
    ),
]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option("--corrections", help="A file of rejected rows, put right: read in place of the rows."),
]


@app.command()
def load(
    context: typer.Context,
    recipe: RecipeName,
    path: DataPath = None,
    problems: ProblemFile = None,
    rejected: RejectedFile = None,
    corrections: CorrectionsFile = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing where a value, a record or a row would be lost.")
    ] = False,
    mix: Annotated[bool, typer.Option(help="Allow real and synthetic data in one store.")] = False,
    allow_shrink: Annotated[
        bool, typer.Option(help="Accept a source that lost more than half of its records.")
    ] = False,
) -> None:
    """Load files through a mapping recipe, all or nothing.

    Example: ecograph load th-dbd-registrations downloads/dbd
    """
    options = LoadOptions(problems, rejected, corrections, mix, allow_shrink, strict=strict)
    run_load(session(context), recipe, path, options)


@app.command()
def check(
    context: typer.Context,
    recipe: RecipeName,
    path: DataPath = None,
    problems: ProblemFile = None,
    rejected: RejectedFile = None,
    corrections: CorrectionsFile = None,
) -> None:
    """Do all that `load` does and undo it: what would become of every row.

    Example: ecograph check my-recipe.toml participants.xlsx --problems problems.csv
    """
    options = LoadOptions(problems, rejected, corrections, mix=True, allow_shrink=True, dry_run=True)
    run_load(session(context), recipe, path, options)


@app.command()
def recipes(context: typer.Context) -> None:
    """List the recipes that ship with the product.

    Example: ecograph recipes
    """
    here = session(context)
    found = {name: find_recipe(name, b"") for name in shipped_recipes()}
    table = plain_table("Recipes", "recipe", "what it loads", "files")
    for name, item in found.items():
        files = (
            "its own"
            if item.files
            else ", ".join(dict.fromkeys(table_.files for table_ in item.recipe.tables))
        )
        table.add_row(name, _title(here, item), files)
    here.show(
        [
            {"id": name, "title": item.recipe.title, "title_th": item.recipe.title_th}
            for name, item in found.items()
        ],
        table,
    )


def _title(here: Session, found: FoundRecipe) -> str:
    return found.recipe.title_th or found.recipe.title if here.language == "th" else found.recipe.title


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a load or a check is asked for, and the files beside its source."""

    problems: Path | None = None
    rejected: Path | None = None
    corrections: Path | None = None
    mix: bool = False
    allow_shrink: bool = False
    dry_run: bool = False
    strict: bool = False

    def within(self, folder: Path, recipe: str) -> Self:
        """Return the options with a place in a folder for what has none."""
        return replace(
            self,
            problems=self.problems or folder / f"{recipe}.csv",
            rejected=self.rejected or folder / f"{recipe}-rejected.xlsx",
        )


def run_load(here: Session, name: str, path: Path | None, options: LoadOptions) -> None:
    """Load or check, and print the report; exit with 3 where there were problems, 1 where it was refused."""
    secret = here.settings.secret()
    if is_worklist(Path(name)):
        raise RecipeError(
            f"{Path(name).name} is a work list that came back: it holds verdicts, not data.",
            f"Take them with `ecograph worklist read {name}`.",
        )
    found = find_template(name, secret) or find_recipe(name, secret)
    folder = here.settings.home / "problems"
    folder.mkdir(parents=True, exist_ok=True)
    options = options.within(folder, found.recipe.id)
    with _workspace(here, dry_run=options.dry_run) as workspace:
        report = load_recipe(here, workspace.store, found, path, secret, options)
    if not report.total_problems and report.problem_file:
        report.problem_file.unlink()
        report.problem_file = None
    show_report(here, report)
    if report.refused:
        raise typer.Exit(1)
    if report.total_problems:
        raise typer.Exit(EXIT_PROBLEMS)


@contextmanager
def _workspace(here: Session, *, dry_run: bool) -> Iterator[Workspace]:
    """Open the store to load into; a check needs none, and leaves none behind."""
    if not dry_run or Path(here.settings.store_url).exists() or "://" in here.settings.store_url:
        with here.open(create=True) as workspace:
            yield workspace
        return
    with TemporaryDirectory(prefix="ecograph-") as folder:
        settings = here.settings.model_copy(update={"store": folder})
        with Workspace.open(settings) as workspace:
            yield workspace


def load_recipe(
    here: Session,
    store: GraphStore,
    found: FoundRecipe,
    path: Path | None,
    secret: bytes,
    options: LoadOptions,
) -> LoadReport:
    """Load through a recipe that was found, with a progress line for people; keep its report."""
    files = path or found.files
    if files is None:
        raise SourceError(
            f"The recipe {found.recipe.id} reads your files.", "Name the file or folder to load."
        )
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[rows]:,} rows"),
        TimeElapsedColumn(),
    )
    beside = here.settings.store_url, here.settings.home
    with Progress(
        *columns, console=here.notices, transient=True, disable=not here.notices.is_terminal
    ) as progress:
        task = progress.add_task(found.recipe.id, total=None, rows=0)
        report = load_files(
            found.recipe,
            files,
            store,
            cleaners=found.cleaners,
            secret=secret,
            identities=IdentityLog.of_store(*beside),
            mix=options.mix,
            allow_shrink=options.allow_shrink,
            dry_run=options.dry_run,
            strict=options.strict,
            problem_file=options.problems,
            rejected_file=options.rejected,
            corrections=options.corrections,
            progress=lambda document, rows: progress.update(task, description=document, rows=rows),
        )
    if report.version:
        LoadLog.of_store(*beside).add(report.version, report.source, report.to_dict())
    return report

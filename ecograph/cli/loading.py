"""Commands that bring data in: load, check, recipes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ecograph.cli.app import EXIT_PROBLEMS, Session, app, plain_table, session
from ecograph.errors import SourceError
from ecograph.model import Text
from ecograph.state import IdentityLog
from ecograph.store import GraphStore
from ecograph.workspace import Workspace
from loaders.load import load as load_files
from loaders.recipes import FoundRecipe, find_recipe, shipped_recipes
from loaders.report import KindReport, LoadReport
from loaders.templates import find_template

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


@app.command()
def load(
    context: typer.Context,
    recipe: RecipeName,
    path: DataPath = None,
    problems: ProblemFile = None,
    mix: Annotated[bool, typer.Option(help="Allow real and synthetic data in one store.")] = False,
    allow_shrink: Annotated[
        bool, typer.Option(help="Accept a source that lost more than half of its records.")
    ] = False,
) -> None:
    """Load files through a mapping recipe, all or nothing.

    Example: ecograph load th-dbd-registrations downloads/dbd
    """
    run_load(session(context), recipe, path, problems, mix=mix, allow_shrink=allow_shrink, dry_run=False)


@app.command()
def check(
    context: typer.Context, recipe: RecipeName, path: DataPath = None, problems: ProblemFile = None
) -> None:
    """Do all that `load` does and undo it: what would become of every row.

    Example: ecograph check my-recipe.toml participants.xlsx --problems problems.csv
    """
    run_load(session(context), recipe, path, problems, mix=True, allow_shrink=True, dry_run=True)


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


def run_load(
    here: Session,
    name: str,
    path: Path | None,
    problems: Path | None,
    *,
    mix: bool,
    allow_shrink: bool,
    dry_run: bool,
) -> None:
    """Load or check, print the report, and exit with 3 where there were problems."""
    secret = here.settings.secret()
    found = find_template(name, secret) or find_recipe(name, secret)
    problems = problems or here.settings.home / "problems" / f"{found.recipe.id}.csv"
    problems.parent.mkdir(parents=True, exist_ok=True)
    with _workspace(here, dry_run=dry_run) as workspace:
        report = load_recipe(here, workspace.store, found, path, secret, problems, mix, allow_shrink, dry_run)
    if not report.total_problems:
        problems.unlink()
        report.problem_file = None
    show_report(here, report)
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
    problems: Path | None = None,
    mix: bool = False,
    allow_shrink: bool = False,
    dry_run: bool = False,
) -> LoadReport:
    """Load through a recipe that was found, with a progress line for people."""
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
    with Progress(
        *columns, console=here.notices, transient=True, disable=not here.notices.is_terminal
    ) as progress:
        task = progress.add_task(found.recipe.id, total=None, rows=0)
        return load_files(
            found.recipe,
            files,
            store,
            cleaners=found.cleaners,
            secret=secret,
            identities=IdentityLog.of_store(here.settings.store_url, here.settings.home),
            mix=mix,
            allow_shrink=allow_shrink,
            dry_run=dry_run,
            problem_file=problems,
            progress=lambda document, rows: progress.update(task, description=document, rows=rows),
        )


ROWS, RECORDS, KIND = Text("Rows", "แถว"), Text("Records", "ระเบียน"), Text("kind", "ชนิด")
PROBLEMS = Text("Problems: {total:,}", "ปัญหา: {total:,}")
ROW_HEADERS = {
    "read": Text("read", "อ่าน"),
    "recorded": Text("recorded", "บันทึก"),
    "rejected": Text("rejected", "ไม่รับ"),
    "not wanted": Text("not wanted", "ไม่ใช้"),
    "not data": Text("not data", "ไม่ใช่ข้อมูล"),
}
RECORD_HEADERS = {
    "mapped": Text("mapped", "แปลงได้"),
    "created": Text("created", "สร้างใหม่"),
    "updated": Text("updated", "ปรับปรุง"),
    "unchanged": Text("unchanged", "คงเดิม"),
    "refused": Text("refused", "ไม่ผ่านการตรวจ"),
    "repeated": Text("repeated", "ซ้ำในไฟล์"),
    "dangling": Text("dangling", "ไม่พบปลายทาง"),
    "withdrawn": Text("withdrawn", "ถอนออก"),
    "orphaned": Text("orphaned", "ขาดปลายทาง"),
}
DRY, LOADED = (
    Text("Checked; nothing was written", "ตรวจแล้ว ยังไม่ได้บันทึก"),
    Text("Loaded as run {version}", "โหลดเป็นรอบที่ {version}"),
)
ENDED = Text("{files} files, {seconds:.1f} s.", "{files} ไฟล์ {seconds:.1f} วินาที")
LISTED = Text("Every problem is in {file}.", "ปัญหาทั้งหมดอยู่ใน {file}")
OUTCOMES = ("refused", "repeated", "dangling", "withdrawn", "orphaned")
"""What became of records, shown only where it happened."""


def show_report(here: Session, report: LoadReport) -> None:
    """Print what became of every row and record."""
    rows = plain_table(here.say(ROWS), *(here.say(text) for text in ROW_HEADERS.values()))
    not_data = sum(report.skipped.values())
    rows.add_row(*(f"{({**report.rows, 'not data': not_data})[name]:,}" for name in ROW_HEADERS))
    records = {
        name: {field: getattr(kind, field) for field in KindReport.__slots__}
        | {"withdrawn": report.withdrawn.get(name, 0), "orphaned": report.orphaned.get(name, 0)}
        for name, kind in report.kinds.items()
    }
    always = ("mapped", "created", "updated", "unchanged")
    shown = [*always, *(field for field in OUTCOMES if any(record[field] for record in records.values()))]
    headers = [here.say(RECORD_HEADERS[field]) for field in shown]
    kinds = plain_table(here.say(RECORDS), here.say(KIND), *headers, numbers=tuple(headers))
    for name, record in records.items():
        kinds.add_row(name, *(f"{record[field]:,}" for field in shown))
    problems = plain_table(
        here.say(PROBLEMS).format(total=report.total_problems),
        "count",
        "column",
        "why",
        "effect",
        numbers=("count",),
    )
    for (column, why, effect), count in sorted(report.problem_counts.items(), key=lambda item: -item[1])[:20]:
        problems.add_row(f"{count:,}", column, why, effect)
    here.show(report.to_dict(), rows, kinds, *([problems] if report.total_problems else []))
    if not here.json:
        for problem in report.problems[:5]:
            here.console.print(f"  {problem}", markup=False)
        outcome = here.say(DRY if report.dry_run else LOADED).format(version=report.version)
        ended = here.say(ENDED).format(files=len(report.documents), seconds=report.seconds)
        here.console.print(f"{outcome}; {ended}", style="bold")
        if report.problem_file:
            here.console.print(here.say(LISTED).format(file=report.problem_file), markup=False)

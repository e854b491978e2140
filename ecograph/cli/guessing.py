"""Commands for files that nobody has described yet: guess, template."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecograph.cli.app import EXIT_PROBLEMS, Session, app, plain_table, session
from ecograph.errors import RecipeError, SourceError
from ecograph.model import Text
from loaders.guessing import Guess, Proposal, TableProposal, propose, read_samples, to_toml
from loaders.guessing.person import shown
from loaders.guessing.tables import KINDS
from loaders.templates import recognise_template, write_template


class TemplateKind(StrEnum):
    """What the rows of a template are."""

    participants = "participants"
    programs = "programs"
    funds = "funds"
    agreements = "agreements"
    indicators = "indicators"


TABLES = Text("Rows", "แถว")
MAPPED = Text("Columns that are mapped", "คอลัมน์ที่นำเข้า")
UNMAPPED = Text("Columns left out", "คอลัมน์ที่ไม่นำเข้า")
HEADERS = {
    "table": Text("table", "ตาราง"),
    "rows": Text("each row is", "แต่ละแถวคือ"),
    "sure": Text("sure", "มั่นใจ"),
    "guess": Text("guess", "ข้อสันนิษฐาน"),
    "samples": Text("for example", "ตัวอย่าง"),
    "column": Text("column", "คอลัมน์"),
    "why": Text("why", "เหตุผล"),
}
ASK = Text("Right?", "ถูกต้องหรือไม่")
WHAT_ARE_ROWS = Text("What is each row of {document}?", "แต่ละแถวของ {document} คืออะไร")
NOTHING = Text("nothing to load", "ไม่มีข้อมูลที่จะนำเข้า")
WROTE = Text(
    "Wrote {path}. Next: ecograph check {path} {file}", "บันทึก {path} แล้ว ขั้นต่อไป: ecograph check {path} {file}"
)
DOUBTFUL = Text(
    "Doubtful guesses: {count}. They are marked in {path}: look at them before you load.",
    "มีข้อสันนิษฐาน {count} ข้อที่ไม่แน่ใจ (ทำเครื่องหมาย doubtful ไว้ใน {path}) โปรดตรวจก่อนนำเข้า",
)
TEMPLATE = Text(
    "Wrote {path}. Fill it in, then: ecograph load {path}",
    "บันทึก {path} แล้ว กรอกข้อมูล จากนั้น: ecograph load {path}",
)

Output = Annotated[Path | None, typer.Option("--output", help="The file to write.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there.")]


@app.command()
def guess(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to look at: CSV, Excel, Parquet, JSON, SQLite.")],
    output: Output = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the proposal without asking.")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Propose a recipe for a file by looking at its headers and values, and ask where it is in doubt.

    Without a terminal nothing is asked: the doubtful guesses are marked, and the exit code is 3.

    Example: ecograph guess participants.xlsx --output participants.toml
    """
    here = session(context)
    if not file.is_file():
        raise SourceError(f"{file} is not a file.", "Name one file; a folder is guessed file by file.")
    if recognise_template(file):
        raise RecipeError(f"{file} is a template and needs no recipe.", f"Load it: ecograph load {file}")
    path = _free(output or Path(f"{file.stem}.toml"), overwrite=overwrite)
    samples = tuple(read_samples(file))
    proposal = propose(file.name, samples)
    asking = not yes and not here.json and is_terminal()
    if asking and proposal.doubtful:
        _show(here, proposal)
        kinds = {
            table.document: _ask_kind(here, table)
            for table in proposal.tables
            if table.kind and table.doubtful
        }
        proposal = propose(file.name, samples, kinds=kinds)
        declined = {
            (table.document, guess.role.name)
            for table in proposal.tables
            for guess in table.guesses
            if guess.doubtful and not _is_right(here, guess)
        }
        proposal = propose(file.name, samples, kinds=kinds, declined=declined)
    path.write_text(to_toml(proposal, here.language, path.name), encoding="utf-8", newline="\n")
    _show(here, proposal, path)
    doubtful = 0 if yes or asking else len(proposal.doubtful)
    here.notices.print(here.say(WROTE).format(path=path, file=file), markup=False, soft_wrap=True)
    if doubtful:
        here.notices.print(here.say(DOUBTFUL).format(count=doubtful, path=path), markup=False, soft_wrap=True)
        raise typer.Exit(EXIT_PROBLEMS)


@app.command()
def template(
    context: typer.Context,
    kind: Annotated[TemplateKind, typer.Argument(help="What its rows are.")],
    output: Output = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a blank Excel file, in Thai and English, that loads without a recipe once it is filled in.

    Example: ecograph template participants --output participants.xlsx
    """
    here = session(context)
    path = _free(output or Path(f"{kind.value}.xlsx"), overwrite=overwrite)
    write_template(kind.value, path)
    here.show({"kind": kind.value, "file": str(path)})
    here.notices.print(here.say(TEMPLATE).format(path=path), markup=False, soft_wrap=True)


def is_terminal() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty()


def _free(path: Path, *, overwrite: bool) -> Path:
    """Return the path of a file to write, unless it is there already or its folder is not."""
    if path.exists() and not overwrite:
        raise RecipeError(f"{path} is there already.", "Choose another --output, or say --overwrite.")
    if not path.parent.is_dir():
        raise RecipeError(f"There is no folder {path.parent}.", "Make it, or choose another --output.")
    return path


def _show(here: Session, proposal: Proposal, path: Path | None = None) -> None:
    """Print what each table is taken for, every guess, and every column that is left out."""
    rows = plain_table(here.say(TABLES), *(here.say(HEADERS[name]) for name in ("table", "rows", "sure")))
    mapped = plain_table(
        here.say(MAPPED), *(here.say(HEADERS[name]) for name in ("guess", "samples", "sure"))
    )
    left = plain_table(here.say(UNMAPPED), *(here.say(HEADERS[name]) for name in ("column", "why")))
    for table in proposal.tables:
        label = here.say(table.kind.label if table.kind else table.why)
        rows.add_row(shown(table.document), label, _sure(table) if table.kind else "")
        for guess in table.guesses:
            mapped.add_row(here.say(guess.why), " · ".join(guess.evidence.samples), _sure(guess))
        for column in table.unmapped:
            left.add_row(column.shown, here.say(column.why))
    here.show(proposal.to_dict() | {"file": str(path)}, rows, mapped, left)
    if not here.json:
        for remark in dict.fromkeys(remark for table in proposal.tables for remark in table.remarks):
            here.console.print(f"· {here.say(remark)}", markup=False)


def _sure(thing: TableProposal | Guess) -> str:
    return f"{thing.confidence:.0%}{' ?' if thing.doubtful else ''}"


def _is_right(here: Session, guess: Guess) -> bool:
    """Ask a person whether a guess is right."""
    return typer.confirm(f"{here.say(guess.why)} {here.say(ASK)}", default=True)


def _ask_kind(here: Session, table: TableProposal) -> str:
    """Ask a person what the rows of a table are; the name of a kind, or nothing."""
    names = ["", *(kind.name for kind in KINDS)]
    labels = [here.say(NOTHING), *(here.say(kind.label) for kind in KINDS)]
    here.console.print(here.say(WHAT_ARE_ROWS).format(document=shown(table.document)), markup=False)
    for number, label in enumerate(labels):
        here.console.print(f"  {number}  {label}", markup=False)
    default = names.index(table.kind.name) if table.kind else 0
    answer = -1
    while answer not in range(len(names)):
        answer = int(typer.prompt("", type=int, default=default))
    return names[answer]

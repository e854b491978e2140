"""The command that holds changes against what is: what-if."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.whatif import PARTS, Measure, Status, WhatIf, find_what_if
from ecograph.analysis.whatif import wording as said
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.asking import Scheme
from ecograph.cli.linking import Place
from ecograph.cli.results import write_csv
from ecograph.cli.viewing import make_site, save_page
from loaders.change_file import read_changes

Part = StrEnum("Part", {part.replace("-", "_"): part for part in PARTS})  # type: ignore[misc]
MOST = 40


@app.command("what-if")
def what_if(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What would be otherwise: a TOML file (docs/what-if.md).")],
    by: Annotated[Place, typer.Option(help="The places that are told apart.")] = Place.corridor,
    scheme: Scheme = "economic",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    part: Annotated[
        list[Part] | None, typer.Option(help="Compare only this; may be given several times.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many lines of each table to show.")] = MOST,
    csv: OutputFile = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page to look at to this file.")] = None,
) -> None:
    """Show every measure and finding before and after a change, computed on a copy: nothing is written.

    Example: ecograph what-if changes.toml --html what-if.html
    """
    here = session(context)
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        found = find_what_if(
            ecosystem,
            read_changes(file, ecosystem),
            by=by.value,
            scheme=scheme,
            year=year,
            parts=[one.value for one in part] if part else PARTS,
        )
        if html:
            save_page(here, workspace, html, make_site(here, workspace, scheme, year).what_if(found))
    here.show(
        found.to_dict(), _measures(here, found, limit), _turns(here, found, limit), data_kind=found.data_kind
    )
    if not here.json:
        for text in (*found.changes, *found.assumptions, *found.untested):
            here.console.print(f"· {here.say(text)}", style="dim", markup=False)
    write_csv(here, found.to_frame(), csv)


def _measures(here: Session, found: WhatIf, limit: int) -> Table:
    """Return the measures that differ, with how many stay the same."""
    differing = [measure for measure in found.measures if measure.differs]
    numbers = [here.say(text) for text in (said.BEFORE, said.AFTER, said.CHANGE)]
    title = said.TITLE.format(title=found.title) if found.title else said.NO_TITLE
    table = plain_table(escape(here.say(title)), here.say(said.MEASURE), *numbers, numbers=tuple(numbers))
    for measure in differing[:limit]:
        values = (measure.before, measure.after, measure.change)
        table.add_row(
            escape(_name(here, measure)),
            *(_number(here, value) for value in values[:2]),
            _signed(here, values[2]),
        )
    table.add_row(here.say(said.SAME.format(number=len(found.measures) - len(differing))), "", "", "")
    if len(differing) > limit:
        table.add_row(here.say(said.FURTHER.format(number=len(differing) - limit)), "", "", "")
    return table


def _name(here: Session, measure: Measure) -> str:
    of = " × ".join(here.say(subject.name) for subject in measure.subjects)
    return here.say(measure.name) + (f": {of}" if of else "")


def _number(here: Session, value: float | None) -> str:
    if value is None:
        return here.say(said.NOT_KNOWN)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def _signed(here: Session, value: float | None) -> str:
    return ("+" if value and value > 0 else "") + _number(here, value)


def _turns(here: Session, found: WhatIf, limit: int) -> Table:
    """Return the findings that are closed, new or changed, in this order."""
    table = plain_table(here.say(said.FINDINGS), here.say(said.STATUS), here.say(said.FINDING), "id")
    order = list(said.STATUSES)
    turns: list[Any] = sorted(found.turns, key=lambda turn: order.index(turn.status))
    for turn in turns[:limit]:
        table.add_row(
            here.say(said.STATUSES[turn.status]), escape(here.say(turn.finding.sentence)), turn.finding.id
        )
    if len(turns) > limit:
        table.add_row("", here.say(said.FURTHER.format(number=len(turns) - limit)), "")
    if not turns:
        table.add_row("", here.say(said.NO_FINDINGS), "")
    counts = {status: sum(turn.status is status for turn in turns) for status in Status}
    table.caption = ", ".join(
        f"{here.say(said.STATUSES[status])}: {count:,}" for status, count in counts.items()
    )
    return table

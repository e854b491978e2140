"""Commands about what people decide on findings: finding accept, dismiss, mute, note, assign; decisions."""

from datetime import date, datetime
from typing import Annotated

import pandas as pd
import typer
from rich.markup import escape

from ecograph.cli.app import OutputFile, app, plain_table, session
from ecograph.cli.decided import decisions_of
from ecograph.cli.gaps import NOTHING
from ecograph.cli.results import write_csv
from ecograph.model import Text
from ecograph.state.decisions import Action, Decision, standing
from ecograph.state.questions import Questions
from loaders.privacy import mask

finding = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What people decide on findings; nothing is hidden by it.",
)
app.add_typer(finding, name="finding")
Id = Annotated[str, typer.Argument(help="The id of a finding, or the beginning of it.")]
By = Annotated[str, typer.Option(help="Who decides: a unit, or an officer.")]
Reason = Annotated[str, typer.Option(help="Why, in your own words.")]
HEADS = (
    Text("number", "ที่"),
    Text("finding", "ข้อค้นพบ"),
    Text("decision", "การพิจารณา"),
    Text("stands", "มีผลอยู่"),
)
WAS = ("was_rung", "was_verdict", "was_effect")
"""What a finding came to when it was decided on."""
YES, NO = Text("yes", "ใช่"), Text("no", "ไม่")


@finding.command("accept")
def accept(context: typer.Context, id: Id, by: By, reason: Reason = "") -> None:
    """Accept a finding: it is to be acted on.

    Example: ecograph finding accept reach-gap-a51d8ef --by "Planning division"
    """
    decide(context, id, Action.ACCEPT, by, reason)


@finding.command("dismiss")
def dismiss(context: typer.Context, id: Id, by: By, reason: Reason) -> None:
    """Dismiss a finding, and say why; it is listed all the same.

    Example: ecograph finding dismiss reach-gap-a51d8ef --by IPC-04 --reason "served by another ministry"
    """
    decide(context, id, Action.DISMISS, by, reason)


@finding.command("mute")
def mute(
    context: typer.Context,
    id: Id,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day (common era).")],
    by: By,
    reason: Reason = "",
) -> None:
    """Put a finding off until a day; it is listed all the same.

    Example: ecograph finding mute reach-gap-a51d8ef --until 2026-03-31 --by IPC-04
    """
    decide(context, id, Action.MUTE, by, reason, until=until.date())


@finding.command("note")
def note(context: typer.Context, id: Id, by: By, reason: Reason) -> None:
    """Note something on a finding.

    Example: ecograph finding note reach-gap-a51d8ef --by IPC-04 --reason "asked the provincial office"
    """
    decide(context, id, Action.NOTE, by, reason)


@finding.command("assign")
def assign(
    context: typer.Context,
    id: Id,
    to: Annotated[str, typer.Option(help="Who is to act: a unit.")],
    by: By,
    reason: Reason = "",
) -> None:
    """Assign a finding to a unit.

    Example: ecograph finding assign reach-gap-a51d8ef --to IPC-04 --by "Planning division"
    """
    decide(context, id, Action.ASSIGN, by, reason, assignee=to)


def decide(
    context: typer.Context,
    id: str,
    action: Action,
    by: str,
    reason: str,
    *,
    until: date | None = None,
    assignee: str = "",
) -> None:
    """Keep a decision on a finding that there is; what may identify a person is taken out of the reason."""
    here = session(context)
    with here.open() as workspace:
        asked = Questions(here.settings.store_url, here.settings.home).recall()
        _, found = workspace.answers.find(id, asked)
    entry = decisions_of(here).add(
        found.id, action, by=by, reason=mask(reason), until=until, assignee=mask(assignee), found=found
    )
    here.show({"number": entry.number, "finding": found.id, "decision": here.say(entry.sentence)})
    if not here.json:
        here.console.print(f"{found.id}: {here.say(entry.sentence)}", markup=False)


@app.command()
def decisions(context: typer.Context, csv: OutputFile = None) -> None:
    """List everything that was decided on findings, and which decisions stand today.

    Example: ecograph decisions --csv decisions.csv
    """
    here = session(context)
    log = decisions_of(here)
    today = date.today()  # noqa: DTZ011  (what is put off ends on the officer's own day)
    stand = {
        last.number for found in log.of_findings().values() if (last := standing(found, today)) is not None
    }
    entries = log.entries()
    table = plain_table("", *map(here.say, HEADS))
    for entry in entries:
        said = here.say(YES if entry.number in stand else NO)
        table.add_row(str(entry.number), entry.finding, escape(here.say(entry.sentence)), said)
    if not entries:
        table.add_row("", here.say(NOTHING), "", "")
    lines = [entry.to_dict() | _was(entry) | {"stands": entry.number in stand} for entry in entries]
    here.show({"decisions": lines}, table)
    columns = ["number", "finding", "action", "by", "at", "reason", "until", "assignee"]
    frame = pd.DataFrame(lines, columns=[*columns, *WAS, "stands"])
    write_csv(here, frame, csv)


def _was(entry: Decision) -> dict[str, object]:
    """Return what the finding came to when it was decided on; null where that was not kept."""
    return {name: entry.was and getattr(entry.was, name.removeprefix("was_")) for name in WAS}

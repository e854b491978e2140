"""Commands about results that are kept by a name: saved add, list, show, compare."""

from typing import Annotated

import typer
from rich.markup import escape

from ecograph.analysis.change import Moment, compare_results, find_moment
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.comparing import show_comparisons, write_comparisons
from ecograph.cli.decided import decide_on
from ecograph.cli.gaps import MORE, MOST, NOTHING
from ecograph.cli.results import write_csv
from ecograph.errors import AnalysisError
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.state.questions import Questions
from ecograph.state.saved import Saved, SavedResults
from ecograph.workspace import asked_again
from loaders.privacy import mask

saved = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Results kept by a name, with their question, methods and version of the data.",
)
app.add_typer(saved, name="saved")
Name = Annotated[str, typer.Argument(help="The name of a kept result, or its number.")]
NOW = "now"
"""Stands for the answer that the data give today to the question of the other result."""

HEADS = (
    Text("number", "ที่"),
    Text("name", "ชื่อ"),
    Text("question", "คำถาม"),
    Text("version", "รุ่นข้อมูล"),
    Text("findings", "ข้อค้นพบ"),
    Text("by, when, why", "โดย เมื่อ เหตุผล"),
)
SAYS = Text("what is found", "สิ่งที่พบ")
KEPT = Text(
    "Kept as {name} (number {number}): {question}, {findings:,} findings of version {version}.",
    "เก็บเป็น {name} (ที่ {number}): {question} {findings:,} ข้อ จากรุ่นข้อมูล {version}",
)
LABEL = Text("{name}, of version {version}", "{name} จากรุ่นข้อมูล {version}")


@saved.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name to keep it by.")],
    by: Annotated[str, typer.Option(help="Who keeps it: a unit, or an officer.")],
    note: Annotated[str, typer.Option(help="What it is kept for.")] = "",
) -> None:
    """Keep the answer to what was asked last (gaps, overlaps, partnerships, ...).

    Example: ecograph saved add before-the-meeting --by "Planning division"
    """
    here = session(context)
    asked = Questions(here.settings.store_url, here.settings.home).recall()
    if not asked:
        raise AnalysisError(
            "Nothing was asked yet.", "Ask first, such as `ecograph gaps`, then keep the answer."
        )
    analysis, parameters = asked[0]
    with here.open() as workspace:
        result = workspace.analyse(analysis, **parameters)
        moment = find_moment(workspace.ecosystem, parameters.get("year"))
    kept = _log(here).add(name, result, moment.to_dict(), by=by, note=mask(note))
    here.show(kept.to_dict())
    if not here.json:
        text = KEPT.format(
            name=kept.name,
            number=kept.number,
            question=_question(kept),
            findings=kept.findings,
            version=kept.version,
        )
        here.console.print(here.say(text), markup=False)


@saved.command("list")
def listing(context: typer.Context) -> None:
    """List the results that are kept.

    Example: ecograph saved list
    """
    here = session(context)
    entries = _log(here).entries()
    table = plain_table("", *map(here.say, HEADS))
    for each in entries:
        said = f"{each.by}, {each.at:%Y-%m-%d}" + (f": {each.note}" if each.note else "")
        numbers = str(each.version), f"{each.findings:,}"
        table.add_row(str(each.number), each.name, escape(_question(each)), *numbers, escape(said))
    if not entries:
        table.add_row("", here.say(NOTHING), "", "", "", "")
    here.show({"saved": [each.to_dict() for each in entries]}, table)


@saved.command("show")
def show(
    context: typer.Context,
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="How many findings to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show a kept result as it was.

    Example: ecograph saved show before-the-meeting --csv then.csv
    """
    here = session(context)
    log = _log(here)
    kept = log.find(name)
    decided = decide_on(here, log.read(name)[0])
    result = decided.result
    title = here.say(LABEL.format(name=kept.name, version=kept.version))
    table = plain_table(f"{title}\n{_question(kept)}", here.say(SAYS), "id")
    for finding in result.findings[:limit]:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    if not result.findings:
        table.add_row(here.say(NOTHING), "")
    here.show({"saved": kept.to_dict(), "result": decided.to_dict()}, table, data_kind=result.data_kind)
    left = len(result.findings) - limit
    if not here.json:
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        for line in (*more, *decided.lines(here, result.findings[:limit])):
            here.console.print(line, style="dim", markup=False)
    write_csv(here, decided.to_frame(here), csv)


@saved.command("compare")
def compare(
    context: typer.Context,
    before: Name,
    after: Annotated[
        str, typer.Argument(help="Another one, or `now`: what the data answer to the same question today.")
    ] = NOW,
    limit: Annotated[int, typer.Option(min=1, help="How many changes to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show what became of the findings of a kept result: new, closed, persisting, not comparable.

    Example: ecograph saved compare before-the-meeting now
    """
    here = session(context)
    log = _log(here)
    kept = log.find(before)
    first, then = log.read(before)
    if after == NOW:
        with here.open() as workspace:
            last = workspace.analyse(kept.analysis, **asked_again(kept.analysis, kept.parameters))
            moment = find_moment(workspace.ecosystem, kept.parameters.get("year"))
        name = NOW
    else:
        last, values = log.read(after)
        moment, name = Moment.from_dict(values), log.find(after).name
    labels = _label(kept.name, first), _label(name, last)
    found = compare_results(first, last, (Moment.from_dict(then), moment), labels)
    show_comparisons(here, (found,), None, limit)
    write_comparisons(here, (found,), csv)


def _log(here: Session) -> SavedResults:
    return SavedResults.of_store(here.settings.store_url, here.settings.home)


def _question(kept: Saved) -> str:
    given = (f"{name} = {value}" for name, value in kept.parameters.items() if value not in ("", None))
    return f"{kept.analysis} ({', '.join(given)})"


def _label(name: str, result: AnalysisResult) -> Text:
    return LABEL.format(name=name, version=result.store_version)

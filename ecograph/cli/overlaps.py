"""The command about who serves the same enterprises: overlaps."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.overlaps import wording as said
from ecograph.analysis.overlaps.fragmentation import ANALYSIS as FRAGMENTATION
from ecograph.analysis.overlaps.fragmentation_wording import TITLE as APART
from ecograph.analysis.overlaps.named_alike import ANALYSIS as NAMED_ALIKE
from ecograph.analysis.overlaps.pairs import ANALYSIS
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.decided import decide_on
from ecograph.cli.gaps import MORE, MOST, NOTHING
from ecograph.cli.results import write_csv
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from ecograph.state.questions import Questions


class Level(StrEnum):
    """What is compared."""

    program = "program"
    agency = "agency"
    fund = "fund"
    support = "support"


LEVELS = {
    Level.program: "Program",
    Level.agency: "Agency",
    Level.fund: "FundingSource",
    Level.support: "support",
}
TITLE = Text("Who shares more clients than by chance", "ใครมีลูกค้าร่วมกันมากกว่าที่เกิดโดยบังเอิญ")
RUNG, SHARED, EXPECTED, FOUND = (
    Text("rung", "ระดับ"),
    Text("shared", "ลูกค้าร่วม"),
    Text("by chance", "โดยบังเอิญ"),
    Text("what is found", "สิ่งที่พบ"),
)


AGENCIES = Text("agencies", "หน่วยงาน")


@app.command()
def overlaps(
    context: typer.Context,
    level: Annotated[Level, typer.Option(help="What is compared.")] = Level.program,
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    scheme: Annotated[str, typer.Option(help="The scheme of regions within which chance is reckoned.")] = "",
    confirm: Annotated[
        int | None,
        typer.Option(min=0, help="Hold the pairs against so many matrices of exactly the same degrees."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many pairs to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show who shares more clients than by chance, and whether it looks like waste or belongs together; and,
    apart from these, where several agencies work in one theme, place and year.

    Example: ecograph overlaps --level agency --year 2024
    """
    here = session(context)
    parameters = {"level": LEVELS[level], "theme": theme, "year": year, "scheme": scheme}
    if confirm is not None:
        parameters["confirm"] = confirm
    asked = Questions(here.settings.store_url, here.settings.home)
    with here.open() as workspace:
        apart = workspace.analyse(FRAGMENTATION, theme=theme, year=year)
        alike = workspace.analyse(NAMED_ALIKE, level=LEVELS[level])
        result = workspace.analyse(ANALYSIS, **parameters)
    asked.remember(NAMED_ALIKE, {"level": LEVELS[level]})
    asked.remember(FRAGMENTATION, {"theme": theme, "year": year})
    asked.remember(ANALYSIS, parameters)
    decided, others, named = (decide_on(here, each) for each in (result, apart, alike))
    tables = [*_tables(here, decided.result, limit), _apart(here, others.result, limit)]
    if alike.findings:
        tables.append(_alike(here, named.result, limit))
    values = {**decided.to_dict(), FRAGMENTATION: others.to_dict(), NAMED_ALIKE: named.to_dict()}
    here.show(values, *tables, data_kind=result.data_kind)
    told = (decided, others, named)
    if not here.json:
        left = len(result.findings) - limit
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        lines = [line for each in told for line in each.lines(here, each.result.findings[:limit])]
        remarks = dict.fromkeys(text for each in told for text in each.result.untested)
        for line in (*more, *lines, *(f"· {here.say(text)}" for text in remarks)):
            here.console.print(line, style="dim", markup=False)
    frames = [each.to_frame(here) for each in told if each.result.findings or each is decided]
    write_csv(here, pd.concat(frames, ignore_index=True), csv)


def _alike(here: Session, result: AnalysisResult, limit: int) -> Table:
    table = plain_table(here.say(said.ALIKE), here.say(FOUND), "id")
    for finding in result.findings[:limit]:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    return table


def _apart(here: Session, result: AnalysisResult, limit: int) -> Table:
    agencies = here.say(AGENCIES)
    table = plain_table(here.say(APART), agencies, here.say(FOUND), "id", numbers=(agencies,))
    for finding in result.findings[:limit]:
        table.add_row(f"{finding.observed:,.0f}", escape(here.say(finding.sentence)), finding.id)
    if not result.findings:
        table.add_row("", here.say(NOTHING), "")
    return table


def _tables(here: Session, result: AnalysisResult, limit: int) -> Iterator[Table]:
    shared, expected = here.say(SHARED), here.say(EXPECTED)
    columns = (here.say(RUNG), shared, expected, here.say(FOUND), "id")
    table = plain_table(here.say(TITLE), *columns, numbers=(shared, expected))
    for finding in result.findings[:limit]:
        table.add_row(
            here.say(said.RUNGS[finding.rung]),
            f"{finding.observed:,.0f}",
            f"{finding.expected:,.1f}",
            escape(here.say(finding.sentence)),
            finding.id,
        )
    if not result.findings:
        table.add_row("", "", "", here.say(NOTHING), "")
    yield table

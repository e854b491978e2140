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
        result = workspace.analyse(ANALYSIS, **parameters)
    asked.remember(FRAGMENTATION, {"theme": theme, "year": year})
    asked.remember(ANALYSIS, parameters)
    decided, others = decide_on(here, result), decide_on(here, apart)
    tables = (*_tables(here, decided.result, limit), _apart(here, others.result, limit))
    here.show({**decided.to_dict(), FRAGMENTATION: others.to_dict()}, *tables, data_kind=result.data_kind)
    if not here.json:
        left = len(result.findings) - limit
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        told = [line for each in (decided, others) for line in each.lines(here, each.result.findings[:limit])]
        remarks = dict.fromkeys((*result.untested, *apart.untested))
        for line in (*more, *told, *(f"· {here.say(text)}" for text in remarks)):
            here.console.print(line, style="dim", markup=False)
    write_csv(here, pd.concat([decided.to_frame(here), others.to_frame(here)], ignore_index=True), csv)


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
            "" if finding.observed is None else f"{finding.observed:,.0f}",
            "" if finding.expected is None else f"{finding.expected:,.1f}",
            escape(here.say(finding.sentence)),
            finding.id,
        )
    if not result.findings:
        table.add_row("", "", "", here.say(NOTHING), "")
    yield table

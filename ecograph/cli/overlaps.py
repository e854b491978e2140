"""The command about who serves the same enterprises: overlaps."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.overlaps import wording as said
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


@app.command()
def overlaps(
    context: typer.Context,
    level: Annotated[Level, typer.Option(help="What is compared.")] = Level.program,
    theme: Annotated[str, typer.Option(help="Only what addresses this theme.")] = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")] = None,
    scheme: Annotated[str, typer.Option(help="The scheme of regions within which chance is reckoned.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many pairs to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show who shares more clients than by chance, and whether it looks like waste or belongs together.

    Example: ecograph overlaps --level agency --year 2024
    """
    here = session(context)
    parameters = {"level": LEVELS[level], "theme": theme, "year": year, "scheme": scheme}
    with here.open() as workspace:
        result = workspace.analyse(ANALYSIS, **parameters)
    Questions(here.settings.store_url, here.settings.home).remember(ANALYSIS, parameters)
    decided = decide_on(here, result)
    result = decided.result
    here.show(decided.to_dict(), *_tables(here, result, limit), data_kind=result.data_kind)
    if not here.json:
        left = len(result.findings) - limit
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        told = decided.lines(here, result.findings[:limit])
        for line in (*more, *told, *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)
    write_csv(here, decided.to_frame(here), csv)


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

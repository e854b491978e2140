"""The command that holds a planned program against what exists: check-proposal."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from ecograph.analysis.proposal_wording import LABELS, RUNGS
from ecograph.analysis.proposals import check_proposal as check
from ecograph.cli.app import OutputFile, Session, app, plain_table, session
from ecograph.cli.gaps import MORE, MOST, NOTHING
from ecograph.cli.identity import log_of
from ecograph.cli.results import write_csv
from ecograph.cli.viewing import make_site, save_page
from ecograph.findings import AnalysisResult
from ecograph.model import Text
from loaders.planned import read_planned

TITLE = Text(
    "{name}: held against {compared:,.0f} programs; {eligible:,.0f} enterprises would be admitted",
    "{name}: เทียบกับ {compared:,.0f} โครงการ วิสาหกิจที่เข้าเกณฑ์ {eligible:,.0f} ราย",
)
RUNG, WHAT, ASK = Text("rung", "ระดับ"), Text("what both do", "สิ่งที่มีร่วมกัน"), Text("ask", "ควรสอบถาม")
OTHER_YEARS = Text(
    "{number:,.0f} programs of other years share something too; they are not listed.",
    "อีก {number:,.0f} โครงการของปีอื่นมีบางส่วนร่วมกัน ไม่ได้แสดง",
)


@app.command("check-proposal")
def check_proposal(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The plan: a TOML file, or a template of programs.")],
    limit: Annotated[int, typer.Option(min=1, help="How many programs to show at the most.")] = MOST,
    csv: OutputFile = None,
    page: Annotated[Path | None, typer.Option(help="Write the answer as a page to this file, too.")] = None,
) -> None:
    """Hold a planned program against what exists: what it shares with which program, and whom to ask.

    Example: ecograph check-proposal plan.toml
    """
    here = session(context)
    with here.open() as workspace:
        ecosystem = workspace.ecosystem
        planned = read_planned(
            file,
            workspace.store,
            ecosystem,
            identities=log_of(here),
            secret=here.settings.secret(),
        )
        if page is not None:
            save_page(here, workspace, page, make_site(here, workspace).answer_proposal(planned))
    result = check(ecosystem, planned)
    here.show(result.to_dict(), _table(here, result, planned.name, limit), data_kind=result.data_kind)
    if not here.json:
        left = len(result.findings) - limit
        others = result.totals["other_years"]
        lines = [
            *([here.say(MORE).format(number=left)] if left > 0 else []),
            *([here.say(OTHER_YEARS).format(number=others)] if others else []),
            *(here.say(text) for text in result.untested),
        ]
        for line in lines:
            here.console.print(f"· {line}", style="dim", markup=False)
    write_csv(here, result.to_frame(), csv)


def _table(here: Session, result: AnalysisResult, name: str, limit: int) -> Table:
    dimensions = [here.say(label) for label in LABELS.values()]
    title = here.say(TITLE).format(name=name, **result.totals)
    table = plain_table(escape(title), here.say(RUNG), here.say(WHAT), *dimensions, here.say(ASK))
    for finding in result.findings[:limit]:
        shared = [_mark(str(row[1])) for row in finding.evidence.rows]
        asked = "\n".join(here.say(text) for text in finding.caveats)
        cells = (here.say(RUNGS[finding.rung]), here.say(finding.sentence), *shared, asked)
        table.add_row(*map(escape, cells))
    if not result.findings:
        table.add_row("", here.say(NOTHING), *("" for _ in dimensions), "")
    return table


def _mark(shared: str) -> str:
    """Return a sign for a dimension: shared, not shared, or not on record."""
    return {"not on record": "?", "none": "–"}.get(shared, "✓")

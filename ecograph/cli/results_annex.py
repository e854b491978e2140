"""Commands about targets and results: results, kpi lint, kpi alignment."""

from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.markup import escape

from ecograph.analysis.results.annex import ANALYSIS, Annex, find_annex
from ecograph.cli.app import OutputFile, Session, app, marked_output, need_folder, plain_table, session
from ecograph.cli.decided import Decided, decide_on
from ecograph.cli.gaps import MORE, MOST, NOTHING
from ecograph.cli.reporting import Scheme
from ecograph.cli.results import write_csv
from ecograph.cli.viewing import make_site, save_page
from ecograph.findings import AnalysisResult
from ecograph.model import DataKind, Text
from ecograph.pages.annex import (
    BASES,
    BUDGET_TOTAL,
    FOOTNOTES,
    HEADERS,
    MILLION,
    THAI_YEARS_AHEAD,
    Column,
    rows,
    title,
)
from ecograph.pages.annex_workbook import write_workbook
from ecograph.state.questions import Questions
from ecograph.workspace import Workspace
from visualisations.numerals import day
from visualisations.wording import UNKNOWN

Year = Annotated[int | None, typer.Option(help="Only this fiscal year (common era).")]
SHOWN = (
    Column.PROJECT,
    Column.ACTIVITY,
    Column.INDICATOR,
    Column.UNIT,
    Column.TARGET,
    Column.REPORTED,
    Column.EVALUATED,
    Column.ACHIEVED,
    Column.EXPECTED,
    Column.COST,
    Column.REMARKS,
)
"""The columns that fit a terminal; files and JSON have all."""
NUMBERS = frozenset(
    {Column.TARGET, Column.REPORTED, Column.EVALUATED, Column.ACHIEVED, Column.EXPECTED, Column.COST}
)
BASIS = "basis"
AS_OF, SOURCES, VERSION = (
    Text("Data as of", "ข้อมูล ณ"),
    Text("Sources", "แหล่งข้อมูล"),
    Text("Version of the data", "รุ่นข้อมูล"),
)
IDS = Text("Ids of the results", "รหัสผลลัพธ์")
IDS_A_LINE = 100
"""A cell of Excel holds no more than 32,767 characters."""
AGENCY, WHAT = Text("run by", "หน่วยดำเนินการ"), Text("to correct", "รายการที่ต้องแก้ไข")
ALIGNMENT = Text("Indicators, goals and themes", "ตัวชี้วัด เป้าประสงค์ และประเด็นนโยบาย")
LINT = Text(
    "Indicators held against the guide: {indicators:.0f}, with {faults:.0f} faults",
    "ตรวจตัวชี้วัดตามคู่มือ {indicators:.0f} รายการ พบข้อที่ต้องแก้ {faults:.0f} ข้อ",
)


@app.command()
def results(
    context: typer.Context,
    year: Year = None,
    xlsx: Annotated[Path | None, typer.Option(help="Also write the annex to this Excel file.")] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page that prints on A3.")] = None,
    csv: OutputFile = None,
    scheme: Scheme = "economic",
) -> None:
    """Show what programs aimed at and what came of it: target, reported, evaluated, expected, cost.

    Example: ecograph results --year 2024 --xlsx annex.xlsx --html annex.html
    """
    here = session(context)
    for file in filter(None, (xlsx, html)):
        need_folder(file)
    with here.open() as workspace:
        result = workspace.analyse(ANALYSIS, year=year)
        annex = find_annex(workspace.ecosystem, year)
        foot = _foot(here, workspace, result) if xlsx else []
        if html is not None:
            save_page(here, workspace, html, make_site(here, workspace, scheme, year).results(whole=True))
    Questions(here.settings.store_url, here.settings.home).remember(ANALYSIS, {"year": year})
    decided = decide_on(here, result)
    here.show(_values(here, decided, annex), _table(here, annex, year), data_kind=result.data_kind)
    if not here.json:
        told = decided.lines(here, decided.result.findings)
        for line in (*told, *(f"· {here.say(text)}" for text in (*FOOTNOTES, *annex.unsaid))):
            here.console.print(line, style="dim", markup=False)
    write_csv(here, _frame(here, annex, result.data_kind), csv)
    if xlsx is not None:
        path = marked_output(xlsx, result.data_kind)
        write_workbook(annex, year, path, here.language, result.data_kind, foot)
        here.notices.print(f"Wrote {path}.", markup=False)


kpi = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Indicators against the guide, and against the strategy.",
)
app.add_typer(kpi, name="kpi")


@kpi.command("lint")
def lint(
    context: typer.Context,
    year: Year = None,
    agency: Annotated[str, typer.Option(help="Only what this agency runs (key).")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many faults to show at the most.")] = MOST,
    csv: OutputFile = None,
) -> None:
    """Show which rules of the guide the indicators of programs break, for each agency to correct.

    Example: ecograph kpi lint --year 2024 --agency IPC-04 --csv to-correct.csv
    """
    run_lint(session(context), year, agency, limit, csv)


@kpi.command("alignment")
def alignment(context: typer.Context, year: Year = None, csv: OutputFile = None) -> None:
    """Show goals without an indicator, indicators without a goal, and themes with neither.

    Example: ecograph kpi alignment --year 2024
    """
    here = session(context)
    with here.open() as workspace:
        result = workspace.analyse("kpi-alignment", year=year)
    Questions(here.settings.store_url, here.settings.home).remember("kpi-alignment", {"year": year})
    decided = decide_on(here, result)
    table = plain_table(here.say(ALIGNMENT), here.say(WHAT), "id")
    for finding in decided.result.findings:
        table.add_row(escape(here.say(finding.sentence)), finding.id)
    _show(here, decided, table)
    write_csv(here, decided.to_frame(here), csv)


def run_lint(here: Session, year: int | None, agency: str, limit: int, csv: Path | None) -> None:
    """Hold indicators against the guide, and show or write what breaks it, a row for each agency."""
    asked = {"year": year, "agency": agency}
    with here.open() as workspace:
        result = workspace.analyse("kpi-lint", **asked)
        ecosystem = workspace.ecosystem
    Questions(here.settings.store_url, here.settings.home).remember("kpi-lint", asked)
    decided = decide_on(here, result)
    result = decided.result
    names = {
        key: here.say(ecosystem.name("Agency", key))
        for finding in result.findings
        for kind, key in finding.evidence.nodes
        if kind == "Agency"
    }
    table = plain_table(here.say(LINT.format(**result.totals)), here.say(AGENCY), here.say(WHAT), "id")
    lines: list[dict[str, object]] = []
    for finding in result.findings:
        keys = [key for kind, key in finding.evidence.nodes if kind == "Agency" and agency in ("", key)]
        runs = "; ".join(names[key] for key in keys) or here.say(UNKNOWN)
        if len(table.rows) < limit:
            table.add_row(escape(runs), escape(here.say(finding.sentence)), finding.id)
        lines += [
            {
                "agency": key,
                "agency_name": names.get(key, here.say(UNKNOWN)),
                "program": finding.subjects[0].key,
                "program_name": here.say(finding.subjects[0].name),
                "indicator_name": " × ".join(here.say(each.name) for each in finding.subjects[1:2]),
                "unit": finding.unit,
                "fiscal_year": finding.period,
                "rule": finding.verdict,
                "to_correct": here.say(finding.sentence),
                "id": finding.id,
                "data_kind": result.data_kind.value,
            }
            for key in keys or [""]
        ]
    _show(here, decided, table, limit)
    columns = ["agency", "agency_name", "program", "program_name", "indicator_name", "unit", "fiscal_year"]
    frame = pd.DataFrame(lines, columns=[*columns, "rule", "to_correct", "id", "data_kind"])
    frame = decided.marked(here, frame, list(frame["id"]))
    write_csv(here, frame.sort_values(["agency", "program"], kind="stable"), csv)


def _show(here: Session, decided: Decided, table: Any, limit: int | None = None) -> None:
    result = decided.result
    if not result.findings:
        table.add_row(here.say(NOTHING), *[""] * (len(table.columns) - 1))
    here.show(decided.to_dict(), table, data_kind=result.data_kind)
    if not here.json:
        shown = result.findings[:limit]
        left = len(result.findings) - len(shown)
        more = [here.say(MORE).format(number=left)] if left > 0 else []
        told = decided.lines(here, shown)
        for line in (*more, *told, *(f"· {here.say(text)}" for text in result.untested)):
            here.console.print(line, style="dim", markup=False)


def _table(here: Session, annex: Annex, year: int | None) -> Any:
    names = {column: here.say(HEADERS[column]) for column in SHOWN}
    numbers = tuple(names[column] for column in SHOWN if column in NUMBERS)
    total = here.say(UNKNOWN) if annex.budget is None else f"{annex.budget / MILLION:,.2f}"
    heading = f"{here.say(title(year))}\n{here.say(BUDGET_TOTAL)}: {total}"
    table = plain_table(heading, *names.values(), numbers=numbers)
    for one, cells in rows(annex, here.language):
        star = "*" if one.basis == "reported" else ""
        shown = []
        for column in SHOWN:
            value = cells[column]
            if isinstance(value, str):
                shown.append(escape(value))
            elif column is Column.COST:
                shown.append(f"{value:,.0f}")
            else:
                mark = star if column is Column.ACHIEVED else ""
                shown.append((f"{value:,.1f}" if column is Column.ACHIEVED else f"{value:,.10g}") + mark)
        table.add_row(*shown)
    if not annex.rows:
        table.add_row(here.say(NOTHING), *[""] * (len(SHOWN) - 1))
    return table


def _values(here: Session, decided: Decided, annex: Annex) -> dict[str, Any]:
    """Return the result as JSON, with the annex's rows and sums; null is unknown."""
    sums = [
        {
            "indicator": one.indicator[0],
            "unit": one.unit,
            "fiscal_year": one.year,
            **one.figures,
            "known": one.known,
            "measurements": one.rows,
            "includes_reported": one.marked,
        }
        for one in annex.sums
    ]
    unknown = here.say(UNKNOWN)
    lines: list[dict[str, Any]] = [
        {
            "program": one.program,
            "basis": one.basis or None,
            "evaluator": one.evaluator or None,
            **{column.value: None if value == unknown else value for column, value in cells.items()},
        }
        for one, cells in rows(annex, here.language)
    ]
    return decided.to_dict() | {"rows": lines, "sums": sums}


def _frame(here: Session, annex: Annex, data_kind: DataKind) -> pd.DataFrame:
    columns = [here.say(HEADERS[column]) for column in Column]
    lines = [
        [*(cells[column] for column in Column), here.say(BASES[one.basis]), one.program, data_kind.value]
        for one, cells in rows(annex, here.language)
    ]
    return pd.DataFrame(lines, columns=[*columns, BASIS, "program", "data_kind"])


def _foot(here: Session, workspace: Workspace, result: AnalysisResult) -> list[str]:
    """Return where the data come from, as the foot of an output says it."""
    loaded = max((run.finished.date() for run in workspace.store.runs()), default=None)
    titles = [here.say(Text(each.title, each.title_th or each.title)) for each in workspace.store.sources()]
    ids = [finding.id for finding in result.findings]
    lines = (", ".join(ids[at : at + IDS_A_LINE]) for at in range(0, len(ids), IDS_A_LINE))
    return [
        f"{here.say(AS_OF)} {here.say(day(loaded, THAI_YEARS_AHEAD))}",
        f"{here.say(SOURCES)}: {', '.join(titles)}",
        f"{here.say(VERSION)}: {result.store_version}",
        *(f"{here.say(IDS)}: {line}" for line in lines),
    ]
